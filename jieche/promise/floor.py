"""What the workshop is: its hours, bays, people, and the rule by which it takes the next car."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from jieche.promise.axis import Calendar, Span

Absence = tuple[datetime, datetime | None]  # from, until; None: the rest of that day


class Dispatch(StrEnum):
    """In what order the floor really takes its cars."""

    FIFO = "fifo"  # by check-in; a booked car as if it had come an hour before its slot
    SHORTEST = "shortest"  # least work left first
    PROMISED = "promised"  # earliest promised time first


@dataclass(frozen=True)
class Bay:
    """A place where one car at a time is worked on; ``kind`` is the shop's own word."""

    key: str
    kind: str = "bay"


@dataclass(frozen=True)
class Technician:
    """
    A person who works on one car at a time.

    No skills given: nobody wrote them down, so he counts as able to do everything. ``week`` are
    his own spans by weekday (lunch left out); None: the shop's hours. On the shop's closed days he
    is off, on its make-up days he works the shop's spans.
    """

    key: str
    skills: frozenset[str] = frozenset()
    week: Mapping[int, Sequence[Span]] | None = None
    absences: Sequence[Absence] = ()


@dataclass(frozen=True)
class Rules:
    """
    How the floor works and how it promises; every field has a cautious default.

    Minutes are working minutes. ``patience``: after so much waiting a car may also take a bay that
    is kept for a booking (None: a working day). ``finish_minutes``: wash and final inspection
    after the last operation, if they are no operations of their own. ``covers_more_work``: one
    promise has to cover additional work too; without it, it covers the agreed work, and agreed
    additional work makes a new promise. ``scenarios``: at most so many; fewer in a full shop.
    """

    dispatch: Dispatch = Dispatch.FIFO
    booking_ahead: float = 60
    booking_waits: float = 30  # how long a bay is kept for somebody who is late
    patience: float | None = None
    finish_minutes: float = 0
    covers_more_work: bool = True
    round_to: int = 30
    heavy_kinds: frozenset[str] = frozenset({"body", "paint"})
    scenarios: int = 100


@dataclass(frozen=True)
class Floor:
    """The workshop. ``hours`` are its working hours, ``desk`` those in which cars are collected."""

    hours: Calendar
    bays: Sequence[Bay] = ()
    technicians: Sequence[Technician] = ()
    rules: Rules = field(default_factory=Rules)
    desk: Calendar | None = None
