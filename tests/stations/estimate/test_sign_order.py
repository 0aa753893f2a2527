"""From the estimate to the signature: what is read is what is signed."""

import json

import pytest

from jieche.estimate import commands, queries
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.rulebook.words import Event, Outcome, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from tests.support.cast import clock
from tests.support.story_estimate import (
    BALANCE,
    BRAKES,
    PADS,
    a_car_in_negotiation,
    estimated,
    promised,
    shown,
    signature,
    signed,
)

AT = clock("2026-11-23 10:00")
LATER = clock("2026-11-23 10:10")


@pytest.fixture
def visit(li: Staff) -> Visit:
    return a_car_in_negotiation(li, AT)


def test_a_signed_order_ends_the_intake(visit: Visit, li: Staff) -> None:
    signed(visit, li, AT)
    visit.refresh_from_db()
    assert visit.matter.stands_at is Stage.SIGNED
    assert visit.outcome == Outcome.ENTERS.value
    assert [line.is_agreed for line in queries.agreed_lines(order_of(visit))] == [True, True]


def test_3_2_the_signature_stands_under_the_paper_that_was_read(visit: Visit, li: Staff) -> None:
    signed(visit, li, AT)
    paper = journal.latest_document(visit.matter, "order")
    assert paper is not None
    assert [s.words for s in journal.signatures_under(paper)] == ["陈静"]
    content = json.loads(paper.content)
    assert content["prices"]["total_fen"] == 18000 + 42800
    assert content["complaint"] == "刹车时抖动"
    assert content["wishes"] == "无"
    assert list(journal.breaks(li.shop)) == []


def test_3_2_a_new_estimate_must_be_read_again(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    promised(visit, li, AT)
    shown(visit, li, AT)
    estimated(visit, li, AT, (BRAKES,))
    with pytest.raises(Refused) as refused:
        commands.sign_order(visit, signature=signature(), by=li, at=LATER)
    assert [r.clause for r in refused.value.reasons] == ["3.2"]


def test_3_2_what_changed_by_another_way_must_be_read_again(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    promised(visit, li, AT)
    shown(visit, li, AT)
    visit.wish = "刹车时抖动，还有异响"
    visit.save(update_fields=["wish"])
    with pytest.raises(Refused) as refused:
        commands.sign_order(visit, signature=signature(), by=li, at=LATER)
    assert [(r.clause, r.mend) for r in refused.value.reasons] == [("3.2", Event.ORDER_SHOWN)]


def test_3_1_an_order_that_lacks_something_is_not_shown(visit: Visit, li: Staff) -> None:
    with pytest.raises(Refused) as refused:
        commands.show_order(visit, by=li, at=AT)
    assert {r.mend for r in refused.value.reasons} == {
        Event.ESTIMATE_MADE, Event.DELIVERY_PROMISED, Event.QUALITY_PROMISED,
    }  # fmt: skip


def test_4_5_item_pricing_is_explained_before_the_order_is_shown(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT, (BRAKES, PADS))
    promised(visit, li, AT)
    estimated(visit, li, AT, (BRAKES, PADS, BALANCE))
    with pytest.raises(Refused) as refused:
        commands.show_order(visit, by=li, at=AT)
    assert Event.ITEM_PRICING_EXPLAINED in {r.mend for r in refused.value.reasons}
    promised(visit, li, AT)
    content = json.loads(shown(visit, li, AT).content)
    assert len(content["disclosures"]) == 1


def test_a_reopened_order_is_signed_anew(visit: Visit, li: Staff) -> None:
    signed(visit, li, AT)
    commands.reopen_order(visit, reason="客户加一项", by=li, at=LATER)
    visit.refresh_from_db()
    assert visit.matter.stands_at is Stage.NEGOTIATION
    assert visit.outcome == ""
    assert queries.agreed_lines(order_of(visit)) == []
    signed(visit, li, LATER, (BRAKES, PADS, BALANCE))
    assert len(queries.agreed_lines(order_of(visit))) == 3
