"""Opening a visit, and the head of its order."""

from datetime import datetime

from django.db import transaction

from jieche.customers.models import Customer
from jieche.journal import door
from jieche.journal.models import Entry
from jieche.rulebook.words import Event, Kind, Outcome, Proof, Purpose
from jieche.shop.commands import next_number
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.vehicles.commands import add_key
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Channel, RepairOrder, Visit
from jieche.visits.queries import fee_due

_FIRST_EVENT = {
    Channel.CAR: Event.VEHICLE_ARRIVED,
    Channel.ON_FOOT: Event.CUSTOMER_CAME,
    Channel.PHONE: Event.CALL_TAKEN,
}


@transaction.atomic
def open_visit(
    *,
    vehicle: Vehicle | None,
    sender: Customer | None,
    channel: Channel = Channel.CAR,
    arrived_at: datetime | None = None,
    by: Staff,
    at: datetime,
) -> Visit:
    """Open one visit; by phone as a call taken, else as an arrival (P.1)."""
    arrived_at = arrived_at or at
    matter = door.open_matter(Kind.VISIT, by.shop, at=at)
    event = _FIRST_EVENT[channel]
    owner = (vehicle.owner if vehicle else None) or sender
    visit = Visit.objects.create(
        shop=by.shop, matter=matter,
        number=next_number(by.shop, "J", hours_of(by.shop).desk.day_of(at)),
        vehicle=vehicle, sender=sender or owner, owner=owner, payer=sender or owner,
        advisor=by, channel=channel.value, arrived_at=arrived_at,
        is_first=vehicle is None or vehicle.visits_so_far == 0,
    )  # fmt: skip
    if vehicle is not None:
        vehicle.visits_so_far += 1
        vehicle.last_seen_at = at
        vehicle.save(update_fields=["visits_so_far", "last_seen_at"])
        if sender and sender.phone:
            add_key(vehicle, "sender", sender.phone)
    door.record(matter, event, by=by, at=at, happened_at=arrived_at)
    return visit


@transaction.atomic
def state_purpose(
    visit: Visit,
    *,
    purpose: Purpose,
    wish: str,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """Write why the customer came, and his wish in his own words (1.4, 2.1). Raises Refused."""
    door.hold(visit.matter)
    entry = door.record(
        visit.matter, Event.PURPOSE_STATED, by=by, at=at,
        facts={"purpose": purpose.value, "wish": wish},
        proofs=door.Proofs({Proof.OWN_WORDS: wish}), ticked=ticked,
    )  # fmt: skip
    visit.purpose = purpose.value
    visit.wish = wish
    visit.save(update_fields=["purpose", "wish"])
    return entry


def order_of(visit: Visit, *, at: datetime) -> RepairOrder:
    """Return the head of the visit's repair order; it takes its number when first asked for."""
    order = RepairOrder.objects.filter(visit=visit).first()
    if order is None:
        number = next_number(visit.shop, "W", hours_of(visit.shop).desk.day_of(at))
        order = RepairOrder.objects.create(visit=visit, shop_id=visit.shop_id, number=number)
        if visit.vehicle is not None:
            add_key(visit.vehicle, "order", number)
    return order


def give_visits(goes: Vehicle, stays: Vehicle) -> None:
    """Give a record's visits to the other record of the same car; one of them is its first."""
    Visit.objects.filter(vehicle=goes).update(vehicle=stays)
    first = Visit.objects.filter(vehicle=stays).order_by("arrived_at", "pk").first()
    if first is not None:
        Visit.objects.filter(vehicle=stays).exclude(pk=first.pk).update(is_first=False)


def close_intake(visit: Visit, outcome: Outcome, *, at: datetime) -> None:
    """Write the one outcome with which the intake ends (P.2)."""
    visit.outcome = outcome.value
    visit.outcome_at = at
    visit.save(update_fields=["outcome", "outcome_at"])


def tell_fee(visit: Visit, *, by: Staff, at: datetime) -> None:
    """Tell who leaves unrepaired the fee that is due; none where it was free or nothing done."""
    fee_fen = fee_due(visit)
    if fee_fen:
        door.record(visit.matter, Event.FEE_TOLD, by=by, at=at, facts={"fee_fen": fee_fen})


def reopen_intake(visit: Visit) -> None:
    """Take back the outcome: the customer is being negotiated with again (P.2)."""
    visit.outcome = ""
    visit.outcome_at = None
    visit.save(update_fields=["outcome", "outcome_at"])
