"""The reports of a month: opened by themselves, analysed, submitted, frozen, read (article 17)."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from jieche.delivery import till
from jieche.journal.queries import breaks, latest_document
from jieche.reports.models import Report
from jieche.rulebook.words import Stage
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.support.story_delivery import a_car_to_be_paid

pytestmark = pytest.mark.django_db(transaction=True)


def some_money(screens: Screens) -> Visit:
    """Prepare a car that was paid, and one that was put on account."""
    people = {who: screens[who].person.staff for who in screens.people}
    paid = a_car_to_be_paid(people, clock("2026-11-24 08:30"))
    till.take_payment(paid, amount_fen=60800, mode="wechat", by=people["zhao"],
                      at=clock("2026-11-24 14:00"))  # fmt: skip
    owing = a_car_to_be_paid(people, clock("2026-11-25 08:30"), plate="沪C7K318")
    at = clock("2026-11-25 14:00")
    till.take_payment(owing, amount_fen=10000, mode="cash", by=people["zhao"], at=at)
    till.approve_credit(owing, due_on=clock("2026-12-20 10:00").date(), reason="月结客户",
                        by=people["jing"], at=at)  # fmt: skip
    till.close_settlement(owing, by=people["zhao"], at=at)
    return owing


def the_week(screens: Screens) -> None:
    """Saturday: the daily and the weekly report are owed, and submitted from Now."""
    li = screens["li"]
    li.clock.set("2026-11-27 10:00")
    li.opens("/reports/week/2026-11-22/")
    li.reads("本期未完")
    li.clock.set("2026-11-28 17:00")
    li.takes_up("报送", "日报 2026-11-28")
    li.presses("报送")
    li.takes_up("报送", "周报 2026-11-22")
    li.reads("1,216.00")
    li.presses("报送")
    li.keeps_a_picture("week-submitted")
    li.reads("已报送")


def test_a_month_is_closed(screens: Screens) -> None:
    """月结：日报周报按时报；月报先写分析才能报；报了就不变；各岗位阅过。"""
    owing = some_money(screens)
    the_week(screens)
    he, li = screens["he"], screens["li"]
    li.clock.set("2026-11-30 16:00")
    li.takes_up("报送", "月报")
    month = Report.objects.get(length="month")
    assert li.is_refused(f"/reports/{month.pk}/submit-report/") == {"17.3"}
    li.keeps_a_picture("month-refused")
    li.mends("写月统计分析")
    li.is_held_up("写月统计分析", {"数字说明什么": "小修两台，一台挂账"})
    li.presses("写月统计分析", {"要采取的措施": "挂账到期前三天提醒客户"})
    li.turns_to("报送")
    li.presses("报送")
    li.keeps_a_picture("month-submitted")
    paper = latest_document(month.matter, "report")
    assert paper is not None
    frozen = paper.content

    # A payment that comes in after it changes nothing in the report and is listed apart.
    zhao = screens["zhao"]
    till.take_payment(owing, amount_fen=50800, mode="card", by=zhao.person.staff,
                      at=clock("2026-11-30 17:30"))  # fmt: skip
    zhao.clock.set("2026-11-30 17:40")
    for who in ("zhao", "he", "jing"):
        reader = screens[who]
        reader.opens("/reports/")
        reader.follows("月报 2026 年 11 月", ".figures-table")
        reader.reads("508.00", "#corrections")
        reader.presses("阅")
    screens["jing"].keeps_a_picture("month-read")
    month.matter.refresh_from_db()
    assert month.matter.stands_at is Stage.SUBMITTED
    latest = latest_document(month.matter, "report")
    assert latest is not None
    assert latest.content == frozen

    # A figure is opened to its rows, a row to its car.
    he.opens("/reports/month/2026-11-01/")
    he.page.locator(".figures.big").get_by_role("link", name="1,", exact=False).first.click()
    he.page.locator(".figures-table").first.wait_for()
    file = CalamineWorkbook.from_filelike(BytesIO(he.fetches("导出 Excel")))
    head, *rows = file.get_sheet_by_name("明细").to_python()
    assert head[-1] == "金额"
    assert [row[-1] for row in rows if row[0] == "结算单"] == [608.0, 608.0]
    he.page.locator(".figures.big").get_by_role("link").nth(2).click()
    he.page.wait_for_url("**/settled/**")
    he.keeps_a_picture("month-rows")
    assert he.page.locator(".rows-table tbody tr").count() == 2
    he.follows("沪C7K318")
    he.page.wait_for_url(f"**/visits/{owing.pk}/**")
    assert list(breaks(owing.shop)) == []
