"""
The workshop at this moment, read from the records: which cars wait for what, and what is booked.

How far a car is, is told by its journal and that of its supplements; this station may not read the
workshop's tables, and need not. Of one car's work the book keeps one start and one end: where it
has several trades, the time gone by counts for them one after the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jieche.appointments.models import HOLDS_A_BAY
from jieche.appointments.models import Booking as Slip
from jieche.estimate.hall import ANY_BAY, Hall, bays_for, trade_of
from jieche.estimate.models import EstimateLine, Promise
from jieche.estimate.queries import Supply, arrival_of
from jieche.estimate.words import LineKind
from jieche.journal.models import Entry, Matter
from jieche.promise import Booking, Job, Operation, Part, State
from jieche.rulebook.hours import Hours
from jieche.rulebook.words import Event, Kind, Stage
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.shop.words import Trade
from jieche.visits.models import Visit
from jieche.visits.queries import standing_at

# A promise that is not signed after so long was talk.
_TALK = timedelta(hours=3)
_BOOKED_AHEAD = timedelta(days=8)
_BOOKED_BEHIND = timedelta(hours=2)
_REWORK = 0.3  # of a car's own minutes, where the inspection sent it back
_ORDER_OF_TRADES = tuple(Trade)
_SIGNED = (Stage.SIGNED, Stage.HANDED_IN, Stage.IN_WORKSHOP)
_AT_THE_DESK = (
    Stage.ARRIVED, Stage.GREETED, Stage.RECEIVED, Stage.NEGOTIATION,
)  # fmt: skip
_TELLING = (
    Event.ORDER_SIGNED, Event.TAKEN_INTO_WORKSHOP, Event.WORK_STARTED, Event.WORK_FINISHED,
    Event.INSPECTION_FAILED, Event.PARTS_ISSUED, Event.SUPPLEMENT_FOUND, Event.SUPPLEMENT_AGREED,
    Event.SUPPLEMENT_REFUSED, Event.SUPPLEMENT_STARTED, Event.SUPPLEMENT_DONE,
    Event.SUPPLEMENT_PARTS_ISSUED, Event.CUSTOMER_ASKED,
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One line of a journal, as far as it tells how far a car is."""

    event: Event
    at: datetime
    by: int
    sheet: int | None = None


@dataclass
class Course:
    """What a car's own journal and those of its supplements tell."""

    own: list[Told] = field(default_factory=list)
    sheets: dict[int, list[Told]] = field(default_factory=dict)

    def last(self, *events: Event) -> Told | None:
        """Return the latest of ``events`` in the car's own journal."""
        return next((each for each in reversed(self.own) if each.event in events), None)

    def of_sheet(self, sheet: int, event: Event) -> Told | None:
        """Return the latest ``event`` of a supplement."""
        told = self.sheets.get(sheet, ())
        return next((each for each in reversed(told) if each.event is event), None)


def key_of(visit: Visit) -> str:
    """Return the name by which the engine knows a car: the number of its matter."""
    return str(visit.matter_id)


def state_of(
    shop: Shop,
    hall: Hall,
    at: datetime,
    *,
    without: Visit | None = None,
    until: datetime | None = None,
    besides: int | None = None,
) -> State:
    """
    Return the picture of the moment: signed cars, cars promised just now, and what is booked.

    ``without``: a car that is left out, since it is the one that is asked about. ``until``: a
    moment so far ahead that bookings before it count; ``besides``: a booking that does not.
    """
    visits = _cars(shop, at, without)
    courses = courses_of([visit.matter_id for visit in visits])
    promises = {row.visit_id: row for row in Promise.objects.filter(visit__in=visits)}
    lines: dict[int, list[EstimateLine]] = {}
    rows = EstimateLine.objects.filter(order__visit__in=visits, is_dropped=False)
    for line in rows.select_related("part", "labour", "order"):
        lines.setdefault(line.order.visit_id, []).append(line)
    work = hours_of(shop).work
    jobs, bookings = [], []
    for visit in visits:
        promise = promises.get(visit.pk)
        if visit.matter.stands_at is Stage.NEGOTIATION and promise is None:
            continue
        course = courses.get(visit.matter_id, Course())
        jobs.append(job_of(visit, course, lines.get(visit.pk, []), parts_then(promise), work, at))
    for slip in _slips(shop, at, without, until):
        if slip.pk == besides:
            continue
        operation = _booked_work(slip, work)
        if slip.matter.stands_at is Stage.KEPT:
            if slip.kept_visit is not None and slip.kept_visit_id not in promises:
                jobs.append(
                    Job(key_of(slip.kept_visit), [operation], at, booked_for=slip.starts_at)
                )
        else:
            bookings.append(Booking(f"booking {slip.matter_id}", slip.starts_at, [operation]))
    return State(at, hall.floor, jobs, bookings)


