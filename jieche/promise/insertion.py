"""
A new car put into a run that stands: when each of its operations would begin and end.

Each operation begins at the first minute, once the car is ready, at which an able person and a
bay that is not kept for a booking are both idle, or would be taken by a car that goes after it.
That minute moves only backwards when the car is ready later or works longer, so more work or a
later part never gives an earlier finish, scenario by scenario. (Running the twin anew with the
car in it is no such promise: list scheduling has anomalies.)
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

from jieche.promise.plan import Course, Plan, Queue, Step
from jieche.promise.twin import Run


@dataclass
class Story:
    """Where the time of one car goes in one scenario: (what, line) -> working minutes."""

    minutes: dict[tuple[str, str], float] = field(default_factory=dict)

    def add(self, what: str, line: str, minutes: float) -> None:
        """Add to one kind of time."""
        if minutes > 0:
            self.minutes[what, line] = self.minutes.get((what, line), 0.0) + minutes


def insert(
    plan: Plan, run: Run, scenario: int, course: Course, story: Story | None = None
) -> float:
    """Return when the car is ready in this scenario; tell ``story`` where the time went."""
    at = max(plan.now, course.ready[scenario])
    if story:
        story.add("arrival", "", at - plan.now)
    for step in course.steps:
        minutes = step.minutes[scenario]
        if minutes < 0 or at == inf:
            continue
        ready = _ready(step, scenario, at, story)
        if not minutes:
            start = end = ready
        elif step.people or step.bays:
            start, end = ready, plan.finish(step.people, ready, minutes)
        else:
            is_kept_for = course.slot is not None and step is course.steps[0]
            queue = plan.queues[step.urgent if is_kept_for else step.patient]
            start, end = _place(plan, run, queue, course.rank, ready, minutes)
            if story:
                _tell(plan, run, queue, step.line, (ready, start), story)
        if story:
            story.add("work", step.line, minutes)
            story.add("absence", step.line, end - start - minutes)
        at = end
    if story:
        story.add("finish", "", plan.after)
    return at + plan.after


def _ready(step: Step, scenario: int, at: float, story: Story | None) -> float:
    """Return when answer and parts are here for the step that follows at ``at``."""
    ready = at + step.delay[scenario] if step.delay else at
    opens = max(ready, step.opens[scenario]) if step.opens else ready
    if story:
        story.add("answer", step.line, ready - at)
        story.add(step.opens_for, step.line, opens - ready)
    return opens


def _place(
    plan: Plan,
    run: Run,
    queue: Queue,
    rank: float,
    ready: float,
    minutes: float,
) -> tuple[float, float]:
    """Return begin and end of one operation."""
    times, people, bays, ranks = run.times, run.people, run.bays, run.ranks
    last = len(times) - 1
    able, suits = queue.able, queue.suits
    best = (inf, inf)
    for entry in range(_standing_at(times, ready), last + 1):
        if not people[entry] & able or (suits and not bays[entry] & suits) or ranks[entry] <= rank:
            continue
        start, end = times[entry], times[entry + 1] if entry < last else inf
        start = max(start, ready)
        if start + minutes >= best[1]:
            break
        if queue.window and run.kept:
            start = _when_not_kept(plan, run, queue, entry, (start, end), ready)
        if not plan.off and start < inf:
            return start, start + minutes
        through = _through(plan, people[entry] & able, start, minutes)
        if through < best[1]:
            best = (start, through)
    if best[0] == inf:  # nobody who can do it is known to come back: as if on the last known day
        best = (max(ready, times[-1]), max(ready, times[-1]) + minutes)
    return best


def _standing_at(times: Sequence[float], minute: float) -> int:
    """Return the first entry of that minute, else the last one before it."""
    entry = bisect_left(times, minute)
    return entry if entry < len(times) and times[entry] == minute else max(0, entry - 1)


def _through(plan: Plan, idle: int, start: float, minutes: float) -> float:
    best = inf
    while idle and start < inf:
        person = idle & -idle
        idle ^= person
        best = min(best, plan.finish(person, start, minutes))
    return best


def _when_not_kept(
    plan: Plan, run: Run, queue: Queue, entry: int, span: tuple[float, float], ready: float
) -> float:
    """Return from when on in [start, end) a bay may be taken that bookings do not need."""
    start, end = span
    kept_of, idle = run.kept_of(queue.suits), (run.bays[entry] & queue.suits).bit_count()
    if idle > len(kept_of):
        return start
    until = start + queue.window
    # Where a booked car takes the bay at this very minute, the bay is still kept for it.
    begun = start if run.ranks[entry] == inf else start - 1e-9
    needed = 0
    for slot, kept in kept_of:
        if slot > until:
            break
        if kept > begun:
            needed += 1
    if not needed or idle > needed:
        return start
    patient = max(start, ready + plan.patience)
    return patient if patient < end or patient == start else inf


def _tell(
    plan: Plan, run: Run, queue: Queue, line: str, span: tuple[float, float], story: Story
) -> None:
    """Say what was missing while the operation waited."""
    times, (ready, start) = run.times, span
    entry = _standing_at(times, ready)
    while entry < len(times) and times[entry] < start:
        end = min(start, times[entry + 1]) if entry + 1 < len(times) else start
        length = end - max(ready, times[entry])
        if length > 0:
            if queue.suits and not run.bays[entry] & queue.suits:
                story.add("bay", line, length)
            elif not run.people[entry] & queue.able:
                on_duty = plan.on_duty(max(ready, times[entry])) & queue.able
                story.add("technician" if on_duty else "nobody_there", line, length)
            elif queue.window and run.kept:
                story.add("kept_bay", line, length)
            else:  # somebody is there, but who comes later is through earlier
                story.add("technician", line, length)
        entry += 1
