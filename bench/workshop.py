"""
A repair shop that never was: cars come, are worked on, and are ready, by dice (discrete events).

It is written apart from ``jieche.promise`` and asked nothing but clocks: technicians have hidden
speeds, the book is wrong by a hidden share for each operation, parts slip, people fall ill,
customers think it over. 8 bays, 12 technicians, about 13 cars a day, 45 % of them booked.
Time is in working minutes of the shop (8:30-12:00, 13:00-18:00, Sundays closed).
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import partial
from heapq import heappop, heappush

from jieche.promise.axis import Axis, Calendar

DAY = 510.0
FIRST = date(2026, 1, 5)
SPANS = ((time(8, 30), time(12)), (time(13), time(18)))
HOLIDAYS = [date(2026, 2, n) for n in range(16, 22)] + [date(2026, 5, 1), date(2026, 6, 19)]
HOURS = Calendar(dict.fromkeys(range(6), SPANS), dict.fromkeys(HOLIDAYS, ()))

BAYS = [("L1", "lift"), ("L2", "lift"), ("L3", "lift"), ("L4", "lift"), ("Q", "quick"),
        ("A", "alignment"), ("B", "body"), ("P", "paint")]  # fmt: skip
PEOPLE = ["m", "m", "m", "me", "me", "mq", "q", "qa", "ma", "b", "bp", "p"]

# code: book minutes, skill, bays that will do, spread
WORK = {
    "oil": (36, "q", ("quick", "lift"), 0.22), "service": (84, "m", ("lift",), 0.25),
    "brakes": (96, "m", ("lift",), 0.30), "diagnose": (54, "e", ("lift",), 0.50),
    "electric": (96, "e", ("lift",), 0.45), "engine": (210, "m", ("lift",), 0.40),
    "align": (48, "a", ("alignment",), 0.25), "body": (186, "b", ("body",), 0.40),
    "paint": (168, "p", ("paint",), 0.35), "refit": (66, "b", ("body",), 0.30),
    "tyres": (48, "m", ("quick", "lift"), 0.25), "check": (24, "m", ("lift",), 0.30),
}  # fmt: skip
# share of the cars, operations, chance that a part has to be ordered
KINDS = [
    (0.27, ("oil",), 0.05), (0.20, ("service", "check"), 0.08), (0.15, ("brakes", "check"), 0.20),
    (0.12, ("tyres", "align"), 0.15), (0.09, ("diagnose", "electric"), 0.45),
    (0.06, ("engine", "check"), 0.60), (0.06, ("body", "paint", "refit"), 0.70),
    (0.05, ("diagnose", "brakes", "align", "check"), 0.30),
]  # fmt: skip


@dataclass(frozen=True)
class World:
    """What is different from the base."""

    name: str = "base"
    cars: float = 14.5
    noise: float = 1.0  # times every spread
    shuffle: float = 0.0  # minutes by which the order of the cars is mixed up
    slower_from: float = math.inf  # day
    slower_by: float = 1.2
    rule: str = "fifo"
    bias: float = 1.0  # all real work against the book


WORLDS = [
    World(),
    World("busy", cars=16.0),
    World("noisy", noise=1.5, shuffle=90),
    World("drift", slower_from=70),
    World("wrong rule", rule="shortest"),
]


@dataclass
class Task:
    """One operation of a car."""

    line: str
    code: str
    book: float
    minutes: float  # what it takes a person of usual speed
    started: float | None = None
    done: float | None = None
    spent: float = 0.0
    person: int | None = None
    bay: int | None = None
    asked: float | None = None  # the customer is being asked


@dataclass
class Car:
    """One car."""

    key: str
    tasks: list[Task]
    comes: float
    slot: float | None
    order: float = 0.0
    part_ordered: float | None = None
    part_expected: float | None = None
    part_here: float = 0.0
    more: Task | None = None  # found at the first operation
    answer: tuple[float, bool] = (0.0, True)
    rework: bool = False
    open_from: float = 0.0
    ready: float | None = None

    @property
    def task(self) -> Task | None:
        """Return the first task that is not done."""
        return next((task for task in self.tasks if task.done is None), None)


@dataclass
class Workshop:
    """The shop and its clock; ``on_check_in`` and ``on_ready`` are told what happens."""

    world: World
    seed: int
    on_check_in: Callable[["Workshop", Car], None]
    on_ready: Callable[["Workshop", Car], None]
    now: float = 0.0
    cars: dict[str, Car] = field(default_factory=dict)
    booked: dict[str, Car] = field(default_factory=dict)
    ill: dict[int, float] = field(default_factory=dict)  # person: back at
    done: list[tuple[str, float, float]] = field(default_factory=list)  # code, book, minutes

    def __post_init__(self) -> None:
        self.dice = random.Random(f"{self.world.name} {self.seed}")
        self.axis = Axis([HOURS], FIRST)
        self.people: list[Car | None] = [None] * len(PEOPLE)
        self.bays: list[Car | None] = [None] * len(BAYS)
        self.events: list[tuple[float, int, Callable[[], None]]] = []
        self.count = 0
        dice = self.dice
        self.wrong = {code: math.exp(dice.gauss(0.0, 0.15)) for code in WORK}
        self.speed = [math.exp(dice.gauss(0.0, 0.10)) for _ in PEOPLE]

    def at(self, minute: float, act: Callable[[], None]) -> None:
        """Let something happen."""
        self.count += 1
        heappush(self.events, (minute, self.count, act))

    def run(self, days: int) -> None:
        """Run for so many working days."""
        for day in range(days):
            self.at(day * DAY, self._morning)
        while self.events and self.events[0][0] < days * DAY:
            self.now, _, act = heappop(self.events)
            act()
            if not self.events or self.events[0][0] > self.now:
                self._dispatch()

    def _morning(self) -> None:
        for person in range(len(PEOPLE)):
            if self.dice.random() < 0.03 and self.people[person] is None:
                self.ill[person] = self.now + DAY
        for _ in range(self._poisson(self.world.cars)):
            if self.dice.random() < 0.45:
                ahead = self.dice.randint(1, 5) * DAY
                slot = self.now + ahead + 30 * self.dice.randint(0, 13)
                car = self._new_car(slot, slot)
                self.booked[car.key] = car
                self.at(slot, partial(self._slot, car))
            else:
                comes = self.now + self.dice.random() * 450
                self.at(comes, partial(self._comes, self._new_car(comes, None)))

    def _poisson(self, mean: float) -> int:
        n, chance, limit = 0, self.dice.random(), math.exp(-mean)
        while chance > limit:
            n, chance = n + 1, chance * self.dice.random()
        return n

    def _new_car(self, comes: float, slot: float | None) -> Car:
        dice, world = self.dice, self.world
        _, codes, orders = dice.choices(KINDS, [kind[0] for kind in KINDS])[0]
        tasks = [self._task(f"{n} {code}", code) for n, code in enumerate(codes)]
        self.count += 1
        car = Car(f"car{self.count}", tasks, comes, slot)
        car.order = (comes if slot is None else slot - 60) + dice.uniform(-1, 1) * world.shuffle
        # For a booking most parts were got ready.
        if dice.random() < (orders if slot is None else orders / 4):
            lead = dice.choice([0.5, 1, 1, 1, 2, 3]) * 1440
            late = math.exp(dice.gauss(0, 0.2)) * lead + (1440 if dice.random() < 0.1 else 0)
            car.part_ordered, car.part_expected, car.part_here = 0.0, lead, late
        if dice.random() < 0.195:
            minutes = 60 * math.exp(dice.gauss(0, 0.6 * world.noise))
            first = tasks[0].code
            car.more = Task("more", first, 60, minutes)
            after = dice.gauss(0, 0.8)
            think = 45 * math.exp(after) if dice.random() > 0.15 else DAY + 45
            car.answer = (think, dice.random() < 0.75)
        car.rework = dice.random() < 0.04
        return car

    def _task(self, line: str, code: str) -> Task:
        book, _, _, spread = WORK[code]
        real = book * self.wrong[code] * self.world.bias
        return Task(
            line, code, book, real * math.exp(self.dice.gauss(0, spread * self.world.noise))
        )

    def _slot(self, car: Car) -> None:
        if self.dice.random() < 0.08:
            self.at(self.now + 30, lambda: self._stays_away(car))
        else:
            self._comes(car)

    def _stays_away(self, car: Car) -> None:
        self.booked.pop(car.key, None)

    def _comes(self, car: Car) -> None:
        self.booked.pop(car.key, None)
        if car.part_expected is not None:
            clock = self.axis.clock_of_start(self.now).timestamp()
            expected, here = car.part_expected, car.part_here
            car.part_ordered = clock
            car.part_expected = clock + 60 * expected
            car.part_here = self.axis.minute_of(clock + 60 * here)
            self.at(car.part_here, lambda: None)
        car.comes = self.now
        self.cars[car.key] = car
        self.on_check_in(self, car)

    # -- work ------------------------------------------------------------------------------------

    def _dispatch(self) -> None:
        def place(car: Car) -> float:
            if self.world.rule == "shortest":
                return sum(task.book for task in car.tasks if task.done is None)
            return car.order

        for car in sorted(self.cars.values(), key=lambda car: (place(car), car.key)):
            task = car.task
            if (
                task is None
                or task.started is not None
                or max(car.part_here, car.open_from) > self.now
            ):
                continue
            person = self._person(task)
            bay = self._bay(car, task) if person is not None else None
            if person is not None and bay is not None:
                self._start(car, task, person, bay)

    def _person(self, task: Task) -> int | None:
        skill = WORK[task.code][1]
        able = [
            n for n, skills in enumerate(PEOPLE)
            if skill in skills and self.people[n] is None and self.ill.get(n, 0) <= self.now
        ]  # fmt: skip
        return min(able, key=lambda n: (len(PEOPLE[n]), n), default=None)

    def _bay(self, car: Car, task: Task) -> int | None:
        book, _, kinds, _ = WORK[task.code]
        idle = [n for kind in kinds for n, bay in enumerate(BAYS)
                if bay[1] == kind and self.bays[n] is None]  # fmt: skip
        has_begun = any(each.started is not None for each in car.tasks)
        if not idle or (car.slot is not None and not has_begun):
            return idle[0] if idle else None
        waits = self.now - max(car.comes, car.open_from, car.part_here)
        kept = sum(
            each.slot is not None
            and each.slot <= self.now + book
            and bool(set(WORK[each.tasks[0].code][2]) & set(kinds))
            and each.tasks[0].started is None
            for each in [*self.booked.values(), *self.cars.values()]
        )
        return idle[0] if len(idle) > kept or waits > DAY else None

    def _start(self, car: Car, task: Task, person: int, bay: int) -> None:
        slow = self.world.slower_by if self.now >= self.world.slower_from * DAY else 1.0
        task.started, task.person, task.bay = self.now, person, bay
        self.people[person] = self.bays[bay] = car
        self.at(self.now + task.minutes * slow * self.speed[person], lambda: self._end(car, task))

    def _end(self, car: Car, task: Task) -> None:
        task.done = self.now
        self.people[task.person or 0] = self.bays[task.bay or 0] = None
        self.done.append((task.code, task.book, self.now - (task.started or 0.0)))
        if car.more and task is car.tasks[0]:
            more, (after, agreed) = car.more, car.answer
            more.asked, car.open_from = self.now, self.now + after
            car.tasks.insert(1, more)
            self.at(car.open_from, lambda: self._answered(car, more, agreed=agreed))
        elif car.task is None and car.rework:
            car.rework = False
            share = self.dice.uniform(0.2, 0.6)
            car.tasks.append(replace(task, line="again", minutes=task.minutes * share, started=None,
                                     done=None, book=task.book * 0.4))  # fmt: skip
        if car.task is None:
            self._is_ready(car)

    def _answered(self, car: Car, more: Task, *, agreed: bool) -> None:
        more.asked = None
        if not agreed:
            car.tasks.remove(more)
            if car.task is None:
                self._is_ready(car)

    def _is_ready(self, car: Car) -> None:
        car.ready = self.now
        del self.cars[car.key]
        self.on_ready(self, car)
