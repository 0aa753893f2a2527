"""What is done about reports: opened by the calendar, analysed, submitted, read. Article 17."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NoReturn

from django.db import IntegrityError, transaction

from jieche.journal import door
from jieche.journal.door import Proofs, Ticks
from jieche.reports import queries, sheets
from jieche.reports.figures import figures_of
from jieche.reports.models import MonthlyAnalysis, Post, Recipient, Report
from jieche.reports.periods import Length, Period
from jieche.rulebook import book
from jieche.rulebook.judge import allowed_roles
from jieche.rulebook.sentences import RECONSTRUCTED
from jieche.rulebook.words import Event, Kind, Proof
from jieche.shop.commands import changed
from jieche.shop.models import ClauseSwitch, Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.money import yuan

_LONGEST_WHY = 200  # as the table has it


def open_due(by: Staff, at: datetime) -> list[Report]:
    """
    Open the reports that the calendar asks for by now (17.5); those of whom may, else nobody's.

    There is no clock of its own: the first look of the day at the desk or at the reports does it,
    or ``manage.py reports --open``. Called twice, or by two at a time, it opens each once.
    """
    if not by.is_one_of(*allowed_roles(Event.REPORT_OPENED)):
        return []
    opened = (open_report(by.shop, each, by=by, at=at) for each in queries.to_open(by.shop, at))
    return [report for report in opened if report is not None]


def open_report(shop: Shop, period: Period, *, by: Staff, at: datetime) -> Report | None:
    """
    Open the report of a period, due at the close of its last open day; None where it is open.

    It counts as opened with that day's opening, however late somebody came by to open it.
    """
    desk = hours_of(shop).desk
    due, opens = period.due_at(desk), period.opens_at(desk)
    if due is None or opens is None or queries.report_of(shop, period) is not None:
        return None
    facts = {
        "length": period.length.value, "first_on": period.first.isoformat(),
        "last_on": period.last.isoformat(),
    }  # fmt: skip
    happened_at = min(at, opens)
    try:
        with transaction.atomic():
            report = Report.objects.create(
                shop=shop, matter=door.open_matter(Kind.REPORT, shop, at=at),
                length=period.length.value, first_on=period.first, last_on=period.last,
                number=period.number,
            )  # fmt: skip
            door.record(
                report.matter, Event.REPORT_OPENED, by=by, at=at, happened_at=happened_at,
                agreed_for=due, facts=facts,
            )  # fmt: skip
            if period.length is Length.MONTH:
                door.record(
                    report.matter, Event.ANALYSIS_DUE, by=by, at=at, happened_at=happened_at
                )
    except IntegrityError:
        if queries.report_of(shop, period) is None:
            raise
        return None  # somebody else opened it in the same moment
    return report


@transaction.atomic
def write_analysis(
    report: Report, *, findings: str, measures: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> MonthlyAnalysis:
    """Write the month's analysis: what the figures say, and what is to be done (17.3)."""
    door.hold(report.matter)
    if report.length_word is not Length.MONTH:
        door.refuse("只有月报写统计分析", "Only a monthly report has an analysis", clause="17.3")
    for words, field in ((findings, "findings"), (measures, "measures")):
        if not words.strip():
            door.refuse("请写明", "Please write it down", clause="17.3", at=field)
    analysis = MonthlyAnalysis.objects.create(
        report=report, author=by, findings=findings.strip(), measures=measures.strip(), at=at
    )
    door.record(
        report.matter, Event.ANALYSIS_WRITTEN, by=by, at=at, facts={"analysis": analysis.pk},
        ticked=ticked,
    )  # fmt: skip
    return analysis


