"""
Drives ``jieche.promise`` beside plainer ways of promising, in the same simulated shop.

All policies see the same cars; none of them steers the floor. Each has the same calibrator (its
factor learned from its own kept and broken promises), so they differ in the forecast alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench.workshop import BAYS, DAY, HOURS, PEOPLE, WORK, Car, Task, Workshop, World
from jieche.promise.calibrator import LEVELS
from jieche.promise.floor import Bay, Floor, Rules, Technician
from jieche.promise.jobs import Booking, Job, Operation, Part, State
from jieche.promise.memory import Given, Memory
from jieche.promise.outlook import Outlook
from jieche.promise.quote import Quote

FULL = "scenarios"
POLICIES = ("fixed lead", "book x k", "serial schedule", "one run", FULL)


@dataclass
class Outcome:
    """One promise and what came of it."""

    day: float
    group: str
    lead: float  # working minutes
    real: float = 0.0
    kept: bool = False
    chance: list[bool] = field(default_factory=list)  # kept at each tracked level


def floor_of(shop: Workshop, scenarios: int) -> Floor:
    """Return the floor as the promise knows it: who is ill today is absent."""
    people = [
        Technician(
            f"p{n}", frozenset(skills),
            absences=[(shop.axis.clock_of_start(shop.now), shop.axis.clock(shop.ill[n]))]
            if shop.ill.get(n, 0) > shop.now else [],
        )
        for n, skills in enumerate(PEOPLE)
    ]  # fmt: skip
    return Floor(HOURS, [Bay(*bay) for bay in BAYS], people, Rules(scenarios=scenarios))


def operation_of(shop: Workshop, task: Task) -> Operation:
    """Return an operation as the shop's records show it."""
    _, skill, bays, _ = WORK[task.code]
    clock = shop.axis.clock_of_start
    return Operation(
        task.line, task.code, task.book, (skill,), bays,
        done=task.done is not None,
        started_at=clock(task.started) if task.started is not None else None,
        technician=f"p{task.person}" if task.person is not None else None,
        bay=BAYS[task.bay][0] if task.bay is not None else None,
        asked_at=clock(task.asked) if task.asked is not None else None,
    )  # fmt: skip


def job_of(shop: Workshop, car: Car) -> Job:
    """Return a car as the shop's records show it: nothing of what is still to come."""
    parts = []
    if car.part_ordered is not None and car.part_expected is not None:
        ordered = datetime.fromtimestamp(car.part_ordered, UTC)
        expected = datetime.fromtimestamp(car.part_expected, UTC)
        parts = [Part(car.part_here <= shop.now, ordered, expected)]
    return Job(
        car.key,
        [operation_of(shop, task) for task in car.tasks],
        checked_in_at=shop.axis.clock_of_start(car.comes),
        booked_for=shop.axis.clock_of_start(car.slot) if car.slot is not None else None,
        parts=parts,
    )


def state_of(shop: Workshop, without: Car, scenarios: int) -> State:
    """Return the picture of the moment, but for the car that is asked about."""
    clock = shop.axis.clock_of_start
    return State(
        clock(shop.now),
        floor_of(shop, scenarios),
        [job_of(shop, car) for car in shop.cars.values() if car is not without],
        [
            Booking(car.key, clock(car.slot or 0), [operation_of(shop, t) for t in car.tasks])
            for car in shop.booked.values()
        ],
    )


def serial(outlook: Outlook, job: Job) -> float:
    """Return the minutes after which a serial schedule of medians has the car ready."""
    plan, reader = outlook.plan, outlook.reader
    own = reader.course(job, is_own=True)
    people = {1 << n: plan.now for n in range(len(PEOPLE))}
    bays = {1 << n: plan.now for n in range(len(BAYS))}
    ready = plan.now
    courses = [*sorted(plan.courses, key=lambda course: course.rank), *([own] if own else [])]
    for course in courses:
        ready = max(plan.now, course.slot or 0.0)
        for step in course.steps:
            if step.line.startswith("+"):
                continue
            middle = len(step.minutes) // 2
            minutes = max(0.0, sorted(step.minutes)[middle])
            if step.opens:
                ready = max(ready, sorted(step.opens)[middle])
            queue = plan.queues[step.urgent]
            able = step.people or queue.able
            suits = step.bays or queue.suits
            person = min((bit for bit in people if bit & able), key=people.__getitem__)
            bay = min((bit for bit in bays if bit & suits), key=bays.__getitem__)
            begin = plan.now if step.people else max(ready, people[person], bays[bay])
            ready = people[person] = bays[bay] = begin + minutes
    return ready - plan.now


