"""The promise as a clock: how much of the time is gone, and in which colour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.shop.queries import hours_of
from jieche.ui.moments import day, hour, left, moment
from jieche.visits.models import Visit

_SOON = timedelta(minutes=60)
_READY = {
    Stage.READY,
    Stage.TOLD,
    Stage.COLLECTING,
    Stage.SETTLED,
    Stage.RELEASED,
    Stage.FOLLOWED_UP,
}


@dataclass
class Clock:
    """What ``ui/promise.html`` and the lanes show."""

    label: str
    at: str
    due: datetime | None
    left: str
    tone: str
    percent: int
    begun: str
    end: str
    ask: str


def clock_of(visit: Visit, case: Case, at: datetime) -> Clock | None:
    """Return the promise clock of a visit, None while nothing is promised."""
    due = visit.promised_at
    if due is None:
        return None
    work = hours_of(visit.shop).work
    began = case.first(Event.TAKEN_INTO_WORKSHOP) or case.first(Event.ORDER_SIGNED)
    start = began.at if began else visit.arrived_at
    whole = work.between(start, due)
    percent = min(100, round(work.between(start, at) / whole * 100)) if whole > 0 else 100
    ready = case.last(Event.TOLD_TO_COLLECT, Event.INSPECTION_PASSED)
    if visit.matter.stands_at is Stage.READY and at > due:
        ready = None  # its hour went by, and the customer has heard nothing
    tone = tone_of(visit.matter.stands_at, due, ready.at if ready else None, at)
    # Once it is ready the clock stands: how late it was grows no more.
    stood_at = ready.at if ready and visit.matter.stands_at in _READY else None
    window = ""
    if began and began.event is Event.TAKEN_INTO_WORKSHOP and whole > 0:
        first, last = (work.add(start, whole * share) for share in (0.7, 0.8))
        ends = hour(last) if day(last, at) == day(first, at) else moment(last, at)
        window = f"{moment(first, at)}–{ends}"
    return Clock(
        label=_("Promised"),
        at=moment(due, at),
        due=None if stood_at else due,
        left=_("ready in time") if tone == "green" else left(due, stood_at or at),
        tone=tone,
        percent=100 if tone == "green" else percent,
        begun=moment(start, at),
        end=moment(due, at),
        ask=window,
    )


def tone_of(stage: Stage, due: datetime, ready_at: datetime | None, at: datetime) -> str:
    """Return a promise's colour: grey not begun, blue running, amber soon, red late, green kept."""
    if stage in _READY and ready_at is not None:
        return "green" if ready_at <= due else "red"
    if at > due:
        return "red"
    if due - at <= _SOON:
        return "amber"
    return "blue" if stage in {Stage.IN_WORKSHOP, Stage.FINISHED} else "grey"
