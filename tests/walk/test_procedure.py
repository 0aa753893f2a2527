"""The procedure of eight steps on the screen: from the door to the call after the repair."""

import pytest

from jieche.appointments.models import Booking
from jieche.checkin import commands as checkin
from jieche.delivery import account, commands
from jieche.rulebook.words import Outcome, Stage
from jieche.visits.models import Visit
from jieche.workshop.models import Supplement
from tests.journeys.story import fresh
from tests.support import story_reception
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.support.story_checkin import NORMAL
from tests.support.story_delivery import (
    HOUR,
    MINUTE,
    People,
    a_finished_car,
    accepted,
    drawn,
    settled,
    told,
    viewed,
)
from tests.support.story_estimate import estimated, promised, shown, signature, signed
from tests.support.story_repair import a_car_in_the_workshop, dropped, reported
from tests.walk.the_book import no_act, one_case, owes

pytestmark = pytest.mark.django_db(transaction=True)

CAME = clock("2026-11-23 08:10")
READY = CAME + 3 * HOUR


def staff_of(screens: Screens) -> People:
    """Return everybody, for the way up to the step in question."""
    return {who: screens[who].person.staff for who in screens.people}


def test_p_1_who_comes_gets_a_visit_to_which_all_belongs(screens: Screens) -> None:
    """来了人就开来访：车牌没写开不出来；同一台车不开第二份，打开原来的那份。"""
    li = screens["li"]
    li.opens("/arrivals/new/")
    assert "请输入车牌" in li.is_held_up("开来访单", {"姓名": "陈静"})
    li.page.fill("[name=plate]", "沪A12345")
    li.page.wait_for_load_state("networkidle")
    li.presses("开来访单", {"姓名": "陈静", "电话": "13800002207"})
    visit = Visit.objects.get()
    assert (visit.advisor, visit.vehicle is not None) == (li.person.staff, True)
    li.opens("/arrivals/new/")
    li.page.fill("[name=plate]", "沪A12345")
    li.reads("此车已有来访", "#arrival-found")
    li.presses("打开这次来访")
    assert Visit.objects.count() == 1
    assert f"/visits/{visit.pk}/" in li.page.url


def test_p_1_a_call_has_its_visit_and_the_booking_hangs_on_it(screens: Screens) -> None:
    """来电预约：先有来访，预约单挂在它下面。"""
    li = screens["li"]
    li.opens("/bookings/new/")
    li.page.fill("[name=plate]", "沪A12345")
    li.presses(
        "填预约单",
        {
            "姓名": "陈静", "电话": "13800002207", "维修项目": "四万公里保养",
            "预约日期和钟点": "11-26 10:00", "预计工时": "2", "估价": "1109",
        },
    )  # fmt: skip
    booking = Booking.objects.get()
    assert (booking.visit.channel, booking.visit.outcome) == ("phone", Outcome.BOOKING.value)
    li.keeps_a_picture("P.1-right")


def test_p_2_every_visit_has_its_one_outcome_the_same_day(screens: Screens) -> None:
    """当日没定下结果的标红，补定了记为逾期；定了一个，就定不了第二个。"""
    li = screens["li"]
    visit = story_reception.talked_over(li.person.staff, CAME)
    estimated(visit, li.person.staff, CAME)
    promised(visit, li.person.staff, CAME, clock("2026-11-24 16:00"))
    shown(visit, li.person.staff, CAME)
    li.clock.set("2026-11-23 17:40")
    owes(li, "请客户签字", by="李雯", clause="P.2", tone="blue")
    li.keeps_a_picture("P.2-open")
    li.clock.set("2026-11-24 08:30")
    assert "已过" in owes(li, "请客户签字", by="李雯", clause="P.2", tone="red")
    li.keeps_a_picture("P.2-wrong")
    li.takes_up("请客户签字", "A12345")
    li.signs()
    li.presses("请客户签字")
    one_case(li, "P.2", "A12345", "逾期", "维修单已签字")
    li.opens(f"/visits/{visit.pk}/?step=negotiation")
    no_act(li, "客户不修")
    no_act(li, "改为预约")
    li.is_refused(f"/visits/{visit.pk}/decline-order/", outcome="leaves", reason="price")
    li.keeps_a_picture("P.2-second")
    assert fresh(visit).outcome == Outcome.ENTERS.value


