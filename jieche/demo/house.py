"""The shop of the demo: its people, places, hours and catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from jieche.demo.material.labour import LABOUR
from jieche.demo.material.packages import PACKAGES
from jieche.demo.material.parts import PARTS
from jieche.estimate.catalogue import load_catalogue
from jieche.rulebook.hours import CHINA
from jieche.rulebook.words import Role
from jieche.shop.commands import open_shop
from jieche.shop.models import Place, Shop
from jieche.shop.words import BayKind, Trade
from jieche.staff.commands import hire
from jieche.staff.models import Staff

PASSWORD = "jieche-demo"  # noqa: S105  # printed at the start: it opens a shop of invented cars

# Sign-in name, name, roles: twelve people; the smaller posts are shared as in a real shop.
PEOPLE: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("liwen", "李文", (Role.ADVISOR,)),
    ("zhoumin", "周敏", (Role.ADVISOR,)),
    ("lujianming", "陆建明", (Role.RECEPTION_MANAGER, Role.ADVISOR)),
    ("sunli", "孙立", (Role.DISPATCHER,)),
    ("wangqiang", "王强", (Role.TECHNICIAN,)),
    ("wuhai", "吴海", (Role.TECHNICIAN,)),
    ("zhenggang", "郑刚", (Role.TECHNICIAN,)),
    ("majun", "马俊", (Role.WASHER,)),
    ("zhulin", "朱琳", (Role.PARTS, Role.RECORDS_KEEPER)),
    ("zhaoqian", "赵倩", (Role.CASHIER,)),
    ("dingfu", "丁福", (Role.GATE,)),
    ("xuguohua", "徐国华", (Role.SHOP_MANAGER,)),
)
# The sign-ins that are printed at the start: one for each view of the house.
SHOWN = ("liwen", "sunli", "zhaoqian", "xuguohua")

TEAMS = ("机电一组", "机电二组", "钣喷组")


@dataclass(frozen=True)
class House:
    """The shop with its people and places at hand."""

    shop: Shop
    people: dict[str, Staff]

    def role(self, role: Role, turn: int = 0) -> Staff:
        """Return one of the people who hold a role; ``turn`` goes round among them."""
        able = [person for person in self.people.values() if role in person.acts_as]
        return able[turn % len(able)]

    def places(self, kind: str) -> list[Place]:
        """Return the places of a kind."""
        return list(Place.objects.filter(shop=self.shop, kind=kind).order_by("pk"))


def hours_around(now: datetime) -> tuple[time, time]:
    """
    Return opening and closing so that ``now`` lies within a busy day, whenever the demo is tried.

    In the daytime 8:00 to 18:00; else ten hours around the moment, within its calendar day.
    """
    here = now.astimezone(CHINA)
    if time(10, 30) <= here.time() <= time(16, 30):
        return time(8, 0), time(18, 0)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    start = max(midnight, (here - timedelta(hours=6)).replace(minute=0, second=0, microsecond=0))
    end = start + timedelta(hours=10)
    if end.date() != start.date():
        start, end = midnight + timedelta(hours=13), midnight + timedelta(hours=23, minutes=50)
    return start.time(), end.time()


def open_house(now: datetime) -> House:
    """Open the demo shop with everything a shop has before its first car."""
    opens, closes = hours_around(now)
    lunch = _lunch(opens)
    shop = open_shop(
        "顺达汽车维修服务有限公司",
        desk=((opens, closes),),
        work=((opens, lunch[0]), (lunch[1], closes)),
        weekdays=range(7),
        places={
            Place.Kind.RECEPTION_BAY: [f"接待 {n}" for n in range(1, 17)],
            Place.Kind.WORK_BAY: [f"{n} 号举升" for n in range(1, 6)]
            + ["四轮定位", "钣金", "烤漆房"],
            Place.Kind.STORAGE_BOX: [f"B-{n:02}" for n in range(1, 61)],
            Place.Kind.KEY_HOOK: [f"K-{n:02}" for n in range(1, 61)],
        },
        teams=TEAMS,
        short_name="顺达汽修",
        credit_code="91310000DEMO000001",
        address="上海市演示路 100 号",
        phone="021-00000100",
        hourly_rate_fen=16000,
    )
    teams = list(shop.teams.order_by("pk"))
    people: dict[str, Staff] = {}
    hands: Sequence[str] = ("wangqiang", "wuhai", "zhenggang")
    for username, name, roles in PEOPLE:
        team = teams[hands.index(username)] if username in hands else None
        people[username] = hire(shop, username, name, roles, team=team)
    # One slow hash for all twelve: they share the password that is printed at the start.
    Staff.objects.filter(shop=shop).update(password=make_password(PASSWORD))
    _note_means(shop, people)
    load_catalogue(shop, LABOUR, PARTS, PACKAGES)
    return House(shop, people)


def _note_means(shop: Shop, people: dict[str, Staff]) -> None:
    """Write what each work bay is for and who can do what; a promise rests on it."""
    kinds = {"举升": BayKind.LIFT, "定位": BayKind.ALIGNMENT, "钣金": BayKind.BODY,
             "烤漆": BayKind.PAINT}  # fmt: skip
    for bay in Place.objects.filter(shop=shop, kind=Place.Kind.WORK_BAY):
        kind = next(kind for word, kind in kinds.items() if word in bay.name)
        Place.objects.filter(pk=bay.pk).update(work_kind=kind.value)
    engine = [Trade.MECHANIC.value, Trade.ELECTRICS.value, Trade.HIGH_VOLTAGE.value]
    finish = [Trade.BODY.value, Trade.PAINT.value, Trade.CARE.value, Trade.MECHANIC.value]
    for username, trades in (("wangqiang", engine), ("wuhai", engine), ("zhenggang", finish)):
        people[username].trades = trades
        people[username].save(update_fields=["trades"])


def _lunch(opens: time) -> tuple[time, time]:
    """Return the workshop's lunch hour, four hours after opening."""
    return time(opens.hour + 4, 0), time(opens.hour + 5, 0)


def house_of(shop: Shop) -> House:
    """Return the demo house that was opened before."""
    return House(shop, {person.username: person for person in shop.staff.all()})
