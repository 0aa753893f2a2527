"""The pages of the shop as words, so that what somebody changes can be written down beside."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from jieche.board import shop_forms as forms
from jieche.board.setup import WEEK
from jieche.care.follow_up_sheet import rhythm_of
from jieche.rulebook.words import Limit
from jieche.shop.models import Place, Shop, SpecialDay, Team
from jieche.shop.queries import hours_of, places
from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.shop_changes import Change, changes_of, written_down
from jieche.values.money import yuan

Spans = Sequence[tuple[time, time]]


def recorded(
    shop: Shop, about: str, *, by: Staff, at: datetime, besides: Sequence[str] = ()
) -> AbstractContextManager[None]:
    """Write down what is changed on a page inside; ``besides`` are keys whose value is hidden."""
    return written_down(shop, about, _PICTURES[about], by=by, at=at, besides=besides)


def changes(shop: Shop, about: str, now: datetime) -> list[Change]:
    """Return what was changed on a page, the newest first."""
    return changes_of(shop, about, _label, now)


def _details(shop: Shop) -> dict[str, str]:
    return {f"data.{name}": _said(name, getattr(shop, name)) for name in forms.Details.base_fields}


def _said(name: str, value: str | int | None) -> str:
    """Return a fact as it is typed: yuan, per cent, words; nothing where it is left open."""
    if value is None:
        return ""
    if name.endswith("_fen"):
        return f"¥{yuan(int(value))}"
    return f"{int(value) / 10:g} %" if name == "tax_permille" else str(value)


def _hours(shop: Shop) -> dict[str, str]:
    hours = hours_of(shop)
    week = {
        f"day.{n}": " / ".join(
            _spans(each) for each in (hours.desk.week.get(n, ()), hours.work.week.get(n, ()))
        )
        for n, _name in WEEK
        if hours.desk.week.get(n)
    }
    special = SpecialDay.objects.filter(shop=shop).order_by("day")
    return week | {f"special.{each.day}": _like(each.works_like, each.why) for each in special}


def _spans(spans: Spans) -> str:
    return " ".join(f"{a:%H:%M}–{b:%H:%M}" for a, b in spans)


def _like(weekday: int | None, why: str) -> str:
    return f"{'×' if weekday is None else weekday + 1} {why}".strip()


def _limits(shop: Shop) -> dict[str, str]:
    return {f"limit.{limit.value}": str(n) for limit, n in hours_of(shop).limits.items()}


def _calls(shop: Shop) -> dict[str, str]:
    return {f"rhythm.{name}": str(n) for name, n in asdict(rhythm_of(shop, date.max)).items()}


def _places(shop: Shop) -> dict[str, str]:
    found = {
        f"place.{kind.value}": " · ".join(place.name for place in places(shop, kind.value))
        for kind in Place.Kind
    }
    teams = Team.objects.filter(shop=shop).order_by("name").values_list("name", flat=True)
    return found | {"team.": " · ".join(teams)}


def _people(shop: Shop) -> dict[str, str]:
    return {
        f"person.{each.username}": " · ".join(
            (
                each.name,
                *(role.label("zh") for role in each.acts_as),
                *([each.team.name] if each.team else []),
                *([] if each.is_active else ["×"]),
            )
        )
        for each in Staff.objects.filter(shop=shop).select_related("team")
    }


_PICTURES = {
    "details": _details, "hours": _hours, "limits": _limits, "calls": _calls, "places": _places,
    "people": _people,
}  # fmt: skip


def _label(key: str) -> str:
    """Return what a key is called on the page."""
    kind, _dot, name = key.partition(".")
    match kind:
        case "data":
            return str(forms.Details.base_fields[name].label)
        case "day":
            return str(dict(WEEK)[int(name)])
        case "special":
            return str(date.fromisoformat(name))
        case "limit":
            return Limit.of(name).label(lang())
        case "rhythm":
            return str(forms.Rhythm.base_fields[name].label)
        case "place":
            return str(forms.KINDS[Place.Kind(name)])
        case "team":
            return _("Teams")
        case "password":
            return _("New password: %s") % name
        case "wall":
            return _("New address of the wall board")
        case _:
            return name
