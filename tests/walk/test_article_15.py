"""Article 15 on the screen: the follow-up call, prepared, made in time and written down."""

import pytest

from jieche.care import follow_up_commands as commands
from jieche.care.models import FollowUp
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.screens import Screen, Screens
from tests.support.story_follow_up import called, released
from tests.walk.desk import everybody, is_not_in_now, line_of, reads_in_now, says_why, told_of
from tests.walk.the_book import no_act, one_case

pytestmark = pytest.mark.django_db(transaction=True)

CALL = "跟踪回访"
SAID = {
    "车辆使用情况": "刹车不抖了",
    "对服务的评价": "满意",
    "评分": "5",
    "用车建议": "前三百公里避免急刹",
}
OFFER = "冬季免费检测"
TOO_EARLY = ".call-sheet .too-early"
LEAD = "公司另有两台车要换轮胎"


def out(screens: Screens, now: str = "2026-11-26 10:00") -> Visit:
    """Let a car out on Monday at 14:34; it is Thursday at ten."""
    visit = released(everybody(screens), clock("2026-11-23 08:30"))
    screens["li"].clock.set(now)
    return visit


def phones(li: Screen, visit: Visit) -> None:
    """Open the call with its sheet."""
    li.opens(f"/visits/{visit.pk}/?act=follow-up")


def opens_more(li: Screen) -> None:
    """Open offers, demand heard and complaint, if they are shut."""
    more = li.page.locator("details.more").first
    if more.get_attribute("open") is None:
        more.locator("summary").click()


def test_15_1_every_car_has_the_day_of_its_next_call(screens: Screens) -> None:
    """下次跟踪日期写成今天不行；到了那天，回访里又列出来。"""
    visit = out(screens)
    li = screens["li"]
    phones(li, visit)
    said = li.is_held_up(CALL, SAID | {"下次跟踪日期": "2026-11-26"})
    assert "下次跟踪日期须在今天之后" in said
    li.keeps_a_picture("15.1-wrong")
    li.presses(CALL, {"下次跟踪日期": "2026-12-10"})
    li.opens("/calls/")
    li.reads("12-10")
    li.keeps_a_picture("15.1-right")
    li.clock.set("2026-12-10 09:00")
    li.opens("/calls/")
    li.reads("定期跟踪", ".call-row")
    li.reads("第 15 条 1 款", ".call-row")
    li.keeps_a_picture("15.1-due")


def test_15_2_the_first_call_falls_between_two_days_and_a_week(screens: Screens) -> None:
    """出厂两天内打：打之前就写明不算、几时起算；打了记“打早了”，还欠着；满两天再打，做到。"""
    visit = out(screens, "2026-11-24 10:00")
    li, he = screens["li"], screens["he"]
    phones(li, visit)
    li.reads("出厂满两天后打的才算首次跟踪，现在打了不算。11-25 14:34 起算", TOO_EARLY)
    li.reads("第 15 条 2 款", TOO_EARLY)
    li.keeps_a_picture("15.2-early")
    li.presses(CALL, SAID)
    phones(li, visit)
    li.reads("打早了，首次跟踪从 11-25 14:34 起算", ".call-sheet .facts")
    li.keeps_a_picture("15.2-early-recorded")
    li.opens(f"/files/{visit.vehicle_id}/")
    li.reads("打早了，首次跟踪从 11-25 14:34 起算")
    li.keeps_a_picture("15.2-early-on-file")
    li.clock.set("2026-11-26 10:00")
    assert reads_in_now(li, CALL, "第 15 条 2 款", "还有") == "blue"
    li.keeps_a_picture("15.2-due")
    li.takes_up(CALL, "A12345")
    assert li.page.locator(TOO_EARLY).count() == 0
    li.presses(CALL, SAID)
    is_not_in_now(li, CALL)
    he.clock.set("2026-11-30 15:00")
    assert "做到" in told_of(he, "15.2")[0]
    he.keeps_a_picture("15.2-right")


def test_15_2_after_a_week_it_is_late(screens: Screens) -> None:
    """过了一周没打：在办里红，打了也记逾期。"""
    out(screens, "2026-12-01 10:00")
    li, he = screens["li"], screens["he"]
    assert reads_in_now(li, CALL, "第 15 条 2 款", "已过") == "red"
    li.keeps_a_picture("15.2-late")
    li.takes_up(CALL, "A12345")
    li.presses(CALL, SAID)
    assert "逾期" in told_of(he, "15.2")[0]


def test_15_2_nobody_reached_is_tried_again(screens: Screens) -> None:
    """没打通：写明原因，再打的时间须在以后；这一次不算打过，还欠着。"""
    visit = out(screens)
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/?act=try-follow-up")
    said = li.is_held_up("记录未通", {"未通原因": "无人接听", "再打时间": "2026-11-26 09:00"})
    assert "再打的时间须在现在之后" in said
    late = li.is_held_up("记录未通", {"再打时间": "2026-12-02 09:00"})
    assert "首次跟踪须在 11-30 14:34 前" in late
    li.keeps_a_picture("15.2-wrong-again")
    li.presses("记录未通", {"再打时间": "2026-11-27 10:00"})
    li.opens("/calls/")
    li.reads("无人接听", ".call-row")
    li.keeps_a_picture("15.2-tried")
    assert line_of(li, CALL).count() == 1


