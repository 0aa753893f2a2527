"""The arrival page: a plate, and what it brings along."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jieche.appointments.models import Booking
from jieche.appointments.queries import booking_of_car
from jieche.journal.door import Refused
from jieche.reception import commands, queries
from jieche.reception.forms.arrival import Arrival, Completion, GateArrival, filled_from
from jieche.rulebook.words import Role
from jieche.shop.queries import hours_of
from jieche.ui.acts import lang
from jieche.ui.press import run
from jieche.ui.request import DeskRequest, for_roles, may_open
from jieche.ui.said import put_into
from jieche.values.plate import search_text
from jieche.vehicles.models import Vehicle
from jieche.vehicles.queries import found
from jieche.vehicles.remarks import remarks_of
from jieche.visits.models import Visit
from jieche.visits.queries import here_now, visible_to

DESK = (Role.ADVISOR, Role.RECEPTION_MANAGER)
_MOST_HITS = 5


@for_roles(*DESK, Role.GATE)
def register_arrival(request: DeskRequest) -> HttpResponse:
    """Show the arrival page, or open the visit."""
    if request.method != "POST":
        return _page(request, _filled_form(request, request.GET))
    form = _form_type(request)(request.POST, shop=request.staff.shop, at=request.at)
    if not form.is_valid():
        return _page(request, form, status=422)
    page = reverse("reception:register_arrival")
    plate = form.cleaned_data.get("plate")
    car = queries.car_of(request.staff.shop, plate.text) if plate else None
    was_here = car is not None and here_now(car) is not None
    try:
        led_to = run(
            request, request.POST.get("token", ""), page,
            lambda: commands.register_arrival(by=request.staff, at=request.at, **form.told()),
        )  # fmt: skip
    except Refused as refused:
        return _refused(request, form, refused)
    what = plate.shown if plate else _("Visit")
    words = _("%(car)s is here already: its visit is open") if was_here else _("%(car)s registered")
    messages.success(request, words % {"car": what})
    return HttpResponseRedirect(page if _is_gate(request) else led_to)


@for_roles(*DESK, Role.GATE)
def look_up(request: DeskRequest) -> HttpResponse:
    """Fill the page for the plate typed so far; nothing is written."""
    typed = request.POST if request.method == "POST" else request.GET
    form = _filled_form(request, typed)
    if request.headers.get("HX-Request"):
        return render(request, "reception/_arrival.html", _context(request, form))
    return _page(request, form)


@for_roles(*DESK)
def complete_arrival(request: DeskRequest, pk: int) -> HttpResponse:
    """Fill in what the gate could not know."""
    visit = visible_to(request.staff).filter(pk=pk).first()
    if visit is None or visit.matter.is_closed:
        raise Http404
    shop = request.staff.shop
    if request.method != "POST":
        form = Completion(visit=visit, shop=shop, at=request.at, initial=_known_of(visit))
        return _page(request, form, visit=visit)
    form = Completion(request.POST, visit=visit, shop=shop, at=request.at)
    if not form.is_valid():
        return _page(request, form, visit=visit, status=422)
    try:
        with transaction.atomic():
            commands.complete_arrival(visit, by=request.staff, at=request.at, **form.told())
    except Refused as refused:
        return _refused(request, form, refused, visit=visit)
    messages.success(request, _("Car and customer noted"))
    return HttpResponseRedirect(visit.get_absolute_url())


def _known_of(visit: Visit) -> dict[str, Any]:
    if visit.vehicle is None:
        sender = visit.sender
        told = {"sender_name": sender.name, "sender_phone": sender.phone} if sender else {}
        return {**told, "sender_title": sender.title if sender else ""}
    return filled_from(visit.vehicle, visit.sender)


def _is_gate(request: DeskRequest) -> bool:
    """Say whether the person may register no more than a plate: persons are not his to see."""
    return not request.staff.is_one_of(*DESK)


def _form_type(request: DeskRequest) -> type[GateArrival]:
    return GateArrival if _is_gate(request) else Arrival


def _filled_form(request: DeskRequest, typed: Mapping[str, Any]) -> GateArrival:
    """Return the form with what the plate brings along; what was typed by hand is kept."""
    shop = request.staff.shop
    plate = str(typed.get("plate", ""))
    car = queries.car_of(shop, plate)
    first: dict[str, Any] = {"plate": plate}
    if car is not None:
        first = filled_from(car, queries.last_sender(car)) | {"plate": plate or car.plate_shown}
    elif not typed.get("filled_for"):
        first |= {name: typed[name] for name in Arrival.base_fields if typed.get(name)}
    for name in ("channel", "arrived_at"):
        if typed.get(name):
            first[name] = typed[name]
    form = _form_type(request)(shop=shop, at=request.at, initial=first)
    if isinstance(form, Arrival):
        form.known = car
    return form


def _page(
    request: DeskRequest, form: GateArrival, *, visit: Visit | None = None, status: int = 200
) -> HttpResponse:
    return render(
        request, "reception/arrival.html", _context(request, form, visit), status=status
    )  # fmt: skip


def _context(request: DeskRequest, form: GateArrival, visit: Visit | None = None) -> dict[str, Any]:
    typed = str(form["plate"].value() or "")
    for name in set(getattr(form, "ASKED_FOR", ())) & set(form.fields):
        form.fields[name].required = True
    car = queries.car_of(request.staff.shop, typed)
    is_gate = _is_gate(request)
    return {
        "form": form,
        "visit": visit,
        "car": car,
        "open_visit": here_now(car) if car and visit is None else None,
        "last_visit": _last_visit(car),
        "remarks": remarks_of([car], request.staff)[car.pk] if car else [],
        "booking": _booking(request, car),
        "hits": [] if car or visit or is_gate else _hits(request, typed),
        "is_gate": is_gate,
        "is_asked_to_check": bool(form.errors.get("is_checked")),
        "is_asked_which_car": "vin" in form.errors or bool(form.data.get("is_other_car")),
        "put_together_url": _put_together_url(request, form, car),
        "is_vin_odd": bool(not is_gate and ("vin_note" in form.errors or form["vin_note"].value())),
        "token": secrets.token_urlsafe(16),
    }


def _put_together_url(request: DeskRequest, form: GateArrival, car: Vehicle | None) -> str:
    """Return where two records of one car become one: plate and VIN were refused as two cars'."""
    if car is None or car.vin or "vin" not in form.errors:
        return ""
    vin = search_text(str(form.data.get("vin", "")))
    other = Vehicle.objects.filter(shop=request.staff.shop, vin=vin).first() if vin else None
    if other is None or not may_open(request.staff, "care:merge", other.pk):
        return ""
    return f"{reverse('care:merge', args=[other.pk])}?{urlencode({'other': car.plate})}"


def _last_visit(car: Vehicle | None) -> Visit | None:
    return car.visits.order_by("-arrived_at").first() if car else None


def _booking(request: DeskRequest, car: Vehicle | None) -> Booking | None:
    today = hours_of(request.staff.shop).desk.day_of(request.at)
    return booking_of_car(car, today) if car else None


def _hits(request: DeskRequest, typed: str) -> list[dict[str, Any]]:
    """Return cars that may be meant: by tail, phone, name or pinyin."""
    if len(typed.strip()) < 2:
        return []
    page = reverse("reception:register_arrival")
    return [
        {
            "url": f"{page}?plate={car.plate}", "car": car.plate, "kind": car.plate_kind,
            "owner": car.owner.name if car.owner else "", "model": car.title,
            "last": f"{localtime(car.last_seen_at):%Y-%m-%d}" if car.last_seen_at else "",
            "flags": [],
        }
        for car in found(request.staff.shop, typed, most=_MOST_HITS)
        if car.plate
    ]  # fmt: skip


def _refused(
    request: DeskRequest, form: GateArrival, refused: Refused, visit: Visit | None = None
) -> HttpResponse:
    put_into(form, refused.reasons, lang())
    return _page(request, form, visit=visit, status=422)
