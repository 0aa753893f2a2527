"""A booking after it was made: its bay reserved, moved, cancelled, its money dealt with."""

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
from jieche.appointments.law import dues_of
from jieche.appointments.models import Booking, DepositEnd, Ground, Means
from jieche.journal import door
from jieche.journal.models import Entry
from jieche.journal.queries import case_of
from jieche.rulebook.rights import MANAGERS
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
        facts={"number": booking.number, "bay": booking.work_bay.name},
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
    if booking.paid_fen:
        facts = {"amount_fen": booking.paid_fen}
        door.record(booking.matter, Event.DEPOSIT_LEFT, by=by, at=at, facts=facts)
    return entry


def refuse_to_give_way(booking: Booking, ground: Ground, by: Staff) -> None:
    """Refuse that earnest money goes back by agreement where no manager says so (16.5)."""
    if ground is Ground.AGREED and booking.earnest_fen and not by.is_one_of(*MANAGERS):
        door.refuse(
            "双方商定退还定金，由业务主管或经理办理",
            "That the earnest money is given back by agreement is for a manager to say",
            clause="16.5",
            at="ground",
        )


@transaction.atomic
def settle_deposit(
    booking: Booking, *, means: Means, by: Staff, at: datetime, ticked: door.Ticks = ()
) -> Entry:
    """
    Deal with what was paid ahead of a booking that was cancelled: give back, keep, double.

    The advance payment is always given back. The earnest money goes by who did not keep his word,
    and by the law's figure on the day. Raises Refused where nothing was paid or it is dealt with.
    """
    return end_deposit(booking, End(booking.ground_word, means), by=by, at=at, ticked=ticked)


@dataclass(frozen=True)
class End:
    """On which ground money paid ahead is dealt with, and how; ``owed_fen`` is a fee owed (3.5)."""

    ground: Ground
    means: Means
    owed_fen: int = 0
    reason: str = ""
    given_to: str = ""


@transaction.atomic
def end_deposit(
    booking: Booking, end: End, *, by: Staff, at: datetime, ticked: door.Ticks = ()
) -> Entry:
    """Write what becomes of money paid ahead. Raises Refused where there is none, or no more."""
    door.hold(booking.matter)
    booking.refresh_from_db()
    if not booking.paid_fen or DepositEnd.objects.filter(booking=booking).exists():
        door.refuse("没有待了结的预交款", "There is no money ahead to deal with", clause="16.5")
    day = hours_of(booking.shop).desk.day_of(at)
    dues = dues_of(end.ground, booking.earnest_fen, booking.prepaid_fen, day).against(end.owed_fen)
    entry = door.record(
        booking.matter, Event.DEPOSIT_SETTLED, by=by, at=at,
        facts={
            "ground": end.ground.value, "returned_fen": dues.returned_fen,
            "kept_fen": dues.kept_fen, "penalty_fen": dues.penalty_fen, "fee_fen": dues.fee_fen,
            "means": end.means.value, "reason": end.reason, "given_to": end.given_to,
        },
        ticked=ticked,
    )  # fmt: skip
    DepositEnd.objects.create(
        booking=booking, ground=end.ground.value, paid_fen=booking.paid_fen,
        earnest_fen=booking.earnest_fen, kept_fen=dues.kept_fen, returned_fen=dues.returned_fen,
        penalty_fen=dues.penalty_fen, fee_fen=dues.fee_fen, means=end.means.value,
        reason=end.reason, given_to=end.given_to, by=by, at=at,
    )  # fmt: skip
    return entry
