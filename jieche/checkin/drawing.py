"""From the unfolded drawing on the screen to the five small views on paper."""

from typing import Literal, NamedTuple

View = Literal["top", "left", "right", "front", "rear"]


class Placed(NamedTuple):
    """A point in one view, in thousandths of that view's width and height."""

    view: View
    x: int
    y: int


# The screen's drawing (ui/car_drawing.html) is 640 x 500. A side is 402 long and 121 high, the top
# 184 across with its mirrors, front and rear 172 wide; their corners in that drawing:
_WIDTH, _HEIGHT = 640, 500
_LENGTH, _TALL, _ACROSS, _WIDE = 402, 121, 184, 172
_LEFT, _RIGHT = (12, 362), (18, 24)
_TOP, _FRONT, _REAR = (12, 162), (448, 84), (448, 298)

# Where the car itself lies in a picture of the press (papers/forms/car), in thousandths.
_SIDE_X, _SIDE_Y = (30, 960), (155, 965)
_FACE_X, _FACE_Y = (50, 950), (150, 900)
_TOP_X, _TOP_Y = (40, 960), (32, 968)


def placed(x: int, y: int) -> Placed:
    """Return where a point of the drawing (permille) lies on paper; the nearest view takes it."""
    at = (x * _WIDTH / 1000, y * _HEIGHT / 1000)
    views: dict[View, tuple[tuple[int, int], int, int]] = {
        "right": (_RIGHT, _LENGTH, _TALL),
        "top": (_TOP, _LENGTH, _ACROSS),
        "left": (_LEFT, _LENGTH, _TALL),
        "front": (_FRONT, _WIDE, _TALL),
        "rear": (_REAR, _WIDE, _TALL),
    }
    view = min(views, key=lambda name: _far(at, *views[name]))
    (left, up), width, height = views[view]
    across, down = _share(at[0] - left, width), _share(at[1] - up, height)
    if view == "top":  # the nose lies to the left on the screen and upwards on paper
        return Placed(view, _between(_TOP_X, 1 - down), _between(_TOP_Y, across))
    if view in ("front", "rear"):
        return Placed(view, _between(_FACE_X, across), _between(_FACE_Y, down))
    return Placed(view, _between(_SIDE_X, across), _between(_SIDE_Y, down))


def _far(at: tuple[float, float], corner: tuple[int, int], width: int, height: int) -> float:
    beside = max(corner[0] - at[0], 0, at[0] - corner[0] - width)
    above = max(corner[1] - at[1], 0, at[1] - corner[1] - height)
    return beside + above


def _share(part: float, whole: int) -> float:
    return min(1.0, max(0.0, part / whole))


def _between(ends: tuple[int, int], share: float) -> int:
    return round(ends[0] + (ends[1] - ends[0]) * share)
