"""What the estimate can tell: lines, sums, the promise, warranty, parts, the cars ahead."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet

from jieche.estimate.models import (
    EstimateLine,
    LabourItem,
    Package,
    Part,
    Promise,
    WarrantyTerm,
)
from jieche.estimate.pricing import Totals, tenths, totals_of
from jieche.estimate.words import LEGAL_CATEGORY, LegalCategory, LineKind, Method, System
from jieche.journal.once import once_a_page
from jieche.journal.queries import case_of
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.values.money import yuan
from jieche.visits.models import Category, RepairOrder, Visit

_FAR = 400  # days, after which a shop that never opens is given up
_NOON = time(12, 0)  # a part that comes "on a day" is reckoned here at its noon


# -- lines ---------------------------------------------------------------------------------------


@once_a_page
def _all_lines(order: RepairOrder) -> list[EstimateLine]:
    rows = EstimateLine.objects.filter(order=order)
    return list(rows.select_related("part", "labour", "package"))


def lines_of(order: RepairOrder | None, sheet: int | None = None) -> list[EstimateLine]:
    """Return an order's lines, of one sheet if given; dropped ones too."""
    if order is None:
        return []
    return [line for line in _all_lines(order) if sheet is None or line.sheet == sheet]


def agreed_lines(order: RepairOrder | None) -> list[EstimateLine]:
    """Return the lines that the customer agreed to and that were not dropped."""
    return [line for line in lines_of(order) if line.is_agreed and not line.is_dropped]


def lines_in_force(order: RepairOrder | None) -> list[EstimateLine]:
    """Return the order's own lines and those of agreed supplements."""
    return [
        line
        for line in lines_of(order)
        if not line.is_dropped and (line.sheet == 0 or line.is_agreed)
    ]


def totals(order: RepairOrder | None, sheet: int | None = None) -> Totals:
    """Return the sums of the lines in force; of one sheet, agreed or not, if given."""
    if sheet is None:
        return totals_of(lines_in_force(order))
    return totals_of(line for line in lines_of(order, sheet) if not line.is_dropped)


def has_item_pricing(order: RepairOrder | None) -> bool:
    """Say whether a line of the order itself is priced by item (4.4)."""
    return any(
        line.method == Method.ITEM.value and not line.is_dropped for line in lines_of(order, 0)
    )


def times_estimated(visit: Visit) -> int:
    """Return how often the visit was estimated: what tells a stale page."""
    case = case_of(visit.matter)
    return sum(happened.event is Event.ESTIMATE_MADE for happened in case.history)


# -- warranty ------------------------------------------------------------------------------------


@once_a_page
def terms_of(order: RepairOrder | None) -> list[WarrantyTerm]:
    """Return the warranty terms promised for an order."""
    return list(WarrantyTerm.objects.filter(order=order)) if order else []


def categories_to_warrant(order: RepairOrder | None) -> list[LegalCategory]:
    """Return the legal categories of an order's work, that of the order itself first (5.1)."""
    if order is None:
        return []
    found = [LEGAL_CATEGORY[order.category_word]]
    for line in lines_of(order, 0):
        if line.labour_id is not None:
            legal = LEGAL_CATEGORY[Category.of(line.category)]
            if legal not in found:
                found.append(legal)
    return found


# -- the promise ---------------------------------------------------------------------------------


@once_a_page
def promise_of(visit: Visit) -> Promise | None:
    """Return the promise in force."""
    return Promise.objects.filter(visit=visit).select_related("by").last()


# -- parts ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Supply:
    """Whether the part of a line is here, comes, or has to be asked for."""

    line: EstimateLine
    is_here: bool
    arrives_at: datetime | None
    is_known: bool


def supplies(visit: Visit, lines: Sequence[EstimateLine], at: datetime) -> list[Supply]:
    """Return the supply of each part in ``lines`` as the catalogue knows it (5.3)."""
    wanted: dict[int, int] = {}
    found = []
    for line in lines:
        if line.kind != LineKind.PART.value:
            continue
        if line.is_own_part:
            found.append(Supply(line, is_here=True, arrives_at=None, is_known=True))
            continue
        part = line.part
        if part is None:
            found.append(Supply(line, is_here=False, arrives_at=None, is_known=False))
            continue
        wanted[part.pk] = wanted.get(part.pk, 0) + line.quantity_tenths
        is_here = part.stock_tenths >= wanted[part.pk]
        arrives_at = None if is_here else arrival_of(part, visit.shop, at)
        found.append(Supply(line, is_here=is_here, arrives_at=arrives_at, is_known=True))
    return found


