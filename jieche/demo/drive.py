"""The driver: all cars move in the order of the moments, by one clock that is given."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from jieche.demo.plan import Start
from jieche.demo.road import Road, Trip
from jieche.journal.door import Refused
from jieche.journal.models import Entry
from jieche.shop.queries import hours_of


@dataclass
class Drive:
    """What became of a drive."""

    steps: int = 0
    done: int = 0
    standing: int = 0
    refused: list[str] = field(default_factory=list)
    stood: dict[int, datetime] = field(default_factory=dict)  # when a car came to its stand


def drive(
    starts: Iterable[Start], until: datetime, tell: Callable[[Drive, datetime], None] | None = None
) -> Drive:
    """
    Let the cars move until ``until``; those still under way stand where they are.

    A step that the book refuses ends that road and is told in ``refused``: the demo must not be
    kinder to itself than to its users.
    """
    result = Drive()
    queue: list[tuple[datetime, int, Trip, Road]] = []
    for number, (at, trip, road) in enumerate(starts):
        heapq.heappush(queue, (at, number, trip, road))
    while queue:
        at, number, trip, road = heapq.heappop(queue)
        if at > until:
            result.standing += 1
            continue
        trip.at = at
        try:
            wait = next(road, None)
        except Refused as refused:
            where = trip.visit.number if trip.visit else "-"
            result.refused.append(f"{where} {trip.car.plate} {at:%m-%d %H:%M}: {refused}")
            continue
        result.steps += 1
        if wait is None:
            result.done += 1
        elif _stands(trip):
            result.standing += 1
            result.stood[trip.turn] = at
        else:
            desk = hours_of(trip.house.shop).desk
            heapq.heappush(queue, (desk.add(at, wait), number, trip, road))
        if tell is not None:
            tell(result, at)
    return result


def _stands(trip: Trip) -> bool:
    """Say whether the car has come to where it is to stand."""
    if trip.stop is None or trip.visit is None:
        return False
    return Entry.objects.filter(matter_id=trip.visit.matter_id, event=trip.stop.value).exists()
