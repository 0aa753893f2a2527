"""What was paid too much goes back to the customer. Clauses 12.3, 16.5."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from jieche.delivery import account, till
from jieche.delivery.models import Payment, PaymentKind, SettlementList
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.journal.models import Duty
from jieche.reports import rows
from jieche.rulebook.words import Event, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.delivery.conftest import (
    LATER,
    MORNING,
    NOW,
    Do,
    account_of,
    happened,
    page,
    the_entry,
)
from tests.support.cast import clock
from tests.support.story_delivery import (
    a_car_paid_ahead,
    agreed,
    paid,
    presented,
    released,
    taken_off,
    viewed,
)

BACK = {"mode": "cash", "given_to": "陈静"}


@pytest.fixture
def rich(staff: dict[str, Staff]) -> Visit:
    """A car with a bill of 60800 fen and 100000 fen paid ahead, signed and so closed."""
    visit = viewed(a_car_paid_ahead(staff, MORNING, paid_fen=100000), staff, NOW)
    return agreed(visit, staff, LATER)


def test_16_5_what_was_paid_ahead_beyond_the_bill_is_owed_back(rich: Visit) -> None:
    settlement = account_of(rich)
    assert (settlement.total_fen, settlement.prepaid_fen) == (60800, 100000)
    assert (settlement.owed_fen, settlement.surplus_fen) == (0, 39200)
    assert happened(rich)[-4:] == [
        Event.SETTLEMENT_AGREED, Event.NOTHING_DUE, Event.SETTLEMENT_CLOSED, Event.SURPLUS_FOUND,
    ]  # fmt: skip
    assert the_entry(rich, Event.SURPLUS_FOUND).facts == {"amount_fen": 39200}
    due = Duty.objects.get(matter=rich.matter, event=Event.SURPLUS_RETURNED.value)
    assert (due.clause, due.met_at) == ("12.3", None)


def test_it_is_given_back_whole_and_the_receipts_stay_the_sum_of_payments(
    do: Do, rich: Visit
) -> None:
    assert do("zhao", rich, "return-surplus", **BACK, reference="R1").status_code == 302
    row = Payment.objects.get()
    assert (row.kind, row.amount_fen, row.mode) == (PaymentKind.SURPLUS.value, -39200, "cash")
    assert Payment.objects.aggregate(sum=Sum("amount_fen"))["sum"] == -39200
    settlement = account_of(rich)
    assert (settlement.returned_fen, settlement.balance_fen) == (39200, 0)
    entry = the_entry(rich, Event.SURPLUS_RETURNED)
    assert entry.facts == {"amount_fen": 39200, "mode": "cash", "given_to": "陈静"}
    assert Duty.objects.get(matter=rich.matter, event="surplus_returned").met_at is not None
    assert list(journal.breaks(rich.shop)) == []


def test_the_list_shows_paid_ahead_paid_and_given_back(do: Do, rich: Visit) -> None:
    do("zhao", rich, "return-surplus", **BACK)
    paper = journal.latest_document(rich.matter, "settlement")
    assert paper is not None
    content = json.loads(paper.content)
    sums = [content[f"{name}_fen"] for name in ("prepaid", "received", "returned")]
    assert sums == [100000, 0, 39200]
    (line,) = content["payments"]
    assert (line["mode"]["zh"], line["amount_fen"]) == ("退还（现金）", -39200)
    assert content["customer"]["name"] == "陈静"


def test_the_amount_is_not_typed(do: Do, rich: Visit) -> None:
    do("zhao", rich, "return-surplus", **BACK, amount_fen="1000")
    assert account_of(rich).returned_fen == 39200


def test_the_till_shows_it_with_its_button(do: Do, rich: Visit, sign_in: object) -> None:
    text = page(sign_in("zhao").get("/till/"))  # type: ignore[operator]  # the fixture
    assert "392.00" in text
    assert "退还余款" in text
    do("zhao", rich, "return-surplus", **BACK)
    assert "392.00" not in page(sign_in("zhao").get("/till/"))  # type: ignore[operator]  # as above


def test_it_goes_back_once(do: Do, rich: Visit, staff: dict[str, Staff]) -> None:
    for _press in range(2):
        assert do("zhao", rich, "return-surplus", **BACK, token="once").status_code == 302
    with pytest.raises(Refused, match="nothing to give back"):
        till.return_surplus(rich, mode="cash", given_to="陈静", by=staff["zhao"], at=LATER)
    assert Payment.objects.count() == 1


def test_who_gives_it_back_and_how_must_be_said(do: Do, rich: Visit) -> None:
    response = do("zhao", rich, "return-surplus", given_to="陈静的先生", mode="")
    assert response.status_code == 422
    assert "陈静的先生" in page(response)
    assert do("li", rich, "return-surplus", **BACK).status_code == 403
    assert Payment.objects.count() == 0


def test_nothing_goes_back_before_the_settlement_is_closed(do: Do, staff: dict[str, Staff]) -> None:
    visit = viewed(a_car_paid_ahead(staff, MORNING, paid_fen=100000), staff, NOW)
    presented(visit, staff, LATER)
    response = do("zhao", visit, "return-surplus", **BACK)
    assert response.status_code == 422
    assert Payment.objects.count() == 0


def test_it_can_go_back_after_the_car_has_gone(
    do: Do, rich: Visit, staff: dict[str, Staff]
) -> None:
    released(rich, staff, LATER)
    assert do("zhao", rich, "return-surplus", **BACK).status_code == 302
    assert rich.matter.stands_at is Stage.RELEASED
    assert account_of(rich).balance_fen == 0


def test_a_discount_after_a_part_payment_leaves_something_to_give_back(
    car: Visit, staff: dict[str, Staff]
) -> None:
    agreed(viewed(car, staff, NOW), staff, LATER)
    paid(car, staff, LATER, fen=50000)
    taken_off(car, staff, LATER, fen=20800)
    assert account_of(car).surplus_fen == 10000
    assert Event.SURPLUS_FOUND not in happened(car)
    agreed(car, staff, LATER)
    assert car.matter.stands_at is Stage.SETTLED
    till.return_surplus(car, mode="wechat", given_to="陈静", by=staff["zhao"], at=LATER)
    settlement = account_of(car)
    assert (settlement.received_fen, settlement.returned_fen) == (50000, 10000)
    assert settlement.total_fen == 40000


def test_the_tables_keep_what_is_given_back_within_what_was_too_much(rich: Visit) -> None:
    accounts = SettlementList.objects.filter(visit=rich)
    with pytest.raises(IntegrityError), transaction.atomic():
        accounts.update(returned_fen=39201)
    row = {"shop": rich.shop, "visit": rich, "mode": "cash", "taken_by_id": 1, "at": LATER}
    for kind, amount in (("settlement", -1), ("surplus", 1), ("surplus", 0), ("fee", 0)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.create(**row, kind=kind, amount_fen=amount)


def test_17_2_money_too_much_after_credit_is_no_debt_below_zero(
    car: Visit, staff: dict[str, Staff]
) -> None:
    agreed(viewed(car, staff, NOW), staff, LATER)
    paid(car, staff, LATER, fen=50000)
    # Leave is given before the discount is asked for that makes it needless.
    till.approve_credit(car, due_on=LATER.date(), reason="月结", by=staff["he"], at=LATER)
    account.ask_discount(car, asked="能优惠吗", by=staff["zhao"], at=LATER)
    account.decide_discount(car, discount_fen=20800, reason="老客户", by=staff["he"], at=LATER)
    agreed(car, staff, LATER)
    evening = clock("2026-11-23 18:00")
    assert rows.arrears(car.shop, evening) == []
    assert sum(row.amount_fen for row in rows.advances(car.shop, evening)) == 10000


def test_17_2_the_reports_hold_what_is_to_be_given_back(
    rich: Visit, staff: dict[str, Staff]
) -> None:
    evening = clock("2026-11-23 18:00")
    assert sum(row.amount_fen for row in rows.advances(rich.shop, evening)) == 39200
    assert rows.arrears(rich.shop, evening) == []
    till.return_surplus(rich, mode="cash", given_to="陈静", by=staff["zhao"], at=LATER)
    assert rows.advances(rich.shop, evening) == []
    taken = rows.payments(rich.shop, NOW, evening)
    assert [row.amount_fen for row in taken] == [-39200]
