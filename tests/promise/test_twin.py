"""The twin works as the floor does, and a car put into a run finds what the twin would give it."""

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jieche.promise import Booking, Dispatch, Job, Memory, Operation, Outlook, Rules, State
from jieche.promise.insertion import insert
from jieche.promise.reading import Reader
from jieche.promise.twin import Run, run
from tests.promise.cast import NEW, NOW, align, bookings, cars, clock, floor, outlook, service

OPERATIONS = st.builds(
    lambda line, on_lift, minutes: (service if on_lift else align)(f"{line}", float(minutes)),
    st.integers(0, 99),
    st.booleans(),
    st.integers(10, 300),
)
SHOPS = st.lists(st.lists(OPERATIONS, min_size=1, max_size=3), max_size=8)


def jobs_of(shop: list[list[Operation]]) -> list[Job]:
    return [Job(f"car {n}", work, checked_in_at=NOW) for n, work in enumerate(shop)]


def begins(each: Run, own: float) -> list[tuple[float, float]]:
    """Return when work was begun on the cars of another rank than ``own``."""
    marks = zip(each.times, each.ranks, strict=True)
    return [(at, rank) for at, rank in marks if rank not in {own, inf}]


def test_an_empty_shop_takes_as_long_as_the_work() -> None:
    seen = outlook()
    course = seen.reader.course(replace(NEW, may_grow=False), is_own=True)
    assert course is not None
    for k in range(seen.plan.count):
        own = sum(max(0.0, step.minutes[k]) for step in course.steps)
        end = insert(seen.plan, seen.runs[k], k, course)
        assert end - seen.plan.now == pytest.approx(own)


def test_no_car_is_ready_before_its_own_work_is_done() -> None:
    seen = outlook(cars(6), bookings(4))
    for number, course in enumerate(seen.plan.courses):
        for k, each in enumerate(seen.runs):
            own = sum(max(0.0, step.minutes[k]) for step in course.steps)
            assert each.finish[number] >= seen.plan.now + own - 1e-6


def test_cars_are_taken_in_the_order_they_came() -> None:
    waiting = [
        Job(f"car {n}", [service(minutes=60)], checked_in_at=clock(f"2026-09-21 09:0{n}"))
        for n in (3, 1, 2, 0)
    ]
    seen = outlook(waiting, shop=floor(rules=Rules(scenarios=20)))
    for each in seen.runs:
        begun = {course.key: each.begun[n] for n, course in enumerate(seen.plan.courses)}
        assert begun["car 0"] <= begun["car 1"] <= begun["car 2"] <= begun["car 3"]


def test_or_shortest_first_where_the_floor_does_so() -> None:
    waiting = [Job("long", [service(minutes=200)]), Job("short", [service(minutes=20)])]
    alone = floor(technicians=floor().technicians[:1], rules=Rules(dispatch=Dispatch.SHORTEST))
    seen = outlook(waiting, shop=alone)
    assert all(each.begun[1] <= each.begun[0] for each in seen.runs)


def test_a_walk_in_leaves_the_bays_that_bookings_need() -> None:
    """Both lifts are kept from an hour before; the work takes longer than that."""
    soon = [Booking(f"booked {n}", clock("2026-09-21 10:30"), [service()]) for n in range(2)]
    walk_in = Job("walk-in", [service(minutes=90)], checked_in_at=clock("2026-09-21 09:00"))
    seen = outlook([walk_in], soon)
    place = [course.key for course in seen.plan.courses].index("walk-in")
    slot = seen.plan.axis.minute(clock("2026-09-21 10:30"))
    comes = [all(c.ready[k] < inf for c in seen.plan.courses) for k in range(seen.plan.count)]
    assert any(comes)
    for k, both in enumerate(comes):
        if both:
            assert seen.runs[k].begun[place] > slot


