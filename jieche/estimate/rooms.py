"""
Which hours can be booked: in how many of the scenarios a bay and somebody are free (16.7).

It is reckoned from the cars in the house and the bookings that stand now; who will come without one
is not among them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from jieche.appointments.models import Booking
from jieche.appointments.room import ENOUGH, Wanted
from jieche.estimate.forecast import outlook_of
from jieche.estimate.hall import bays_for, trade_at
from jieche.promise import Operation
from jieche.shop.models import Place, Shop
from jieche.shop.queries import hours_of, places
from jieche.shop.words import Trade

STEP = timedelta(minutes=30)
LITTLE = 0.5  # below this an hour is called full
_FAR = 200  # days; nobody books so far ahead, and the search for open days has an end


@dataclass(frozen=True)
class Slot:
    """Half an hour at which work could begin, and the chance that bay and hands are free."""

    starts_at: datetime
    ends_at: datetime
    chance: float

    @property
    def tone(self) -> str:
        """Return the colour's rule."""
        return tone_of_room(self.chance)


def tone_of_room(chance: float) -> str:
    """Return the colour of a chance to find room: green free, amber tight, red full."""
    return "green" if chance >= ENOUGH else "amber" if chance >= LITTLE else "red"


def hours_url() -> str:
    """Return where the free hours are shown."""
    return reverse("estimate:slots")


def chance_of_room(shop: Shop, wanted: Wanted, at: datetime) -> float | None:
    """Return the chance that bay and hands are free at an hour, None for one that can't be."""
    if wanted.starts_at <= at or not hours_of(shop).desk.is_open(wanted.starts_at):
        return None
    found = _slots(shop, [wanted.starts_at], wanted, at)
    return found[0].chance if found else None


def slots_of(
    shop: Shop, days: Sequence[date], wanted: Wanted, at: datetime, typed: datetime | None = None
) -> tuple[list[Slot], Slot | None]:
    """
    Return the half-hours of these days at which the desk is open and the workshop works.

    ``wanted``: for how long and at which bay; beside them the hour that somebody ``typed``.
    """
    hours, found = hours_of(shop), list[datetime]()
    for day in days:
        for opens, closes in hours.work.spans(day):
            start = opens
            while start < closes:
                if start > at and hours.desk.is_open(start):
                    found.append(start)
                start += STEP
    is_open = typed is not None and typed > at and hours.desk.is_open(typed)
    asked = [typed] if typed is not None and is_open else []
    slots = _slots(shop, [*found, *asked], wanted, at)
    if not asked:
        return slots, None
    return slots[:-1], slots[-1] if slots else None


def open_days(shop: Shop, first: date, count: int) -> list[date]:
    """Return the next ``count`` days from ``first`` on at which the workshop works."""
    work = hours_of(shop).work
    days = (first + timedelta(days=n) for n in range(_FAR))
    found = []
    for day in days:
        if work.spans(day):
            found.append(day)
        if len(found) == count:
            break
    return found


def _slots(shop: Shop, starts: Sequence[datetime], wanted: Wanted, at: datetime) -> list[Slot]:
    if not starts:
        return []
    work = hours_of(shop).work
    ends = [work.add(start, wanted.minutes) for start in starts]
    outlook = outlook_of(shop, at, until=max(ends), besides=wanted.besides)
    if outlook is None:
        return []
    kind = wanted.bay.work_kind if wanted.bay is not None else ""
    trade = trade_at(kind) if kind else Trade.MECHANIC
    room = Operation("room", "booked", float(wanted.minutes), (trade.value,), bays_for(trade, kind))
    bays = [wanted.bay] if wanted.bay is not None else places(shop, Place.Kind.WORK_BAY)
    kept = _kept(shop, min(starts), max(ends), wanted.besides)
    return [
        Slot(
            start, end, outlook.room_for(room, start) if _some_free(bays, kept, start, end) else 0.0
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _kept(
    shop: Shop, first: datetime, last: datetime, besides: int | None
) -> list[tuple[int, datetime, datetime]]:
    """Return which bays are kept by bookings, and from when until when."""
    rows = Booking.objects.filter(
        shop=shop, is_bay_held=True, starts_at__lt=last, ends_at__gt=first
    ).exclude(pk=besides or 0)
    return list(rows.values_list("work_bay_id", "starts_at", "ends_at"))


def _some_free(
    bays: Iterable[Place], kept: Sequence[tuple[int, datetime, datetime]],
    start: datetime, end: datetime,
) -> bool:  # fmt: skip
    """Say whether one of the bays is kept by no booking: a booking is never made over another."""
    taken = {bay for bay, since, until in kept if since < end and until > start}
    return any(bay.pk not in taken for bay in bays)
