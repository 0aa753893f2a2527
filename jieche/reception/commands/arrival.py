"""A car, a person on foot or a call is registered; what the gate could not know is filled in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from jieche.appointments.commands import keep_with
from jieche.appointments.queries import booking_of_car
from jieche.customers.commands import know_customer, take_new_phone
from jieche.customers.models import Customer
from jieche.journal import door
from jieche.reception import queries
from jieche.reception.models import Brings
from jieche.rulebook.judge import allowed_roles
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.plate import PlateKind
from jieche.vehicles.commands import index_vehicle, know_vehicle, lose_plate
from jieche.vehicles.models import Energy, Vehicle
from jieche.vehicles.queries import by_plate
from jieche.visits.commands import open_visit
from jieche.visits.models import Channel, Visit
from jieche.visits.queries import here_now

# An arrival may be written down late, the morning after a bad network, but not for last week.
_WRITTEN_LATE = timedelta(days=2)


@dataclass(frozen=True)
class CarTold:
    """What is told of a car at its arrival; ``plate`` normalised, "" where it bears none."""

    plate: str
    plate_kind: str = PlateKind.BLUE.value
    vin: str = ""
    vin_note: str = ""
    make: str = ""
    model: str = ""
    colour: str = ""
    year: int | None = None
    energy: Energy | None = None
    # The plate was on another car before: that car loses it.
    is_other_car: bool = False


@dataclass(frozen=True)
class PersonTold:
    """What is told of a person; ``phone`` in digits."""

    name: str
    phone: str = ""
    title: str = ""


@transaction.atomic
def register_arrival(
    *,
    car: CarTold | None,
    sender: PersonTold | None = None,
    owner: PersonTold | None = None,
    brings: Brings = Brings.OWNER,
    channel: Channel = Channel.CAR,
    arrived_at: datetime | None = None,
    by: Staff,
    at: datetime,
) -> Visit:
    """
    Open a visit, or return the car's visit that is not over (P.1).

    A known plate brings its car, owner and last sender along. Raises Refused where plate and VIN
    belong to two cars, or for an hour that can't be.
    """
    arrived_at = arrived_at or at
    _refuse_odd_hour(arrived_at, at)
    # Two desks may type one plate at the same moment: the second waits, and finds car, person and
    # visit where the first has made them.
    Shop.objects.select_for_update(no_key=True).get(pk=by.shop_id)
    people = _people(by.shop, car, sender, owner, brings, at)
    vehicle = _car(by.shop, car, people, at) if car else None
    if vehicle is not None:
        # A booking may be kept by another desk at this moment.
        Vehicle.objects.select_for_update().get(pk=vehicle.pk)
        open_one = here_now(vehicle)
        if open_one is not None:
            return open_one
    visit = open_visit(
        vehicle=vehicle,
        sender=people.sender or (queries.last_sender(vehicle) if vehicle else None),
        channel=channel,
        arrived_at=arrived_at,
        by=by,
        at=at,
    )
    _keep_its_booking(visit, by, at)
    return visit


def _keep_its_booking(visit: Visit, by: Staff, at: datetime) -> None:
    """Mark today's booking of the car as kept; what the gate may not do waits for the advisor."""
    if visit.vehicle is None or visit.channel_word is Channel.PHONE:
        return
    booking = booking_of_car(visit.vehicle, hours_of(visit.shop).desk.day_of(at))
    if booking is not None and by.is_one_of(*allowed_roles(Event.BOOKING_KEPT)):
        keep_with(booking, visit, by=by, at=at)


@transaction.atomic
def complete_arrival(
    visit: Visit,
    *,
    car: CarTold | None,
    sender: PersonTold | None = None,
    owner: PersonTold | None = None,
    brings: Brings = Brings.OWNER,
    by: Staff,
    at: datetime,
) -> Visit:
    """Fill in what the gate could not know: the car's record and the persons. Raises Refused."""
    door.hold(visit.matter)
    people = _people(by.shop, car, sender, owner, brings, at)
    if car is not None:
        vehicle = _car(by.shop, car, people, at)
        other = here_now(vehicle)
        if other is not None and other.pk != visit.pk:
            door.refuse(
                f"{vehicle.plate_shown} 已有来访 {other.number}，不能重复登记",
                f"{vehicle.plate_shown} has visit {other.number} already",
                clause="P.1",
                at="plate",
            )
        _move_to(visit, vehicle, at)
    visit.sender = people.sender or visit.sender
    visit.owner = (visit.vehicle.owner if visit.vehicle else None) or visit.sender
    visit.payer = visit.sender
    visit.save(update_fields=["vehicle", "is_first", "sender", "owner", "payer"])
    return visit


