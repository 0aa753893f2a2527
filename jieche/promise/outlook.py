"""
The outlook: all scenarios of one moment, run once, from which every question is answered.

``look`` is the expensive part (once per shop event, in the background if need be); a quote only
puts its car into the runs that stand. Promise, explanation and the list of endangered cars come
from the same runs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import inf

from jieche.promise.axis import Axis, aware, rounded_up
from jieche.promise.calibrator import LEAST_LEAD, LEVELS, SOME
from jieche.promise.insertion import Story, insert
from jieche.promise.jobs import Assumed, Job, Operation, State
from jieche.promise.memory import Memory
from jieche.promise.plan import Course, Plan, Step
from jieche.promise.quote import Offer, Quote, Reason, Share, Standing, quantile
from jieche.promise.reading import Reader
from jieche.promise.twin import Run, run

OFFERED = (0.8, 0.9, 0.95)
SHORT = 0.75  # of a working day: a car that is through sooner in 95 of 100 scenarios is a short one
# A group, the kinds of work, and the leads of all scenarios in order.
Forecast = tuple[str, tuple[str, ...], list[float]]
_LADDER = tuple(n / 100 for n in range(1, 100))


class Outlook:
    """The workshop's next days in all scenarios."""

    def __init__(self, state: State, memory: Memory, scenarios: int | None = None) -> None:
        self.state, self.memory = state, memory
        self.reader = Reader(state, memory.durations, memory.chances, scenarios)
        self.plan: Plan = self.reader.plan
        self.runs = [run(self.plan, k) for k in range(self.plan.count)]
        self._median: Run | None = None

    # -- a new car -------------------------------------------------------------------------------

    def quote(
        self,
        job: Job,
        levels: Sequence[float] = OFFERED,
        *,
        at: datetime | None = None,
        not_before: datetime | None = None,
    ) -> Quote:
        """
        Say when ``job`` can be ready, at each of ``levels``.

        ``at`` is now, where the picture is older than that. ``not_before``: no offer is earlier (a
        promise already given, when work is added).
        """
        at = at or self.state.at
        known = set(self.plan.assumed)
        course = self._course(job, at)
        now = max(self.plan.now, self.plan.axis.minute(at))
        finishes = [insert(self.plan, each, k, course) for k, each in enumerate(self.runs)]
        forecasts = self._forecasts(job, course, finishes, at, now)
        assumed = sorted(self.plan.assumed, key=lambda each: (each.code, each.about))
        self.plan.assumed &= known  # what was assumed of this car is no matter of the next
        group, _, ordered = forecasts[0]
        ladder = self._leads(forecasts, _LADDER)
        tracked = self._leads(forecasts, LEVELS)
        likely = tracked[0]
        wanted = sorted(set(levels)) or [0.9]
        leads = self._leads(forecasts, wanted)
        offers = tuple(
            Offer(level, self.moment(now + lead, not_before), lead)
            for level, lead in zip(wanted, leads, strict=True)
        )
        p50, p90 = quantile(ordered, 0.5), quantile(ordered, 0.9)
        likely_at = rounded_up(self.plan.axis.clock(now + likely), 1)
        return Quote(
            at=at,
            likely_at=likely_at,
            offers=offers,
            reasons=self._reasons(job, course, finishes, now, likely),
            margin=self._margin(course, finishes, now, ((p50, p90), (likely, tracked[2]))),
            assumed=tuple(assumed),
            group=group,
            leads=tuple(quantile(ordered, level) for level in LEVELS),
            # The likely time is said to the minute, not rounded up: so it is kept half of the time.
            tracked=(likely_at, *(self.moment(now + lead, not_before) for lead in tracked[1:])),
            age_minutes=max(0.0, now - self.plan.now),
            scenarios=self.plan.count,
            ladder=tuple(ladder),
            at_minute=now,
            kinds=_kinds(job),
        )

    def chance(self, quote: Quote, at: datetime) -> float:
        """Return the chance that the quoted car is ready by ``at`` (a time somebody typed)."""
        return quote.chance_of_lead(self.plan.axis.minute(at) - quote.at_minute)

    def one_run(self, job: Job) -> float:
        """Return the working minutes to the finish in the one run of all middle values."""
        course = _middle(self._course(job, self.state.at))
        return insert(self.plan, self._median_run(), 0, course) - self.plan.now

    def moment(self, minute: float, not_before: datetime | None = None) -> datetime:
        """Return the minute as a time to be said: rounded up, while the desk is open."""
        floor = self.plan.floor
        desk, step = floor.desk or floor.hours, floor.rules.round_to
        said = self.plan.axis.clock(minute)
        if not_before and aware(not_before) > said:
            said = not_before.astimezone(said.tzinfo)
        said = rounded_up(said, step)
        second = said.timestamp()
        day = desk.day_of(said)
        spans = [s for n in (-1, 0) for s in desk.spans(day + timedelta(n))]
        if any(begin <= second <= end for begin, end in spans):
            return said
        axis = Axis([desk], day)
        return rounded_up(axis.clock_of_start(axis.minute_of(second)), step)

    # -- cars in the house -----------------------------------------------------------------------

    def standings(self) -> list[Standing]:
        """Say of each open car when it is likely ready and whether its promise holds."""
        places = {course.key: n for n, course in enumerate(self.plan.courses)}
        return [self._standing(job, places.get(job.key)) for job in self.state.jobs]

    def _standing(self, job: Job, place: int | None) -> Standing:
        if place is None:
            finishes = [self.plan.now] * self.plan.count
        else:
            finishes = sorted(each.finish[place] for each in self.runs)
        chance = None
        if job.promised_at:
            due = self.plan.axis.minute(job.promised_at)
            late = job.promised_at < self.state.at
            chance = 0.0 if late else sum(f <= due + 1e-6 for f in finishes) / len(finishes)
        return Standing(
            job.key,
            self.plan.axis.clock(quantile(finishes, 0.5)),
            self.plan.axis.clock(quantile(finishes, 0.9)),
            chance,
            job.promised_at,
        )

    def room_for(self, work: Operation, at: datetime) -> float:
        """Return in what share of scenarios booked work could begin at ``at`` and go on."""
        course = self._course(Job("room", [work], booked_for=at), at)
        queue = self.plan.queues[course.steps[0].urgent]
        start = self.plan.axis.minute(at)
        end = start + quantile(sorted(course.steps[0].minutes), 0.5)
        return sum(_is_idle(each, queue.able, queue.suits, start, end) for each in self.runs) / len(
            self.runs
        )

    # -- inside ----------------------------------------------------------------------------------

    def _course(self, job: Job, at: datetime) -> Course:
        if not any(not work.done for work in job.operations):
            known = [*job.operations] or [Operation("unknown")]
            if not job.operations:
                self.plan.assumed.add(Assumed("no_operations", job.key))
            job = replace(job, operations=known)
        if job.checked_in_at is None:
            job = replace(job, checked_in_at=at)
        course = self.reader.course(job, is_own=True)
        now = self.plan.axis.minute(at)
        if course is None:
            course = Course(job.key, 0.0, [now] * self.plan.count, [])
        arrives = max(now, self.plan.axis.minute(job.booked_for)) if job.booked_for else now
        course.ready = [max(arrives, each) for each in course.ready]
        return course

    def _group(self, job: Job, course: Course, safe: float) -> str:
        if any(step.opens_for == "parts" for step in course.steps):
            return "parts"
        kinds = {kind for work in job.operations if not work.done for kind in work.bays}
        if kinds & self.plan.floor.rules.heavy_kinds:
            return "heavy"
        return "short" if safe < SHORT * self.reader.day else "other"

    def _forecasts(
        self, job: Job, course: Course, finishes: Sequence[float], at: datetime, now: float
    ) -> list[Forecast]:
        """
        Return the group and the leads of all scenarios in order, of the job and of lesser ones.

        The lesser ones are the job without waiting for parts, and without its heavy work: each
        may be of a group with a larger factor, and the job must not be promised before them.
        """
        found = list[Forecast]()
        while True:
            latest = sorted(self._latest(job, course, finishes, at))
            ordered = [max(LEAST_LEAD, finish - now) for finish in latest]
            group = self._group(job, course, quantile(ordered, 0.95))
            found.append((group, _kinds(job), ordered))
            lesser = _without_parts(job) if group == "parts" else self._without_heavy(job, group)
            if lesser is None:
                return found
            job, course = lesser, self._course(lesser, at)
            finishes = [insert(self.plan, each, k, course) for k, each in enumerate(self.runs)]

    def _latest(
        self, job: Job, course: Course, finishes: Sequence[float], at: datetime
    ) -> list[float]:
        """
        Return the finishes, none before that of the same car without its first operations.

        Additional work and rework are taken to be of the kind of the first operation; put in
        front, another one would change the line they wait in, maybe for a shorter one.
        """
        found, works = [*finishes], [work for work in job.operations if not work.done]
        grown = [
            k
            for k in range(self.plan.count)
            if any(step.line.startswith("+") and step.minutes[k] >= 0 for step in course.steps)
        ]
        past = [work for work in job.operations if work.done]
        for first in range(1, len(works) if grown else 0):
            fewer = self._course(replace(job, operations=[*past, *works[first:]]), at)
            for k in grown:
                found[k] = max(found[k], insert(self.plan, self.runs[k], k, fewer))
        return found

    def _without_heavy(self, job: Job, group: str) -> Job | None:
        heavy = self.plan.floor.rules.heavy_kinds
        left = [work for work in job.operations if work.done or not heavy.intersection(work.bays)]
        is_less = group == "heavy" and any(not work.done for work in left)
        return replace(job, operations=left) if is_less else None

    def _leads(self, forecasts: Sequence[Forecast], levels: Iterable[float]) -> list[float]:
        """Return the minutes to be promised at each level, never less at a higher one."""
        factor, found, last = self.memory.calibrator.factor, list[float](), 0.0
        bound = SHORT * self.reader.day
        for level in levels:
            for group, kinds, ordered in forecasts:
                forecast = quantile(ordered, level)
                last = max(last, factor(level, group, kinds) * forecast)
                if group == "other":
                    # Else a little more work could lead to a smaller factor.
                    last = max(last, factor(level, "short", kinds) * min(forecast, bound))
            found.append(last)
        return found

    def _reasons(
        self, job: Job, course: Course, finishes: Sequence[float], now: float, likely: float
    ) -> tuple[Reason, ...]:
        """Tell the story of the scenarios in the middle; what is left is the shop's record."""
        order = sorted(range(len(finishes)), key=finishes.__getitem__)
        middle = order[len(order) * 2 // 5 : len(order) * 3 // 5] or order
        story = Story()
        for k in middle:
            insert(self.plan, self.runs[k], k, course, story)
        works = {str(work.line): work for work in job.operations}
        first = job.operations[0] if job.operations else Operation("unknown")
        sums: dict[tuple[str, str], float] = {}
        for (code, line), minutes in story.minutes.items():
            about = _about(code, line, works.get(line, first))
            sums[code, about] = sums.get((code, about), 0.0) + minutes / len(middle)
        if age := now - self.plan.now:  # since the picture was taken nobody waited for this car
            sums["arrival", ""] = sums.get(("arrival", ""), 0.0) - age
        found = [
            Reason(code, about, minutes, self._until(code, course, now))
            for (code, about), minutes in sums.items()
            if minutes >= 0.5
        ]
        found.sort(key=lambda each: -each.minutes)
        rest = likely - sum(each.minutes for each in found)
        return (*found, Reason("record", "", rest))

    def _until(self, code: str, course: Course, now: float) -> datetime | None:
        if code not in {"parts", "answer"}:
            return None
        opens = [
            quantile(sorted(step.opens), 0.5)
            for step in course.steps
            if step.opens and step.opens_for == code
        ]
        return self.plan.axis.clock_of_start(max(opens)) if opens and max(opens) > now else None

    def _margin(
        self,
        course: Course,
        finishes: Sequence[float],
        now: float,
        times: tuple[tuple[float, float], tuple[float, float]],
    ) -> tuple[Share, ...]:
        """Freeze one uncertainty at a time and see how much earlier the safe time gets."""
        forecast, said = times
        # Every third scenario in the order of the finish says the same as all of them.
        few = sorted(range(len(finishes)), key=finishes.__getitem__)[1::3] or [0]
        safe = quantile([max(LEAST_LEAD, finishes[k] - now) for k in few], 0.9)

        def without(frozen: Course, runs: Sequence[Run]) -> float:
            ends = [max(LEAST_LEAD, insert(self.plan, runs[k], k, frozen) - now) for k in few]
            return max(0.0, safe - quantile(sorted(ends), 0.9))

        gains = {
            "ahead": without(course, [self._median_run()] * self.plan.count),
            "own": without(_frozen(course, minutes=True), self.runs),
            "more_work": without(_frozen(course, more=True), self.runs),
            "parts": without(_frozen(course, waits=True), self.runs),
        }
        spread = max(0.0, forecast[1] - forecast[0])
        record = max(0.0, (said[1] - said[0]) - spread)
        total = sum(gains.values())
        why = "caution" if self.memory.calibrator.settled < SOME else "record"
        if total <= 0 or spread + record <= 0:
            return (Share(why, 1.0),) if record > 0 else ()
        shares = {code: gain / total * spread for code, gain in gains.items()} | {why: record}
        return tuple(
            Share(code, minutes / (spread + record))
            for code, minutes in sorted(shares.items(), key=lambda pair: -pair[1])
            if minutes > 0
        )

    def _median_run(self) -> Run:
        if self._median is None:
            courses = [_middle(course) for course in self.plan.courses]
            self._median = run(replace(self.plan, courses=courses, count=1), 0)
        return self._median


def _kinds(job: Job) -> tuple[str, ...]:
    return tuple(sorted({str(work.code) for work in job.operations if not work.done}))


def _without_parts(job: Job) -> Job:
    return replace(job, parts=(), operations=[replace(work, parts=()) for work in job.operations])


def _about(code: str, line: str, work: Operation) -> str:
    if code in {"work", "parts", "answer", "absence"}:
        return line if line.startswith("+") else work.code or line
    if code in {"bay", "kept_bay"}:
        return "/".join(work.bays)
    if code in {"technician", "nobody_there"}:
        return "/".join(work.skills)
    return ""


def _is_idle(each: Run, able: int, suits: int, start: float, end: float) -> bool:
    """Say whether somebody and somewhere is idle all the time from ``start`` to ``end``."""
    ends = [*each.times[1:], inf]
    return all(
        people & able and (not suits or bays & suits)
        for begins, until, people, bays in zip(
            each.times, ends, each.people, each.bays, strict=True
        )
        if begins < end and until > start and until > begins
    )


def _median_of(column: Sequence[float]) -> float:
    return sorted(column)[len(column) // 2]


def _frozen(
    course: Course, *, minutes: bool = False, more: bool = False, waits: bool = False
) -> Course:
    """Return the course with one uncertainty taken out: its middle value in all scenarios."""
    steps = []
    for step in course.steps:
        count, changed = len(step.minutes), step
        if step.line.startswith("+"):
            if more:
                changed = replace(step, minutes=[_median_of(step.minutes)] * count)
        elif minutes:
            changed = replace(step, minutes=[_median_of(step.minutes)] * count)
        elif waits and step.opens:
            changed = replace(step, opens=[_median_of(step.opens)] * count)
        steps.append(changed)
    return replace(course, steps=steps)


def _middle(course: Course) -> Course:
    def one(step: Step) -> Step:
        return replace(
            step,
            minutes=[_median_of(step.minutes)],
            opens=[_median_of(step.opens)] if step.opens else None,
            delay=[_median_of(step.delay)] if step.delay else None,
        )

    return replace(
        course, ready=[_median_of(course.ready)], steps=[one(step) for step in course.steps]
    )
