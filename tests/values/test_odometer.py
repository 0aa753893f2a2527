"""Odometer readings."""

import pytest

from jieche.values.odometer import LARGEST_KM, LEAP_KM, compare, parse, shown
from jieche.values.verdict import Impossible


@pytest.mark.parametrize(
    ("typed", "km"),
    [
        ("46210", 46_210),
        ("46,210 km", 46_210),
        ("46210公里", 46_210),
        ("\uff14\uff16\uff0c\uff12\uff11\uff10KM", 46_210),
        ("4.6万", 46_000),
        ("4.621万公里", 46_210),
        ("12w", 120_000),
        ("0", 0),
        ("3,000,000", LARGEST_KM),
    ],
)
def test_a_reading_is_taken_as_typed(typed: str, km: int) -> None:
    assert parse(typed) == km


@pytest.mark.parametrize(
    "typed",
    ["", "km", "46210.5", "-1", "3000001", "46 210", "46210 mi", "4,62", "4.62101万", "十万"],
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Impossible):
        parse(typed)


def test_a_lower_reading_wants_a_reason() -> None:
    odd = compare(46_209, 46_210)
    assert odd is not None
    assert odd.wants_reason
    assert "46,210" in odd.zh
    assert compare(46_210, 46_210) is None
    assert compare(5, None) is None


def test_a_leap_is_only_told() -> None:
    assert compare(46_210 + LEAP_KM, 46_210) is None
    odd = compare(462_100, 46_210)
    assert odd is not None
    assert not odd.wants_reason


def test_a_reading_is_shown_with_its_unit() -> None:
    assert parse(shown(46_210)) == 46_210
