"""Text as typed, brought into one shape."""

from hypothesis import given
from hypothesis import strategies as st

from jieche.values.text import half_width, tidy, tidy_lines


def test_letters_and_digits_become_half_width_and_chinese_punctuation_stays() -> None:
    typed = "\u3000\uff21\uff22\uff23\uff11\uff12\uff13，刹车异响\uff08左前\uff09！ \n 急\t"
    assert tidy(typed) == "ABC123，刹车异响（左前）！ 急"


def test_codes_lose_all_full_width_forms() -> None:
    assert half_width("\uff08\uff10\uff12\uff11\uff09\u3000\uff0c") == "(021) ,"


def test_invisible_characters_go() -> None:
    assert tidy("陈\u200b丽\ufeff\u202e\x00\ud800") == "陈丽"


def test_lines_stay_lines() -> None:
    assert tidy_lines("\n 一 \r\n\n\n  二\t二 \n\n") == "一\n\n二 二"


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(raw: str) -> None:
    assert tidy(tidy(raw)) == tidy(raw)
    assert tidy_lines(tidy_lines(raw)) == tidy_lines(raw)
    assert half_width(half_width(raw)) == half_width(raw)
