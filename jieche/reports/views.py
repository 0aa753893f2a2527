"""The figures of a period with the rows behind them, and the report that is made of them."""

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.journal.models import Entry
from jieche.reports import commands, queries, tables
from jieche.reports.acts import ACTS
from jieche.reports.compare import compared, declined
from jieche.reports.corrections import corrections
from jieche.reports.figures import Figures, Part, figures_of, in_short, rows_of
from jieche.reports.forms import Recipients
from jieche.reports.models import Post, Report
from jieche.reports.periods import Length, Period, period_of
from jieche.reports.rows import Row, all_money
from jieche.reports.workbook import workbook as as_workbook
from jieche.rulebook import book
from jieche.rulebook.sentences import RECONSTRUCTED
from jieche.rulebook.words import Event, Role
from jieche.shop.queries import hours_of, switches
from jieche.ui.acts import lang, new_token, show
from jieche.ui.press import run
from jieche.ui.request import DeskRequest, for_roles
from jieche.ui.shop_changes import changes_of, written_down

_ABOUT = "recipients"  # under which it is written down who reads the reports
_EARLIEST = date(1900, 1, 1)  # no shop has older books; the calendar itself ends a while before
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_roles(*queries.MAY_SEE)
def overview(request: DeskRequest) -> HttpResponse:
    """Show today, this week and this month in short, and the reports that were made."""
    commands.open_due(request.staff, request.at)
    shop = request.staff.shop
    today = hours_of(shop).desk.day_of(request.at)
    periods = (period_of(length, today) for length in Length)
    running = [(each, in_short(shop, each)) for each in periods]
    reports = queries.recent(shop)
    sums = _submitted_sums(reports)
    context = {
        # Not "now": that is the clock of the frame.
        "running": [
            {"period": p, "figures": f, "url": _url(p), "title": _title(p)} for p, f in running
        ],
        "reports": [(report, sums.get(report.matter_id)) for report in reports],
        "may_set": request.staff.is_one_of(Role.SHOP_MANAGER),
    }
    return render(request, "reports/overview.html", context)


def _submitted_sums(reports: list[Report]) -> dict[int, Any]:
    matters = [report.matter_id for report in reports]
    found = Entry.objects.filter(matter_id__in=matters, event=Event.REPORT_SUBMITTED.value)
    return {entry.matter_id: entry for entry in found.select_related("by")}


@for_roles(*queries.MAY_SEE)
def period(request: DeskRequest, length: str, on: str) -> HttpResponse:
    """Show a period's figures, the report made of it, and what changed since it was submitted."""
    chosen = _period(request, length, on)
    shop = request.staff.shop
    commands.open_due(request.staff, request.at)
    figures = figures_of(shop, chosen)
    report = queries.report_of(shop, chosen)
    today = hours_of(shop).desk.day_of(request.at)
    is_now = chosen.first <= today <= chosen.last
    context: dict[str, Any] = {
        "period": chosen,
        "title": _title(chosen),
        "figures": figures,
        "tables": tables.on_screen(shop, figures, _rows_url(chosen)),
        "report": report,
        "lengths": [(each, _url(period_of(each, min(chosen.last, today)))) for each in Length],
        "before": _url(chosen.before),
        "after": _url(chosen.after) if chosen.after.first <= today else "",
        "today": "" if is_now else _url(period_of(chosen.length, today)),
        "sheet_url": reverse("reports:workbook", args=[length, chosen.first.isoformat()]),
        "is_running": chosen.last >= today,
        "deposits_fen": figures.money(Part.DEPOSITS),
        "arrears_before_fen": figures.money(Part.ARREARS_BEFORE),
        "advances_before_fen": figures.money(Part.ADVANCES_BEFORE),
    }
    if report is not None:
        context |= _of_report(request, report, figures)
    if chosen.length is Length.MONTH:
        context["compared"] = tables.beside(compared(shop, chosen))
        context["declined"] = declined(shop, chosen)
    return render(request, "reports/period.html", context)


def _of_report(request: DeskRequest, report: Report, figures: Figures) -> dict[str, Any]:
    paper = journal.latest_document(report.matter, "report")
    posts = queries.posts_to_read(report, request.staff)
    awaited = queries.awaited(report)
    acts = [act for act in ACTS if act.event is not Event.REPORT_READ or posts or not awaited]
    return {
        "acts": show(acts, report, request),
        "due_at": queries.due_at(report.shop, report.period),
        "submitted": journal.last_entry(report.matter, Event.REPORT_SUBMITTED),
        "paper": paper,
        "readers": _readers(report),
        "corrections": corrections(paper, figures) if paper else [],
        "frozen": json.loads(paper.content)["balance"] if paper else None,
        "analysis": queries.analysis_of(report),
    }


def _readers(report: Report) -> list[tuple[str, str, Entry | None]]:
    """Return by post to whom the report went, and who has read it: one of them is enough."""
    sent, read = queries.sent_to(report), queries.read_by(report)
    names = {post: [each["name"] for each in sent if each["post"] == post.value] for post in Post}
    return [
        (post.label(lang()), "、".join(those), read.get(post.value))
        for post, those in names.items()
        if those
    ]


