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
