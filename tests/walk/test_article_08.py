"""Article 8 on the screen: what a car needs before the workshop takes it, and who takes it."""

import pytest

from jieche.journal.queries import latest_document, signatures_under
from jieche.shop.models import Team
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands as workshop
from jieche.workshop.models import WorkshopReceipt
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.support.story_checkin import all_but_complete, handed_in, ready_for_the_workshop
from tests.support.story_estimate import BRAKES, PADS, a_car_in_negotiation, signed
from tests.support.story_repair import agreed, reported
from tests.walk.desk import is_not_in_now, reads_in_now, says_why
from tests.walk.the_book import one_case

pytestmark = pytest.mark.django_db(transaction=True)

TIDY, REFER, ASSIGN = "清理维修单", "多组交车间派工", "派工"
ASK, NO_WASH, WASHED, BACK, TAKE = "通知洗车", "不洗车", "洗完", "洗后交还", "车间接车"


def seen_off(screens: Screens) -> Visit:
    """Bring a car to where its customer has gone, at 8:21."""
    li = screens["li"]
    at = clock("2026-11-23 08:10")
    visit = signed(a_car_in_negotiation(li.person.staff, at), li.person.staff, at, (BRAKES, PADS))
    handed_in(visit, li.person.staff, clock("2026-11-23 08:20"))
    li.clock.set("2026-11-23 08:25")
    return visit


def ready(screens: Screens) -> Visit:
    """Bring a car to where the workshop may take it in."""
    visit = seen_off(screens)
    ready_for_the_workshop(visit, screens["li"].person.staff, clock("2026-11-23 08:25"))
    screens["li"].clock.set("2026-11-23 08:34")
    return visit


def barred(screens: Screens, visit: Visit, clause: str) -> str:
    """Let the dispatcher try to take the car in; return why it is refused by the clause."""
    sun = screens["sun"]
    reasons = sun.is_refused(
        f"/visits/{visit.pk}/take-into-workshop/", received_at="2026-11-23T08:20:00+08:00",
        signature_signer="孙师傅", signature_typed="孙师傅",
    )  # fmt: skip
    assert clause in reasons, reasons
    return says_why(sun, clause)


def test_8_1_the_order_is_tidied_as_soon_as_the_customer_has_gone(screens: Screens) -> None:
    """客户一走就理单：十分钟，过了就红；没理，车间不收。"""
    visit = seen_off(screens)
    assert TIDY in barred(screens, visit, "8.1")
    li = screens["li"]
    screens["sun"].keeps_a_picture("8.1-refused")
    assert reads_in_now(li, TIDY, "第 8 条 1 款", "还有 6 分") != "red"
    li.clock.set("2026-11-23 08:36")
    assert reads_in_now(li, TIDY, "第 8 条 1 款", "已过 5 分") == "red"
    li.keeps_a_picture("8.1-wrong")
    li.takes_up(TIDY, "A12345")
    li.presses(TIDY)
    is_not_in_now(li, TIDY)
    one_case(li, "8.1", "A12345", "逾期")
    li.keeps_a_picture("8.1-right")


def test_8_2_the_reports_stand_by_the_order_alone(screens: Screens) -> None:
    """车一进车间，日报周报自己就有它；报表上没有可以另填的地方。"""
    visit = seen_off(screens)
    li, sun = screens["li"], screens["sun"]
    page = "/reports/day/2026-11-23/"
    li.opens(f"/visits/{visit.pk}/?act=tidy-order")
    assert li.page.locator('.act-open a.clause[href$="#c8.2"]').count() == 1
    ready_for_the_workshop(visit, li.person.staff, li.clock.at)
    li.clock.set("2026-11-23 08:34")
    li.opens(page)
    assert li.page.locator(".figures.big dd").first.inner_text() == "0"
    sun.opens(f"/visits/{visit.pk}/")
    sun.turns_to(TAKE)
    sun.signs()
    sun.presses(TAKE)
    li.opens(page)
    assert li.page.locator(".figures.big dd").first.inner_text() == "1"
    assert li.page.locator("main .figures input, main .figures-table input").count() == 0
    li.keeps_a_picture("8.2-right")


