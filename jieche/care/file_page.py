"""What the page of a car's file shows: six sections, and everything that was ever kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jieche.care import file_queries as queries
from jieche.care.file_came import Came, visits_of
from jieche.care.file_gaps import Known, note_gaps
from jieche.care.file_models import ContactNote
from jieche.care.law import kept_until
from jieche.care.models import Complaint, FollowUp
from jieche.checkin.models import BelongingsList, Walkaround
from jieche.customers.models import Customer
from jieche.rulebook.rights import MANAGERS
from jieche.rulebook.words import Event, Role
from jieche.shop.queries import hours_of
from jieche.ui.request import DeskRequest
from jieche.vehicles.models import OdometerReading, Vehicle

_MOST = 40  # visits that one page shows; a car that comes weekly has that many in a year


def context(car: Vehicle, request: DeskRequest) -> dict[str, Any]:
    """Return what the page shows of a car."""
    file = queries.file_of(car)
    came = visits_of(car)
    people = _people(car, came)
    complaints = list(
        Complaint.objects.filter(visit__vehicle=car)
        .select_related("matter", "receiver")
        .order_by("-registered_at")
    )
    sections = queries.held(car, file)
    is_keeper = request.staff.is_one_of(Role.RECORDS_KEEPER)
    may_mend = file is not None and (is_keeper or request.staff.is_one_of(*MANAGERS))
    note_gaps(sections, Known(car, people, came, complaints, request.at, may_mend))
    walk = _last_walk(car)
    out = [happened.at for each in came for happened in each.case.history if each.is_out
           and happened.event is Event.RELEASED]  # fmt: skip
    return {
        "car": car,
        "file": file,
        "holds": list(file.merged.order_by("pk")) if file else [],
        "loan": queries.open_loan(file),
        "sections": sections,
        "by_section": {each.section.value: each for each in sections},
        "gap_count": sum(len(each.gaps) for each in sections),
        "people": people,
        "came": came,
        "complaints": complaints,
        "readings": _readings(car),
        "line": odometer_line([(r.read_at, r.km) for r in _readings(car)]),
        "walk": walk,
        "marks": [mark.drawn() for mark in walk.marks.all()] if walk else [],
        "walks": Walkaround.objects.filter(visit__vehicle=car).select_related("visit", "by")
        .prefetch_related("marks").order_by("-at")[:_MOST],
        "lists": _lists(car),
        "calls": FollowUp.objects.filter(visit__vehicle=car).select_related("caller", "visit")
        .order_by("-called_at")[:_MOST],
        "contacts": ContactNote.objects.filter(customer__in=[p for _r, p in people])
        .select_related("customer", "by").order_by("-at")[:_MOST],
        "keep": kept_until(hours_of(car.shop).desk.day_of(max(out))) if out else None,
        "is_keeper": is_keeper,
        "no_keeper": file is None and not queries.keepers(car.shop),
        "may_note": True,  # whoever may read a file may note how its customer is reached
        "traces": queries.traces_of(file) if file and may_see_traces(request) else None,
    }  # fmt: skip


def may_see_traces(request: DeskRequest) -> bool:
    """Say whether the person may see who looked at files."""
    return request.staff.is_one_of(Role.RECORDS_KEEPER, Role.RECEPTION_MANAGER, Role.SHOP_MANAGER)


def _people(car: Vehicle, came: Sequence[Came]) -> list[tuple[str, Customer]]:
    """Return who has to do with the car, each once: its owner, then who brought it or paid."""
    found: dict[int, tuple[str, Customer]] = {}
    if car.owner is not None:
        found[car.owner.pk] = (_("Owner"), car.owner)
    for one in came:
        for role, person in ((_("Sender"), one.visit.sender), (_("Payer"), one.visit.payer)):
            if person is not None:
                found.setdefault(person.pk, (role, person))
    return list(found.values())


def _readings(car: Vehicle) -> list[OdometerReading]:
    return list(car.readings.order_by("read_at")[:200])


def _last_walk(car: Vehicle) -> Walkaround | None:
    return (
        Walkaround.objects.filter(visit__vehicle=car)
        .select_related("by", "visit")
        .prefetch_related("marks")
        .order_by("at", "pk")
        .last()
    )


def _lists(car: Vehicle) -> list[BelongingsList]:
    """Return the list of items that counts of each visit, latest first."""
    newest: dict[int, BelongingsList] = {}
    rows = BelongingsList.objects.filter(visit__vehicle=car).select_related("visit")
    for each in rows.prefetch_related("items").order_by("-at", "-pk")[: 2 * _MOST]:
        newest.setdefault(each.visit_id, each)
    return list(newest.values())


@dataclass(frozen=True)
class Point:
    """One reading on the drawn line."""

    x: str
    y: str
    words: str


WIDTH, HEIGHT, EDGE = 600, 120, 12


def odometer_line(readings: Sequence[tuple[datetime, int]]) -> list[Point]:
    """Return readings as points of a drawing 600 by 120; fewer than two make no line."""
    if len(readings) < 2:
        return []
    first, last = readings[0][0], readings[-1][0]
    whole = max((last - first).total_seconds(), 1)
    low, high = min(km for _at, km in readings), max(km for _at, km in readings)
    room = max(high - low, 1)
    return [
        Point(
            f"{EDGE + (at - first).total_seconds() / whole * (WIDTH - 2 * EDGE):.1f}",
            f"{HEIGHT - EDGE - (km - low) / room * (HEIGHT - 2 * EDGE):.1f}",
            f"{at:%Y-%m-%d} · {km} km",
        )
        for at, km in readings
    ]
