"""Article 15: follow-up. Released on Monday at 17:15."""

from jieche.rulebook.words import Event as E
from tests.articles.cast import a_visit, kept, the_one

DAY = a_visit().until(E.RELEASED)


def test_15_2_the_window_runs_from_two_days_to_one_week() -> None:
    one = the_one(DAY, "15.2")
    assert f"{one.opens_at:%m-%d %H:%M} {one.due_at:%m-%d %H:%M}" == "11-25 17:15 11-30 17:15"


def test_15_2_a_call_after_a_day_and_23_hours_does_not_count() -> None:
    early = DAY.then(E.FOLLOWED_UP, "2026-11-25 16:15")
    assert the_one(early, "15.2").met_at is None
    assert not the_one(early, "15.2").moot
    assert kept(the_one(early.then(E.FOLLOWED_UP, "2026-11-26 10:00"), "15.2"))


def test_15_2_two_days_to_the_minute_is_in_time() -> None:
    assert kept(the_one(DAY.then(E.FOLLOWED_UP, "2026-11-25 17:15"), "15.2"))


def test_15_2_a_week_to_the_second_is_in_time_and_no_more() -> None:
    assert kept(the_one(DAY.then(E.FOLLOWED_UP, "2026-11-30 17:15"), "15.2"))
    assert not kept(the_one(DAY.then(E.FOLLOWED_UP, "2026-11-30 17:15:01"), "15.2"))


def test_15_2_an_attempt_that_reached_nobody_is_no_follow_up() -> None:
    assert the_one(DAY.then(E.FOLLOW_UP_TRIED, "2026-11-26 10:00"), "15.2").met_at is None
