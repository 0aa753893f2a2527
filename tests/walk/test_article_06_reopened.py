"""Article 6 on the screen: an order that was opened again after the hand-in was done."""

import pytest

from jieche.estimate import commands as estimate
from jieche.journal.models import Entry
from jieche.rulebook.words import Event
from jieche.visits.models import Category
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.support.story_checkin import all_but_complete
from tests.support.story_estimate import (
    a_car_in_negotiation,
    estimated,
    promised,
    shown,
    signature,
    signed,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_6_2_an_order_that_becomes_a_second_maintenance_lists_its_papers(screens: Screens) -> None:
    """先写了未收证件，重开改成二级维护：手续办不完，点过去列出证件才行。"""
    li, staff, at = screens["li"], screens["li"].person.staff, clock("2026-11-23 08:10")
    visit = signed(a_car_in_negotiation(staff, at), staff, at)
    all_but_complete(visit, staff, clock("2026-11-23 08:16"))
    at = clock("2026-11-23 08:20")
    estimate.reopen_order(visit, reason="改做二级维护", by=staff, at=at)
    estimated(visit, staff, at, category=Category.SECOND_MAINTENANCE)
    promised(visit, staff, at)
    shown(visit, staff, at)
    estimate.sign_order(visit, signature=signature(), by=staff, at=at)
    li.clock.set("2026-11-23 08:25")
    li.opens(f"/visits/{visit.pk}/?act=complete-hand-in")
    assert "必须列出随车证件" in li.is_held_up("手续办完告知客户")
    li.keeps_a_picture("6.2-reopened-wrong")
    li.mends("审验随车证件")
    for kind in ("licence", "second_card"):
        for name in ("valid", "complete", "sound"):
            li.page.locator(f"[name={kind}-{name}][value=yes]").check(force=True)
    li.keeps_a_picture("6.2-reopened-mend")
    li.presses("审验随车证件")
    li.opens(f"/visits/{visit.pk}/?act=sign-belongings")  # which names them now
    li.signs()
    li.presses("请客户签物品清单")
    li.opens(f"/visits/{visit.pk}/?act=complete-hand-in")
    li.presses("手续办完告知客户")
    li.keeps_a_picture("6.2-reopened-right")
    assert Entry.objects.filter(event=Event.HAND_IN_COMPLETED.value).count() == 1
