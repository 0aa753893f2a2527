"""What every screen draws the same way: plate, icon, state, clause, promise bar."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jieche.rulebook import book, judge
from jieche.rulebook.words import Event, Word
from jieche.ui.car import Mark, MarksWidget
from jieche.ui.forms import FenField, KmField, PlateField, SignatureField, SignatureWidget
from jieche.values import money
from jieche.values.plate import Plate, shown

register = template.Library()

# GA 36: a letter, the gap after it, the gap that holds the dot, the margin, in mm; 140 mm high.
# Eight signs (new energy) stand closer, with a wider gap for the emblem.
_COMMON = (45, 12, 34, 18)
_GREEN = (43, 9, 49, 15.5)
_EMBLEM_LENGTH = 8
_BASE = 115  # where letters stand; a Q stands higher, for its tail
_BARE_LENGTH = 6
_CLAUSE = re.compile(r"(P|\d+)\.\d+")
_LETTER_MARKUP, _HAN_MARKUP = "", SafeString(' class="han"')


@register.simple_tag
def plate(car: object, kind: str = "", size: str = "m") -> SafeString:
    """
    Draw a number plate: ``{% plate vehicle %}`` or ``{% plate "沪A8K316" "blue" "xl" %}``.

    :param car: a plate, its text, or anything with ``plate`` and ``plate_kind`` (a vehicle)
    :param size: s in text, m in rows, l, xl at the head of a page, board on the wall
    """
    if isinstance(car, Plate):
        text, kind = car.text, kind or car.kind
    elif isinstance(car, str):
        text = car
    else:
        text, kind = str(getattr(car, "plate", "")), kind or str(getattr(car, "plate_kind", ""))
    return _plate(text, kind, size, _("No plate"))


@lru_cache(maxsize=4096)
def _plate(text: str, kind: str, size: str, no_plate: str) -> SafeString:
    head, _dot, tail = (text if "·" in text else shown(text)).partition("·")
    if not tail:
        return _bare_plate(text or no_plate, size)
    kind = kind or ("green" if len(head + tail) == _EMBLEM_LENGTH else "blue")
    green = kind.startswith("green")
    long, gap, middle, margin = _GREEN if green else _COMMON
    x: float = margin
    letters = []
    for sign in f"{head}·{tail}":
        if sign == "·":
            dot = x - gap + middle / 2
            x += middle - gap
            continue
        # Three more on each side of a letter, for the font's own room beside it; a Chinese sign
        # fills its square and needs none.
        if sign == "J":
            letters.append(_hook(x, long))
        elif sign.isascii():
            letters.append(
                _letter(_LETTER_MARKUP, x - 3, _BASE - 8 * (sign == "Q"), long + 6, sign)
            )
        else:
            letters.append(_letter(_HAN_MARKUP, x, _BASE, long, sign))
        x += long + gap
    width = x - gap + margin
    return format_html(
        '<span class="plate plate-{} plate-{}"><svg viewBox="0 0 {} 140" aria-hidden="true">'
        '{}<rect class="rim" x="6" y="6" width="{}" height="128" rx="11"/>{}{}</svg>'
        '<span class="sr">{}</span></span>',
        kind,
        size,
        f"{width:g}",
        _paint(kind, width, dot),
        f"{width - 12:g}",
        SafeString("".join(letters)),
        format_html('<circle cx="{}" cy="70" r="{}"/>', f"{dot:g}", 8 if green else 6.5),
        head + tail,
    )


def _letter(markup: str, x: float, base: int, long: int, sign: str) -> SafeString:
    return format_html(
        '<text{} x="{}" y="{}" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>',
        markup,
        f"{x:g}",
        base,
        long,
        sign,
    )


def _hook(x: float, long: int) -> SafeString:
    """Draw a J: some fonts let theirs hang under the line, where the plate has its rim."""
    return format_html(
        '<path class="hook" d="M{} {}v65a14 17 0 0 1-28 0v-7"/>', f"{x + long - 9:g}", _BASE - 88
    )


def _bare_plate(words: str, size: str) -> SafeString:
    """Draw what stands where no number is: 无牌, or a foreign plate in its own writing."""
    return format_html(
        '<span class="plate plate-none plate-{}"><svg viewBox="0 0 440 140" aria-hidden="true">'
        '<rect class="paint" x="3" y="3" width="434" height="134" rx="14"/>'
        '<text x="220" y="{}" text-anchor="middle"{}>{}</text></svg>'
        '<span class="sr">{}</span></span>',
        size,
        92,
        SafeString(' textLength="380" lengthAdjust="spacingAndGlyphs"')
        if len(words) > _BARE_LENGTH
        else "",
        words,
        words,
    )


def _paint(kind: str, width: float, middle: float) -> SafeString:
    """Draw the ground of the plate; a large new energy car's has a yellow part."""
    ground = format_html('<rect class="paint" width="{}" height="140" rx="16"/>', f"{width:g}")
    if kind == "green_large":
        ground += format_html(
            '<path class="yellow-part" d="M16 0H{}V140H16Q0 140 0 124V16Q0 0 16 0Z"/>',
            f"{middle:g}",
        )
    return ground


