"""Strokes become a picture of their own size, the same each time."""

from jieche.papers.strokes import drawn


def stroke(*points: tuple[int, int]) -> dict[str, list[dict[str, int]]]:
    return {"points": [{"x": x, "y": y} for x, y in points]}


def test_strokes_are_cut_to_their_own_size() -> None:
    picture = drawn([stroke((500, 900), (700, 950), (900, 900))])
    assert picture.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1026 151">')
    assert 'd="M13 13Q513 138 763 75L1013 13"' in picture


def test_where_the_pad_stood_and_how_large_it_was_makes_no_difference() -> None:
    near = drawn([stroke((0, 0), (100, 50)), stroke((20, 10))])
    far = drawn([stroke((1000, 1000), (3000, 2000)), stroke((1400, 1200))])
    assert near == far


def test_a_dot_is_a_dot() -> None:
    assert 'd="M13 13h1"' in drawn([stroke((5, 5))])


def test_no_ink_is_no_picture() -> None:
    assert drawn([]) == ""
    assert drawn([{"points": []}]) == ""
