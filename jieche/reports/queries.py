"""Reports that a person may see, who reads them, what is to be opened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from jieche.journal import queries as journal
from jieche.journal.models import Entry
from jieche.journal.once import once_a_page
from jieche.reports.models import MonthlyAnalysis, Post, Recipient, Report
from jieche.reports.periods import Length, Period, due_by, period_of
from jieche.rulebook.words import Event, Role, Stage
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff

# Whoever holds the post's role reads, unless the shop names somebody.
ROLE_OF_POST = {
    Post.FINANCE: Role.CASHIER,
    Post.DEPUTY: Role.RECEPTION_MANAGER,
    Post.MANAGER: Role.SHOP_MANAGER,
}
MAY_SEE = journal.READERS_OF_REPORTS
MAY_READ = (Role.CASHIER, Role.RECEPTION_MANAGER, Role.SHOP_MANAGER)


def find_report(staff: Staff, pk: int) -> Report | None:
    """Return the report if the person may see it."""
    if not staff.is_one_of(*MAY_SEE):
        return None
    return (
        Report.objects.filter(shop_id=staff.shop_id, pk=pk)
        .select_related("matter", "matter__shop", "shop")
        .first()
    )


def report_of(shop: Shop, period: Period) -> Report | None:
    """Return the report that was opened for a period, None before."""
    return (
        Report.objects.filter(
            shop=shop, length=period.length.value, first_on=period.first
        )
        .select_related("matter", "matter__shop", "shop")
        .first()
    )  # fmt: skip


def recent(shop: Shop, most: int = 60) -> list[Report]:
    """Return the latest reports, the newest first."""
    found = Report.objects.filter(shop=shop).select_related("matter")
    return list(found.order_by("-last_on", "length")[:most])


def open_reports(shop: Shop) -> list[Report]:
    """Return the reports that are not submitted yet."""
    return list(
        Report.objects.filter(shop=shop, matter__stage=Stage.DUE.value).select_related(
            "matter", "matter__shop"
        )
    )


def to_open(shop: Shop, at: datetime) -> list[Period]:
    """
    Return the periods whose report has to be made by now and is not open yet.

    From the last one that was opened; where there is none, only the newest. A day that went by
    without a line in the journal asks for no report afterwards. Without 17.5 there is no daily one,
    and none is asked for afterwards of a day on which it was switched off.
    """
    hours = hours_of(shop)
    today = hours.desk.day_of(at)
    rows = Report.objects.filter(shop=shop).values_list("length").annotate(Max("last_on"))
    last = dict(rows.values_list("length", "last_on__max"))
    found = []
    for length in Length:
        known = last.get(length.value)
        since = period_of(length, known).after.first if known else today
        found += [
            period
            for period in due_by(length, since, at, hours.desk)
            if length is not Length.DAY
            or (due_at(shop, period) and (period.last >= today or _was_at_work(shop, period)))
        ]
    return found


def due_at(shop: Shop, period: Period) -> datetime | None:
    """Return by when a period's report is due (17.5); None where that was switched off then."""
    hours = hours_of(shop)
    due = period.due_at(hours.desk)
    return None if due is None or hours.was_off("17.5", due) else due


def _was_at_work(shop: Shop, day: Period) -> bool:
    since, until = day.span(hours_of(shop).desk)
    return Entry.objects.filter(
        shop=shop, happened_at__gte=since, happened_at__lt=until,
        event__in=[event.value for event in Event if event is not Event.REPORT_OPENED],
    ).exists()  # fmt: skip


@once_a_page
def recipients(shop: Shop) -> dict[Post, list[Staff]]:
    """Return who reads reports, post by post: whom the shop names, else those with the role."""
    named: dict[Post, list[Staff]] = {post: [] for post in Post}
    rows = Recipient.objects.filter(shop=shop, person__is_active=True).select_related("person")
    for row in rows.order_by("pk"):
        if row.person.is_one_of(*MAY_READ):  # who changed to other work reads none any more
            named[Post.of(row.post)].append(row.person)
    people = list(Staff.objects.filter(shop=shop, is_active=True).order_by("pk"))
    return {
        post: named[post] or [who for who in people if who.is_one_of(ROLE_OF_POST[post])]
        for post in Post
    }


def sent_to(report: Report) -> list[dict[str, Any]]:
    """Return to whom a report went when it was submitted: post, number and name of each person."""
    entry = journal.last_entry(report.matter, Event.REPORT_SUBMITTED)
    return list(entry.facts.get("sent_to", [])) if entry else []


def read_by(report: Report) -> dict[str, Entry]:
    """Return the first reading of each post."""
    found: dict[str, Entry] = {}
    for entry in journal.entries_of(report.matter):
        if entry.what is Event.REPORT_SEEN:
            for post in entry.facts["posts"]:
                found.setdefault(post, entry)
    return found


def awaited(report: Report) -> list[Post]:
    """Return the posts of which nobody has read the report yet."""
    there = {each["post"] for each in sent_to(report)}
    read = read_by(report)
    return [post for post in Post if post.value in there and post.value not in read]


def posts_to_read(report: Report, staff: Staff) -> list[Post]:
    """
    Return for which posts this person has still to read the report.

    Where all to whom it was sent for a post have left it since, whoever has the post now reads.
    """
    sent = sent_to(report)
    people = Staff.objects.filter(pk__in=[each["person"] for each in sent], is_active=True)
    able = {who.pk for who in people if who.is_one_of(*MAY_READ)}

    def is_mine(post: Post) -> bool:
        of_post = {each["person"] for each in sent if each["post"] == post.value}
        if of_post & able:
            return staff.pk in of_post
        return any(who.pk == staff.pk for who in recipients(report.shop)[post])

    return [post for post in awaited(report) if is_mine(post)]


def analysis_of(report: Report) -> MonthlyAnalysis | None:
    """Return the analysis in force, None before one was written."""
    return (
        MonthlyAnalysis.objects.filter(report=report).select_related("author").order_by("pk").last()
    )


def named_by(shop: Shop) -> dict[str, str]:
    """Return whom the shop has named for each post, in words; "" for nobody."""
    rows = Recipient.objects.filter(shop=shop).select_related("person").order_by("pk")
    return {
        post.value: "、".join(row.person.name for row in rows if row.post == post.value)
        for post in Post
    }


def names_of(sent: Sequence[dict[str, Any]], lang: str) -> str:
    """Return posts and people in one line: "财务部 赵倩，经理 徐国华"."""
    joint = ", " if lang.startswith("en") else "，"
    parts = [
        f"{post.label(lang)} {'、'.join(names)}"
        for post in Post
        if (names := [each["name"] for each in sent if each["post"] == post.value])
    ]
    return joint.join(parts)
