"""Packages (保养套餐): what most customers come for, at one price."""

from jieche.demo.material.labour import HOURLY_FEN, LABOUR_BY_CODE
from jieche.demo.material.parts import PARTS_BY_CODE
from jieche.demo.material.shapes import ANY, BURNS, Energy, Package, needs
from jieche.values.money import times

_PETROL = frozenset((Energy.PETROL, Energy.HYBRID, Energy.PLUG_IN))
_DIESEL = frozenset((Energy.DIESEL,))
_ELECTRIC = frozenset((Energy.ELECTRIC,))

PACKAGES: tuple[Package, ...] = (
    Package(
        "small-service",
        "小保养（全合成）",
        "Small service, synthetic oil",
        _PETROL,
        ("oil-change", "check-36", "service-reset"),
        needs("oil-5w30 4", "oil-filter-oe", "drain-plug"),
        49_800,
        10_000,
        6,
    ),
    Package(
        "small-service-value",
        "小保养（半合成）",
        "Small service, semi-synthetic oil",
        _PETROL,
        ("oil-change", "check-36", "service-reset"),
        needs("oil-10w40 4", "oil-filter-eq", "drain-plug"),
        32_800,
        5_000,
        6,
    ),
    Package(
        "small-service-hybrid",
        "混动小保养（0W-20）",
        "Small service for hybrids",
        frozenset((Energy.HYBRID, Energy.PLUG_IN)),
        ("oil-change", "check-36", "service-reset"),
        needs("oil-0w20 4", "oil-filter-oe", "drain-plug"),
        54_800,
        10_000,
        12,
    ),
    Package(
        "service-20",
        "两万公里保养",
        "20,000 km service",
        _PETROL,
        ("oil-change", "air-filter", "cabin-filter", "check-36", "service-reset"),
        needs("oil-5w30 4", "oil-filter-oe", "drain-plug", "air-filter-oe", "cabin-filter-eq"),
        68_800,
        20_000,
        12,
    ),
    Package(
        "service-40",
        "四万公里大保养",
        "40,000 km service",
        _PETROL,
        (
            "oil-change", "air-filter", "cabin-filter", "spark-plugs", "brake-fluid",
            "throttle-clean", "check-36", "service-reset",
        ),
        needs(
            "oil-5w30 4", "oil-filter-oe", "drain-plug", "air-filter-oe", "cabin-filter-eq",
            "spark-plug-oe 4", "brake-fluid-dot4 1", "throttle-cleaner",
        ),
        158_800,
        40_000,
        24,
    ),
    Package(
        "service-60",
        "六万公里大保养（含变速器油）",
        "60,000 km service with gearbox oil",
        _PETROL,
        (
            "oil-change", "air-filter", "cabin-filter", "fuel-filter", "gearbox-oil",
            "brake-fluid", "coolant", "check-36", "service-reset",
        ),
        needs(
            "oil-5w30 4", "oil-filter-oe", "drain-plug", "air-filter-oe", "cabin-filter-eq",
            "fuel-filter-eq", "atf 6", "brake-fluid-dot4 1", "coolant-oe 6",
        ),
        238_800,
        60_000,
        36,
    ),
    Package(
        "diesel-service",
        "柴油车保养",
        "Diesel service",
        _DIESEL,
        ("oil-change", "diesel-filter", "air-filter", "check-36", "service-reset"),
        needs("oil-diesel 7.5", "oil-filter-eq", "diesel-filter-eq", "air-filter-eq"),
        75_800,
        10_000,
        6,
    ),
    Package(
        "electric-service",
        "纯电年度保养",
        "Yearly service for electric cars",
        _ELECTRIC,
        ("cabin-filter", "check-36", "battery-health", "insulation-test", "tyre-rotate"),
        needs("cabin-filter-oe", "washer-fluid"),
        49_800,
        20_000,
        12,
    ),
    Package(
        "electric-service-60",
        "纯电六万公里保养",
        "60,000 km service for electric cars",
        _ELECTRIC,
        ("cabin-filter", "brake-fluid", "reducer-oil", "battery-coolant", "battery-health"),
        needs("cabin-filter-oe", "brake-fluid-dot4 1", "reducer-oil-oe 1.5", "ev-coolant 8"),
        138_800,
        60_000,
        36,
    ),
    Package(
        "brakes-front",
        "前刹车片套餐（同质）",
        "Front brake pads, equal quality",
        ANY,
        ("brake-pads-front", "caliper-service"),
        needs("pads-front-eq", "caliper-grease"),
        56_800,
        40_000,
        36,
    ),
    Package(
        "air-conditioning",
        "空调清洗套餐",
        "Air conditioning clean-up",
        ANY,
        ("cabin-filter", "evaporator-clean"),
        needs("cabin-filter-eq", "evaporator-foam"),
        36_800,
        20_000,
        12,
    ),
    Package(
        "winter",
        "冬季养护套餐",
        "Winter package",
        BURNS,
        ("coolant", "wiper-blades", "check-trip"),
        needs("coolant-oe 6", "wiper-pair", "washer-fluid 2"),
        45_800,
        40_000,
        24,
    ),
)  # fmt: skip

PACKAGES_BY_CODE = {package.code: package for package in PACKAGES}


def list_price_fen(package: Package, *, hourly_fen: int = HOURLY_FEN) -> int:
    """Return what the package's labour and parts come to when bought singly, in fen."""
    labour = sum(times(hourly_fen, LABOUR_BY_CODE[code].tenths, per=10) for code in package.labour)
    parts = sum(
        times(PARTS_BY_CODE[need.part].price_fen, need.tenths, per=10) for need in package.parts
    )
    return labour + parts
