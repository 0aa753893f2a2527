"""Article 5 on the screen: quality and time, promised before the signature."""

from datetime import timedelta

import pytest

from jieche.estimate.models import Promise
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.screens import Screen, Screens
from tests.support.story_estimate import a_car_in_negotiation, estimated
from tests.walk.cars import promised_for, ready_for
from tests.walk.desk import everybody, says_why
from tests.walk.the_book import cases_of, one_case

pytestmark = pytest.mark.django_db(transaction=True)

QUALITY, TIME, ALLOW, READ = "承诺质量", "承诺交车时间", "准许提前承诺", "请客户过目"
PADS = "前制动片 ×1 套"


def priced(screens: Screens) -> Visit:
    """Bring Mrs Chen's car to its estimate: brakes and a set of pads that nobody asked about."""
    li = screens["li"]
    visit = a_car_in_negotiation(li.person.staff, clock("2026-11-23 08:10"))
    estimated(visit, li.person.staff, clock("2026-11-23 08:14"))
    li.clock.set("2026-11-23 08:15")
    return visit


def promises_quality(screens: Screens, visit: Visit) -> Screen:
    """Promise quality, and go on to the time."""
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to(QUALITY)
    li.says()
    li.presses(QUALITY)
    li.turns_to(TIME)
    return li


def fills(li: Screen, told: dict[str, str]) -> None:
    """Fill fields in, one after the other, and wait until the offers are reckoned anew by each."""
    for label, value in told.items():
        with li.page.expect_response("**/promise-offers/"):
            li.fills({label: value})
            li.page.keyboard.press("Tab")


def with_pads_here(li: Screen) -> None:
    """Say that the pads lie on the shelf."""
    fills(li, {PADS: "在库"})


def test_5_1_quality_is_promised_and_never_below_the_law(screens: Screens) -> None:
    """质量没承诺，单子不给过目；保证期写得比法定短，不收；那句话没说，看得出来。"""
    visit = priced(screens)
    li = screens["li"]
    assert "5.1" in li.is_refused(f"/visits/{visit.pk}/show-order/")
    assert QUALITY in says_why(li, "5.1")
    li.keeps_a_picture("5.1-refused")
    li.mends(QUALITY)
    assert "法定" in li.is_held_up(QUALITY, {"天数": "9"})
    li.keeps_a_picture("5.1-wrong")
    li.presses(QUALITY, {"天数": "30"})  # the words were not ticked
    one_case(li, "5.1", "A12345", "未说")
    assert "5.1" not in li.is_refused(f"/visits/{visit.pk}/show-order/")
    li.reads("30", ".paper")
    li.keeps_a_picture("5.1-right")


def test_5_2_an_early_hour_is_the_managers_to_allow(screens: Screens) -> None:
    """接待员写个做不到的钟点，被问回来；主管写明理由准了，才承诺得出去。"""
    visit = priced(screens)
    li, he = promises_quality(screens, visit), screens["he"]
    with_pads_here(li)
    early = {"其他时间": "11-23 09:00"}
    fills(li, early)
    assert "把握" in li.is_held_up(TIME)
    assert "由业务主管" in li.page.locator(".missing").inner_text()
    li.keeps_a_picture("5.2-wrong")
    li.may_not(f"/visits/{visit.pk}/override-promise/")
    he.opens(f"/visits/{visit.pk}/")
    he.turns_to(ALLOW)
    assert "理由" in he.is_held_up(ALLOW, {"准许的时间": "11-23 09:00"})
    he.keeps_a_picture("5.2-without-a-reason")
    he.presses(ALLOW, {"理由": "老客户急用，加人赶工"})
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to(TIME)
    with_pads_here(li)
    li.presses(TIME)  # the hour that was allowed stands there
    promise = Promise.objects.get()
    assert promise.promised_at == clock("2026-11-23 09:00")
    li.keeps_a_picture("5.2-right")


def test_5_2_the_safe_hour_needs_nobody(screens: Screens) -> None:
    """按系统算的、留了余地的钟点承诺，谁也不用批。"""
    li = promises_quality(screens, priced(screens))
    with_pads_here(li)
    li.presses(TIME)
    promise = Promise.objects.get()
    assert promise.promised_at >= promise.earliest_at + timedelta(minutes=1)
    assert promise.margin_minutes > 0


def test_5_3_parts_are_checked_first_and_nothing_is_promised_before_they_come(
    screens: Screens,
) -> None:
    """配件没查，承诺不了；三天后才到的，早不了。"""
    visit = priced(screens)
    li = promises_quality(screens, visit)
    assert "前制动片" in li.is_held_up(TIME)
    li.keeps_a_picture("5.3-wrong")
    fills(li, {PADS: "11-26 10:00", "其他时间": "11-24 17:00"})
    held = li.is_held_up(TIME)
    assert "11-26" in held
    assert li.page.locator('.missing a.clause[href$="#c5.3"]').count() == 1
    li.keeps_a_picture("5.3-too-early")
    fills(li, {"其他时间": "12-02 17:00"})
    li.presses(TIME)
    assert Promise.objects.get().parts_at == clock("2026-11-26 10:00")
    li.keeps_a_picture("5.3-right")


def test_5_4_a_promise_that_passes_counts_as_broken(screens: Screens) -> None:
    """到点没备好、也没另约：红着，记失信；按时通知的，记做到。"""
    people = everybody(screens)
    li = screens["li"]
    ready_for(people, "2026-11-23 12:00", "2026-11-23 10:20")
    li.clock.set("2026-11-23 10:30")
    li.takes_up("通知客户接车", "A12345")
    li.presses("通知客户接车", {"方式": "电话"})
    li.clock.set("2026-11-23 12:30")
    one_case(li, "5.4", "A12345", "做到")
    li.keeps_a_picture("5.4-right")


def test_5_4_neither_ready_nor_agreed_anew(screens: Screens) -> None:
    """过了承诺时间，车没好，也没跟客户另约：失信一次。"""
    li = screens["li"]
    promised_for(everybody(screens), "2026-11-23 12:00")
    li.clock.set("2026-11-23 12:30")
    rows = cases_of(li, "5.4")
    assert len(rows) == 1
    assert "逾期" in rows[0]
    li.keeps_a_picture("5.4-wrong")
