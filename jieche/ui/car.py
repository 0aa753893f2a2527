"""The drawn car: zones, kinds of damage, and the field in which a walk-around is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Each panel of ui/car_drawing.html: its name, and a point in it (permille of the drawing's width
# and height) where a mark stands that was written without a finger on the drawing.
ZONES: dict[str, tuple[Any, int, int]] = {
    "front-bumper": (_("Front bumper"), 834, 336),
    "grille": (_("Grille"), 834, 356),
    "bonnet": (_("Bonnet"), 128, 508),
    "windscreen": (_("Windscreen"), 245, 508),
    "roof": (_("Roof"), 375, 508),
    "rear-window": (_("Rear window"), 510, 508),
    "boot": (_("Boot lid"), 590, 508),
    "rear-bumper": (_("Rear bumper"), 834, 781),
    "left-headlight": (_("Left headlight"), 919, 293),
    "left-front-wing": (_("Left front wing"), 184, 836),
    "left-front-wheel": (_("Left front wheel"), 141, 910),
    "left-mirror": (_("Left mirror"), 253, 807),
    "left-front-door": (_("Left front door"), 292, 865),
    "left-front-window": (_("Left front window"), 328, 775),
    "left-rear-door": (_("Left rear door"), 426, 860),
    "left-rear-window": (_("Left rear window"), 402, 773),
    "left-sill": (_("Left sill"), 326, 930),
    "left-rear-wing": (_("Left rear wing"), 554, 833),
    "left-rear-wheel": (_("Left rear wheel"), 511, 910),
    "left-taillight": (_("Left tail light"), 744, 699),
    "right-headlight": (_("Right headlight"), 749, 293),
    "right-front-wing": (_("Right front wing"), 491, 160),
    "right-front-wheel": (_("Right front wheel"), 534, 234),
    "right-mirror": (_("Right mirror"), 422, 131),
    "right-front-door": (_("Right front door"), 383, 189),
    "right-front-window": (_("Right front window"), 347, 99),
    "right-rear-door": (_("Right rear door"), 249, 184),
    "right-rear-window": (_("Right rear window"), 273, 97),
    "right-sill": (_("Right sill"), 349, 254),
    "right-rear-wing": (_("Right rear wing"), 121, 157),
    "right-rear-wheel": (_("Right rear wheel"), 164, 234),
    "right-taillight": (_("Right tail light"), 925, 699),
}

DAMAGE: dict[str, Any] = {
    "scratch": _("Scratch"),
    "dent": _("Dent"),
    "paint": _("Paint off"),
    "crack": _("Crack"),
    "rust": _("Rust"),
    "broken": _("Broken"),
    "missing": _("Part missing"),
    "other": _("Other"),
}

_SPARE_ROWS = 3  # for a browser without JavaScript
_MOST_ROWS = 60
_EDGE = 1000
_LONGEST_NOTE = 120


@dataclass(frozen=True)
class Mark:
    """
    One mark of a walk-around.

    ``x`` and ``y`` are permille of the drawing. ``is_old``: known from an earlier visit.
    """

    zone: str
    damage: str
    note: str = ""
    x: int = 0
    y: int = 0
    is_old: bool = False
    photo: Any = field(default=None, compare=False)

    @property
    def words(self) -> str:
        """Say where and what, in the language of the page."""
        place = ZONES[self.zone][0] if self.zone in ZONES else self.zone
        damage = DAMAGE.get(self.damage, self.damage)
        return " ".join(str(part) for part in (place, damage, self.note) if part)


class MarksWidget(forms.Widget):
    """The drawn car with its marks; rows to fill in where there is no JavaScript."""

    template_name = "ui/widgets/marks.html"
    use_fieldset = True
    needs_multipart_form = True

    def __init__(self, attrs: Any = None, old: Sequence[Mark] = ()) -> None:
        self.old = old
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [_as_row(row) for row in value or []]
        context |= {
            "rows": [*rows, *({} for _spare in range(_SPARE_ROWS))],
            "zones": [(zone, words) for zone, (words, _x, _y) in ZONES.items()],
            "damage": list(DAMAGE.items()),
            "marks": [*self.old, *(_as_mark(row) for row in rows if row.get("zone") in ZONES)],
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        rows = []
        for number in range(_MOST_ROWS):
            start = f"{name}-{number}-"
            if f"{start}zone" not in data:
                break
            row = {key: data.get(start + key, "").strip() for key in ("zone", "damage", "note")}
            row |= {key: data.get(start + key, "") for key in ("x", "y")}
            row["photo"] = files.get(f"{start}photo") if files else None
            if (row["zone"] or row["note"] or row["photo"]) and not data.get(f"{start}gone"):
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Any, _files: Any, name: str) -> bool:
        return f"{name}-0-zone" not in data


class MarksField(forms.Field):
    """A walk-around; cleaned to a list of Mark, empty where nothing was marked."""

    widget = MarksWidget

    def clean(self, value: Any) -> list[Mark]:
        marks = []
        for number, row in enumerate(value or [], start=1):
            if row["zone"] not in ZONES:
                raise ValidationError(
                    _("Mark %(number)s: say which part of the car."), params={"number": number}
                )
            if row["damage"] not in DAMAGE:
                raise ValidationError(
                    _("Mark %(number)s: say what damage."), params={"number": number}
                )
            marks.append(_as_mark(row))
        if self.required and not marks:
            raise ValidationError(self.error_messages["required"])
        return marks


def _as_row(value: Any) -> dict[str, Any]:
    if isinstance(value, Mark):
        return {key: getattr(value, key) for key in ("zone", "damage", "note", "x", "y")}
    return dict(value)


def _as_mark(row: dict[str, Any]) -> Mark:
    _words, x, y = ZONES[row["zone"]]
    placed = [_permille(row.get(key)) for key in ("x", "y")]
    if None not in placed:
        x, y = (int(place or 0) for place in placed)
    return Mark(
        row["zone"],
        row.get("damage", ""),
        row.get("note", "")[:_LONGEST_NOTE],
        x,
        y,
        photo=row.get("photo"),
    )


def _permille(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isdecimal() and int(text) <= _EDGE else None
