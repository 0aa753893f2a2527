"""Article 17 on the screen: the figures of week and month, analysed, submitted and read."""

import pytest
from playwright.sync_api import expect

from jieche.delivery import till
from jieche.journal.queries import latest_document
from jieche.reports.models import Report
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.support.story_delivery import a_car_to_be_paid
from tests.walk.desk import everybody
from tests.walk.the_book import cases_of, one_case

pytestmark = pytest.mark.django_db(transaction=True)

WEEK = "/reports/week/2026-11-22/"
SATURDAY = "2026-11-28 17:00"
SUBMIT, ANALYSE = "报送", "写月统计分析"


def a_car_paid_and_one_owing(screens: Screens) -> Visit:
    """Bring two cars of 608.00 yuan each to their end: one paid, one with 100.00 of it paid."""
    people = everybody(screens)
    paid = a_car_to_be_paid(people, clock("2026-11-24 08:30"))
    till.take_payment(paid, amount_fen=60800, mode="wechat", by=people["zhao"],
                      at=clock("2026-11-24 14:00"))  # fmt: skip
    owing = a_car_to_be_paid(people, clock("2026-11-25 08:30"), plate="沪C7K318")
    at = clock("2026-11-25 14:00")
    till.take_payment(owing, amount_fen=10000, mode="cash", by=people["zhao"], at=at)
    till.approve_credit(owing, due_on=clock("2026-12-20 10:00").date(), reason="月结客户",
                        by=people["jing"], at=at)  # fmt: skip
    till.close_settlement(owing, by=people["zhao"], at=at)
    return paid


def now_lines(screens: Screens, who: str, report: str) -> str:
    """Open Now; return what is owed of a report."""
    screens[who].opens("/")
    lines = screens[who].page.locator(".now-item").filter(has_text=report)
    return " ".join(lines.all_inner_texts())


def test_17_1_each_figure_opens_the_orders_it_is_summed_from(screens: Screens) -> None:
    """数字点得开，一张一张对得上；想手填，页上没有格子，硬发过来的也不进账。"""
    a_car_paid_and_one_owing(screens)
    li = screens["li"]
    li.clock.set(SATURDAY)
    li.opens(WEEK)
    assert li.page.locator("main .figures.big input, main .figures-table input").count() == 0
    assert li.page.locator('section:has-text("按维修类别") a.clause').first.inner_text()
    li.keeps_a_picture("17.1-wrong")
    for figure in ("进厂", "结算"):
        li.opens(WEEK)
        term = li.page.locator(".figures.big > div").filter(has_text=figure).first
        number = int(term.locator("a").inner_text())
        term.locator("a").click()
        li.page.wait_for_url("**/reports/week/2026-11-22/*/")
        assert li.page.locator(".rows-table tbody tr").count() == number == 2
    li.keeps_a_picture("17.1-right")
    li.follows("沪C7K318")
    li.reads("608.00")
    # A made-up figure sent with the press is not looked at.
    report = Report.objects.get(length="week")
    li.opens(WEEK)
    post = """([to]) => fetch(to, {method: "POST", body: new URLSearchParams({
        cars_in: "999", csrfmiddlewaretoken:
            document.querySelector("[name=csrfmiddlewaretoken]").value})}).then((a) => a.status)"""
    assert li.page.evaluate(post, [f"/reports/{report.pk}/submit-report/"]) == 200
    paper = latest_document(report.matter, "report")
    assert paper is not None
    assert "999" not in paper.content


def test_17_2_what_does_not_tally_is_shown_and_not_submitted(screens: Screens) -> None:
    """营业收入要等于实收加欠收变动；有人绕过系统改了一笔收款，当场对不上，报不出去。"""
    visit = a_car_paid_and_one_owing(screens)
    li = screens["li"]
    li.clock.set(SATURDAY)
    visit.payments.update(amount_fen=50000)  # behind the back of the house
    li.takes_up(SUBMIT, "周报 2026-11-22")
    li.reads("对不上", "#tally")
    li.reads("108.00", "#tally")
    assert "对不上" in li.is_held_up(SUBMIT)
    assert li.page.locator('.missing a.clause[href$="#c17.2"]').count() == 1
    li.keeps_a_picture("17.2-wrong")
    visit.payments.update(amount_fen=60800)
    li.opens(WEEK)
    for told in ("对得上", "1,216.00", "708.00", "508.00"):
        li.reads(told, "#tally")
    li.keeps_a_picture("17.2-right")
    li.presses(SUBMIT)
    li.reads("已报送")
    li.page.go_back()
    li.opens(WEEK)  # what lies behind does not offer it a second time
    assert li.page.get_by_role("button", name=SUBMIT).count() == 0


