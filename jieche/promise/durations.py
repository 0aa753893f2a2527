"""
How long work really takes: the book, put right by the shop's own history (promise.md 2.3).

For each operation code the logarithm of actual over book time has a normal-inverse-gamma kind of
posterior: a prior worth some jobs, moved by what was seen. ``drift`` follows what all work of the
last weeks has in common. A code without book time has its own mean in place of the book.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any

TAU, NU = 8.0, 12.0  # how many jobs the prior of the mean and of the spread is worth
MEAN, SPREAD = 0.0, 0.35  # the prior: the book is right, two thirds lie within -30 and +42 %
UNKNOWN_SPREAD = 0.6  # where even the book time is a guess
CLIP = 1.5  # a forgotten clock-out tells nothing beyond this
UNKNOWN_MINUTES = 60.0
LONGEST = 250_000.0  # book minutes: two years of work
LASTED = 3.0  # standard deviations: work that has lasted longer still has as much before it
MORE_WORK = "+more"  # the code under which additional work is learned
NORMAL = NormalDist()


@dataclass
class _Seen:
    """What was seen of one code: how often, mean and squares of the logarithm, mean log minutes."""

    n: int = 0
    mean: float = 0.0
    squares: float = 0.0
    book: float = 0.0  # mean logarithm of the actual minutes


@dataclass(frozen=True)
class Prediction:
    """Log-normal minutes: the median and the spread of the logarithm."""

    median: float
    spread: float

    def at(self, z: float) -> float:
        """Return the minutes at ``z`` standard deviations."""
        return self.median * math.exp(self.spread * z)

    def rest(self, elapsed: float, shares: Sequence[float]) -> list[float]:
        """Return what is left, at these shares of the chance, of work that has lasted so long."""
        if elapsed <= 0:
            return [self.at(NORMAL.inv_cdf(u)) for u in shares]
        elapsed = min(elapsed, self.at(LASTED))
        passed = NORMAL.cdf(math.log(elapsed / self.median) / self.spread)
        return [
            max(1.0, self.at(NORMAL.inv_cdf(passed + u * (1 - passed))) - elapsed) for u in shares
        ]


@dataclass
class Durations:
    """What was learned of durations."""

    codes: dict[str, _Seen] = field(default_factory=dict)
    drift: float = 0.0
    seen: int = 0

    def learn(self, code: str, book: float | None, actual: float) -> None:
        """Take in one finished operation: actual working minutes, waiting left out."""
        if actual <= 0 or not math.isfinite(actual):
            return
        own = self.codes.setdefault(code, _Seen())
        base = book if book and book > 0 else self._stand_in(code)[0]
        x = max(-CLIP, min(CLIP, math.log(actual / base)))
        before = self._mean(own)
        own.n += 1
        step = x - own.mean
        own.mean += step / own.n
        own.squares += step * (x - own.mean)
        own.book += (math.log(actual) - own.book) / own.n
        self.drift += (x - before - self.drift) / min(150, 20 + self.seen)
        self.seen += 1

    def predict(self, code: str, book: float | None) -> tuple[Prediction, bool]:
        """Return what to expect, and whether the book time had to be assumed."""
        own = self.codes.get(code, _Seen())
        if book is not None and book > 0:
            weight = TAU + own.n
            prior = TAU * own.n / weight * (own.mean - MEAN) ** 2
            variance = (NU * SPREAD**2 + own.squares + prior) / (NU + own.n)
            median = min(book, LONGEST) * math.exp(self._mean(own) + self.drift)
            return Prediction(median, math.sqrt(variance * (1 + 1 / weight))), False
        base, known = self._stand_in(code)
        spread = SPREAD + (UNKNOWN_SPREAD - SPREAD) * TAU / (TAU + known)
        return Prediction(base, spread), True

    def _stand_in(self, code: str) -> tuple[float, int]:
        """Return minutes for a code without book time, and how many jobs they rest on."""
        own = self.codes.get(code, _Seen())
        if not own.n:
            return UNKNOWN_MINUTES, 0
        base = math.log(UNKNOWN_MINUTES)
        return math.exp((base + own.n * own.book) / (1 + own.n)), own.n

    @staticmethod
    def _mean(own: _Seen) -> float:
        return (TAU * MEAN + own.n * own.mean) / (TAU + own.n)

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        rows = {c: [s.n, s.mean, s.squares, s.book] for c, s in sorted(self.codes.items())}
        return {"codes": rows, "drift": self.drift, "seen": self.seen}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Durations":
        """Return what ``to_json`` wrote."""
        codes = {c: _Seen(int(n), m, s, b) for c, (n, m, s, b) in kept.get("codes", {}).items()}
        return cls(codes, float(kept.get("drift", 0.0)), int(kept.get("seen", 0)))
