"""The walk-around's marks: what is sent, what is refused, where a mark stands."""

import re
from pathlib import Path

import pytest
from django import forms
from django.http import QueryDict

from jieche.ui.car import ZONES, Mark, MarksField

DRAWING = Path("jieche/ui/templates/ui/car_drawing.html")


class Walk(forms.Form):
    marks = MarksField(required=False)


def sent(*rows: dict[str, str]) -> Walk:
    data = QueryDict(mutable=True)
    for number, row in enumerate(rows):
        data[f"marks-{number}-zone"] = ""
        for key, value in row.items():
            data[f"marks-{number}-{key}"] = value
    return Walk(data)


def test_a_finger_leaves_a_mark_where_it_was() -> None:
    form = sent(
        {"zone": "left-front-door", "damage": "dent", "note": "3 cm", "x": "300", "y": "860"}
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["marks"] == [Mark("left-front-door", "dent", "3 cm", 300, 860)]


def test_a_mark_written_by_hand_stands_in_its_panel() -> None:
    form = sent({"zone": "roof", "damage": "scratch"})
    assert form.is_valid(), form.errors
    (mark,) = form.cleaned_data["marks"]
    assert (mark.x, mark.y) == ZONES["roof"][1:]


def test_spare_rows_and_rows_taken_off_are_no_marks() -> None:
    form = sent(
        {}, {"zone": "roof", "damage": "rust", "gone": "1"}, {"zone": "", "damage": "scratch"}
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["marks"] == []


@pytest.mark.parametrize(
    "row",
    [
        {"zone": "engine", "damage": "dent"},
        {"zone": "roof", "damage": "haunted"},
        {"note": "somewhere"},
        {"zone": "roof", "damage": ""},
    ],
)
def test_a_mark_needs_a_part_of_the_car_and_a_kind_of_damage(row: dict[str, str]) -> None:
    form = sent(row)
    assert not form.is_valid()
    assert "第 1 处" in form.errors["marks"][0]


@pytest.mark.parametrize(("x", "y"), [("-5", "10"), ("1001", "10"), ("12.5", "10"), ("", "10")])
def test_a_place_outside_the_drawing_falls_back_to_the_panel(x: str, y: str) -> None:
    form = sent({"zone": "boot", "damage": "paint", "x": x, "y": y})
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["marks"][0].x, form.cleaned_data["marks"][0].y) == ZONES["boot"][1:]


def test_a_refused_walk_around_shows_what_was_marked() -> None:
    form = sent({"zone": "boot", "damage": "paint", "note": "两处"}, {"note": "?"})
    html = str(form["marks"])
    assert '<option value="boot" selected>' in html
    assert 'value="两处"' in html


def test_every_panel_of_the_drawing_has_a_name_and_every_name_a_panel() -> None:
    drawn = set(re.findall(r'data-zone="([a-z-]+)"', DRAWING.read_text(encoding="utf-8")))
    assert drawn == set(ZONES)