def test_17_3_a_month_is_not_submitted_without_its_analysis(screens: Screens) -> None:
    """月报先写分析；数字说明什么、要采取的措施，一样不能空。"""
    a_car_paid_and_one_owing(screens)
    li = screens["li"]
    li.clock.set("2026-11-30 16:00")
    li.takes_up(SUBMIT, "月报")
    month = Report.objects.get(length="month")
    assert li.is_refused(f"/reports/{month.pk}/submit-report/") == {"17.3"}
    li.keeps_a_picture("17.3-wrong")
    li.mends(ANALYSE)
    for told in ("上月", "去年同月", "无数据"):  # the shop's first month: no nought is invented
        li.reads(told, "#compared")
    li.is_held_up(ANALYSE, {"数字说明什么": "小修两台，一台挂账"})
    li.presses(ANALYSE, {"要采取的措施": "挂账到期前三天提醒客户"})
    li.turns_to(SUBMIT)
    li.presses(SUBMIT)
    li.reads("已报送")
    li.reads("小修两台，一台挂账")
    li.keeps_a_picture("17.3-right")


def test_17_4_the_three_posts_read_it_the_same_day(screens: Screens) -> None:
    """报出去，财务、分管经理、经理当日阅；不该报的人报不了，阅晚了记逾期。"""
    li, zhao, he, jing = (screens[who] for who in ("li", "zhao", "he", "jing"))
    li.clock.set(SATURDAY)
    li.takes_up(SUBMIT, "周报 2026-11-22")
    report = Report.objects.get(length="week")
    zhao.may_not(f"/reports/{report.pk}/submit-report/")
    li.presses(SUBMIT)
    li.reads("未阅")
    paper = latest_document(report.matter, "report")
    assert paper is not None
    for who, status in (("zhao", 200), ("wang", 404)):  # who may not see the figures, nor on paper
        assert screens[who].person.client.get(f"/papers/{paper.pk}.pdf").status_code == status
    assert "第 17 条 4 款" in now_lines(screens, "jing", "周报")
    for reader in (zhao, he):
        reader.opens(WEEK)
        reader.presses("阅")
    assert "阅" in now_lines(screens, "jing", "周报")  # the manager has not read it
    jing.clock.set("2026-11-30 09:00")
    assert "已过" in now_lines(screens, "jing", "周报")
    jing.keeps_a_picture("17.4-wrong")
    jing.opens(WEEK)
    jing.presses("阅")
    one_case(jing, "17.4", "周报", "逾期")
    jing.keeps_a_picture("17.4-late")

    # The Monday's report is read the same evening: kept.
    li.clock.set("2026-11-30 17:00")
    li.takes_up(SUBMIT, "日报 2026-11-30")
    li.presses(SUBMIT)
    for reader in (zhao, he, jing):
        reader.opens("/reports/day/2026-11-30/")
        reader.presses("阅")
    jing.keeps_a_picture("17.4-right")
    one_case(jing, "17.4", "日报", "做到")


def test_17_5_daily_and_weekly_report_before_leaving(screens: Screens) -> None:
    """日报、周报，周六下班前报；过了点，“现在”里红着，报了也记逾期。"""
    li = screens["li"]
    li.clock.set(SATURDAY)
    assert "还有 1 小时" in now_lines(screens, "li", "周报 2026-11-22")
    li.takes_up(SUBMIT, "周报 2026-11-22")
    li.presses(SUBMIT)
    li.keeps_a_picture("17.5-right")
    one_case(li, "17.5", "周报", "做到")
    li.clock.set("2026-11-28 18:20")
    words = now_lines(screens, "li", "日报 2026-11-28")
    assert "已过 20 分" in words
    assert "第 17 条 5 款" in words
    li.keeps_a_picture("17.5-wrong")
    li.takes_up(SUBMIT, "日报 2026-11-28")
    li.presses(SUBMIT)
    one_case(li, "17.5", "日报", "逾期")
    li.keeps_a_picture("17.5-late")


