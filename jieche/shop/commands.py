"""What is done with the shop itself: opened, its hours set, a number taken."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, time

from django.db import transaction
from django.db.models import F

from jieche.rulebook.words import Limit
from jieche.shop.models import (
    Counter,
    OpeningSpan,
    Place,
    Shop,
    ShopLimit,
    SpecialDay,
    Team,
)

Spans = Sequence[tuple[time, time]]
DESK = ((time(8, 0), time(18, 0)),)
WORK = ((time(8, 30), time(12, 0)), (time(13, 0), time(18, 0)))


@transaction.atomic
def open_shop(
    name: str,
    *,
    desk: Sequence[tuple[time, time]] = DESK,
    work: Sequence[tuple[time, time]] = WORK,
    weekdays: Sequence[int] = range(6),
    places: Mapping[str, Sequence[str]] | None = None,
    teams: Sequence[str] = (),
    **facts: str | int,
) -> Shop:
    """Make a shop that is open on ``weekdays`` (0 Monday) with its places and teams."""
    shop = Shop.objects.create(name=name, **facts)
    set_hours(shop, desk=desk, work=work, weekdays=weekdays)
    Place.objects.bulk_create(
        Place(shop=shop, kind=kind, name=each)
        for kind, names in (places or {}).items()
        for each in names
    )
    Team.objects.bulk_create(Team(shop=shop, name=each) for each in teams)
    return shop


@transaction.atomic
def set_hours(
    shop: Shop,
    *,
    desk: Sequence[tuple[time, time]],
    work: Sequence[tuple[time, time]],
    weekdays: Sequence[int],
) -> None:
    """Set the opening spans of the desk and of the workshop, the same on each of ``weekdays``."""
    set_week(shop, dict.fromkeys(weekdays, (desk, work)))


@transaction.atomic
def set_week(shop: Shop, week: Mapping[int, tuple[Spans, Spans]]) -> None:
    """Set the spans of desk and workshop by weekday (0 Monday); a day left out is closed."""
    OpeningSpan.objects.filter(shop=shop).delete()
    OpeningSpan.objects.bulk_create(
        OpeningSpan(shop=shop, is_work=is_work, weekday=weekday, opens=opens, closes=closes)
        for weekday, (desk, work) in week.items()
        for is_work, spans in ((False, desk), (True, work))
        for opens, closes in spans
    )
    changed(shop)


@transaction.atomic
def describe(shop: Shop, **facts: str | int | None) -> None:
    """Write names, phones, figures of the shop; papers already frozen keep what they said."""
    for name, value in facts.items():
        setattr(shop, name, value)
    shop.save(update_fields=[*facts])
    changed(shop)


@transaction.atomic
def mark_day(shop: Shop, day: date, *, works_like: int | None, why: str = "") -> None:
    """Close a day (``works_like`` None), or work it like a weekday (调休)."""
    SpecialDay.objects.update_or_create(
        shop=shop, day=day, defaults={"works_like": works_like, "why": why}
    )
    changed(shop)


@transaction.atomic
def unmark_day(shop: Shop, day: date) -> None:
    """Let a day be like every other of its weekday again."""
    SpecialDay.objects.filter(shop=shop, day=day).delete()
    changed(shop)


@transaction.atomic
def keep_places(shop: Shop, kind: str, names: Sequence[str]) -> None:
    """
    Let exactly these places of a kind be in use.

    One that is gone is no longer offered and keeps its history; one that comes back is the same.
    """
    Place.objects.filter(shop=shop, kind=kind).exclude(name__in=names).update(is_in_use=False)
    for name in names:
        Place.objects.update_or_create(
            shop=shop, kind=kind, name=name, defaults={"is_in_use": True}
        )


def add_team(shop: Shop, name: str) -> Team:
    """Add a working team, or return the one that has the name."""
    return Team.objects.get_or_create(shop=shop, name=name)[0]


def renew_wall(shop: Shop) -> None:
    """Give the wall board a new address; whoever knows the old one sees nothing any more."""
    shop.wall_key = secrets.token_urlsafe(18)
    shop.save(update_fields=["wall_key"])


@transaction.atomic
def set_limit(shop: Shop, limit: Limit, minutes: int) -> None:
    """Set how long "at once" is for ``limit``, in minutes of opening time."""
    ShopLimit.objects.update_or_create(shop=shop, limit=limit.value, defaults={"minutes": minutes})
    changed(shop)


def changed(shop: Shop) -> None:
    """Let every process read hours and limits again."""
    Shop.objects.filter(pk=shop.pk).update(revision=F("revision") + 1)
    shop.refresh_from_db(fields=["revision"])


def next_number(shop: Shop, series: str, on: date) -> str:
    """
    Take the next number of ``series`` for a day, as "W20261123-018".

    Without gaps: the counter is written in the transaction of the act, so a number that is not
    used is given back. Must run inside a transaction.
    """
    Counter.objects.get_or_create(shop=shop, series=series, day=on)
    counter = Counter.objects.select_for_update().get(shop=shop, series=series, day=on)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{series}{on:%Y%m%d}-{counter.last:03}"
