"""
From a moment's picture to a plan: what is missing gets a figure, and the figure is named.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from math import inf

from jieche.promise.axis import Axis, Calendar, Stretch, aware, merged
from jieche.promise.chances import REWORK_SHARE, Chances, normals_of, shares_of
from jieche.promise.durations import MORE_WORK, Durations
from jieche.promise.floor import Dispatch, Floor, Technician
from jieche.promise.jobs import Assumed, Booking, Job, Operation, Part, State
from jieche.promise.plan import HORIZON_DAYS, Course, Places, Plan, Step

# A full shop is run in fewer scenarios, so that the time it takes stays bounded; the calibrator
# takes up what they waver more.
EFFORT, FEWEST = 2400, 32
WINDOW_STEP = 30.0  # bays are kept ahead in steps of half an hour
ORIGIN_DAYS = 3


class Reader:
    """Turns one state into a plan, and further cars into courses of that plan."""

    def __init__(
        self, state: State, durations: Durations, chances: Chances, scenarios: int | None = None
    ) -> None:
        self.state, self.durations, self.chances = state, durations, chances
        floor, self.rules = state.floor, state.floor.rules
        cars = len(state.jobs) + len(state.bookings)
        self.count = scenarios or max(
            min(FEWEST, self.rules.scenarios), min(self.rules.scenarios, EFFORT // max(1, cars))
        )
        axis = Axis(calendars_of(floor), floor.hours.day_of(state.at) - timedelta(ORIGIN_DAYS))
        assumed: set[Assumed] = set()
        self.places = Places(floor, assumed)
        self.now = axis.minute(state.at)
        self.day = _a_day(floor.hours, state.at)
        self.plan = Plan(
            now=self.now,
            axis=axis,
            floor=floor,
            count=self.count,
            people=self.places.people,
            bays=self.places.bays,
            patience=self.day if self.rules.patience is None else self.rules.patience,
            after=self.rules.finish_minutes,
            queues=self.places.queues,
            assumed=assumed,
        )
        self._read_shifts()
        # Who and what is at work already: a car under way nobody knows where is somewhere else.
        self.busy = self._noted()
        for job in state.jobs:
            if course := self.course(job, is_own=False):
                self.plan.courses.append(course)
        for booking in state.bookings:
            if course := self.booked(booking):
                self.plan.courses.append(course)

    # -- people ----------------------------------------------------------------------------------

    def _read_shifts(self) -> None:
        """Find who is there from when on, where it is not simply everybody all the time."""
        plan, axis = self.plan, self.plan.axis
        day = plan.floor.hours.day_of(self.state.at)
        ends = self.now + HORIZON_DAYS * self.day
        leaves = [axis.minute(until) for each in self.places.technicians
                  for _, until in each.absences if until]  # fmt: skip
        ends = max([ends, *leaves])
        turns: dict[float, int] = {}  # minute: bits that change
        has_shifts = any(each.week is not None for each in self.places.technicians)
        for place, person in enumerate(self.places.technicians):
            there: list[Stretch] = [(self.now, inf)]
            if has_shifts:
                calendar = _calendar(self.state, person)
                spans = [s for n in range(-1, HORIZON_DAYS) for s in
                         calendar.spans(day + timedelta(n))]  # fmt: skip
                there = merged((axis.minute_of(a), axis.minute_of(b)) for a, b in merged(spans))
            gone = [
                (axis.minute(since), axis.minute(self._until(since, until)))
                for since, until in person.absences
            ]
            off = _gaps(there, merged(gone), self.now, ends)
            if off:
                plan.off[1 << place] = off
                for begin, end in off:
                    turns[begin] = turns.get(begin, 0) ^ 1 << place
                    turns[end] = turns.get(end, 0) ^ 1 << place
        on = plan.people
        for minute in sorted(turns):
            on ^= turns[minute]
            plan.shifts.append((minute, on))

    def _until(self, since: datetime, until: datetime | None) -> datetime:
        if until is not None:
            return until
        self.plan.assumed.add(Assumed("return_unknown"))
        zone = self.plan.floor.hours.zone
        day = self.plan.floor.hours.day_of(max(since, self.state.at)) + timedelta(1)
        return datetime.combine(day, time(0), zone)

    # -- cars ------------------------------------------------------------------------------------

    def course(self, job: Job, *, is_own: bool) -> Course | None:
        """Return a car's way from now on; None where nothing is left to be done."""
        steps, own, busy = [], [0.0] * self.count, self.busy
        begun, parts = any(work.done for work in job.operations), job.parts
        for work in _open_in_order(job):
            waits_for = () if work.started_at else parts
            step = self._step(job, work, waits_for)
            own = [a + max(0.0, b) for a, b in zip(own, step.minutes, strict=True)]
            steps.append(step)
            if len(steps) == 1 and self._may_grow(job, begun=begun, is_own=is_own):
                steps.append(self._more_work(job, work))
            parts = parts if work.started_at else ()
        if is_own:
            self.busy = busy  # what is asked about changes nothing in the house
        if not steps:
            return None
        if job.operations:
            steps.append(self._rework(job, own))
        slot = None
        if job.booked_for and not any(w.started_at or w.done for w in job.operations):
            slot = self.plan.axis.minute(job.booked_for)
        ready = self.plan.axis.minute(job.waits_until) if job.waits_until else self.now
        return Course(
            job.key, self._rank(job), [max(self.now, ready)] * self.count, steps, slot, self.now
        )

    def booked(self, booking: Booking) -> Course | None:
        """Return the way of a car that is expected; None once nobody waits for it any more."""
        slot = self.plan.axis.minute(booking.starts_at)
        if slot + self.rules.booking_waits < self.now:
            return None
        course = self.course(
            Job(booking.key, booking.operations, booked_for=booking.starts_at), is_own=False
        )
        if course is None:
            return None
        comes = shares_of(booking.key, "comes", self.count)
        stays_away = self.chances.share("no_show")
        course.ready = [inf if u < stays_away else max(self.now, slot) for u in comes]
        course.slot, course.kept_until = slot, slot + self.rules.booking_waits
        return course

    def _rank(self, job: Job) -> float:
        if job.rank is not None:
            return job.rank
        if self.rules.dispatch is Dispatch.SHORTEST:
            return sum(
                self.durations.predict(work.code, work.minutes)[0].median
                for work in job.operations
                if not work.done
            )
        minute = self.plan.axis.minute
        if self.rules.dispatch is Dispatch.PROMISED and job.promised_at:
            return minute(job.promised_at)
        if job.booked_for:
            return minute(job.booked_for) - self.rules.booking_ahead
        return minute(job.checked_in_at or self.state.at)

    def _may_grow(self, job: Job, *, begun: bool, is_own: bool) -> bool:
        if is_own and not self.rules.covers_more_work:
            return False
        return not begun if job.may_grow is None else job.may_grow

    # -- operations ------------------------------------------------------------------------------

    def _step(self, job: Job, work: Operation, parts: Sequence[Part]) -> Step:
        expected, is_guess = self.durations.predict(work.code, work.minutes)
        if is_guess:
            self.plan.assumed.add(Assumed("no_minutes", work.code or work.line, expected.median))
        step = self._queued(work, work.minutes or expected.median)
        spent = work.spent_minutes
        if work.started_at is not None:
            spent += max(0.0, self.now - self.plan.axis.minute(work.started_at))
            self._put_to_work(step, work)
        if spent > 0:
            step.minutes = expected.rest(spent, shares_of(job.key, work.line, self.count))
        else:
            z = normals_of(job.key, work.line, self.count)
            step.minutes = [expected.at(each) for each in z]
        missing = [p for p in (*parts, *work.parts) if not p.is_here]
        if missing and work.started_at is None:
            step.opens, step.opens_for = self._parts(job.key, work.line, missing), "parts"
        if work.asked_at is not None:
            self._await_answer(step, job.key, work, work.asked_at)
        return step

    def _queued(self, work: Operation, minutes: float) -> Step:
        able, suits = self.places.able(work), self.places.suits(work)
        urgent = patient = self.places.queue(able, suits, 0.0)
        if suits[0]:
            window = -(-minutes // WINDOW_STEP) * WINDOW_STEP
            patient = self.places.queue(able, suits, window)
        return Step(str(work.line), work.code, patient, urgent, ())

    def _put_to_work(self, step: Step, work: Operation) -> None:
        places, queue, (people, bays) = self.places, self.places.queues[step.urgent], self.busy
        if work.technician not in places.person_bits:
            self.plan.assumed.add(Assumed("technician_unknown", work.line))
        step.people = _first(queue.able & ~people or queue.able)
        idle = [kind & ~bays for kind in queue.prefers]
        step.bays = _first(next(filter(None, idle), queue.suits))
        self.busy = (people | step.people, bays | step.bays)

    def _noted(self) -> tuple[int, int]:
        """Return the people and bays that are noted to be at work, as bits."""
        people = bays = 0
        for job in self.state.jobs:
            for work in job.operations:
                if work.started_at and not work.done:
                    people |= self.places.person_bits.get(work.technician or "", 0)
                    bays |= self.places.bay_bits.get(work.bay or "", 0)
        return people, bays

    def _parts(self, key: str, line: str, missing: Iterable[Part]) -> list[float]:
        """Return when the last of the missing parts is here."""
        axis, at = self.plan.axis, self.state.at
        here = [self.now] * self.count
        for number, part in enumerate(missing):
            expected, ordered = part.expected_at, aware(part.ordered_at or at)
            if expected is None:
                expected = self._usual_arrival(max(at, ordered))
                self.plan.assumed.add(
                    Assumed("no_part_date", line, (expected - at).total_seconds() / 60)
                )
            lead = (aware(expected) - min(ordered, at)).total_seconds()
            waited = max(0.0, (at - ordered).total_seconds())
            shares = shares_of(key, f"{line} part {number}", self.count)
            comes = self.chances.delivery(lead, waited, shares)
            now = at.timestamp()
            here = [max(a, axis.minute_of(now + s)) for a, s in zip(here, comes, strict=True)]
        return here

    def _usual_arrival(self, at: datetime) -> datetime:
        """Return noon of the next working day: when a part without a date is expected."""
        hours = self.plan.floor.hours
        day = hours.day_of(at) + timedelta(1)
        for _ in range(30):
            if hours.spans(day):
                break
            day += timedelta(1)
        return datetime.combine(day, time(12), hours.zone)

    def _await_answer(self, step: Step, key: str, work: Operation, asked_at: datetime) -> None:
        asked = self.plan.axis.minute(asked_at)
        waited = max(0.0, self.now - asked)
        shares = shares_of(key, f"{work.line} answer", self.count)
        usual = [self.chances.answer_after(u, self.day) for u in shares]
        left = sorted(x for x in usual if x > waited) or [waited + self.day / 4]
        opens = [asked + left[int(u * len(left))] for u in shares]
        step.opens = [max(a, b) for a, b in zip(step.opens or opens, opens, strict=True)]
        step.opens_for = "answer"
        yes = self.chances.share("agreed")
        agreed = shares_of(key, f"{work.line} agreed", self.count)
        step.minutes = [m if u < yes else 0.0 for m, u in zip(step.minutes, agreed, strict=True)]

    def _more_work(self, job: Job, first: Operation) -> Step:
        """Return work that is found only once somebody has looked: in some scenarios."""
        expected, _ = self.durations.predict(MORE_WORK, 60.0)
        step = self._queued(first, 60.0)
        step.line, step.code = MORE_WORK, MORE_WORK
        happens, yes = self.chances.share("more_work"), self.chances.share("agreed")
        found = shares_of(job.key, "more found", self.count)
        z = normals_of(job.key, "more minutes", self.count)
        answers = shares_of(job.key, "more answer", self.count)
        # Where the customer says no, the car has waited for his answer all the same.
        step.minutes = [
            (expected.at(each) if u < happens * yes else 0.0) if u < happens else -1.0
            for u, each in zip(found, z, strict=True)
        ]
        step.delay = [self.chances.answer_after(u, self.day) for u in answers]
        return step

    def _rework(self, job: Job, own: Sequence[float]) -> Step:
        """Return what the final inspection sends back: a share of all of the car's work."""
        step = self._queued(job.operations[0], 60.0)
        step.line = step.code = "+rework"
        happens = self.chances.share("rework")
        found = shares_of(job.key, "rework", self.count)
        step.minutes = [
            REWORK_SHARE * m if u < happens else -1.0 for u, m in zip(found, own, strict=True)
        ]
        return step


def calendars_of(floor: Floor) -> list[Calendar]:
    """Return the shop's hours and each person's own: work is possible in any of them."""
    different = [floor.hours]  # first, for it gives the time zone
    for person in floor.technicians:
        if person.week is not None:
            own = Calendar(person.week, floor.hours.special, floor.hours.zone)
            if own not in different:
                different.append(own)
    return different


def _calendar(state: State, person: Technician) -> Calendar:
    """Return a technician's own working time: off on closed days, the shop's on make-up days."""
    hours = state.floor.hours
    if person.week is None:
        return hours
    return Calendar(person.week, hours.special, hours.zone)


def _open_in_order(job: Job) -> list[Operation]:
    """Return what is left to be done: what is under way first, the rest as it is listed."""
    return sorted(
        (work for work in job.operations if not work.done), key=lambda work: not work.started_at
    )


def _first(bits: int) -> int:
    return bits & -bits


def _a_day(hours: Calendar, at: datetime) -> float:
    """Return the working minutes of a usual day."""
    day = hours.day_of(at)
    spans = [hours.spans(day + timedelta(n)) for n in range(14)]
    sums = sorted(sum(b - a for a, b in each) / 60 for each in spans if each)
    return sums[len(sums) // 2] if sums else 480.0


def _gaps(
    there: Sequence[Stretch], gone: Sequence[Stretch], since: float, until: float
) -> list[Stretch]:
    """Return when somebody is not there between ``since`` and ``until``."""
    off, reached = [], since
    for begin, end in there:
        if begin > reached:
            off.append((reached, min(begin, until)))
        reached = max(reached, end)
        if reached >= until:
            break
    kept = [(max(a, since), min(b, until)) for a, b in gone if b > since and a < until]
    return merged([*off, *kept])
