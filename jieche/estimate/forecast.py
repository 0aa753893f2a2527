"""
When a car can be ready: the cars ahead of it, its own hours, and the parts it waits for.

One plain reckoning: the workshop's places work off the signed cars in the order of their signing,
each place one car at a time. A better forecaster takes the place of ``forecast`` and fills the
same ``Forecast``; what a promise was based on is kept with the promise either way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jieche.rulebook.hours import Hours
from jieche.values.clock import up_to_half_hour

ENGINE = "queue-1"


@dataclass(frozen=True)
class Ahead:
    """A car that is worked on before this one, and the minutes of work it still has."""

    number: str
    plate: str
    minutes: int


@dataclass(frozen=True)
class Forecast:
    """When the car can be ready, and why."""

    at: datetime
    wait_minutes: int  # working minutes until a place is free
    own_minutes: int  # its own hours
    start_at: datetime
    earliest_at: datetime
    margin_minutes: int
    safe_at: datetime  # earliest with the margin
    parts_at: datetime | None
    suggested_at: datetime
    cars: tuple[Ahead, ...]
    places: int


def free_after(minutes: Sequence[int], places: int) -> int:
    """Return after how many working minutes the first of ``places`` is free of the cars ahead."""
    busy = [0] * max(1, places)
    for each in minutes:
        first = busy.index(min(busy))
        busy[first] += each
    return min(busy)


def forecast(
    *,
    work: Hours,
    desk: Hours,
    at: datetime,
    own_minutes: int,
    cars: Sequence[Ahead],
    places: int,
    parts_at: datetime | None,
    margin_percent: int,
) -> Forecast:
    """
    Return when a car that is signed now can be ready.

    Work starts when a place is free and the last part is here. The margin is a share of the
    working time from now to the earliest finish, rounded up to whole minutes; the suggested time
    is rounded up to the half hour and lies in the desk's hours.
    """
    wait = free_after([car.minutes for car in cars], places)
    start_at = max(work.add(at, wait), parts_at or at)
    earliest_at = work.add(start_at, own_minutes)
    lead = int(work.between(at, earliest_at))
    margin = -(-lead * margin_percent // 100)
    safe_at = work.add(earliest_at, margin)
    return Forecast(
        at=at,
        wait_minutes=wait,
        own_minutes=own_minutes,
        start_at=start_at,
        earliest_at=earliest_at,
        margin_minutes=margin,
        safe_at=safe_at,
        parts_at=parts_at,
        suggested_at=_in_desk_hours(safe_at, desk),
        cars=tuple(cars),
        places=places,
    )


def _in_desk_hours(at: datetime, desk: Hours) -> datetime:
    """Round up to the half hour; past closing, to the first half hour of the next open day."""
    suggested = up_to_half_hour(at.astimezone(desk.zone))
    if desk.is_open(suggested):
        return suggested
    return up_to_half_hour(desk.add(suggested, 0))
