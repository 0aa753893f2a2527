"""A booking after it was made: its bay reserved, moved, cancelled."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jieche.appointments.commands import (
    Agreed,
    freeze_slip,
    keep_bay,
    let_bay_go,
    refuse_odd_hour,
)
from jieche.appointments.deposits import refuse_to_give_way
from jieche.appointments.models import Booking, Ground
from jieche.appointments.queries import is_money_open
from jieche.journal import door
from jieche.journal.models import Entry
from jieche.journal.queries import case_of
from jieche.rulebook.words import Event, Proof
from jieche.shop.models import Place
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff


@transaction.atomic
def reserve_bay(booking: Booking, *, by: Staff, at: datetime, ticked: door.Ticks = ()) -> Entry:
    """Have the workshop say that the bay is kept free at that hour (16.7). Raises Refused."""
    door.hold(booking.matter)
    booking.refresh_from_db()
    if not case_of(booking.matter).has(Event.WORKSHOP_INFORMED, since=Event.BOOKING_MOVED):
        door.refuse(
            "还没有通知车间", "The workshop has not been told", clause="16.7",
            mend=Event.WORKSHOP_INFORMED,
        )  # fmt: skip
    return door.record(
        booking.matter, Event.BAY_RESERVED, by=by, at=at,
        facts={"bay": booking.work_bay.name, "starts_at": booking.starts_at.isoformat()},
        ticked=ticked,
    )  # fmt: skip


@dataclass(frozen=True)
class NewHour:
    """To when a booking is moved; ``minutes`` of the bay."""

    starts_at: datetime
    minutes: int
    bay: Place | None = None  # None: the first that is free
    room_percent: int | None = None  # as in Agreed


@transaction.atomic
def move_booking(
    booking: Booking,
    *,
    new: NewHour,
    reason: str,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """
    Move a booking to another hour: it keeps its number and what was paid (16.2, 16.7, 16.8).

    The slip is written anew, so the customer confirms again, the workshop is told again, and the
    reminder goes by the new hour. Raises Refused as for a new booking.
    """
    door.hold(booking.matter)
    booking.refresh_from_db()
    was = booking.starts_at
    agreed = Agreed(starts_at=new.starts_at, minutes=new.minutes, items=booking.items, bay=new.bay)
    refuse_odd_hour(booking.shop, agreed, at)
    door.record(
        booking.matter, Event.BOOKING_MOVED, by=by, at=at,
        facts={"from": was.isoformat(), "to": new.starts_at.isoformat(), "reason": reason},
        ticked=ticked,
    )  # fmt: skip
    let_bay_go(booking)  # its own bay does not stand in its way
    booking.starts_at = new.starts_at
    booking.ends_at = hours_of(booking.shop).work.add(new.starts_at, new.minutes)
    booking.work_bay = keep_bay(booking.shop, agreed, booking.ends_at)
    booking.is_bay_held = True
    booking.save(update_fields=["starts_at", "ends_at", "work_bay", "is_bay_held"])
    return door.record(
        booking.matter, Event.BOOKING_MADE, by=by, at=at, agreed_for=booking.starts_at,
        facts={
            "number": booking.number, "bay": booking.work_bay.name,
            "room_percent": new.room_percent,
        },
        papers=[freeze_slip(booking, at)],
    )  # fmt: skip


@transaction.atomic
def cancel_booking(
    booking: Booking,
    *,
    reason: str,
    ground: Ground = Ground.CUSTOMER,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """
    Cancel a booking for a reason; its bay is free again.

    The ground decides what becomes of the earnest money. Raises Refused where it is to be given
    back to who cancelled himself and no manager says so.
    """
    door.hold(booking.matter)
    booking.refresh_from_db()
    refuse_to_give_way(booking, ground, by)
    entry = door.record(
        booking.matter, Event.BOOKING_CANCELLED, by=by, at=at,
        facts={"reason": reason, "ground": ground.value, "paid_fen": booking.paid_fen},
        proofs=door.Proofs({Proof.REASON: reason}), ticked=ticked,
    )  # fmt: skip
    booking.cancelled_because = ground.value
    booking.save(update_fields=["cancelled_because"])
    let_bay_go(booking)
    if is_money_open(booking):
        facts = {"amount_fen": booking.paid_fen}
        door.record(booking.matter, Event.DEPOSIT_LEFT, by=by, at=at, facts=facts)
    return entry
