"""Additional work that the workshop finds, why it is declined, and why a promise moves."""

from dataclasses import dataclass

from jieche.demo.material.shapes import ANY, BURNS, Energy, Needs, needs

_PETROL = frozenset((Energy.PETROL, Energy.HYBRID, Energy.PLUG_IN))


@dataclass(frozen=True)
class Extra:
    """Additional work the workshop found: why, in plain words, and what happens without it."""

    key: str
    reason: str
    without: str
    labour: tuple[str, ...]
    parts: tuple[Needs, ...]
    tenths_more: int
    safety: bool = False
    on: frozenset[Energy] = ANY


# tenths_more is how much later the car is ready, in tenths of an hour of opening time.
EXTRAS: tuple[Extra, ...] = (
    Extra(
        "front-discs",
        "拆轮检查发现前刹车盘厚度 21.8 毫米，低于极限 22 毫米，边缘有台阶。",
        "制动距离变长，急刹时方向盘会抖。",
        ("brake-discs-front",),
        needs("disc-front-oe 2"),
        10,
        safety=True,
    ),
    Extra(
        "rear-pads",
        "后刹车片只剩 2.5 毫米，再开约三千公里就磨到铁。",
        "磨到铁会伤及刹车盘，花费翻倍。",
        ("brake-pads-rear",),
        needs("pads-rear-eq"),
        10,
        safety=True,
    ),
    Extra(
        "brake-fluid-wet",
        "制动液含水量 3.8 %，超过 3 % 就该换。",
        "连续下坡时制动液会沸腾，刹车变软。",
        ("brake-fluid",),
        needs("brake-fluid-dot4 1"),
        10,
        safety=True,
    ),
    Extra(
        "boot-torn",
        "右半轴防尘套裂开，油脂已甩出，球笼还没有旷量。",
        "进沙以后球笼会响，就要换整根半轴。",
        ("drive-boot",),
        needs("drive-boot-kit"),
        15,
    ),
    Extra(
        "arm-bush",
        "左下摆臂后胶套断裂，撬动时有明显位移。",
        "高速变道发飘，轮胎偏磨。",
        ("control-arm", "alignment"),
        needs("control-arm-eq"),
        20,
        safety=True,
    ),
    Extra(
        "tie-rod-loose",
        "左转向拉杆球头松旷，防尘套已破。",
        "球头脱落会失去转向。",
        ("tie-rod", "alignment"),
        needs("tie-rod-eq"),
        15,
        safety=True,
    ),
    Extra(
        "tyre-nail",
        "右后轮胎里侧扎了螺钉，现在还堵着没漏。",
        "螺钉甩掉后会很快瘪胎。",
        ("tyre-patch",),
        needs("tyre-plug"),
        5,
        safety=True,
    ),
    Extra(
        "tyres-old",
        "两条前胎花纹剩 1.6 毫米，已到磨损标记。",
        "雨天容易打滑，年检也不合格。",
        ("tyre-fit", "tyre-fit"),
        needs("tyre-205 2", "valve-stem 2"),
        10,
        safety=True,
    ),
    Extra(
        "battery-weak",
        "蓄电池冷启动能力只剩 42 %，已用五年。",
        "天冷可能打不着车。",
        ("battery",),
        needs("battery-60"),
        5,
        on=BURNS,
    ),
    Extra(
        "belt-cracked",
        "附件皮带内侧龟裂，十厘米内超过六道。",
        "断了以后不发电、水温升高。",
        ("accessory-belt",),
        needs("drive-belt", "belt-tensioner"),
        10,
        on=BURNS,
    ),
    Extra(
        "pump-weeps",
        "水泵泄水孔有粉色结晶，打压缓慢下降。",
        "渗漏加重后会高温。",
        ("water-pump", "coolant"),
        needs("water-pump-eq", "coolant-oe 6"),
        30,
        on=BURNS,
    ),
    Extra(
        "cover-leaks",
        "气门室盖垫渗油，油迹已到排气管上方。",
        "热车有焦味，时间长了有起火风险。",
        ("valve-cover-gasket",),
        needs("valve-cover-gasket-oe"),
        20,
        safety=True,
        on=BURNS,
    ),
    Extra(
        "plugs-worn",
        "火花塞电极间隙 1.3 毫米，标准 0.8 毫米。",
        "油耗升高，冷车抖动，点火线圈负担重。",
        ("spark-plugs",),
        needs("spark-plug-eq 4"),
        10,
        on=_PETROL,
    ),
    Extra(
        "throttle-dirty",
        "拆进气管看到节气门边缘积碳一圈。",
        "怠速会不稳，冷车难着。",
        ("throttle-clean",),
        needs("throttle-cleaner"),
        10,
        on=_PETROL,
    ),
    Extra(
        "mount-torn",
        "变速器支架胶撕裂，挂挡时动力总成前后窜动。",
        "起步闯动，会拉坏排气软连接。",
        ("gearbox-mount",),
        needs("gearbox-mount-oe"),
        10,
        on=BURNS,
    ),
    Extra(
        "shock-leaks",
        "左后减震器漏油，右后尚干，建议成对更换。",
        "过坎后余震多，轮胎呈波浪磨损。",
        ("shock-rear",),
        needs("shock-rear-oe 2"),
        20,
    ),
    Extra(
        "cabin-filter-mouldy",
        "空调滤芯发霉，夹着树叶。",
        "出风小、有异味。",
        ("cabin-filter",),
        needs("cabin-filter-eq"),
        3,
    ),
    Extra(
        "wipers-torn",
        "雨刮胶条撕裂两处。",
        "下雨刮不净，还会划伤玻璃。",
        ("wiper-blades",),
        needs("wiper-pair"),
        2,
    ),
    Extra(
        "caliper-stuck",
        "左后分泵导销干涩，内外片厚度差 4 毫米。",
        "内片会很快磨光。",
        ("caliper-service",),
        needs("caliper-grease"),
        8,
        safety=True,
    ),
    Extra(
        "bearing-hums",
        "试车听到左前轮毂轴承有沙声，举升确认有旷量。",
        "继续使用会抱死或松脱。",
        ("wheel-bearing",),
        needs("wheel-bearing-eq"),
        20,
        safety=True,
    ),
)

EXTRAS_BY_KEY = {extra.key: extra for extra in EXTRAS}

# Why a customer declines additional work; none of it is held against him.
DECLINED: tuple[tuple[str, str, str], ...] = (
    ("later", "下次保养时再做", "will do it at the next service"),
    ("ask-family", "要和家里人商量", "wants to ask the family"),
    ("sell-soon", "准备换车，不再投入", "is going to sell the car"),
    ("price", "这次预算不够", "is above the budget this time"),
    ("no-time", "今天赶时间", "has no time today"),
    ("own-part", "想自己买配件", "wants to bring the part"),
    ("second-opinion", "想再问问别人", "wants a second opinion"),
    ("insurer", "等保险公司答复", "waits for the insurer"),
)

# Why a promised time moves: for the call to the customer and the statistics.
DELAYS: tuple[tuple[str, str, str], ...] = (
    ("part-late", "配件未按时到货", "a part came late"),
    ("wrong-part", "配件型号不符，重新订货", "a wrong part was delivered"),
    ("extra-work", "客户同意了追加项目", "additional work was agreed"),
    ("answer-late", "等候客户答复", "waited for the customer's answer"),
    ("harder", "拆解后工作量大于预估", "the work proved larger"),
    ("rework", "检验不合格，返工", "it failed inspection and was redone"),
    ("bay", "工位被占用", "the bay was not free"),
    ("ill", "技术员临时请假", "a technician fell ill"),
)