def test_8_3_one_team_is_receptions_several_are_the_dispatchers(screens: Screens) -> None:
    """没有作业组，车间不收；多组的交车间派工，漏一项派不了，没派不能开工。"""
    visit = seen_off(screens)
    li, sun, wang = screens["li"], screens["sun"], screens["wang"]
    Staff.objects.filter(pk=wang.person.staff.pk).update(team=Team.objects.all()[0])
    barred(screens, visit, "8.3")
    sun.keeps_a_picture("8.3-refused")
    sun.may_not(f"/visits/{visit.pk}/set-team/")
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to(TIDY)
    li.presses(TIDY)
    li.turns_to(REFER)
    li.presses(REFER)
    li.may_not(f"/visits/{visit.pk}/assign-teams/")
    workshop.decline_wash(visit, reason="雨天", by=li.person.staff, at=li.clock.at)
    workshop_takes(screens, visit)
    assert ASSIGN in _started(screens, visit)
    wang.keeps_a_picture("8.3-wrong")
    sun.opens(f"/visits/{visit.pk}/")
    sun.turns_to(ASSIGN)
    nobody = """form => { for (const one of form.querySelectorAll("[type=radio]"))
        one.checked = false; for (const one of form.querySelectorAll("select"))
        one.selectedIndex = -1; }"""
    sun.form.evaluate(nobody)
    assert "作业组" in sun.is_held_up(ASSIGN)
    sun.opens(f"/visits/{visit.pk}/")
    sun.turns_to(ASSIGN)
    sun.presses(ASSIGN)
    sun.keeps_a_picture("8.3-right")
    wang.opens(f"/visits/{visit.pk}/")
    wang.turns_to("开工")
    wang.presses("开工")


def test_8_3_a_supplement_has_its_team_before_it_is_started(screens: Screens) -> None:
    """增项单上不写作业组，增项开不了工，手机上也说明白；车间主管派了才行。"""
    visit = ready(screens)
    li, sun, wang = screens["li"], screens["sun"], screens["wang"]
    Staff.objects.filter(pk=wang.person.staff.pk).update(team=Team.objects.all()[0])
    workshop_takes(screens, visit)
    at = clock("2026-11-23 08:50")
    one = agreed(reported(visit, wang.person.staff, at), li.person.staff, at)
    li.clock.set("2026-11-23 08:55")
    li.opens(f"/visits/{visit.pk}/?step=repair")
    li.turns_to("交增项单")
    assert li.form.get_by_label("机电一组").is_checked()  # it has the car, and may have this too
    li.keeps_a_picture("8.3-sheet")
    li.presses("交增项单", {"作业组": "交车间主管派工"})
    wang.clock.set("2026-11-23 09:00")
    wang.opens("/workshop/mine/")
    wang.reads("还没有作业组，等车间主管派工")
    wang.keeps_a_picture("8.3-mine")
    assert wang.is_refused(f"/supplements/{one.pk}/start-supplement/") == {"8.3"}
    assert "更换右前减振器" in says_why(wang, "8.3")
    wang.keeps_a_picture("8.3-supplement")
    sun.clock.set("2026-11-23 09:02")
    assert sun.is_refused(f"/supplements/{one.pk}/start-supplement/") == {"8.3"}
    sun.mends(ASSIGN)
    sun.presses(ASSIGN)
    wang.opens("/workshop/mine/")
    wang.presses("增项开工")


def _started(screens: Screens, visit: Visit) -> str:
    wang = screens["wang"]
    assert "8.3" in wang.is_refused(f"/visits/{visit.pk}/start-work/")
    return says_why(wang, "8.3")


def workshop_takes(screens: Screens, visit: Visit) -> None:
    """Let the dispatcher sign for the car."""
    sun = screens["sun"]
    sun.clock.set("2026-11-23 08:41")
    sun.opens(f"/visits/{visit.pk}/")
    sun.turns_to(TAKE)
    sun.signs()
    sun.presses(TAKE)


def test_8_4_the_car_is_washed_or_it_says_why_not(screens: Screens) -> None:
    """没叫洗车，车间不收；不洗的，写理由。"""
    visit = seen_off(screens)
    li = screens["li"]
    barred(screens, visit, "8.4")
    li.opens(f"/visits/{visit.pk}/?act=decline-wash")
    assert "理由" in li.is_held_up(NO_WASH)
    li.keeps_a_picture("8.4-wrong")
    li.presses(NO_WASH, {"不洗的理由": "雨雪天"})
    li.keeps_a_picture("8.4-right")
    reasons = screens["sun"].is_refused(f"/visits/{visit.pk}/take-into-workshop/",
                                        received_at="2026-11-23T08:20:00+08:00",
                                        signature_signer="孙", signature_typed="孙")  # fmt: skip
    assert "8.4" not in reasons


def test_8_5_the_washed_car_comes_back_at_once(screens: Screens) -> None:
    """洗完十分钟内交还；没交还，车间不收，过了就红。"""
    visit = seen_off(screens)
    li, wu = screens["li"], screens["wu"]
    workshop.ask_wash(visit, by=li.person.staff, at=li.clock.at)
    wu.clock.set("2026-11-23 08:40")
    wu.opens("/workshop/wash/")
    wu.page.get_by_role("button", name=WASHED).first.click()
    wu.page.wait_for_load_state()
    wu.keeps_a_picture("8.5-washed")
    assert BACK in barred(screens, visit, "8.4")
    wu.clock.set("2026-11-23 08:45")
    assert reads_in_now(wu, BACK, "第 8 条 5 款", "还有 5 分") != "red"
    wu.clock.set("2026-11-23 08:57")
    assert reads_in_now(wu, BACK, "第 8 条 5 款", "已过 7 分") == "red"
    wu.keeps_a_picture("8.5-wrong")
    wu.takes_up(BACK, "A12345")
    wu.presses(BACK)
    one_case(li, "8.5", "A12345", "逾期")
    li.keeps_a_picture("8.5-right")


