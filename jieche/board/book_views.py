"""The rule book on the screen: the clauses, how each was kept in a period, and the cases behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jieche.board import conformance
from jieche.board.matters import faces
from jieche.journal.models import Duty
from jieche.rulebook import book
from jieche.rulebook.wording import say
from jieche.rulebook.words import Event, Role
from jieche.ui.acts import lang
from jieche.ui.moments import moment
from jieche.ui.request import DeskRequest, for_roles

_LONGEST = 3660  # days


@dataclass(frozen=True)
class Period:
    """The days that are looked at, the last one included."""

    first: date
    last: date
    days: int  # back from today; 0 where the days were chosen one by one

    @property
    def query(self) -> str:
        """Return the period as a question of an address."""
        return f"days={self.days}" if self.days else f"from={self.first}&until={self.last}"


@for_roles()
def rulebook(request: DeskRequest) -> HttpResponse:
    """Show the book in both languages, and how each clause was kept in a period."""
    period = _period(request)
    since, until = _bounds(period, request.at)
    context = {
        **_about(period, request),
        "articles": conformance.page(request.staff.shop, since, until, request.at),
    }
    return render(request, "board/rulebook.html", context)


@for_roles()
def clause(request: DeskRequest, number: str) -> HttpResponse:
    """Show one clause: what it comes to, and the cases behind its figures."""
    try:
        found = book.clause(number)
    except KeyError:
        raise Http404 from None
    period = _period(request)
    since, until = _bounds(period, request.at)
    duties, entries = conformance.cases(request.staff.shop, found, since, until)
    face_of = faces([duty.matter_id for duty in duties] + [e.matter_id for e in entries])
    done = conformance.done_for(found, duties)
    rows = [
        (face_of[duty.matter_id], *_verdict(duty, done, request.at))
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
        **_about(period, request),
        "clause": found,
        "line": conformance.line(request.staff.shop, found, since, until),
        "sentences": [say(sentence, lang()) for sentence in found.sentences],
        "rows": rows,
        "passed": passed,
    }
    return render(request, "board/clause.html", context)


def _about(period: Period, request: DeskRequest) -> dict[str, object]:
    return {
        "period": period,
        "periods": [(1, _("Today")), (7, _("7 days")), (30, _("30 days")), (365, _("A year"))],
        "may_switch": request.staff.is_one_of(Role.SHOP_MANAGER),
    }


def _period(request: DeskRequest) -> Period:
    """Return the days asked for; what is no date, or the wrong way round, is not asked for."""
    today = localtime(request.at).date()
    first, last = _day(request.GET.get("from", "")), _day(request.GET.get("until", ""))
    if first and last and first <= last <= today:
        return Period(max(first, today - timedelta(days=_LONGEST)), last, 0)
    text = request.GET.get("days", "30")
    days = min(int(text), _LONGEST) if text.isdecimal() and int(text) > 0 else 30
    return Period(today - timedelta(days=days - 1), today, days)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # 2026-02-31
        return None


def _bounds(period: Period, at: datetime) -> tuple[datetime, datetime]:
    zone = localtime(at).tzinfo
    first, after = period.first, period.last + timedelta(days=1)
    return datetime.combine(first, time.min, zone), datetime.combine(after, time.min, zone)


def _verdict(duty: Duty, done: Mapping[int, Event], at: datetime) -> tuple[str, str, str, str]:
    event = done.get(duty.pk, Event.of(duty.event))
    # Past tense only of what was done: a car that waits for its greeting is not “greeted, late”.
    what = event.label(lang()) if duty.met_at else event.do(lang())
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
