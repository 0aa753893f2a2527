"""Days, weeks and months of a shop, and when the report of each is due. Clause 17.5."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from jieche.rulebook.hours import Hours
from jieche.rulebook.words import Word

_SATURDAY = 5
_DAY = timedelta(days=1)


class Length(Word):
    """How long a report's period is."""

    DAY = "day", "日报", "daily report"
    WEEK = "week", "周报", "weekly report"
    MONTH = "month", "月报", "monthly report"


@dataclass(frozen=True)
class Period:
    """
    A day, a week or a month.

    A week ends on the Saturday on which its report is due (17.5), so it begins on a Sunday: a
    report that closed before the week's last day could not be complete (17.6).
    """

    length: Length
    first: date
    last: date

    def span(self, hours: Hours) -> tuple[datetime, datetime]:
        """Return from when (included) until when (not included) it runs."""
        since = datetime.combine(self.first, time.min, hours.zone)
        return since, datetime.combine(self.last + _DAY, time.min, hours.zone)

    def due_at(self, hours: Hours) -> datetime | None:
        """Return the close of its last open day, None where the shop is shut all the while."""
        day = self.last
        while day >= self.first:
            spans = hours.spans(day)
            if spans:
                return spans[-1][1]
            day -= _DAY
        return None

    def opens_at(self, hours: Hours) -> datetime | None:
        """Return the opening of the day on which its report is due."""
        due = self.due_at(hours)
        return hours.opens_on(hours.day_of(due)) if due else None

    @property
    def before(self) -> "Period":
        """Return the period just before it."""
        return period_of(self.length, self.first - _DAY)

    @property
    def after(self) -> "Period":
        """Return the period just after it."""
        return period_of(self.length, self.last + _DAY)

    @property
    def year_before(self) -> "Period":
        """Return the same month of last year."""
        return period_of(self.length, self.first.replace(year=self.first.year - 1))

    @property
    def number(self) -> str:
        """Return the number of its report: "RB20261123", "ZB20261128", "YB202611"."""
        if self.length is Length.DAY:
            return f"RB{self.first:%Y%m%d}"
        return f"ZB{self.last:%Y%m%d}" if self.length is Length.WEEK else f"YB{self.first:%Y%m}"

    def name(self, lang: str) -> str:
        """Return the period in words: "2026-11-23", "2026-11-22 – 11-28", "2026 年 11 月"."""
        if self.length is Length.DAY:
            return self.first.isoformat()
        if self.length is Length.WEEK:
            same_year = self.first.year == self.last.year
            end = f"{self.last:%m-%d}" if same_year else self.last.isoformat()
            return f"{self.first.isoformat()} – {end}"
        if lang.startswith("en"):
            return f"{self.first:%Y-%m}"
        return f"{self.first.year} 年 {self.first.month} 月"


def period_of(length: Length, day: date) -> Period:
    """Return the period of this length that holds ``day``."""
    if length is Length.DAY:
        return Period(length, day, day)
    if length is Length.WEEK:
        last = day + timedelta(days=(_SATURDAY - day.weekday()) % 7)
        return Period(length, last - timedelta(days=6), last)
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return Period(length, day.replace(day=1), last)


def due_by(length: Length, since: date, at: datetime, hours: Hours) -> Iterator[Period]:
    """Yield, from that which holds ``since``, the periods whose report has to be made by ``at``."""
    today = hours.day_of(at)
    period = period_of(length, since)
    while period.first <= today:
        due = period.due_at(hours)
        if due is not None and hours.day_of(due) <= today:
            yield period
        period = period.after
