"""Reports as matters: opened by the calendar, analysed, submitted, locked, read (17.3-17.6)."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from jieche.delivery import till
from jieche.journal import door
from jieche.journal.door import Refused
from jieche.journal.models import Document, Duty
from jieche.journal.queries import breaks, latest_document
from jieche.papers.press import press
from jieche.reports import commands, queries
from jieche.reports.models import MonthlyAnalysis, Post, Report
from jieche.reports.periods import Length, period_of
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import ClauseSwitch, Shop
from jieche.shop.queries import hours_of, switches
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.papers.examples import text_of
from tests.support.cast import clock
from tests.support.hands import Person

SATURDAY = "2026-11-28 08:05"
DAY = timedelta(days=1)


def opened(shop: Shop, by: Staff, length: Length = Length.WEEK, on: str = SATURDAY) -> Report:
    """Open the report that ends on that day, in the morning."""
    at = clock(on)
    report = commands.open_report(shop, period_of(length, at.date()), by=by, at=at)
    assert report is not None
    return report


def events(report: Report) -> list[Event]:
    """Return what has happened to a report."""
    return [entry.what for entry in report.matter.entries.all()]


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


# -- reading -------------------------------------------------------------------------------------


def test_17_4_it_is_read_when_every_post_has_read_it(
    shop: Shop, people: dict[str, Person], paid: Visit
) -> None:
    report = opened(shop, people["li"].staff)
    people["li"].clock.set("2026-11-28 17:00")
    people["li"].does(paid, "submit-report", f"/reports/{report.pk}")
    assert queries.names_of(queries.sent_to(report), "zh") == (
        "财务部 赵结算，分管经理 何主管，经理 经理"
    )
    for who in ("zhao", "he"):
        people[who].does(paid, "read-report", f"/reports/{report.pk}")
        assert Duty.objects.get(matter=report.matter, clause="17.4").met_at is None
    assert people["zhao"].client.post(f"/reports/{report.pk}/read-report/", {}).status_code == 422
    people["jing"].does(paid, "read-report", f"/reports/{report.pk}")
    assert Duty.objects.get(matter=report.matter, clause="17.4").met_at is not None
    report.matter.refresh_from_db()
    assert report.matter.stands_at is Stage.SUBMITTED
    assert events(report)[-2:] == [Event.REPORT_SEEN, Event.REPORT_READ]


def test_17_4_who_submits_need_not_read_it_too(shop: Shop, staff: dict[str, Staff]) -> None:
    report = opened(shop, staff["li"])
    commands.submit_report(report, by=staff["he"], at=clock("2026-11-28 17:00"))
    assert queries.awaited(report) == [Post.FINANCE, Post.MANAGER]


def test_17_4_the_shop_names_who_reads(shop: Shop, people: dict[str, Person]) -> None:
    jing = people["jing"]
    answer = jing.client.post("/reports/settings/", {"finance": [str(jing.staff.pk)]})
    assert answer.status_code == 302
    named = queries.recipients(shop)
    assert named[Post.FINANCE] == [jing.staff]
    assert [who.name for who in named[Post.DEPUTY]] == ["何主管"]


# -- switching -----------------------------------------------------------------------------------


def test_17_4_and_17_5_are_switched_off_with_a_reason_and_on_again(
    shop: Shop, people: dict[str, Person]
) -> None:
    jing, page = people["jing"], "/reports/settings/"
    report = opened(shop, people["li"].staff)
    assert Duty.objects.filter(matter=report.matter).count() == 1
    assert jing.client.post(page, {"clause": "17.5", "off": "1"}).status_code == 422
    off = {"clause": "17.5", "off": "1", "why": "本店按集团规定报送"}
    assert jing.client.post(page, off).status_code == 302
    assert Duty.objects.filter(matter=report.matter).count() == 0
    assert "按集团规定" in jing.opens(page)
    shop.refresh_from_db()
    assert all(each.length is not Length.DAY for each in queries.to_open(shop, clock(SATURDAY)))
    assert jing.client.post(page, {"clause": "17.5"}).status_code == 302
    assert Duty.objects.filter(matter=report.matter).count() == 1
    assert jing.client.post(page, {"clause": "17.3", "off": "1", "why": "x"}).status_code == 422
    assert people["he"].client.get(page).status_code == 403


def test_17_5_each_switching_is_kept_with_who_when_and_why(
    shop: Shop, people: dict[str, Person], staff: dict[str, Staff]
) -> None:
    jing, page = people["jing"], "/reports/settings/"
    jing.clock.set("2026-11-24 09:00")
    jing.client.post(page, {"clause": "17.5", "off": "1", "why": "盘点，人手不够"})
    again = jing.client.post(page, {"clause": "17.5", "off": "1", "why": "又一条理由"})
    assert again.status_code == 422  # it stands so already; nothing is written over
    assert "17.5 已停用（经理）" in again.content.decode()
    jing.clock.set("2026-11-26 09:00")
    jing.client.post(page, {"clause": "17.5"})
    assert "17.5 在用（经理）" in jing.client.post(page, {"clause": "17.5"}).content.decode()
    jing.client.post(page, {"clause": "17.5", "off": "1", "why": "停业装修"})
    told = [(each.is_off, each.why, each.by) for each in switches(shop)]
    assert told == [
        (True, "盘点，人手不够", staff["jing"]), (False, "", staff["jing"]),
        (True, "停业装修", staff["jing"]),
    ]  # fmt: skip
    seen = jing.opens(page).partition('id="c17.5"')[2].partition("</form>")[0]
    words = ["停业装修", "2026-11-26 09:00", "恢复执行", "2026-11-24 09:00", "盘点，人手不够"]
    assert all(word in seen for word in words)
    assert seen.index("停业装修") < seen.index("盘点，人手不够")


def test_17_5_no_day_of_the_while_it_was_off_is_asked_for_afterwards(
    shop: Shop, people: dict[str, Person], li: Staff, paid: Visit, owing: Visit
) -> None:
    commands.open_due(li, clock("2026-11-23 09:00"))
    off, on = clock("2026-11-24 08:00"), clock("2026-11-25 20:00")
    jing = people["jing"].staff
    commands.switch_clause(shop, "17.5", off=True, why="盘点", by=jing, at=off)
    people["li"].clock.set("2026-11-24 09:00")
    assert "日报 2026-11-23" not in people["li"].opens("/")  # due before: nobody is pressed
    assert Duty.objects.filter(clause="17.5").count() == 1  # but it stays late
    commands.switch_clause(shop, "17.5", off=False, why="", by=jing, at=on)
    commands.open_due(li, clock("2026-11-26 09:00"))
    days = Report.objects.filter(length="day").order_by("first_on")
    assert [report.number for report in days] == ["RB20261123", "RB20261126"]
    page = people["li"].opens("/reports/day/2026-11-24/")
    assert "RB20261124" not in page


def test_a_switching_is_written_once(shop: Shop, staff: dict[str, Staff]) -> None:
    commands.switch_clause(shop, "17.4", off=True, why="当面说", by=staff["jing"],
                           at=clock(SATURDAY))  # fmt: skip
    switch = ClauseSwitch.objects.get()
    with pytest.raises(NotImplementedError):
        switch.save()
    with pytest.raises(NotImplementedError):
        switch.delete()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        ClauseSwitch.objects.update(why="改写")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        ClauseSwitch.objects.all().delete()
    assert ClauseSwitch.objects.get().why == "当面说"


@pytest.mark.parametrize("why", ["", "   ", "长" * 201])
def test_a_reason_that_does_not_do_is_kept_in_its_field(
    shop: Shop, people: dict[str, Person], why: str
) -> None:
    sent = {"clause": "17.6", "off": "1", "why": why}
    answer = people["jing"].client.post("/reports/settings/", sent)
    assert answer.status_code == 422
    assert f'value="{why}" aria-invalid="true"' in answer.content.decode()
    assert switches(shop) == []