@for_roles(*queries.MAY_SEE)
def rows(request: DeskRequest, length: str, on: str, part: str) -> HttpResponse:
    """Show the orders or payments behind a figure, each with the way to its page."""
    chosen, found = _period(request, length, on), _part(part)
    kept = [row for row in rows_of(request.staff.shop, chosen, found) if _is_asked(request, row)]
    context = {
        "period": chosen,
        "title": _title(chosen),
        "part": found,
        "rows": kept,
        "sum_fen": all_money(kept),
        "has_money": found not in {Part.CARS_IN, Part.RELEASED},
        "filters": _filters(request),
        "back": _url(chosen),
    }
    return render(request, "reports/rows.html", context)


def _is_asked(request: DeskRequest, row: Row) -> bool:
    asked = request.GET
    return (
        ("type" not in asked or row.type.value == asked["type"])
        and ("category" not in asked or row.category == asked["category"])
        and ("means" not in asked or row.means == asked["means"])
    )


def _filters(request: DeskRequest) -> list[str]:
    found = []
    words = {"type": tables.type_label, "category": tables.category_label,
             "means": tables.means_label}  # fmt: skip
    for name, label in words.items():
        if name in request.GET:
            try:
                found.append(label(request.GET[name]))
            except KeyError:
                raise Http404 from None
    return found


@for_roles(*queries.MAY_SEE)
def workbook(request: DeskRequest, length: str, on: str) -> HttpResponse:
    """Give the figures and the rows behind them as an Excel file."""
    chosen = _period(request, length, on)
    shop = request.staff.shop
    beside = compared(shop, chosen) if chosen.length is Length.MONTH else None
    content = as_workbook(shop, figures_of(shop, chosen), lang(), beside)
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{chosen.number}.xlsx"'
    return response


@for_roles(Role.SHOP_MANAGER)
def settings(request: DeskRequest) -> HttpResponse:
    """Let the manager name who reads the reports, and switch reconstructed clauses."""
    form = Recipients(request.POST or None, staff=request.staff)
    here = reverse("reports:settings")
    status, refused = 200, ""
    if request.method == "POST":
        try:
            if request.POST.get("clause"):
                run(request, request.POST.get("token", ""), here, lambda: _switch(request))
                return HttpResponseRedirect(here)
            if form.is_valid():
                run(
                    request, request.POST.get("token", ""), here,
                    lambda: _name_recipients(request, form),
                )  # fmt: skip
                return HttpResponseRedirect(here)
            status = 422
        except Refused as no:
            status, refused = 422, no.reasons[0].text(lang())
    context = {
        "form": form,
        "clauses": _clauses(request),
        "sends_by": "" if "17.4" in hours_of(request.staff.shop).off else "17.4",
        "changes": changes_of(request.staff.shop, _ABOUT, _post, request.at),
        "token": new_token(),
        "refused": refused,
        "failed_clause": request.POST.get("clause", "") if refused else "",
        "typed": request.POST.get("why", "") if refused else "",
    }
    return render(request, "reports/settings.html", context, status=status)


def _clauses(request: DeskRequest) -> list[dict[str, Any]]:
    """Return the reconstructed clauses with how each was switched, the last first."""
    made = switches(request.staff.shop)
    found = []
    for clause in book.all_clauses():
        if clause.standing == RECONSTRUCTED:
            mine = [each for each in reversed(made) if each.clause == clause.number]
            found.append(
                {
                    "clause": clause, "text": clause.text(lang()), "switches": mine,
                    "is_off": bool(mine and mine[0].is_off), "token": new_token(),
                }
            )  # fmt: skip
    return found


def _post(value: str) -> str:
    return Post.of(value).label(lang())


def _name_recipients(request: DeskRequest, form: Recipients) -> None:
    shop = request.staff.shop
    with written_down(shop, _ABOUT, queries.named_by, by=request.staff, at=request.at):
        commands.name_recipients(shop, form.named())


def _switch(request: DeskRequest) -> None:
    number = request.POST["clause"]
    if number not in {clause.number for clause in book.all_clauses()}:
        raise Http404
    commands.switch_clause(
        request.staff.shop, number, off=request.POST.get("off") == "1",
        why=request.POST.get("why", ""), by=request.staff, at=request.at,
    )  # fmt: skip


def _period(request: DeskRequest, length: str, on: str) -> Period:
    """Return the period asked for; 404 for what is none, or has not begun and has no figures."""
    today = hours_of(request.staff.shop).desk.day_of(request.at)
    try:
        chosen = period_of(Length.of(length), date.fromisoformat(on))
    except (KeyError, ValueError, OverflowError):
        raise Http404 from None
    if not _EARLIEST <= chosen.first <= today:
        raise Http404
    return chosen


def _part(name: str) -> Part:
    try:
        return Part.of(name)
    except KeyError:
        raise Http404 from None


def _url(chosen: Period) -> str:
    return reverse("reports:period", args=[chosen.length.value, chosen.first.isoformat()])


def _rows_url(chosen: Period) -> tables.RowsUrl:
    def url(part: Part, **asked: str) -> str:
        args = [chosen.length.value, chosen.first.isoformat(), part.value]
        query = f"?{urlencode(asked)}" if asked else ""
        return reverse("reports:rows", args=args) + query

    return url


def _title(chosen: Period) -> str:
    return f"{chosen.length.label(lang())} {chosen.name(lang())}"
