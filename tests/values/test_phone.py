"""Telephone numbers in whatever form they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jieche.values.phone import Phone, parse, phone_keys, search_digits
from jieche.values.verdict import Impossible


@pytest.mark.parametrize(
    "typed",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 138 1234 5678",
        "+8613812345678",
        "0086-13812345678",
        "8613812345678",
        "(+86)13812345678",
        "013812345678",
        "\uff11\uff13\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
        "\u202d13812345678",
    ],
)
def test_one_mobile_has_one_text(typed: str) -> None:
    phone = parse(typed)
    assert phone == Phone("13812345678")
    assert phone.is_mobile
    assert (phone.digits, phone.shown, phone.masked) == (
        "13812345678",
        "138 1234 5678",
        "138****5678",
    )


@pytest.mark.parametrize(
    ("typed", "text", "shown", "masked"),
    [
        ("021-62345678", "02162345678", "021-6234 5678", "021****5678"),
        ("(021) 6234 5678", "02162345678", "021-6234 5678", "021****5678"),
        ("+86 21 6234 5678", "02162345678", "021-6234 5678", "021****5678"),
        ("0512-6234567", "05126234567", "0512-623 4567", "0512****4567"),
        ("021-62345678转801", "02162345678-801", "021-6234 5678-801", "021****5678"),
        ("021-62345678-801", "02162345678-801", "021-6234 5678-801", "021****5678"),
        ("021 62345678 ext. 801", "02162345678-801", "021-6234 5678-801", "021****5678"),
        ("400-820-8820", "4008208820", "400 820 8820", "400****8820"),
        ("95518", "95518", "95518", "9****5518"),
        ("+852 9123 4567", "+85291234567", "+85291234567", "+85****4567"),
        ("00852 91234567", "+85291234567", "+85291234567", "+85****4567"),
    ],
)
def test_other_numbers_keep_their_parts(typed: str, text: str, shown: str, masked: str) -> None:
    phone = parse(typed)
    assert (phone.text, phone.shown, phone.masked) == (text, shown, masked)
    assert phone.unusual == ()


def test_a_landline_without_its_area_code_is_told() -> None:
    phone = parse("6234 5678")
    assert (phone.text, phone.shown) == ("62345678", "6234 5678")
    assert not phone.unusual[0].wants_reason


@pytest.mark.parametrize(
    "typed",
    ["", "电话", "1381234567", "138123456789", "12812345678", "1381234567a", "021-12", "0",
     "13812345678 13912345678", "+86", "+0123456789", "99999999999999999999", "\u0661"],
)  # fmt: skip
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    with pytest.raises(Impossible) as refused:
        parse(typed)
    assert refused.value.zh != refused.value.en


NUMBERS = (
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
    | st.from_regex(r"0(2[0-9]|10)-?[2-8][0-9]{7}(-[0-9]{1,4})?", fullmatch=True)
    | st.from_regex(r"0[3-9][0-9]{2} ?[2-8][0-9]{6,7}(转[0-9]{1,6})?", fullmatch=True)
    | st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True)
    | st.text(st.sampled_from("0123456789 +-x转()"), max_size=18)
)


@given(NUMBERS)
def test_a_read_number_reads_as_itself(typed: str) -> None:
    try:
        phone = parse(typed)
    except Impossible:
        return
    assert parse(phone.text) == phone
    assert parse(phone.shown) == phone
    assert search_digits(phone.number) == phone.digits
    assert phone.digits in phone_keys(phone.digits)
    hidden = len(phone.number) - len(phone.masked.replace("****", ""))
    assert hidden >= 1 or len(phone.number) == 5


def test_a_number_is_found_by_its_tails() -> None:
    keys = phone_keys("13812345678")
    assert keys[0] == "13812345678"
    assert keys[-1] == "5678"
    assert len(keys) == 8
    assert search_digits("+86 138-1234") == "1381234"
    assert search_digits("尾号 5678") == "5678"
