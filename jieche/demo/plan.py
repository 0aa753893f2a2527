"""Who comes when, by a seed: a busy today with a car at every step, and the month before it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from jieche.demo import back, calls, files, roads
from jieche.demo.bookings import book
from jieche.demo.house import House
from jieche.demo.material.cars import Car, fleet
from jieche.demo.material.complaints import a_complaint
from jieche.demo.material.names import CUSTOMERS
from jieche.demo.material.parts import PARTS_BY_CODE
from jieche.demo.material.shapes import Complaint, Customer, Model
from jieche.demo.office import reports_of
from jieche.demo.road import Road, Trip
from jieche.rulebook.words import Event, Outcome, Purpose
from jieche.shop.queries import hours_of
from jieche.values.clock import up_to_half_hour
from jieche.vehicles.queries import by_plate
from jieche.visits.queries import here_now

FLEET = 160


@dataclass(frozen=True)
class Told:
    """What happens on one road beyond the plain way."""

    diagnosed: bool = False
    supplement: str = ""  # "", "agreed", "refused"
    slow: bool = False
    credit: bool = False
    discount: bool = False
    overpaid: str = ""  # he paid before the discount: what is too much goes "back", or back "late"
    objects: bool = False
    complains: bool = False
    complaint_ends: bool = True  # else it is still open
    ends: Outcome = Outcome.ENTERS
    waived: bool = False
    called: bool = True
    calls_late: bool = False  # some days after the window of 15.2
    brisk: bool = False  # done well before the promised hour
    washed: bool = False  # surely, where chance would decide


def whole(trip: Trip, told: Told) -> Road:
    """Tell a whole visit, from the gate to the follow-up call."""
    trip.facts["diagnosed"] = told.diagnosed
    trip.facts["washed"], trip.facts["brisk"] = told.washed, told.brisk
    quotes = told.ends is Outcome.QUOTE_ONLY
    purpose = Purpose.QUOTE if quotes else Purpose.DIAGNOSIS if told.diagnosed else Purpose.REPAIR
    yield from roads.arrive(trip, purpose)
    yield from roads.consent(trip)
    if told.diagnosed:
        yield from roads.diagnose(trip)
    yield from roads.price(trip)
    if told.ends is not Outcome.ENTERS:
        roads.decline(trip, told.ends)
        yield 3
        yield from back.leave_unrepaired(trip, waive=told.waived)
        return
    yield from roads.sign(trip)
    yield from roads.hand_in(trip)
    yield from files.set_up(trip)
    yield from roads.into_workshop(trip)
    yield from back.work(trip, supplement=told.supplement, slow=told.slow)
    yield from back.make_ready(trip)
    yield from back.notify(trip)
    yield from back.settle(trip, credit=told.credit, discount=told.discount, overpaid=told.overpaid)
    yield from back.leave(trip, objects=told.objects)
    yield from files.put_away(trip)
    yield from back.settle_objection(trip)
    if told.overpaid == "late":
        yield 600  # the till was short of change; the next day it goes back
        back.give_back(trip)
    if told.complains:
        yield trip.rng.randint(300, 900)
        yield from back.complain(trip, ends=told.complaint_ends)
    if told.called:
        yield _minutes_to_call(trip, late=told.calls_late)
        yield from calls.call(trip)


def _minutes_to_call(trip: Trip, *, late: bool) -> float:
    """Return the opening minutes until two to six days from now; where it is late, to eleven."""
    target = trip.at + timedelta(days=2, hours=1) + timedelta(hours=trip.rng.randint(0, 90))
    target += timedelta(days=5) if late else timedelta()
    return max(1.0, trip.hours.desk.between(trip.at, target))


Start = tuple[datetime, Trip, Road]
Pair = tuple[Customer, Car]


def people_and_cars(rng: Random, now: datetime) -> list[Pair]:
    """Return who drives what: as many pairs as the demo has cars."""
    cars = fleet(rng, FLEET, now.date())
    owners = list(CUSTOMERS)
    rng.shuffle(owners)
    return [(owners[n % len(owners)], car) for n, car in enumerate(cars)]


# How long before now a car came (minutes of opening time), what is told, where it stands.
TODAY: tuple[tuple[int, Told, Event], ...] = (
    (2, Told(), Event.VEHICLE_ARRIVED),
    (7, Told(), Event.PURPOSE_STATED),
    (35, Told(diagnosed=True), Event.DIAGNOSIS_STARTED),
    (52, Told(diagnosed=True), Event.DIAGNOSIS_ENDED),
    (14, Told(), Event.ESTIMATE_MADE),
    (17, Told(), Event.ORDER_SHOWN),
    (30, Told(), Event.WALKED_AROUND),
    (52, Told(washed=True), Event.WASH_ASKED),
    (96, Told(), Event.PARTS_ISSUED),
    (78, Told(supplement="agreed"), Event.SUPPLEMENT_OPENED),
    (140, Told(supplement="agreed"), Event.SUPPLEMENTS_SETTLED),
    (96, Told(brisk=True), Event.PROGRESS_ASKED),
    (420, Told(slow=True), Event.ANOMALY_FOUND),
    (155, Told(diagnosed=True, brisk=True), Event.INSPECTION_PASSED),
    (146, Told(supplement="refused", brisk=True), Event.ITEMS_RETURNED),
    (132, Told(brisk=True), Event.TOLD_TO_COLLECT),
    (162, Told(discount=True, brisk=True), Event.DISCOUNT_ASKED),
    (180, Told(brisk=True), Event.SIX_HANDED_OVER),
    (72, Told(diagnosed=True, ends=Outcome.LEAVES), Event.ORDER_DECLINED),
)

# Cars that are out again; they are told behind the first page, before the month.
OUT_AGAIN: tuple[tuple[int, Told], ...] = (
    (720, Told()),
    (760, Told(supplement="agreed")),
    (820, Told(credit=True)),
    (1500, Told(complains=True, brisk=True)),
    (1460, Told(complains=True, complaint_ends=False, brisk=True)),
    (900, Told(objects=True)),
    (1700, Told(discount=True, overpaid="back", brisk=True)),
    (1650, Told(discount=True, overpaid="late", brisk=True)),
    (2300, Told(called=False)),
    (2600, Told(called=False)),
)


def today(house: House, now: datetime, seed: int) -> Iterator[Start]:
    """Yield the cars of a busy day, each so long ago that it stands at its step now."""
    rng = Random(seed)  # noqa: S311  # a seed, not a secret
    pairs = people_and_cars(rng, now)
    desk = hours_of(house.shop).desk
    for turn, (minutes, told, stop) in enumerate(TODAY):
        customer, car = pairs[turn]
        trip = Trip(
            house, Random(f"{seed}-{turn}"), car, customer, now, turn=turn, stop=stop,  # noqa: S311
            complaint=_from_the_shelf(rng, car.model),
        )  # fmt: skip
        yield desk.subtract(now, minutes), trip, whole(trip, told)


def _from_the_shelf(rng: Random, model: Model) -> Complaint:
    """Choose a complaint whose parts need not be ordered: today's cars get on today."""
    while True:
        complaint = a_complaint(rng, model)
        if all(PARTS_BY_CODE[need.part].days == 0 for need in complaint.parts):
            return complaint


