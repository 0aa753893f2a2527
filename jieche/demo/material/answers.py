"""What is said across the desk: objections, questions, complaints, follow-up.

In the words of the desk, in Chinese, as they would be typed; codes for what is chosen from a list.
"""

from dataclasses import dataclass

# Why an enquiry or an offer ended without an order: neutral words, for the statistics.
LOST: tuple[tuple[str, str, str], ...] = (
    ("price", "价格与预期不同", "price differs from what was expected"),
    ("time", "交车时间不合适", "ready time does not suit"),
    ("parts-wait", "配件需等待", "parts have to be waited for"),
    ("not-our-trade", "项目不在本厂范围", "work is outside our trades"),
    ("warranty-elsewhere", "尚在厂家三包期内", "maker's warranty still runs"),
    ("asked-only", "仅咨询", "asked only"),
    ("later", "另约时间", "will come another time"),
    ("nearer", "就近选择", "goes to a shop nearer by"),
    ("no-fault", "检查未见故障", "no fault was found"),
    ("insurer-choice", "按保险公司安排", "follows the insurer's arrangement"),
)

# What a customer objects, and an answer that does not press him.
OBJECTIONS: tuple[tuple[str, str], ...] = (
    (
        "你们怎么比路边店贵这么多？",
        "您看，工时和配件都分开列着，配件有原厂和同质两种，您可以选；做完有质保，单子上写明里程和天数。",
    ),
    (
        "这个真的必须换吗？",
        "我带您到车旁看一下旧件。安全的项目我建议现在做，其余的可以记下来，下次再定。",
    ),
    (
        "网上买这个才一百多。",
        "自带配件也可以，我们只收工时；不过自带件的质量不在我们的质保范围，这一点先跟您说明。",
    ),
    (
        "怎么每次来都查出毛病？",
        "检查结果都在这张单子上，红的是安全项，黄的是可以观察的。做不做由您决定。",
    ),
    ("能不能再便宜点？", "套餐价已经比单项低。超出我的权限我请示主管，十分钟内给您答复。"),
    (
        "说好三点，怎么又要晚一小时？",
        "实在抱歉。是追加了您刚才同意的刹车盘，新的时间是四点，我三点半再给您来个电话报进度。",
    ),
    (
        "我不想在这儿签那么多字。",
        "明白，只有三处：维修项目、随车物品、取车验收。每一处都是为了您的车说得清楚。",
    ),
    ("旧件是不是真换了？", "旧件我们留着，取车时请您过目，要带走也可以。"),
    (
        "这个故障你们保证修好吗？",
        "按系统估价的项目修不好不收这一项；按现象估价的有一定风险，我会把判断依据写在单子上。",
    ),
    ("为什么检查还要收费？", "诊断费先征得您同意才做；在本厂维修的，诊断费可以抵扣。"),
    (
        "我赶时间，你们先修着再说。",
        "好的，费用和交车时间我先写上请您确认，两分钟就好；有增项一定先打电话。",
    ),
    (
        "上次也说修好了，又响了。",
        "非常抱歉。这次按返修登记，技术主管亲自试车；还在质保期内，不收工时和材料费。",
    ),
)

# What people ask at the desk or by telephone, and the answer.
ENQUIRIES: tuple[tuple[str, str], ...] = (
    ("做个小保养多少钱？", "全合成机油的 498 元起，按车型的机油用量算，包含 36 项检查。"),
    ("换前刹车片要多久？", "大约一小时，如果同时换刹车盘要一个半小时。"),
    ("周末上班吗？", "周六照常，八点半到六点；周日预约的车照接。"),
    (
        "我的车还在质保期，在你们这儿保养影响三包吗？",
        "按说明书的周期和规格保养并留好清单即可，具体以厂家三包凭证为准。",
    ),
    (
        "电动车你们能修吗？",
        "有持证技师，可以做保养、高压检测和充电口、水泵等维修；电池包维修要预约。",
    ),
    ("能不能上门取车？", "内环以内可以，需提前一天预约，交接时一样要环检签字。"),
    ("年检代办怎么收费？", "代办费二百，检测线的费用另付；请带行驶证和交强险。"),
    ("空调不凉是不是缺氟？", "要先测压力和查漏，光加氟可能几周又不凉。检测大约二十分钟。"),
    ("保险的车能修吗？", "能，请先报案；保险公司定损以后我们再开工，照片和单据替您留好。"),
    ("喷一个门几天？", "一般三天，要等漆面干透。急用的话可以先约时间。"),
    ("补胎多少钱？", "蘑菇钉修补 79 元，胎侧受伤的不能补。"),
    (
        "变速器油要换吗？我的车六万了。",
        "多数车型六万公里建议换，先看油色和用车情况，我给您查一下手册要求。",
    ),
    ("四轮定位多久做一次？", "没有固定周期。跑偏、吃胎或换过悬架件就应该做。"),
    ("能刷卡、能开专票吗？", "都可以，专票请提供开票信息，当天开出。"),
    ("我可以在旁边看着修吗？", "休息区能看到车间画面；进车间请让接待员陪同，注意安全。"),
    ("旧的机油滤芯能带走吗？", "换下的配件都归您，废机油按规定由我们回收。"),
)


@dataclass(frozen=True)
class Grievance:
    """A complaint about the shop: what is said, how, what is done about it."""

    says: str
    channel: str
    about: str
    measure: str


