"""
What else is uncertain: additional work, answers, parts, rework, people who do not come.

Each has a prior worth so many cases and is moved by the shop's own counts. Random numbers belong
to (car, line), not to a stream: the same question asked twice has the same answer, and one more
operation leaves all the other numbers as they are.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Any

from jieche.promise.durations import NORMAL

# share, and how many cases it is worth
PRIORS: dict[str, tuple[float, float]] = {
    "more_work": (0.20, 20.0),  # a car on which more is found
    "agreed": (0.75, 20.0),  # the customer wants it done
    "next_day": (0.12, 20.0),  # he answers a day later
    "part_slips": (0.10, 20.0),  # an ordered part comes a day later than that
    "rework": (0.03, 50.0),
    "no_show": (0.08, 20.0),
}
ANSWER_MEDIAN, ANSWER_SPREAD, ANSWER_WORTH = 45.0, 0.8, 20.0
DELIVERY_SPREAD = 0.2
REWORK_SHARE = 0.3  # of the car's own work
_KEEP = 200


@lru_cache(maxsize=8192)
def shares_of(key: str, line: str, count: int) -> tuple[float, ...]:
    """
    Return ``count`` numbers between 0 and 1 that belong to this line of this car.

    One falls into each ``count``-th of the interval (a Latin hypercube): a quantile over the
    scenarios wavers much less than with independent numbers.
    """
    return _mixed(key, line, _places(count))


@lru_cache(maxsize=8192)
def normals_of(key: str, line: str, count: int) -> tuple[float, ...]:
    """Return the same numbers as standard normal ones."""
    return _mixed(key, line, _normal_places(count))


def _mixed(key: str, line: str, places: tuple[float, ...]) -> tuple[float, ...]:
    # A seed for scenarios, nothing that is kept from anybody.
    seed = hashlib.blake2b(f"{key}\n{line}".encode(), digest_size=8).digest()
    own = [*places]
    Random(int.from_bytes(seed, "big")).shuffle(own)  # noqa: S311
    return tuple(own)


@lru_cache(maxsize=8)
def _places(count: int) -> tuple[float, ...]:
    return tuple((n + 0.5) / count for n in range(count))


@lru_cache(maxsize=8)
def _normal_places(count: int) -> tuple[float, ...]:
    return tuple(map(NORMAL.inv_cdf, _places(count)))


@dataclass
class Chances:
    """The shop's own counts."""

    counts: dict[str, list[int]] = field(default_factory=dict)  # name: [yes, cases]
    answers: list[float] = field(default_factory=list)  # log working minutes, latest last
    _sorted: list[float] = field(default_factory=list, repr=False, compare=False)

    def learn(self, name: str, *, happened: bool) -> None:
        """Count one case of a chance named in ``PRIORS``."""
        count = self.counts.setdefault(name, [0, 0])
        count[0] += happened
        count[1] += 1

    def share(self, name: str) -> float:
        """Return how likely it is."""
        prior, worth = PRIORS[name]
        yes, cases = self.counts.get(name, (0, 0))
        return (prior * worth + yes) / (worth + cases)

    def learn_answer(self, minutes: float) -> None:
        """Take in how many working minutes a customer took to answer."""
        self.answers.append(math.log(max(1.0, minutes)))
        del self.answers[:-_KEEP]
        self._sorted.clear()

    def answer_after(self, share: float, day: float) -> float:
        """Return the working minutes until a customer answers, at this share of the chance."""
        late = self.share("next_day")
        if share > 1 - late:
            usual = day + ANSWER_MEDIAN
        else:
            z = NORMAL.inv_cdf(min(0.999, share / (1 - late)))
            usual = ANSWER_MEDIAN * math.exp(ANSWER_SPREAD * z)
        if not self.answers:
            return usual
        self._sorted = self._sorted or sorted(self.answers)
        seen = self._sorted[min(len(self._sorted) - 1, int(share * len(self._sorted)))]
        weight = ANSWER_WORTH / (ANSWER_WORTH + len(self.answers))
        return math.exp(weight * math.log(usual) + (1 - weight) * seen)

    def delivery(self, lead: float, waited: float, shares: Sequence[float]) -> list[float]:
        """
        Return by how many seconds after now a part comes at these shares.

        It was promised after ``lead`` seconds and has been waited for ``waited`` of them.
        """
        lead = max(lead, 3600.0)
        passed = 0.0
        if waited > 0:
            passed = min(0.98, NORMAL.cdf(math.log(waited / lead) / DELIVERY_SPREAD))
        slips = self.share("part_slips")
        found = []
        for u in shares:
            # The last of each share slip a day; within them the chance is spread anew.
            late = u > 1 - slips
            v = (u - (1 - slips)) / slips if late else u / (1 - slips)
            z = NORMAL.inv_cdf(passed + min(0.999, max(0.001, v)) * (1 - passed))
            comes = lead * math.exp(DELIVERY_SPREAD * z) - waited
            found.append(max(1800.0, comes) + (86400.0 if late else 0.0))
        return found

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {"counts": {k: [*v] for k, v in self.counts.items()}, "answers": [*self.answers]}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Chances":
        """Return what ``to_json`` wrote."""
        counts = {k: [int(yes), int(n)] for k, (yes, n) in kept.get("counts", {}).items()}
        return cls(counts, [float(x) for x in kept.get("answers", [])])
