"""
Whatever is done at the till, in whatever order: no money is lost, none is below zero.

The same car is taken through many days at the till by the real commands, each day undone after.
"""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jieche.appointments.models import Booking
from jieche.delivery import account, queries, till
from jieche.delivery.models import Credit, Means, Payment, PaymentKind
from jieche.journal.door import Refused
from jieche.rulebook.words import Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.delivery.conftest import LATER, MORNING, NOW, account_of
from tests.support.story_delivery import a_car_paid_ahead, agreed, viewed

BILL = 60800
MINUTE = timedelta(minutes=1)
Deed = tuple[str, int]

amounts = st.one_of(
    st.integers(min_value=-100, max_value=BILL + 200),
    st.sampled_from([0, 1, 99, 100, BILL - 1, BILL, BILL + 1]),
)
deeds = st.lists(
    st.tuples(
        st.sampled_from(["pay", "pay", "pay", "discount", "round", "credit", "close", "back"]),
        amounts,
    ),
    max_size=5,
)
paid_ahead = st.one_of(st.integers(min_value=1, max_value=2 * BILL), st.sampled_from([BILL]))


def do(deed: Deed, visit: Visit, staff: dict[str, Staff], minute: int) -> None:
    """Do one thing at the till; what it changes on the account is presented and signed anew."""
    what, fen = deed
    at = LATER + minute * MINUTE
    zhao, means = staff["zhao"], list(Means)[minute % len(Means)].value
    if what == "pay":
        till.take_payment(visit, amount_fen=fen, mode=means, by=zhao, at=at)
    elif what == "discount":
        account.ask_discount(visit, asked="优惠", by=zhao, at=at)
        account.decide_discount(
            visit, discount_fen=max(fen, 0), reason="老客户", by=staff["he"], at=at
        )
        agreed(visit, staff, at)
    elif what == "round":
        account.draw_account(visit, rounding_fen=max(fen, 0) % 100, by=zhao, at=at)
        agreed(visit, staff, at)
    elif what == "credit":
        till.approve_credit(visit, due_on=at.date(), reason="月结", by=staff["jing"], at=at)
    elif what == "close":
        till.close_settlement(visit, by=zhao, at=at)
    else:
        till.return_surplus(visit, mode=means, given_to="陈静", by=zhao, at=at)


def check(visit: Visit) -> None:
    """Hold the account against the payments that were written down."""
    settlement = account_of(visit)
    rows = Payment.objects.filter(visit=visit).exclude(kind=PaymentKind.FEE.value)
    receipts = rows.aggregate(sum=Sum("amount_fen"))["sum"] or 0
    every = [
        getattr(settlement, f"{name}_fen")
        for name in ("gross", "total", "tax", "discount", "rounding", "prepaid", "received",
                     "returned", "credit", "owed", "arrears", "surplus")
    ]  # fmt: skip
    assert min(every) >= 0
    assert settlement.total_fen == BILL - settlement.discount_fen - settlement.rounding_fen
    assert settlement.prepaid_fen == Booking.objects.get(kept_visit=visit).paid_fen
    assert receipts == settlement.received_fen - settlement.returned_fen
    # Every fen that came in is in the bill, was given back, or is still to be given back.
    came_in = settlement.prepaid_fen + settlement.received_fen
    went = settlement.returned_fen + settlement.surplus_fen
    assert came_in - went == settlement.total_fen - settlement.arrears_fen
    assert not (settlement.arrears_fen and settlement.surplus_fen)
    assert settlement.owed_fen <= settlement.arrears_fen <= settlement.total_fen
    if settlement.closed_at is not None:
        assert settlement.owed_fen == 0
        assert settlement.arrears_fen <= settlement.credit_fen
    else:
        assert settlement.credit_fen <= settlement.arrears_fen
    credit = Credit.objects.filter(visit=visit).first()
    assert settlement.credit_fen <= (credit.amount_fen if credit else 0)


def a_day(visit: Visit, staff: dict[str, Staff], ahead: int, done: Iterable[Deed]) -> None:
    """Do these things at the till; what the till refuses leaves everything as it was."""
    Booking.objects.filter(kept_visit=visit).update(
        paid_fen=ahead, earnest_fen=0, earnest_limit_fen=0
    )
    account.draw_account(visit, by=staff["zhao"], at=LATER)
    agreed(visit, staff, LATER)
    check(visit)
    for minute, deed in enumerate(done, start=1):
        before = account_of(visit)
        count = Payment.objects.count()
        try:
            with transaction.atomic():
                do(deed, visit, staff, minute)
        except Refused:
            visit.matter.refresh_from_db()
            after = account_of(visit)
            assert (after.balance_fen, after.credit_fen) == (before.balance_fen, before.credit_fen)
            assert Payment.objects.count() == count
        check(visit)
        after = account_of(visit)
        if before.closed_at is None and after.closed_at is not None:
            assert after.credit_fen == after.arrears_fen  # what is left on account, no more
    # Whatever was done, the car can be paid off and can go, and then nobody owes anything.
    settlement = account_of(visit)
    at = LATER + 30 * MINUTE
    if settlement.arrears_fen:
        fen = settlement.arrears_fen
        till.take_payment(visit, amount_fen=fen, mode="cash", by=staff["zhao"], at=at)
    if account_of(visit).surplus_fen:
        if account_of(visit).closed_at is None:
            till.close_settlement(visit, by=staff["zhao"], at=at)
        till.return_surplus(visit, mode="cash", given_to="陈静", by=staff["zhao"], at=at)
    check(visit)
    settlement = account_of(visit)
    assert settlement.balance_fen == 0
    assert visit.matter.stands_at is Stage.SETTLED
    assert visit not in [each.visit for each in queries.owed_back(visit.shop)]
    assert visit not in [each.visit for each in queries.owing(visit.shop)]


@pytest.fixture
def visit(staff: dict[str, Staff]) -> Visit:
    return viewed(a_car_paid_ahead(staff, MORNING, paid_fen=20000), staff, NOW)


def test_12_5_no_order_of_deeds_loses_money(visit: Visit, staff: dict[str, Staff]) -> None:
    tried = []

    @settings(max_examples=16, suppress_health_check=[HealthCheck.too_slow])
    @given(ahead=paid_ahead, done=deeds)
    @example(ahead=2 * BILL, done=[("back", 0), ("back", 0)])
    @example(ahead=50000, done=[("pay", 5000), ("discount", 20000), ("back", 0)])
    @example(ahead=1, done=[("pay", 30000), ("credit", 0), ("pay", 30799), ("close", 0)])
    @example(ahead=1, done=[("credit", 0), ("close", 0), ("pay", 100), ("pay", 60699)])
    @example(ahead=1, done=[("credit", 0), ("discount", 60000), ("close", 0)])
    @example(ahead=1, done=[("discount", BILL), ("round", 99)])
    @example(ahead=1, done=[("pay", 60000), ("round", 99), ("round", 0), ("credit", 0)])
    def every_day(ahead: int, done: list[Deed]) -> None:
        tried.append(done)
        with transaction.atomic():
            a_day(visit, staff, ahead, done)
            transaction.set_rollback(True)
        visit.matter.refresh_from_db()

    every_day()
    assert len(tried) >= 16