# channel: phone, desk, message; about: quality, time, price, attitude, damage, information.
GRIEVANCES: tuple[Grievance, ...] = (
    Grievance(
        "昨天刚换的刹车片，今天早上还是吱吱叫！",
        "phone",
        "quality",
        "安排当天返修，更换消音片并磨合路试，不收费。",
    ),
    Grievance(
        "说好四点取车，等到六点，接孩子都迟到了。",
        "desk",
        "time",
        "主管当面致歉，赠一次洗车，检讨配件到货未跟踪。",
    ),
    Grievance(
        "结算比报价多了三百，怎么没人跟我说？",
        "desk",
        "price",
        "核对追加记录：未得到客户答复，退还三百元。",
    ),
    Grievance(
        "洗完车内饰板上多了道划痕。", "message", "damage", "查验环检照片，确为本厂所致，免费修复。"
    ),
    Grievance(
        "打了两次电话问进度，都说等会儿回，没人回。",
        "phone",
        "information",
        "接待员专人跟进，每两小时报一次进度。",
    ),
    Grievance(
        "空调修了三天，开回家又不凉了。",
        "phone",
        "quality",
        "当天拖回，复检发现管接头微漏，按返修处理。",
    ),
    Grievance(
        "我放车上的停车卡不见了。", "phone", "damage", "核对随车物品清单，在存物箱找到，快递送还。"
    ),
    Grievance(
        "接待的小伙子一边玩手机一边跟我说话。",
        "message",
        "attitude",
        "与当事人谈话，主管回电致歉。",
    ),
    Grievance(
        "保养完机油灯亮了，吓得我不敢开。",
        "phone",
        "quality",
        "上门检查，传感器插头松动，已紧固，赠机滤一只。",
    ),
    Grievance("发票开错抬头，跑了两趟。", "desk", "information", "当场红冲重开，并承担快递费。"),
    Grievance(
        "座椅和后视镜位置全给我调乱了。",
        "message",
        "attitude",
        "致歉；交车前恢复座椅和后视镜列入检查项。",
    ),
    Grievance(
        "做完定位方向盘还是歪的。", "phone", "quality", "复做定位，发现拉杆锁母未紧，返修并通报。"
    ),
)


@dataclass(frozen=True)
class FollowUp:
    """What a customer answers in the call two to seven days after release.

    ``satisfied`` is None where he did not say; ``lead`` is what he is heard to need, if anything.
    """

    says: str
    satisfied: bool | None
    lead: str = ""


FOLLOW_UPS: tuple[FollowUp, ...] = (
    FollowUp("挺好的，刹车比以前灵多了。", satisfied=True),
    FollowUp("没问题，就是等的时间长了点。", satisfied=True),
    FollowUp("不错，师傅还给我讲了旧件是怎么坏的。", satisfied=True),
    FollowUp("声音没了，谢谢你们还打个电话。", satisfied=True),
    FollowUp("还行吧，价格要是再低点就好了。", satisfied=True),
    FollowUp("车洗得很干净，座椅也没给我动。", satisfied=True),
    FollowUp("挺好，我爱人那辆也快到保养了。", satisfied=True, lead="家里另一辆车近期要保养"),
    FollowUp("好的好的，对了，你们能换轮胎吗？", satisfied=True, lead="询价四条轮胎"),
    FollowUp("不抖了。下个月年检，你们能代办吧？", satisfied=True, lead="下月年检代办"),
    FollowUp(
        "可以，我们公司还有五辆车想找个定点的。", satisfied=True, lead="公司五辆车有意定点维修"
    ),
    FollowUp("天冷了电瓶好像有点弱，到时候过来看看。", satisfied=True, lead="预约检查蓄电池"),
    FollowUp("过减速带还有一点点响，没以前厉害。", satisfied=False, lead="预约复查前悬架"),
    FollowUp("空调还是有点味道。", satisfied=False, lead="返修复查空调"),
    FollowUp("接待没跟我说清楚要等配件，我白跑一趟。", satisfied=False),
    FollowUp("说实话，结账排队排了二十分钟。", satisfied=False),
    FollowUp("我在开会，一会儿再说。", satisfied=None),
    FollowUp("无人接听。", satisfied=None),
    FollowUp("关机，已发短信。", satisfied=None),
    FollowUp("车是我爸在开，你打他那个号码吧。", satisfied=None),
    FollowUp("以后不用打电话了，发短信就行。", satisfied=True),
)

# Why someone comes, in a word or two, for bookings and the arrival page.
WISHES: tuple[str, ...] = (
    "常规保养",
    "首次来店，做个全车检查",
    "刹车有声音",
    "换轮胎",
    "空调不凉",
    "年检前检查",
    "长途前检查",
    "发动机灯亮",
    "补漆",
    "换蓄电池",
    "四轮定位",
    "事故车定损",
    "上次说的减震器来换",
    "换变速器油",
    "底盘异响",
    "洗车时发现漏油",
    "充电慢",
    "冬天换防冻液",
)

# Small things people leave in their cars, for the list of belongings.
BELONGINGS: tuple[str, ...] = (
    "行车记录仪",
    "ETC 设备",
    "备胎",
    "千斤顶",
    "轮胎扳手",
    "三角警示牌",
    "灭火器",
    "反光背心",
    "脚垫",
    "遮阳挡",
    "雨伞",
    "儿童座椅",
    "停车卡",
    "加油卡",
    "手机支架",
    "太阳镜",
    "香水",
    "折叠自行车",
    "高尔夫球包",
    "纸箱一只（封口）",
    "充电枪",
    "文件袋（封口）",
)
