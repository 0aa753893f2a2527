"""When a car can be ready: cars ahead, own hours, parts, margin, all in working time."""

from datetime import datetime, time

import pytest

from jieche.estimate.forecast import Ahead, Forecast, forecast, free_after
from jieche.rulebook.hours import CHINA, Hours
from tests.support.cast import clock

DAY = Hours(week=dict.fromkeys(range(6), ((time(8), time(18)),)), zone=CHINA)
WORK = Hours(week=dict.fromkeys(range(6), ((time(8), time(12)), (time(13), time(18)))), zone=CHINA)
MONDAY = clock("2026-11-23 10:00")


def seen(
    *minutes: int,
    own: int = 60,
    places: int = 1,
    parts_at: datetime | None = None,
    margin: int = 20,
    at: datetime = MONDAY,
) -> Forecast:
    cars = [Ahead(f"J{n}", "沪A", each) for n, each in enumerate(minutes)]
    return forecast(
        work=WORK, desk=DAY, at=at, own_minutes=own, cars=cars, places=places, parts_at=parts_at,
        margin_percent=margin,
    )  # fmt: skip


def test_an_empty_shop_starts_at_once() -> None:
    found = seen()
    assert (found.wait_minutes, found.earliest_at) == (0, clock("2026-11-23 11:00"))
    assert (found.margin_minutes, found.safe_at) == (12, clock("2026-11-23 11:12"))
    assert found.suggested_at == clock("2026-11-23 11:30")


def test_the_lunch_of_the_workshop_is_no_working_time() -> None:
    assert seen(own=180, margin=0).earliest_at == clock("2026-11-23 14:00")


def test_work_goes_on_the_next_open_day() -> None:
    saturday = clock("2026-11-28 17:30")
    found = seen(own=60, margin=0, at=saturday)
    assert found.earliest_at == clock("2026-11-30 08:30")
    assert found.suggested_at == clock("2026-11-30 08:30")


@pytest.mark.parametrize(
    ("minutes", "places", "free"),
    [((), 1, 0), ((60, 30), 1, 90), ((60, 30), 2, 30), ((60, 30, 30), 2, 60), ((60,), 3, 0)],
)
def test_the_first_place_that_the_cars_ahead_leave_free(
    minutes: tuple[int, ...], places: int, free: int
) -> None:
    assert free_after(minutes, places) == free


def test_5_3_nothing_is_ready_before_its_last_part() -> None:
    found = seen(parts_at=clock("2026-11-24 12:00"), margin=0)
    assert found.start_at == clock("2026-11-24 12:00")
    assert found.earliest_at == clock("2026-11-24 14:00")


def test_a_suggested_time_lies_in_the_hours_of_the_desk() -> None:
    found = seen(own=470, margin=5)
    assert found.safe_at == clock("2026-11-24 09:14")
    assert seen(own=419, margin=0).suggested_at == clock("2026-11-23 18:00")
    assert seen(own=420, margin=1).suggested_at == clock("2026-11-24 08:30")


@pytest.mark.parametrize("more", [1, 30, 500])
def test_more_work_ahead_or_of_its_own_never_comes_earlier(more: int) -> None:
    least = seen(60, 60, places=2)
    assert seen(60 + more, 60, places=2).suggested_at >= least.suggested_at
    assert seen(60, 60, own=60 + more, places=2).suggested_at >= least.suggested_at
    assert seen(60, 60, more, places=2).suggested_at >= least.suggested_at