def _cars(shop: Shop, at: datetime, without: Visit | None) -> list[Visit]:
    open_ = Visit.objects.filter(shop=shop, arrived_at__lte=at).select_related(
        "matter", "shop", "kept_booking"
    )
    signed = open_.filter(matter__in=standing_at(shop.pk, _SIGNED))
    talking = open_.filter(
        matter__in=standing_at(shop.pk, [Stage.NEGOTIATION]), promised_at__gt=at,
        promises__made_at__gt=at - _TALK,
    )  # fmt: skip
    found = {visit.pk: visit for visit in (*signed, *talking)}
    if without is not None:
        found.pop(without.pk, None)
    return [found[pk] for pk in sorted(found)]


def _slips(shop: Shop, at: datetime, without: Visit | None, until: datetime | None) -> list[Slip]:
    ahead = max(at + _BOOKED_AHEAD, until or at)
    found = Slip.objects.filter(
        shop=shop, made_at__lte=at,
        starts_at__gt=at - _BOOKED_BEHIND, starts_at__lt=ahead,
        matter__stage__in=[*(stage.value for stage in HOLDS_A_BAY), Stage.KEPT.value],
    ).select_related("matter", "work_bay", "kept_visit", "kept_visit__matter")  # fmt: skip
    desk = {stage.value for stage in _AT_THE_DESK}
    return [
        slip
        for slip in found
        if slip.kept_visit is None
        or (
            slip.kept_visit.matter.stage in desk
            and (without is None or slip.kept_visit_id != without.pk)
        )
    ]


def _booked_work(slip: Slip, work: Hours) -> Operation:
    minutes = max(15.0, work.between(slip.starts_at, slip.ends_at))
    kind = slip.work_bay.work_kind or ANY_BAY
    return Operation("booked", "booked", minutes, bays=(kind, ANY_BAY))


def courses_of(matters: Sequence[int]) -> dict[int, Course]:
    """Return what the journals of these visits and of their supplements tell, in two queries."""
    children = Matter.objects.filter(parent__in=matters, kind=Kind.SUPPLEMENT.value)
    extras = dict(children.values_list("pk", "parent_id"))
    found = {pk: Course() for pk in matters}
    sheet_of: dict[int, int] = {}
    rows = Entry.objects.filter(
        matter_id__in=[*matters, *extras], event__in=[event.value for event in _TELLING]
    ).order_by("number")
    for matter, event, at, by, facts in rows.values_list(
        "matter_id", "event", "happened_at", "by_id", "facts"
    ):
        told = Told(Event.of(event), at, by)
        parent = extras.get(matter)
        if parent is None:
            found[matter].own.append(told)
            continue
        if told.event is Event.SUPPLEMENT_FOUND:
            sheet_of[matter] = int(facts["sheet"])
        found[parent].sheets.setdefault(sheet_of[matter], []).append(told)
    return found


@dataclass(frozen=True)
class Due:
    """When a part of a line was said to come, and when that was said; None: it was here."""

    arrives_at: datetime | None
    asked_at: datetime


