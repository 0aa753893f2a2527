"""Whatever is paid, in whatever order: income = receipts + arrears - advances (their change)."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jieche.appointments import changes, deposits
from jieche.appointments import commands as appointments
from jieche.appointments.models import Booking, Ground, Means
from jieche.delivery import account, prepaid, till
from jieche.delivery.models import SettlementList
from jieche.delivery.queries import settlement_of
from jieche.estimate.commands import decline_order
from jieche.journal.door import Refused
from jieche.journal.models import Entry
from jieche.reception.commands import CarTold
from jieche.reception.models import LossReason
from jieche.reports.figures import Figures, Part, Short, figures_of, in_short
from jieche.reports.periods import Length, period_of
from jieche.reports.verify import faults
from jieche.rulebook.words import Event, Outcome
from jieche.shop.models import Place, Shop
from jieche.staff.models import Staff
from jieche.values.plate import parse
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.story_appointments import COSTLY, booked
from tests.support.story_delivery import (
    a_booked_car_not_repaired,
    a_car_paid_ahead,
    a_car_to_be_paid,
    agreed,
    at_the_till,
    made_ready,
)
from tests.support.story_estimate import estimated
from tests.support.story_reception import diagnosed

MORNING = clock("2026-11-25 08:30")
FIRST = clock("2026-11-25 14:00")
PLATES = ("沪C7K318", "沪AD12345")


@pytest.fixture
def street(staff: dict[str, Staff]) -> "Street":
    """Three cars at the till, two that leave after their diagnosis, a booking still to come."""
    shop = staff["li"].shop
    for kind, sign in ((Place.Kind.KEY_HOOK, "K"), (Place.Kind.STORAGE_BOX, "B")):
        Place.objects.bulk_create(Place(shop=shop, kind=kind, name=f"{sign}-1{n}") for n in "12345")
    # The first was paid ahead for: less than its bill, more where a discount is given.
    ahead = made_ready(
        a_car_paid_ahead(staff, MORNING, paid_fen=40000), staff, MORNING + timedelta(hours=3)
    )
    cars = [at_the_till(ahead, staff, MORNING + timedelta(hours=5))]
    for n, plate in enumerate(PLATES, start=1):
        at = MORNING - timedelta(days=n)
        cars.append(a_car_to_be_paid(staff, at, plate=plate))
    Place.objects.create(shop=shop, kind=Place.Kind.RECEPTION_BAY, name="接3")
    turned = a_booked_car_not_repaired(
        staff, clock("2026-11-23 15:00"), fee_fen=50000, car=CarTold("沪B88888"), bay="接3"
    )
    leaving = diagnosed(
        staff["li"], staff["wang"], clock("2026-11-24 15:00"), car=CarTold("沪B66666")
    )
    estimated(leaving, staff["li"], clock("2026-11-24 16:00"))
    decline_order(
        leaving, outcome=Outcome.QUOTE_ONLY, reason=LossReason.PRICE, by=staff["li"],
        at=clock("2026-11-24 16:10"),
    )  # fmt: skip
    booking = booked(staff["li"], MORNING, agreed=COSTLY, car=CarTold("沪B77777"), bay="接2")
    return Street(cars, leaving, turned, booking, staff)


Step = tuple[str, int, int, int]  # what, which car, how many hours later, thousandths of the rest
KINDS = (
    "pay", "credit", "close", "discount", "round", "back", "fee", "waive", "deposit", "cancel",
    "settle", "turned", "fee of turned", "carry",
)  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("pay", "pay", "discount", *KINDS)),
        st.integers(0, 2),
        st.integers(1, 200),
        st.integers(1, 1000),
    ),
    min_size=8,
    max_size=20,
)


# Too much was paid once the discount is given; it goes back in another week.
SURPLUS: list[Step] = [
    ("pay", 1, 1, 900), ("discount", 1, 1, 800), ("close", 1, 1, 1), ("round", 2, 1, 77),
    ("pay", 2, 20, 300), ("discount", 2, 1, 100), ("credit", 2, 1, 1), ("close", 2, 1, 1),
    ("discount", 0, 1, 900), ("close", 0, 1, 1), ("back", 1, 190, 1), ("pay", 2, 1, 400),
    ("back", 0, 170, 1), ("waive", 0, 1, 1), ("carry", 0, 190, 1),
]  # fmt: skip
# What was paid ahead is kept, given back, doubled, set against a fee, in weeks of their own.
AHEAD: list[Step] = [
    ("deposit", 0, 1, 200), ("turned", 0, 190, 1), ("fee of turned", 0, 2, 1), ("fee", 0, 1, 1),
    ("cancel", 0, 1, 1), ("settle", 0, 190, 1), ("pay", 0, 1, 1000),
]  # fmt: skip


@dataclass(frozen=True)
class Street:
    """The cars at the till, one that leaves unrepaired, a booking, and who acts."""

    cars: list[Visit]
    leaving: Visit  # after a diagnosis
    turned: Visit  # after a diagnosis, with 1000 yuan paid ahead
    booking: Booking
    staff: dict[str, Staff]

    def do(self, what: str, which: int, share: int, at: datetime) -> None:
        """Do one thing with money, by its real command. Raises Refused."""
        zhao, jing = self.staff["zhao"], self.staff["jing"]
        ground = list(Ground)[share % 3]
        visit = fresh(self.cars[which])
        paper = settlement_of(visit)
        assert paper is not None
        match what:
            case "pay":
                fen = max(1, paper.arrears_fen * share // 1000)
                till.take_payment(visit, amount_fen=fen, mode="cash", by=zhao, at=at)
            case "credit":
                day = at.date() + timedelta(days=30)
                till.approve_credit(visit, due_on=day, reason="月结", by=jing, at=at)
            case "close":
                till.close_settlement(visit, by=zhao, at=at)
            case "discount":
                account.ask_discount(visit, asked="优惠", by=zhao, at=at)
                account.decide_discount(
                    visit, discount_fen=paper.gross_fen * share // 1000, reason="老客户", by=jing,
                    at=at,
                )  # fmt: skip
                agreed(visit, self.staff, at)
            case "round":
                account.draw_account(visit, rounding_fen=share % 100, by=zhao, at=at)
                agreed(visit, self.staff, at)
            case "back":
                till.return_surplus(visit, mode="cash", given_to="陈静", by=zhao, at=at)
            case _:
                self.turn(what, ground, at)
                self.book(what, ground, share, at)

    def turn(self, what: str, ground: Ground, at: datetime) -> None:
        """Do one thing with the money of the cars that leave unrepaired."""
        zhao, jing = self.staff["zhao"], self.staff["jing"]
        match what:
            case "fee":
                till.take_fee(fresh(self.leaving), mode="wechat", by=zhao, at=at)
            case "waive":
                till.waive_fee(fresh(self.leaving), reason="老客户", by=jing, at=at)
            case "fee of turned":
                till.take_fee(fresh(self.turned), mode="cash", by=zhao, at=at)
            case "carry":
                self.carry(at)
            case "turned":
                prepaid.settle_prepaid(
                    fresh(self.turned), ground=ground, reason="不修了", means=Means.CASH,
                    given_to="陈静", by=jing, at=at,
                )  # fmt: skip

    def carry(self, at: datetime) -> None:
        """Book the car anew whose money was paid ahead, and let that go over, and some more."""
        li, zhao = self.staff["li"], self.staff["zhao"]
        old = Booking.objects.get(kept_visit=self.turned)
        agreed_on = replace(COSTLY, starts_at=clock("2027-03-01 10:00"), parts_fen=210000)
        assert old.vehicle is not None
        new = appointments.book_by_phone(
            plate=parse(old.vehicle.plate), name="陈静", phone="13800002207", agreed=agreed_on,
            by=li, at=at,
        )  # fmt: skip
        deposits.take_deposit(new, amount_fen=5000, means=Means.CARD, carried=old, by=zhao, at=at)

    def book(self, what: str, ground: Ground, share: int, at: datetime) -> None:
        """Do one thing with the booking that is still to come."""
        booking = Booking.objects.get(pk=self.booking.pk)
        match what:
            case "deposit":
                deposits.take_deposit(
                    booking, amount_fen=100_000 + share, means=Means.CARD, by=self.staff["zhao"],
                    at=at,
                )  # fmt: skip
            case "cancel":
                changes.cancel_booking(
                    booking, reason="不来了", ground=ground, by=self.staff["he"], at=at
                )
            case "settle":
                deposits.settle_deposit(booking, means=Means.CASH, by=self.staff["zhao"], at=at)


def fresh(visit: Visit) -> Visit:
    return Visit.objects.select_related("matter", "matter__shop", "shop").get(pk=visit.pk)


def walked(steps: list[Step], street: Street, done: Counter[str]) -> None:
    """Let it happen, each step some hours after the last; what is refused did not happen."""
    at = FIRST
    for what, which, hours, share in steps:
        at += timedelta(hours=hours)
        try:
            with transaction.atomic():
                street.do(what, which, share, at)
            done[what] += 1
        except Refused:
            continue


class _Undo(Exception):
    """Ends an example: what happened in it is undone."""


@pytest.fixture
def undone() -> Callable[[Callable[[], None]], None]:
    """Run something and undo it."""

    def run(act: Callable[[], None]) -> None:
        try:
            with transaction.atomic():
                act()
                raise _Undo
        except _Undo:
            pass

    return run


def days(until: date) -> Iterator[date]:
    """Yield the days from the first arrival on."""
    day = date(2026, 11, 22)
    while day <= until:
        yield day
        day += timedelta(days=1)


def first_lines(figures: Figures) -> Short:
    """Return what the overview has to say of a period."""
    return Short(
        figures.count(Part.CARS_IN), figures.count(Part.SETTLED), figures.money(Part.SETTLED),
        figures.income_fen, figures.receipts_fen, figures.arrears_fen,
    )  # fmt: skip


def test_17_2_income_is_receipts_and_the_change_in_arrears_whatever_happens(
    shop: Shop,
    staff: dict[str, Staff],
    street: Street,
    undone: Callable[[Callable[[], None]], None],
) -> None:
    done: Counter[str] = Counter()

    @given(STEPS)
    @example(SURPLUS)
    @example(AHEAD)
    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    def holds(steps: list[Step]) -> None:
        def one() -> None:
            walked(steps, street, done)
            last = Entry.objects.order_by("happened_at").last()
            assert last is not None
            parts = [
                figures_of(shop, period_of(Length.WEEK, day))
                for day in days(last.happened_at.date() + timedelta(days=7))
                if day.weekday() == 6
            ]
            assert [each.tally.difference_fen for each in parts] == [0] * len(parts)
            assert [in_short(shop, each.period) for each in parts] == [*map(first_lines, parts)]
            for part, after in pairwise(parts):  # what is owed at an end is owed at the next start
                assert part.arrears_fen == after.money(Part.ARREARS_BEFORE)
                assert part.advances_fen == after.money(Part.ADVANCES_BEFORE)
            assert list(faults(shop)) == []

        undone(one)

    holds()
    assert set(done) == set(KINDS), done  # nothing of it is only refused


# -- an independent reckoning --------------------------------------------------------------------


def from_the_journal(shop: Shop, since: datetime, until: datetime) -> dict[str, int]:
    """Reckon a period from the lines of the journal alone, one after the other."""
    presented: dict[int, int] = {}
    count = dict.fromkeys(("cars_in", "settled", "income", "receipts"), 0)
    for entry in Entry.objects.filter(shop=shop).order_by("number"):
        here = since <= entry.happened_at < until
        match entry.what:
            case Event.SETTLEMENT_PRESENTED:
                presented[entry.matter_id] = entry.facts["total_fen"]
            case Event.SETTLEMENT_CLOSED if here:
                count["settled"] += 1
                count["income"] += presented[entry.matter_id]
            case Event.TAKEN_INTO_WORKSHOP if here:
                count["cars_in"] += 1
            case Event.DEPOSIT_SETTLED if here:
                back = entry.facts["returned_fen"] + entry.facts["penalty_fen"]
                kept = entry.facts["kept_fen"] + entry.facts["fee_fen"]
                count["receipts"] -= back
                count["income"] += kept - entry.facts["penalty_fen"]
            case Event.FEE_PAID if here:
                count["income"] += entry.facts["amount_fen"]
                count["receipts"] += entry.facts["amount_fen"]
            case Event.PAYMENT_TAKEN | Event.DEPOSIT_TAKEN if here:
                count["receipts"] += entry.facts["amount_fen"]
            case Event.SURPLUS_RETURNED if here:
                count["receipts"] -= entry.facts["amount_fen"]
    return count


def test_17_6_a_month_reckoned_from_the_journal_comes_to_the_same(
    shop: Shop, staff: dict[str, Staff], street: Street
) -> None:
    steps: list[Step] = [
        ("discount", 0, 1, 500), ("back", 0, 1, 1), ("pay", 1, 1, 400),
        ("fee", 0, 1, 1), ("deposit", 0, 1, 500), ("credit", 1, 1, 1), ("close", 1, 1, 1),
        ("turned", 0, 1, 1), ("cancel", 0, 1, 1), ("settle", 0, 1, 1), ("pay", 1, 190, 500),
        ("pay", 2, 1, 300),
    ]  # fmt: skip
    done: Counter[str] = Counter()
    walked(steps, street, done)
    assert done.total() == len(steps)
    for month in (date(2026, 11, 1), date(2026, 12, 1)):
        period = period_of(Length.MONTH, month)
        figures = figures_of(shop, period)
        assert in_short(shop, period) == first_lines(figures)
        since, until = clock(f"{month} 00:00"), clock(f"{period.after.first} 00:00")
        assert from_the_journal(shop, since, until) == {
            "cars_in": figures.count(Part.CARS_IN),
            "settled": figures.count(Part.SETTLED),
            "income": figures.income_fen,
            "receipts": figures.receipts_fen,
        }
    kept = sum(each.arrears_fen for each in SettlementList.objects.exclude(closed_at=None))
    assert kept == figures.arrears_fen > 0
