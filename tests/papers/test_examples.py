"""The examples have the shape that contents.py says, and each of them prints."""

import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from jieche.journal import contents
from jieche.journal.register_contents import RegisterContent
from jieche.journal.report_contents import ReportContent
from tests.papers.examples import NAMES, content_of, kind_of, pages_of, printed

TYPES = {
    "booking": contents.BookingContent,
    "complaint_record": contents.ComplaintContent,
    "diagnosis": contents.DiagnosisContent,
    "order": contents.OrderContent,
    "supplement": contents.SupplementContent,
    "belongings": contents.BelongingsContent,
    "settlement": contents.SettlementContent,
    "exit_notice": contents.ExitNoticeContent,
    "warranty": contents.WarrantyContent,
    "follow_up": contents.FollowUpContent,
    "report": ReportContent,
    "register": RegisterContent,
}


def misfits(value: Any, wanted: Any, place: str = "$") -> list[str]:
    """Return where a value is not of its type."""
    if is_typeddict(wanted):
        hints = get_type_hints(wanted)
        if not isinstance(value, dict):
            return [f"{place} is no {wanted.__name__}"]
        wrong = [f"{place}.{key} is missing" for key in hints.keys() - value.keys()]
        wrong += [f"{place}.{key} is unknown" for key in value.keys() - hints.keys()]
        for key in hints.keys() & value.keys():
            wrong += misfits(value[key], hints[key], f"{place}.{key}")
        return wrong
    if get_origin(wanted) is list:
        (item,) = get_args(wanted)
        return [w for n, one in enumerate(value) for w in misfits(one, item, f"{place}[{n}]")]
    if get_origin(wanted) in {Union, types.UnionType}:
        tries = [misfits(value, one, place) for one in get_args(wanted)]
        return min(tries, key=len)
    if get_origin(wanted) is Literal:
        return [] if value in get_args(wanted) else [f"{place} is {value!r}"]
    return [] if type(value) is wanted else [f"{place} is {type(value).__name__}"]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_filled_as_contents_say(name: str) -> None:
    assert misfits(content_of(name), TYPES[kind_of(name)]) == []


def test_a_planted_misfit_is_found() -> None:
    content = content_of("booking") | {"hold_minutes": 1.5, "extra": 1}
    del content["bay"]
    assert sorted(misfits(content, contents.BookingContent)) == [
        "$.bay is missing",
        "$.extra is unknown",
        "$.hold_minutes is float",
    ]


def test_there_is_an_example_of_every_paper() -> None:
    assert {kind_of(name) for name in NAMES} == set(TYPES)


@pytest.mark.parametrize("lang", ["zh", "both"])
@pytest.mark.parametrize("name", NAMES)
def test_an_example_prints_with_plate_and_number_whole(name: str, lang: str) -> None:
    content = content_of(name)
    first, *_ = pages = pages_of(printed(name, lang))
    # As one word: with a space in it nobody would find the car by its plate.
    if "car" in content:
        assert content["car"]["plate"] in first
    assert content["number"] in first
    assert f"第 1 页，共 {len(pages)} 页" in first


@pytest.mark.parametrize("lang", ["zh", "both"])
@pytest.mark.parametrize("name", [name for name in NAMES if kind_of(name) != "order"])
def test_papers_other_than_a_long_order_stay_on_one_sheet(name: str, lang: str) -> None:
    assert len(pages_of(printed(name, lang))) == 1


@pytest.mark.parametrize("lang", ["zh", "both"])
def test_a_usual_order_stays_on_one_sheet(lang: str) -> None:
    assert len(pages_of(printed("order", lang))) == 1


def test_only_both_has_english_labels() -> None:
    assert "Repair Order" in pages_of(printed("order", "both"))[0]
    assert "Repair Order" not in pages_of(printed("order", "zh"))[0]