def answers_in(promise: Promise | None) -> dict[int, datetime | None]:
    """Return by line what was answered when the promise was made: None for a part that was here."""
    return {
        each["line"]: datetime.fromisoformat(each["arrives_at"]) if each["arrives_at"] else None
        for each in (promise.load.get("parts", ()) if promise else ())
        if each.get("is_known")
    }


def parts_then(promise: Promise | None) -> dict[int, Due]:
    """Return by line what was said of a part when the promise was made."""
    if promise is None:
        return {}
    return {line: Due(at, promise.made_at) for line, at in answers_in(promise).items()}


def parts_now(supplies: Iterable[Supply], at: datetime) -> dict[int, Due]:
    """Return the same of a car at the desk; a part nobody has asked about is left out."""
    return {
        each.line.pk: Due(None if each.is_here else each.arrives_at, at)
        for each in supplies
        if each.is_known
    }


def job_of(
    visit: Visit,
    course: Course,
    lines: Sequence[EstimateLine],
    dues: Mapping[int, Due],
    work: Hours,
    at: datetime,
    *,
    agreed: int | None = None,
    only_agreed: bool = False,
) -> Job:
    """
    Return a car as the engine sees it: its work, how far it is, and what it waits for.

    ``lines`` without dropped ones; ``agreed``: a supplement's sheet that counts as agreed to;
    ``only_agreed``: what the customer has not answered is left out, for it makes a new promise.
    """
    begun = course.last(Event.ORDER_SIGNED)
    taken = course.last(Event.TAKEN_INTO_WORKSHOP)
    sheets = sorted({line.sheet for line in lines})
    operations = _own_work(course, [line for line in lines if line.sheet == 0], work, at)
    for sheet in sheets:
        is_asked = not course.of_sheet(sheet, Event.SUPPLEMENT_AGREED) and sheet != agreed
        if sheet and not (only_agreed and is_asked):
            there = [line for line in lines if line.sheet == sheet]
            operations += _extra_work(
                visit.shop, course, sheet, there, dues, is_agreed=sheet == agreed, work=work, at=at
            )
    parts: list[Part] = []
    if course.last(Event.PARTS_ISSUED) is None:
        parts = _parts(visit.shop, [line for line in lines if line.sheet == 0], dues, at)
    booking = getattr(visit, "kept_booking", None)
    return Job(
        key_of(visit),
        operations,
        checked_in_at=begun.at if begun else taken.at if taken else None,
        booked_for=booking.starts_at if booking else None,
        promised_at=visit.promised_at,
        parts=parts,
    )


def operations_of(lines: Iterable[EstimateLine], prefix: str = "") -> list[Operation]:
    """
    Return the work of priced lines, one operation for each trade, paint after body.

    Work for which the catalogue names a kind of bay is an operation by itself: the car moves there.
    """
    labour: dict[tuple[Trade, str], list[EstimateLine]] = {}
    for line in lines:
        if line.kind == LineKind.LABOUR.value and line.hours_tenths:
            bay = line.labour.bay_kind if line.labour is not None else ""
            labour.setdefault((trade_of(line.system), bay), []).append(line)
    return [
        Operation(
            f"{prefix}{trade.value}{bay and f' {bay}'}",
            _code(trade, bay, there),
            sum(line.hours_tenths for line in there) * 6.0,
            (trade.value,),
            bays_for(trade, bay),
        )
        for (trade, bay), there in sorted(
            labour.items(), key=lambda pair: (_ORDER_OF_TRADES.index(pair[0][0]), pair[0][1])
        )
    ]


def _code(trade: Trade, bay: str, lines: Sequence[EstimateLine]) -> str:
    """Return under which name its time is learned: of its item, its own bay, or its trade."""
    if len(lines) == 1 and lines[0].labour is not None:
        return lines[0].labour.code
    return bay or trade.value


