"""
What a shop learned from its promises: its journal folded, line by line, into the engine's memory.

Nothing else is read but the promises that the lines name and the shop's hours. So the memory can be
thrown away and made again (``learn``), and two desks can't leave different ones: it goes on under
the lock of its row. What is on the way (a car begun, a question open) is kept beside the figures.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any

from jieche.estimate.hall import Hall, hall_of
from jieche.estimate.models import Promise, PromiseMemory
from jieche.journal.models import ChainHead, Entry
from jieche.promise import Floor, Memory, Quote
from jieche.rulebook.hours import Hours
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of

FINISHES, FINISHES_FROM = 60, 8  # how many ends of work are kept; from how many on they count
CAME = 400  # how many outcomes are kept for the track record
_AT_A_TIME = 5000  # lines: years of a journal need no more memory than a day
PLAIN, MORE, LATER = "order", "more_work", "later"  # what a promise was made for


@dataclass(frozen=True)
class Line:
    """One line of the journal, as far as something is learned from it."""

    number: int
    event: Event
    matter: str
    parent: str
    at: datetime
    recorded_at: datetime
    agreed_for: datetime | None
    facts: Mapping[str, Any]


@dataclass
class Learned:
    """The engine's memory, and what is on the way."""

    memory: Memory = field(default_factory=Memory)
    cars: dict[str, dict[str, Any]] = field(default_factory=dict)
    extras: dict[str, dict[str, Any]] = field(default_factory=dict)
    finishes: list[float] = field(default_factory=list)
    # [when it was ready, group, kept, allowed by the manager] of cars that are through
    came: list[list[Any]] = field(default_factory=list)

    def finish_minutes(self) -> float | None:
        """Return the working minutes from the end of the work to hand-over; None: not known yet."""
        return median(self.finishes) if len(self.finishes) >= FINISHES_FROM else None

    def track_record(self, group: str, since: datetime) -> tuple[int, int]:
        """Return how many cars of a group were kept since then, and of how many."""
        rows = [
            row
            for row in self.came
            if row[1] == group and not row[3] and datetime.fromisoformat(row[0]) >= since
        ]
        return sum(bool(row[2]) for row in rows), len(rows)

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "memory": self.memory.to_json(),
            "cars": self.cars,
            "extras": self.extras,
            "finishes": self.finishes,
            "came": self.came,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Learned":
        """Return what ``to_json`` wrote; an empty mapping is a beginner."""
        return cls(
            Memory.from_json(dict(kept.get("memory", {}))),
            {key: dict(car) for key, car in kept.get("cars", {}).items()},
            {key: dict(extra) for key, extra in kept.get("extras", {}).items()},
            [*kept.get("finishes", [])],
            [[*row] for row in kept.get("came", [])],
        )


# -- reading and keeping ---------------------------------------------------------------------------


def hold(shop: Shop) -> PromiseMemory:
    """
    Take the lock under which promises of a shop are made. Must run inside a transaction.

    The end of the journal is locked first: an act that has written a line already holds it, and
    two acts that wait for two locks in different orders would wait forever.
    """
    ChainHead.objects.get_or_create(shop=shop)
    ChainHead.objects.select_for_update().get(shop=shop)
    PromiseMemory.objects.get_or_create(shop=shop)
    return PromiseMemory.objects.select_for_update().get(shop=shop)


def learned_of(shop: Shop, at: datetime) -> Learned:
    """Return what the shop has learned up to now; nothing is written."""
    row = PromiseMemory.objects.filter(shop=shop).first()
    learned = Learned.from_json(row.kept if row else {})
    _go_on(learned, shop, row.through if row else 0, at)
    return learned


def catch_up(row: PromiseMemory, at: datetime) -> Learned:
    """Take in what the journal holds beyond the kept memory, and keep it. The row is held."""
    learned = Learned.from_json(row.kept)
    through = _go_on(learned, row.shop, row.through, at)
    if through != row.through:
        row.kept, row.through = learned.to_json(), through
        row.save(update_fields=["kept", "through"])
    return learned


def relearn(shop: Shop, at: datetime) -> Learned:
    """Return what the whole journal teaches, from its first line on; nothing is written."""
    learned = Learned()
    _go_on(learned, shop, 0, at)
    return learned


