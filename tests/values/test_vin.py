"""VINs: the key of a car, checked but never invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jieche.values.verdict import Impossible
from jieche.values.vin import (
    Vin,
    check_digit,
    check_digit_ok,
    model_years,
    parse,
    vin_keys,
    year_character,
)

KNOWN = "1M8GDM9AXKP042788"
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@pytest.mark.parametrize(
    "typed", [KNOWN, KNOWN.lower(), " 1M8GDM9AX KP042788 ", "1M8-GDM9AX-KP042788", f"*{KNOWN}*"]
)
def test_a_vin_is_read_as_typed_or_scanned(typed: str) -> None:
    vin = parse(typed)
    assert vin == Vin(KNOWN)
    assert vin.unusual == ()
    assert vin.tail == "KP042788"


def test_a_failed_check_digit_is_allowed_with_a_reason() -> None:
    vin = parse("1M8GDM9A1KP042788")
    assert vin.text == "1M8GDM9A1KP042788"
    assert vin.unusual[0].wants_reason


def test_a_confused_letter_is_corrected_when_the_check_digit_proves_it() -> None:
    vin = parse("IM8GDM9AXKPO42788")
    assert vin.text == KNOWN
    assert not vin.unusual[0].wants_reason
    assert KNOWN in vin.unusual[0].zh


def test_a_confused_letter_is_named_when_nothing_proves_it() -> None:
    with pytest.raises(Impossible) as refused:
        parse("IM8GDM9A1KP042788")
    assert "第 1 位" in refused.value.zh
    assert "“I”" in refused.value.en


@pytest.mark.parametrize(
    "typed", ["", " ", KNOWN[:-1], f"{KNOWN}1", "1" * 17, "0" * 17, "1M8GDM9AXKP04278沪", "无"]
)
def test_what_cannot_be_a_vin_is_refused(typed: str) -> None:
    with pytest.raises(Impossible):
        parse(typed)


def test_the_place_of_a_wrong_character_is_named() -> None:
    with pytest.raises(Impossible, match="Character 17"):
        parse("1M8GDM9AXKP04278?")


def test_the_model_year_is_guessed_near_the_year_of_the_visit() -> None:
    vin = parse(KNOWN)
    assert vin.years == (1989, 2019)
    assert vin.year_near(2026) == 2019
    assert vin.year_near(2018) == 2019
    assert vin.year_near(2017) == 1989
    assert vin.year_near(1970) is None
    assert model_years(f"{KNOWN[:9]}U{KNOWN[10:]}") == ()


@given(st.integers(1980, 2039))
def test_a_year_and_its_character_agree(year: int) -> None:
    assert year in model_years(f"{KNOWN[:9]}{year_character(year)}{KNOWN[10:]}")


def test_the_characters_of_known_years() -> None:
    known = {2001: "1", 2009: "9", 2010: "A", 2017: "H", 2018: "J", 2022: "N", 2023: "P"}
    known |= {2024: "R", 2025: "S", 2026: "T", 2030: "Y"}
    assert {year: year_character(year) for year in known} == known


@given(st.text(st.sampled_from(LETTERS), min_size=17, max_size=17))
def test_the_computed_digit_passes_and_the_vin_reads_as_itself(drawn: str) -> None:
    text = f"{drawn[:8]}{check_digit(drawn)}{drawn[9:]}"
    if len(set(text)) == 1:
        return
    assert check_digit_ok(text)
    assert parse(text) == Vin(text)
    assert parse(text).unusual == ()
    assert sum(check_digit_ok(f"{text[:8]}{digit}{text[9:]}") for digit in "0123456789X") == 1


def test_a_vin_is_found_by_its_tails() -> None:
    assert vin_keys(KNOWN) == (KNOWN, "KP042788", "P042788", "042788", "42788", "2788")
