"""
A moment's picture made ready to be run: minutes for clocks, bits for people and bays, columns of
numbers for what is uncertain (one number for each scenario).

Technicians and bays are bits of two integers, the least versatile person at the lowest bit: "the
first idle one with the skill, fewest skills first" is then ``idle & able & -(idle & able)``.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from jieche.promise.axis import Axis
from jieche.promise.floor import Floor
from jieche.promise.jobs import Assumed, Operation

HORIZON_DAYS = 60  # shifts and absences are known this far ahead


@dataclass(frozen=True)
class Queue:
    """Cars that wait for the same: able people, suitable bays, and how far ahead bays are kept."""

    able: int
    suits: int  # 0: no bay is needed
    prefers: tuple[int, ...]  # the same bays, the preferred kind first
    window: float  # of kept bays; 0: a booked car or one that has waited too long, none is kept


@dataclass
class Step:
    """One operation of a course, in all scenarios."""

    line: str
    code: str
    patient: int  # its queue
    urgent: int  # its queue once no bay is kept from it
    minutes: Sequence[float]  # negative: it does not happen; 0: it is only waited for
    opens: Sequence[float] | None = None  # not before (a part, an answer)
    delay: Sequence[float] | None = None  # not sooner after the step before it (an answer)
    opens_for: str = ""  # "parts" or "answer"
    people: int = 0  # under way: who is at it, and where
    bays: int = 0


@dataclass
class Course:
    """One car's way through the workshop, in all scenarios."""

    key: str
    rank: float
    ready: Sequence[float]  # infinite where a booked car does not come
    steps: list[Step]
    slot: float | None = None  # a bay is kept from (slot - window) on until it has begun
    kept_until: float = 0.0  # for a car that does not come


@dataclass
class Plan:
    """Everything the twin needs."""

    now: float
    axis: Axis
    floor: Floor
    count: int  # of scenarios
    people: int  # all bits
    bays: int
    patience: float
    after: float
    shifts: list[tuple[float, int]] = field(default_factory=list)  # from when on who is there
    off: dict[int, list[tuple[float, float]]] = field(default_factory=dict)  # by person's bit
    queues: list[Queue] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    assumed: set[Assumed] = field(default_factory=set)

    def finish(self, person: int, start: float, minutes: float) -> float:
        """Return when ``person`` who begins at ``start`` is through, his absences left out."""
        end = start + minutes
        for begins, ends in self.off.get(person, ()):
            if ends <= start:
                continue
            if begins >= end:
                break
            end += ends - max(begins, start)
        return end

    def on_duty(self, at: float) -> int:
        """Return who is there at ``at``."""
        if not self.shifts:
            return self.people
        place = bisect_right(self.shifts, (at, 1 << 62)) - 1
        return self.shifts[place][1] if place >= 0 else self.people


class Places:
    """The people and bays of a floor as bits, and the queues that operations wait in."""

    def __init__(self, floor: Floor, assumed: set[Assumed]) -> None:
        people = sorted(
            enumerate(floor.technicians), key=lambda pair: (len(pair[1].skills) or 99, pair[0])
        )
        self.technicians = [person for _, person in people]
        self._assumed = assumed
        self._kinds: dict[str, int] = {}
        for place, bay in enumerate(floor.bays):
            self._kinds[bay.kind] = self._kinds.get(bay.kind, 0) | 1 << place
        self.bay_bits = {bay.key: 1 << place for place, bay in enumerate(floor.bays)}
        self.person_bits = {each.key: 1 << n for n, each in enumerate(self.technicians)}
        bays, hands = len(floor.bays), len(self.technicians)
        if not hands:
            assumed.add(Assumed("no_technicians", figure=bays or 1))
        if not bays:
            assumed.add(Assumed("no_bays", figure=hands or 1))
        self.people = (1 << (hands or bays or 1)) - 1
        self.bays = (1 << (bays or hands or 1)) - 1
        self.queues: list[Queue] = []
        self._found: dict[Queue, int] = {}

    def able(self, work: Operation) -> int:
        """Return who can do it; who is not known to lack a skill can."""
        if work.technician in self.person_bits:
            return self.person_bits[work.technician or ""]
        wanted = set(work.skills)
        found = sum(
            1 << place
            for place, each in enumerate(self.technicians)
            if not each.skills or wanted.issubset(each.skills)
        )
        if found:
            return found
        if self.technicians:
            self._assumed.add(Assumed("unknown_skill", ",".join(sorted(wanted))))
        return self.people

    def suits(self, work: Operation) -> tuple[int, tuple[int, ...]]:
        """Return the bays that will do, and the same kind by kind."""
        if not work.needs_bay:
            return 0, ()
        if work.bay in self.bay_bits:
            return self.bay_bits[work.bay or ""], (self.bay_bits[work.bay or ""],)
        kinds = tuple(self._kinds[kind] for kind in work.bays if kind in self._kinds)
        if work.bays and not kinds and self._kinds:
            self._assumed.add(Assumed("unknown_bay", ",".join(work.bays)))
        kinds = kinds or (self.bays,)
        found = 0
        for each in kinds:
            found |= each
        return found, kinds

    def queue(self, able: int, suits: tuple[int, tuple[int, ...]], window: float) -> int:
        """Return the number of the queue for such work."""
        wanted = Queue(able, suits[0], suits[1], window)
        if wanted not in self._found:
            self._found[wanted] = len(self.queues)
            self.queues.append(wanted)
        return self._found[wanted]
