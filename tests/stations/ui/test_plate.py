"""The plate: the car's face, drawn to the proportions of the real one."""

import re
from types import SimpleNamespace

from django.template import Context, Template

from jieche.values.plate import PlateKind, parse


def drawn(source: str, **context: object) -> str:
    return Template("{% load jieche %}" + source).render(Context(context))


def letters(html: str) -> str:
    return "".join(re.findall(r"<text[^>]*>([^<]+)</text>", html))


def test_its_text_stands_beside_the_drawing_for_readers_and_copying() -> None:
    html = drawn('{% plate "沪A·8K316" %}')
    assert '<span class="sr">沪A8K316</span>' in html
    assert letters(html) == "沪A8K316"


def test_a_vehicle_brings_its_own_colour() -> None:
    lorry = SimpleNamespace(plate="沪D09831", plate_kind="yellow")
    assert "plate-yellow" in drawn("{% plate car %}", car=lorry)


def test_eight_signs_are_new_energy_and_wider_than_seven() -> None:
    seven, eight = drawn('{% plate "沪A8K316" %}'), drawn('{% plate "苏ED80215" %}')
    assert "plate-blue" in seven
    assert "plate-green" in eight
    width = re.compile(r'viewBox="0 0 ([\d.]+) 140"')
    assert float(width.findall(eight)[0]) > float(width.findall(seven)[0])


def test_a_masked_plate_is_not_taken_for_new_energy() -> None:
    assert "plate-blue" in drawn('{% plate "沪A·***45" %}')


def test_the_dot_stands_where_the_head_ends_in_a_temporary_plate() -> None:
    html = drawn("{% plate car %}", car=parse("临沪A77162"))
    dot = float(re.findall(r'<circle cx="([\d.]+)"', html)[0])
    places = [float(x) for x in re.findall(r'<text[^>]* x="([\d.]+)"', html)]
    assert sum(place < dot for place in places) == len("临沪A")


def test_no_plate_says_so_in_the_language_of_the_page() -> None:
    assert "无牌" in drawn("{% plate car %}", car=SimpleNamespace(plate="", plate_kind="none"))


def test_every_kind_has_its_paint() -> None:
    with open("jieche/ui/static/ui/plate.css", encoding="utf-8") as css:  # noqa: PTH123
        paint = css.read()
    assert [kind for kind in PlateKind if f".plate-{kind.value}" not in paint] == []


def test_what_was_typed_as_a_plate_is_never_markup() -> None:
    assert "<b>" not in drawn("{% plate text %}", text="<b>A·1<b>")