class Trial:
    """One world, one seed, all policies."""

    def __init__(
        self, world: World, seed: int, policies: Sequence[str] = POLICIES, scenarios: int = 60
    ) -> None:
        self.policies, self.scenarios = policies, scenarios
        self.memories = {name: Memory() for name in policies}
        for memory in self.memories.values():
            memory.calibrator.largest = 100.0
        self.memories[FULL].calibrator.largest = 8.0
        self.open: dict[str, dict[str, Outcome]] = {}
        self.outcomes: dict[str, list[Outcome]] = {name: [] for name in policies}
        self.shop = Workshop(world, seed, self.check_in, self.ready)
        self.learned = 0
        self.real: list[float] = []

    def run(self, days: int) -> None:
        """Run for so many working days."""
        self.shop.run(days)

    def check_in(self, shop: Workshop, car: Car) -> None:
        """Promise a time for a car by each policy."""
        memory = self.memories[FULL]
        for code, book, minutes in shop.done[self.learned :]:
            memory.operation_done(code, book, minutes)
        self.learned = len(shop.done)
        at = shop.axis.clock_of_start(shop.now)
        for each in self.memories.values():
            each.look_for_late(at)
        outlook = Outlook(state_of(shop, car, self.scenarios), memory)
        job = job_of(shop, car)
        quote = outlook.quote(job, [0.9])
        memory.promise_given(car.key, quote)
        self.open[car.key] = {}
        self._enter(FULL, car, quote.group, memory.given[car.key][0].promised_at)
        raw = self._raw(outlook, job, quote)
        for name in self.policies:
            if name != FULL:
                self._promise(name, car, outlook, quote, max(30.0, raw[name]))

    def _raw(self, outlook: Outlook, job: Job, quote: Quote) -> dict[str, float]:
        return {
            "fixed lead": DAY,
            "book x k": sum(work.minutes or 0 for work in job.operations),
            "serial schedule": serial(outlook, job) if "serial schedule" in self.policies else 0,
            "one run": outlook.one_run(job) if "one run" in self.policies else 0,
        }

    def _promise(self, name: str, car: Car, outlook: Outlook, quote: Quote, raw: float) -> None:
        memory, now = self.memories[name], outlook.plan.now
        leads = [raw * memory.calibrator.factor(level, quote.group) for level in LEVELS]
        said = [outlook.moment(now + lead) for lead in leads]
        given = Given(quote.at, said[2], quote.group, [raw] * len(LEVELS), said)
        memory.given[car.key] = [given]
        self._enter(name, car, quote.group, said[2])

    def _enter(self, name: str, car: Car, group: str, promised_at: datetime) -> None:
        lead = self.shop.axis.minute(promised_at) - self.shop.now
        self.open[car.key][name] = Outcome(self.shop.now / DAY, group, lead)

    def ready(self, shop: Workshop, car: Car) -> None:
        """Settle all policies' promises."""
        at = shop.axis.clock(shop.now)
        for name, outcome in self.open.pop(car.key).items():
            memory = self.memories[name]
            tracked = memory.given[car.key][0].tracked
            settled = memory.car_ready(car.key, at, floor_of(shop, 1))
            outcome.real = shop.now - car.comes
            outcome.kept = bool(settled and settled.was_kept)
            outcome.chance = [at <= when for when in tracked]
            self.outcomes[name].append(outcome)
        if (first := car.tasks[0]) and first.done is not None:
            self._learn_chances(car)

    def _learn_chances(self, car: Car) -> None:
        memory = self.memories[FULL]
        memory.first_look_done(found_more=car.more is not None)
        if car.more is not None:
            after, agreed = car.answer
            memory.answered(after, agreed=agreed, next_day=after > DAY)
        memory.inspected(sent_back=any(task.line == "again" for task in car.tasks))
