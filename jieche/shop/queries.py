"""The shop as the rule book sees it; places that are free; figures of the law."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from jieche.rulebook.hours import DEFAULT_LIMITS, Hours, Off, Spans
from jieche.rulebook.hours import Shop as ShopHours
from jieche.rulebook.words import Limit
from jieche.shop.models import ClauseSwitch, LegalFigure, OpeningSpan, Place, Shop

_known: dict[int, tuple[int, ShopHours]] = {}


def hours_of(shop: Shop) -> ShopHours:
    """Return opening hours and limits as plain values; read again when the shop changed them."""
    known = _known.get(shop.pk)
    if known is None or known[0] != shop.revision:
        known = _known[shop.pk] = (shop.revision, _read(shop))
    return known[1]


def forget_hours() -> None:
    """Forget what was read: for tests, where shops come and go under one number."""
    _known.clear()


def _read(shop: Shop) -> ShopHours:
    spans = list(OpeningSpan.objects.filter(shop=shop).order_by("weekday", "opens"))
    zone = ZoneInfo(shop.time_zone)
    special = list(shop.special_days.all())

    def hours(*, is_work: bool) -> Hours:
        week = _by_weekday(span for span in spans if span.is_work is is_work)
        days = {s.day: () if s.works_like is None else week.get(s.works_like, ()) for s in special}
        return Hours(week, days, zone)

    own = {Limit.of(each.limit): each.minutes for each in shop.limits.all()}
    return ShopHours(
        hours(is_work=False), hours(is_work=True), {**DEFAULT_LIMITS, **own},
        _switched(switches(shop)),
    )  # fmt: skip


def switches(shop: Shop) -> list[ClauseSwitch]:
    """Return how the reconstructed clauses were switched off and on again, the first first."""
    found = ClauseSwitch.objects.filter(shop=shop).select_related("by")
    return list(found.order_by("pk"))


def _switched(switches: Iterable[ClauseSwitch]) -> tuple[Off, ...]:
    """Return the whiles between being switched off and on again; the last may still last."""
    ended: list[Off] = []
    since: dict[str, datetime] = {}
    for each in switches:
        if each.is_off:
            since.setdefault(each.clause, each.at)
        elif each.clause in since:
            ended.append(Off(each.clause, since.pop(each.clause), each.at))
    return (*ended, *(Off(clause, at) for clause, at in since.items()))


def _by_weekday(spans: Iterable[OpeningSpan]) -> dict[int, Spans]:
    week: dict[int, Spans] = {}
    for span in spans:
        week[span.weekday] = (*week.get(span.weekday, ()), (span.opens, span.closes))
    return week


def places(shop: Shop, kind: str) -> list[Place]:
    """Return the places of a kind that are in use, in the order one counts them: 1, 2, 10."""
    return sorted(Place.objects.filter(shop=shop, kind=kind, is_in_use=True), key=counted)


def counted(place: Place) -> tuple[tuple[int, str], ...]:
    """Return what places are put in order by: a number in a name counts as a number."""
    parts = re.findall(r"\d+|\D+", place.name)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def legal_figure(key: str, category: str, unit: str, on: date) -> LegalFigure:
    """Return the figure in force on a day; raises LegalFigure.DoesNotExist where there is none."""
    return LegalFigure.objects.filter(
        key=key, category=category, unit=unit, valid_from__lte=on
    ).latest("valid_from")