# The icon that says a tone without colour.
_STATE_ICONS = {"grey": "ring", "blue": "dot", "amber": "clock", "red": "warn", "green": "check"}


@register.simple_tag
@lru_cache(maxsize=1024)
def icon(name: str, words: str = "") -> SafeString:
    """Draw an icon of ``ui/icons.svg``; ``words`` only where no word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>{}',
        static("ui/icons.svg"),
        name,
        format_html('<span class="sr">{}</span>', words) if words else "",
    )


@register.simple_tag
def state(tone: str, words: object, look: str = "") -> SafeString:
    """Say a state by icon, word and colour: ``{% state "red" words %}``; "chip" rounds it."""
    return format_html(
        '<span class="state is-{} {}">{}{}</span>',
        tone,
        look,
        icon(_STATE_ICONS.get(tone, "ring")),
        words,
    )


@register.simple_tag
def clause(number: object) -> SafeString:
    """Draw the quiet chip of a clause ("9.10", "P.3") or article ("9"), a link to the book."""
    return _chip(str(number), get_language() or "")


@register.simple_tag
def cited(error: ValidationError) -> SafeString:
    """Draw the chip of the clause for whose sake an entry is wrong; nothing where it is none's."""
    code = str(error.code or "")
    return clause(code) if _CLAUSE.fullmatch(code) else SafeString("")


@lru_cache(maxsize=512)
def _chip(number: str, language: str) -> SafeString:
    """Draw the chip in the language of the page; the book never changes while a process runs."""
    article, _dot, part = number.partition(".")
    if article == "P":
        words = _("Step %(step)s") % {"step": part}
    elif part:
        words = _("Art. %(article)s.%(part)s") % {"article": article, "part": part}
    else:
        words = _("Art. %(article)s") % {"article": article}
    try:
        of_book = reverse("rulebook")
    except NoReverseMatch:
        return format_html('<span class="clause">{}</span>', words)
    return format_html(
        '<a class="clause" href="{}#c{}"{}>{}</a>',
        of_book, number, _sentence(number, language), words,
    )  # fmt: skip


def _sentence(number: str, language: str) -> SafeString:
    """Return the clause itself as what a pointer that rests on its chip reads."""
    try:
        text = book.clause(number).text(language)
    except KeyError:
        return SafeString("")
    return format_html(' title="{}"', text)


@register.simple_tag
def clauses(*events: str) -> SafeString:
    """Draw the chips of what is met by acts that have no row in the act table, each once."""
    met = {c.number: c for event in events for c in judge.met_by(Event.of(event))}
    return format_html_join(" ", "{}", ((clause(number),) for number in met))


@register.simple_tag
def bar(percent: object, tone: str = "grey", words: str = "", *, window: bool = True) -> SafeString:
    """Draw the share of the opening hours gone by, in per cent, with the 70–80 % window marked."""
    share = max(0, min(100, round(float(str(percent)))))
    return format_html(
        '<span class="time-bar is-{}{}" role="img" aria-label="{}">'
        '<svg aria-hidden="true"><rect width="{}%" height="100%"></rect></svg></span>',
        tone,
        "" if window else " no-window",
        words or _("%(share)s %% of the time gone") % {"share": share},
        share,
    )


