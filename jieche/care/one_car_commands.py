"""One car, one file: its facts are mended, two records of it are put together. 13.2, 13.4."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from jieche.appointments.commands import give_bookings
from jieche.appointments.models import Booking
from jieche.care import file_queries as files
from jieche.care.file_commands import go_through_file_of, hold_file, trace
from jieche.care.file_models import CustomerFile, FiledPaper, Trace
from jieche.care.models import FollowUp
from jieche.care.one_car_queries import in_the_way
from jieche.journal import door
from jieche.journal.models import Matter
from jieche.rulebook.judge import Refusal
from jieche.staff.models import Staff
from jieche.values.plate import PlateKind
from jieche.vehicles.commands import hold_car, hold_cars, index_vehicle, lose_plate
from jieche.vehicles.merging import take_over
from jieche.vehicles.models import Vehicle
from jieche.visits.commands import give_visits
from jieche.visits.models import Visit


@dataclass(frozen=True)
class CarFacts:
    """What a file says of its car; ``plate`` normalised, "" where it bears none.

    A reason for an unusual VIN stands in ``vin_note``.
    """

    plate: str
    plate_kind: str
    vin: str
    vin_note: str
    make: str
    model: str
    year: int | None
    colour: str
    engine_no: str


@transaction.atomic
def mend_car(
    file: CustomerFile,
    *,
    facts: CarFacts,
    reason: str,
    is_other_car: bool = False,
    by: Staff,
    at: datetime,
) -> None:
    """
    Mend what the file says of its car, with the reason; what it said before stays in the log.

    Papers already frozen keep what they said. ``is_other_car`` says, as at an arrival, that the
    plate was on another car before: that record loses it, and its file says so. Raises Refused
    where nothing differs, where neither plate nor VIN is left, where the VIN stands in another
    record, or the plate does and nobody said that it has moved: one car has one file (13.2).
    """
    (car,) = hold_cars(by.shop, file.vehicle_id)
    hold_file(file)
    told = asdict(facts)
    changed = [name for name, value in told.items() if getattr(car, name) != value]
    if not changed:
        door.refuse("没有改动", "Nothing is changed", at="vin")
    bearer = files.other_with_plate(car, facts.plate)
    if reasons := _not_this_car(car, facts, None if is_other_car else bearer):
        raise door.Refused(reasons)
    if bearer is not None:
        _take_plate_off(bearer, reason, by, at)
    lines = [f"{_said(name, getattr(car, name))} → {_said(name, told[name])}" for name in changed]
    for name in changed:
        setattr(car, name, told[name])
    car.save(update_fields=changed)
    index_vehicle(car)
    for line in lines:
        trace(file, Trace.MENDED, by, at, f"{line} · {reason}")


def _not_this_car(car: Vehicle, facts: CarFacts, bearer: Vehicle | None) -> list[Refusal]:
    """Return why a record can't take these facts; ``bearer`` has the plate and keeps it."""
    reasons = []
    if (car.plate or car.vin) and not (facts.plate or facts.vin):
        reasons.append(
            Refusal(
                "车牌和车架号至少留一个", "Keep the plate or the VIN: one of them names the car",
                "13.2", field="plate",
            )
        )  # fmt: skip
    if bearer is not None:
        whose = " ".join(filter(None, (bearer.title, bearer.owner.name if bearer.owner else "")))
        whose = whose or bearer.vin or "—"
        reasons.append(
            Refusal(
                f"{bearer.plate_shown} 在另一份车档里（{whose}）。请核对；"
                "车牌确实换到这台车上，请勾选；两份是同一台车的，请合并车档",
                f"{bearer.plate_shown} is on another file ({whose}). Check it; if the plate is on "
                "this car now, tick it; if both are the same car, put the two records together",
                "13.2",
                field="plate",
            )
        )
    if (other := files.other_with_vin(car, facts.vin)) is not None:
        shown = other.plate_shown or "另一台无牌车"
        shown_en = other.plate_shown or "another car without a plate"
        reasons.append(
            Refusal(
                f"这个车架号是 {shown} 的。请核对；两份是同一台车的，请合并车档",
                f"This VIN belongs to {shown_en}. Check it; if both are the same car, put the two "
                "records together",
                "13.2",
                field="vin",
            )
        )
    return reasons


