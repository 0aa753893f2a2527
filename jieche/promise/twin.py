"""
The twin: one scenario of the workshop, run forward by its own dispatch rule (promise.md 2.4).

Whenever something happens - work ends, a part comes, a shift begins - cars are taken in the order
of their rank by idle people into idle bays. Nobody waits for a bay because the future is known.
A walk-in may not take a bay if those left are needed by bookings due while it would be there,
unless it has waited a full working day.

What is left of a run is its log: who and what was idle from when on. A new car is inserted into
it (``insertion``) instead of running the scenario again.
"""

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import inf

from jieche.promise.plan import Course, Plan

# A queue: its number, able people, suitable bays, how far ahead bays are kept, who stands in it.
_Row = tuple[int, int, int, float, list[tuple[float, int, int]]]
_FINISH, _RELEASE, _READY, _AGED = range(4)  # at the same minute, in this order


@dataclass
class Run:
    """What happened in one scenario."""

    finish: list[float]  # of each course, infinite for one that does not come
    begun: list[float]  # when each course began its first step
    # The log. Entry n holds from times[n] to times[n + 1]; where a car was taken at that minute,
    # the entry before it shows what was idle and the rank of who took it, so that a car which
    # goes before may take it instead.
    times: list[float] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    bays: list[int] = field(default_factory=list)
    ranks: list[float] = field(default_factory=list)
    # Bays kept for bookings: slot, the bays that will do, until when it was kept.
    kept: list[tuple[float, int, float]] = field(default_factory=list)
    _kept_of: dict[int, list[tuple[float, float]]] = field(default_factory=dict, repr=False)

    def kept_of(self, suits: int) -> list[tuple[float, float]]:
        """Return slot and end of what is kept of these bays, in the order of the slots."""
        found = self._kept_of.get(suits)
        if found is None:
            found = sorted((slot, until) for slot, wanted, until in self.kept if wanted & suits)
            self._kept_of[suits] = found
        return found


def run(plan: Plan, scenario: int) -> Run:
    """Run one scenario to its end."""
    return _Twin(plan, scenario).run()


