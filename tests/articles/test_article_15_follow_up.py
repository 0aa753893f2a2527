"""Article 15: follow-up. Released on Monday at 17:15."""

from jieche.rulebook.words import Event as E
from tests.articles.cast import a_visit, kept, may, owed, refused, said, the_one

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


def test_15_2_who_wants_no_call_is_owed_none() -> None:
    left = DAY.then(E.CALLS_DECLINED, "2026-11-24 09:00")
    assert kept(the_one(left, "15.2"))


def test_15_4_the_call_gives_an_advice() -> None:
    assert said(E.FOLLOWED_UP, "15.4").startswith("顺便提醒您")


def test_15_6_the_call_invites_to_keep_in_touch() -> None:
    assert said(E.FOLLOWED_UP, "15.6").startswith("欢迎随时")


def test_15_8_the_call_ends_with_thanks() -> None:
    assert said(E.FOLLOWED_UP, "15.8") == "非常感谢合作！"


def test_15_9_who_wants_no_call_is_not_called_until_he_agrees_again() -> None:
    left = DAY.then(E.CALLS_DECLINED, "2026-11-26 09:00")
    for event in (E.FOLLOWED_UP, E.FOLLOW_UP_TRIED):
        assert may(DAY, event)
        assert refused(left, event) == ["15.9"]
        assert may(left.then(E.CALLS_ALLOWED, "2026-11-26 10:00"), event)
    again = left.then(E.CALLS_ALLOWED, "2026-11-26 10:00").then(E.CALLS_DECLINED)
    assert refused(again, E.FOLLOWED_UP) == ["15.9"]


def test_15_11_a_lead_is_read_the_same_day() -> None:
    noted = DAY.until(E.FOLLOWED_UP).then(E.LEAD_NOTED, "2026-11-26 10:05")
    assert kept(the_one(noted.then(E.LEAD_READ, "2026-11-26 17:00"), "15.11"))
    assert not kept(the_one(noted.then(E.LEAD_READ, "2026-11-27 08:00"), "15.11"))
    assert owed(DAY.until(E.FOLLOWED_UP), "15.11") == []
