"""Complaints, and cars whose follow-up is owed."""

from collections.abc import Iterable

from jieche.care.models import Complaint
from jieche.journal.models import Duty
from jieche.rulebook.words import Event, Role
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.values.plate import search_text
from jieche.vehicles.models import Vehicle
from jieche.vehicles.queries import by_plate, found
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


def last_visit(shop: Shop, plate: str) -> Visit | None:
    """Return the last visit of the car with this plate (as typed), None where none was here."""
    car = by_plate(shop, search_text(plate)) if plate else None
    return _last_visits([car]).get(car.one_that_stays.pk) if car else None


_MISHEARD = 2  # signs of a plate that may be wrong before it is another plate
_NEAR = 4


def may_be_meant(shop: Shop, plate: str, phone: str) -> list[Visit]:
    """
    Return the last visits of the cars that may be meant by a plate that none has, likeliest first.

    Those of the phone, those with the same number under another letter, and those whose plate has
    one or two signs else.
    """
    said = search_text(plate)
    # A tail finds who was misheard in front of it, a beginning who was misheard at the end.
    pieces = [piece for piece in (phone, said, said[2:], said[:-2], said[-3:]) if len(piece) > 2]
    cars = {car.pk: car for piece in pieces for car in found(shop, piece, most=60)}
    owners = {car.pk for car in found(shop, phone, most=_NEAR)} if len(phone) > 6 else set()
    likely = sorted(
        (0 if car.pk in owners else _apart(said, car.plate), car.pk) for car in cars.values()
    )
    near = [cars[pk] for apart, pk in likely if apart <= _MISHEARD][:_NEAR]
    visits = _last_visits(near)
    return [visits[car.pk] for car in near if car.pk in visits]


def _apart(said: str, plate: str) -> int:
    """Return how many signs of a plate are else than said; a plate cut short is no sign off."""
    if len(said) < len(plate) and plate.endswith(said):
        return 0
    if len(said) != len(plate):
        return _MISHEARD + 1
    return sum(one != other for one, other in zip(said, plate, strict=True))


def _last_visits(cars: Iterable[Vehicle]) -> dict[int, Visit]:
    """Return the last visit of each car by the number of the record that stands for it."""
    visits = Visit.objects.filter(vehicle__in=[car.one_that_stays.pk for car in cars])
    rows = visits.select_related("vehicle", "sender", "shop", "matter").order_by("pk")
    return {visit.vehicle_id: visit for visit in rows if visit.vehicle_id}
