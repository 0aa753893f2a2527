"""Articles 11.6 to 11.8 on the screen: the notice and its hour, and the car that will be late."""

import pytest

from jieche.journal.models import Entry, Evidence
from jieche.visits.models import Visit
from jieche.workshop import commands as workshop
from tests.support.cast import clock
from tests.support.screens import Screen, Screens
from tests.walk.cars import promised_for, ready, ready_for
from tests.walk.desk import everybody, is_not_in_now, reads_in_now, told_of

pytestmark = pytest.mark.django_db(transaction=True)

TELL, DELAY = "通知客户接车", "告知客户延误"
NOON, WEDNESDAY, TUESDAY = "2026-11-23 12:00", "2026-11-25 16:00", "2026-11-24 08:30"
CASE = "制动片发错货，下午才到"


def tells(li: Screen) -> None:
    """Follow Now to the notice and give it."""
    li.takes_up(TELL, "A12345")
    li.says()
    li.presses(TELL)
    is_not_in_now(li, TELL)


def in_work(screens: Screens, hour: str) -> Visit:
    """Bring a car into the workshop, promised for ``hour``; its part turns out to be wrong."""
    people = everybody(screens)
    visit = promised_for(people, hour)
    workshop.start_work(visit, by=people["wang"], at=clock("2026-11-23 08:50"))
    workshop.note_anomaly(visit, text=CASE, by=people["wang"], at=clock("2026-11-23 09:30"))
    return visit


def test_11_6_a_short_job_is_told_an_hour_ahead(screens: Screens) -> None:
    """工期不足两天：提前一小时通知，写明通知了谁。"""
    ready(everybody(screens))
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 10:30")
    assert reads_in_now(li, TELL, "第 11 条 6 款", "还有 30 分") == "blue"
    li.keeps_a_picture("11.6-right")
    li.takes_up(TELL, "A12345")
    assert "受话人" in li.is_held_up(TELL, {"受话人": ""})
    li.keeps_a_picture("11.6-wrong-nobody")
    li.presses(TELL, {"受话人": "陈女士", "方式": "电话"})
    is_not_in_now(li, TELL)
    assert "做到" in told_of(he, "11.6")[0]


def test_11_6_later_than_that_it_is_listed_as_late(screens: Screens) -> None:
    """差半小时才通知：在办里红，记逾期。"""
    ready(everybody(screens))
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 11:30")
    assert reads_in_now(li, TELL, "第 11 条 6 款", "已过 30 分") == "red"
    li.keeps_a_picture("11.6-wrong")
    tells(li)
    assert "逾期" in told_of(he, "11.6")[0]
    assert told_of(he, "11.7") == []
    assert told_of(he, "11.8") == []  # it was ready by its hour: no delay was to be told


def test_11_6_before_opening_it_is_due_the_evening_before(screens: Screens) -> None:
    """八点半交车：提前一小时落在开门前，算到头一天下午五点半。"""
    ready_for(everybody(screens), TUESDAY, "2026-11-23 17:00")
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 17:15")
    assert reads_in_now(li, TELL, "第 11 条 6 款", "还有 15 分") == "amber"
    li.keeps_a_picture("11.6-evening-right")
    tells(li)
    assert "做到" in told_of(he, "11.6")[0]


def test_11_6_in_the_morning_it_is_too_late_for_half_past_eight(screens: Screens) -> None:
    """头天没打电话，一早再打就是逾期。"""
    ready_for(everybody(screens), TUESDAY, "2026-11-23 17:00")
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-24 08:02")
    assert reads_in_now(li, TELL, "第 11 条 6 款", "已过") == "red"
    li.keeps_a_picture("11.6-evening-wrong")
    tells(li)
    assert "逾期" in told_of(he, "11.6")[0]


def test_11_7_a_job_of_two_days_is_told_four_hours_ahead(screens: Screens) -> None:
    """工期两天及以上：下午四点交车，中午十二点前通知。"""
    ready_for(everybody(screens), WEDNESDAY, "2026-11-25 11:00")
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-25 11:30")
    assert reads_in_now(li, TELL, "第 11 条 7 款", "还有 30 分") == "blue"
    li.keeps_a_picture("11.7-right")
    tells(li)
    assert "做到" in told_of(he, "11.7")[0]
    assert told_of(he, "11.6") == []


