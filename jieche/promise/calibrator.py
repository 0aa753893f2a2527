"""
What makes the kept share: each promise is measured by what came of it (promise.md 2.6).

A forecast says "so many minutes at this level"; a score is the minutes it really took divided by
these. The factor of a level is a high quantile of the last scores, drawn towards that of the car's
group, and then towards that of its kinds of work (the codes of its operations; the largest one
rules, so that one more kind never makes a promise earlier). The share of misses it allows itself
follows the misses really seen. A car that is past its promise and still open counts as an endless
score: otherwise only the quick ones would be heard.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

LEVELS = (0.5, 0.8, 0.9, 0.95)
LEAST_LEAD = 30.0  # minutes: a shorter forecast is no measure
WINDOW, GROUP_WINDOW = 400, 200
MOST_KINDS = 200  # kinds of work that are remembered, those seen last
GROUP_FROM, GROUP_WEIGHT = 15, 60
PACE = 0.01
MISSES = (0.005, 0.30)  # bounds of the allowed misses
FEW, SOME = 20, 60  # settled promises below which caution rules
FEW_FACTOR, SOME_FACTOR = 1.25, 1.10
LARGEST = 8.0
ENDLESS = math.inf

Score = tuple[str, list[float]]  # group, score at each of LEVELS


@dataclass
class Calibrator:
    """The last scores and the allowed misses of each level."""

    scores: list[Score] = field(default_factory=list)
    groups: dict[str, list[list[float]]] = field(default_factory=dict)
    misses: list[float] = field(default_factory=lambda: [1 - level for level in LEVELS])
    settled: int = 0
    hanging: dict[str, str] = field(default_factory=dict)  # key of an open late car: its group
    kinds: dict[str, list[list[float]]] = field(default_factory=dict)
    hanging_kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    largest: float = LARGEST  # no factor above
    _stands: tuple[float, ...] = field(default=(), repr=False, compare=False)
    _known: dict[tuple[str, tuple[str, ...]], list[float]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def settle(
        self, group: str, leads: Sequence[float], actual: float, kinds: Sequence[str] = ()
    ) -> None:
        """Take in a car that is ready: its forecast at each level, and what it took (minutes)."""
        score = [actual / max(lead, LEAST_LEAD) for lead in leads]
        self.scores = [*self.scores, (group, score)][-WINDOW:]
        self.groups[group] = [*self.groups.get(group, []), score][-GROUP_WINDOW:]
        for kind in kinds:
            self.kinds[kind] = [*self.kinds.pop(kind, []), score][-GROUP_WINDOW:]
        while len(self.kinds) > MOST_KINDS:
            del self.kinds[next(iter(self.kinds))]
        self.settled += 1

    def hang(self, key: str, group: str, kinds: Sequence[str] = ()) -> None:
        """Count an open car that is late."""
        self.hanging[key], self.hanging_kinds[key] = group, (*kinds,)

    def unhang(self, key: str) -> None:
        """Count it no more: it is ready, or will never be."""
        self.hanging.pop(key, None)
        self.hanging_kinds.pop(key, None)

    def saw(self, missed: Sequence[bool]) -> None:
        """Move the allowed misses: said once for each promise, when it is kept or when missed."""
        for place, level in enumerate(LEVELS):
            moved = self.misses[place] + PACE * ((1 - level) - missed[place])
            most = max(MISSES[1], 1.5 * (1 - level))
            self.misses[place] = min(most, max(MISSES[0], moved))

    def factor(self, level: float, group: str, kinds: Sequence[str] = ()) -> float:
        """Return by what a lead forecast at ``level`` is multiplied to be promised."""
        factors = self._factors(group, (*kinds,))
        if level <= LEVELS[0]:
            return factors[0]
        for place in range(1, len(LEVELS)):
            low, high = LEVELS[place - 1], LEVELS[place]
            if level <= high:
                share = (level - low) / (high - low)
                return factors[place - 1] * (1 - share) + factors[place] * share
        return factors[-1]

    def _factors(self, group: str, kinds: tuple[str, ...]) -> list[float]:
        stands = (self.settled, len(self.hanging), *self.misses)
        if self._stands != stands:
            self._stands = stands
            self._known.clear()
        if (group, kinds) not in self._known:
            self._known[group, kinds] = [
                self._factor(place, group, kinds) for place in range(len(LEVELS))
            ]
        return self._known[group, kinds]

    def _factor(self, place: int, group: str, kinds: Sequence[str]) -> float:
        hanging = [*self.hanging.values()]
        found = self._quantile([score[place] for _, score in self.scores], len(hanging), place)
        own = [score[place] for score in self.groups.get(group, [])]
        found = self._drawn(found, own, hanging.count(group), place)
        found = max((self._of_kind(found, kind, place) for kind in kinds), default=found)
        if LEVELS[place] > 0.5:
            least = FEW_FACTOR if self.settled < FEW else SOME_FACTOR
            found = max(found, least) if self.settled < SOME else found
        elif self.settled < FEW:
            found = max(found, 1.0)
        return min(self.largest, found)

    def _of_kind(self, found: float, kind: str, place: int) -> float:
        late = sum(kind in each for each in self.hanging_kinds.values())
        own = [score[place] for score in self.kinds.get(kind, [])]
        return self._drawn(found, own, late, place)

    def _drawn(self, found: float, own: Sequence[float], late: int, place: int) -> float:
        """Return ``found`` drawn towards what cars alike say, the more of them the further."""
        if len(own) < GROUP_FROM:
            return found
        weight = len(own) / (len(own) + GROUP_WEIGHT)
        return float(found ** (1 - weight) * self._quantile(own, late, place) ** weight)

    def _quantile(self, scores: Sequence[float], hanging: int, place: int) -> float:
        """Return the conformal quantile; with too few scores the largest, never less than 1."""
        finite = sorted(scores)
        count = len(finite) + hanging
        if not finite:
            return 1.0 if not hanging else FEW_FACTOR
        rank = math.ceil((count + 1) * (1 - self.misses[place]))
        if rank > len(finite):
            return max(1.0, finite[-1]) * (1.0 if rank > count else FEW_FACTOR)
        return max(0.05, finite[rank - 1])

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "scores": [[group, *score] for group, score in self.scores],
            "groups": {name: [[*row] for row in rows] for name, rows in self.groups.items()},
            "misses": [*self.misses],
            "settled": self.settled,
            "hanging": dict(self.hanging),
            "kinds": {name: [[*row] for row in rows] for name, rows in self.kinds.items()},
            "hanging_kinds": {key: [*each] for key, each in self.hanging_kinds.items()},
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Calibrator":
        """Return what ``to_json`` wrote."""
        new = cls()
        new.scores = [(str(row[0]), [float(x) for x in row[1:]]) for row in kept.get("scores", [])]
        new.groups, new.kinds = (
            {
                name: [[float(x) for x in row] for row in rows]
                for name, rows in kept.get(each, {}).items()
            }
            for each in ("groups", "kinds")
        )
        new.misses = [float(x) for x in kept.get("misses", new.misses)]
        new.settled = int(kept.get("settled", 0))
        new.hanging = dict(kept.get("hanging", {}))
        new.hanging_kinds = {key: (*each,) for key, each in kept.get("hanging_kinds", {}).items()}
        return new
