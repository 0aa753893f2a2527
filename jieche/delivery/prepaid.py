"""Money paid ahead of a booking whose car leaves unrepaired: fee, law, exit. Clauses 3.5, 16.5."""

from datetime import datetime

from django.db import transaction

from jieche.appointments.deposits import End, end_deposit, refuse_to_give_way
from jieche.appointments.law import Dues, dues_of
from jieche.appointments.models import Booking, Ground, Means
from jieche.appointments.queries import money_ahead_of
from jieche.journal import door
from jieche.journal.door import Ticks
from jieche.reception.queries import fee_owed
from jieche.rulebook.words import Event, Outcome
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit


def dues_for(visit: Visit, booking: Booking, ground: Ground, at: datetime) -> Dues:
    """Return what becomes of it on a ground; a fee that is owed is taken from it first (3.5)."""
    day = hours_of(booking.shop).desk.day_of(at)
    return dues_of(ground, booking.earnest_fen, booking.prepaid_fen, day).against(fee_owed(visit))


@transaction.atomic
def settle_prepaid(
    visit: Visit,
    *,
    ground: Ground,
    reason: str,
    means: Means,
    given_to: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Deal with what was paid ahead by a customer who kept his booking and does not have it repaired.

    The diagnosis fee is taken from what is to be given back; the earnest money goes by who breaks
    off, and by the law's figure on the day; the rest is given back. Raises Refused where nothing
    was paid, or where earnest money would go back by agreement without a manager.
    """
    door.hold(visit.matter)
    booking = money_ahead_of(visit)
    if booking is None:
        door.refuse("没有待了结的预交款", "There is no money ahead to deal with", clause="16.5")
    refuse_to_give_way(booking, ground, by)
    dues = dues_for(visit, booking, ground, at)
    end = End(ground, means, owed_fen=fee_owed(visit), reason=reason, given_to=given_to)
    end_deposit(booking, end, by=by, at=at)
    door.record(
        visit.matter, Event.PREPAID_SETTLED, by=by, at=at, ticked=ticked,
        facts={
            "booking": booking.number, "ground": ground.value, "reason": reason,
            "paid_fen": booking.paid_fen, "fee_fen": dues.fee_fen, "kept_fen": dues.kept_fen,
            "returned_fen": dues.returned_fen, "penalty_fen": dues.penalty_fen,
        },
    )  # fmt: skip
    if dues.fee_fen and not fee_owed(visit):
        facts = {"amount_fen": dues.fee_fen}
        door.record(visit.matter, Event.FEE_SET_OFF, by=by, at=at, facts=facts)


def refuse_open_prepaid(visit: Visit) -> None:
    """Refuse that a car leaves unrepaired while its money paid ahead is not dealt with (16.5)."""
    repaired = visit.outcome == Outcome.ENTERS.value
    if not repaired and money_ahead_of(visit):
        door.refuse(
            "预交款还没有了结：先抵诊断费，余款退还或按定金规定处理",
            "The money paid ahead is not dealt with: it goes against the fee, then back or kept "
            "as the law says",
            clause="16.5", mend=Event.PREPAID_SETTLED,
        )  # fmt: skip