def _take_plate_off(bearer: Vehicle, reason: str, by: Staff, at: datetime) -> None:
    """Take a plate off the car that bore it; the file of that car says when and why."""
    before = hold_car(bearer.pk)
    plate = before.plate
    lose_plate(before)
    if (its := files.file_of(before)) is not None:
        trace(its, Trace.MENDED, by, at, f"{plate} → — · {reason}")


def _said(name: str, value: object) -> str:
    if name == "plate_kind" and value in set(PlateKind):
        return PlateKind(str(value)).zh
    return str(value or "—")


@transaction.atomic
def put_together(
    stays: Vehicle, *, goes: Vehicle, reason: str, by: Staff, at: datetime
) -> CustomerFile:
    """
    Put the record ``goes`` of a car into the record ``stays`` of the same car (13.2, 13.4).

    Visits, bookings, readings, filed papers and the words to search by go over; facts fill what is
    blank. The file of ``goes`` is closed: it keeps its number, its place becomes free, its address
    leads to the one that stays. Raises Refused with every reason (``one_car_queries.in_the_way``).

    What is frozen or written in the journal stays as it was. The logs of both files tell of it and
    not the journal: that tells the course of matters, and none of them went on by this.
    """
    if stays.pk == goes.pk:
        door.refuse("这就是同一份车档", "That is the same record", clause="13.2", at="goes")
    if {stays.shop_id, goes.shop_id} != {by.shop_id}:
        door.refuse("这不是本店的车档", "This belongs to another shop", at="goes")
    _hold_matters(stays, goes)
    stays, goes = hold_cars(by.shop, stays.pk, goes.pk)
    cars = (stays, goes)
    list(CustomerFile.objects.select_for_update().filter(vehicle__in=cars).order_by("pk"))
    if against := in_the_way(stays, goes):
        raise door.Refused([each.refusal for each in against])
    file, closed = files.file_of(stays), files.file_of(goes)
    if file is None:  # that was in the way
        raise AssertionError(stays)
    owner = goes.owner.name if goes.owner and goes.owner != stays.owner else ""
    held = [goes.plate, goes.vin, owner]  # what the row that goes says no more
    filled = take_over(stays, goes)
    give_visits(goes, stays)
    give_bookings(goes, stays)
    _plan_one_call(stays)
    if closed is not None:
        held += [closed.number, closed.cabinet]
        _close_into(file, closed)
        trace(closed, Trace.MERGED, by, at, f"→ {file.number} · {stays} · {reason}")
    words = " · ".join(each for each in (*held, reason) if each)
    trace(file, Trace.MERGED, by, at, words)
    for name in filled:
        trace(file, Trace.MENDED, by, at, f"— → {getattr(stays, name)} · {reason}")
    go_through_file_of(stays, at)
    file.refresh_from_db()
    return file


def _hold_matters(*cars: Vehicle) -> None:
    """Lock what is under way with either record: an act on it ends first, or begins after."""
    visits = Visit.objects.filter(vehicle__in=cars, matter__closed_at=None)
    bookings = Booking.objects.filter(vehicle__in=cars, matter__closed_at=None)
    matters = Q(pk__in=visits.values("matter")) | Q(pk__in=bookings.values("matter"))
    list(Matter.objects.select_for_update().filter(matters).order_by("pk"))


def _plan_one_call(car: Vehicle) -> None:
    """Let the plan of calls (15.1) look at the last call of the car only."""
    calls = FollowUp.objects.filter(visit__vehicle=car)
    last = calls.order_by("visit_id", "pk").last()
    if last is not None:
        calls.filter(is_last=True).exclude(pk=last.pk).update(is_last=False)


def _close_into(file: CustomerFile, closed: CustomerFile) -> None:
    """Put the papers of one file into the other; its loans and log stay with its number."""
    FiledPaper.objects.filter(file=closed).update(file=file)
    CustomerFile.objects.filter(merged_into=closed).update(merged_into=file)
    closed.merged_into = file
    closed.save(update_fields=["merged_into"])
