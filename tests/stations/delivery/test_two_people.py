"""Two people at one settlement at the same moment, on both databases."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from jieche.delivery import account, gate, till
from jieche.delivery.models import Credit, HandOver, Payment
from jieche.journal.door import Refused
from jieche.journal.models import Document
from jieche.journal.queries import breaks, case_of
from jieche.rulebook.words import Event, Role, Stage
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.delivery.conftest import LATER, MORNING, NOW, account_of
from tests.support import story_delivery as story
from tests.support.cast import PEOPLE, make_shop
from tests.support.story_estimate import signature

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> dict[str, Staff]:
    shop = make_shop()
    found = {who: hire(shop, who, name, roles) for who, (name, roles) in PEOPLE.items()}
    found["zhou"] = hire(shop, "zhou", "周结算", (Role.CASHIER,))
    return found


@pytest.fixture
def visit(people: dict[str, Staff]) -> Visit:
    return story.viewed(story.a_finished_car(people, MORNING), people, NOW)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts on connections of their own, released at one moment; refusals are answers."""
    gate = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait()
            with transaction.atomic():
                return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def same(visit: Visit) -> Visit:
    return Visit.objects.select_related("matter", "shop").get(pk=visit.pk)


def refusals(answers: list[Any]) -> list[Refused]:
    return [answer for answer in answers if isinstance(answer, Refused)]


def test_12_3_two_cashiers_do_not_take_the_same_money_twice(
    visit: Visit, people: dict[str, Staff]
) -> None:
    story.agreed(visit, people, LATER)

    def pay(who: str) -> Any:
        return till.take_payment(
            same(visit), amount_fen=60800, mode="cash", by=people[who], at=LATER
        )

    answers = at_once(lambda: pay("zhao"), lambda: pay("zhou"))
    assert len(refusals(answers)) == 1, answers
    assert [row.amount_fen for row in Payment.objects.all()] == [60800]
    assert account_of(visit).balance_fen == 0
    assert list(breaks(visit.shop)) == []


def test_12_3_two_parts_at_once_are_both_kept(visit: Visit, people: dict[str, Staff]) -> None:
    story.agreed(visit, people, LATER)

    def pay(who: str, fen: int, mode: str) -> Any:
        return till.take_payment(same(visit), amount_fen=fen, mode=mode, by=people[who], at=LATER)

    answers = at_once(lambda: pay("zhao", 20800, "cash"), lambda: pay("zhou", 40000, "card"))
    assert refusals(answers) == []
    assert account_of(visit).received_fen == 60800
    assert same(visit).matter.stands_at is Stage.SETTLED


def test_12_3_an_old_page_has_nothing_signed_twice(visit: Visit, people: dict[str, Staff]) -> None:
    story.agreed(visit, people, LATER)
    with pytest.raises(Refused):
        account.agree_settlement(
            same(visit), signature=signature(), by=people["zhao"], at=LATER + story.MINUTE
        )
    story.paid(same(visit), people, LATER, fen=60800)
    story.accepted(same(visit), people, LATER)
    with pytest.raises(Refused):
        gate.sign_acceptance(
            same(visit), signature=signature(), by=people["li"], at=LATER + 9 * story.MINUTE
        )


def test_12_4_a_list_is_never_presented_with_the_sum_from_before_the_discount(
    visit: Visit, people: dict[str, Staff]
) -> None:
    account.ask_discount(visit, asked="优惠", by=people["zhao"], at=LATER)
    at_once(
        lambda: account.present_settlement(same(visit), by=people["zhao"], at=LATER),
        lambda: account.decide_discount(
            same(visit), discount_fen=800, reason="老客户", by=people["he"], at=LATER
        ),
    )
    case = case_of(same(visit).matter)
    last = Document.objects.filter(kind="settlement").latest("version")
    if case.has(Event.SETTLEMENT_PRESENTED, since=Event.DISCOUNT_DECIDED):
        assert '"total_fen":60000' in last.content
    else:  # presented first: it has to be presented again before anybody signs
        with pytest.raises(Refused):
            account.agree_settlement(
                same(visit), signature=signature(), by=people["zhao"], at=LATER
            )


def test_12_5_leave_and_payment_at_once_leave_no_more_on_account_than_is_owed(
    visit: Visit, people: dict[str, Staff]
) -> None:
    story.agreed(visit, people, LATER)
    at_once(
        lambda: till.approve_credit(
            same(visit), due_on=LATER.date(), reason="月结", by=people["he"], at=LATER
        ),
        lambda: till.take_payment(
            same(visit), amount_fen=60000, mode="cash", by=people["zhao"], at=LATER
        ),
    )
    settlement = account_of(visit)
    assert (settlement.received_fen, settlement.credit_fen) == (60000, 800)
    assert settlement.arrears_fen == 800
    assert Credit.objects.get().amount_fen in {800, 60800}


def test_12_3_what_was_too_much_is_given_back_once(visit: Visit, people: dict[str, Staff]) -> None:
    story.agreed(visit, people, LATER)
    story.paid(visit, people, LATER, fen=50000)
    story.taken_off(visit, people, LATER, fen=20800)
    story.agreed(visit, people, LATER)

    def give(who: str) -> Any:
        return till.return_surplus(
            same(visit), mode="cash", given_to="陈静", by=people[who], at=LATER
        )

    answers = at_once(lambda: give("zhao"), lambda: give("zhou"))
    assert len(refusals(answers)) == 1, answers
    assert sorted(row.amount_fen for row in Payment.objects.all()) == [-10000, 50000]


def test_12_6_the_six_handed_over_by_two_are_one_record(
    visit: Visit, people: dict[str, Staff]
) -> None:
    till.issue_exit_notice(story.settled(visit, people, LATER), by=people["zhao"], at=LATER)

    def give(who: str) -> Any:
        return till.hand_over_six(same(visit), **story.ALL_SIX, by=people[who], at=LATER)

    assert refusals(at_once(lambda: give("zhao"), lambda: give("li"))) == []
    assert HandOver.objects.count() == 1
