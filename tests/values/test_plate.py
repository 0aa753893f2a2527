"""Number plates: one shape, a kind, and a soft check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jieche.values.plate import (
    PROVINCES,
    Plate,
    PlateKind,
    parse,
    plate_keys,
    search_text,
    shown,
)
from jieche.values.verdict import Impossible


@pytest.mark.parametrize(
    "typed",
    [
        "沪A12345",
        "沪a12345",
        "沪A·12345",
        "沪A・12345",
        "沪A•12345",
        "沪A.12345",
        "沪A-12345",
        " 沪 A 12345 ",
        "\u6caa\uff21\uff11\uff12\uff13\uff14\uff15",
        "滬A12345",
        "沪A—12345",
        "\u200b沪A12345",
    ],
)
def test_one_plate_has_one_text(typed: str) -> None:
    plate = parse(typed)
    assert plate == Plate("沪A12345", PlateKind.BLUE)
    assert plate.shown == "沪A·12345"
    assert plate.tail == "12345"
    assert plate.unusual == ()


@pytest.mark.parametrize(
    ("typed", "kind", "read"),
    [
        ("苏ED80215", PlateKind.GREEN, "苏E·D80215"),
        ("沪AF12345", PlateKind.GREEN, "沪A·F12345"),
        ("沪AKK1234", PlateKind.GREEN, "沪A·KK1234"),
        ("粤B12345D", PlateKind.GREEN_LARGE, "粤B·12345D"),
        ("沪A1234挂", PlateKind.YELLOW, "沪A·1234挂"),
        ("沪A1234学", PlateKind.YELLOW, "沪A·1234学"),
        ("沪A1234警", PlateKind.WHITE, "沪A·1234警"),
        ("京X1234应急", PlateKind.WHITE, "京X·1234应急"),
        ("WJ沪12345", PlateKind.WHITE, "WJ沪·12345"),
        ("WJ0112345", PlateKind.WHITE, "WJ·0112345"),
        ("南K12345", PlateKind.WHITE, "南K·12345"),
        ("粤Z1234港", PlateKind.BLACK, "粤Z·1234港"),
        ("粤Z1234澳", PlateKind.BLACK, "粤Z·1234澳"),
        ("京A1234领", PlateKind.BLACK, "京A·1234领"),
        ("使014578", PlateKind.BLACK, "使·014578"),
        ("沪A12345临", PlateKind.TEMPORARY, "沪A·12345临"),
        ("临沪A12345", PlateKind.TEMPORARY, "临沪A·12345"),
        ("民航A1234", PlateKind.OTHER, "民航·A1234"),
        ("无牌", PlateKind.NONE, "无牌"),
        ("未上牌", PlateKind.NONE, "无牌"),
        ("临牌", PlateKind.TEMPORARY, "临牌"),
    ],
)
def test_the_kind_is_guessed_from_the_pattern(typed: str, kind: PlateKind, read: str) -> None:
    plate = parse(typed)
    assert (plate.kind, plate.shown, plate.unusual) == (kind, read, ())


def test_a_colour_that_writing_does_not_show_is_taken_as_said() -> None:
    for kind in (PlateKind.YELLOW, PlateKind.BLACK, PlateKind.WHITE, PlateKind.TEMPORARY):
        plate = parse("沪A12345", kind)
        assert (plate.kind, plate.unusual) == (kind, ())
    assert parse("va12345", PlateKind.WHITE).unusual == ()


def test_letters_that_no_plate_bears_are_read_as_digits_and_said() -> None:
    plate = parse("沪A1O3I5")
    assert plate.text == "沪A10315"
    (told,) = plate.unusual
    assert not told.wants_reason
    assert "沪A·10315" in told.zh
    assert "沪A·10315" in told.en


def test_the_office_letter_is_never_corrected() -> None:
    plate = parse("京O12345")
    assert plate.text == "京O12345"
    assert plate.unusual[0].wants_reason


@pytest.mark.parametrize("typed", ["沪A1234", "沪A123456", "沪12345", "沪AX12345", "警12345"])
def test_a_pattern_nobody_knows_is_allowed_with_a_reason(typed: str) -> None:
    plate = parse(typed)
    assert plate.text == typed
    assert plate.unusual[0].wants_reason


def test_a_kind_that_does_not_fit_the_pattern_is_said() -> None:
    (odd,) = parse("苏ED80215", PlateKind.BLUE).unusual
    assert "绿牌" in odd.zh
    assert "蓝牌" in odd.zh
    assert parse("沪A12345", PlateKind.GREEN).unusual


def test_a_foreign_plate_is_taken_as_it_stands() -> None:
    assert parse("hk-ab 1234", PlateKind.OTHER) == Plate("HKAB1234", PlateKind.OTHER)
    assert parse("OIO 0I0", PlateKind.OTHER).text == "OIO0I0"
    assert parse("А123ВС", PlateKind.OTHER).text == "А123ВС"  # noqa: RUF001 a Russian plate


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", None),
        (" · ", None),
        ("A12345", None),
        ("A12345", PlateKind.BLUE),
        ("VA12345", None),
        ("沪A12345#", None),
        ("沪A1234567890", None),
        ("户A12345", None),
        ("沪", None),
        ("沪А12345", None),  # noqa: RUF001 the A is Russian
        ("沪A①2345", None),
        ("A12345", PlateKind.NONE),
        ("无牌", PlateKind.BLUE),
    ],
)
def test_what_cannot_be_a_plate_is_refused(typed: str, kind: PlateKind | None) -> None:
    with pytest.raises(Impossible) as refused:
        parse(typed, kind)
    assert refused.value.zh != refused.value.en


def test_the_home_province_saves_a_key() -> None:
    assert parse("a12345", home="沪").text == "沪A12345"
    assert parse("ad12345", home="沪") == Plate("沪AD12345", PlateKind.GREEN)
    assert parse("苏e12345", home="沪").text == "苏E12345"
    assert parse("va12345", PlateKind.WHITE, home="沪").text == "VA12345"


ALPHABET = PROVINCES + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789挂学警港澳使领临WJ无牌 ·-．abcо"  # noqa: RUF001
TYPED = (
    st.text(max_size=11)
    | st.text(st.sampled_from(ALPHABET), max_size=11)
    | st.builds(
        "{}{}{}{}{}".format,
        st.sampled_from(PROVINCES),
        st.sampled_from("ABOZ "),
        st.sampled_from(["·", " ", "-", ""]),
        st.text(st.sampled_from("0123456789ADIOZ"), min_size=3, max_size=6),
        st.sampled_from(["", "挂", "学", "警", "港", "应急", "临"]),
    )
)


@given(TYPED, st.none() | st.sampled_from(PlateKind), st.sampled_from(["", "沪"]))
def test_a_read_plate_reads_as_itself(typed: str, kind: PlateKind | None, home: str) -> None:
    try:
        plate = parse(typed, kind, home=home)
    except Impossible:
        return
    assert parse(plate.text, plate.kind) == plate
    assert parse(plate.shown, plate.kind, home=home) == plate
    assert plate.text in plate_keys(plate.text)
    assert search_text(plate.shown) == plate.text


@given(st.from_regex(f"[{PROVINCES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{{5,6}}", fullmatch=True))
def test_a_read_plate_keeps_its_guess(typed: str) -> None:
    plate = parse(typed)
    assert plate.text == typed
    assert parse(plate.text) == plate
    assert plate.text == shown(plate.text).replace("·", "")


def test_a_plate_is_found_by_every_tail() -> None:
    assert plate_keys("沪A12345") == ("沪A12345", "A12345", "12345", "2345", "345", "45")
    assert "1234" in plate_keys("沪A1234挂")
    assert "34挂" in plate_keys("沪A1234挂")
    assert plate_keys("无牌") == ("无牌",)


def test_a_plate_is_masked_for_the_wall() -> None:
    assert parse("沪A12345").masked == "沪A·***45"
    assert parse("ABC123", PlateKind.OTHER).masked == "***23"
    assert parse("无牌").masked == "无牌"


def test_words_carry_both_labels() -> None:
    assert PlateKind("green_large").zh == "黄绿牌"
    assert all(kind.zh and kind.en for kind in PlateKind)
    assert f"{PlateKind.BLUE}" == "blue"
