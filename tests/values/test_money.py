"""Money: read, shown, shared and taxed without losing a fen."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jieche.values import money
from jieche.values.verdict import Impossible

FEN = st.integers(0, money.LARGEST_FEN)
SIGNED = st.integers(-money.LARGEST_FEN, money.LARGEST_FEN)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1,286.5", 128_650),
        ("1286.50", 128_650),
        ("\uff11\uff0c\uff12\uff18\uff16\uff0e\uff15", 128_650),
        ("¥1286.5", 128_650),
        ("\uffe51286.5元", 128_650),
        (" 1286.5 元整 ", 128_650),
        ("RMB 1286.5", 128_650),
        ("0", 0),
        (".5", 50),
        ("5.", 500),
        ("0.01", 1),
        ("99,999,999.99", money.LARGEST_FEN),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, fen: int) -> None:
    assert money.parse_yuan(typed) == fen


@pytest.mark.parametrize(
    "typed",
    ["", " ", "元", "abc", "1.234", "1,28", "1,2,3", "12 86", "1.2.3", "5元3", "100000000", "-1",
     "1e3", "½", "\u0661", "12,34.5", "--5", "."],
)  # fmt: skip
def test_anything_else_is_refused_in_both_languages(typed: str) -> None:
    with pytest.raises(Impossible) as refused:
        money.parse_yuan(typed)
    assert re.search("[\u4e00-\u9fff]", refused.value.zh)
    assert refused.value.en.isprintable()


def test_a_minus_is_read_only_where_it_is_allowed() -> None:
    assert money.parse_yuan("-12.5", negative=True) == -1250
    assert money.parse_yuan("-0") == 0


@given(SIGNED)
def test_what_is_shown_can_be_typed_again(fen: int) -> None:
    assert money.parse_yuan(money.yuan(fen), negative=True) == fen


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (128_650, "壹仟贰佰捌拾陆元伍角整"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (1_000, "壹拾元整"),
        (226_105, "贰仟贰佰陆拾壹元零伍分"),
        (1_000_000, "壹万元整"),
        (1_000_100, "壹万零壹元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10_001_000_000, "壹亿零壹万元整"),
        (100_100_000_100, "壹拾亿零壹佰万零壹元整"),
        (-128_650, "负壹仟贰佰捌拾陆元伍角整"),
    ],
)
def test_capitals_read_as_on_a_receipt(fen: int, said: str) -> None:
    assert money.capital(fen) == said


def read_capital(said: str) -> int:
    """Read 大写金额 back by adding what is heard; it knows nothing of zeros."""
    units = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = 0
    yuan = 0
    for char in said.removeprefix("负"):
        if char in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(char)
        elif char in units:
            section, digit = section + digit * units[char], 0
        elif char in "万亿":
            yuan, section, digit = yuan + (section + digit) * {"万": 10**4, "亿": 10**8}[char], 0, 0
        elif char == "元":
            total, section, digit = (yuan + section + digit) * 100, 0, 0
        elif char in "角分":
            total, digit = total + digit * {"角": 10, "分": 1}[char], 0
    return -total if said.startswith("负") else total


@given(st.integers(-(10**14) + 1, 10**14 - 1))
def test_capitals_read_back_give_the_sum(fen: int) -> None:
    said = money.capital(fen)
    assert read_capital(said) == fen
    assert "零零" not in said
    assert not re.search("零[拾佰仟万亿角分]", said)


def test_capitals_end_at_a_thousand_hundred_millions() -> None:
    with pytest.raises(ValueError, match="too large"):
        money.capital(10**14)


@given(SIGNED, WEIGHTS)
def test_shares_add_up_and_none_is_a_fen_away(total: int, weights: list[int]) -> None:
    if not sum(weights):
        weights = [*weights, 1]
    shares = money.split(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - total * weight) < sum(weights)


def test_left_over_fen_go_to_the_largest_remainder_then_to_the_earlier() -> None:
    assert money.split(100, [1, 1, 1]) == [34, 33, 33]
    assert money.split(-100, [1, 1, 1]) == [-34, -33, -33]
    assert money.split(10, [1, 0, 2]) == [3, 0, 7]
    assert money.split(0, [0, 0]) == [0, 0]


def test_a_sum_needs_weights_to_be_shared_by() -> None:
    with pytest.raises(ValueError, match="no weight"):
        money.split(1, [0])
    with pytest.raises(ValueError, match="negative"):
        money.split(1, [-1, 2])


@given(SIGNED, st.integers(0, 1000))
def test_net_and_tax_add_up_to_the_gross(gross: int, rate: int) -> None:
    net, tax = money.extract_tax(gross, rate)
    assert net + tax == gross
    assert abs(tax * (1000 + rate) - gross * rate) * 2 <= 1000 + rate


@given(FEN, st.integers(0, 1000))
def test_tax_put_on_is_the_tax_taken_out_to_a_fen(net: int, rate: int) -> None:
    tax, gross = money.add_tax(net, rate)
    assert tax + net == gross
    assert abs(money.extract_tax(gross, rate)[1] - tax) <= 1


def test_rates_as_the_law_has_them() -> None:
    assert money.extract_tax(113_00, 130) == (100_00, 13_00)
    assert money.extract_tax(101_00, 10) == (100_00, 1_00)
    assert money.extract_tax(100_00, 0) == (100_00, 0)


def test_halves_are_rounded_away_from_zero() -> None:
    assert money.percent_of(5, 100) == 1
    assert money.percent_of(-5, 100) == -1
    assert money.percent_of(4, 100) == 0
    assert money.times(16_000, 15, per=10) == 24_000


@given(SIGNED, st.integers(1, 10_000))
def test_wiping_the_odd_part_loses_nothing(fen: int, step: int) -> None:
    kept, wiped = money.wipe_odd(fen, step)
    assert kept + wiped == fen
    assert kept % step == 0
    assert abs(kept) <= abs(fen)
    assert abs(wiped) < step


def test_steps_and_rates_must_make_sense() -> None:
    with pytest.raises(ValueError, match="step"):
        money.wipe_odd(5, 0)
    with pytest.raises(ValueError, match="per"):
        money.times(5, 1, per=0)
    with pytest.raises(ValueError, match="rate"):
        money.extract_tax(5, -1)
    with pytest.raises(ValueError, match="rate"):
        money.add_tax(5, -1)
