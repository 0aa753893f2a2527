"""The words of an estimate: kinds of lines, methods, systems of the car, grades of parts."""

from jieche.rulebook.words import Word
from jieche.visits.models import Category


class LineKind(Word):
    """What a line charges for."""

    LABOUR = "labour", "工时", "labour"
    PART = "part", "配件", "part"
    OTHER = "other", "其他费用", "other fee"


class Method(Word):
    """The three ways to price. Clauses 4.1, 4.2, 4.4."""

    SYSTEM = "system", "系统", "by system"
    SYMPTOM = "symptom", "现象", "by symptom"
    ITEM = "item", "项目", "by item"


class Ground(Word):
    """Why a price by item is allowed. Clause 4.4."""

    SIMPLE = "simple", "技术含量不高", "simple work"
    MARKET = "market", "市场有行价", "a market price"
    CHOSEN = "chosen", "客户指定", "the customer's choice"


class System(Word):
    """The part of the car that a price by system names. Clause 4.1."""

    ENGINE = "engine", "发动机", "engine"
    FUEL = "fuel", "燃油系统", "fuel system"
    IGNITION = "ignition", "点火系统", "ignition"
    COOLING = "cooling", "冷却系统", "cooling"
    EXHAUST = "exhaust", "进排气系统", "intake and exhaust"
    GEARBOX = "gearbox", "变速器", "gearbox"
    DRIVE = "drive", "传动系统", "drive line"
    BRAKES = "brakes", "制动系统", "brakes"
    STEERING = "steering", "转向系统", "steering"
    SUSPENSION = "suspension", "悬架系统", "suspension"
    TYRES = "tyres", "轮胎", "wheels and tyres"
    STARTING = "starting", "起动与充电", "starting and charging"
    ELECTRICS = "electrics", "车身电气", "electrics"
    CLIMATE = "climate", "空调系统", "air conditioning"
    BODY = "body", "车身", "body"
    PAINT = "paint", "油漆", "paint"
    HIGH_VOLTAGE = "high_voltage", "动力电池与电驱", "traction battery and motor"
    CHECK = "check", "检测诊断", "inspection and diagnosis"
    CARE = "care", "清洁养护", "cleaning and care"


class Grade(Word):
    """Where a part comes from: marked and priced apart, the customer chooses."""

    ORIGINAL = "original", "原厂", "original"
    EQUAL = "equal", "同质", "equal quality"
    BRAND = "brand", "品牌", "brand"
    AFTERMARKET = "aftermarket", "副厂", "aftermarket"
    REMADE = "remade", "再制造", "remanufactured"
    REPAIRED = "repaired", "修复", "repaired"
    USED = "used", "拆车", "used"


class CarClass(Word):
    """The classes of vehicles for which the law sets a warranty."""

    CAR = "car", "汽车、危险货物运输车", "car or dangerous-goods vehicle"
    MOTORCYCLE = "motorcycle", "摩托车", "motorcycle"
    OTHER = "other", "其他机动车", "other motor vehicle"


class LegalCategory(Word):
    """The categories for which the law sets a warranty. Clause 5.1."""

    WHOLE = "whole", "整车或总成修理", "whole-vehicle or assembly repair"
    SECOND = "second", "二级维护", "second-level maintenance"
    SMALL = "small", "一级维护、小修、专项修理", "first-level maintenance, small or special repair"


LEGAL_CATEGORY: dict[Category, LegalCategory] = dict.fromkeys(Category, LegalCategory.SMALL) | {
    Category.WHOLE: LegalCategory.WHOLE,
    Category.ASSEMBLY: LegalCategory.WHOLE,
    Category.SECOND_MAINTENANCE: LegalCategory.SECOND,
}