def test_15_3_both_questions_are_asked(screens: Screens) -> None:
    """用车情况和评价，少问一样记不上，填的还在；两样都问了才记。"""
    visit = out(screens)
    li = screens["li"]
    screens["sun"].may_not(f"/visits/{visit.pk}/follow-up/")
    phones(li, visit)
    said = li.is_held_up(CALL, SAID | {"车辆使用情况": "", "对服务的评价": ""})
    assert "车辆使用情况" in said
    assert "对服务的评价" in said
    li.keeps_a_picture("15.3-wrong")
    li.presses(CALL, SAID)
    li.keeps_a_picture("15.3-right")
    call = FollowUp.objects.get()
    assert (call.usage, call.opinion, call.score) == ("刹车不抖了", "满意", 5)


def test_15_4_advice_is_given(screens: Screens) -> None:
    """没写给了什么建议不收；说词在页面上，没说的记未说。"""
    visit = out(screens)
    li = screens["li"]
    phones(li, visit)
    li.reads("顺便提醒您一点用车和保养的常识", '.say:has(a.clause[href$="#c15.4"])')
    assert "用车建议" in li.is_held_up(CALL, SAID | {"用车建议": ""})
    li.keeps_a_picture("15.4-wrong")
    li.says()
    li.presses(CALL, SAID)
    one_case(li, "15.4", "A12345", "已说")
    li.keeps_a_picture("15.4-right")


def test_15_5_a_known_service_is_told(screens: Screens) -> None:
    """下次保养已知，日期、里程都要提醒；删掉一样，记不上。"""
    visit, li = out(screens), screens["li"]
    known = {"next_service_on": clock("2027-05-22 00:00").date(), "next_service_km": 56210}
    called(visit, li.person.staff, clock("2026-11-25 16:00"), **known)
    phones(li, visit)
    assert "下次保养日期已知（2027-05-22）" in li.is_held_up(CALL, SAID | {"下次保养日期": ""})
    assert "下次保养里程已知（56210 km）" in li.is_held_up(
        CALL, {"下次保养日期": "2027-05-22", "下次保养里程": ""}
    )
    assert "这个保养日期已过" in li.is_held_up(
        CALL, {"下次保养日期": "2026-11-25", "下次保养里程": "56210"}
    )
    li.keeps_a_picture("15.5-wrong")
    li.fills({"下次保养日期": "2027-05-22"})
    li.presses(CALL, {"下次保养里程": "56210"})
    li.keeps_a_picture("15.5-right")
    assert FollowUp.objects.latest("pk").next_service_km == 56210


def test_15_6_an_offer_needs_consent(screens: Screens) -> None:
    """客户没同意，优惠不能介绍：先问，同意了才记；收回同意之后又不能介绍。"""
    visit = out(screens)
    li = screens["li"]
    phones(li, visit)
    opens_more(li)
    li.reads("欢迎随时与我们联系", '.say:has(a.clause[href$="#c15.6"])')
    assert "客户未同意接收优惠" in li.is_held_up(CALL, SAID | {"介绍的服务或优惠": OFFER})
    li.keeps_a_picture("15.6-wrong")
    li.page.locator("form[data-main] [name=consent][value=agreed]").check(force=True)
    li.presses(CALL)
    li.keeps_a_picture("15.6-right")
    assert FollowUp.objects.get().offer == OFFER
    one_case(li, "15.6", "A12345", "未说")


def test_15_7_calls_are_recorded_and_counted(screens: Screens) -> None:
    """没有记录，这个月的回访数是零；记了一次，统计里就是一次，评分也在。"""
    visit = out(screens)
    li = screens["li"]
    li.opens("/calls/")
    li.reads("第 15 条 7 款")
    counted = li.page.locator("//dt[normalize-space()='通话']/following-sibling::dd[1]")
    assert counted.first.inner_text() == "0"
    li.keeps_a_picture("15.7-none")
    phones(li, visit)
    assert li.is_held_up(CALL)
    li.presses(CALL, SAID)
    li.opens("/calls/")
    assert counted.first.inner_text() == "1"
    li.reads("5.0")
    li.keeps_a_picture("15.7-right")


def test_15_8_the_call_ends_with_thanks(screens: Screens) -> None:
    """致谢的话在页面上：没说照样记，规章页上记未说；再打时说了，记已说。"""
    visit = out(screens)
    li = screens["li"]
    phones(li, visit)
    li.reads("非常感谢合作", '.say:has(a.clause[href$="#c15.8"])')
    li.presses(CALL, SAID)
    one_case(li, "15.8", "A12345", "未说")
    phones(li, visit)
    li.says()
    li.presses(CALL, SAID)
    one_case(li, "15.8", "A12345", "已说")
    li.keeps_a_picture("15.8-right")


