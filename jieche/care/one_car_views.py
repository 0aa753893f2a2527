"""The page on which two records of one car are put together. Clauses 13.2, 13.4."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jieche.appointments.queries import waiting_of
from jieche.care import file_queries as queries
from jieche.care.file_views import MENDERS, beside, find, note_refused
from jieche.care.one_car_commands import put_together
from jieche.care.one_car_forms import FindOther, PutTogether
from jieche.care.one_car_queries import in_the_way
from jieche.journal.door import Refused
from jieche.ui.acts import lang, new_token
from jieche.ui.press import run
from jieche.ui.request import DeskRequest, for_roles
from jieche.vehicles.merging import blanks_filled
from jieche.vehicles.models import Vehicle
from jieche.visits.queries import here_now


@for_roles(*MENDERS, refused=note_refused)
def merge(request: DeskRequest, pk: int) -> HttpResponse:
    """Find the other record of a car, compare the two, put them together."""
    stays = find(request, pk)
    if stays.merged_into is not None:
        return HttpResponseRedirect(reverse("care:merge", args=[stays.merged_into.pk]))
    if request.method == "POST":
        return _put_together(request, stays)
    asked = FindOther(request.GET if "other" in request.GET else None, subject=stays)
    goes = asked.cleaned_data["other"] if asked.is_valid() else None
    form = PutTogether(subject=stays, initial={"goes": goes.pk} if goes else {})
    return _page(request, stays, goes, {"asked": asked, "form": form})


def _put_together(request: DeskRequest, stays: Vehicle) -> HttpResponse:
    form = PutTogether(request.POST, subject=stays, staff=request.staff, at=request.at)
    page = reverse("care:file", args=[stays.pk])
    reasons: list[str] = []
    if form.is_valid():
        told = form.cleaned_data
        try:
            led_to = run(
                request, request.POST.get("token", ""), page,
                lambda: put_together(stays, by=request.staff, at=request.at, **told),
            )  # fmt: skip
        except Refused as refused:
            reasons = beside(form, refused)
        else:
            messages.success(request, _("The two records are one now"))
            return HttpResponseRedirect(led_to)
    typed = request.POST.get("goes", "")
    goes = queries.find_car(request.staff, int(typed)) if typed.isdecimal() else None
    asked = FindOther(subject=stays, initial={"other": str(goes) if goes else ""})
    told = {"asked": asked, "form": form, "reasons": reasons}
    return _page(request, stays, goes, told, status=422)


def _page(
    request: DeskRequest,
    stays: Vehicle,
    goes: Vehicle | None,
    told: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    against = in_the_way(stays, goes) if goes and goes.pk != stays.pk else []
    context = {
        "stays": stays,
        "goes": goes,
        "rows": compared(stays, goes) if goes else [],
        "against": [
            {
                "reason": each.refusal.text(lang()),
                "clause": each.refusal.clause,
                "mend_url": each.url,
                "mend_words": _("Go there"),
            }
            for each in against
        ],
        "token": new_token(),
        **told,
    }
    return render(request, "care/merge.html", context, status=status)


@dataclass(frozen=True)
class Row:
    """One line of the comparison; ``fills`` where the record that stays takes it over."""

    label: str
    stays: str
    goes: str
    fills: bool = False
    is_left: bool = False  # it is written on the one that goes and is not taken over
    is_plate: bool = False


def compared(stays: Vehicle, goes: Vehicle) -> list[Row]:
    """Return what both records hold, side by side, and what becomes of it."""
    filled = blanks_filled(stays, goes)
    facts = (
        ("plate", _("Plate"), "plate_shown"), ("vin", "VIN", "vin"), ("make", _("Make"), "make"),
        ("model", _("Model"), "model"), ("year", _("Year"), "year"),
        ("colour", _("Colour"), "colour"), ("engine_no", _("Engine no."), "engine_no"),
        ("owner", _("Owner"), "owner"),
    )  # fmt: skip
    rows = []
    for name, label, field in facts:
        ours, theirs = (str(getattr(car, field) or "") for car in (stays, goes))
        if ours or theirs:
            is_left = bool(theirs) and theirs != ours and name not in filled
            rows.append(Row(label, ours, theirs, name in filled, is_left, name == "plate"))
    both = [_held(car) for car in (stays, goes)]
    return rows + [Row(label, both[0][label], both[1][label]) for label in both[0]]


def _held(car: Vehicle) -> dict[str, str]:
    """Return what a record holds that goes over as it is, by its label."""
    file, here = queries.file_of(car), here_now(car)
    seen = localtime(car.last_seen_at) if car.last_seen_at else None
    return {
        _("File number"): file.number if file else "",
        _("Place in the cabinet"): file.cabinet if file else "",
        _("Visits"): str(car.visits.count()),
        _("Last here"): f"{seen:%Y-%m-%d}" if seen else "",
        _("Last reading"): f"{car.last_km} km" if car.last_km else "",
        _("In the house now"): here.number if here else "",
        _("Booked"): ", ".join(
            f"{localtime(each.starts_at):%m-%d %H:%M}" for each in waiting_of(car)
        ),
    }
