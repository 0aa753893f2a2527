"""
Fill a new database with a shop and its past orders.

Customers and cars are made up. A few of them are taken through all acts by the product itself, at
the hours of a common day; every past order is a copy of one of these (bench.rows). The past is one
shop's at a steady number of cars a day, so that more orders mean more years, not busier days.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef

from bench import rows
from bench.car import Car, Drive
from bench.house import open_house
from bench.inside import Inside, clock_set_to
from bench.people import Known
from bench.way import AFTERWARDS, FILING, WAY
from jieche.care.file_models import CustomerFile, Filled
from jieche.care.models import FollowUp
from jieche.customers.models import Customer
from jieche.demo.material.names import a_name
from jieche.estimate.models import PromiseMemory
from jieche.journal.models import ChainHead, Entry
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.values.pinyin import search_keys
from jieche.vehicles.commands import keys_of
from jieche.vehicles.models import SearchKey, Vehicle
from jieche.visits.models import Visit

VISITS_OF_A_CAR = 5
# Cars released this many days ago have had their follow-up call; the younger ones wait for it.
CALLED_AFTER_DAYS = 4
_BATCH = 5000
_DISTRICTS = "ABCDEFGHJK"
_MODELS = (
    ("大众", "帕萨特"),
    ("丰田", "凯美瑞"),
    ("别克", "英朗"),
    ("日产", "轩逸"),
    ("比亚迪", "宋"),
)


@dataclass(frozen=True)
class Facts:
    """What the measuring needs to know of a filled database."""

    orders: int
    cars: list[Known]  # some of them, spread over all
    rows_of_an_order: dict[str, int]


@dataclass(frozen=True)
class Model:
    """A visit that was made by the product, and how many days before now it began."""

    visit: Visit
    days: int


def fill(orders: int, per_day: int, now: datetime) -> Facts:
    """Open the shop, let some visits happen in it, and copy them ``orders`` times into the past."""
    with _quickly():
        shop, people = open_house()
        models = _models(people, now)
        cars = _make_cars(shop, max(50, orders // VISITS_OF_A_CAR), now)
        files = _make_files(shop, people["dang"], cars, now)
        tables = rows.gather(model.visit for model in models)
        with _indexes_made_last([table.name for table in tables.values()]), transaction.atomic():
            rows.write(tables, list(_copies(orders, per_day, files, models, now)))
            _leave_one_call_of_a_car()
            last = Entry.objects.aggregate(last=Max("number"))["last"]
            ChainHead.objects.filter(shop=shop).update(number=last)
            # A shop of that age has learned as it went; nobody's first promise waits for its past.
            PromiseMemory.objects.filter(shop=shop).update(through=last or 0)
    _look_over()
    known = [
        Known(
            car.plate,
            car.owner.name,
            car.owner.phone,
            search_keys(car.owner.name)[-1],
            car.vin,
            car.last_km or 0,
        )
        for car in cars[:: max(1, len(cars) // 400)]
        if car.owner
    ]
    return Facts(orders, known, {table.name: table.most for table in tables.values()})


def _leave_one_call_of_a_car() -> None:
    """Let each car's last call take the place of those before, as the product does."""
    later = FollowUp.objects.filter(
        visit__vehicle=OuterRef("visit__vehicle"), visit__gt=OuterRef("visit")
    )
    FollowUp.objects.filter(Exists(later)).update(is_last=False)


def _models(people: Mapping[str, Staff], now: datetime) -> list[Model]:
    """Take a few cars from gate to gate: two that were called afterwards, two of yesterday."""
    browsers = {who: Inside(staff) for who, staff in people.items()}
    made = []
    for turn, days in enumerate((CALLED_AFTER_DAYS + 1, CALLED_AFTER_DAYS + 1, 1, 1)):
        start = (now - timedelta(days=days)).replace(hour=1, minute=turn, second=0, microsecond=0)
        with clock_set_to(start) as clock:
            drive = Drive(browsers, clock.set)
            car = Car(f"沪M100{turn:02}", a_name(Random(turn)), f"1980000{turn:04}", is_new=True)
            moves = WAY + FILING + (AFTERWARDS if days > CALLED_AFTER_DAYS else ())
            page = drive.take(car, moves=moves)
        made.append(Model(Visit.objects.get(pk=int(page.strip("/").split("/")[-1])), days))
    return made


