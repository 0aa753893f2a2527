"""The shapes of the material: a model, a customer, a labour item, a part, a package, a complaint.

Money is whole fen, hours and quantities are tenths (15 is 1.5 hours or 1.5 litres).
"""

from dataclasses import dataclass
from enum import StrEnum

from jieche.values.money import times
from jieche.values.plate import PlateKind


class Label(StrEnum):
    """A stored word with its Chinese and its English label."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> "Label":
        """Make a word of its stored value and its two labels."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.zh, word.en = zh, en
        return word


class Energy(Label):
    """What a car runs on."""

    PETROL = "petrol", "汽油", "petrol"
    DIESEL = "diesel", "柴油", "diesel"
    HYBRID = "hybrid", "混动", "hybrid"
    PLUG_IN = "plug_in", "插电混动", "plug-in hybrid"
    ELECTRIC = "electric", "纯电", "electric"


BURNS = frozenset((Energy.PETROL, Energy.DIESEL, Energy.HYBRID, Energy.PLUG_IN))
PLUGS = frozenset((Energy.PLUG_IN, Energy.ELECTRIC))
ANY = frozenset(Energy)


class System(Label):
    """The part of the car that a job belongs to; an estimate by system names one of these."""

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


class Category(Label):
    """The repair category (维修类别) as the trade lists it; the legal class follows from it."""

    SERVICE = "service", "保养", "service"
    LEVEL_1 = "level_1", "一级维护", "first-level maintenance"
    LEVEL_2 = "level_2", "二级维护", "second-level maintenance"
    MINOR = "minor", "小修", "minor repair"
    ASSEMBLY = "assembly", "总成修理", "assembly repair"
    SPECIAL = "special", "专项修理", "special repair"
    ACCIDENT = "accident", "事故维修", "collision repair"
    CARE = "care", "美容养护", "cleaning and care"
    CHECK = "check", "检测", "inspection"


class Grade(Label):
    """Where a part comes from; marked and priced apart, the customer chooses (domain.md 2.5)."""

    ORIGINAL = "original", "原厂", "original"
    EQUAL = "equal", "同质", "equal quality"
    REMADE = "remade", "再制造", "remanufactured"


# Cost in thousandths of the selling price; invented, so that margin can be shown.
_COST = {Grade.ORIGINAL: 760, Grade.EQUAL: 600, Grade.REMADE: 680}


@dataclass(frozen=True)
class Model:
    """A series of cars as sold in China, with what its VIN and plate look like."""

    key: str
    make_zh: str
    make_en: str
    series_zh: str
    series_en: str
    wmi: str
    energy: Energy
    engine: str
    gearbox: str
    first_year: int
    last_year: int
    plate: PlateKind

    @property
    def zh(self) -> str:
        """Make and series: 大众 朗逸."""
        return f"{self.make_zh} {self.series_zh}"

    @property
    def en(self) -> str:
        """Make and series: Volkswagen Lavida."""
        return f"{self.make_en} {self.series_en}"


@dataclass(frozen=True)
class Customer:
    """A person with a telephone; ``company`` is whose cars he brings, empty for his own."""

    name: str
    title: str
    phone: str
    company: str = ""


@dataclass(frozen=True)
class LabourItem:
    """A labour item with its quota hours (工时定额) in tenths."""

    code: str
    zh: str
    en: str
    system: System
    tenths: int
    category: Category
    bay_kind: str = ""  # where it is not done in the usual bay


@dataclass(frozen=True)
class Part:
    """A part with its price for one ``unit`` in fen; ``days`` is how long it takes to come."""

    code: str
    zh: str
    en: str
    grade: Grade
    price_fen: int
    unit: str
    days: int = 0

    @property
    def cost_fen(self) -> int:
        """What the shop pays for one unit, in fen."""
        return times(self.price_fen, _COST[self.grade], per=1000)


@dataclass(frozen=True)
class Needs:
    """A quantity of a part: 40 tenths of a litre, 10 tenths of a piece."""

    part: str
    tenths: int


@dataclass(frozen=True)
class Package:
    """A package (保养套餐): labour and parts at one price, repeated by km or months."""

    code: str
    zh: str
    en: str
    on: frozenset[Energy]
    labour: tuple[str, ...]
    parts: tuple[Needs, ...]
    price_fen: int
    every_km: int
    every_months: int


@dataclass(frozen=True)
class Complaint:
    """What a customer says of his car, and what comes of it, all in the words of the desk.

    ``says`` is the customer's own; ``finding``, ``cause`` and ``advice`` are what the diagnosis
    sheet bears; ``labour`` and ``parts`` cure it. ``safety`` marks what must not be driven on.
    ``on``, ``gearbox`` and ``turbo`` say which cars can have it at all.
    """

    key: str
    says: str
    system: System
    finding: str
    cause: str
    advice: str
    labour: tuple[str, ...]
    parts: tuple[Needs, ...] = ()
    on: frozenset[Energy] = ANY
    safety: bool = False
    gearbox: str = ""
    turbo: bool = False

    def fits(self, model: Model) -> bool:
        """Tell whether a car of this model can have this complaint."""
        return (
            model.energy in self.on
            and self.gearbox in ("", model.gearbox)
            and (not self.turbo or "T" in model.engine)
        )


def needs(*wanted: str) -> tuple[Needs, ...]:
    """Read "engine-oil 4.5" or "oil-filter" (one) into quantities. Raises ``ValueError``."""
    read = []
    for want in wanted:
        code, _, number = want.partition(" ")
        whole, _, tenth = (number or "1").partition(".")
        read.append(Needs(code, int(whole) * 10 + int(tenth or "0")))
    return tuple(read)
