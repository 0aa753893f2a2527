"""The wall board: cars, stages and promises across a hall, with nothing that names a person."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jieche.board.lanes import LANES, lane_names
from jieche.board.promise import clock_of
from jieche.journal.queries import cases_of
from jieche.rulebook.case import Case
from jieche.shop.models import Shop
from jieche.ui.acts import lang
from jieche.ui.moments import day, hour
from jieche.ui.request import DeskRequest, for_roles, public
from jieche.visits.models import Visit
from jieche.visits.queries import in_house_of

_FITS = 9  # rows of a lane on a screen of any height: everything grows with it
_AGAIN_AFTER = 30  # seconds; the browser asks by itself, without a script


@for_roles()
def wall(request: DeskRequest) -> HttpResponse:
    """Show the wall board to a person of the shop."""
    return _board(request, request.staff.shop)


@public
def hung_wall(request: DeskRequest, key: str) -> HttpResponse:
    """Show the wall board on a screen at which nobody is signed in: by the key in its address."""
    shop = Shop.objects.filter(wall_key=key).first() if key else None
    if shop is None:
        raise Http404
    return _board(request, shop)


def _board(request: DeskRequest, shop: Shop) -> HttpResponse:
    context = {"title": shop.short_name or shop.name, "lanes": wall_lanes(shop, request.at)}
    response = render(request, "board/wall.html", context)
    response.headers["Refresh"] = str(_AGAIN_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def wall_lanes(shop: Shop, at: datetime) -> list[dict[str, Any]]:
    """Return the lanes of ``ui/wall.html``: in each the car that is promised first on top."""
    visits = [visit for visit in in_house_of(shop) if visit.vehicle is not None]
    cases = cases_of([visit.matter for visit in visits])
    visits.sort(key=lambda visit: visit.promised_at or visit.arrived_at)
    names = lane_names()
    lanes = []
    for name, _wide, stages in LANES:
        here = [visit for visit in visits if visit.matter.stands_at in stages]
        cars = [_row(visit, cases[visit.matter_id], at) for visit in here]
        more = len(cars) - _FITS
        lanes.append(
            {
                "name": names[name],
                "count": len(cars),
                "cars": cars[: _FITS - 1] if more > 0 else cars,
                "more": more + 1 if more > 0 else 0,
            }
        )
    return lanes


def _row(visit: Visit, case: Case, at: datetime) -> dict[str, Any]:
    clock = clock_of(visit, case, at)
    vehicle = visit.vehicle
    return {
        "car": masked(vehicle.plate_shown) if vehicle and vehicle.plate else _("No plate"),
        "kind": vehicle.plate_kind if vehicle and vehicle.plate else "",
        "state": visit.matter.stands_at.label(lang()),
        "tone": clock.tone if clock else "grey",
        "at": hour(visit.promised_at) if visit.promised_at else "",
        "day": day(visit.promised_at, at) if visit.promised_at else "",
    }


def masked(plate: str) -> str:
    """Hide the middle of a plate: its owner knows it by its ends."""
    head, _dot, tail = plate.partition("·")
    return f"{head}·{'*' * max(0, len(tail) - 2)}{tail[-2:]}" if tail else plate
