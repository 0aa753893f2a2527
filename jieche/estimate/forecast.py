"""
When a car can be ready: the engine asked with the shop's own records, in the words of the desk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from jieche.estimate import queries, remembered
from jieche.estimate.hall import hall_of
from jieche.estimate.models import EstimateLine
from jieche.estimate.picture import (
    Course,
    answers_in,
    courses_of,
    job_of,
    parts_now,
    parts_then,
    state_of,
)
from jieche.estimate.queries import Supply
from jieche.estimate.remembered import Learned
from jieche.journal import door
from jieche.journal.queries import case_of
from jieche.promise import ENGINE, Assumed, Job, NeverOpen, Outlook, Quote
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.visits.models import Visit
from jieche.visits.queries import order_of

Parts = Mapping[int, datetime | None]

SAFE = 0.9  # what is promised without asking the manager
_TRACK = timedelta(days=30)


@dataclass(frozen=True)
class Offered:
    """A time, at how many of a hundred it is meant to be kept, and the chance of that very time."""

    level: float
    at: datetime
    chance: float


@dataclass(frozen=True)
class Forecast:
    """When a car can be ready, as the desk says it, with what it rests on."""

    at: datetime
    likely_at: datetime
    offers: tuple[Offered, ...]
    parts_at: datetime | None
    margin_minutes: int  # working minutes between the likely time and the safe one
    load: dict[str, Any]  # what is kept with the promise
    assumed: tuple[Assumed, ...]
    track: tuple[int, int]  # kept, of how many like cars of late
    quote: Quote
    outlook: Outlook

    @property
    def safe_at(self) -> datetime:
        """Return the time that is kept nine times of ten."""
        return next(each.at for each in self.offers if each.level >= SAFE)

    @property
    def suggested_at(self) -> datetime:
        """Return what is promised unless somebody says otherwise."""
        return self.safe_at

    @property
    def earliest_at(self) -> datetime:
        """Return the likely finish; a promise at it is broken every other time."""
        return min(self.likely_at, self.safe_at)

    def chance(self, hour: datetime) -> float:
        """Return the chance that the car is ready by ``hour``."""
        if hour <= self.at:
            return 0.0
        return self.outlook.chance(self.quote, hour)


def supplies_of(
    visit: Visit, at: datetime, parts: Parts | None = None, *, counting: int | None = None
) -> list[Supply]:
    """
    Return the supply of the visit's parts: what is asked about in ``parts`` goes first.

    Of a part that the catalogue does not know, what was said at the promise before still holds.
    ``counting``: a supplement's sheet that counts as agreed to.
    """
    then = answers_in(queries.promise_of(visit)) | dict(parts or {})
    found = []
    for each in queries.supplies(visit, _lines_counted(visit, counting), at):
        pk = each.line.pk
        if pk in then and (not each.is_known or pk in (parts or {})):
            each = Supply(each.line, then[pk] is None, then[pk], is_known=True)
        found.append(each)
    return found


def _lines_counted(visit: Visit, counting: int | None) -> list[EstimateLine]:
    """Return the lines in force, and those of a sheet that counts as agreed to."""
    order = order_of(visit)
    in_force = {line.pk for line in queries.lines_in_force(order)}
    return [
        line
        for line in queries.lines_of(order)
        if line.pk in in_force or (line.sheet == counting and not line.is_dropped)
    ]


def outlook_of(
    shop: Shop, at: datetime, *, until: datetime | None = None, besides: int | None = None
) -> Outlook | None:
    """
    Return the workshop of this moment run forward, None for a shop that is never open.

    ``until``, ``besides``: as ``state_of`` takes them.
    """
    learned = remembered.learned_of(shop, at)
    hall = hall_of(shop, at, learned.finish_minutes())
    try:
        return Outlook(state_of(shop, hall, at, until=until, besides=besides), learned.memory)
    except NeverOpen:
        return None


def forecast_of(
    visit: Visit,
    supplies: Sequence[Supply],
    at: datetime,
    *,
    counting: int | None = None,
    learned: Learned | None = None,
) -> Forecast:
    """
    Return when the visit's car can be ready, as the shop stands now.

    ``counting``: a supplement's sheet that counts as agreed to, before it is. Raises Refused where
    the shop is never open.
    """
    shop = visit.shop
    learned = learned or remembered.learned_of(shop, at)
    learned.memory.look_for_late(at)
    hall = hall_of(shop, at, learned.finish_minutes())
    job = _own_job(visit, supplies, at, counting)
    parts_at = _last_part(job, at)
    promised = visit.promised_at if is_signed(visit) else None
    try:
        outlook = Outlook(state_of(shop, hall, at, without=visit), learned.memory)
        quote = outlook.quote(job, not_before=max(filter(None, (parts_at, promised)), default=None))
    except NeverOpen:
        door.refuse(
            "本店没有填写营业时间，无法推算", "The shop has no opening hours to reckon with",
            clause="5.2", at="promised_at",
        )  # fmt: skip
    offers = tuple(
        Offered(each.level, each.at, max(each.level, outlook.chance(quote, each.at)))
        for each in quote.offers
    )
    safe = next(each.at for each in offers if each.level >= SAFE)
    likely = min(quote.likely_at, safe)
    return Forecast(
        at=at,
        likely_at=likely,
        offers=offers,
        parts_at=parts_at,
        margin_minutes=int(hours_of(shop).work.between(likely, safe)),
        load=_load(quote, outlook, job, supplies, _lines_counted(visit, counting)),
        assumed=(*hall.assumed, *quote.assumed),
        track=learned.track_record(quote.group, at - _TRACK),
        quote=quote,
        outlook=outlook,
    )


def _own_job(visit: Visit, supplies: Sequence[Supply], at: datetime, counting: int | None) -> Job:
    order = order_of(visit)
    lines = [line for line in queries.lines_of(order) if not line.is_dropped]
    course = courses_of([visit.matter_id]).get(visit.matter_id, Course())
    dues = parts_now(supplies, at)
    if is_signed(visit):
        dues |= parts_then(queries.promise_of(visit))
    work = hours_of(visit.shop).work
    return job_of(visit, course, lines, dues, work, at, agreed=counting, only_agreed=True)


def is_signed(visit: Visit) -> bool:
    """Say whether the customer has signed the order that stands."""
    return case_of(visit.matter).has(Event.ORDER_SIGNED, since=Event.ORDER_REOPENED)


def _last_part(job: Job, at: datetime) -> datetime | None:
    """Return when the last part is said to come; None where all that is known of is here."""
    parts = [*job.parts, *(part for each in job.operations for part in each.parts)]
    comes = [part.expected_at for part in parts if part.expected_at and part.expected_at > at]
    return max(comes, default=None)


def _load(
    quote: Quote,
    outlook: Outlook,
    job: Job,
    supplies: Sequence[Supply],
    lines: Sequence[EstimateLine],
) -> dict[str, Any]:
    """Return the state a promise rests on, as plain values."""
    return {
        "engine": ENGINE,
        "quote": quote.record,
        "operations": [
            {"line": each.line, "code": each.code, "minutes": each.minutes}
            for each in job.operations
        ],
        "book_minutes": book_minutes(lines),
        "cars": len(outlook.state.jobs),
        "bookings": len(outlook.state.bookings),
        "parts": [
            {
                "line": each.line.pk,
                "name": each.line.name,
                "quantity_tenths": each.line.quantity_tenths,
                "arrives_at": stamp(each.arrives_at),
                "is_known": each.is_known,
            }
            for each in supplies
        ],
    }


def book_minutes(lines: Sequence[EstimateLine]) -> int:
    """Return the minutes of work that lines are priced with."""
    return sum(line.hours_tenths for line in lines) * 6


def stamp(at: datetime | None) -> str | None:
    """Return a moment as it is kept in a record."""
    return at.astimezone(UTC).isoformat(timespec="minutes") if at else None
