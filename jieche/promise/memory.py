"""
What the shop remembers: durations, chances, and how its promises came out. Plain JSON to keep.

A promise is entered when it is given and settled when the car is ready; in between
``look_for_late`` counts the ones that are already missed. Nothing is ever entered twice.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from jieche.promise.axis import Axis, aware
from jieche.promise.calibrator import Calibrator
from jieche.promise.chances import Chances
from jieche.promise.durations import MORE_WORK, Durations
from jieche.promise.floor import Floor
from jieche.promise.quote import Quote
from jieche.promise.reading import calendars_of

VERSION = 1


@dataclass
class Given:
    """One promise that stands."""

    made_at: datetime
    promised_at: datetime
    group: str
    leads: list[float]
    tracked: list[datetime]
    is_late: bool = False
    kinds: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Settled:
    """What came of the promise that stood last."""

    was_kept: bool
    promised_at: datetime
    minutes: float  # working minutes from the promise to the car's being ready


@dataclass
class Memory:
    """Everything that is learned. A new one is a cautious beginner."""

    durations: Durations = field(default_factory=Durations)
    chances: Chances = field(default_factory=Chances)
    calibrator: Calibrator = field(default_factory=Calibrator)
    given: dict[str, list[Given]] = field(default_factory=dict)

    # -- promises --------------------------------------------------------------------------------

    def promise_given(
        self,
        key: str,
        quote: Quote,
        promised_at: datetime | None = None,
        *,
        for_more_work: bool = False,
    ) -> None:
        """
        Enter a promise made on ``quote``; without a time, that of its 90 % offer.

        With a promise standing for the same car: a new one ``for_more_work`` (agreed additional
        work) takes its place; any other (an apology) leaves it to be counted for what it was.
        Promises that are late by now are counted on the way (``look_for_late``).
        """
        self.look_for_late(quote.at)
        if for_more_work:
            self.withdrawn(key)
        self.given.setdefault(key, []).append(
            Given(
                quote.at,
                aware(promised_at or quote.offer(0.9).at),
                quote.group,
                [*quote.leads],
                [*quote.tracked],
                kinds=[*quote.kinds],
            )
        )

    def withdrawn(self, key: str) -> None:
        """Forget the open promises of a car that will never be ready, or whose work changed."""
        for place in range(len(self.given.pop(key, []))):
            self.calibrator.unhang(f"{key} {place}")

    def car_ready(self, key: str, at: datetime, floor: Floor) -> Settled | None:
        """Settle the promises of a car that is ready (inspected and washed, not yet collected)."""
        standing = self.given.get(key)
        if not standing:
            return None
        found = None
        aware(at)
        for place, each in enumerate(standing):
            axis = axis_of(floor, each.made_at)
            minutes = max(0.0, axis.minute(at) - axis.minute(each.made_at))
            if not each.is_late:
                self.calibrator.saw([at > when for when in each.tracked])
            self.calibrator.settle(each.group, each.leads, minutes, each.kinds)
            found = Settled(at <= each.promised_at, each.promised_at, minutes)
            self.calibrator.unhang(f"{key} {place}")
        del self.given[key]
        return found

    def look_for_late(self, at: datetime) -> list[str]:
        """
        Count open cars that are past even the safest time that was offered; return them.

        Each new promise does it too; a shop that gives none for a day calls it at closing. More
        often does no harm.
        """
        late = []
        aware(at)
        for key, standing in self.given.items():
            for place, each in enumerate(standing):
                if each.is_late or at <= each.tracked[-1]:
                    continue
                each.is_late = True
                self.calibrator.saw([True] * len(each.tracked))
                self.calibrator.hang(f"{key} {place}", each.group, each.kinds)
                late.append(key)
        return late

    # -- what happened on the floor --------------------------------------------------------------

    def operation_done(self, code: str, book_minutes: float | None, actual: float) -> None:
        """Learn from one finished operation: its actual working minutes, waiting left out."""
        self.durations.learn(code, book_minutes, actual)

    def first_look_done(self, *, found_more: bool) -> None:
        """Learn whether additional work was found on a car (once for each car)."""
        self.chances.learn("more_work", happened=found_more)

    def answered(self, minutes: float, *, agreed: bool, next_day: bool = False) -> None:
        """Learn how long (working minutes) a customer took to answer, and what he said."""
        self.chances.learn("agreed", happened=agreed)
        self.chances.learn("next_day", happened=next_day)
        self.chances.learn_answer(minutes)

    def more_work_done(self, actual: float) -> None:
        """Learn how long a car's additional work took: so much is expected where none is known."""
        self.durations.learn(MORE_WORK, 60.0, actual)

    def part_came(self, expected_at: datetime, arrived_at: datetime) -> None:
        """Learn whether an ordered part came a day or more too late."""
        self.chances.learn("part_slips", happened=arrived_at - expected_at >= timedelta(hours=20))

    def booking_due(self, *, came: bool) -> None:
        """Learn whether a booked customer came."""
        self.chances.learn("no_show", happened=not came)

    def inspected(self, *, sent_back: bool) -> None:
        """Learn whether a finished car was sent back by the final inspection (once a car)."""
        self.chances.learn("rework", happened=sent_back)

    # -- to keep ---------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        return {
            "version": VERSION,
            "durations": self.durations.to_json(),
            "chances": self.chances.to_json(),
            "calibrator": self.calibrator.to_json(),
            "given": {
                key: [
                    {
                        "made_at": each.made_at.isoformat(),
                        "promised_at": each.promised_at.isoformat(),
                        "group": each.group,
                        "leads": each.leads,
                        "tracked": [when.isoformat() for when in each.tracked],
                        "is_late": each.is_late,
                        "kinds": each.kinds,
                    }
                    for each in standing
                ]
                for key, standing in self.given.items()
            },
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Memory":
        """Return what ``to_json`` wrote; an empty dict is a new memory."""
        when = datetime.fromisoformat
        given = {
            key: [
                Given(
                    when(each["made_at"]),
                    when(each["promised_at"]),
                    each["group"],
                    [float(x) for x in each["leads"]],
                    [when(x) for x in each["tracked"]],
                    bool(each["is_late"]),
                    [*each.get("kinds", ())],
                )
                for each in standing
            ]
            for key, standing in kept.get("given", {}).items()
        }
        return cls(
            Durations.from_json(kept.get("durations", {})),
            Chances.from_json(kept.get("chances", {})),
            Calibrator.from_json(kept.get("calibrator", {})),
            given,
        )


def axis_of(floor: Floor, at: datetime) -> Axis:
    """Return the axis that a forecast for this floor is measured on."""
    return Axis(calendars_of(floor), floor.hours.day_of(at))
