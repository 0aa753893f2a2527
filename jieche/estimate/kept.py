"""How promises were kept: the share beside what was said, by month and kind of car."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from jieche.estimate.models import Promise
from jieche.estimate.remembered import LATER
from jieche.estimate.says import Group
from jieche.journal.models import Entry
from jieche.rulebook.words import Event, Role
from jieche.shop.models import Shop
from jieche.ui.acts import lang
from jieche.ui.moments import moment
from jieche.ui.request import DeskRequest, for_roles

_BACK = timedelta(days=366)
_CARS = 25  # on one page


@dataclass(frozen=True)
class Outcome:
    """A promise that was to be kept, and when the car was ready for hand-over."""

    promise: Promise
    ready_at: datetime
    month: str
    group: str
    chance: float

    @property
    def is_kept(self) -> bool:
        """Say whether the car was ready by then."""
        return self.ready_at <= self.promise.promised_at

    @property
    def is_allowed(self) -> bool:
        """Say whether the manager had allowed an earlier hour: these are counted apart."""
        return bool(self.promise.allowed_because)


@dataclass(frozen=True)
class Row:
    """One kind of car in one month."""

    month: str
    group: str
    name: str
    count: int
    kept: int
    said: int  # the mean chance that was said, in hundredths

    @property
    def percent(self) -> int:
        """Return the share that was kept, in hundredths."""
        return round(100 * self.kept / self.count)


def outcomes(shop: Shop, at: datetime) -> list[Outcome]:
    """
    Return what came of the promises of the last year, the latest first.

    An apology made because a promise could not be kept does not take its place.
    """
    ready: dict[int, datetime] = {}
    rows = Entry.objects.filter(
        shop=shop, happened_at__gt=at - _BACK,
        event__in=[Event.DOCUMENTS_READY.value, Event.RELEASED.value],
    ).order_by("number")  # fmt: skip
    for matter, happened in rows.values_list("matter_id", "happened_at"):
        ready.setdefault(matter, happened)
    last: dict[int, Promise] = {}
    promises = Promise.objects.filter(visit__shop=shop, made_at__gt=at - _BACK).select_related(
        "visit", "visit__vehicle", "by"
    )
    for promise in promises.order_by("visit_id", "version"):
        matter = promise.visit.matter_id
        is_new = promise.load.get("for") != LATER or matter not in last
        if matter in ready and "quote" in promise.load and is_new:
            last[matter] = promise
    found = [
        Outcome(
            promise,
            ready[matter],
            f"{localtime(ready[matter]):%Y-%m}",
            promise.load["quote"]["group"],
            promise.load["chance"],
        )
        for matter, promise in last.items()
    ]
    return sorted(found, key=lambda each: each.ready_at, reverse=True)


def table(found: Sequence[Outcome]) -> list[Row]:
    """Return the kept share by month and group, the latest month first; all of a month on top."""
    cells: dict[tuple[str, str], list[Outcome]] = {}
    for each in found:
        for group in ("allowed",) if each.is_allowed else ("", each.group):
            cells.setdefault((each.month, group), []).append(each)
    order = ["", *(group.value for group in Group)]
    return [
        Row(
            month, group, Group.of(group).label(lang()) if group in order[1:] else "",
            len(cars), sum(car.is_kept for car in cars),
            round(100 * sum(car.chance for car in cars) / len(cars)),
        )
        for (month, group), cars in sorted(
            cells.items(),
            key=lambda pair: (
                [-int(part) for part in pair[0][0].split("-")],
                order.index(pair[0][1]) if pair[0][1] in order else len(order),
            ),
        )
    ]  # fmt: skip


@for_roles(Role.SHOP_MANAGER, Role.RECEPTION_MANAGER)
def kept(request: DeskRequest) -> HttpResponse:
    """Show the kept share, and behind each figure its cars."""
    found = outcomes(request.staff.shop, request.at)
    rows = table(found)
    month = request.GET.get("month", rows[0].month if rows else "")
    group = request.GET.get("group", "")
    cars = [
        each
        for each in found
        if each.month == month
        and (each.is_allowed if group == "allowed" else not each.is_allowed)
        and group in {"", "allowed", each.group}
    ]
    page = Paginator(cars, _CARS).get_page(request.GET.get("page"))
    return render(
        request,
        "estimate/kept.html",
        {
            "rows": rows,
            "month": month,
            "group": group,
            "page": page,
            "cars": [_car(each, request.at) for each in page],
        },
    )


def _car(each: Outcome, at: datetime) -> dict[str, Any]:
    visit = each.promise.visit
    return {
        "car": visit.vehicle or "",
        "number": visit.number,
        "url": visit.get_absolute_url(),
        "promised": moment(each.promise.promised_at, at),
        "ready": moment(each.ready_at, at),
        "chance": round(each.chance * 100),
        "kept": each.is_kept,
        "why": each.promise.allowed_because,
        "by": each.promise.by.name,
    }
