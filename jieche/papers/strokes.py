"""Strokes of a signature, as signature_pad gives them, into a picture."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

PEN = 0.013  # width of the pen, as a share of the picture's longer side


def drawn(strokes: Sequence[Mapping[str, Any]]) -> str:
    """Return the strokes as an SVG, cut to their own size, in black; "" if there are none.

    The line goes through the middle of each two points, bent at the points between, so that a
    quick hand does not look like a broken line.
    """
    lines = [[(p["x"], p["y"]) for p in stroke["points"]] for stroke in strokes]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    xs = [x for line in lines for x, _ in line]
    ys = [y for line in lines for _, y in line]
    # Whole units on a side of 1000, so the same strokes always make the same text.
    side = max(max(xs) - min(xs), (max(ys) - min(ys)) * 2, 1)
    left, top, scale = min(xs), min(ys), 1000 / side
    pen = round(1000 * PEN)
    wide = round((max(xs) - left) * scale) + 2 * pen
    high = round((max(ys) - top) * scale) + 2 * pen
    paths = "".join(
        _path([(round((x - left) * scale) + pen, round((y - top) * scale) + pen) for x, y in line])
        for line in lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}">'
        f'<path d="{paths}" fill="none" stroke="#000" stroke-width="{pen}"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _path(points: list[tuple[int, int]]) -> str:
    (x, y), *rest = points
    if not rest:
        return f"M{x} {y}h1"
    path = f"M{x} {y}"
    for here, after in pairwise(rest):
        middle = ((here[0] + after[0]) // 2, (here[1] + after[1]) // 2)
        path += f"Q{here[0]} {here[1]} {middle[0]} {middle[1]}"
    return f"{path}L{rest[-1][0]} {rest[-1][1]}"
