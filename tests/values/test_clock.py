"""Dates and hours, read in one way or not at all. 2026-11-23 is a Monday."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jieche.values.clock import (
    parse_date,
    parse_moment,
    parse_time,
    to_ten_minutes,
    up_to_half_hour,
)
from jieche.values.verdict import Impossible

TODAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS = st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-01-01"))
OPENS, CLOSES = time(8, 30), time(18)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("15:30", "15:30"),
        ("15\uff1a30", "15:30"),
        ("1530", "15:30"),
        ("0830", "08:30"),
        ("08:30", "08:30"),
        ("12:15", "12:15"),
        ("10:30", "10:30"),
        ("0330", "03:30"),
        ("0:05", "00:05"),
        ("下午3:30", "15:30"),
        ("下午3点半", "15:30"),
        ("下午 3 点", "15:00"),
        ("下午三点一刻", "15:15"),
        ("下午15:30", "15:30"),
        ("上午十点二十", "10:20"),
        ("早上8点零五分", "08:05"),
        ("中午12点", "12:00"),
        ("中午1点", "13:00"),
        ("晚上7点", "19:00"),
        ("凌晨12点", "00:00"),
        ("15点半", "15:30"),
        ("十五点四十五分", "15:45"),
        ("二十点", "20:00"),
        ("16点整", "16:00"),
        ("3:30 pm", "15:30"),
        ("3pm", "15:00"),
        ("12 am", "00:00"),
        ("12 PM", "12:00"),
        ("下午3", "15:00"),
    ],
)
def test_an_hour_is_read_as_said(typed: str, hour: str) -> None:
    assert parse_time(typed) == time.fromisoformat(hour)


@pytest.mark.parametrize("typed", ["3点半", "3:30", "330", "三点半"])
def test_an_hour_that_may_be_two_is_settled_by_the_opening_hours(typed: str) -> None:
    assert parse_time(typed, opens=OPENS, closes=CLOSES) == time(15, 30)
    with pytest.raises(Impossible, match="03:30 or 15:30"):
        parse_time(typed)


def test_the_opening_hours_count_with_both_ends() -> None:
    assert parse_time("8:30", opens=OPENS, closes=CLOSES) == time(8, 30)
    assert parse_time("6:00", opens=OPENS, closes=CLOSES) == time(18)
    with pytest.raises(Impossible):
        parse_time("8:29", opens=OPENS, closes=CLOSES)
    with pytest.raises(Impossible):
        parse_time("9:00", opens=time(8), closes=time(22))


@pytest.mark.parametrize(
    "typed",
    ["", "15", "24:00", "15:60", "25点", "上午15:30", "晚上12点", "下午3:30 pm", "半", "3.5",
     "15:3", "12345", "明天", "二五点", "九十点"],
)  # fmt: skip
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(Impossible):
        parse_time(typed, opens=OPENS, closes=CLOSES)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-23", "2026-11-23"),
        ("2026/1/5", "2026-01-05"),
        ("2026.1.5", "2026-01-05"),
        ("20261123", "2026-11-23"),
        ("2026年11月23日", "2026-11-23"),
        ("11/23", "2026-11-23"),
        ("11-20", "2026-11-20"),
        ("1/5", "2027-01-05"),
        ("11月23日", "2026-11-23"),
        ("11月30号", "2026-11-30"),
        ("今天", "2026-11-23"),
        ("明天", "2026-11-24"),
        ("后天", "2026-11-25"),
        ("大后天", "2026-11-26"),
        ("昨天", "2026-11-22"),
        ("Tomorrow", "2026-11-24"),
        ("周一", "2026-11-23"),
        ("周五", "2026-11-27"),
        ("这周日", "2026-11-29"),
        ("下周一", "2026-11-30"),
        ("下星期天", "2026-12-06"),
        ("上周五", "2026-11-20"),
    ],
)
def test_a_day_is_read_as_said(typed: str, day: str) -> None:
    assert parse_date(typed, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed", ["", "2026-02-29", "13/1", "5/20", "2/29", "26-11-23", "23", "很快", "11/31", "23日"]
)
def test_what_is_no_one_day_is_refused(typed: str) -> None:
    with pytest.raises(Impossible):
        parse_date(typed, TODAY)


def test_a_weekday_that_is_past_is_refused() -> None:
    with pytest.raises(Impossible, match="下周"):
        parse_date("周一", date(2026, 11, 25))


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2026-11-24 15:30", "2026-11-24 15:30"),
        ("11/24 15:30", "2026-11-24 15:30"),
        ("明天 3点半", "2026-11-24 15:30"),
        ("明天下午3点半", "2026-11-24 15:30"),
        ("明天1530", "2026-11-24 15:30"),
        ("2026-11-24T15:30", "2026-11-24 15:30"),
        ("11月24日9:00", "2026-11-24 09:00"),
        ("11月24日 下午 3:30", "2026-11-24 15:30"),
        ("周五上午10点", "2026-11-27 10:00"),
        ("15:30", "2026-11-23 15:30"),
        ("下午 3:30", "2026-11-23 15:30"),
    ],
)
def test_a_moment_is_a_day_and_an_hour(typed: str, at: str) -> None:
    assert parse_moment(typed, TODAY, SHANGHAI, opens=OPENS, closes=CLOSES) == moment(at)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("明天", "还要写几点"), ("11-24", "还要写几点"), ("下周三", "还要写几点"),
        ("11-31 10:00", "“11-31”不是日期"), ("2-30 9:00", "“2-30”不是日期"),
        ("2026-13-01 09:00", "“2026-13-01”不是日期"), ("abc", "“abc”不是时间"),
        ("25:00", "“25:00”不是时间"), ("明天 25:00", "“25:00”不是时间"),
    ],
)  # fmt: skip
def test_a_moment_says_which_half_is_wrong_or_missing(typed: str, why: str) -> None:
    with pytest.raises(Impossible) as impossible:
        parse_moment(typed, TODAY, SHANGHAI, opens=OPENS, closes=CLOSES)
    assert why in impossible.value.zh


def test_a_moment_complains_of_the_part_that_is_wrong() -> None:
    with pytest.raises(Impossible, match="Morning or afternoon"):
        parse_moment("明天3点半", TODAY, SHANGHAI)
    for typed in ("明天", "11/231530", "", "明天 25:00"):
        with pytest.raises(Impossible):
            parse_moment(typed, TODAY, SHANGHAI)


@given(MOMENTS)
def test_what_is_written_out_is_read_again(at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
    assert parse_moment(f"{minute:%Y-%m-%d %H:%M}", TODAY, SHANGHAI) == minute


@given(MOMENTS)
def test_rounding_keeps_its_side_and_its_reach(at: datetime) -> None:
    at = at.replace(tzinfo=SHANGHAI)
    ten, half = to_ten_minutes(at), up_to_half_hour(at)
    assert ten.minute % 10 == half.minute % 30 == 0
    assert abs((ten - at).total_seconds()) <= 300
    assert 0 <= (half - at).total_seconds() < 1800


def test_rounding_by_example() -> None:
    assert to_ten_minutes(moment("2026-11-23 09:55")) == moment("2026-11-23 10:00")
    assert to_ten_minutes(moment("2026-11-23 09:54:59")) == moment("2026-11-23 09:50")
    assert up_to_half_hour(moment("2026-11-23 10:30")) == moment("2026-11-23 10:30")
    assert up_to_half_hour(moment("2026-11-23 10:30:01")) == moment("2026-11-23 11:00")
    assert up_to_half_hour(moment("2026-11-23 23:31")) == moment("2026-11-24 00:00")
