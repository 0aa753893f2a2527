"""Fuel and battery levels."""

import pytest

from jieche.values.fuel import EIGHTHS, PERCENT, Fuel, parse
from jieche.values.verdict import Impossible


@pytest.mark.parametrize(
    ("typed", "fuel"),
    [
        ("5/8", Fuel(5, EIGHTHS)),
        ("\uff15\uff0f\uff18", Fuel(5, EIGHTHS)),
        ("3/4", Fuel(6, EIGHTHS)),
        ("1/2", Fuel(4, EIGHTHS)),
        ("1/3", Fuel(3, EIGHTHS)),
        ("2/3", Fuel(5, EIGHTHS)),
        ("0/8", Fuel(0, EIGHTHS)),
        ("e", Fuel(0, EIGHTHS)),
        ("F", Fuel(8, EIGHTHS)),
        ("半箱油", Fuel(4, EIGHTHS)),
        ("满", Fuel(8, EIGHTHS)),
        ("60%", Fuel(60, PERCENT)),
        ("60 %", Fuel(60, PERCENT)),
        ("60", Fuel(60, PERCENT)),
        ("8%", Fuel(8, PERCENT)),
        ("100", Fuel(100, PERCENT)),
    ],
)
def test_a_level_is_read_as_typed(typed: str, fuel: Fuel) -> None:
    assert parse(typed) == fuel


@pytest.mark.parametrize(
    "typed", ["", "5", "0", "8", "9/8", "1/0", "2/5", "101", "101%", "-1", "三格"]
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Impossible):
        parse(typed)


def test_a_bare_small_number_is_refused_with_both_ways_to_write_it() -> None:
    with pytest.raises(Impossible, match="5/8 or 5%"):
        parse("5")


def test_every_level_reads_as_itself() -> None:
    levels = [Fuel(level, of) for of in (EIGHTHS, PERCENT) for level in range(of + 1)]
    assert [parse(fuel.text) for fuel in levels] == levels


def test_levels_of_both_kinds_compare() -> None:
    assert Fuel(4, EIGHTHS).permille == Fuel(50, PERCENT).permille == 500
