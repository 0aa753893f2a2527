"""Reports as matters: opened by the calendar, analysed, submitted, locked, read (17.3-17.6)."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from jieche.delivery import till
from jieche.journal import door
from jieche.journal.door import Refused
from jieche.journal.models import Document, Duty
from jieche.journal.queries import breaks, latest_document
from jieche.papers.press import press
from jieche.reports import commands
from jieche.reports.models import MonthlyAnalysis, Report
from jieche.reports.periods import Length, period_of
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.plate import PlateKind
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit
from tests.papers.examples import text_of
from tests.stations.reports.conftest import SATURDAY, events, opened
from tests.support.cast import clock
from tests.support.hands import Person

DAY = timedelta(days=1)


# -- opening -------------------------------------------------------------------------------------


def test_17_5_the_first_look_at_the_desk_opens_what_is_due(people: dict[str, Person]) -> None:
    people["li"].clock.set(SATURDAY)
    people["sun"].opens("/")  # the dispatcher has no right to it
    assert Report.objects.count() == 0
    people["li"].opens("/")
    assert sorted(Report.objects.values_list("number", flat=True)) == ["RB20261128", "ZB20261128"]
    people["he"].opens("/")
    people["li"].opens("/reports/")
    assert Report.objects.count() == 2


def test_17_5_the_due_hours(shop: Shop, li: Staff) -> None:
    commands.open_due(li, clock("2026-11-30 08:00"))  # the last day of the month, a Monday
    due = {duty.matter.report.number: duty.due_at for duty in Duty.objects.all()}
    evening = clock("2026-11-30 18:00")
    assert due == {"RB20261130": evening, "YB202611": evening}


def test_17_5_a_closed_last_day_moves_it_to_the_day_before(shop: Shop) -> None:
    may = period_of(Length.MONTH, date(2026, 5, 1))  # 31 May 2026 is a Sunday: closed
    assert may.due_at(hours_of(shop).desk) == clock("2026-05-30 18:00")
    assert period_of(Length.DAY, date(2026, 5, 31)).due_at(hours_of(shop).desk) is None


def test_17_5_a_day_that_nobody_looked_is_opened_late_and_stands_as_late(
    shop: Shop, li: Staff, paid: Visit
) -> None:
    commands.open_due(li, clock("2026-11-23 09:00"))
    commands.open_due(li, clock("2026-11-26 09:00"))
    days = Report.objects.filter(length="day").order_by("first_on")
    # On Wednesday nothing happened: no report is asked for it afterwards.
    assert [report.number for report in days] == ["RB20261123", "RB20261124", "RB20261126"]
    duty = Duty.objects.get(matter=days[1].matter, clause="17.5")
    assert duty.due_at == clock("2026-11-24 18:00")
    entry = days[1].matter.entries.get(event=Event.REPORT_OPENED.value)
    assert entry.happened_at == clock("2026-11-24 08:00")
    assert entry.recorded_at == clock("2026-11-26 09:00")


def test_a_period_is_opened_once(shop: Shop, li: Staff) -> None:
    assert len(commands.open_due(li, clock(SATURDAY))) == 2
    assert commands.open_due(li, clock(SATURDAY)) == []
    assert commands.open_report(shop, period_of(Length.WEEK, date(2026, 11, 28)), by=li,
                                at=clock(SATURDAY)) is None  # fmt: skip


def test_an_owed_report_stands_in_now(people: dict[str, Person]) -> None:
    people["li"].clock.set(SATURDAY)
    page = people["li"].opens("/")
    assert "周报 2026-11-22 – 11-28" in page
    assert "/reports/week/2026-11-22/?for=report_submitted" in page
    assert ">17.5<" in page or "17 条 5 款" in page


# -- submitting ----------------------------------------------------------------------------------


def test_17_6_a_report_is_locked_and_what_came_later_is_listed_apart(
    shop: Shop, staff: dict[str, Staff], paid: Visit, owing: Visit, sign_in: Callable[[str], Client]
) -> None:
    report = opened(shop, staff["li"])
    commands.submit_report(report, by=staff["he"], at=clock("2026-11-28 17:00"))
    paper = latest_document(report.matter, "report")
    assert paper is not None
    before = json.loads(paper.content)["balance"]
    assert before["arrears_fen"] == 50800
    till.take_payment(
        owing, amount_fen=50800, mode="card", by=staff["zhao"], at=clock("2026-11-28 17:30")
    )
    page = sign_in("he").get(report.get_absolute_url()).content.decode()
    late = page.partition('id="corrections"')[2]
    assert "508.00" in late
    assert "补录" in late
    again = Document.objects.get(pk=paper.pk)
    assert json.loads(again.content)["balance"] == before
    with pytest.raises(Refused):
        commands.submit_report(report, by=staff["he"], at=clock("2026-11-28 17:40"))
    assert list(breaks(shop)) == []


def test_17_6_nobody_types_a_figure(shop: Shop, people: dict[str, Person], paid: Visit) -> None:
    report = opened(shop, people["li"].staff)
    people["he"].clock.set("2026-11-28 17:00")
    answer = people["he"].client.post(
        f"/reports/{report.pk}/submit-report/", {"income_fen": "1", "cars_in": "999"}
    )
    assert answer.status_code == 302
    paper = latest_document(report.matter, "report")
    assert paper is not None
    content = json.loads(paper.content)
    assert (content["cars_in"], content["balance"]["income_fen"]) == (1, 60800)


def test_17_6_a_period_that_is_not_over_is_not_submitted(
    shop: Shop, staff: dict[str, Staff]
) -> None:
    report = opened(shop, staff["li"])
    with pytest.raises(Refused) as refused:
        commands.submit_report(report, by=staff["he"], at=clock("2026-11-27 17:00"))
    assert refused.value.reasons[0].clause == "17.6"


def test_17_6_nothing_is_refused_for_a_clause_that_is_off(
    shop: Shop, staff: dict[str, Staff], people: dict[str, Person]
) -> None:
    report, early = opened(shop, staff["li"]), clock("2026-11-27 17:00")
    for number in ("17.4", "17.6"):
        commands.switch_clause(shop, number, off=True, why="当面说", by=staff["jing"], at=early)
    report.shop.refresh_from_db()
    commands.submit_report(report, by=staff["he"], at=early)
    assert events(report)[-1] is Event.REPORT_SUBMITTED
    with pytest.raises(Refused) as refused:  # he has submitted it, and was sent none
        commands.read_report(report, by=staff["he"], at=early)
    assert [reason.clause for reason in refused.value.reasons] == [""]
    page = people["jing"].opens("/reports/settings/").partition("报表由谁审阅")[2]
    assert "#c17.4" not in page.partition("<form")[0]


def test_17_6_is_cited_again_once_it_is_on_again(shop: Shop, staff: dict[str, Staff]) -> None:
    report, early = opened(shop, staff["li"]), clock("2026-11-27 17:00")
    for off, why in ((True, "当面说"), (False, "")):
        commands.switch_clause(shop, "17.6", off=off, why=why, by=staff["jing"], at=early)
    report.shop.refresh_from_db()
    with pytest.raises(Refused) as refused:
        commands.submit_report(report, by=staff["he"], at=early)
    assert [reason.clause for reason in refused.value.reasons] == ["17.6"]


def test_17_2_what_does_not_tally_is_not_submitted(
    shop: Shop, staff: dict[str, Staff], paid: Visit
) -> None:
    paid.payments.update(amount_fen=1)
    report = opened(shop, staff["li"])
    with pytest.raises(Refused) as refused:
        commands.submit_report(report, by=staff["he"], at=clock("2026-11-28 17:00"))
    assert [reason.clause for reason in refused.value.reasons] == ["17.2"]


def test_17_5_in_time_and_late(shop: Shop, staff: dict[str, Staff]) -> None:
    week = opened(shop, staff["li"])
    commands.submit_report(week, by=staff["he"], at=clock("2026-11-28 17:59"))
    day = opened(shop, staff["li"], Length.DAY)
    commands.submit_report(day, by=staff["he"], at=clock("2026-11-30 08:30"))
    kept = Duty.objects.get(matter=week.matter, clause="17.5")
    late = Duty.objects.get(matter=day.matter, clause="17.5")
    assert kept.met_at is not None
    assert kept.met_at <= kept.due_at
    assert late.met_at is not None
    assert late.met_at > late.due_at


def test_who_may_not_submit(shop: Shop, people: dict[str, Person]) -> None:
    report = opened(shop, people["li"].staff)
    people["zhao"].clock.set("2026-11-28 17:00")
    answer = people["zhao"].client.post(f"/reports/{report.pk}/submit-report/", {})
    assert answer.status_code == 403
    assert people["sun"].client.post(f"/reports/{report.pk}/submit-report/", {}).status_code == 404
    assert events(report) == [Event.REPORT_OPENED]


def test_the_same_button_twice_submits_once(shop: Shop, people: dict[str, Person]) -> None:
    report = opened(shop, people["li"].staff)
    people["he"].clock.set("2026-11-28 17:00")
    for _ in range(2):
        answer = people["he"].client.post(f"/reports/{report.pk}/submit-report/", {"token": "once"})
        assert answer.status_code == 302
    assert Document.objects.filter(kind="report").count() == 1


@pytest.mark.parametrize(
    "asked",
    ["month/0001-01-01", "day/0001-01-01", "month/9999-12-01", "day/9999-12-31",
     "week/2026-11-29", "month/2026-12-01", "week/2026-13-01", "year/2026-11-01"],
)  # fmt: skip
def test_17_6_what_has_not_begun_and_what_is_no_period_has_no_figures(
    people: dict[str, Person], asked: str
) -> None:
    people["he"].clock.set(SATURDAY)
    for page in ("", "figures.xlsx", "settled/"):
        assert people["he"].client.get(f"/reports/{asked}/{page}").status_code == 404


def test_17_6_a_car_that_is_counted_in_another_line_now_is_listed(
    shop: Shop, staff: dict[str, Staff], paid: Visit, sign_in: Callable[[str], Client]
) -> None:
    report = opened(shop, staff["li"])
    commands.submit_report(report, by=staff["he"], at=clock("2026-11-28 17:00"))
    Vehicle.objects.filter(visits=paid).update(plate_kind=PlateKind.YELLOW.value)
    page = sign_in("he").get(report.get_absolute_url()).content.decode()
    assert "类别或车型变更" in page.partition('id="corrections"')[2]


# -- the month -----------------------------------------------------------------------------------


def test_17_3_the_month_asks_for_its_analysis_and_puts_nothing_into_it(
    shop: Shop, people: dict[str, Person], paid: Visit
) -> None:
    report = opened(shop, people["li"].staff, Length.MONTH, "2026-11-30 08:00")
    he = people["he"]
    he.clock.set("2026-11-30 16:00")
    answer = he.client.post(f"/reports/{report.pk}/submit-report/", {})
    assert answer.status_code == 422
    assert 'href="/rulebook/#c17.3"' in answer.content.decode()
    form = he.form(paid, "write-analysis", f"/reports/{report.pk}")
    assert form.sends["findings"] == form.sends["measures"] == [""]
    answer = he.sends(form, {"findings": "小修为主", "measures": ""})
    assert answer.status_code == 422
    assert "小修为主" in answer.content.decode()
    assert MonthlyAnalysis.objects.count() == 0
    he.does(paid, "write-analysis", f"/reports/{report.pk}", findings="小修为主", measures="推保养")
    he.does(paid, "submit-report", f"/reports/{report.pk}")
    paper = latest_document(report.matter, "report")
    assert paper is not None
    analysis = json.loads(paper.content)["analysis"]
    assert (analysis["author"], analysis["findings"]) == ("何主管", "小修为主")
    income = analysis["compared"][2]
    assert (income["now"], income["before"], income["last_year"]) == (60800, None, None)
    assert (analysis["before"], analysis["last_year"]) == ("", "")


def test_17_3_the_month_is_held_against_last_month_and_last_year(
    shop: Shop, people: dict[str, Person], paid: Visit
) -> None:
    page = people["he"].opens("/reports/month/2026-11-01/").partition('id="compared"')[2]
    assert page.count("无数据") == 2  # the shop began in November 2026
    people["he"].clock.set("2027-11-30 10:00")
    page = people["he"].opens("/reports/month/2027-11-01/").partition('id="compared"')[2]
    assert "无数据" not in page
    head = page.partition("</thead>")[0]
    assert "2027 年 10 月" in head
    assert "2026 年 11 月" in head
    income = page.partition("营业收入")[2].partition("</tr>")[0]
    cells = [each.strip() for each in re.findall(r'<td class="num">([^<]*)</td>', income)]
    assert cells == ["0.00", "0.00", "0.00", "608.00", "-608.00"]


def test_17_3_what_was_frozen_before_last_year_was_looked_at_still_opens(
    shop: Shop, people: dict[str, Person], paid: Visit
) -> None:
    report = opened(shop, people["li"].staff, Length.MONTH, "2026-11-30 08:00")
    he = people["he"]
    he.clock.set("2026-11-30 16:00")
    he.does(paid, "write-analysis", f"/reports/{report.pk}", findings="小修为主", measures="推保养")
    he.does(paid, "submit-report", f"/reports/{report.pk}")
    now = latest_document(report.matter, "report")
    assert now is not None
    content = json.loads(now.content)
    del content["analysis"]["before"], content["analysis"]["last_year"]
    for row in content["analysis"]["compared"]:
        del row["last_year"]
    old = door.freeze(report.matter, "report", report.number, content, at=now.frozen_at)
    assert "小修为主" in he.opens(report.get_absolute_url())
    for lang in ("zh", "both"):
        text = text_of(press("report", content, version=1, at=old.frozen_at, lang=lang))
        assert "上月" in text
        assert "去年同月" not in text
    answer = he.client.get(f"/papers/{old.pk}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