def _go_on(learned: Learned, shop: Shop, through: int, at: datetime) -> int:
    """Fold in the lines after ``through``, some thousands at a time; return the last number."""
    teacher: Teacher | None = None
    while lines := _lines_after(shop, through):
        teacher = teacher or Teacher(learned, hall_of(shop, at), hours_of(shop).work)
        teacher.promises = _promises_in(lines)
        for line in lines:
            teacher.hear(line)
        through = lines[-1].number
    return through


def _lines_after(shop: Shop, number: int) -> list[Line]:
    rows = Entry.objects.filter(
        shop=shop, number__gt=number, event__in=[event.value for event in _TEACHES]
    ).order_by("number")
    return [
        Line(
            number, Event.of(event), str(matter), str(parent or ""), happened, recorded, agreed,
            facts,
        )
        for number, event, matter, parent, happened, recorded, agreed, facts in rows.values_list(
            "number", "event", "matter_id", "matter__parent_id", "happened_at", "recorded_at",
            "agreed_for", "facts",
        )[:_AT_A_TIME]
    ]  # fmt: skip


def _promises_in(lines: Iterable[Line]) -> dict[tuple[str, int], Promise]:
    wanted = {line.matter for line in lines if line.event is Event.DELIVERY_PROMISED}
    rows = Promise.objects.filter(visit__matter_id__in=wanted).select_related("visit")
    return {(str(row.visit.matter_id), row.version): row for row in rows}


# -- what each line teaches ------------------------------------------------------------------------


class Teacher:
    """Takes the lines of one journal into what was learned, in their order."""

    def __init__(self, learned: Learned, hall: Hall, work: Hours) -> None:
        self.learned, self.memory = learned, learned.memory
        self.floor: Floor = hall.floor
        self.work = work
        self.promises: Mapping[tuple[str, int], Promise] = {}  # those that the lines name

    def hear(self, line: Line) -> None:
        """Learn from one line."""
        self.memory.look_for_late(line.recorded_at)
        _TEACHES[line.event](self, line)

    def _car(self, key: str) -> dict[str, Any]:
        return self.learned.cars.setdefault(key, {})

    def _minutes(self, since: str, until: datetime) -> float:
        return self.work.between(datetime.fromisoformat(since), until)

    def promised(self, line: Line) -> None:
        promise = self.promises.get((line.matter, int(line.facts.get("version", 0))))
        car = self._car(line.matter)
        if promise is None or "quote" not in promise.load or car.get("ready"):
            return
        is_more = promise.load.get("for") == MORE
        if promise.load.get("for") == PLAIN:
            self.memory.withdrawn(line.matter)
        self.memory.promise_given(
            line.matter, quote_in(promise.load["quote"]), promise.promised_at,
            for_more_work=is_more,
        )  # fmt: skip
        car["operations"] = [
            [each["code"], each["minutes"]]
            for each in promise.load["operations"]
            if not each["line"].startswith("s")
        ]
        car["parts"] = [each["arrives_at"] for each in promise.load["parts"] if each["arrives_at"]]
        if promise.load.get("for") != LATER or "promised" not in car:
            # An apology does not make the promise that was broken a kept one.
            car["promised"] = promise.promised_at.isoformat()
            car["group"] = promise.load["quote"]["group"]
            car["allowed"] = bool(promise.allowed_because)

    def left(self, line: Line) -> None:
        self.memory.withdrawn(line.matter)
        self.learned.cars.pop(line.matter, None)

    def started(self, line: Line) -> None:
        self._car(line.matter).setdefault("started", line.at.isoformat())

    def issued(self, line: Line) -> None:
        """The parts are here by now; one that work waited for came no earlier."""
        car = self._car(line.matter)
        waited = car.get("started", "")
        for expected in car.pop("parts", []):
            due = datetime.fromisoformat(expected)
            if line.at <= due or (waited and datetime.fromisoformat(waited) < due):
                self.memory.part_came(due, line.at)

    def grew(self, line: Line) -> None:
        self._car(line.matter)["grew"] = True

    def finished(self, line: Line) -> None:
        car = self._car(line.matter)
        is_first = "finished" not in car
        car["finished"] = line.at.isoformat()
        if not is_first or "started" not in car:
            return
        grew = bool(car.get("grew"))
        self.memory.first_look_done(found_more=grew)
        operations = car.get("operations", [])
        if grew or any(not minutes for _code, minutes in operations):
            return  # how much of the time was waiting for an answer, nobody wrote down
        # One clock for the whole car: each piece took its share of the book's time.
        whole = sum(minutes for _code, minutes in operations)
        took = self._minutes(car["started"], line.at)
        for code, minutes in operations:
            self.memory.operation_done(code, minutes, took * minutes / whole)

    def failed(self, line: Line) -> None:
        self._car(line.matter)["failed"] = True

    def passed(self, line: Line) -> None:
        self.memory.inspected(sent_back=bool(self._car(line.matter).get("failed")))

    def ready(self, line: Line) -> None:
        """The car can be handed over: this is what a promise means."""
        car = self._car(line.matter)
        if car.get("ready"):
            return
        self.memory.car_ready(line.matter, line.at, self.floor)
        if "promised" in car:
            kept = line.at <= datetime.fromisoformat(car["promised"])
            self.learned.came.append([line.at.isoformat(), car["group"], kept, car["allowed"]])
            del self.learned.came[:-CAME]
        if "finished" in car and not car.get("failed"):
            self.learned.finishes.append(round(self._minutes(car["finished"], line.at), 1))
            del self.learned.finishes[:-FINISHES]
        self.learned.cars[line.matter] = {"ready": True}

    def released(self, line: Line) -> None:
        if not self._car(line.matter).get("ready"):
            self.ready(line)
        self.learned.cars.pop(line.matter, None)

    # -- additional work ---------------------------------------------------------------------------

    def found(self, line: Line) -> None:
        self.learned.extras[line.matter] = {"found": line.at.isoformat()}

    def answered(self, line: Line) -> None:
        extra = self.learned.extras.get(line.matter)
        if extra is None:
            return
        asked = datetime.fromisoformat(extra["found"])
        self.memory.answered(
            self._minutes(extra["found"], line.at),
            agreed=line.event is Event.SUPPLEMENT_AGREED,
            next_day=self.work.day_of(asked) != self.work.day_of(line.at),
        )
        if line.event is Event.SUPPLEMENT_REFUSED:
            del self.learned.extras[line.matter]

    def extra_started(self, line: Line) -> None:
        if line.matter in self.learned.extras:
            self.learned.extras[line.matter]["started"] = line.at.isoformat()

    def extra_done(self, line: Line) -> None:
        extra = self.learned.extras.pop(line.matter, {})
        if "started" in extra:
            self.memory.more_work_done(self._minutes(extra["started"], line.at))

    # -- bookings ----------------------------------------------------------------------------------

    def came(self, line: Line) -> None:
        self.memory.booking_due(came=line.event is Event.BOOKING_KEPT)


