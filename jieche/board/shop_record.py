"""Who changed what about the shop, and when: written with the change itself, shown on its page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from jieche.board import shop_forms as forms
from jieche.board.setup import WEEK
from jieche.rulebook.words import Limit
from jieche.shop.models import Place, Shop, ShopChange, SpecialDay, Team
from jieche.shop.queries import hours_of, places
from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.moments import moment
from jieche.values.money import yuan

_SHOWN = 30
_NONE = "—"
Spans = Sequence[tuple[time, time]]


@dataclass(frozen=True)
class Line:
    """One thing that was changed, in words."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What one press of the button changed."""

    when: str
    who: str
    lines: list[Line]


@contextmanager
def recorded(
    shop: Shop, about: str, *, by: Staff, at: datetime, besides: Sequence[str] = ()
) -> Iterator[None]:
    """
    Write down what is changed inside, in the same transaction; nothing where nothing changed.

    ``besides`` are keys of what must not be shown: a new password, a new address of the board.
    """
    with transaction.atomic():
        before = picture(Shop.objects.get(pk=shop.pk), about)
        yield
        after = picture(Shop.objects.get(pk=shop.pk), about)
        what = [
            [key, before.get(key, ""), after.get(key, "")]
            for key in {**before, **after}
            if before.get(key, "") != after.get(key, "")
        ]
        what += [[key, "", ""] for key in besides]
        if what:
            ShopChange.objects.create(shop=shop, by=by, at=at, about=about, what=what)


def changes(shop: Shop, about: str, now: datetime) -> list[Change]:
    """Return what was changed on a page, the newest first."""
    found = ShopChange.objects.filter(shop=shop, about=about).select_related("by")
    return [
        Change(
            moment(each.at, now),
            each.by.name,
            [Line(_label(key), was or _NONE, now_is or _NONE) for key, was, now_is in each.what],
        )
        for each in found.order_by("-at", "-pk")[:_SHOWN]
    ]


def picture(shop: Shop, about: str) -> dict[str, str]:
    """Return a page's facts as words, by key."""
    return _PICTURES[about](shop)


def _details(shop: Shop) -> dict[str, str]:
    return {f"data.{name}": _said(name, getattr(shop, name)) for name in forms.Details.base_fields}


def _said(name: str, value: str | int) -> str:
    """Return a fact as it is typed: yuan, per cent, words."""
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
    "details": _details, "hours": _hours, "limits": _limits, "places": _places, "people": _people,
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
