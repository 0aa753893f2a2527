"""Customers: people with their telephones, some of whom bring the cars of a company.

Names are put together from the common surnames and given names of China, some surnames chosen
because machines misread them. Companies are made up. The telephones are 199 0000 and four digits.
"""

from random import Random

from jieche.demo.material.shapes import Customer

MR, MS = "先生", "女士"

_MEN = (
    "王建国", "李伟", "张磊", "刘志远", "陈刚", "杨帆", "赵军", "黄志强", "周涛", "吴斌", "徐明",
    "孙鹏", "马立群", "朱国栋", "胡凯", "郭峰", "何守田", "高翔", "林浩", "罗一鸣", "郑晓东",
    "梁宇", "谢锋", "宋文博", "唐俊", "许志远", "韩冬", "冯立新", "邓辉", "曹阳", "彭飞",
    "曾志强", "肖国平", "田野", "董建华", "袁伟", "潘岳", "于海生", "蒋文斌", "蔡国强", "余亮",
    "杜威", "叶青", "程亮", "苏明哲", "魏东", "吕梁", "丁浩然", "任重远", "沈毅", "姚远",
    "卢志明", "姜涛", "崔健", "钟德华", "谭松", "陆剑平", "汪恒", "范伟", "金鑫", "石磊", "廖凡",
    "贾宏", "夏雨", "韦立国", "付强", "方正", "白鹤", "孟凡", "熊伟", "秦朗", "邱志", "江涛",
    "尹航", "单晓东", "仇立军", "解学文", "查良木", "区国强", "盖玉林", "缪勇", "尉迟明",
    "翟振华", "朴在民", "欧阳锐", "诸葛诚", "司马远", "乐正国", "员志平",
)  # fmt: skip

_WOMEN = (
    "王芳", "李娜", "张敏", "刘静", "陈丽", "杨洁", "赵雪", "黄燕", "周婷", "吴倩", "徐慧",
    "孙小莉", "马兰", "朱玲", "胡晓梅", "郭佳", "何静", "高颖", "林巧云", "罗芸", "郑爽",
    "梁玉珍", "谢雨", "宋佳琪", "唐娟", "许文静", "韩梅英", "冯秀英", "邓丽萍", "曹玉兰", "彭蕾",
    "曾敏", "肖雅", "田甜", "董艳", "袁媛", "潘晓婷", "于洁", "蒋欣怡", "蔡芬", "余娜", "杜娟",
    "叶红", "程菲", "苏琳", "魏薇", "吕燕", "丁香", "任静", "华英", "乐嘉欣", "覃丽", "翟敏",
    "查慧", "缪红", "宁琴", "欧阳雪", "柏青",
)  # fmt: skip

# Companies and who comes for them.
_COMPANIES = (
    ("浦江顺达物流有限公司", "钱进"), ("上海云帆信息科技有限公司", "童瑶"),
    ("申禾食品配送有限公司", "葛军"), ("长宁区绿源园林工程有限公司", "施展"),
    ("上海嘉木建筑装饰有限公司", "樊登峰"), ("沪宁冷链运输有限公司", "康宁"),
    ("上海和润医疗器械有限公司", "祝愿"), ("新泾花卉市场服务部", "阮小梅"),
    ("上海明湖酒店管理有限公司", "季春"), ("东方晨光幼儿园", "焦敏"),
    ("上海恒信会计事务所", "梅芳"), ("虹桥快修租赁有限公司", "耿直"),
    ("上海启航驾驶培训学校", "邢军"), ("佳乐搬场服务有限公司", "龚平"),
    ("上海沐风影视传媒有限公司", "凌菲"), ("重庆山城面馆上海分店", "向阳"),
    ("单氏五金商行", "单国平"), ("上海瑞丰安防科技有限公司", "庄毅"),
    ("青浦第二水厂车队", "雷勇"), ("上海安途汽车租赁有限公司", "常远"),
)  # fmt: skip

_COMPANY_WOMEN = frozenset(("童瑶", "阮小梅", "焦敏", "梅芳", "凌菲"))


def _phone(number: int) -> str:
    # Steps of a prime through the four digits: all different, none next to each other.
    return f"1990000{(1009 + number * 6113) % 10_000:04d}"


CUSTOMERS: tuple[Customer, ...] = tuple(
    Customer(name, title, _phone(number))
    for number, (name, title) in enumerate(
        [(name, MR) for name in _MEN] + [(name, MS) for name in _WOMEN]
    )
) + tuple(
    Customer(person, MS if person in _COMPANY_WOMEN else MR, _phone(5_000 + number), company)
    for number, (company, person) in enumerate(_COMPANIES)
)

# The shop's own people for the demo, with the stored word of their role in the rule book.
STAFF: tuple[tuple[str, str], ...] = (
    ("李文", "advisor"), ("周敏", "advisor"), ("顾一帆", "advisor"),
    ("陆建明", "reception_manager"), ("孙立", "dispatcher"),
    ("王强", "technician"), ("吴海", "technician"), ("郑刚", "technician"),
    ("冯涛", "technician"), ("许亮", "technician"), ("何军", "technician"), ("马俊", "washer"),
    ("朱琳", "parts"), ("赵倩", "cashier"), ("沈洁", "records_keeper"), ("丁福", "gate"),
    ("徐国华", "shop_manager"),
)  # fmt: skip

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
    "程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文玉建国志海"
    "红晓春雪梅飞鹏辉斌宇浩凯健俊帆欣怡佳颖慧琳婷倩雨晨阳博"
)


def a_name(rng: Random) -> str:
    """Draw a name of two or three characters, for shops with more customers than are listed."""
    return rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2))))
