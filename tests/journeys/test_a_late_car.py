"""A car that will be late: told in time, with reason, apology and a new hour (11.8, 5.4)."""

import pytest

from jieche.journal.models import Entry
from jieche.rulebook.words import Event
from jieche.workshop import commands as workshop
from tests.journeys.story import fresh
from tests.support.cast import clock
from tests.support.hands import words_of
from tests.support.screens import Screens
from tests.support.story_delivery import made_ready
from tests.support.story_repair import a_car_in_the_workshop

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_delay_is_told_with_an_apology_and_a_new_hour(screens: Screens) -> None:
    """交不了车：先说原因、致歉、另约时间；新时间不能早于原来的，也不能是做不到的。"""
    people = {who: screens[who].person.staff for who in screens.people}
    li, he = screens["li"], screens["he"]
    visit = a_car_in_the_workshop(people["li"], people["sun"], clock("2026-11-23 08:10"))
    workshop.start_work(visit, by=people["wang"], at=clock("2026-11-23 08:50"))
    before = fresh(visit).promised_at
    assert before is not None
    workshop.note_anomaly(visit, text="制动片发错货，下午才到", by=people["wang"],
                          at=clock("2026-11-23 09:30"))  # fmt: skip
    li.clock.set("2026-11-23 09:40")
    assert li.is_refused(f"/visits/{visit.pk}/tell-to-collect/", person_told="陈女士",
                         channel="phone") >= {"11.1"}  # fmt: skip
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to("告知客户延误")
    late = {"延误原因": "制动片发错货，下午三点才到", "其他时间": "11-23 09:50"}
    assert "新的时间要晚于原来承诺的" in li.is_held_up("告知客户延误", late)
    li.keeps_a_picture("delay-held-up")
    li.reads("非常抱歉")
    li.says()
    li.presses("告知客户延误", {"其他时间": "11-24 11:00"})
    li.keeps_a_picture("delay-told")
    li.reads("明天 11:00", ".visit-head")
    assert fresh(visit).promised_at == clock("2026-11-24 11:00")
    told = Entry.objects.get(matter=visit.matter, event=Event.DELAY_TOLD.value)
    assert told.happened_at < before  # earlier than the hour that will not be kept

    # The notice to collect is owed before the new hour; the old one asks nothing any more.
    people_at = clock("2026-11-24 08:30")
    workshop.finish_work(visit, by=people["wang"], at=clock("2026-11-23 16:30"))
    workshop.pass_inspection(visit, self_by=people["wang"], no_peer_because="单项作业",
                             by=people["sun"], at=clock("2026-11-23 16:40"))  # fmt: skip
    made_ready(fresh(visit), people, people_at)
    li.clock.set("2026-11-24 09:00")
    li.takes_up("通知客户接车", "A12345")
    li.presses("通知客户接车", {"方式": "电话"})
    he.opens("/rulebook/11.8/")
    assert "告知" in words_of(he.page.content())