def _make_cars(shop: Shop, number: int, now: datetime) -> list[Vehicle]:
    """Make cars with their owners and the words under which they are found."""
    draw = Random(number)
    since = now - timedelta(days=3000)
    people = Customer.objects.bulk_create(
        [
            Customer(
                shop=shop,
                name=a_name(draw),
                title=draw.choice(("mr", "ms")),
                phone=f"199{n:08}",
                notice_given_at=since,
            )
            for n in range(number)
        ],
        batch_size=_BATCH,
    )
    cars = Vehicle.objects.bulk_create(
        [
            Vehicle(
                shop=shop,
                plate=_plate(n),
                vin=f"LSVAA4182E2{n:06}",
                make=make,
                model=model,
                year=2014 + n % 12,
                colour="白",
                owner=owner,
                last_km=20_000 + n % 150_000,
                first_seen_at=since,
                last_seen_at=now - timedelta(days=1 + n % 700),
                visits_so_far=VISITS_OF_A_CAR,
            )
            for n, owner in enumerate(people)
            for make, model in [_MODELS[n % len(_MODELS)]]
        ],
        batch_size=_BATCH,
    )
    SearchKey.objects.bulk_create(
        (
            SearchKey(shop=shop, vehicle=car, kind=kind, key=key)
            for car in cars
            for kind, key in sorted(keys_of(car))
        ),
        batch_size=_BATCH,
    )
    return cars


def _make_files(
    shop: Shop, keeper: Staff, cars: list[Vehicle], now: datetime
) -> list[CustomerFile]:
    """Give each car its file, in which all is there but complaints."""
    there = {"customer", "car", "items", "history", "settlements"}
    sections = dict.fromkeys(there, Filled.FILLED.value) | {"complaints": Filled.NONE.value}
    return CustomerFile.objects.bulk_create(
        [
            CustomerFile(
                shop=shop, vehicle=car, number=f"BENCH-{n}", cabinet=f"Z-{n}", keeper=keeper,
                set_up_by=keeper, set_up_at=car.first_seen_at,
                gone_through_at=now, **sections,
            )
            for n, car in enumerate(cars)
        ],
        batch_size=_BATCH,
    )  # fmt: skip


def _plate(n: int) -> str:
    number = n // len(_DISTRICTS)
    return f"沪{_DISTRICTS[n % len(_DISTRICTS)]}{number * 7919 % 100_000:05}"


def _copies(
    orders: int, per_day: int, files: list[CustomerFile], models: list[Model], now: datetime
) -> Iterator[rows.Copy]:
    """Yield the past orders, oldest first."""
    for n in range(orders):
        days, slot = divmod(orders - 1 - n, per_day)
        age = 1 + days
        fitting = [k for k, model in enumerate(models) if _fits(model, age)]
        which = fitting[n % len(fitting)]
        day = models[which].visit.arrived_at - timedelta(days=age - models[which].days)
        file = files[n % len(files)]
        later = (per_day - slot) * 8 * 60 // per_day  # spread over eight hours
        yield rows.Copy(
            model=which, minutes_before=(age - models[which].days) * 24 * 60 - later,
            vehicle=file.vehicle_id, customer=file.vehicle.owner_id or 0, file=file.pk,
            number=f"{day:%Y%m%d}-{per_day - slot + 100}",
        )  # fmt: skip


def _fits(model: Model, age: int) -> bool:
    was_called = model.days > CALLED_AFTER_DAYS
    return age >= model.days and was_called == (age > CALLED_AFTER_DAYS)


@contextmanager
def _quickly() -> Iterator[None]:
    """Write without waiting for the disk: what is lost by a power cut here is filled again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET synchronous_commit = off")
            # Keys are not looked up one by one: the copies come from rows that fit together.
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
        yield
    connection.close()


@contextmanager
def _indexes_made_last(tables: Iterable[str]) -> Iterator[None]:
    """Drop the indexes of these tables that are no constraints, and make them again after."""
    names = list(tables)
    with connection.cursor() as cursor:
        made = _indexes(cursor, names)
        for index, _ in made:
            cursor.execute(f'DROP INDEX "{index}"')
        yield
        for _, sql in made:
            cursor.execute(sql)


def _indexes(cursor: Any, tables: list[str]) -> list[tuple[str, str]]:
    places = ", ".join(["%s"] * len(tables))
    if connection.vendor == "postgresql":
        cursor.execute(
            f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({places}) "
            "AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = indexname)",
            tables,
        )
    else:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            f"AND tbl_name IN ({places})",
            tables,
        )
    return list(cursor.fetchall())


def _look_over() -> None:
    """Let the database know its tables, as its housekeeping and each start have over the years."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA analysis_limit=400")
            cursor.execute("ANALYZE")
