"""The calls: whom to call now, the weeks to come, demand heard, the month in figures."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jieche.care import follow_up_queries as queries
from jieche.care.follow_up_queries import Planned
from jieche.customers.models import Customer
from jieche.rulebook.judge import allowed_roles
from jieche.rulebook.words import Event, Role
from jieche.shop.queries import hours_of
from jieche.ui.moments import left, moment, tone_of_due
from jieche.ui.request import DeskRequest, for_roles
from jieche.values.phone import parse as parse_phone
from jieche.values.verdict import Impossible

DESK = (Role.ADVISOR, Role.RECEPTION_MANAGER, Role.SHOP_MANAGER)
_AHEAD = timedelta(weeks=8)


@dataclass(frozen=True)
class Row:
    """One call as the page lists it."""

    call: Planned
    tone: str
    when: str
    phone: str
    hours: str
    suits_now: bool
    url: str
    url_peace: str


@dataclass
class Week:
    """The calls that open in one week."""

    first: date
    last: date
    rows: list[Row] = field(default_factory=list)


@for_roles(*DESK)
def calls(request: DeskRequest) -> HttpResponse:
    """Show the calls of today in the order of their windows, and what is planned."""
    shop = request.staff.shop
    desk = hours_of(shop).desk
    rows = [_row(call, request) for call in queries.plan(request.staff, request.at + _AHEAD)]
    open_now = [row for row in rows if row.call.opens_at <= request.at]
    later = sorted(
        (row for row in rows if row.call.opens_at > request.at), key=lambda row: row.call.opens_at
    )
    first = _asked_month(request.GET.get("month", ""), desk.day_of(request.at))
    month = queries.month_of(shop, first, request.at)
    average = month.average_tenths
    context = {
        "rows": open_now,
        "behind": sum(row.tone == "red" for row in open_now),
        "weeks": _weeks(later, request),
        "later_count": len(later),
        "leads": queries.open_leads(request.staff),
        "answered": queries.answered_leads(request.staff),
        "may_read": request.staff.is_one_of(*allowed_roles(Event.LEAD_READ)),
        "month": month,
        "average": None if average is None else f"{average // 10}.{average % 10}",
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first.replace(day=28) + timedelta(days=4)).replace(day=1),
    }
    return render(request, "care/calls.html", context)


def _row(call: Planned, request: DeskRequest) -> Row:
    visit, at = call.visit, request.at
    hours = call.hours
    clock = at.astimezone(hours_of(visit.shop).desk.zone).time()
    page = visit.get_absolute_url()
    slug = "follow-up"
    is_open = call.opens_at <= at
    return Row(
        call=call,
        tone=tone_of_due(call.opens_at, call.due_at, at),
        when=left(call.due_at, at) if is_open else _from(call, at),
        phone=masked(visit.sender),
        hours=f"{hours[0]:%H:%M}–{hours[1]:%H:%M}" if hours else "",
        suits_now=hours is None or hours[0] <= clock <= hours[1],
        url=f"{page}?act={slug}#act-{slug}",
        url_peace=f"{page}?act=decline-calls#act-decline-calls",
    )


def _from(call: Planned, at: datetime) -> str:
    return _("from %(when)s") % {"when": moment(call.opens_at, at)}


def _weeks(rows: list[Row], request: DeskRequest) -> list[Week]:
    desk = hours_of(request.staff.shop).desk
    weeks: dict[date, Week] = {}
    for row in rows:
        day = desk.day_of(row.call.opens_at)
        monday = day - timedelta(days=day.weekday())
        week = weeks.setdefault(monday, Week(monday, monday + timedelta(days=6)))
        week.rows.append(row)
    return list(weeks.values())


def _asked_month(raw: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{raw}-01")
    except ValueError:
        return today.replace(day=1)


def masked(customer: Customer | None) -> str:
    """Return a telephone number as lists show it, its middle hidden."""
    if customer is None or not customer.phone:
        return ""
    try:
        return parse_phone(customer.phone).masked
    except Impossible:
        return ""
