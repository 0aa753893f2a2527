"""Words of the hand-in: what papers a car has, how a zone looks, who holds the key."""

from jieche.rulebook.words import Word


class DocumentKind(Word):
    """The papers that belong to a car (随车证件)."""

    LICENCE = "licence", "行驶证", "vehicle licence"
    DRIVER = "driver", "驾驶证", "driving licence"
    INSURANCE = "insurance", "交强险保单", "compulsory insurance"
    INSPECTION_MARK = "inspection_mark", "检验标志", "inspection mark"
    SECOND_CARD = "second_card", "二级维护卡", "second-level maintenance card"
    REGISTRATION = "registration", "登记证书", "registration certificate"
    TRANSPORT = "transport", "道路运输证", "road transport permit"
    OTHER = "other", "其他证件", "other paper"


class Held(Word):
    """What was done with a paper at the desk."""

    NOT_HERE = "not_here", "无", "not here"
    SEEN = "seen", "已看交还", "seen, given back"
    TAKEN = "taken", "收存", "taken"


class Finding(Word):
    """How a zone of the car was found. Clause 6.6."""

    NORMAL = "normal", "正常", "normal"
    ABNORMAL = "abnormal", "异常", "abnormal"


class Zone(Word):
    """The four zones of a walk-around. Clause 6.6."""

    EXTERIOR = "exterior", "外观", "outside"
    INTERIOR = "interior", "内饰表层", "interior surfaces"
    INSTRUMENTS = "instruments", "仪表", "instruments"
    SEATS = "seats", "座椅", "seats"


class Where(Word):
    """Where a belonging stays while the car is here."""

    CAR = "car", "留在车上", "stays in the car"
    BOX = "box", "入存物箱", "into the box"


class Holder(Word):
    """Who has the car's key."""

    CABINET = "cabinet", "钥匙柜", "key cabinet"
    ADVISOR = "advisor", "接待员", "advisor"
    WASHER = "washer", "洗车工", "washer"
    WORKSHOP = "workshop", "车间", "workshop"
    CUSTOMER = "customer", "已还客户", "given back"


class UsualItem(Word):
    """What a car usually carries; the list starts with it. Clause 6.8."""

    SPARE_WHEEL = "spare_wheel", "备胎", "spare wheel"
    JACK = "jack", "千斤顶", "jack"
    WRENCH = "wrench", "轮胎扳手", "wheel wrench"
    TRIANGLE = "triangle", "三角警示牌", "warning triangle"
    EXTINGUISHER = "extinguisher", "灭火器", "extinguisher"
    MATS = "mats", "脚垫", "floor mats"
    RECORDER = "recorder", "行车记录仪", "dash camera"
    ETC = "etc", "ETC 设备", "ETC unit"
    CHARGER = "charger", "充电器", "charger"
    UMBRELLA = "umbrella", "雨伞", "umbrella"


def usual_name(name: str, lang: str) -> str:
    """Return the name of a listed item in ``lang``; what somebody wrote in stays as it is."""
    return next((item.label(lang) for item in UsualItem if item.zh == name), name)


# What is fixed in the car or belongs in its boot stays there; the rest goes into the box.
STAY = frozenset(
    {
        UsualItem.SPARE_WHEEL,
        UsualItem.JACK,
        UsualItem.WRENCH,
        UsualItem.TRIANGLE,
        UsualItem.EXTINGUISHER,
        UsualItem.MATS,
        UsualItem.RECORDER,
        UsualItem.ETC,
    }
)


def stays(name: str) -> bool:
    """Say whether a thing is one that stays in the car by its nature; a loose one is boxed."""
    return any(item.zh == name for item in STAY)