_TEACHES: dict[Event, Callable[[Teacher, Line], None]] = {
    Event.DELIVERY_PROMISED: Teacher.promised,
    Event.ORDER_DECLINED: Teacher.left,
    Event.VEHICLE_LEFT: Teacher.left,
    Event.WORK_STARTED: Teacher.started,
    Event.PARTS_ISSUED: Teacher.issued,
    Event.SUPPLEMENT_OPENED: Teacher.grew,
    Event.WORK_FINISHED: Teacher.finished,
    Event.INSPECTION_FAILED: Teacher.failed,
    Event.INSPECTION_PASSED: Teacher.passed,
    Event.DOCUMENTS_READY: Teacher.ready,
    Event.RELEASED: Teacher.released,
    Event.SUPPLEMENT_FOUND: Teacher.found,
    Event.SUPPLEMENT_AGREED: Teacher.answered,
    Event.SUPPLEMENT_REFUSED: Teacher.answered,
    Event.SUPPLEMENT_STARTED: Teacher.extra_started,
    Event.SUPPLEMENT_DONE: Teacher.extra_done,
    Event.BOOKING_KEPT: Teacher.came,
    Event.BOOKING_MISSED: Teacher.came,
}


def quote_in(record: Mapping[str, Any]) -> Quote:
    """Return a quote as far as it was kept with its promise: enough to be measured by."""
    when = datetime.fromisoformat
    return Quote(
        at=when(record["made_at"]),
        likely_at=when(record["likely_at"]),
        offers=(),
        reasons=(),
        margin=(),
        assumed=(),
        group=record["group"],
        leads=tuple(float(lead) for lead in record["leads"]),
        tracked=tuple(when(each) for each in record["tracked"]),
        age_minutes=float(record["age_minutes"]),
        scenarios=int(record["scenarios"]),
        ladder=(),
        kinds=tuple(record.get("kinds", ())),
    )