def test_a_booked_car_that_stays_away_frees_its_bay() -> None:
    soon = [Booking(f"booked {n}", clock("2026-09-21 10:30"), [service()]) for n in range(2)]
    seen = outlook([], soon)
    away = [k for k in range(seen.plan.count) if seen.plan.courses[0].ready[k] == inf]
    assert len(away) == round(0.08 * seen.plan.count)
    kept_until = seen.plan.axis.minute(clock("2026-09-21 11:00"))
    for k in away:
        assert (kept_until in [until for _, _, until in seen.runs[k].kept]) or len(away) == 0


def test_one_that_has_waited_a_day_may_take_a_kept_bay() -> None:
    """Bookings without end would otherwise starve it."""
    booked = [
        Booking(f"b {n}", clock(f"2026-09-{21 + n // 16} {9 + n % 8}:00"), [service(minutes=55)])
        for n in range(64)
    ]
    walk_in = Job("walk-in", [service(minutes=400)], checked_in_at=NOW)
    seen = outlook([walk_in], booked)
    latest = max(each.begun[0] for each in seen.runs)
    assert latest < seen.plan.now + 3 * seen.reader.day


@settings(max_examples=200, deadline=None)
@given(SHOPS, st.lists(OPERATIONS, min_size=1, max_size=3), st.integers(0, 6))
def test_a_car_that_is_put_in_is_ready_when_the_whole_run_says(
    shop: list[list[Operation]], work: list[Operation], booked: int
) -> None:
    """Wherever it takes nothing from the others: there the run with it is the same run."""
    rules = Rules(scenarios=8, patience=45)
    state = State(NOW, floor(rules=rules), jobs_of(shop), bookings(booked))
    new = Job("new", work, checked_in_at=NOW)
    seen = Outlook(state, Memory())
    # After the cars that came before, before those that are booked for later.
    own = seen.plan.now + 0.25
    course = seen.reader.course(new, is_own=True)
    assert course is not None
    course.rank = own
    memory = Memory()
    whole = Reader(replace(state, jobs=[*state.jobs, new]), memory.durations, memory.chances).plan
    place = [each.key for each in whole.courses].index("new")
    whole.courses[place].rank = own
    for k in range(8):
        again = run(whole, k)
        if begins(again, own) == begins(seen.runs[k], own):
            put_in = insert(seen.plan, seen.runs[k], k, course)
            assert put_in == pytest.approx(again.finish[place])


def test_a_car_ready_at_the_minute_another_begins_does_not_begin_before_it() -> None:
    """Both want the alignment bay at the same minute, and the other came first."""
    lift = Job("first", [service(minutes=10), align("0", 10)], checked_in_at=NOW, may_grow=False)
    state = State(NOW, floor(rules=Rules(scenarios=8)), [lift])
    new = Job("new", [align("0", 10), align("0", 10)], checked_in_at=NOW, may_grow=False)
    seen = Outlook(state, Memory())
    course = seen.reader.course(new, is_own=True)
    assert course is not None
    # Its first alignment ends in the minute in which the other car's service does.
    begin = seen.plan.courses[0]
    for k, each in enumerate(seen.runs):
        end = insert(seen.plan, each, k, replace(course, steps=[
            replace(course.steps[0], minutes=begin.steps[0].minutes), course.steps[1],
        ]))  # fmt: skip
        assert end >= each.finish[0] + course.steps[1].minutes[k] - 1e-6


def test_a_technician_who_leaves_takes_up_the_work_again_when_he_is_back() -> None:
    wang = replace(
        floor().technicians[0], absences=[(clock("2026-09-21 11:00"), clock("2026-09-22 11:00"))]
    )
    alone = floor(technicians=[wang])
    under_way = service(started_at=clock("2026-09-21 09:30"), technician="wang", bay="L1")
    seen = outlook([Job("car", [replace(under_way, minutes=240)], may_grow=False)], shop=alone)
    back = seen.plan.axis.minute(clock("2026-09-22 11:00"))
    likely = seen.standings()[0].likely_at
    assert likely is not None
    assert seen.plan.axis.minute(likely) > back
    assert all(each.finish[0] > back for each in seen.runs)
