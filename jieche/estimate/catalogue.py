"""Filling the catalogue, and turning what is picked from it into lines."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from django.db import transaction

from jieche.estimate.models import LabourItem, Package, PackageLine, Part
from jieche.estimate.pricing import Draft
from jieche.estimate.words import Grade, LineKind, System
from jieche.shop.models import Shop
from jieche.shop.words import BayKind
from jieche.visits.models import Category


class LabourRow(Protocol):
    """A labour item to load."""

    @property
    def code(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def system(self) -> str: ...
    @property
    def tenths(self) -> int: ...
    @property
    def category(self) -> str: ...
    @property
    def bay_kind(self) -> str: ...


class PartRow(Protocol):
    """A part to load; ``days`` is how long it takes to come, 0 where it lies on the shelf."""

    @property
    def code(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def price_fen(self) -> int: ...
    @property
    def days(self) -> int: ...


class NeedRow(Protocol):
    """A quantity of a part."""

    @property
    def part(self) -> str: ...
    @property
    def tenths(self) -> int: ...


class PackageRow(Protocol):
    """A package to load; ``labour`` are codes of labour items."""

    @property
    def code(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def price_fen(self) -> int: ...
    @property
    def labour(self) -> Sequence[str]: ...
    @property
    def parts(self) -> Sequence[NeedRow]: ...


# Names of repair categories as other lists have them.
_CATEGORIES = {
    "level_1": Category.FIRST_MAINTENANCE,
    "level_2": Category.SECOND_MAINTENANCE,
    "minor": Category.SMALL,
    "accident": Category.BODY,
    "care": Category.SERVICE,
    "check": Category.SMALL,
}
_FULL_SHELF = 200  # tenths


def category_called(name: str) -> Category:
    """Return the repair category of that name; raises KeyError for one that is unknown."""
    return _CATEGORIES.get(name) or Category.of(name)


@transaction.atomic
def load_catalogue(
    shop: Shop,
    labour: Iterable[LabourRow],
    parts: Iterable[PartRow],
    packages: Iterable[PackageRow],
) -> None:
    """Put labour items, parts and packages into a shop's catalogue; known codes are renewed."""
    for item in labour:
        LabourItem.objects.update_or_create(
            shop=shop, code=item.code,
            defaults={
                "zh": item.zh, "en": item.en, "system": System.of(str(item.system)).value,
                "hours_tenths": item.tenths, "category": category_called(str(item.category)).value,
                "bay_kind": BayKind.of(item.bay_kind).value if item.bay_kind else "",
            },
        )  # fmt: skip
    for part in parts:
        Part.objects.update_or_create(
            shop=shop, code=part.code,
            defaults={
                "zh": part.zh, "en": part.en, "grade": Grade.of(str(part.grade)).value,
                "unit": part.unit, "price_fen": part.price_fen,
                "stock_tenths": 0 if part.days else _FULL_SHELF, "lead_days": part.days or 1,
            },
        )  # fmt: skip
    items = {item.code: item for item in LabourItem.objects.filter(shop=shop)}
    stock = {part.code: part for part in Part.objects.filter(shop=shop)}
    for package in packages:
        kept, _ = Package.objects.update_or_create(
            shop=shop, code=package.code,
            defaults={"zh": package.zh, "en": package.en, "price_fen": package.price_fen},
        )  # fmt: skip
        write_package(
            kept,
            [(items[code], 10) for code in package.labour]
            + [(stock[need.part], need.tenths) for need in package.parts],
        )


@transaction.atomic
def write_package(package: Package, content: Sequence[tuple[LabourItem | Part, int]]) -> None:
    """Keep a package with what is in it: labour items, and tenths of parts."""
    package.save()
    package.lines.all().delete()
    PackageLine.objects.bulk_create(
        PackageLine(
            package=package,
            position=position,
            labour=item if isinstance(item, LabourItem) else None,
            part=item if isinstance(item, Part) else None,
            quantity_tenths=quantity,
        )
        for position, (item, quantity) in enumerate(content, 1)
    )


def draft_of_labour(item: LabourItem, rate_fen: int) -> Draft:
    """Return a labour item as a line, by its system."""
    return Draft(
        LineKind.LABOUR, item.zh, name_en=item.en, system=System.of(item.system),
        hours_tenths=item.hours_tenths, rate_fen=rate_fen, labour=item,
        category=Category.of(item.category),
    )  # fmt: skip


def draft_of_part(part: Part, quantity_tenths: int = 10) -> Draft:
    """Return a part as a line; it follows the method of the work above it."""
    return Draft(
        LineKind.PART, part.zh, name_en=part.en, quantity_tenths=quantity_tenths, unit=part.unit,
        unit_fen=part.price_fen, grade=part.grade_word, part=part,
    )  # fmt: skip


def drafts_of_package(package: Package, rate_fen: int) -> list[Draft]:
    """
    Return a package as its labour, its parts, and one line that brings them to the posted price.

    So labour and parts stand apart on every paper, and the sum is still what was posted.
    """
    drafts = []
    for row in package.lines.select_related("labour", "part"):
        if row.labour is not None:
            drafts.append(draft_of_labour(row.labour, rate_fen))
        elif row.part is not None:
            drafts.append(draft_of_part(row.part, row.quantity_tenths))
    difference = package.price_fen - sum(draft.amount_fen for draft in drafts)
    system = next((draft.system for draft in drafts if draft.system), System.CHECK)
    if difference:
        drafts.append(
            Draft(
                LineKind.OTHER,
                f"{package.zh}（套餐优惠）" if difference < 0 else package.zh,
                name_en=f"{package.en} (package price)" if package.en else "",
                system=system,
                quantity_tenths=10,
                unit_fen=difference,
                is_package_price=True,
            )
        )
    return [replace(draft, package=package) for draft in drafts]


def restock(part: Part, *, stock_tenths: int, arrives_at: datetime | None = None) -> None:
    """Write what lies on the shelf of a part, and when more comes."""
    Part.objects.filter(pk=part.pk).update(stock_tenths=stock_tenths, arrives_at=arrives_at)
