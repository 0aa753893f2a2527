"""Bookings: the day, the week, the register, one slip, and a booking by telephone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jieche.appointments import commands, queries
from jieche.appointments.acts import ACTS
from jieche.appointments.forms import BookByPhone
from jieche.appointments.models import Booking, DepositEnd
from jieche.appointments.queries import DESK, READERS
from jieche.journal.door import Refused
from jieche.journal.queries import documents_of, entries_of
from jieche.rulebook.judge import prompts
from jieche.rulebook.words import Event, Stage
from jieche.shop.queries import hours_of
from jieche.ui.acts import lang, new_token, show
from jieche.ui.press import run
from jieche.ui.request import DeskRequest, for_roles
from jieche.ui.said import Reason, Words, put_beside
from jieche.values.plate import search_text
from jieche.vehicles.queries import by_plate

VIEWS = ("day", "week", "register")
_WEEK = 7
_ASKED = ("starts_at", "minutes", "bay")  # what the page of free hours hands over
_TONES = {
    Stage.WRITTEN: "amber", Stage.CONFIRMED: "blue", Stage.KEPT: "green", Stage.MISSED: "red",
    Stage.CANCELLED: "grey",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One booking as lists show it, with what is still to be done about it."""

    booking: Booking
    tone: str
    state: str
    missing: list[str]
    told_at: bool
    reminded: bool


@dataclass(frozen=True)
class Day:
    """One day: its bookings by hour, and how much of the bays they take."""

    day: date
    is_today: bool
    is_open: bool
    hours: list[tuple[str, list[Row]]]
    taken: str
    whole: str
    percent: int


@for_roles(*READERS)
def bookings(request: DeskRequest) -> HttpResponse:
    """Show the bookings of a day or a week by hour, or the register."""
    shop = request.staff.shop
    today = hours_of(shop).desk.day_of(request.at)
    view = request.GET.get("view", "day")
    view = view if view in VIEWS else "day"
    day = _asked_day(request.GET.get("day", ""), today)
    first = day - timedelta(days=day.weekday()) if view != "day" else day
    last = first + timedelta(days=_WEEK - 1) if view != "day" else day
    step = timedelta(days=_WEEK if view != "day" else 1)
    found = list(queries.between(shop, first, last))
    rows = _rows(found)
    context = {
        "view": view,
        "views": [
            (name, words, _at(name, day), name == view)
            for name, words in zip(VIEWS, (_("Day"), _("Week"), _("Booking register")), strict=True)
        ],
        "day": day,
        "last": last,
        "print_url": reverse("papers:booking_register", args=[first.isoformat(), last.isoformat()]),
        "days": [_day(request, one, today, rows) for one in _each(first, last)],
        "rows": rows,
        "before": _at(view, first - step),
        "after": _at(view, first + step),
        "today_url": "" if first <= today <= last else _at(view, today),
        "may_book": request.staff.is_one_of(*DESK),
    }
    return render(request, "appointments/bookings.html", context)


def _asked_day(raw: str, today: date) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return today


def _at(view: str, day: date) -> str:
    return f"{reverse('appointments:bookings')}?view={view}&day={day.isoformat()}"


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _rows(found: list[Booking]) -> list[Row]:
    done = queries.done_about(found)
    return [_row(booking, done[booking.pk]) for booking in found]


def _row(booking: Booking, done: set[Event]) -> Row:
    stage = booking.matter.stands_at
    missing = []
    if not booking.matter.is_closed:
        owes = Event.DEPOSIT_ASKED in done and not done & {
            Event.DEPOSIT_TAKEN, Event.DEPOSIT_WAIVED,
        }  # fmt: skip
        missing += [_("deposit open")] if owes else []
        missing += [] if Event.BOOKING_CONFIRMED in done else [_("not confirmed")]
        missing += [] if Event.WORKSHOP_INFORMED in done else [_("workshop not told")]
    return Row(
        booking, _TONES.get(stage, "grey"), stage.label(lang()), missing,
        Event.WORKSHOP_INFORMED in done, Event.BOOKING_REMINDED in done,
    )  # fmt: skip


def _day(request: DeskRequest, day: date, today: date, rows: list[Row]) -> Day:
    shop = request.staff.shop
    zone = ZoneInfo(shop.time_zone)
    here = [row for row in rows if row.booking.starts_at.astimezone(zone).date() == day]
    taken, whole = queries.capacity(shop, day, [row.booking for row in here])
    spans = hours_of(shop).desk.spans(day)
    open_hours = range(spans[0][0].hour, _last_hour(spans[-1][1]) + 1) if spans else range(0)
    by_hour: dict[int, list[Row]] = {hour: [] for hour in open_hours}
    for row in here:
        by_hour.setdefault(row.booking.starts_at.astimezone(zone).hour, []).append(row)
    return Day(
        day, day == today, bool(spans),
        [(f"{hour:02}:00", by_hour[hour]) for hour in sorted(by_hour)],
        _hours(taken), _hours(whole), round(100 * taken / whole) if whole else 0,
    )  # fmt: skip


