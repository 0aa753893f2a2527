"""A car that leaves as it came: the fee, the exit notice, the gate. Clauses 3.4 to 3.6."""

from collections.abc import Callable

import pytest
from django.test import Client

from jieche.delivery.models import ExitNotice, Payment, PaymentKind
from jieche.estimate.commands import decline_order
from jieche.journal import queries as journal
from jieche.reception.models import LossReason
from jieche.rulebook.words import Event, Outcome, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.delivery.conftest import MORNING, NOW, Do, happened, page, the_entry
from tests.support.story_reception import diagnosed, talked_over

CASH = {"mode": "cash", "reference": "收据 7"}


def gone_without(visit: Visit, li: Staff) -> Visit:
    decline_order(visit, reason=LossReason.PRICE, outcome=Outcome.QUOTE_ONLY, by=li, at=NOW)
    return visit


@pytest.fixture
def visit(staff: dict[str, Staff]) -> Visit:
    """A car that was diagnosed for 80 yuan and is not repaired."""
    return gone_without(diagnosed(staff["li"], staff["wang"], MORNING), staff["li"])


def test_3_5_the_fee_is_taken_as_it_was_told_and_once(do: Do, visit: Visit) -> None:
    for _press in range(2):
        assert do("zhao", visit, "take-fee", **CASH, token="once").status_code == 302
    row = Payment.objects.get()
    assert (row.kind, row.amount_fen, row.reference) == (PaymentKind.FEE.value, 8000, "收据 7")
    assert the_entry(visit, Event.FEE_PAID).facts == {"amount_fen": 8000, "mode": "cash"}
    response = do("zhao", visit, "take-fee", **CASH)
    assert response.status_code == 422
    assert "没有应收的诊断费" in page(response)
    assert Payment.objects.count() == 1


def test_3_5_only_a_manager_waives_it_and_says_why(do: Do, visit: Visit) -> None:
    assert do("zhao", visit, "waive-fee", reason="老客户").status_code == 403
    assert do("he", visit, "waive-fee", reason="").status_code == 422
    assert do("he", visit, "waive-fee", reason="下周来修").status_code == 302
    assert the_entry(visit, Event.FEE_WAIVED).facts == {"amount_fen": 8000}
    assert do("zhao", visit, "take-fee", **CASH).status_code == 422
    assert Payment.objects.count() == 0


def test_3_5_a_fee_that_nobody_owes_is_neither_taken_nor_waived(
    do: Do, staff: dict[str, Staff]
) -> None:
    visit = gone_without(talked_over(staff["li"], MORNING), staff["li"])
    assert do("zhao", visit, "take-fee", **CASH).status_code == 422
    assert do("he", visit, "waive-fee", reason="没做诊断").status_code == 422
    assert Event.FEE_PAID not in happened(visit)
    assert Payment.objects.count() == 0


def test_3_5_the_advisor_takes_no_money_and_bad_input_is_kept(do: Do, visit: Visit) -> None:
    assert do("li", visit, "take-fee", **CASH).status_code == 403
    response = do("zhao", visit, "take-fee", mode="", reference="收据 8")
    assert response.status_code == 422
    assert "收据 8" in page(response)
    assert Payment.objects.count() == 0


def test_3_4_it_leaves_on_an_exit_notice_without_a_warranty(do: Do, visit: Visit) -> None:
    do("zhao", visit, "take-fee", **CASH)
    assert do("men", visit, "see-out").status_code == 422
    do("zhao", visit, "issue-exit-notice")
    notice = ExitNotice.objects.get()
    assert notice.reason == "quote_only"
    assert journal.latest_document(visit.matter, "warranty") is None
    paper = journal.latest_document(visit.matter, "exit_notice")
    assert paper is not None
    assert '"total_fen":8000' in paper.content
    assert do("zhao", visit, "see-out").status_code == 403
    for _press in range(2):
        assert do("men", visit, "see-out", token="gate").status_code == 302
    assert visit.matter.stands_at is Stage.LEFT
    assert happened(visit).count(Event.VEHICLE_LEFT) == 1


def test_3_5_no_exit_notice_before_the_fee(do: Do, visit: Visit) -> None:
    response = do("zhao", visit, "issue-exit-notice")
    assert response.status_code == 422
    assert "收诊断费" in page(response)
    assert not ExitNotice.objects.exists()


def test_3_4_what_can_never_be_done_any_more_is_not_shown(
    visit: Visit, sign_in: Callable[[str], Client]
) -> None:
    desk = sign_in("li").get(f"/visits/{visit.pk}/").content.decode()
    for still in (Event.EXIT_NOTICE_ISSUED, Event.VEHICLE_LEFT):
        assert f'id="{still.value}"' in desk
    for never in (Event.QUALITY_PROMISED, Event.ORDER_SHOWN, Event.EXPRESS_ASKED):
        assert f'id="{never.value}"' not in desk
