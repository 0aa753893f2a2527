"""A booking with money ahead, kept by a car that leaves unrepaired. Clauses 3.4, 3.5, 16.5."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from jieche.appointments import commands as appointments
from jieche.appointments import deposits
from jieche.appointments.models import DepositEnd, Ground, Means
from jieche.delivery import prepaid
from jieche.delivery.models import ExitNotice, Payment, PaymentKind
from jieche.estimate.commands import decline_order
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.reception import commands as reception
from jieche.reception.models import LossReason
from jieche.rulebook.words import Event, Outcome, Purpose, Stage
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.visits.commands import state_purpose
from jieche.visits.models import Channel, Visit
from tests.stations.delivery.conftest import MORNING, Do, happened, page, the_entry
from tests.support.cast import clock
from tests.support.story_appointments import COSTLY
from tests.support.story_delivery import a_booked_car_not_repaired
from tests.support.story_reception import received

TYPED: dict[str, Any] = {"reason": "嫌贵", "means": "cash", "given_to": "陈静"}


@pytest.fixture
def visit(staff: dict[str, Staff]) -> Visit:
    """A car with 1000 yuan paid ahead, 600 of it earnest money, diagnosed for 80 yuan."""
    return a_booked_car_not_repaired(staff, MORNING)


@pytest.mark.parametrize(
    ("ground", "who", "fee", "returned", "kept", "penalty"),
    [
        ("customer", "zhao", 8000, 32000, 60000, 0),
        ("shop", "zhao", 8000, 92000, 0, 60000),
        ("agreed", "he", 8000, 92000, 0, 0),
    ],
)
def test_16_5_the_fee_is_taken_from_it_and_the_rest_goes_by_the_law(
    do: Do, visit: Visit, ground: str, who: str, fee: int, returned: int, kept: int, penalty: int
) -> None:
    for _press in range(2):
        done = do(who, visit, "settle-prepaid", ground=ground, **TYPED, token="once")
        assert done.status_code == 302
    end = DepositEnd.objects.get()
    assert (end.fee_fen, end.returned_fen, end.kept_fen, end.penalty_fen) == (
        fee, returned, kept, penalty,
    )  # fmt: skip
    assert (end.reason, end.given_to, end.by.username) == ("嫌贵", "陈静", who)
    assert the_entry(visit, Event.FEE_SET_OFF).facts == {"amount_fen": 8000}
    assert Payment.objects.count() == 0
    told = journal.last_entry(end.booking.matter, Event.DEPOSIT_SETTLED)
    assert told is not None
    assert told.facts["fee_fen"] == fee
    assert do(who, visit, "settle-prepaid", ground=ground, **TYPED).status_code == 422
    assert do("zhao", visit, "take-fee", mode="cash").status_code == 422


def test_16_5_no_exit_notice_and_no_gate_before_it_is_dealt_with(do: Do, visit: Visit) -> None:
    do("zhao", visit, "take-fee", mode="cash")  # the fee alone does not let it go
    refused = do("zhao", visit, "issue-exit-notice")
    assert refused.status_code == 422
    assert "预交款还没有了结" in page(refused)
    assert f"for={Event.PREPAID_SETTLED.value}" in page(refused)
    assert not ExitNotice.objects.filter(visit=visit).exists()
    assert do("zhao", visit, "settle-prepaid", ground="customer", **TYPED).status_code == 302
    assert DepositEnd.objects.get().fee_fen == 0  # it was paid in cash before
    assert do("zhao", visit, "issue-exit-notice").status_code == 302
    assert do("men", visit, "see-out").status_code == 302
    assert visit.matter.stands_at is Stage.LEFT


def test_16_5_the_exit_notice_says_what_became_of_it(do: Do, visit: Visit) -> None:
    do("zhao", visit, "settle-prepaid", ground="customer", **TYPED)
    do("zhao", visit, "issue-exit-notice")
    paper = journal.latest_document(visit.matter, "exit_notice")
    assert paper is not None
    for words in ('"fee_fen":8000', '"kept_fen":60000', '"returned_fen":32000',
                  '"total_fen":8000', '"given_to":"陈静"'):  # fmt: skip
        assert words in paper.content


def test_16_5_to_give_earnest_money_back_by_agreement_is_for_a_manager(
    do: Do, visit: Visit
) -> None:
    refused = do("zhao", visit, "settle-prepaid", ground="agreed", **TYPED)
    assert refused.status_code == 422
    assert "业务主管或经理" in page(refused)
    assert "嫌贵" in page(refused)  # what was typed is kept
    assert do("li", visit, "settle-prepaid", ground="customer", **TYPED).status_code == 403
    for missing in ("ground", "reason", "means", "given_to"):
        typed = {"ground": "customer", **TYPED, missing: ""}
        assert do("zhao", visit, "settle-prepaid", **typed).status_code == 422
    assert not DepositEnd.objects.exists()


def test_3_5_a_fee_above_what_goes_back_is_paid_for_the_rest(
    do: Do, staff: dict[str, Staff]
) -> None:
    visit = a_booked_car_not_repaired(staff, MORNING, fee_fen=50000)
    assert do("zhao", visit, "settle-prepaid", ground="customer", **TYPED).status_code == 302
    assert Event.FEE_SET_OFF not in happened(visit)
    assert do("zhao", visit, "issue-exit-notice").status_code == 422
    assert do("zhao", visit, "take-fee", mode="wechat").status_code == 302
    row = Payment.objects.get()
    assert (row.kind, row.amount_fen) == (PaymentKind.FEE.value, 10000)
    do("zhao", visit, "issue-exit-notice")
    paper = journal.latest_document(visit.matter, "exit_notice")
    assert paper is not None
    assert '"total_fen":50000' in paper.content


def test_16_5_a_waived_fee_leaves_all_of_the_advance_to_go_back(do: Do, visit: Visit) -> None:
    do("he", visit, "waive-fee", reason="下周来修")
    do("zhao", visit, "settle-prepaid", ground="customer", **TYPED)
    end = DepositEnd.objects.get()
    assert (end.fee_fen, end.returned_fen, end.kept_fen) == (0, 40000, 60000)


def test_16_5_an_answer_does_not_end_a_booking_that_has_money_ahead(
    staff: dict[str, Staff],
) -> None:
    li, day = staff["li"], clock("2026-11-26 09:55")
    caller = receive_call(li, MORNING)
    booking = appointments.agree_booking(caller, agreed=COSTLY, by=li, at=MORNING)
    deposits.take_deposit(
        booking, amount_fen=100000, means=Means.CASH, by=staff["zhao"], at=MORNING
    )
    visit = appointments.keep_booking(booking, by=li, at=day)
    bay = Place.objects.get(shop=li.shop, kind=Place.Kind.RECEPTION_BAY, name="接1")
    reception.greet_customer(visit, bay=bay, by=li, at=day)
    state_purpose(visit, purpose=Purpose.ENQUIRY, wish="问价", by=li, at=day)
    with pytest.raises(Refused, match="money paid ahead"):
        reception.answer_enquiry(visit, question="多少钱", answer="三千", by=li, at=day)
    decline_order(
        visit, reason=LossReason.PRICE, outcome=Outcome.LEAVES, by=li, at=day + timedelta(minutes=5)
    )
    prepaid.settle_prepaid(
        visit, ground=Ground.SHOP, reason="件到不了", means=Means.CASH, given_to="陈静",
        by=staff["zhao"], at=day + timedelta(minutes=9),
    )  # fmt: skip
    assert DepositEnd.objects.get().penalty_fen == 60000


def receive_call(li: Staff, at: datetime) -> Visit:
    return received(li, at, purpose=Purpose.BOOKING, channel=Channel.PHONE)