def _last_hour(closes: datetime) -> int:
    return closes.hour - 1 if closes.minute == 0 else closes.hour


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")


@for_roles(*READERS)
def booking(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one booking: its slip, its acts, what happened."""
    found = queries.find_booking(request.staff, pk)
    if found is None:
        raise Http404
    acts = [act for act in ACTS if act.subject.prefix == "bookings"]
    context = {
        "booking": found,
        "tone": _TONES.get(found.matter.stands_at, "grey"),
        "acts": show(acts, found, request),
        "may_book_anew": found.matter.stands_at is Stage.MISSED and request.staff.is_one_of(*DESK),
        "end": DepositEnd.objects.filter(booking=found).select_related("carried_to").first(),
        "documents": documents_of(found.matter),
        "entries": [
            (entry.happened_at, entry.what.label(lang()), entry.by.name)
            for entry in reversed(entries_of(found.matter))
        ],
    }
    return render(request, "appointments/booking.html", context)


@for_roles(*DESK)
def new_booking(request: DeskRequest) -> HttpResponse:
    """Take a booking by telephone."""
    if request.method != "POST":
        asked = {name: request.GET[name] for name in _ASKED if name in request.GET}
        known = _like(request) or _known(request, request.GET)
        form = BookByPhone(subject=request.staff, at=request.at, initial=asked | known)
        return _form_page(request, form)
    form = BookByPhone(request.POST, subject=request.staff, at=request.at)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    page = reverse("appointments:bookings")
    try:
        led_to = run(
            request, request.POST.get("token", ""), page,
            lambda: commands.book_by_phone(
                by=request.staff, at=request.at, ticked=request.POST.getlist("ticked"),
                **form.cleaned_data,
            ),
        )  # fmt: skip
    except Refused as refused:
        put_beside(form, refused.reasons, lang())
        return _form_page(request, form, status=422, refused=refused)
    messages.success(request, Event.BOOKING_MADE.label(lang()))
    return HttpResponseRedirect(led_to)


@for_roles(*DESK)
def look_up(request: DeskRequest) -> HttpResponse:
    """Fill in who called for the plate typed so far; nothing is written."""
    known = _known(request, request.POST)
    if "filled_for" not in known and not request.POST.get("filled_for"):
        return HttpResponse(status=204)  # nothing to fill in: what is being typed stays
    typed = {} if request.POST.get("filled_for") else _typed_caller(request)
    form = BookByPhone(subject=request.staff, at=request.at, initial={**typed, **known})
    return render(request, "appointments/_caller.html", {"form": form})


def _typed_caller(request: DeskRequest) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in ("name", "title", "phone")}


def _known(request: DeskRequest, typed: Any) -> dict[str, Any]:
    """Return what a known plate brings along."""
    plate = search_text(str(typed.get("plate", "")))
    car = by_plate(request.staff.shop, plate) if plate else None
    if car is None:
        return {"plate": plate}
    owner = car.owner
    known = {"plate": car.plate_shown, "filled_for": car.plate}
    if owner is not None:
        known |= {"name": owner.name, "title": owner.title, "phone": owner.phone}
    return known


def _like(request: DeskRequest) -> dict[str, Any]:
    """Return what was agreed in the booking whose customer is booked anew, nothing without one."""
    number = request.GET.get("like", "")
    old = queries.find_booking(request.staff, int(number)) if number.isdecimal() else None
    if old is None or old.vehicle is None or old.customer is None:
        return {}
    return {
        "plate": old.vehicle.plate_shown, "filled_for": old.vehicle.plate,
        "name": old.customer.name, "title": old.customer.title, "phone": old.customer.phone,
        "items": old.items, "wishes": old.wishes, "estimate_fen": old.estimate_fen,
        "parts_fen": old.costly_parts_fen or None, "parts_note": old.parts_note,
    }  # fmt: skip


def _form_page(
    request: DeskRequest, form: BookByPhone, *, status: int = 200, refused: Refused | None = None
) -> HttpResponse:
    english = lang().startswith("en")
    context = {
        "form": form,
        "token": new_token(),
        "reasons": [
            Reason(reason.text(lang()), reason.clause)
            for reason in (refused.reasons if refused else [])
        ],
        "prompts": [
            Words(clause.number, prompt.en if english else prompt.zh)
            for clause, prompt in prompts(Event.BOOKING_AGREED)
        ],
    }
    return render(request, "appointments/new.html", context, status=status)
