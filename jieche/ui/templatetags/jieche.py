"""What every screen draws the same way: plate, icon, state, clause, promise bar."""

from functools import lru_cache

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jieche.rulebook.words import Word

register = template.Library()

# GA 36: letters 45 by 90 on a plate of 440 (seven) or 480 (eight, new energy) by 140 mm.
_LETTER, _GAP, _MARGIN = 45, 12, 18
_DOT_GAP = 34
_LETTER_MARKUP, _HAN_MARKUP = "", SafeString(' class="han"')
_EMBLEM_GAP, _EMBLEM_LETTER, _EMBLEM_GAP_BETWEEN = 49, 43, 9


@register.simple_tag
def plate(car: object, kind: str = "", size: str = "m") -> SafeString:
    """
    Draw a number plate: ``{% plate vehicle %}`` or ``{% plate "沪A8K316" "blue" "xl" %}``.

    :param car: the plate's text, or anything with ``plate`` and ``plate_kind``
    """
    if not isinstance(car, str):
        kind, car = kind or str(getattr(car, "plate_kind", "")), str(getattr(car, "plate", ""))
    return _plate(car.replace("·", "").replace(" ", "").upper(), kind, size, _("No plate"))


@lru_cache(maxsize=4096)
def _plate(text: str, kind: str, size: str, no_plate: str) -> SafeString:
    if not text:
        return format_html(
            '<span class="plate plate-none plate-{}"><svg viewBox="0 0 440 140" aria-hidden="true">'
            '<rect class="paint" x="3" y="3" width="434" height="134" rx="14"/>'
            '<text x="220" y="94" text-anchor="middle">{}</text></svg>'
            '<span class="sr">{}</span></span>',
            size,
            no_plate,
            no_plate,
        )
    kind = kind or ("green" if len(text) == 8 else "blue")
    green = kind.startswith("green")
    letter, gap = (_EMBLEM_LETTER, _EMBLEM_GAP_BETWEEN) if green else (_LETTER, _GAP)
    middle = _EMBLEM_GAP if green else _DOT_GAP
    x, letters = _MARGIN, []
    for place, sign in enumerate(text):
        # Three more on each side of a letter, for the font's own room beside it; a Chinese sign
        # fills its square and needs none.
        if sign.isascii():
            letters.append((_LETTER_MARKUP, f"{x - 3:g}", letter + 6, sign))
        else:
            letters.append((_HAN_MARKUP, f"{x:g}", letter, sign))
        x += letter + (middle if place == 1 else gap)
    width = x - gap + _MARGIN
    dot = _MARGIN + 2 * letter + gap + middle / 2
    return format_html(
        '<span class="plate plate-{} plate-{}"><svg viewBox="0 0 {} 140" aria-hidden="true">'
        '{}<rect class="rim" x="6" y="6" width="{}" height="128" rx="11"/>{}{}</svg>'
        '<span class="sr">{}</span></span>',
        kind,
        size,
        f"{width:g}",
        _paint(kind, width, dot),
        f"{width - 12:g}",
        format_html_join(
            "",
            '<text{} x="{}" y="115" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>',
            letters,
        ),
        format_html('<circle cx="{}" cy="70" r="{}"/>', f"{dot:g}", 8 if green else 6.5),
        text,
    )


def _paint(kind: str, width: float, middle: float) -> SafeString:
    """Draw the ground of the plate; a large new energy car's has a yellow part."""
    ground = format_html('<rect class="paint" width="{}" height="140" rx="16"/>', f"{width:g}")
    if kind == "green_yellow":
        ground += format_html(
            '<path class="yellow-part" d="M16 0H{}V140H16Q0 140 0 124V16Q0 0 16 0Z"/>',
            f"{middle:g}",
        )
    return ground


# The icon that says a tone without colour.
_STATE_ICONS = {"grey": "ring", "blue": "dot", "amber": "clock", "red": "warn", "green": "check"}


@register.simple_tag
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
    article, _dot, part = str(number).partition(".")
    if article == "P":
        words = _("Step %(step)s") % {"step": part}
    elif part:
        words = _("Art. %(article)s.%(part)s") % {"article": article, "part": part}
    else:
        words = _("Art. %(article)s") % {"article": article}
    try:
        book = reverse("rulebook")
    except NoReverseMatch:
        return format_html('<span class="clause">{}</span>', words)
    return format_html('<a class="clause" href="{}#c{}">{}</a>', book, number, words)


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
    Draw a field with its label, hint and errors: ``{% field form.odometer_km unit="km" %}``.

    :param wide: "2" or "all" columns of ``.fields``
    """
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    return {
        "field": bound,
        "wide": wide,
        "unit": unit or widget.attrs.get("data-unit", ""),
        "money": money or "data-money" in widget.attrs,
        "hint": hint or bound.help_text,
        "kind": "segments"
        if kind == "radio"
        else "ticks"
        if kind == "checkbox" and bound.use_fieldset
        else kind,
    }


@register.filter
def label(word: object) -> str:
    """Print a word of the rule book in the language of the page; nothing where there is none."""
    return word.label(get_language() or "zh") if isinstance(word, Word) else ""
