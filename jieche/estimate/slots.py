"""The free hours: which half-hours of the next days can be booked, for a page and for a form."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jieche.appointments.forms import read_hour, read_hours
from jieche.appointments.queries import DESK
from jieche.appointments.room import Wanted
from jieche.estimate.rooms import Slot, open_days, slots_of, tone_of_room
from jieche.shop.models import Place, Shop
from jieche.shop.queries import hours_of, places
from jieche.ui.moments import hour, moment
from jieche.ui.request import DeskRequest, for_roles
from jieche.values.verdict import Impossible

_DAYS = 3  # shown at once
_USUAL = 60  # minutes, where nothing is typed yet


@dataclass(frozen=True)
class Half:
    """One half-hour as the page shows it."""

    hour: str
    tone: str
    words: str
    value: str  # as it is typed
    url: str
    is_chosen: bool
    is_over: bool  # the work goes on into another day


@dataclass(frozen=True)
class Day:
    """One day with its half-hours."""

    day: date
    is_today: bool
    halves: list[Half]


@for_roles(*DESK)
def slots(request: DeskRequest) -> HttpResponse:
    """Show the free hours around the day that is typed, and the chance of a typed hour."""
    shop, asked = request.staff.shop, request.GET
    desk = hours_of(shop).desk
    today = desk.day_of(request.at)
    typed = _typed(asked.get("starts_at", ""), shop, request.at)
    first = _day(asked.get("day", "")) or (desk.day_of(typed) if typed else today)
    days = open_days(shop, max(first, today), _DAYS)
    bays = places(shop, Place.Kind.WORK_BAY)
    bay = next((each for each in bays if str(each.pk) == asked.get("bay")), None)
    minutes = _minutes(asked.get("minutes", ""))
    moved = asked.get("besides", "")
    besides = int(moved) if moved.isdigit() else None
    wanted = Wanted(typed or request.at, minutes, bay, besides)
    found, said = slots_of(shop, days, wanted, request.at, typed)
    is_part = request.headers.get("HX-Request") == "true"
    kept = {"minutes": f"{minutes / 60:g}", "bay": bay.pk if bay else "", "besides": moved}
    context = {
        "days": [
            Day(day, day == today, [_half(each, typed, kept, request.at) for each in there])
            for day in days
            if (there := [each for each in found if desk.day_of(each.starts_at) == day])
        ],
        "typed": _said(said, request.at) if said else None,
        "before": _link(kept, days[0] - timedelta(days=_DAYS)) if days and days[0] > today else "",
        "after": _link(kept, days[-1] + timedelta(days=1)) if days else "",
        "bays": bays,
        "bay": bay,
        "hours": kept["minutes"],
        "is_part": is_part,
    }
    return render(request, f"estimate/{'_slots' if is_part else 'slots'}.html", context)


def _day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def _typed(raw: str, shop: Shop, at: datetime) -> datetime | None:
    """Return the hour that is typed so far, None where it can't be read yet or is past."""
    try:
        found = read_hour(raw, shop, at)
    except Impossible:
        return None
    return found if found > at else None


def _minutes(raw: str) -> int:
    try:
        return read_hours(raw)
    except Impossible:
        return _USUAL


def _link(kept: dict[str, Any], day: date) -> str:
    asked = {name: value for name, value in kept.items() if value} | {"day": day.isoformat()}
    return f"{reverse('estimate:slots')}?{urlencode(asked)}"


def _words(chance: float) -> str:
    match tone_of_room(chance):
        case "green":
            return _("free")
        case "amber":
            return _("tight %(n)s%%") % {"n": round(chance * 100)}
    return _("full")


def _half(each: Slot, typed: datetime | None, kept: dict[str, Any], at: datetime) -> Half:
    value = f"{localtime(each.starts_at):%Y-%m-%d %H:%M}"
    asked = {"starts_at": value, **{name: kept[name] for name in ("minutes", "bay") if kept[name]}}
    is_over = localtime(each.starts_at).date() != localtime(each.ends_at).date()
    return Half(
        hour(each.starts_at), each.tone, _words(each.chance), value,
        f"{reverse('appointments:new_booking')}?{urlencode(asked)}",
        each.starts_at == typed, is_over,
    )  # fmt: skip


def _said(each: Slot, at: datetime) -> dict[str, str]:
    return {
        "tone": each.tone,
        "words": _("%(when)s: bay and hands are free with a chance of about %(n)s %%")
        % {"when": moment(each.starts_at, at), "n": round(each.chance * 100)},
    }