@transaction.atomic
def submit_report(report: Report, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """
    Submit a report: its figures are frozen as they stand, and never change again (17.4-17.6).

    Raises Refused before its last day, unless the shop has switched 17.6 off, and where income and
    money do not tally (17.2).
    """
    door.hold(report.matter)
    hours = hours_of(report.shop)
    opens = report.period.opens_at(hours.desk)
    if opens and hours.desk.day_of(at) < opens.date() and "17.6" not in hours.off:
        door.refuse(
            f"本期还没有结束，{opens:%m-%d} 起可以报送",
            f"The period is not over; it can be submitted from {opens:%m-%d} on", clause="17.6",
        )  # fmt: skip
    figures = figures_of(report.shop, report.period)
    if off := figures.tally.difference_fen:
        door.refuse(
            f"营业收入与收款、欠收对不上，相差 {yuan(off)} 元。请先查明",
            f"Income does not tally with receipts and arrears: {yuan(off)} yuan. Find out first",
            clause="17.2",
        )  # fmt: skip
    if "17.4" not in hours.off:
        _refuse_without_readers(report)
    sent = _sent_to(report, by)
    content = sheets.report_content(report, figures, queries.analysis_of(report), by=by, sent=sent)
    paper = door.freeze(report.matter, "report", report.number, content, at=at)
    names = queries.names_of(sent, "zh")
    door.record(
        report.matter, Event.REPORT_SUBMITTED, by=by, at=at,
        facts={
            "sent_to": sent, "income_fen": figures.income_fen,
            "receipts_fen": figures.receipts_fen, "arrears_fen": figures.arrears_fen,
        },
        proofs=Proofs({Proof.PERSON_TOLD: names[:500]}), papers=[paper], ticked=ticked,
    )  # fmt: skip


def _refuse_without_readers(report: Report) -> None:
    lacking = [post for post, people in queries.recipients(report.shop).items() if not people]
    if lacking:
        zh, en = "、".join(p.zh for p in lacking), " and ".join(p.en for p in lacking)
        door.refuse(
            f"{zh}还没有收件人。请经理在“报表 → 收件人与条款”里指定",
            f"Nobody reads it for {en}. The manager names somebody under "
            "“Reports → Recipients and clauses”", clause="17.4",
        )  # fmt: skip


def _sent_to(report: Report, by: Staff) -> list[dict[str, object]]:
    """Return to whom it goes; who submits it need not read it too, if anybody else does."""
    everybody: list[dict[str, object]] = [
        {"post": post.value, "person": person.pk, "name": person.name}
        for post, people in queries.recipients(report.shop).items()
        for person in people
    ]
    others = {each["post"] for each in everybody if each["person"] != by.pk}
    mine = {each["post"] for each in everybody if each["person"] == by.pk}
    return [each for each in everybody if each["post"] not in mine or not others - mine]


@transaction.atomic
def read_report(report: Report, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Read a report for one's post; with the last post it has been read by all (17.4)."""
    door.hold(report.matter)
    posts = queries.posts_to_read(report, by)
    if not posts and door.in_the_way(report.matter, Event.REPORT_SEEN, by=by) == []:
        door.refuse(
            "本报表没有报送给您，或您的岗位已阅",
            "This report was not sent to you, or your post has read it",
            clause="" if "17.4" in hours_of(report.shop).off else "17.4",
        )  # fmt: skip
    door.record(
        report.matter, Event.REPORT_SEEN, by=by, at=at,
        facts={"posts": [post.value for post in posts]}, ticked=ticked,
    )  # fmt: skip
    if not queries.awaited(report):
        door.record(report.matter, Event.REPORT_READ, by=by, at=at)


@transaction.atomic
def name_recipients(shop: Shop, people: Mapping[Post, Sequence[Staff]]) -> None:
    """Say who reads reports for each post; a post with nobody goes back to its role."""
    Recipient.objects.filter(shop=shop).delete()
    Recipient.objects.bulk_create(
        Recipient(shop=shop, post=post.value, person=person)
        for post, named in people.items()
        for person in named
        if person.shop_id == shop.pk
    )


@transaction.atomic
def switch_clause(shop: Shop, number: str, *, off: bool, why: str, by: Staff, at: datetime) -> None:
    """
    Switch a reconstructed clause off for a shop, with the reason, or on again (17.4-17.6).

    Each switching is kept. Raises Refused where it stands so already: a second person was quicker.
    """
    if book.clause(number).standing != RECONSTRUCTED:
        door.refuse("只有复原条款可以停用", "Only a reconstructed clause can be switched off")
    if off and not why.strip():
        door.refuse("请写明停用理由", "Write why it is switched off", at="why")
    if len(why.strip()) > _LONGEST_WHY:
        door.refuse(
            f"理由最多 {_LONGEST_WHY} 字", f"At most {_LONGEST_WHY} characters, please", at="why"
        )
    Shop.objects.select_for_update().get(pk=shop.pk)  # of two at a time the second sees the first
    last = ClauseSwitch.objects.filter(shop=shop, clause=number).order_by("pk").last()
    if off is bool(last and last.is_off):
        _refuse_twice(number, last)
    ClauseSwitch.objects.create(
        shop=shop, clause=number, is_off=off, why=why.strip() if off else "", by=by, at=at
    )
    changed(shop)
    for report in Report.objects.filter(shop=shop).select_related("matter", "matter__shop"):
        door.work_out(report.matter)


def _refuse_twice(number: str, last: ClauseSwitch | None) -> NoReturn:
    zh, en = ("已停用", "switched off") if last and last.is_off else ("在用", "in force")
    who = f"（{last.by.name}）" if last else ""
    who_en = f" ({last.by.name})" if last else ""
    door.refuse(f"{number} {zh}{who}", f"{number} is {en} already{who_en}")
