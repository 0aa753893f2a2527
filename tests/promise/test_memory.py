"""A promise is entered once, settled once, and what was learned is kept as JSON."""

import json
from datetime import timedelta

from jieche.promise import Memory
from tests.promise.cast import NEW, NOW, cars, clock, floor, outlook


def test_a_promise_is_settled_once_and_measured_in_working_minutes() -> None:
    memory, quote = Memory(), outlook().quote(NEW)
    memory.promise_given("new", quote)
    settled = memory.car_ready("new", clock("2026-09-21 13:30"), floor())
    assert settled is not None
    assert settled.was_kept
    assert settled.minutes == 150
    assert memory.calibrator.settled == 1
    assert memory.car_ready("new", clock("2026-09-21 13:30"), floor()) is None
    assert memory.calibrator.settled == 1


def test_the_likely_time_is_measured_as_it_is_said() -> None:
    """To the minute, not rounded up to the half hour: so it is kept half of the time."""
    memory, quote = Memory(), outlook().quote(NEW)
    assert quote.tracked[0] == quote.likely_at
    memory.promise_given("new", quote)
    memory.car_ready("new", quote.likely_at + timedelta(minutes=1), floor())
    assert memory.calibrator.misses[0] < 0.5


def test_what_kinds_of_work_a_promise_was_for_is_remembered() -> None:
    memory, quote = Memory(), outlook().quote(NEW)
    assert quote.kinds == ("align", "service")
    memory.promise_given("new", quote)
    memory.promise_given("late", quote)
    again = Memory.from_json(json.loads(json.dumps(memory.to_json())))
    again.car_ready("new", NOW + timedelta(hours=2), floor())
    assert set(again.calibrator.kinds) == {"align", "service"}
    again.look_for_late(NOW + timedelta(days=9))
    assert again.calibrator.hanging_kinds == {"late 0": ("align", "service")}


def test_a_car_that_is_late_counts_before_it_is_ready_and_not_twice() -> None:
    memory, quote = Memory(), outlook().quote(NEW)
    memory.promise_given("new", quote)
    before = list(memory.calibrator.misses)
    late = NOW + timedelta(days=9)
    assert memory.look_for_late(NOW) == []
    assert memory.look_for_late(late) == ["new"]
    assert memory.look_for_late(late) == []
    missed = list(memory.calibrator.misses)
    assert missed[2] < before[2]
    assert len(memory.calibrator.hanging) == 1
    settled = memory.car_ready("new", late, floor())
    assert settled is not None
    assert not settled.was_kept
    assert memory.calibrator.misses == missed
    assert memory.calibrator.hanging == {}


def test_a_new_promise_counts_the_old_ones_that_are_late_by_then() -> None:
    memory = Memory()
    memory.promise_given("old", outlook().quote(NEW))
    memory.promise_given("new", outlook(at=NOW + timedelta(days=9)).quote(NEW))
    assert list(memory.calibrator.hanging) == ["old 0"]


def test_agreed_more_work_takes_the_place_of_the_old_promise() -> None:
    memory, quote = Memory(), outlook().quote(NEW)
    memory.promise_given("new", quote)
    memory.promise_given("new", quote, NOW + timedelta(days=2), for_more_work=True)
    assert len(memory.given["new"]) == 1
    memory.car_ready("new", NOW + timedelta(days=1), floor())
    assert memory.calibrator.settled == 1


def test_an_apology_leaves_the_missed_promise_to_be_counted() -> None:
    memory, quote = Memory(), outlook().quote(NEW)
    memory.promise_given("new", quote)
    memory.promise_given("new", quote, NOW + timedelta(days=3))
    settled = memory.car_ready("new", NOW + timedelta(days=2), floor())
    assert settled is not None
    assert settled.was_kept
    assert memory.calibrator.settled == 2


def test_a_car_that_is_taken_away_is_not_counted() -> None:
    memory, quote = Memory(), outlook().quote(NEW)
    memory.promise_given("new", quote)
    memory.look_for_late(NOW + timedelta(days=9))
    memory.withdrawn("new")
    assert memory.calibrator.hanging == {}
    assert memory.car_ready("new", NOW, floor()) is None


def test_what_was_learned_is_the_same_after_it_was_kept() -> None:
    memory = Memory()
    for n in range(30):
        memory.operation_done("service", 90, 100 + n)
        memory.first_look_done(found_more=n % 5 == 0)
        memory.answered(30 + n, agreed=n % 4 > 0)
        memory.more_work_done(45)
        memory.part_came(NOW, NOW + timedelta(hours=n))
        memory.booking_due(came=n % 9 > 0)
        memory.inspected(sent_back=n == 7)
    memory.promise_given("open", outlook(cars(2), memory=memory).quote(NEW))
    again = Memory.from_json(json.loads(json.dumps(memory.to_json())))
    assert again == memory
    assert outlook(cars(5), memory=again).quote(NEW) == outlook(cars(5), memory=memory).quote(NEW)


def test_without_a_history_it_begins_anew_with_caution() -> None:
    assert Memory.from_json({}) == Memory()
    quote = outlook(memory=Memory.from_json({})).quote(NEW)
    assert quote.offer(0.9).lead_minutes >= 1.25 * quote.leads[2] - 1e-6
