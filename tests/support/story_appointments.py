"""A booking, brought to a point by the commands themselves."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from jieche.appointments import commands, deposits
from jieche.appointments.models import Booking, Means
from jieche.journal.door import Signature
from jieche.rulebook.words import Purpose
from jieche.staff.models import Staff
from tests.support.cast import clock
from tests.support.story_reception import received

AGREED = commands.Agreed(
    starts_at=clock("2026-11-26 10:00"), minutes=120, items="四万公里保养\n检查前制动",
    estimate_fen=110900,
)  # fmt: skip
COSTLY = replace(AGREED, parts_fen=200000, parts_note="前减振器一对", estimate_fen=300000)


def booked(by: Staff, at: datetime, *, agreed: commands.Agreed = AGREED, **told: Any) -> Booking:
    """Return a booking made at the desk by Mrs Chen for Thursday at ten."""
    visit = received(by, at, purpose=Purpose.BOOKING, wish="想约个保养", **told)
    return commands.agree_booking(visit, agreed=agreed, by=by, at=at + timedelta(minutes=3))


def confirmed(
    by: Staff, dispatcher: Staff, at: datetime, *, cashier: Staff | None = None,
    agreed: commands.Agreed = AGREED, **told: Any,
) -> Booking:  # fmt: skip
    """Return a booking that is signed, with the workshop told and what was asked paid."""
    booking = booked(by, at, agreed=agreed, **told)
    soon = at + timedelta(minutes=6)
    if booking.deposit_fen and cashier is not None:
        deposits.take_deposit(
            booking, amount_fen=booking.deposit_fen, means=Means.CASH, by=cashier, at=soon
        )
    commands.confirm_booking(booking, signature=Signature("陈静", strokes="[1]"), by=by, at=soon)
    commands.inform_workshop(booking, told=dispatcher, by=by, at=soon)
    return booking
