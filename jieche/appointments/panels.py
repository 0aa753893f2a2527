"""What a visit's page shows of the booking that it keeps, beside the acts of its first steps."""

from collections.abc import Callable
from typing import Any

from jieche.appointments.models import Booking, DepositEnd
from jieche.appointments.queries import READERS
from jieche.rulebook.words import Step
from jieche.ui.request import DeskRequest
from jieche.visits.models import Visit


def booked(visit: Visit, request: DeskRequest) -> dict[str, Any]:
    """Return what was agreed when it was booked (16.2), nothing where nothing was."""
    booking = Booking.objects.filter(kept_visit=visit).select_related("work_bay").first()
    end = DepositEnd.objects.filter(booking=booking).first() if booking else None
    may_open = request.staff.is_one_of(*READERS)
    return {"comes_first": True, "booking": booking, "end": end, "may_open": may_open}


Panel = tuple[str, Callable[[Visit, DeskRequest], dict[str, Any]]]

_BOOKED: list[Panel] = [("appointments/_booked.html", booked)]
PANELS: dict[Step, list[Panel]] = dict.fromkeys(
    (Step.RECEPTION, Step.DIAGNOSIS, Step.NEGOTIATION), _BOOKED
)
