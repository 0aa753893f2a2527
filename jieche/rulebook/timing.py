"""The five ways in which the book says when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jieche.rulebook.case import Case, Happened
from jieche.rulebook.hours import Shop
from jieche.rulebook.words import Event, Limit

TWO_DAYS = timedelta(days=2)


@dataclass(frozen=True)
class Window:
    """From when an act counts, and until when it is in time."""

    opens_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class AtOnce:
    """Within the length that the shop has set for it, most often its "at once"; opening time."""

    limit: Limit

    def window(self, trigger: Happened, _case: Case, shop: Shop) -> Window | None:
        return Window(trigger.at, shop.desk.add(trigger.at, shop.minutes(self.limit)))


@dataclass(frozen=True)
class SameDay:
    """On the same calendar day of the shop."""

    def window(self, trigger: Happened, _case: Case, shop: Shop) -> Window | None:
        return Window(trigger.at, shop.desk.end_of_day(trigger.at))


@dataclass(frozen=True)
class Between:
    """Not earlier than ``least`` and not later than ``most`` after it; calendar time."""

    least: timedelta
    most: timedelta

    def window(self, trigger: Happened, _case: Case, _shop: Shop) -> Window | None:
        return Window(trigger.at + self.least, trigger.at + self.most)


@dataclass(frozen=True)
class Ahead:
    """
    At least so long before the hour that was last agreed in ``of``.

    In opening time, so that a notice never falls due while the shop is shut. With ``job_from`` or
    ``job_to`` only for jobs of that length, counted from the entry ``job_since`` to the agreed
    hour; exactly two days is a long job. With ``most`` the act does not count earlier than that,
    and both are calendar time, moved into the last open moment before.
    """

    of: Event
    least: timedelta
    most: timedelta | None = None
    job_from: timedelta | None = None
    job_to: timedelta | None = None
    job_since: Event | None = None

    def window(self, trigger: Happened, case: Case, shop: Shop) -> Window | None:
        agreed = case.agreed_hour(self.of)
        if agreed is None or not self._is_such_a_job(agreed, case):
            return None
        if self.most is not None:
            return self._calendar(agreed, trigger, shop, self.most)
        if not self.least:  # an hour agreed outside opening time is kept by that very hour
            return Window(trigger.at, max(agreed, trigger.at))
        due = shop.desk.subtract(agreed, self.least.total_seconds() / 60)
        # Where the lead can't be kept any more the agreed hour itself is what is left.
        return Window(trigger.at, due if due > trigger.at else max(agreed, trigger.at))

    def _calendar(
        self, agreed: datetime, trigger: Happened, shop: Shop, most: timedelta
    ) -> Window | None:
        due = shop.desk.last_open(agreed - self.least)
        opens = agreed - most
        if opens >= due:
            opens = shop.desk.opens_on(shop.desk.day_of(due)) or due
        return Window(opens, due) if due > trigger.at else None

    def _is_such_a_job(self, agreed: datetime, case: Case) -> bool:
        if self.job_since is None:
            return True
        began = case.first(self.job_since)
        if began is None:
            return False
        length = agreed - began.at
        return not (
            (self.job_from is not None and length < self.job_from)
            or (self.job_to is not None and length >= self.job_to)
        )


@dataclass(frozen=True)
class Share:
    """When so many per cent of the planned working time have gone by."""

    least: int
    most: int
    until: Event

    def window(self, trigger: Happened, case: Case, shop: Shop) -> Window | None:
        end = case.agreed_hour(self.until)
        if end is None:
            return None
        whole = shop.work.between(trigger.at, end)
        if whole <= 0:
            return None
        return Window(
            shop.work.add(trigger.at, whole * self.least / 100),
            shop.work.add(trigger.at, whole * self.most / 100),
        )


When = AtOnce | SameDay | Between | Ahead | Share
