"""An order that becomes a second-level maintenance after the papers were looked at."""

import pytest

from jieche.checkin import commands
from jieche.estimate import commands as estimate
from jieche.journal.door import Refused
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Category
from tests.support.cast import clock
from tests.support.story_checkin import LICENCE, all_but_complete
from tests.support.story_estimate import (
    a_car_in_negotiation,
    estimated,
    promised,
    shown,
    signature,
    signed,
)

pytestmark = pytest.mark.django_db


def test_6_2_papers_are_listed_when_the_order_becomes_a_second_maintenance(li: Staff) -> None:
    """先按小修写了未收证件，重开改成二级维护：证件没列，手续办不完。"""
    at = clock("2026-11-23 08:10")
    visit = signed(a_car_in_negotiation(li, at), li, at)
    all_but_complete(visit, li, clock("2026-11-23 08:16"), items=())
    at = clock("2026-11-23 08:20")
    estimate.reopen_order(visit, reason="改做二级维护", by=li, at=at)
    estimated(visit, li, at, category=Category.SECOND_MAINTENANCE)
    promised(visit, li, at)
    shown(visit, li, at)
    estimate.sign_order(visit, signature=signature(), by=li, at=at)
    with pytest.raises(Refused) as refused:
        commands.complete_hand_in(visit, by=li, at=at)
    reasons = [(reason.clause, reason.mend) for reason in refused.value.reasons]
    assert reasons == [("6.2", Event.PAPERS_CHECKED)]
    commands.check_papers(visit, documents=[LICENCE], by=li, at=at)
    with pytest.raises(Refused) as refused:
        commands.complete_hand_in(visit, by=li, at=at)
    reasons = [(reason.clause, reason.mend) for reason in refused.value.reasons]
    assert reasons == [("6.9", Event.BELONGINGS_SIGNED)]  # the list names the papers
    commands.sign_belongings(visit, signature=signature(), by=li, at=at)
    commands.complete_hand_in(visit, by=li, at=at)