def test_11_7_an_hour_ahead_is_too_late_for_a_long_job(screens: Screens) -> None:
    """两天的活提前一小时才通知：记逾期。"""
    visit = ready_for(everybody(screens), WEDNESDAY, "2026-11-25 11:00")
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-25 15:00")
    assert reads_in_now(li, TELL, "第 11 条 7 款", "已过 3 小时") == "red"
    li.keeps_a_picture("11.7-wrong")
    li.opens(f"/visits/{visit.pk}/")
    li.reads("第 11 条 7 款", ".visit-head")
    tells(li)
    assert "逾期" in told_of(he, "11.7")[0]


@pytest.mark.parametrize(
    ("hour", "now", "verdict"),
    [
        (NOON, "2026-11-23 10:50", "做到"),
        (NOON, "2026-11-23 11:20", "逾期"),
        (WEDNESDAY, "2026-11-25 11:50", "做到"),
        (WEDNESDAY, "2026-11-25 12:20", "逾期"),
    ],
    ids=["an hour ahead", "too late", "four hours ahead", "too late for a long job"],
)
def test_11_8_a_delay_is_told_by_the_same_hour(
    screens: Screens, hour: str, now: str, verdict: str
) -> None:
    """交不了车：一天的活提前一小时、两天的提前四小时告知；晚了记逾期。"""
    visit = in_work(screens, hour)
    li, he = screens["li"], screens["he"]
    li.clock.set(now)
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to(DELAY)
    li.reads("非常抱歉", "form[data-main] .say")
    late = {"延误原因": "", "已告知谁": "", "其他时间": "11-26 15:00"}
    said = li.is_held_up(DELAY, late)
    assert "延误原因" in said
    assert "已告知谁" in said
    li.keeps_a_picture(f"11.8-wrong-{now[-5:]}")
    told = {"延误原因": CASE, "已告知谁": "陈女士"}
    assert "新的时间要晚于原来承诺的" in li.is_held_up(DELAY, told | {"其他时间": hour[5:]})
    sunday = li.is_held_up(DELAY, told | {"其他时间": "11-29 15:00"})
    assert "11-29 本店休息" in sunday
    again = f"/visits/{visit.pk}/promise-delivery/"
    assert "11.8" in li.is_refused(
        again, promised_at="11-26 15:00", why=CASE, told_to="陈女士"
    )  # a promise moved in silence
    li.mends(DELAY)
    li.says()
    li.presses(DELAY, told | {"其他时间": "11-26 15:00"})
    li.opens(f"/visits/{visit.pk}/")
    li.reads("15:00", ".visit-head")
    li.keeps_a_picture(f"11.8-right-{now[-5:]}")
    rows = told_of(he, "11.8")
    assert any(verdict in row and "已告知延误" in row for row in rows), rows
    he.keeps_a_picture(f"11.8-book-{now[-5:]}")


def test_11_8_a_promise_that_passed_in_silence_is_late(screens: Screens) -> None:
    """过了承诺时间没人吭声：在办里红着，规程页上记逾期。"""
    in_work(screens, NOON)
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 12:30")
    assert reads_in_now(li, DELAY, "第 11 条 8 款", "已过 1 小时 30 分") == "red"
    assert "已逾期" in told_of(he, "11.8")[0]


def test_11_8_a_car_ready_too_late_is_told_with_its_reason(screens: Screens) -> None:
    """过了点才修好：通知时先致歉、说原因，没写原因办不成。"""
    visit = ready_for(everybody(screens), NOON, "2026-11-23 12:20")
    li = screens["li"]
    li.clock.set("2026-11-23 12:30")
    assert reads_in_now(li, TELL, "第 11 条 8 款", "致歉") == "red"
    li.keeps_a_picture("11.8-ready-late-now")
    li.takes_up(TELL, "A12345")
    li.reads("非常抱歉", "form[data-main] .say")
    li.says()
    assert "过了承诺的时间：写明延误原因" in li.is_held_up(TELL)
    li.reads("已过 30 分", ".visit-head")
    li.keeps_a_picture("11.8-ready-late-wrong")
    li.presses(TELL, {"延误原因": CASE})
    li.keeps_a_picture("11.8-ready-late-right")
    assert Entry.objects.get(event="told_to_collect").ticked == ["11.8", "11.9"]
    rows = told_of(screens["he"], "11.8")
    screens["he"].keeps_a_picture("11.8-ready-late-book")
    assert any("逾期" in row for row in rows), rows
    assert Evidence.objects.filter(entry__matter=visit.matter, words=CASE).exists()
    li.clock.set("2026-11-23 13:40")
    li.opens(f"/visits/{visit.pk}/")
    li.reads("已过 30 分", ".visit-head")  # it was late by that; it grows no more