def test_8_6_the_order_goes_with_the_car(screens: Screens) -> None:
    """接车栏就在维修单上：没有签过的单子，车间没有可接的车。"""
    li, sun = screens["li"], screens["sun"]
    unsigned = a_car_in_negotiation(li.person.staff, clock("2026-11-23 08:10"))
    li.clock.set("2026-11-23 08:20")
    reasons = sun.is_refused(f"/visits/{unsigned.pk}/take-into-workshop/",
                             received_at="2026-11-23T08:20:00+08:00",
                             signature_signer="孙", signature_typed="孙")  # fmt: skip
    assert reasons == {"8.6"}
    assert not WorkshopReceipt.objects.exists()
    sun.keeps_a_picture("8.6-wrong")


def test_8_6_car_key_and_order_are_taken_over_together(screens: Screens) -> None:
    """车、钥匙、维修单一并接收，单号就是这张维修单。"""
    visit = ready(screens)
    sun = screens["sun"]
    sun.opens(f"/visits/{visit.pk}/")
    sun.turns_to(TAKE)
    sun.reads("车、钥匙和进厂维修单一并接收")
    sun.signs()
    sun.presses(TAKE)
    assert WorkshopReceipt.objects.get().order == visit.order
    sun.keeps_a_picture("8.6-right")


def test_8_7_the_receiver_signs_in_his_box(screens: Screens) -> None:
    """只有车间主管接得了；框空着，不算签；签了，单上有名字。"""
    visit = ready(screens)
    sun = screens["sun"]
    for who in ("li", "wang", "zhao"):
        screens[who].may_not(f"/visits/{visit.pk}/take-into-workshop/")
    sun.opens(f"/visits/{visit.pk}/")
    sun.turns_to(TAKE)
    assert "签" in sun.is_held_up(TAKE)
    sun.keeps_a_picture("8.7-wrong")
    sun.signs()
    sun.presses(TAKE)
    paper = latest_document(visit.matter, "order")
    assert paper is not None
    assert "孙师傅" in [one.words for one in signatures_under(paper)]
    assert WorkshopReceipt.objects.get().receiver == sun.person.staff
    sun.keeps_a_picture("8.7-right")


def test_8_8_the_time_of_receipt_is_exact_to_ten_minutes(screens: Screens) -> None:
    """只有整十分可选；硬发 08:33 过来，不收，话说在那一栏旁边。"""
    visit = ready(screens)
    sun = screens["sun"]
    sun.opens(f"/visits/{visit.pk}/")
    sun.turns_to(TAKE)
    offered = sun.form.get_by_label("接车时间").locator("option").all_inner_texts()
    assert offered
    assert all(each.endswith("0") for each in offered)
    odd = """select => { const one = document.createElement("option");
        one.value = "2026-11-23T08:33:00+08:00"; one.selected = true; select.append(one); }"""
    sun.form.get_by_label("接车时间").evaluate(odd)
    sun.signs()
    assert "精确到十分钟" in sun.is_held_up(TAKE)
    field = sun.form.get_by_label("接车时间")
    beside = sun.page.locator(f"#{(field.get_attribute('aria-describedby') or '').split()[-1]}")
    assert "如 10:40" in beside.inner_text()
    sun.keeps_a_picture("8.8-wrong")
    sun.opens(f"/visits/{visit.pk}/")
    sun.turns_to(TAKE)
    sun.signs()
    sun.presses(TAKE, {"接车时间": "08:30"})
    assert WorkshopReceipt.objects.get().received_at == clock("2026-11-23 08:30")
    sun.keeps_a_picture("8.8-right")


def test_8_9_no_formality_is_left_out(screens: Screens) -> None:
    """手续没办完，一条一条列出来，没有“先进去再说”的开关。"""
    li, sun = screens["li"], screens["sun"]
    at = clock("2026-11-23 08:10")
    visit = signed(a_car_in_negotiation(li.person.staff, at), li.person.staff, at)
    all_but_complete(visit, li.person.staff, clock("2026-11-23 08:20"))
    li.clock.set("2026-11-23 08:25")
    assert "手续办完告知客户" in barred(screens, visit, "8.9")
    sun.keeps_a_picture("8.9-wrong")
    sun.opens(f"/visits/{visit.pk}/")
    assert sun.page.get_by_role("button", name=TAKE).count() == 0
    for words in ("跳过", "强制", "先进"):
        assert sun.page.get_by_text(words).count() == 0
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to("手续办完告知客户")
    li.says()
    li.presses("手续办完告知客户")
    reasons = sun.is_refused(f"/visits/{visit.pk}/take-into-workshop/",
                             received_at="2026-11-23T08:20:00+08:00",
                             signature_signer="孙", signature_typed="孙")  # fmt: skip
    assert "8.9" not in reasons
    sun.keeps_a_picture("8.9-right")
