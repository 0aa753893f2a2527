"""Working minutes: lunch, nights, Sundays, holidays and make-up days are not there."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jieche.promise import Axis, Calendar, NeverOpen, working_minutes
from jieche.promise.axis import rounded_up
from tests.promise.cast import HOURS, NOW, clock

AXIS = Axis([HOURS], NOW.date())
MINUTES = st.floats(min_value=-20_000, max_value=40_000, allow_nan=False)


@given(MINUTES)
def test_a_minute_turned_into_a_clock_and_back_is_the_same(minute: float) -> None:
    assert AXIS.minute(AXIS.clock(minute)) == pytest.approx(minute, abs=0.001)
    assert AXIS.minute(AXIS.clock_of_start(minute)) == pytest.approx(minute, abs=0.001)


@given(MINUTES, st.floats(min_value=0, max_value=5000))
def test_later_is_never_earlier(minute: float, more: float) -> None:
    assert AXIS.clock(minute) <= AXIS.clock(minute + more)
    assert AXIS.clock(minute) <= AXIS.clock_of_start(minute)


@pytest.mark.parametrize(
    ("start", "worked", "end"),
    [
        ("2026-09-21 11:59", 2, "2026-09-21 13:01"),
        ("2026-09-21 11:59", 1, "2026-09-21 12:00"),
        ("2026-09-21 12:00", 1, "2026-09-21 13:01"),
        ("2026-09-21 12:59", 1, "2026-09-21 13:01"),
        ("2026-09-21 17:59", 1, "2026-09-21 18:00"),
        ("2026-09-21 17:59", 2, "2026-09-22 08:31"),
        ("2026-09-21 22:00", 30, "2026-09-22 09:00"),
        ("2026-09-19 18:30", 10, "2026-09-21 08:40"),  # Saturday evening
        ("2026-09-26 17:00", 61, "2026-09-27 08:31"),  # the Sunday that is worked
        ("2026-09-27 11:59", 2, "2026-09-28 08:31"),  # but its morning only
        ("2026-09-30 17:30", 31, "2026-10-02 08:31"),  # over the holiday
    ],
)
def test_work_goes_on_when_the_shop_is_open(start: str, worked: float, end: str) -> None:
    assert AXIS.clock(AXIS.minute(clock(start)) + worked) == clock(end)


def test_closing_and_opening_are_one_minute_of_work() -> None:
    closing = AXIS.minute(clock("2026-09-21 18:00"))
    assert AXIS.clock(closing) == clock("2026-09-21 18:00")
    assert AXIS.clock_of_start(closing) == clock("2026-09-22 08:30")


def test_minutes_between_two_moments() -> None:
    start, end = clock("2026-09-21 11:30"), clock("2026-09-22 09:00")
    assert working_minutes(HOURS, start, end) == 30 + 300 + 30
    assert working_minutes(HOURS, end, start) == 0


def test_a_night_shift_runs_into_the_next_day() -> None:
    night = Axis([Calendar({0: [(time(20), time(2))]})], NOW.date())
    started = night.minute(clock("2026-09-21 23:00"))
    assert night.clock(started + 120) == clock("2026-09-22 01:00")
    assert night.clock(started + 181) == clock("2026-09-28 20:01")


def test_several_calendars_are_worked_together() -> None:
    early = Calendar({0: [(time(6), time(9))]})
    both = Axis([HOURS, early], NOW.date())
    six, noon = clock("2026-09-21 06:00"), clock("2026-09-21 12:00")
    assert both.minute(noon) - both.minute(six) == 360


def test_a_shop_that_never_opens_says_so() -> None:
    with pytest.raises(NeverOpen):
        Axis([Calendar({})], NOW.date()).clock(1)


def test_half_hours_are_rounded_up_and_full_ones_stay() -> None:
    assert rounded_up(clock("2026-09-21 10:01"), 30) == clock("2026-09-21 10:30")
    assert rounded_up(clock("2026-09-21 10:30"), 30) == clock("2026-09-21 10:30")
    past = clock("2026-09-21 10:30") + timedelta(seconds=1)
    assert rounded_up(past, 30) == clock("2026-09-21 11:00")
