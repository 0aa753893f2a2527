"""Warranty terms: what the shop promises beside what the law asks on that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jieche.estimate.models import WarrantyTerm
from jieche.estimate.words import CarClass, LegalCategory
from jieche.journal.door import Refused
from jieche.rulebook.judge import Refusal
from jieche.shop.models import LegalFigure
from jieche.shop.queries import hours_of, legal_figure
from jieche.visits.models import RepairOrder


@dataclass(frozen=True)
class Terms:
    """What is promised for one category: km and days, whichever is reached first."""

    category: LegalCategory
    km: int
    days: int
    car_class: CarClass = CarClass.CAR


@dataclass(frozen=True)
class Legal:
    """What the law asks at least."""

    km: int
    days: int
    source: str
    valid_from: date


def legal_terms(category: LegalCategory, car_class: CarClass, on: datetime, zone: object) -> Legal:
    """Return the law's figures in force; raises LegalFigure.DoesNotExist where none are kept."""
    day = on.astimezone(zone).date()  # type: ignore[arg-type]  # a tzinfo
    key = f"{car_class.value}.{category.value}"
    km = legal_figure("warranty", key, "km", day)
    days = legal_figure("warranty", key, "days", day)
    return Legal(km.value, days.value, km.source, max(km.valid_from, days.valid_from))


def write_terms(
    order: RepairOrder,
    terms: Sequence[Terms],
    *,
    categories: Sequence[LegalCategory],
    at: datetime,
) -> list[WarrantyTerm]:
    """Put these terms in the place of the order's former ones. Raises Refused below the law."""
    zone = hours_of(order.shop).desk.zone
    reasons, rows = [], []
    for term in terms:
        try:
            law = legal_terms(term.category, term.car_class, at, zone)
        except LegalFigure.DoesNotExist:
            reasons.append(
                Refusal(
                    "法定质量保证数据未载入，请经理运行 seed_law",
                    "The law's figures are not loaded; ask the manager to run seed_law",
                    "5.1",
                )
            )
            continue
        reasons += _below_the_law(term, law)
        rows.append(
            WarrantyTerm(
                order=order,
                category=term.category.value,
                car_class=term.car_class.value,
                km=term.km,
                days=term.days,
                legal_km=law.km,
                legal_days=law.days,
                source=law.source,
            )
        )
    promised = {term.category for term in terms}
    reasons += [
        Refusal(f"{missing.zh}还没有保证期", f"No term for {missing.en}", "5.1")
        for missing in categories
        if missing not in promised
    ]
    if reasons:
        raise Refused(reasons)
    WarrantyTerm.objects.filter(order=order).delete()
    return WarrantyTerm.objects.bulk_create(rows)


def _below_the_law(term: Terms, law: Legal) -> list[Refusal]:
    """Return what is less than the law asks, each said beside its own field of the form."""
    return [
        Refusal(
            f"{term.category.zh}的保证期不得低于法定 {law.km} 公里 {law.days} 天",
            f"For {term.category.en} the law asks at least {law.km} km and {law.days} days",
            "5.1",
            field=f"{unit}_{term.category}",
        )
        for unit, promised, least in (("km", term.km, law.km), ("days", term.days, law.days))
        if promised < least
    ]
