"""What is in the house and what is booked: the moment's picture that a forecast starts from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jieche.promise.floor import Floor


@dataclass(frozen=True)
class Part:
    """A part a car needs. Neither here nor dated: it comes after the shop's usual lead."""

    is_here: bool = False
    ordered_at: datetime | None = None
    expected_at: datetime | None = None


@dataclass(frozen=True)
class Operation:
    """
    One piece of work on one car, done by one technician in one bay.

    ``line`` names it within its car and must stay the same from quote to finish: its random
    numbers belong to it. ``minutes`` is the book time. ``skills``: all of them are needed.
    ``bays``: kinds that will do, the preferred one first; none: any bay. ``started_at`` without
    ``done`` is work under way; ``spent_minutes`` is what was done before an interruption.
    ``asked_at``: the customer has been asked about it and has not answered.
    """

    line: str
    code: str = ""
    minutes: float | None = None
    skills: Sequence[str] = ()
    bays: Sequence[str] = ()
    needs_bay: bool = True
    done: bool = False
    started_at: datetime | None = None
    spent_minutes: float = 0
    technician: str | None = None
    bay: str | None = None
    parts: Sequence[Part] = ()
    asked_at: datetime | None = None


@dataclass(frozen=True)
class Job:
    """
    A car in the house, or one about to be checked in.

    ``parts`` are needed before its first open operation. ``may_grow``: more work may be found;
    None: as long as none of its operations is done. ``rank`` overrules the floor's dispatch rule:
    the smaller goes first. ``waits_until``: nothing happens to it before (a key, a customer).
    """

    key: str
    operations: Sequence[Operation] = ()
    checked_in_at: datetime | None = None
    booked_for: datetime | None = None
    promised_at: datetime | None = None
    parts: Sequence[Part] = ()
    may_grow: bool | None = None
    rank: float | None = None
    waits_until: datetime | None = None


@dataclass(frozen=True)
class Booking:
    """A car that is expected; until it comes a bay of its first operation is kept for it."""

    key: str
    starts_at: datetime
    operations: Sequence[Operation] = ()


@dataclass(frozen=True)
class State:
    """The workshop at one moment: everything a forecast may know."""

    at: datetime
    floor: Floor
    jobs: Sequence[Job] = ()
    bookings: Sequence[Booking] = ()


@dataclass(frozen=True, order=True)
class Assumed:
    """A figure that nobody gave: what was missing, of what, and what was put in its place."""

    code: str
    about: str = ""
    figure: float | None = None