def test_17_5_a_shop_may_switch_it_off_with_a_reason_and_on_again(screens: Screens) -> None:
    """原文残缺处的条款，本店可以停用，写明理由；停用期间不催报，恢复后照催。"""
    jing, li = screens["jing"], screens["li"]
    jing.clock.set(SATURDAY)
    page = "/reports/settings/"
    jing.opens(page)
    row = jing.page.locator("form#c17\\.5")
    row.get_by_role("button").click()
    jing.page.wait_for_load_state()
    expect(jing.page.locator("form#c17\\.5 .errors")).to_be_in_viewport()
    jing.keeps_a_picture("17.5-off-without-a-reason")
    li.may_not(page)
    jing.page.locator("form#c17\\.5 [name=why]").fill("只有一家店，当面说")
    jing.page.locator("form#c17\\.5").get_by_role("button").click()
    jing.page.wait_for_load_state()
    assert "只有一家店，当面说" in jing.page.locator("form#c17\\.5").inner_text()
    jing.keeps_a_picture("17.5-off")
    assert "第 17 条 5 款" not in now_lines(screens, "li", "周报")
    li.opens("/rulebook/17.5/")
    li.reads("只有一家店，当面说")
    jing.clock.set("2026-11-28 17:10")
    jing.opens(page)
    jing.page.locator("form#c17\\.5").get_by_role("button").click()
    jing.page.wait_for_load_state()
    history = jing.page.locator("form#c17\\.5 .switches li").all_inner_texts()
    assert ["恢复执行" in history[0], "2026-11-28 17:10" in history[0]] == [True, True], history
    assert "只有一家店，当面说" in history[1]  # switched on again, it is not forgotten
    jing.keeps_a_picture("17.5-on-again")
    jing.page.go_back()
    jing.opens(page)
    assert jing.page.locator("form#c17\\.5 .switches li").count() == 2
    jing.clock.set("2026-11-30 09:00")
    assert "第 17 条 5 款" in now_lines(screens, "li", "日报 2026-11-30")


def test_17_6_a_report_is_locked_and_complete(screens: Screens) -> None:
    """期间未完报不了；报了就锁住，再报不行；报后补的账另列在旁。"""
    a_car_paid_and_one_owing(screens)
    li, zhao = screens["li"], screens["zhao"]
    li.clock.set(SATURDAY)
    li.opens("/")  # opens the week
    report = Report.objects.get(length="week")
    li.clock.set("2026-11-27 17:00")
    assert "17.6" in li.is_refused(f"/reports/{report.pk}/submit-report/")
    li.keeps_a_picture("17.6-wrong")
    switched = screens["jing"]
    switched.opens("/reports/settings/")
    for words in ("由总部统一汇总", ""):  # off: nothing is refused for its sake; on again: it is
        row = switched.page.locator("form#c17\\.6")
        if words:
            row.locator("[name=why]").fill(words)
        row.get_by_role("button").click()
        switched.page.wait_for_load_state()
        if words:
            li.opens(WEEK)
            assert li.page.locator('a.clause[href$="#c17.6"]').count() == 0
            switched.opens("/reports/settings/")
    li.opens(WEEK)
    assert li.page.locator('a.clause[href$="#c17.6"]').count() == 1
    assert "17.6" in li.is_refused(f"/reports/{report.pk}/submit-report/")
    li.clock.set(SATURDAY)
    li.opens(WEEK)
    li.presses(SUBMIT)
    owing = Visit.objects.get(vehicle__plate="沪C7K318")
    till.take_payment(owing, amount_fen=50800, mode="card", by=zhao.person.staff,
                      at=clock("2026-11-28 17:30"))  # fmt: skip
    li.clock.set("2026-11-28 17:40")
    li.opens(WEEK)
    li.reads("508.00", "#corrections")
    assert li.page.get_by_role("button", name=SUBMIT).count() == 0
    li.keeps_a_picture("17.6-right")
    li.is_refused(f"/reports/{report.pk}/submit-report/")
    assert cases_of(li, "17.6") == []
