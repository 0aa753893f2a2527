"""What becomes of a booking after it was made: the bay reserved for it. Clause 16.7."""

from datetime import datetime

from django.db import transaction

from jieche.appointments.models import Booking
from jieche.journal import door
from jieche.journal.models import Entry
from jieche.journal.queries import case_of
from jieche.rulebook.words import Event
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