class _Twin:
    def __init__(self, plan: Plan, scenario: int) -> None:
        self.plan, self.k = plan, scenario
        count = len(plan.courses)
        self.out = Run([inf] * count, [inf] * count)
        self.at = [0] * count  # the step each course is at
        self.waits = [-1] * count  # the step it stands in line for
        self.standing = 0  # how many stand in line
        self.idle_people, self.idle_bays = plan.people, plan.bays
        self.lines: list[list[tuple[float, int, int]]] = [[] for _ in plan.queues]
        self.stood_in: list[_Row] = []  # the queues in which somebody stands
        self.events: list[tuple[float, int, int, int, int]] = []
        self.keeps: list[tuple[float, int, int]] = []  # slot, bays kept for it, course; in order
        self.is_booked: set[int] = set()  # the courses in it

    def run(self) -> Run:
        plan = self.plan
        for number, course in enumerate(plan.courses):
            self._enter(number, course)
        heapify(self.events)
        self.keeps.sort()
        shifts, shift = plan.shifts, 0
        now, on = plan.now, plan.on_duty(plan.now)
        while shift < len(shifts) and shifts[shift][0] <= now:
            shift += 1
        events = self.events
        while True:
            while events and events[0][0] <= now:
                self._happen(heappop(events))
            self._dispatch(now, on)
            self._note(now, self.idle_people & on, inf)
            comes = events[0][0] if events else inf
            turns = shifts[shift][0] if shift < len(shifts) else inf
            if comes == inf and (turns == inf or not self.standing):
                break
            now = min(comes, turns)
            while shift < len(shifts) and shifts[shift][0] <= now:
                on = shifts[shift][1]
                shift += 1
        self.out.kept += [(slot, wanted, inf) for slot, wanted, _ in self.keeps]
        self._add_quiet_days(shifts[shift:])
        return self.out

    def _add_quiet_days(self, shifts: list[tuple[float, int]]) -> None:
        """Note who comes and goes after the last car."""
        out = self.out
        out.times += [at for at, _ in shifts]
        out.people += [self.idle_people & on for _, on in shifts]
        out.bays += [self.idle_bays] * len(shifts)
        out.ranks += [inf] * len(shifts)

    def _enter(self, number: int, course: Course) -> None:
        plan, ready = self.plan, course.ready[self.k]
        first = self._next(course, 0)
        self.at[number] = first
        if first == len(course.steps):
            self.out.finish[number] = ready + plan.after
            return
        step = course.steps[first]
        if step.people or step.bays:
            self.idle_people &= ~step.people
            self.idle_bays &= ~step.bays
            ends = plan.finish(step.people, plan.now, step.minutes[self.k])
            self.out.begun[number] = plan.now
            self.events.append((ends, _FINISH, number, step.people, step.bays))
            return
        if course.slot is not None:
            self.keeps.append((course.slot, plan.queues[step.urgent].suits, number))
            self.is_booked.add(number)
        if ready == inf:
            self.events.append((max(plan.now, course.kept_until), _RELEASE, number, 0, 0))
            return
        opens = step.opens[self.k] if step.opens else 0.0
        self.events.append((max(plan.now, ready, opens), _READY, number, first, 0))

    def _next(self, course: Course, place: int) -> int:
        while place < len(course.steps) and course.steps[place].minutes[self.k] < 0:
            place += 1
        return place

    def _happen(self, event: tuple[float, int, int, int, int]) -> None:
        now, what, number, first, second = event
        if what == _FINISH:
            self.idle_people |= first
            self.idle_bays |= second
            self._go_on(number, now)
        elif what == _RELEASE:
            self._unkeep(number, now)
        elif what == _AGED:
            if self.waits[number] == first:
                self._line_up(self.plan.courses[number].steps[first].urgent, number, first)
        else:
            step = self.plan.courses[number].steps[first]
            if not step.minutes[self.k]:
                self._go_on(number, now)
                return
            self.waits[number] = first
            self.standing += 1
            queue = step.urgent if number in self.is_booked else step.patient
            self._line_up(queue, number, first)
            if self.keeps and queue != step.urgent:
                heappush(self.events, (now + self.plan.patience, _AGED, number, first, 0))

    def _line_up(self, queue: int, number: int, place: int) -> None:
        line = self.lines[queue]
        if not line:
            wants = self.plan.queues[queue]
            self.stood_in.append((queue, wants.able, wants.suits, wants.window, line))
        heappush(line, (self.plan.courses[number].rank, number, place))

    def _go_on(self, number: int, now: float) -> None:
        course = self.plan.courses[number]
        place = self._next(course, self.at[number] + 1)
        self.at[number] = place
        if place == len(course.steps):
            self.out.finish[number] = now + self.plan.after
            return
        step, ready = course.steps[place], now
        if step.delay:
            ready += step.delay[self.k]
        if step.opens:
            ready = max(ready, step.opens[self.k])
        heappush(self.events, (ready, _READY, number, place, 0))

    def _dispatch(self, now: float, on: int) -> None:
        """Let idle people take cars, the lowest rank first, until nobody can take any."""
        while self.standing and (idle := self.idle_people & on):
            queue = self._next_queue(now, idle)
            if queue < 0:
                break
            _, number, _ = heappop(self.lines[queue])
            self._start(now, on, number, queue)
        self.stood_in = [row for row in self.stood_in if row[4]]

    def _next_queue(self, now: float, idle: int) -> int:
        """Return the queue of the car that is to be taken, -1 if none can be."""
        best, chosen, waits, bays = (inf, 0, 0), -1, self.waits, self.idle_bays
        for place, able, suits, window, line in self.stood_in:
            if not idle & able or (suits and not bays & suits):
                continue
            while line and waits[line[0][1]] != line[0][2]:
                heappop(line)  # it has begun from the other queue
            if (
                line
                and line[0] < best
                and not (window and self.keeps and self._is_kept(now + window, suits))
            ):
                best, chosen = line[0], place
        return chosen

    def _is_kept(self, until: float, suits: int) -> bool:
        """Say whether every idle bay is needed by a booking due before ``until``."""
        needed = 0
        for slot, wanted, _ in self.keeps:
            if slot > until:
                break
            if wanted & suits:
                needed += 1
        return bool(needed) and (self.idle_bays & suits).bit_count() <= needed

    def _start(self, now: float, on: int, number: int, chosen: int) -> None:
        plan, queue = self.plan, self.plan.queues[chosen]
        course = plan.courses[number]
        idle = self.idle_people & on
        self._note(now, idle, course.rank)
        person = idle & queue.able
        person &= -person
        bay = 0
        for kind in queue.prefers:
            if self.idle_bays & kind:
                bay = self.idle_bays & kind
                bay &= -bay
                break
        self.idle_people ^= person
        self.idle_bays ^= bay
        minutes = course.steps[self.at[number]].minutes[self.k]
        self.waits[number] = -1
        self.standing -= 1
        heappush(self.events, (plan.finish(person, now, minutes), _FINISH, number, person, bay))
        self.out.begun[number] = min(self.out.begun[number], now)
        self._unkeep(number, now)

    def _unkeep(self, number: int, now: float) -> None:
        if number not in self.is_booked:
            return
        self.is_booked.remove(number)
        place = next(n for n, each in enumerate(self.keeps) if each[2] == number)
        slot, wanted, _ = self.keeps.pop(place)
        self.out.kept.append((slot, wanted, now))

    def _note(self, now: float, people: int, rank: float) -> None:
        out = self.out
        out.times.append(now)
        out.people.append(people)
        out.bays.append(self.idle_bays)
        out.ranks.append(rank)
