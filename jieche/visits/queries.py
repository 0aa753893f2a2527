"""Visits that a person may see."""

from collections.abc import Iterable

from django.db.models import QuerySet

from jieche.journal.models import Matter
from jieche.journal.once import once_a_page
from jieche.journal.queries import case_of, last_entry
from jieche.rulebook.words import Event, Kind, Stage
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Channel, RepairOrder, Visit

# A fee is told before the work, and due once that was begun (3.5): told with, due from, under which
# name its amount stands.
_FEES = (
    (Event.DIAGNOSIS_AGREED, Event.DIAGNOSIS_STARTED, "fee_fen"),
    (Event.CONSENT_GIVEN, Event.ESTIMATE_MADE, "estimate_fee_fen"),
)


def visible_to(staff: Staff) -> QuerySet[Visit]:
    """Return the visits of the person's shop, with what every page needs of them."""
    return Visit.objects.filter(shop_id=staff.shop_id).select_related(
        "matter", "vehicle", "sender", "owner", "advisor", "shop"
    )


OPEN = [
    Stage.ARRIVED, Stage.GREETED, Stage.RECEIVED, Stage.NEGOTIATION, Stage.LEAVING, Stage.SIGNED,
    Stage.HANDED_IN, Stage.IN_WORKSHOP, Stage.FINISHED, Stage.READY, Stage.TOLD, Stage.COLLECTING,
    Stage.SETTLED,
]  # fmt: skip


def standing_at(shop_id: int, stages: Iterable[Stage]) -> QuerySet[Matter]:
    """
    Return the open matters of visits that stand at one of ``stages``, to ask for the visits by.

    They are found by the index of what is open, so that a shop's past costs nothing.
    """
    return Matter.objects.filter(
        shop_id=shop_id, kind=Kind.VISIT.value, closed_at=None,
        stage__in=[stage.value for stage in stages],
    )  # fmt: skip


def in_house(staff: Staff) -> QuerySet[Visit]:
    """Return the visits that are not over: the car is here, or the customer is."""
    return visible_to(staff).filter(matter__in=standing_at(staff.shop_id, OPEN))


def in_house_of(shop: Shop) -> QuerySet[Visit]:
    """Return the shop's visits that are not over, for a screen at which nobody is signed in."""
    return Visit.objects.filter(shop=shop, matter__in=standing_at(shop.pk, OPEN)).select_related(
        "matter", "vehicle", "shop"
    )


def open_visit_of(car: Vehicle) -> Visit | None:
    """Return the car's visit that is not over, None where it has none."""
    return (
        Visit.objects.filter(
            vehicle=car, matter__closed_at=None, matter__stage__in=[s.value for s in OPEN]
        )
        .select_related("matter")
        .last()
    )


def here_now(car: Vehicle) -> Visit | None:
    """Return the car's open visit for which it or its customer is here; a call is none."""
    return (
        Visit.objects.filter(vehicle=car, matter__stage__in=[stage.value for stage in OPEN])
        .exclude(channel=Channel.PHONE.value)
        .select_related("matter")
        .last()
    )


@once_a_page
def order_of(visit: Visit) -> RepairOrder | None:
    """Return the visit's repair order, None before the first estimate."""
    return RepairOrder.objects.filter(visit=visit).first()


def visit_by_number(shop: Shop, number: str) -> Visit | None:
    """Return the visit with this number."""
    return Visit.objects.filter(shop=shop, number=number).first()


def fee_due(visit: Visit) -> int:
    """Return in fen the fee for diagnosis and estimate that was told before what was done."""
    case = case_of(visit.matter)
    told = [
        (last_entry(visit.matter, event), name) for event, work, name in _FEES if case.has(work)
    ]
    return sum(int(entry.facts.get(name, 0)) for entry, name in told if entry is not None)
