"""The desk's screens."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jieche.board import conformance, visit_page
from jieche.board.finding import hits
from jieche.board.lanes import lanes
from jieche.board.matters import faces
from jieche.board.now import first_owed
from jieche.board.today import bookings_today, figures
from jieche.journal.models import Duty
from jieche.rulebook import book
from jieche.rulebook.wording import say
from jieche.rulebook.words import Event
from jieche.ui.acts import lang
from jieche.ui.moments import moment
from jieche.ui.request import DeskRequest, for_roles
from jieche.visits.queries import visible_to

_SHOWN = 60  # lines of Now; the rest is counted and one press away


@for_roles()
def desk(request: DeskRequest) -> HttpResponse:
    """Show what is owed now, the cars by step, today's bookings."""
    only_mine = request.GET.get("who") == "mine"
    most = None if request.GET.get("all") else _SHOWN
    owed = first_owed(request.staff, request.at, most, only_mine=only_mine)
    rows = lanes(request.staff, request.at)
    context = {
        "items": owed.items,
        "count": owed.count,
        "more": owed.count - len(owed.items),
        "late": owed.late,
        "soon": owed.soon,
        "only_mine": only_mine,
        "lanes": rows,
        "cars": sum(len(lane["cars"]) for lane in rows),
        "figures": figures(request.staff, request.at),
        "bookings": bookings_today(request.staff, request.at),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "board/_desk.html" if part else "board/desk.html", context)


@for_roles()
def search(request: DeskRequest) -> HttpResponse:
    """Answer the search box: rows under it, or a page of them."""
    words = request.GET.get("q", "")[:60]
    part = request.headers.get("HX-Request") == "true"
    found = hits(request.staff, words, request.at, 8 if part else 40)
    context = {"hits": found, "q": words}
    return render(request, "ui/hits.html" if part else "board/search.html", context)


@for_roles()
def visit(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one visit: the rail, the acts of the step, the order as paper."""
    found = visible_to(request.staff).filter(pk=pk).first()
    if found is None:
        raise Http404
    context: dict[str, Any] = visit_page.context(found, request)
    return render(request, "board/visit.html", context)


@for_roles()
def rulebook(request: DeskRequest) -> HttpResponse:
    """Show the book in both languages, and how each clause was kept in a period."""
    days, since, until = _period(request)
    context = {
        "articles": conformance.page(request.staff.shop, since, until, request.at),
        "days": days,
        "periods": [(1, _("Today")), (7, _("7 days")), (30, _("30 days")), (365, _("A year"))],
    }
    return render(request, "board/rulebook.html", context)


@for_roles()
def clause(request: DeskRequest, number: str) -> HttpResponse:
    """Show one clause: what it comes to, and the cases behind its figures."""
    try:
        found = book.clause(number)
    except KeyError:
        raise Http404 from None
    days, since, until = _period(request)
    duties, entries = conformance.cases(request.staff.shop, found, since, until)
    face_of = faces([duty.matter_id for duty in duties] + [e.matter_id for e in entries])
    rows = [
        (face_of[duty.matter_id], *_verdict(duty, request.at))
        for duty in duties
        if duty.matter_id in face_of
    ]
    passed = [
        (face_of[entry.matter_id], entry.what.label(lang()), moment(entry.happened_at, request.at),
         entry.by.name)
        for entry in entries
        if entry.matter_id in face_of
    ]  # fmt: skip
    context = {
        "clause": found,
        "sentences": [say(sentence, lang()) for sentence in found.sentences],
        "rows": rows,
        "passed": passed,
        "days": days,
    }
    return render(request, "board/clause.html", context)


def _period(request: DeskRequest) -> tuple[int, datetime, datetime]:
    text = request.GET.get("days", "30")
    days = min(int(text), 3660) if text.isdigit() and int(text) > 0 else 30
    today = localtime(request.at).date()
    zone = localtime(request.at).tzinfo
    until = datetime.combine(today, time.min, zone) + timedelta(days=1)
    return days, until - timedelta(days=days), until


def _verdict(duty: Duty, at: datetime) -> tuple[str, str, str, str]:
    what = Event.of(duty.event).label(lang())
    due, met = moment(duty.due_at, at), moment(duty.met_at, at) if duty.met_at else ""
    if duty.is_prompt:
        return ("green", _("said"), what, due) if duty.met_at else ("red", _("not said"), what, due)
    if duty.met_at is not None:
        kept = duty.met_at <= duty.due_at
        words = f"{what} · {met}"
        return ("green", _("kept"), words, due) if kept else ("amber", _("late"), words, due)
    if duty.is_moot:
        return "red", _("missed"), what, due
    return ("red", _("overdue"), what, due) if duty.due_at < at else ("blue", _("open"), what, due)
