"""
The working-minute axis: wall-clock time without lunch, nights, Sundays and holidays.

Everything is computed in working minutes; only what a person reads is turned back into a clock.
One float stands for one moment of work, so "tomorrow at eight" and "today at six" (closing) are
the same number: ``clock`` gives the earlier of the two (work ends at six), ``clock_of_start`` the
later one (work begins at eight).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

Span = tuple[time, time]
Stretch = tuple[float, float]  # begin and end in seconds since 1970

CHINA = ZoneInfo("Asia/Shanghai")
_STEP = 32  # days added to the table at a time
_FAR = 800  # days without any work after which the shop counts as shut for good
_REACH = 3653 * 86400.0  # seconds: a moment further off than ten years counts as ten years off


class NeverOpen(ValueError):
    """The shop has no working hours within two years of the asked moment."""


class NaiveMoment(ValueError):
    """A moment without a time zone: nobody can say when that is."""


def aware(at: datetime) -> datetime:
    """Return ``at``; ``NaiveMoment`` is raised where it has no time zone."""
    if at.tzinfo is None:
        message = f"{at.isoformat()} has no time zone"
        raise NaiveMoment(message)
    return at


@dataclass(frozen=True)
class Calendar:
    """
    Working spans by weekday (0 Monday), overruled on single days: closed ``()``, or make-up spans.

    A span that ends at or before its begin runs into the next day (a night shift).
    """

    week: Mapping[int, Sequence[Span]]
    special: Mapping[date, Sequence[Span]] = field(default_factory=dict)
    zone: tzinfo = CHINA

    def spans(self, day: date) -> list[Stretch]:
        """Return the working stretches that begin on ``day``, in seconds since 1970."""
        given = self.special.get(day, self.week.get(day.weekday(), ()))
        return [self._stretch(day, opens, closes) for opens, closes in given]

    def _stretch(self, day: date, opens: time, closes: time) -> Stretch:
        last = day if closes > opens else day + timedelta(days=1)
        return (
            datetime.combine(day, opens, self.zone).timestamp(),
            datetime.combine(last, closes, self.zone).timestamp(),
        )

    def day_of(self, at: datetime) -> date:
        """Return the shop's calendar day of ``at``."""
        return aware(at).astimezone(self.zone).date()


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches in order, those that touch or overlap made one, empty ones left out."""
    found: list[Stretch] = []
    for begin, end in sorted(stretches):
        if end <= begin:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


class Axis:
    """
    Working minutes counted from an origin day; the table grows as far as it is asked.

    Several calendars make one axis of all minutes in which any of them works (shifts).
    """

    def __init__(self, calendars: Sequence[Calendar], origin: date) -> None:
        self._calendars = calendars
        self._zone = calendars[0].zone
        self._first = self._next = origin
        self._begin: list[float] = []
        self._end: list[float] = []
        self._minute: list[float] = []  # working minutes before the stretch begins
        begins = datetime.combine(origin, time(0), self._zone).timestamp()
        self._cover_to = self._cover_from = begins
        self._earliest, self._latest = begins - _REACH, begins + _REACH

    def minute(self, at: datetime) -> float:
        """Return the working minutes from the origin to ``at``; negative before the origin."""
        return self.minute_of(aware(at).timestamp())

    def minute_of(self, second: float) -> float:
        """Return the same for a moment in seconds since 1970."""
        second = min(max(second, self._earliest), self._latest)
        while second >= self._cover_to:
            self._forward()
        while second < self._cover_from:
            self._backward()
        place = bisect_right(self._begin, second) - 1
        if place < 0:
            return self._minute[0] if self._minute else 0.0
        return self._minute[place] + (min(second, self._end[place]) - self._begin[place]) / 60

    def clock(self, minute: float) -> datetime:
        """Return when ``minute`` is over: at a closing, not at the next opening."""
        self._reach(minute)
        return self._at(minute, bisect_left(self._minute, minute) - 1)

    def clock_of_start(self, minute: float) -> datetime:
        """Return when the work after ``minute`` begins: at an opening, not at the last closing."""
        self._reach(minute)
        return self._at(minute, bisect_right(self._minute, minute) - 1)

    def _at(self, minute: float, place: int) -> datetime:
        second = self._begin[place] + (minute - self._minute[place]) * 60
        return datetime.fromtimestamp(round(second, 3), UTC).astimezone(self._zone)

    def _reach(self, minute: float) -> None:
        while not self._end or self._last_minute() <= minute:
            self._forward()
        while self._minute[0] >= minute:
            self._backward()

    def _last_minute(self) -> float:
        return self._minute[-1] + (self._end[-1] - self._begin[-1]) / 60

    def _stretches(self, first: date, days: int) -> list[Stretch]:
        all_days = (first + timedelta(days=n) for n in range(days))
        return merged(s for day in all_days for each in self._calendars for s in each.spans(day))

    def _forward(self) -> None:
        found: list[Stretch] = []
        since, searched = self._next, 0
        while not found:
            if searched > _FAR:
                raise NeverOpen(_shut(since))
            found = self._stretches(self._next, _STEP)
            self._next += timedelta(days=_STEP)
            searched += _STEP
        for begin, end in found:
            # A night shift of the day before the step may reach into it.
            begin = max(begin, self._end[-1]) if self._end else begin
            if end > begin:
                self._minute.append(self._last_minute() if self._end else 0.0)
                self._begin.append(begin)
                self._end.append(end)
        self._cover_to = datetime.combine(self._next, time(0), self._zone).timestamp()

    def _backward(self) -> None:
        if not self._begin:
            self._forward()
        found: list[Stretch] = []
        since, searched = self._first, 0
        while not found:
            if searched > _FAR:
                raise NeverOpen(_shut(since))
            self._first -= timedelta(days=_STEP)
            found = self._stretches(self._first, _STEP)
            searched += _STEP
        for begin, end in reversed(found):
            end = min(end, self._begin[0])
            if end > begin:
                self._minute.insert(0, self._minute[0] - (end - begin) / 60)
                self._begin.insert(0, begin)
                self._end.insert(0, end)
        self._cover_from = datetime.combine(self._first, time(0), self._zone).timestamp()


def _shut(since: date) -> str:
    return f"no working hours within {_FAR} days of {since.isoformat()}"


def working_minutes(calendar: Calendar, start: datetime, end: datetime) -> float:
    """Return the working minutes from ``start`` to ``end``; 0 where ``end`` is not later."""
    if end <= start:
        return 0.0
    axis = Axis([calendar], calendar.day_of(start))
    return axis.minute(end) - axis.minute(start)


def rounded_up(at: datetime, minutes: int) -> datetime:
    """Return ``at``, or the next moment whose clock shows a multiple of ``minutes``."""
    if minutes <= 0:
        return at
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    past = (at - midnight).total_seconds() / 60
    steps = -int(-(past - 1e-6) // minutes)
    # Added in UTC: where the clock is set back, the same half hour comes twice.
    wait = timedelta(minutes=steps * minutes) - (at - midnight)
    return (at.astimezone(UTC) + wait).astimezone(at.tzinfo)
