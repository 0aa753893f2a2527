"""Opening time: what the rule book needs to know of the shop's hours and limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from jieche.rulebook.words import Limit

Span = tuple[time, time]
Spans = tuple[Span, ...]

CHINA = ZoneInfo("Asia/Shanghai")
_FAR = 400  # days looked ahead or back for an open span before giving up


class NeverOpen(ValueError):
    """The shop has no opening hours within a year of the asked day."""


@dataclass(frozen=True)
class Hours:
    """
    Opening spans by weekday (0 Monday), overruled by the spans of single days.

    A closed day is ``special[day] = ()``; a make-up day (调休) has its own spans.
    """

    week: Mapping[int, Spans]
    special: Mapping[date, Spans] = field(default_factory=dict)
    zone: tzinfo = CHINA

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the open spans of ``day`` as aware moments, earliest first."""
        spans = self.special.get(day, self.week.get(day.weekday(), ()))
        return [
            (datetime.combine(day, a, self.zone), datetime.combine(day, b, self.zone))
            for a, b in spans
        ]

    def is_open(self, at: datetime) -> bool:
        """Say whether ``at`` lies in an open span; its last moment counts as open."""
        return any(a <= at <= b for a, b in self.spans(self.day_of(at)))

    def day_of(self, at: datetime) -> date:
        """Return the shop's calendar day of ``at``."""
        return at.astimezone(self.zone).date()

    def end_of_day(self, at: datetime) -> datetime:
        """Return the last second of the shop's calendar day of ``at``."""
        return datetime.combine(self.day_of(at), time(23, 59, 59), self.zone)

    def add(self, start: datetime, minutes: float) -> datetime:
        """Return the moment ``minutes`` of opening time after ``start``."""
        left = timedelta(minutes=minutes)
        for a, b in self._from(start):
            if left <= b - a:
                return a + left
            left -= b - a
        raise NeverOpen

    def subtract(self, end: datetime, minutes: float) -> datetime:
        """Return the latest open moment that lies ``minutes`` of opening time before ``end``."""
        left = timedelta(minutes=minutes)
        for a, b in self._back_from(end):
            if left <= b - a:
                return b - left
            left -= b - a
        raise NeverOpen

    def between(self, start: datetime, end: datetime) -> float:
        """Return the minutes of opening time from ``start`` to ``end``; 0 where end is earlier."""
        if end <= start:
            return 0.0
        total = timedelta()
        for a, b in self._from(start):
            if a >= end:
                break
            total += min(b, end) - a
        return total.total_seconds() / 60

    def last_open(self, at: datetime) -> datetime:
        """Return ``at`` where the shop is open then, else the last open moment before it."""
        return self.subtract(at, 0)

    def opens_on(self, day: date) -> datetime | None:
        """Return the first open moment of ``day``, None on a closed day."""
        spans = self.spans(day)
        return spans[0][0] if spans else None

    def _from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        first = self.day_of(start)
        for ahead in range(_FAR):
            for a, b in self.spans(first + timedelta(days=ahead)):
                if b > start:
                    yield max(a, start), b

    def _back_from(self, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        first = self.day_of(end)
        for back in range(_FAR):
            for a, b in reversed(self.spans(first - timedelta(days=back))):
                if a <= end:
                    yield a, min(b, end)


# The book says "at once" and gives no number; these are the figures a new shop starts with.
DEFAULT_LIMITS: Mapping[Limit, int] = {
    Limit.GREET: 2,
    Limit.TECHNICIAN: 5,
    Limit.DIAGNOSIS_REPORT: 10,
    Limit.HAND_IN: 10,
    Limit.TIDY: 10,
    Limit.WASH_BACK: 10,
    Limit.ASK_SUPPLEMENT: 10,
    Limit.RELAY: 5,
    Limit.DELIVER_SHEET: 5,
    Limit.MEASURE: 15,
    Limit.EXIT_NOTICE: 5,
    Limit.COMPLAINT_REPLY: 10,
    Limit.COMPLAINT_CLOSE: 3000,  # five days of ten hours
    Limit.COLLECTION: 40,
    Limit.MISSED_DEPOSIT: 1800,  # three days of ten hours
}


@dataclass(frozen=True)
class Off:
    """A while in which a shop had a reconstructed clause switched off; ``until`` None: still."""

    clause: str
    since: datetime
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Say whether ``at`` lies in it; the moment of switching on does not."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class Shop:
    """
    The shop as the rule book sees it.

    ``desk`` are the hours in which customers are served: limits and lead times run in them.
    ``work`` are the workshop's hours, lunch taken out: the 70-80 % window and promises run in them.
    """

    desk: Hours
    work: Hours
    limits: Mapping[Limit, int] = field(default_factory=lambda: DEFAULT_LIMITS)
    # When which reconstructed clause was switched off: nothing is owed or asked by it then.
    switched: tuple[Off, ...] = ()

    def minutes(self, limit: Limit) -> int:
        """Return the length of ``limit`` in minutes of opening time."""
        return self.limits.get(limit, DEFAULT_LIMITS[limit])

    @property
    def off(self) -> frozenset[str]:
        """Return the numbers of the clauses that are switched off now."""
        return frozenset(each.clause for each in self.switched if each.until is None)

    def was_off(self, clause: str, at: datetime) -> bool:
        """Say whether a clause was switched off at a moment."""
        return any(each.clause == clause and each.holds(at) for each in self.switched)