def history(house: House, now: datetime, seed: int, days: int = 30) -> Iterator[Start]:
    """Yield the cars of the days before, some ten a day, the earliest first."""
    rng = Random(seed + 1)  # noqa: S311  # a seed, not a secret
    pairs = people_and_cars(Random(seed), now)[len(TODAY) + len(BOOKED) :]  # noqa: S311
    desk = hours_of(house.shop).desk
    turn = len(TODAY)
    for minutes, told in OUT_AGAIN:
        customer, car = pairs.pop()
        trip = Trip(house, Random(f"{seed}-{turn}"), car, customer, now, turn=turn)  # noqa: S311
        yield desk.subtract(now, minutes), trip, whole(trip, told)
        turn += 1
    yield from booked_today(house, now, seed)
    yield from paid_ahead(house, now, seed, pairs)
    yield from reports_of(house, now, Random(seed + 2), days, pairs[-1])  # noqa: S311
    for ago in range(days, 0, -1):
        day = desk.day_of(now) - timedelta(days=ago)
        opens = desk.opens_on(day)
        if opens is None:
            continue
        for _ in range(rng.randint(9, 12)):
            # The car that was here longest ago comes next, so none comes while it is still here.
            customer, car = pairs[turn % len(pairs)]
            at = opens + timedelta(minutes=rng.randint(5, 420))
            car = replace(car, km=max(500, car.km - ago * rng.randint(20, 60)))
            trip = Trip(house, Random(f"{seed}-{turn}"), car, customer, at, turn=turn)  # noqa: S311
            yield at, trip, _unless_it_is_here(trip, _some_road(trip, rng))
            turn += 1