def test_p_2_who_declines_in_time_has_his_outcome(screens: Screens) -> None:
    """当日定了“离厂”，算做到；结果栏不选不行。"""
    li = screens["li"]
    visit = story_reception.talked_over(li.person.staff, CAME)
    li.clock.wait(3)
    li.opens(f"/visits/{visit.pk}/?act=decline-order")
    assert "结果" in li.is_held_up("客户不修", {"理由": "再考虑"})
    li.presses("客户不修", {"结果": "离厂", "理由": "再考虑"})
    one_case(li, "P.2", "A12345", "做到", "客户不修")
    li.keeps_a_picture("P.2-right")


def all_but_the_walk(screens: Screens) -> Visit:
    """Prepare a signed car of which the outside was not looked at."""
    li = screens["li"].person.staff
    visit = signed(story_reception.talked_over(li, CAME), li, CAME)
    checkin.start_hand_in(visit, by=li, at=CAME)
    checkin.check_papers(visit, says_none=True, by=li, at=CAME)
    screens["li"].clock.wait(5)
    return visit


def test_p_3_no_car_goes_to_the_workshop_unchecked(screens: Screens) -> None:
    """没环检，手续办不完，车间也不接；照链接环检一圈，再往下办。"""
    li, sun = screens["li"], screens["sun"]
    visit = all_but_the_walk(screens)
    assert "P.3" in li.is_refused(f"/visits/{visit.pk}/complete-hand-in/")
    li.keeps_a_picture("P.3-wrong")
    assert "P.3" in sun.is_refused(f"/visits/{visit.pk}/take-into-workshop/")
    sun.keeps_a_picture("P.3-workshop")
    li.opens(f"/visits/{visit.pk}/?act=complete-hand-in")
    li.is_refused(f"/visits/{visit.pk}/complete-hand-in/")
    li.mends("环车检查")
    for zone in NORMAL:
        li.page.locator(f"[name={zone.value}][value=normal]").check()
    li.presses("环车检查")
    li.keeps_a_picture("P.3-right")
    assert "P.3" not in li.is_refused(f"/visits/{visit.pk}/complete-hand-in/")


def test_p_4_no_supplement_is_left_open_when_the_work_ends(screens: Screens) -> None:
    """增项没了结，完不了工；照链接了结了，才完工。"""
    people = staff_of(screens)
    li, wang = screens["li"], screens["wang"]
    visit = a_car_in_the_workshop(people["li"], people["sun"], CAME)
    supplement: Supplement = reported(visit, people["wang"], clock("2026-11-23 09:00"))
    li.clock.set("2026-11-23 09:05")
    wang.opens(f"/visits/{visit.pk}/?act=start-work")
    wang.presses("开工")
    assert "P.4" in wang.is_refused(f"/visits/{visit.pk}/finish-work/")
    wang.keeps_a_picture("P.4-wrong-phone")
    li.opens(f"/visits/{visit.pk}/?for=supplements_settled")
    li.keeps_a_picture("P.4-desk")
    dropped(supplement, people["li"], li.clock.at)
    li.clock.wait(5)
    wang.opens(f"/visits/{visit.pk}/?act=finish-work")
    wang.presses("完工")
    wang.keeps_a_picture("P.4-right-phone")


