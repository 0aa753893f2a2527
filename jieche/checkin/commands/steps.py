"""The beginning and the end of the hand-in, and the readings."""

from datetime import datetime

from django.db import transaction

from jieche.checkin.models import Readings
from jieche.checkin.queries import needs_papers, papers_of
from jieche.journal import door, queries
from jieche.journal.door import Refused, Ticks
from jieche.rulebook.judge import Refusal
from jieche.rulebook.words import Event, Stage
from jieche.staff.models import Staff
from jieche.values import odometer
from jieche.values.fuel import EIGHTHS, Fuel
from jieche.vehicles.commands import read_odometer
from jieche.visits.models import Visit


@transaction.atomic
def start_hand_in(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Begin the hand-in with the customer (6.1)."""
    door.record(visit.matter, Event.HAND_IN_STARTED, by=by, at=at, ticked=ticked)


def begin(visit: Visit, *, by: Staff, at: datetime) -> None:
    """
    Take the visit's lock; with the first piece of the hand-in, note that it has begun (6.1).

    Who goes straight to the car has started the hand-in, whether or not he pressed the button.
    """
    door.hold(visit.matter)
    case = queries.case_of(visit.matter)
    begun = case.has(Event.HAND_IN_STARTED, since=Event.ORDER_SIGNED)
    if begun or visit.matter.stands_at is not Stage.SIGNED:
        return
    if not door.in_the_way(visit.matter, Event.HAND_IN_STARTED, by=by):
        door.record(visit.matter, Event.HAND_IN_STARTED, by=by, at=at)


@transaction.atomic
def take_readings(
    visit: Visit,
    *,
    fuel: Fuel,
    odometer_km: int,
    reason: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> Readings:
    """
    Note fuel gauge and odometer (6.12).

    Raises Refused where the odometer shows less than last time and no reason is given.
    """
    begin(visit, by=by, at=at)
    if visit.vehicle is None:
        door.refuse("这次来访没有登记车辆", "No car is registered with this visit")
    odd = odometer.compare(odometer_km, visit.vehicle.last_km)
    if odd and odd.wants_reason and not reason:
        door.refuse(odd.zh, odd.en, clause="6.12", at="reason")
    reading = read_odometer(visit.vehicle, odometer_km, at=at, reason=reason)
    readings = Readings.objects.create(
        visit=visit,
        fuel_eighths=round(fuel.level * EIGHTHS / fuel.of),
        fuel_read=fuel.text,
        odometer_km=odometer_km,
        odometer=reading,
        at=at,
    )
    facts = {"fuel": fuel.text, "odometer_km": odometer_km, "reason": reason}
    door.record(visit.matter, Event.READINGS_TAKEN, by=by, at=at, facts=facts, ticked=ticked)
    return readings


@transaction.atomic
def complete_hand_in(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """
    Tell the customer that every formality is done (7.1).

    Raises Refused as the door does, and where the order has become a second-level maintenance or
    an annual inspection after "no papers" was written (6.2).
    """
    door.hold(visit.matter)
    reasons = door.in_the_way(visit.matter, Event.HAND_IN_COMPLETED, by=by)
    check = papers_of(visit)
    if check is not None and not check.document_count and needs_papers(visit):
        reasons.append(
            Refusal(
                "二级维护、年审车必须列出随车证件",
                "For second-level maintenance and annual inspection the papers must be listed",
                "6.2",
                Event.PAPERS_CHECKED,
            )
        )
    if reasons:
        raise Refused(reasons)
    door.record(visit.matter, Event.HAND_IN_COMPLETED, by=by, at=at, ticked=ticked)


@transaction.atomic
def see_customer_off(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """See the customer to the door (7.2)."""
    door.record(visit.matter, Event.CUSTOMER_SEEN_OFF, by=by, at=at, ticked=ticked)


@transaction.atomic
def customer_waits(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Note that the customer stays in the shop until the car is ready (7.2)."""
    door.record(visit.matter, Event.CUSTOMER_WAITS, by=by, at=at, ticked=ticked)