def _unless_it_is_here(trip: Trip, road: Road) -> Road:
    """Tell the road of a car that comes; one that still waits for a part is not brought again."""
    car = by_plate(trip.house.shop, trip.car.plate)
    if car is None or here_now(car) is None:
        yield from road


# Bookings that the day holds: hours from now, how each ends; "" has yet to come.
BOOKED: tuple[tuple[float, str, bool], ...] = (
    (-1.5, "missed", False),
    (1, "", False),
    (2, "", True),
    (3, "", False),
    (26, "", False),
)


def booked_today(house: House, now: datetime, seed: int) -> Iterator[Start]:
    """Yield the bookings of today and tomorrow, made two days before."""
    pairs = people_and_cars(Random(seed), now)[len(TODAY) :]  # noqa: S311
    desk = hours_of(house.shop).desk
    for place, (hours, end, costly) in enumerate(BOOKED):
        customer, car = pairs[place]
        turn = 500 + place
        trip = Trip(house, Random(f"{seed}-{turn}"), car, customer, now, turn=turn)  # noqa: S311
        starts_at = up_to_half_hour(now + timedelta(hours=hours))
        if not desk.is_open(starts_at):
            starts_at = desk.add(starts_at, 90)
        made_at = desk.subtract(starts_at - timedelta(days=2), 30 + 10 * place)
        yield made_at, trip, book(trip, starts_at, end=end, costly=costly)


# Bookings for which money was paid ahead: days ago, how each ends, whether that drags on.
PAID_AHEAD: tuple[tuple[int, str, bool], ...] = (
    (9, "cancelled", True),
    (11, "missed", False),
    (16, "missed", True),
)


def paid_ahead(house: House, now: datetime, seed: int, pairs: list[Pair]) -> Iterator[Start]:
    """Yield bookings that come to nothing at first though money was paid ahead (16.5)."""
    desk = hours_of(house.shop).desk
    for place, (ago, end, drags_on) in enumerate(PAID_AHEAD):
        customer, car = pairs.pop()
        turn = 600 + place
        at = desk.subtract(now, 600 * ago)
        trip = Trip(house, Random(f"{seed}-{turn}"), car, customer, at, turn=turn)  # noqa: S311
        trip.facts["pays"], trip.facts["late"] = True, drags_on
        yield at, trip, _book_and_come(trip, end)


def _book_and_come(trip: Trip, end: str) -> Road:
    desk = trip.hours.desk
    starts_at = up_to_half_hour(desk.add(trip.at, 700))
    if not desk.is_open(starts_at):
        starts_at = desk.add(starts_at, 60)
    yield from book(trip, starts_at, end=end, costly=True)
    if trip.visit is not None:
        yield from whole(trip, Told())


def booked_then_whole(trip: Trip, told: Told, rng: Random) -> Road:
    """Book for a day or two later; most keep it and are then repaired."""
    desk = trip.hours.desk
    starts_at = up_to_half_hour(desk.add(trip.at, 600 + rng.randint(30, 700)))
    if not desk.is_open(starts_at):
        starts_at = desk.add(starts_at, 60)
    end = rng.choices(("kept", "missed", "cancelled"), (70, 20, 10))[0]
    yield from book(trip, starts_at, end=end, costly=rng.random() < 0.3)
    if trip.visit is not None:
        yield from whole(trip, told)


def _some_road(trip: Trip, rng: Random) -> Road:
    """Choose what becomes of a visit: most are repaired, some ask, book, quote, leave."""
    pick = rng.random()
    if pick < 0.10:
        return roads.enquire(trip)
    if pick < 0.17:
        return whole(trip, Told(diagnosed=True, ends=Outcome.QUOTE_ONLY, waived=rng.random() < 0.3))
    if pick < 0.22:
        return whole(trip, Told(ends=Outcome.LEAVES))
    told = Told(
        diagnosed=rng.random() < 0.35,
        supplement=rng.choices(("", "agreed", "refused"), (72, 18, 10))[0],
        slow=rng.random() < 0.10,
        credit=rng.random() < 0.06,
        discount=rng.random() < 0.08,
        objects=rng.random() < 0.03,
        complains=rng.random() < 0.04,
        # A good shop forgets a call now and then, sees it among what is owed, and makes it up.
        calls_late=rng.random() >= 0.92,
    )
    if pick < 0.29:
        return booked_then_whole(trip, told, rng)
    return whole(trip, told)