def _own_work(
    course: Course, lines: Sequence[EstimateLine], work: Hours, at: datetime
) -> list[Operation]:
    operations = operations_of(lines)
    started, ended = course.last(Event.WORK_STARTED), course.last(Event.WORK_FINISHED)
    failed = course.last(Event.INSPECTION_FAILED)
    if failed and (ended is None or ended.at <= failed.at):
        return [*_all_done(operations), _rework(operations, failed, started)]
    if failed and ended and ended.at > failed.at:
        return _all_done(operations)
    if ended and not _has_more(course, ended.at):
        return _all_done(operations)
    if started is None:
        return operations
    return _under_way(operations, started, work, at)


def _has_more(course: Course, since: datetime) -> bool:
    """Say whether a supplement was found after the work was said to be done."""
    found = (course.of_sheet(sheet, Event.SUPPLEMENT_FOUND) for sheet in course.sheets)
    return any(each is not None and each.at > since for each in found)


def _all_done(operations: Sequence[Operation]) -> list[Operation]:
    return [replace(each, done=True) for each in operations]


def _rework(operations: Sequence[Operation], failed: Told, started: Told | None) -> Operation:
    minutes = max(15.0, _REWORK * sum(each.minutes or 60.0 for each in operations))
    first = operations[0] if operations else Operation("any")
    again = started if started and started.at > failed.at else None
    return Operation(
        "rework", "+rework", minutes, first.skills, first.bays,
        started_at=again.at if again else None, technician=str(again.by) if again else None,
    )  # fmt: skip


def _under_way(
    operations: Sequence[Operation], started: Told, work: Hours, at: datetime
) -> list[Operation]:
    """Let the time since the start count for one trade after the other; the last stays open."""
    found, since = [], started.at
    for place, each in enumerate(operations):
        ends = work.add(since, each.minutes or 60.0)
        if ends <= at and place < len(operations) - 1:
            found.append(replace(each, done=True))
            since = ends
            continue
        found.append(replace(each, started_at=since, technician=str(started.by)))
        found += operations[place + 1 :]
        break
    return found


def _extra_work(
    shop: Shop,
    course: Course,
    sheet: int,
    lines: Sequence[EstimateLine],
    dues: Mapping[int, Due],
    *,
    is_agreed: bool,
    work: Hours,
    at: datetime,
) -> list[Operation]:
    """Return the work of a supplement: refused none, unanswered with its question."""
    operations = operations_of(lines, f"s{sheet} ")
    if not operations:
        operations = [Operation(f"s{sheet}", "", None, (), ())]
    if course.of_sheet(sheet, Event.SUPPLEMENT_REFUSED):
        return []
    if course.of_sheet(sheet, Event.SUPPLEMENT_DONE):
        return _all_done(operations)
    if started := course.of_sheet(sheet, Event.SUPPLEMENT_STARTED):
        return _under_way(operations, started, work, at)
    found = course.of_sheet(sheet, Event.SUPPLEMENT_FOUND)
    if not course.of_sheet(sheet, Event.SUPPLEMENT_PARTS_ISSUED):
        parts = _parts(shop, lines, dues, at)
        operations[0] = replace(operations[0], parts=parts)
    if found and not is_agreed and not course.of_sheet(sheet, Event.SUPPLEMENT_AGREED):
        operations = [replace(each, asked_at=found.at) for each in operations]
    return operations


def _parts(
    shop: Shop, lines: Iterable[EstimateLine], dues: Mapping[int, Due], at: datetime
) -> list[Part]:
    """Return the parts that are not here: as was said when asked, or as the catalogue knows now."""
    found = []
    for line in lines:
        if line.kind != LineKind.PART.value or line.is_own_part:
            continue
        due, part = dues.get(line.pk), line.part
        if due is not None and due.arrives_at is None:
            continue
        is_news = due is None or due.asked_at < at  # what was asked just now goes first
        if is_news and part is not None and part.stock_tenths >= line.quantity_tenths:
            continue
        expected = due.arrives_at if due else None
        if due is None and part is not None:
            expected = arrival_of(part, shop, at)
        elif is_news and part is not None and part.arrives_at and expected:
            expected = max(expected, part.arrives_at)
        found.append(Part(ordered_at=due.asked_at if due else at, expected_at=expected))
    return found