@register.inclusion_tag("ui/field.html")
def field(
    bound: BoundField,
    wide: str = "",
    unit: str = "",
    hint: str = "",
    *,
    money: bool = False,
) -> dict[str, object]:
    """
    Draw a field with its label, hint and errors: ``{% field form.odometer_km %}``.

    The field's type says how it looks: yuan, km, plate, choice, tick, photo, signature.

    :param wide: "2" or "all" columns of ``.fields``
    """
    asked = bound.field
    attrs: dict[str, str | bool] = (
        {"class": "plate-input", "data-plate-input": ""} if isinstance(asked, PlateField) else {}
    )
    kind = _kind(bound)
    if isinstance(asked.widget, SignatureWidget):
        errors = {error.code: error.messages[0] for error in bound.errors.as_data()}
        asked.widget.wrong_name = errors.pop(SignatureField.NO_NAME, "")
        asked.widget.wrong_pad = next(iter(errors.values()), "")
    return {
        "field": bound,
        "control": "" if kind in {"segments", "ticks"} else bound.as_widget(attrs=attrs),
        "wide": wide,
        "unit": unit or (_("km") if isinstance(asked, KmField) else ""),
        "money": money or isinstance(asked, FenField),
        "hint": hint or bound.help_text,
        "kind": kind,
    }


def _kind(bound: BoundField) -> str:
    """Return what the control is, where that changes what stands around it."""
    widget = bound.field.widget
    if isinstance(widget, SignatureWidget):
        return "signature"
    if isinstance(widget, MarksWidget):
        return "whole"
    kind = str(getattr(widget, "input_type", ""))
    if kind == "radio":
        return "segments"
    return "ticks" if kind == "checkbox" and bound.use_fieldset else kind


@register.filter
def label(word: object) -> str:
    """Print a word of the rule book in the language of the page; nothing where there is none."""
    return word.label(get_language() or "zh") if isinstance(word, Word) else ""


@register.filter
def titled(article: object) -> str:
    """Print the heading of an article in the language of the page."""
    return str(getattr(article, f"{'en' if (get_language() or 'zh').startswith('en') else 'zh'}"))


@register.inclusion_tag("ui/car.html")
def car(marks: Iterable[Mark] = ()) -> dict[str, object]:
    """Draw the car with its marks; new ones carry numbers, earlier ones a word."""
    drawn: list[dict[str, object]] = []
    number = 0
    for mark in marks:
        number += 0 if mark.is_old else 1
        drawn.append(
            {
                "cx": f"{mark.x / 10:g}",
                "cy": f"{mark.y / 10:g}",
                "sign": _("old") if mark.is_old else number,
                "words": mark.words,
                "is_old": mark.is_old,
            }
        )
    return {"drawn": drawn}


@register.filter
def yuan(fen: object) -> str:
    """Print whole fen as yuan: 128650 as "1,286.50"; nothing where there is no amount."""
    return money.yuan(fen) if isinstance(fen, int) else ""


@register.filter
def km(reading: object) -> str:
    """Print whole kilometres: 46210 as "46,210 km"; nothing where there is no reading."""
    return f"{reading:,} km" if isinstance(reading, int) else ""


@register.filter
def said(words: object) -> str:
    """Print a pair ``{zh, en}`` in the language of the page; nothing where there is none."""
    if not isinstance(words, dict):
        return ""
    english = (get_language() or "zh").startswith("en")
    return str((english and words.get("en")) or words.get("zh", ""))


@register.inclusion_tag("ui/papers/signature.html")
def signature(given: dict[str, Any] | None, what: str = "") -> dict[str, object]:
    """Draw the box of a signature on a paper; ``given`` as in contents.py, None while unsigned."""
    strokes = (given or {}).get("strokes") or []
    points = [(point["x"], point["y"]) for stroke in strokes for point in stroke["points"]]
    if not points:
        return {"given": given, "what": what}
    left, top = min(x for x, _y in points), min(y for _x, y in points)
    wide, high = max(x for x, _y in points) - left, max(y for _x, y in points) - top
    edge = max(wide, high) // 12 + 1
    path = "".join(
        "M" + "L".join(f"{point['x']} {point['y']}" for point in stroke["points"])
        for stroke in strokes
        if stroke["points"]
    )
    box = f"{left - edge} {top - edge} {wide + 2 * edge} {high + 2 * edge}"
    return {"given": given, "what": what, "path": path, "box": box}


@register.inclusion_tag("ui/check.html")
def check(
    words: str, *results: BoundField, note: str = "", more: BoundField | None = None
) -> dict[str, object]:
    """
    Draw a row to check, inside ``.checks``: ``{% check words form.valid form.whole %}``.

    :param results: choices drawn as segments (``Segments(tones=…)``)
    :param more: a field under the row, for what was found
    """
    errors = [error for result in results for error in result.errors]
    return {
        "words": words,
        "results": results,
        "note": note,
        "more": more,
        "errors": errors,
        "alone": len(results) == 1,
    }
