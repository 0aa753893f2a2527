"""The cast: one shop and its people, always the same, so that a test reads at once."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from jieche.rulebook.words import Role
from jieche.shop.commands import open_shop
from jieche.shop.models import Place, Shop
from jieche.shop.queries import forget_hours
from jieche.staff.commands import hire
from jieche.staff.models import Staff

CHINA = ZoneInfo("Asia/Shanghai")

PEOPLE: dict[str, tuple[str, tuple[Role, ...]]] = {
    "li": ("李雯", (Role.ADVISOR,)),
    "ma": ("马丽", (Role.ADVISOR,)),
    "he": ("何主管", (Role.RECEPTION_MANAGER,)),
    "sun": ("孙师傅", (Role.DISPATCHER,)),
    "wang": ("王强", (Role.TECHNICIAN,)),
    "wu": ("吴洗车", (Role.WASHER,)),
    "peng": ("彭配件", (Role.PARTS,)),
    "zhao": ("赵结算", (Role.CASHIER,)),
    "dang": ("党档案", (Role.RECORDS_KEEPER,)),
    "men": ("门师傅", (Role.GATE,)),
    "jing": ("经理", (Role.SHOP_MANAGER,)),
}


def clock(text: str) -> datetime:
    """Return the moment that a shop's clock shows: "2026-11-23 10:00" (a Monday)."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


def make_shop(name: str = "顺达汽修") -> Shop:
    """Open the shop of the tests: Monday to Saturday, 8-18, lunch in the workshop 12-13."""
    return open_shop(
        name,
        desk=((time(8, 0), time(18, 0)),),
        work=((time(8, 0), time(12, 0)), (time(13, 0), time(18, 0))),
        places={
            Place.Kind.RECEPTION_BAY: ("接1", "接2"),
            Place.Kind.WORK_BAY: ("1号举升", "2号举升"),
            Place.Kind.STORAGE_BOX: ("B-01", "B-02"),
            Place.Kind.KEY_HOOK: ("K-01", "K-02"),
        },
        teams=("机电一组", "钣喷组"),
    )


@pytest.fixture
def shop(db: None) -> Shop:
    """The shop."""
    forget_hours()
    return make_shop()


@pytest.fixture
def staff(shop: Shop) -> dict[str, Staff]:
    """Everybody of the shop, by short name: li is an advisor, sun the dispatcher, …"""
    return {who: hire(shop, who, name, roles) for who, (name, roles) in PEOPLE.items()}


@pytest.fixture
def li(staff: dict[str, Staff]) -> Staff:
    """Advisor Li."""
    return staff["li"]


@pytest.fixture
def sign_in(staff: dict[str, Staff]) -> Callable[[str], Client]:
    """Return a browser-like client in which a person is signed in."""

    def of(who: str) -> Client:
        client = Client()
        client.force_login(staff[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return of


def utc(text: str) -> datetime:
    """Return ``clock(text)`` in UTC, as the database gives it back."""
    return clock(text).astimezone(UTC)