def test_15_9_who_named_hours_is_called_then(screens: Screens) -> None:
    """客户说下午四点半以后方便：上午打不收，也不许记未通；到点打，记上。"""
    visit = out(screens)
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/?act=note-call-hours")
    assert li.is_held_up("记下方便时间", {"从": "18:00", "到": "16:30"})
    li.keeps_a_picture("15.9-wrong-hours")
    li.presses("记下方便时间", {"从": "16:30", "到": "18:00"})
    phones(li, visit)
    assert "客户方便的时间是 16:30 至 18:00" in li.is_held_up(CALL, SAID)
    assert "客户方便的时间" in says_why(li, "15.9")
    li.keeps_a_picture("15.9-wrong")
    assert li.is_refused(f"/visits/{visit.pk}/try-follow-up/", why="无人接听") == {"15.9"}
    li.opens("/calls/")
    li.reads("现在不方便", ".call-row")
    li.clock.set("2026-11-26 16:40")
    phones(li, visit)
    li.presses(CALL, SAID)
    li.keeps_a_picture("15.9-right")


def test_15_9_who_wants_no_calls_is_left_in_peace(screens: Screens) -> None:
    """客户不愿接电话：写下原话，从此没有打电话的办法；旧页面再记也不收。"""
    visit = out(screens)
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/?act=decline-calls")
    assert li.is_held_up("记下不再致电", {"客户原话": ""})
    li.presses("记下不再致电", {"客户原话": "别再打了"})
    is_not_in_now(li, CALL)
    li.opens(f"/visits/{visit.pk}/")
    no_act(li, CALL)
    stale = {"usage": "好", "opinion": "好", "score": "5", "advice": "慢行"}
    assert "15.9" in li.is_refused(f"/visits/{visit.pk}/try-follow-up/", why="无人接听")
    assert "15.9" in li.is_refused(f"/visits/{visit.pk}/follow-up/", **stale)
    assert "客户不愿再接电话" in says_why(li, "15.9")
    li.keeps_a_picture("15.9-peace")


def test_15_10_the_sheet_is_read_before_the_call(screens: Screens) -> None:
    """没看准备单就记的不收；准备单就在这一页，看过再按一次就记上。"""
    visit = out(screens)
    li = screens["li"]
    stale = {"usage": "好", "opinion": "好", "score": "5", "advice": "慢行"}
    assert li.is_refused(f"/visits/{visit.pk}/follow-up/", **stale) == {"15.10"}
    assert "准备单已在本页" in says_why(li, "15.10")
    for prepared in ("138 0000 2207", "陈静", "按时交车"):
        li.reads(prepared, ".call-sheet")
    li.keeps_a_picture("15.10-wrong")
    li.presses(CALL)
    li.keeps_a_picture("15.10-right")
    assert FollowUp.objects.get().sheet_opened_at == clock("2026-11-26 10:00")


def test_15_11_what_was_heard_reaches_the_manager(screens: Screens) -> None:
    """听到的需求记下来，当天报主管：写空不收，接待员不能代阅；主管当天答了，算做到。"""
    visit = out(screens)
    li, he = screens["li"], screens["he"]
    li.opens(f"/visits/{visit.pk}/?act=note-lead")
    assert li.is_held_up("记下潜在需求", {"了解到的情况": ""})
    li.keeps_a_picture("15.11-wrong")
    li.presses("记下潜在需求", {"了解到的情况": LEAD})
    li.may_not(f"/visits/{visit.pk}/read-lead/")
    assert reads_in_now(he, "主管阅", "第 15 条 11 款", "还有") in {"blue", "amber"}
    he.keeps_a_picture("15.11-due")
    he.takes_up("主管阅", "A12345")
    he.reads(LEAD)
    assert he.is_held_up("主管阅", {"怎么办": ""})
    he.presses("主管阅", {"怎么办": "请李雯报团购价"})
    li.opens("/calls/")
    li.reads(LEAD, ".answered")
    li.keeps_a_picture("15.11-right")
    assert "做到" in told_of(he, "15.11")[0]


def test_15_11_read_the_next_day_it_is_late(screens: Screens) -> None:
    """第二天才阅：在办里红，记逾期。"""
    visit = out(screens)
    li, he = screens["li"], screens["he"]
    commands.note_lead(visit, words=LEAD, by=li.person.staff, at=li.clock.at)
    he.clock.set("2026-11-27 09:00")
    assert reads_in_now(he, "主管阅", "第 15 条 11 款", "已过") == "red"
    he.keeps_a_picture("15.11-late")
    he.takes_up("主管阅", "A12345")
    he.presses("主管阅", {"怎么办": "请李雯报团购价"})
    assert "逾期" in told_of(he, "15.11")[0]