def arrival_of(part: Part, shop: Shop, at: datetime) -> datetime:
    """Return when a part that is not here comes: as ordered, else after its lead in open days."""
    if part.arrives_at is not None and part.arrives_at > at:
        return part.arrives_at
    desk = hours_of(shop).desk
    day, left = desk.day_of(at), max(1, part.lead_days)
    while left and (day - desk.day_of(at)).days < _FAR:
        day += timedelta(days=1)
        left -= 1 if desk.spans(day) else 0
    return datetime.combine(day, _NOON, desk.zone)


# -- the catalogue -------------------------------------------------------------------------------

Offer = LabourItem | Part | Package


def offers(shop: Shop, typed: str = "", *, most: int = 40) -> list[Offer]:
    """Return what can be picked into a line: packages, then labour, then parts, as typed."""
    words = _bare(typed).split()

    def like(model: type[Offer]) -> QuerySet[Offer]:
        found = model.objects.filter(shop=shop, is_offered=True)
        for word in words:
            found = found.filter(
                Q(zh__icontains=word) | Q(en__icontains=word) | Q(code__istartswith=word)
            )
        return found

    picked: list[Offer] = []
    for model in (Package, LabourItem, Part):
        if len(picked) < most:
            picked += like(model)[: most - len(picked)]
    return picked


def _bare(typed: str) -> str:
    """Return what was typed without the grade that a part's title ends with."""
    return re.sub(r"\s*[（(][^（()）]*[）)]\s*$", "", typed).strip() or typed.strip()


def offer_named(shop: Shop, typed: str) -> Offer | None:
    """Return what a line's text names exactly: its code, or its title as the list shows it."""
    text, bare = typed.strip(), _bare(typed)
    for model in (Package, LabourItem, Part):
        rows = model.objects.filter(shop=shop, is_offered=True).filter(
            Q(code=text) | Q(zh__in=[text, bare]) | Q(en__in=[text, bare])
        )
        for row in rows:
            if text in {row.code, title_of(row, "zh"), title_of(row, "en")}:
                return row
    return None


def title_of(offer: Offer, lang: str) -> str:
    """Return how an offer is listed: a part with its grade, for one part stands in several."""
    name = (offer.en or offer.zh) if lang.startswith("en") else offer.zh
    if isinstance(offer, Part):
        grade = offer.grade_word.label(lang)
        return f"{name} ({grade})" if lang.startswith("en") else f"{name}（{grade}）"
    return name


_KINDS: dict[str, type[LabourItem] | type[Part] | type[Package]] = {
    "labour": LabourItem,
    "parts": Part,
    "packages": Package,
}


@dataclass(frozen=True)
class Row:
    """One offer as the catalogue's page lists it."""

    pk: int
    code: str
    name: str
    what: str
    much: str
    stock: str
    is_offered: bool


def catalogue_rows(shop: Shop, kind: str, typed: str, lang: str) -> list[Row]:
    """Return the shop's labour items, parts or packages that fit what is typed."""
    found = _KINDS[kind].objects.filter(shop=shop)
    for word in typed.split():
        found = found.filter(
            Q(zh__icontains=word) | Q(en__icontains=word) | Q(code__icontains=word)
        )
    return [_row(offer, lang) for offer in found]


def _row(offer: Offer, lang: str) -> Row:
    name = (offer.en or offer.zh) if lang.startswith("en") else offer.zh
    what, much, stock = "", "", ""
    if isinstance(offer, LabourItem):
        what, much = System.of(offer.system).label(lang), f"{tenths(offer.hours_tenths)} h"
    elif isinstance(offer, Part):
        what = offer.grade_word.label(lang)
        much, stock = f"¥{yuan(offer.price_fen)} / {offer.unit}", tenths(offer.stock_tenths)
    else:
        much = f"¥{yuan(offer.price_fen)}"
    return Row(offer.pk, offer.code, name, what, much, stock, offer.is_offered)