def _move_to(visit: Visit, vehicle: Vehicle, at: datetime) -> None:
    """Let the visit be of another car where the gate read the plate wrongly."""
    if visit.vehicle_id == vehicle.pk:
        visit.vehicle = vehicle
        return
    if visit.vehicle is not None:
        visit.vehicle.visits_so_far -= 1
        visit.vehicle.save(update_fields=["visits_so_far"])
    visit.is_first = vehicle.visits_so_far == 0
    vehicle.visits_so_far += 1
    vehicle.last_seen_at = at
    vehicle.save(update_fields=["visits_so_far", "last_seen_at"])
    visit.vehicle = vehicle


@dataclass(frozen=True)
class _People:
    sender: Customer | None
    owner: Customer | None


def _people(
    shop: Shop,
    car: CarTold | None,
    sender: PersonTold | None,
    owner: PersonTold | None,
    brings: Brings,
    at: datetime,
) -> _People:
    """Return the records of the persons; one who has a record gets no second one."""
    on_file = by_plate(shop, car.plate) if car and car.plate and not car.is_other_car else None
    if sender and brings is Brings.OWNER and on_file and on_file.owner:
        if on_file.owner.name == sender.name:
            _reach(on_file.owner, sender.phone)
            return _People(on_file.owner, on_file.owner)
        door.refuse(
            f"档案里车主是 {on_file.owner.name}。代车主送修请选“代车主送修”，换了车主请选“新车主”",
            f"On file the owner is {on_file.owner.name}. Say whether the car is brought for the "
            "owner, or has a new one",
            at="brings",
        )
    known = _person(shop, sender, at)
    if brings is Brings.FOR_OWNER:
        return _People(known, _person(shop, owner, at))
    return _People(known, known)


def _reach(person: Customer, phone: str) -> None:
    if phone and phone != person.phone:
        take_new_phone(person, phone)
        for car in person.cars.all():
            index_vehicle(car)


def _person(shop: Shop, told: PersonTold | None, at: datetime) -> Customer | None:
    if told is None or not told.name:
        return None
    return know_customer(shop, name=told.name, phone=told.phone, title=told.title, at=at)


def _car(shop: Shop, told: CarTold, people: _People, at: datetime) -> Vehicle:
    _refuse_two_cars(shop, told)
    if told.is_other_car and (before := by_plate(shop, told.plate)):
        lose_plate(before)
    facts: dict[str, Any] = {
        "vin_note": told.vin_note, "make": told.make, "model": told.model, "colour": told.colour,
        "year": told.year, "energy": told.energy.value if told.energy else "",
    }  # fmt: skip
    given = {name: value for name, value in facts.items() if value}
    car, _ = know_vehicle(
        shop, plate=told.plate, plate_kind=told.plate_kind, vin=told.vin, owner=people.owner,
        at=at, **given,
    )  # fmt: skip
    return car


def _refuse_two_cars(shop: Shop, told: CarTold) -> None:
    """Refuse a plate and a VIN that belong to two cars on file, or would make one into another."""
    with_plate = by_plate(shop, told.plate) if told.plate else None
    if not told.vin or with_plate is None or told.is_other_car:
        return
    with_vin = Vehicle.objects.filter(shop=shop, vin=told.vin).first()
    if with_vin is not None and with_vin.pk != with_plate.pk:
        # Two VINs are two cars; a record that knows none may be a second one of this car.
        may_be_one = not with_plate.vin
        door.refuse(
            f"这个车架号是 {with_vin.plate_shown or '另一台无牌车'} 的。请核对；"
            "车牌确实换到这台车上，请勾选"
            + ("；两份是同一台车的，请档案员合并车档" if may_be_one else ""),
            f"This VIN belongs to {with_vin.plate_shown or 'another car without a plate'}. "
            "Check it; if the plate is on this car now, tick it"
            + (
                "; if both are the same car, have the records keeper put the two records together"
                if may_be_one
                else ""
            ),
            clause="13.2",
            at="vin",
        )
    if with_vin is None and with_plate.vin:
        door.refuse(
            f"档案里 {with_plate.plate_shown} 的车架号是 {with_plate.vin}。请核对；"
            "车牌确实换到这台车上，请勾选",
            f"On file {with_plate.plate_shown} has the VIN {with_plate.vin}. "
            "Check it; if the plate is on this car now, tick it",
            clause="13.2",
            at="vin",
        )


def _refuse_odd_hour(arrived_at: datetime, at: datetime) -> None:
    if arrived_at > at + timedelta(minutes=1):
        door.refuse("到店时间不能晚于现在", "The arrival can't be later than now", at="arrived_at")
    if arrived_at < at - _WRITTEN_LATE:
        door.refuse(
            "到店时间最多可补登两天。请核对日期",
            "An arrival can be written down two days late at most. Check the date",
            at="arrived_at",
        )
