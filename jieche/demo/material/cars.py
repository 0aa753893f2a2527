"""Cars as they stand in a yard in Shanghai: models, VINs, plates.

The first three characters of a VIN are those of the maker as publicly known; the five behind them
and the number are drawn, the check digit is right and the tenth character fits the model year.
Plates and VINs are drawn, not taken from any car; one that also exists somewhere is a coincidence.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jieche.demo.material.shapes import Energy, Model
from jieche.values.plate import PlateKind
from jieche.values.vin import check_digit, year_character

PE, DI, HY = Energy.PETROL, Energy.DIESEL, Energy.HYBRID
PI, EL = Energy.PLUG_IN, Energy.ELECTRIC
_BLUE, _GREEN, _YELLOW = PlateKind.BLUE, PlateKind.GREEN, PlateKind.YELLOW

# WMI, make, its English name; then series, English, energy, engine, gearbox, first and last year.
_Row = tuple[str, str, Energy, str, str, int, int]

_ROWS: tuple[tuple[str, str, str, tuple[_Row, ...]], ...] = (
    ("LSV", "上汽大众", "Volkswagen", (
        ("朗逸", "Lavida", PE, "1.5L", "AT", 2013, 2026),
        ("帕萨特", "Passat", PE, "2.0T", "DCT", 2015, 2026),
        ("途观 L", "Tiguan L", PE, "2.0T", "DCT", 2017, 2026),
        ("Polo", "Polo", PE, "1.5L", "AT", 2012, 2024),
        ("ID.4 X", "ID.4 X", EL, "150 kW", "单速", 2021, 2026),
    )),
    ("LFV", "一汽大众", "Volkswagen", (
        ("速腾", "Sagitar", PE, "1.4T", "DCT", 2013, 2026),
        ("迈腾", "Magotan", PE, "2.0T", "DCT", 2014, 2026),
        ("捷达", "Jetta", PE, "1.5L", "MT", 2013, 2019),
    )),
    ("LFV", "奥迪", "Audi", (
        ("A4L", "A4L", PE, "2.0T", "DCT", 2014, 2026),
        ("A6L", "A6L", PE, "2.0T", "DCT", 2013, 2026),
        ("Q5L", "Q5L", PE, "2.0T", "DCT", 2018, 2026),
    )),
    ("LSG", "别克", "Buick", (
        ("英朗", "Excelle GT", PE, "1.5L", "AT", 2013, 2023),
        ("君威", "Regal", PE, "2.0T", "AT", 2014, 2025),
        ("GL8", "GL8", PE, "2.0T", "AT", 2014, 2026),
    )),
    ("LSG", "雪佛兰", "Chevrolet", (("科鲁兹", "Cruze", PE, "1.5L", "AT", 2013, 2020),)),
    ("LSG", "凯迪拉克", "Cadillac", (("CT5", "CT5", PE, "2.0T", "AT", 2019, 2026),)),
    ("LFM", "一汽丰田", "Toyota", (
        ("卡罗拉", "Corolla", PE, "1.2T", "CVT", 2014, 2026),
        ("卡罗拉双擎", "Corolla Hybrid", HY, "1.8L", "E-CVT", 2016, 2026),
        ("亚洲龙", "Avalon", HY, "2.5L", "E-CVT", 2019, 2026),
    )),
    ("LVG", "广汽丰田", "Toyota", (
        ("凯美瑞", "Camry", PE, "2.0L", "AT", 2012, 2026),
        ("汉兰达", "Highlander", HY, "2.5L", "E-CVT", 2021, 2026),
        ("赛那", "Sienna", HY, "2.5L", "E-CVT", 2021, 2026),
    )),
    ("LVH", "东风本田", "Honda", (
        ("思域", "Civic", PE, "1.5T", "CVT", 2016, 2026),
        ("CR-V", "CR-V", PE, "1.5T", "CVT", 2017, 2026),
    )),
    ("LHG", "广汽本田", "Honda", (
        ("雅阁", "Accord", PE, "1.5T", "CVT", 2018, 2026),
        ("飞度", "Fit", PE, "1.5L", "CVT", 2014, 2025),
        ("奥德赛", "Odyssey", HY, "2.0L", "E-CVT", 2019, 2025),
    )),
    ("LGB", "东风日产", "Nissan", (
        ("轩逸", "Sylphy", PE, "1.6L", "CVT", 2012, 2026),
        ("奇骏", "X-Trail", PE, "2.0L", "CVT", 2014, 2021),
        ("天籁", "Teana", PE, "2.0L", "CVT", 2013, 2025),
    )),
    ("LVS", "长安福特", "Ford", (
        ("福克斯", "Focus", PE, "1.5T", "AT", 2015, 2023),
        ("蒙迪欧", "Mondeo", PE, "2.0T", "AT", 2013, 2026),
    )),
    ("LBE", "北京现代", "Hyundai", (("伊兰特", "Elantra", PE, "1.5L", "CVT", 2020, 2026),)),
    ("LJD", "起亚", "Kia", (("K3", "K3", PE, "1.6L", "AT", 2013, 2024),)),
    ("LBV", "宝马", "BMW", (
        ("3 系", "3 Series", PE, "2.0T", "AT", 2013, 2026),
        ("5 系", "5 Series", PE, "2.0T", "AT", 2014, 2026),
        ("X3", "X3", PE, "2.0T", "AT", 2018, 2026),
        ("iX3", "iX3", EL, "210 kW", "单速", 2020, 2024),
    )),
    ("LE4", "奔驰", "Mercedes-Benz", (
        ("C 级", "C-Class", PE, "1.5T", "AT", 2014, 2026),
        ("E 级", "E-Class", PE, "2.0T", "AT", 2013, 2026),
        ("GLC", "GLC", PE, "2.0T", "AT", 2016, 2026),
    )),
    ("LYV", "沃尔沃", "Volvo", (("XC60", "XC60", PE, "2.0T", "AT", 2015, 2026),)),
    ("LSJ", "荣威", "Roewe", (
        ("RX5", "RX5", PE, "1.5T", "DCT", 2016, 2026),
        ("eRX5", "eRX5", PI, "1.5T", "AT", 2017, 2023),
        ("i5", "i5", PE, "1.5L", "CVT", 2018, 2025),
    )),
    ("LSJ", "名爵", "MG", (("MG5", "MG5", PE, "1.5L", "CVT", 2020, 2026),)),
    ("L6T", "吉利", "Geely", (
        ("星越 L", "Monjaro", PE, "2.0T", "AT", 2021, 2026),
        ("帝豪", "Emgrand", PE, "1.5L", "CVT", 2014, 2026),
    )),
    ("LGW", "哈弗", "Haval", (("H6", "H6", PE, "1.5T", "DCT", 2014, 2026),)),
    ("LS5", "长安", "Changan", (("CS75", "CS75", PE, "1.5T", "AT", 2015, 2026),)),
    ("LVV", "奇瑞", "Chery", (("瑞虎 8", "Tiggo 8", PE, "1.6T", "DCT", 2018, 2026),)),
    ("LMG", "传祺", "Trumpchi", (("M8", "M8", PE, "2.0T", "AT", 2018, 2026),)),
    ("LFP", "红旗", "Hongqi", (("HS5", "HS5", PE, "2.0T", "AT", 2019, 2026),)),
    ("LGX", "比亚迪", "BYD", (
        ("秦 PLUS DM-i", "Qin Plus DM-i", PI, "1.5L", "E-CVT", 2021, 2026),
        ("宋 PLUS DM-i", "Song Plus DM-i", PI, "1.5L", "E-CVT", 2021, 2026),
        ("汉 EV", "Han EV", EL, "180 kW", "单速", 2020, 2026),
        ("海豚", "Dolphin", EL, "70 kW", "单速", 2021, 2026),
    )),
    ("LRW", "特斯拉", "Tesla", (
        ("Model 3", "Model 3", EL, "194 kW", "单速", 2020, 2026),
        ("Model Y", "Model Y", EL, "220 kW", "单速", 2021, 2026),
    )),
    ("LJ1", "蔚来", "NIO", (("ES6", "ES6", EL, "360 kW", "单速", 2019, 2026),)),
    ("L1N", "小鹏", "Xpeng", (("P7", "P7", EL, "196 kW", "单速", 2020, 2026),)),
    ("LW4", "理想", "Li Auto", (("L7", "L7", PI, "1.5T", "单速", 2023, 2026),)),
    ("LZW", "五菱", "Wuling", (
        ("宏光", "Hongguang", PE, "1.5L", "MT", 2013, 2024),
        ("宏光 MINIEV", "Hongguang Mini EV", EL, "20 kW", "单速", 2020, 2026),
    )),
    ("LJ1", "江淮", "JAC", (("骏铃厢货", "Junling box truck", DI, "2.0T", "MT", 2016, 2026),)),
    ("LVR", "马自达", "Mazda", (("昂克赛拉", "Axela", PE, "1.5L", "AT", 2014, 2025),)),
)  # fmt: skip

_LIGHT_TRUCKS = frozenset(("骏铃厢货",))


def _plate_kind(energy: Energy, series: str) -> PlateKind:
    if series in _LIGHT_TRUCKS:
        return _YELLOW
    return _GREEN if energy in (Energy.ELECTRIC, Energy.PLUG_IN) else _BLUE


MODELS: tuple[Model, ...] = tuple(
    Model(
        f"{make_en}-{series_en}-{engine}".lower().replace(" ", "-"),
        make_zh,
        make_en,
        series_zh,
        series_en,
        wmi,
        energy,
        engine,
        gearbox,
        first,
        last,
        _plate_kind(energy, series_zh),
    )
    for wmi, make_zh, make_en, rows in _ROWS
    for series_zh, series_en, energy, engine, gearbox, first, last in rows
)

MODELS_BY_KEY = {model.key: model for model in MODELS}

COLOURS: tuple[tuple[str, str], ...] = (
    ("白", "white"), ("黑", "black"), ("灰", "grey"), ("银", "silver"), ("蓝", "blue"),
    ("红", "red"), ("棕", "brown"), ("绿", "green"), ("香槟", "champagne"),
)  # fmt: skip

# White, black and grey are most of what one sees.
_COLOUR_WEIGHTS = (34, 24, 16, 8, 7, 4, 3, 2, 2)

_VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_SERIAL_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_NEW_ENERGY = {Energy.ELECTRIC: "DABCE", Energy.PLUG_IN: "FGHJK"}

# Where the plates of a shop in Shanghai come from, and how often.
_OFFICES = ("沪A", "沪B", "沪C", "沪D", "沪E", "沪F", "沪G", "苏E", "苏B", "浙F", "浙A", "皖A")
_OFFICE_WEIGHTS = (16, 14, 14, 10, 10, 8, 6, 8, 3, 4, 4, 3)


@dataclass(frozen=True)
class Car:
    """One car of the material. ``km`` is what its odometer shows on the day it is drawn for."""

    model: Model
    year: int
    vin: str
    plate: str
    plate_kind: PlateKind
    colour_zh: str
    colour_en: str
    engine_number: str
    registered_on: date
    km: int


def a_vin(rng: Random, model: Model, year: int, taken: set[str]) -> str:
    """Draw a VIN of this model and model year with a right check digit, and add it to ``taken``."""
    while True:
        described = "".join(rng.choices(_VIN_LETTERS + "123456789", k=5))
        plant = rng.choice(_VIN_LETTERS)
        number = f"{rng.randrange(1_000_000):06d}"
        drawn = f"{model.wmi}{described}0{year_character(year)}{plant}{number}"
        vin = f"{drawn[:8]}{check_digit(drawn)}{drawn[9:]}"
        if vin not in taken:
            taken.add(vin)
            return vin


def a_plate(rng: Random, model: Model, taken: set[str], *, office: str = "") -> str:
    """Draw a plate as a car of this model bears it, and add it to ``taken``."""
    while True:
        head = office or rng.choices(_OFFICES, _OFFICE_WEIGHTS)[0]
        if model.plate is _GREEN:
            letter = rng.choice(_NEW_ENERGY[model.energy])
            serial = f"{letter}{rng.randrange(100_000):05d}"
        else:
            places = sorted(rng.sample(range(5), k=rng.choice((0, 1, 1, 2))))
            serial = "".join(
                rng.choice(_SERIAL_LETTERS) if place in places else str(rng.randrange(10))
                for place in range(5)
            )
        if head + serial not in taken:
            taken.add(head + serial)
            return head + serial


def a_car(
    rng: Random, on: date, *, vins: set[str], plates: set[str], model: Model | None = None
) -> Car:
    """Draw a car as it stands on the day ``on``: some years old, driven as far as cars are."""
    chosen = model or rng.choice(MODELS)
    # Repair shops live on cars from the third year on.
    aims = range(on.year - 12, on.year)
    years = [year for year in aims if chosen.first_year <= year <= chosen.last_year] or [on.year]
    year = rng.choice(years)
    registered = min(date(year, 1, 1) + timedelta(days=rng.randrange(30, 420)), on)
    age_days = (on - registered).days
    per_year = rng.randrange(6_000, 24_000)
    colour = rng.choices(COLOURS, _COLOUR_WEIGHTS)[0]
    return Car(
        model=chosen,
        year=year,
        vin=a_vin(rng, chosen, year, vins),
        plate=a_plate(rng, chosen, plates),
        plate_kind=chosen.plate,
        colour_zh=colour[0],
        colour_en=colour[1],
        engine_number=f"{rng.choice(_VIN_LETTERS)}{rng.randrange(10**7):07d}",
        registered_on=registered,
        km=age_days * per_year // 365 + rng.randrange(40, 900),
    )


def fleet(rng: Random, count: int, on: date) -> list[Car]:
    """Draw ``count`` cars, no VIN and no plate twice."""
    vins: set[str] = set()
    plates: set[str] = set()
    return [a_car(rng, on, vins=vins, plates=plates) for _ in range(count)]
