"""What somebody changed about the shop: written with the change itself, shown on its page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jieche.shop.models import Shop, ShopChange
from jieche.staff.models import Staff
from jieche.ui.moments import moment

_SHOWN = 30
_NONE = "—"
# A page's facts as words, by key.
Picture = Callable[[Shop], Mapping[str, str]]


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
def written_down(
    shop: Shop,
    about: str,
    picture: Picture,
    *,
    by: Staff,
    at: datetime,
    besides: Sequence[str] = (),
) -> Iterator[None]:
    """
    Write down what is changed inside, in the same transaction; nothing where nothing changed.

    ``besides`` are keys of what must not be shown: a new password, a new address of the board.
    """
    with transaction.atomic():
        before = picture(Shop.objects.get(pk=shop.pk))
        yield
        after = picture(Shop.objects.get(pk=shop.pk))
        what = [
            [key, before.get(key, ""), after.get(key, "")]
            for key in {**before, **after}
            if before.get(key, "") != after.get(key, "")
        ]
        what += [[key, "", ""] for key in besides]
        if what:
            ShopChange.objects.create(shop=shop, by=by, at=at, about=about, what=what)


def changes_of(shop: Shop, about: str, label: Callable[[str], str], now: datetime) -> list[Change]:
    """Return what was changed on a page, the newest first; ``label`` names a key."""
    found = ShopChange.objects.filter(shop=shop, about=about).select_related("by")
    return [
        Change(
            moment(each.at, now),
            each.by.name,
            [Line(label(key), was or _NONE, now_is or _NONE) for key, was, now_is in each.what],
        )
        for each in found.order_by("-at", "-pk")[:_SHOWN]
    ]
