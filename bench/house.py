"""The shop of the benchmark: busy, open at all hours, with room for many cars at once."""

from datetime import time

from bench.people import PASSWORD, PEOPLE
from jieche.demo.material.labour import LABOUR
from jieche.demo.material.packages import PACKAGES
from jieche.demo.material.parts import PARTS
from jieche.estimate.catalogue import load_catalogue
from jieche.estimate.law import seed
from jieche.rulebook.words import Role
from jieche.shop.commands import open_shop
from jieche.shop.models import LegalFigure, Place, Shop
from jieche.staff.commands import hire
from jieche.staff.models import Staff

# A place for each car that eight clients and the cars left standing may need at one time.
ROOM = 64
HANDS = 15  # more technicians: as many cars can be worked on at a time
# A benchmark may be run at night; a shop that is open then refuses no hour.
ALL_DAY = ((time(0, 0), time(23, 59)),)


def open_house() -> tuple[Shop, dict[str, Staff]]:
    """Open the shop with people, places, catalogue and the law's figures."""
    seed(LegalFigure)
    shop = open_shop(
        "测速汽修",
        desk=ALL_DAY,
        work=ALL_DAY,
        weekdays=range(7),
        places={
            Place.Kind.RECEPTION_BAY: [f"接{n:02}" for n in range(ROOM)],
            Place.Kind.WORK_BAY: [f"举升{n:02}" for n in range(ROOM)],
            Place.Kind.STORAGE_BOX: [f"B-{n:02}" for n in range(ROOM)],
            Place.Kind.KEY_HOOK: [f"K-{n:02}" for n in range(ROOM)],
        },
        teams=("机电一组", "钣喷组"),
    )
    load_catalogue(shop, LABOUR, PARTS, PACKAGES)
    people = {
        who: hire(shop, who, name, (role,), password=PASSWORD)
        for who, (name, role) in PEOPLE.items()
    }
    for n in range(HANDS):
        hire(shop, f"hand{n}", f"王{n}", (Role.TECHNICIAN,))
    return shop, people