def test_p_5_the_car_is_looked_at_when_it_leaves_the_workshop(screens: Screens) -> None:
    """竣工车没接出来查过，不清理、不通知；外观和物品都要答。"""
    people, li = staff_of(screens), screens["li"]
    visit = a_finished_car(people, CAME)
    li.clock.at = READY
    assert "P.5" in li.is_refused(f"/visits/{visit.pk}/clean-last/")
    li.keeps_a_picture("P.5-wrong")
    assert "P.5" in li.is_refused(f"/visits/{visit.pk}/tell-to-collect/")
    li.mends("从车间接车")
    held = li.is_held_up("从车间接车")
    assert "外观" in held
    assert "随车物品" in held
    assert "写明" in li.is_held_up("从车间接车", {"外观": "不正常", "随车物品": "齐全"})
    li.keeps_a_picture("P.5-held-up")
    li.presses("从车间接车", {"外观": "正常"})
    li.keeps_a_picture("P.5-right")
    assert fresh(visit).matter.stands_at is Stage.READY


def test_p_6_the_papers_are_ready_when_the_customer_is_told(screens: Screens) -> None:
    """接车资料没备齐，不通知客户；备齐了再打电话。"""
    people, li = staff_of(screens), screens["li"]
    visit = drawn(a_finished_car(people, CAME), people, READY)
    li.clock.at = READY + 10 * MINUTE
    told_by = {"person_told": "陈女士", "channel": "phone"}
    assert li.is_refused(f"/visits/{visit.pk}/tell-to-collect/", **told_by) == {"P.6"}
    li.keeps_a_picture("P.6-wrong")
    li.mends("备齐接车资料")
    li.presses("备齐接车资料")
    li.turns_to("通知客户接车")
    li.presses("通知客户接车", {"方式": "电话"})
    li.keeps_a_picture("P.6-right")


def test_p_7_first_the_car_is_shown_then_settled_then_it_goes(screens: Screens) -> None:
    """没看过车，结算单不呈；没结清，门卫不放。"""
    people = staff_of(screens)
    li, zhao, men = screens["li"], screens["zhao"], screens["men"]
    visit = told(a_finished_car(people, CAME), people, READY)
    commands.receive_customer(visit, collector="陈静", by=people["li"], at=READY + 10 * MINUTE)
    li.clock.at = READY + 11 * MINUTE
    assert "P.7" in zhao.is_refused(f"/visits/{visit.pk}/present-settlement/")
    zhao.keeps_a_picture("P.7-wrong")
    li.takes_up("引导视检并说明", "A12345")
    li.says()
    li.presses("引导视检并说明", {"说明要点": "前制动片已换"})
    account.present_settlement(visit, by=people["zhao"], at=li.clock.at)
    assert "P.7" in men.is_refused(f"/visits/{visit.pk}/release/")
    men.keeps_a_picture("P.7-gate")
    settled_at = li.clock.at + MINUTE
    account.agree_settlement(visit, signature=signature(), by=people["zhao"], at=settled_at)
    li.clock.wait(3)
    zhao.opens(f"/visits/{visit.pk}/?step=collection")
    zhao.keeps_a_picture("P.7-right")


def test_p_8_every_release_owes_a_call(screens: Screens) -> None:
    """车一出厂，回访就欠着：没人登记也在台面上，谁也关不掉。"""
    people = staff_of(screens)
    li, men = screens["li"], screens["men"]
    visit = viewed(a_finished_car(people, CAME), people, READY)
    accepted(settled(visit, people, READY + 13 * MINUTE), people, READY + 15 * MINUTE)
    li.clock.at = READY + 20 * MINUTE
    li.opens("/")
    assert "跟踪回访" not in li.owes()
    men.opens("/gate/")
    men.follows("放行出厂")
    men.presses("放行出厂")
    men.keeps_a_picture("P.8-gate")
    li.clock.set("2026-11-26 09:00")
    owes(li, "跟踪回访", by="李雯", clause="15.2", tone="blue")
    li.keeps_a_picture("P.8-right")
    li.clock.set("2026-12-01 09:00")
    assert "已过" in owes(li, "跟踪回访", by="李雯", clause="15.2", tone="red")
    li.keeps_a_picture("P.8-late")
