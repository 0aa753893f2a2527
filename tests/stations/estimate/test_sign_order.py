"""From the estimate to the signature: what is read is what is signed."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from jieche.estimate import commands, queries
from jieche.estimate.models import Promise
from jieche.estimate.sheets import beside
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.rulebook.words import Event, Outcome, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from tests.stations.estimate.page import address
from tests.support.cast import clock
from tests.support.story_estimate import (
    BALANCE,
    BRAKES,
    PADS,
    STROKES,
    estimated,
    promised,
    shown,
    signature,
    signed,
)

AT = clock("2026-11-23 10:00")
LATER = clock("2026-11-23 10:10")
FAR = clock("2098-01-06 10:00")


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


def test_3_3_the_order_is_read_and_signed_on_the_visits_page(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    estimated(visit, li, AT)
    promised(visit, li, AT)
    client = sign_in("li")
    # The promise must still lie ahead when the real clock is read.
    Promise.objects.filter(visit=visit).update(promised_at=FAR)
    page = client.get(f"/visits/{visit.pk}/").content.decode()
    assert "进厂维修单" in page
    assert client.post(address(visit, "show-order"), {"token": "s"}).status_code == 302
    page = client.get(f"/visits/{visit.pk}/").content.decode()
    assert "第 1 版" in page
    assert 'value="陈静"' in page
    unsigned = client.post(address(visit, "sign-order"), {"signature_signer": "陈静"})
    assert unsigned.status_code == 422
    sent = {"signature_signer": "陈静", "signature_strokes": STROKES, "token": "t"}
    assert client.post(address(visit, "sign-order"), sent).status_code == 302
    assert client.post(address(visit, "sign-order"), sent).status_code == 302
    visit.refresh_from_db()
    assert visit.matter.stands_at is Stage.SIGNED
    page = client.get(f"/visits/{visit.pk}/?step=negotiation").content.decode()
    assert 'class="sign-box"' in page
    assert "<path d=" in page


def test_the_cashier_does_not_have_orders_signed(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    estimated(visit, li, AT)
    sent = {"signature_signer": "陈静", "signature_strokes": STROKES}
    assert sign_in("zhao").post(address(visit, "sign-order"), sent).status_code == 403


def test_the_order_of_an_unsigned_visit_has_no_signature_beside_it(visit: Visit, li: Staff) -> None:
    assert beside(visit) == {}
    estimated(visit, li, AT)
    assert (beside(visit)["version"], beside(visit)["signed"]) == (None, False)
    promised(visit, li, AT)
    shown(visit, li, AT)
    assert beside(visit)["version"] == 1
    commands.sign_order(visit, signature=signature(), by=li, at=LATER)
    after = beside(visit)
    assert (after["version"], after["signed"]) == (1, True)
    assert after["paper"]["consent"]["name"] == "陈静"
    assert after["paper"]["consent"]["at"] == "2026-11-23 10:10"


def test_what_was_never_signed_is_not_reopened(visit: Visit, li: Staff) -> None:
    with pytest.raises(Refused):
        commands.reopen_order(visit, reason="想改", by=li, at=AT)
