"""Complaints, and cars whose follow-up is owed."""

from jieche.care.models import Complaint
from jieche.journal.models import Duty
from jieche.rulebook.words import Event, Role
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import visible_to

# Who deals with complaints, and who may read of them.
READERS = (Role.ADVISOR, Role.RECEPTION_MANAGER, Role.SHOP_MANAGER, Role.RECORDS_KEEPER)


def find_complaint(staff: Staff, pk: int) -> Complaint | None:
    """Return the complaint if the person may see it."""
    return (
        Complaint.objects.filter(shop_id=staff.shop_id, pk=pk)
        .select_related("matter", "matter__shop", "visit__vehicle", "customer", "receiver")
        .first()
    )


def open_complaints(staff: Staff) -> list[Complaint]:
    """Return complaints that are not closed, the oldest first."""
    return list(
        Complaint.objects.filter(shop_id=staff.shop_id, matter__closed_at=None)
        .select_related("matter", "visit__vehicle", "customer")
        .order_by("registered_at")
    )


def follow_ups_owed(staff: Staff) -> list[tuple[Duty, Visit]]:
    """Return the cars that are to be called, with the window of each, the first due first."""
    duties = list(
        Duty.objects.filter(
            shop_id=staff.shop_id, event=Event.FOLLOWED_UP.value, is_prompt=False, met_at=None,
            is_moot=False,
        ).order_by("due_at")[:200]
    )  # fmt: skip
    visits = {
        visit.matter_id: visit
        for visit in visible_to(staff).filter(matter_id__in=[duty.matter_id for duty in duties])
    }
    return [(duty, visits[duty.matter_id]) for duty in duties if duty.matter_id in visits]
