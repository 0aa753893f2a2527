"""Money paid ahead of a booking: taken, waived, carried over, given back or kept (16.4, 16.5)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jieche.appointments.commands import freeze_slip
from jieche.appointments.law import Dues, dues_of, earnest_limit_fen
from jieche.appointments.models import Booking, DepositEnd, Ground, Means
from jieche.appointments.queries import is_money_open, money_to_carry
from jieche.journal import door
from jieche.journal.models import Entry
from jieche.rulebook.rights import MANAGERS
from jieche.rulebook.words import Event, Proof, Stage
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.money import yuan


@transaction.atomic
def take_deposit(
    booking: Booking,
    *,
    amount_fen: int,
    means: Means,
    carried: Booking | None = None,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """
    Take the money ahead: as much of it as the law allows is earnest money, the rest an advance.

    What was paid ahead of an earlier booking that came to nothing may be ``carried`` over: it then
    counts here as paid, and nothing goes through the till. Raises Refused where both together are
    below one half of the costly parts, unless a manager has allowed less (16.5).
    """
    door.hold(booking.matter)
    booking.refresh_from_db()
    carried_fen = carried.paid_fen if carried else 0
    paid_fen = amount_fen + carried_fen
    if paid_fen < booking.deposit_fen:
        door.refuse(
            f"预交款不少于 {yuan(booking.deposit_fen)} 元。少收须主管批准",
            f"Not less than {yuan(booking.deposit_fen)} yuan; less needs a manager",
            clause="16.5",
            mend=Event.DEPOSIT_WAIVED,
            at="amount_fen",
        )
    if booking.paid_fen or not paid_fen:
        door.refuse("定金已收或金额为零", "It is paid already, or nothing is", at="amount_fen")
    contract = booking.estimate_fen or booking.costly_parts_fen
    day = hours_of(booking.shop).desk.day_of(at)
    if carried:
        _carry(carried, booking, by=by, at=at)
    booking.paid_fen = paid_fen
    booking.paid_by = means.value
    booking.earnest_limit_fen = earnest_limit_fen(contract, day)
    booking.earnest_fen = min(paid_fen, booking.earnest_limit_fen)
    booking.save(update_fields=["paid_fen", "paid_by", "earnest_limit_fen", "earnest_fen"])
    return door.record(
        booking.matter, Event.DEPOSIT_TAKEN, by=by, at=at,
        facts={
            "amount_fen": amount_fen, "means": means.value, "earnest_fen": booking.earnest_fen,
            "prepaid_fen": booking.prepaid_fen, "carried_fen": carried_fen,
            "carried_from": carried.number if carried else "",
        },
        papers=[freeze_slip(booking, at)], ticked=ticked,
    )  # fmt: skip


def _carry(source: Booking, to: Booking, *, by: Staff, at: datetime) -> None:
    """Take the money out of the earlier booking. Raises Refused where it is not this customer's."""
    door.hold(source.matter)
    if source not in money_to_carry(to):
        door.refuse(
            f"{source.number} 没有可以转入的预交款",
            f"There is no money to carry over from {source.number}",
            clause="16.5",
            at="carried",
        )
    _end(source, End(Ground.AGREED, Means.of(source.paid_by)), Dues(0, 0, 0), to, by=by, at=at)


@transaction.atomic
def waive_deposit(
    booking: Booking,
    *,
    reason: str,
    lower_fen: int = 0,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """Let the customer pay less ahead, or nothing, for a reason (16.4). Raises Refused."""
    door.hold(booking.matter)
    booking.refresh_from_db()
    if lower_fen >= max(booking.deposit_fen, 1):
        door.refuse("应低于原定的预交款", "It should be less than was asked", at="lower_fen")
    entry = door.record(
        booking.matter, Event.DEPOSIT_WAIVED, by=by, at=at,
        facts={"lower_fen": lower_fen, "asked_fen": booking.deposit_fen},
        proofs=door.Proofs({Proof.REASON: reason}), ticked=ticked,
    )  # fmt: skip
    booking.is_deposit_waived = True
    booking.deposit_fen = lower_fen
    booking.save(update_fields=["is_deposit_waived", "deposit_fen"])
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
    door.hold(booking.matter)
    if booking.matter.stands_at is Stage.MISSED:
        door.refuse(
            "客户未到，还没有说定：先另约时间转入，或取消预约",
            "The customer did not come and nothing is settled: book him anew and carry it over, or "
            "cancel the booking",
            clause="16.5",
            mend=Event.BOOKING_CANCELLED,
        )
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
    if not is_money_open(booking):
        door.refuse("没有待了结的预交款", "There is no money ahead to deal with", clause="16.5")
    day = hours_of(booking.shop).desk.day_of(at)
    dues = dues_of(end.ground, booking.earnest_fen, booking.prepaid_fen, day).against(end.owed_fen)
    return _end(booking, end, dues, None, by=by, at=at, ticked=ticked)


def _end(
    booking: Booking, end: End, dues: Dues, to: Booking | None, *, by: Staff, at: datetime,
    ticked: door.Ticks = (),
) -> Entry:  # fmt: skip
    """Write the end of money paid ahead; all of it goes ``to`` the new booking where one is."""
    carried_fen = booking.paid_fen if to else 0
    entry = door.record(
        booking.matter, Event.DEPOSIT_SETTLED, by=by, at=at,
        facts={
            "ground": end.ground.value, "returned_fen": dues.returned_fen,
            "kept_fen": dues.kept_fen, "penalty_fen": dues.penalty_fen, "fee_fen": dues.fee_fen,
            "means": end.means.value, "reason": end.reason, "given_to": end.given_to,
            "carried_fen": carried_fen, "carried_to": to.number if to else "",
        },
        ticked=ticked,
    )  # fmt: skip
    DepositEnd.objects.create(
        booking=booking, ground=end.ground.value, paid_fen=booking.paid_fen,
        earnest_fen=booking.earnest_fen, kept_fen=dues.kept_fen, returned_fen=dues.returned_fen,
        penalty_fen=dues.penalty_fen, fee_fen=dues.fee_fen, carried_fen=carried_fen,
        carried_to=to, means=end.means.value, reason=end.reason, given_to=end.given_to,
        by=by, at=at,
    )  # fmt: skip
    return entry
