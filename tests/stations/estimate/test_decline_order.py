"""A customer who does not stay: a neutral reason, one outcome, no order."""

from collections.abc import Callable

import pytest
from django.test import Client

from jieche.estimate import commands
from jieche.journal.door import Refused
from jieche.journal.queries import last_entry
from jieche.reception.models import LossReason
from jieche.rulebook.words import Event, Outcome, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.estimate.conftest import AT
from tests.stations.estimate.page import address
from tests.support.story_estimate import estimated, signed

SignIn = Callable[[str], Client]


@pytest.mark.parametrize("outcome", [Outcome.QUOTE_ONLY, Outcome.LEAVES])
def test_the_intake_ends_with_its_outcome(visit: Visit, li: Staff, outcome: Outcome) -> None:
    estimated(visit, li, AT)
    commands.decline_order(visit, reason=LossReason.PRICE, outcome=outcome, by=li, at=AT)
    visit.refresh_from_db()
    assert visit.matter.stands_at is Stage.LEAVING
    assert visit.outcome == outcome.value


def test_3_6_the_reason_stands_in_the_journal(visit: Visit, li: Staff) -> None:
    commands.decline_order(
        visit, reason=LossReason.TIME, note="下周再来", outcome=Outcome.LEAVES, by=li, at=AT
    )
    entry = last_entry(visit.matter, Event.ORDER_DECLINED)
    assert entry is not None
    assert entry.evidence.get().words == "时间不合适：下周再来"


def test_3_6_without_a_reason_nothing_is_written(visit: Visit, sign_in: SignIn) -> None:
    sent = {"outcome": "leaves", "reason": "", "note": "想想"}
    answer = sign_in("li").post(address(visit, "decline-order"), sent)
    assert answer.status_code == 422
    assert 'value="想想"' in answer.content.decode()
    visit.refresh_from_db()
    assert visit.outcome == ""


def test_a_visit_has_one_outcome(visit: Visit, li: Staff) -> None:
    signed(visit, li, AT)
    with pytest.raises(Refused):
        commands.decline_order(visit, reason=LossReason.PRICE, outcome=Outcome.LEAVES, by=li, at=AT)
    visit.refresh_from_db()
    assert visit.outcome == Outcome.ENTERS.value


def test_entering_is_no_way_to_decline(visit: Visit, li: Staff) -> None:
    with pytest.raises(Refused):
        commands.decline_order(visit, reason=LossReason.PRICE, outcome=Outcome.ENTERS, by=li, at=AT)
