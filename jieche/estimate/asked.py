"""Parts, asked about one by one: whether each is here, or when it comes (5.3)."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from jieche.estimate.pricing import tenths
from jieche.estimate.queries import Supply
from jieche.shop.queries import hours_of
from jieche.ui.forms import said
from jieche.values.clock import parse_moment
from jieche.values.verdict import Impossible
from jieche.visits.models import Visit

_HERE = {"在库", "有货", "有", "here", "in stock", "on the shelf", "yes"}


def zone_of(visit: Visit) -> tzinfo:
    """Return the shop's time zone."""
    return hours_of(visit.shop).desk.zone


def shown_moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Return a moment as it is typed: "15:30" today, else "2026-11-24 09:30"."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%Y-%m-%d %H:%M}"


def read_moment(raw: str, visit: Visit, now: datetime) -> datetime:
    """Read a day and an hour, or an hour of today, in the shop's hours. Raises Impossible."""
    desk = hours_of(visit.shop).desk
    spans = [(a.time(), b.time()) for a, b in desk.spans(desk.day_of(now))]
    opens, closes = (spans[0][0], spans[-1][1]) if spans else (None, None)
    return parse_moment(raw, desk.day_of(now), desk.zone, opens=opens, closes=closes)


def moment_or_none(raw: str, visit: Visit, now: datetime) -> datetime | None:
    """Return the moment that is typed so far, None where it can't be read yet."""
    try:
        return read_moment(raw, visit, now) if raw else None
    except Impossible:
        return None


def is_here(typed: str) -> bool:
    """Say whether the words mean that a part is on the shelf."""
    return typed.strip().lower() in _HERE | {pgettext("part", "in stock")}


def part_field(
    each: Supply, visit: Visit, at: datetime, *, required: bool, attrs: Mapping[str, str] | None
) -> forms.CharField:
    """Return the field in which is written whether a part is here, or when it comes."""
    initial = ""
    if each.arrives_at:
        initial = shown_moment(each.arrives_at, at, zone_of(visit))
    elif each.is_here:
        initial = pgettext("part", "in stock")
    return forms.CharField(
        label=f"{each.line.name} ×{tenths(each.line.quantity_tenths)} {each.line.unit}",
        max_length=40,
        initial=initial,
        required=required,
        widget=forms.TextInput(
            attrs={
                "list": "in-stock",
                "autocomplete": "off",
                "placeholder": gettext("in stock, or when it comes"),
                **(attrs or {}),
            }
        ),
        error_messages={"required": _("Ask whether it is in stock, or when it comes.")},
    )


def parts_typed(
    form: forms.Form, given: Mapping[str, Any], visit: Visit, at: datetime
) -> dict[int, datetime | None]:
    """Return by line when a part comes, None where it is here; what can't be read is an error."""
    parts: dict[int, datetime | None] = {}
    for name, typed in given.items():
        if not name.startswith("part_") or not typed:
            continue
        if is_here(typed):
            parts[int(name[5:])] = None
            continue
        try:
            parts[int(name[5:])] = read_moment(typed, visit, at)
        except Impossible as impossible:
            form.add_error(name, said(impossible))
    return parts


def parts_so_far(form: forms.Form, visit: Visit, at: datetime) -> dict[int, datetime | None]:
    """Return the parts as they are typed so far; what can't be read yet is left out."""
    found: dict[int, datetime | None] = {}
    for name in form.fields:
        typed = str(form.data.get(name, "")) if name.startswith("part_") else ""
        if typed and is_here(typed):
            found[int(name[5:])] = None
        elif typed and (comes := moment_or_none(typed, visit, at)):
            found[int(name[5:])] = comes
    return found
