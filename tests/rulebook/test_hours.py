"""Opening time: lunch, closing, closed days, make-up days, and the very moments of the edges."""

from datetime import date, time, timedelta

import pytest

from jieche.rulebook.hours import Hours, NeverOpen, Shop
from jieche.rulebook.words import Limit
from tests.articles.cast import CHINA, SHOP, clock

DESK, WORK = SHOP.desk, SHOP.work
CLOSED = Hours(week={}, zone=CHINA)


def test_time_is_added_over_lunch_over_night_and_over_sunday() -> None:
    assert WORK.add(clock("11:30"), 60) == clock("13:30")
    assert DESK.add(clock("17:30"), 60) == clock("2026-11-24 08:30")
    assert DESK.add(clock("2026-11-28 17:30"), 60) == clock("2026-11-30 08:30")


def test_time_begins_when_the_doors_open() -> None:
    assert DESK.add(clock("06:00"), 2) == clock("08:02")
    assert WORK.add(clock("12:30"), 0) == clock("13:00")
    assert WORK.add(clock("12:00"), 0) == clock("13:00")


def test_time_ends_with_the_last_open_moment_not_with_the_next_morning() -> None:
    assert DESK.add(clock("17:00"), 60) == clock("18:00")
    assert DESK.subtract(clock("09:00"), 60) == clock("08:00")


def test_time_is_taken_back_over_lunch_over_night_and_over_sunday() -> None:
    assert WORK.subtract(clock("13:30"), 60) == clock("11:30")
    assert DESK.subtract(clock("08:30"), 60) == clock("2026-11-21 17:30")


def test_nothing_taken_back_is_the_moment_itself_where_it_is_open() -> None:
    for moment in ("08:00", "10:00", "18:00"):
        assert DESK.last_open(clock(moment)) == clock(moment)
        assert DESK.is_open(clock(moment))
    assert DESK.last_open(clock("07:59")) == clock("2026-11-21 18:00")
    assert DESK.last_open(clock("23:00")) == clock("18:00")
    assert not DESK.is_open(clock("07:59"))


def test_minutes_between_are_minutes_of_opening() -> None:
    assert WORK.between(clock("11:00"), clock("14:00")) == 120
    assert DESK.between(clock("2026-11-28 17:00"), clock("2026-11-30 09:00")) == 120
    assert DESK.between(clock("10:00"), clock("10:00")) == 0
    assert DESK.between(clock("11:00"), clock("10:00")) == 0


def test_a_closed_day_and_a_make_up_day_overrule_the_week() -> None:
    special = Hours(
        week=DESK.week,
        special={date(2026, 11, 24): (), date(2026, 11, 29): ((time(9), time(12)),)},
        zone=CHINA,
    )
    assert special.add(clock("17:30"), 60) == clock("2026-11-25 08:30")
    assert special.opens_on(date(2026, 11, 24)) is None
    assert special.opens_on(date(2026, 11, 29)) == clock("2026-11-29 09:00")


def test_a_day_ends_with_its_last_second() -> None:
    assert DESK.end_of_day(clock("10:00")) == clock("23:59:59")


def test_the_shops_day_is_not_the_day_of_greenwich() -> None:
    night = clock("2026-11-24 01:00")
    assert DESK.day_of(night - timedelta(hours=1, seconds=1)) == date(2026, 11, 23)
    assert DESK.day_of(night) == date(2026, 11, 24)


def test_a_shop_that_never_opens_says_so() -> None:
    with pytest.raises(NeverOpen):
        CLOSED.add(clock("10:00"), 1)
    with pytest.raises(NeverOpen):
        CLOSED.last_open(clock("10:00"))


def test_a_limit_that_the_shop_did_not_set_has_its_figure_all_the_same() -> None:
    shop = Shop(DESK, WORK, limits={Limit.GREET: 3})
    assert (shop.minutes(Limit.GREET), shop.minutes(Limit.TIDY)) == (3, 10)
