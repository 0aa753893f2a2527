"""What the desk is told: the offers, where the time goes, what the margin pays for."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jieche.promise.jobs import Assumed


@dataclass(frozen=True)
class Offer:
    """A time that is kept with this chance; rounded up and within the desk's hours."""

    level: float
    at: datetime
    lead_minutes: float  # working minutes from now, before rounding


@dataclass(frozen=True)
class Reason:
    """
    Where the time until the likely finish goes; the minutes of all reasons add up to it.

    ``code``: work, bay, technician, nobody_there, kept_bay, parts, answer, absence, arrival,
    finish, or record (by how much the shop's own past is slower or faster than the forecast).
    ``about``: an operation's code, a kind of bay, a skill. ``until``: when what is waited for
    comes, for parts and answers.
    """

    code: str
    about: str
    minutes: float
    until: datetime | None = None


@dataclass(frozen=True)
class Share:
    """
    What the margin between the likely and the promised time pays for; the shares add up to 1.

    ``code``: ahead (the cars ahead take longer), own (this car's work does), more_work, parts,
    record (what the shop's past asks for on top), caution (what stands for it while there are few
    settled promises).
    """

    code: str
    share: float


@dataclass(frozen=True)
class Quote:
    """An answer to "when can it be ready"; ``record`` of it is kept with the promise."""

    at: datetime
    likely_at: datetime
    offers: tuple[Offer, ...]
    reasons: tuple[Reason, ...]
    margin: tuple[Share, ...]
    assumed: tuple[Assumed, ...]
    group: str
    leads: tuple[float, ...]  # forecast minutes at the levels of the calibrator
    tracked: tuple[datetime, ...]  # what would be promised at these levels
    age_minutes: float  # how old the picture is that it rests on
    scenarios: int
    ladder: tuple[float, ...] = field(repr=False)  # lead in minutes at each hundredth
    at_minute: float = field(repr=False, default=0.0)
    kinds: tuple[str, ...] = ()  # of work: the codes of its open operations

    def offer(self, level: float = 0.9) -> Offer:
        """Return the offer at ``level``; the next safer one where it was not asked for."""
        for each in self.offers:
            if each.level >= level - 1e-9:
                return each
        return self.offers[-1]

    def chance_of_lead(self, minutes: float) -> float:
        """Return the chance to be ready within so many working minutes."""
        return bisect_right(self.ladder, minutes + 1e-6) / (len(self.ladder) + 1)

    @property
    def record(self) -> dict[str, Any]:
        """Return what has to be kept with a promise, as plain values."""
        return {
            "made_at": self.at.isoformat(),
            "likely_at": self.likely_at.isoformat(),
            "group": self.group,
            "kinds": [*self.kinds],
            "leads": [round(x, 2) for x in self.leads],
            "tracked": [each.isoformat() for each in self.tracked],
            "offers": [[o.level, o.at.isoformat()] for o in self.offers],
            "reasons": [
                [r.code, r.about, round(r.minutes, 1), r.until.isoformat() if r.until else None]
                for r in self.reasons
            ],
            "margin": [[s.code, round(s.share, 3)] for s in self.margin],
            "assumed": [[a.code, a.about, a.figure] for a in self.assumed],
            "age_minutes": round(self.age_minutes, 1),
            "scenarios": self.scenarios,
        }


@dataclass(frozen=True)
class Standing:
    """How an open car stands: likely and safe finish, and the chance to keep its promise."""

    key: str
    likely_at: datetime | None
    safe_at: datetime | None
    chance: float | None  # None: nothing is promised
    promised_at: datetime | None


def quantile(ordered: Sequence[float], level: float) -> float:
    """Return the value at ``level`` of sorted values, between two of them where it falls so."""
    place = level * len(ordered) - 0.5
    if place <= 0:
        return ordered[0]
    low = min(len(ordered) - 1, int(place))
    high = min(len(ordered) - 1, low + 1)
    share = place - low
    return ordered[low] if low == high else ordered[low] * (1 - share) + ordered[high] * share
