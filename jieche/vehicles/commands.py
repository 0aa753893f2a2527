"""What is done with cars' records."""

from datetime import datetime
from typing import Any

from jieche.customers.models import Customer
from jieche.shop.models import Shop
from jieche.values.phone import phone_keys
from jieche.values.pinyin import search_keys
from jieche.values.plate import PlateKind, plate_keys
from jieche.values.vin import vin_keys
from jieche.vehicles.models import OdometerReading, SearchKey, Vehicle

_LONGEST_KEY = 60


def know_vehicle(
    shop: Shop,
    *,
    plate: str,
    plate_kind: str = PlateKind.BLUE.value,
    vin: str = "",
    owner: Customer | None = None,
    at: datetime,
    **facts: Any,
) -> tuple[Vehicle, bool]:
    """
    Return the car's one record and whether it was made now: found by VIN, then by plate (13.4).

    ``plate`` and ``vin`` normalised. What is told now fills what was blank, and a car found by its
    VIN takes the new plate.
    """
    found = Vehicle.objects.filter(shop=shop, vin=vin).first() if vin else None
    if found is None and plate:
        found = Vehicle.objects.filter(shop=shop, plate=plate).first()
    if found is None:
        car = Vehicle.objects.create(
            shop=shop, plate=plate, plate_kind=plate_kind, vin=vin, owner=owner, first_seen_at=at,
            **facts,
        )  # fmt: skip
        index_vehicle(car)
        return car, True
    told = {"plate": plate, "plate_kind": plate_kind if plate else "", "vin": vin, "owner": owner}
    if fresh := {k: v for k, v in {**told, **facts}.items() if v and getattr(found, k) != v}:
        for name, value in fresh.items():
            setattr(found, name, value)
        found.save(update_fields=list(fresh))
        index_vehicle(found)
    return found, False


def hold_car(pk: int) -> Vehicle:
    """
    Lock a car's record and return it; where it was put into another one meanwhile, that one.

    Must run inside a transaction.
    """
    car = Vehicle.objects.select_for_update().get(pk=pk)
    return car if car.merged_into_id is None else hold_car(car.merged_into_id)


def hold_cars(shop: Shop, *cars: int) -> list[Vehicle]:
    """
    Lock the shop's plates and VINs, then these records, and return them in the order asked for.

    An arrival takes the shop's lock too: while it is held nobody finds or makes a record, and no
    plate goes from one to another. Must run inside a transaction.
    """
    Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)
    rows = Vehicle.objects.select_for_update().filter(shop=shop, pk__in=cars).order_by("pk")
    known = {car.pk: car for car in rows}
    return [known[pk] for pk in cars]


def lose_plate(car: Vehicle) -> None:
    """Take the plate off the record: it is on another car now."""
    car.plate = ""
    car.save(update_fields=["plate"])
    index_vehicle(car)


def read_odometer(car: Vehicle, km: int, *, at: datetime, reason: str = "") -> OdometerReading:
    """Write an odometer reading in km; lower than the last one known it needs ``reason`` (6.12)."""
    stays = hold_car(car.pk)
    reading = OdometerReading.objects.create(
        vehicle=stays, km=km, last_known_km=stays.last_km or 0, reason=reason, read_at=at
    )
    stays.last_km = car.last_km = km
    stays.save(update_fields=["last_km"])
    return reading


def keys_of(car: Vehicle) -> set[tuple[str, str]]:
    """Return kind and key of the words under which a car is found: plate, VIN, its owner's."""
    people = [person for person in (car.owner,) if person is not None]
    keys = {("plate", key) for key in plate_keys(car.plate)} if car.plate else set()
    keys |= {("vin", key) for key in vin_keys(car.vin)} if car.vin else set()
    for person in people:
        keys |= {("phone", key) for key in phone_keys(person.phone)} if person.phone else set()
        keys |= {("name", key) for key in (person.name, *search_keys(person.name))}
    return {(kind, key[:_LONGEST_KEY]) for kind, key in keys if key}


def index_vehicle(car: Vehicle) -> None:
    """Write anew the words under which the car is found; orders and key tags are kept."""
    wanted = keys_of(car)
    there = set(
        SearchKey.objects.filter(vehicle=car, kind__in=("plate", "vin", "phone", "name"))
        .values_list("kind", "key")
    )  # fmt: skip
    for kind, key in there - wanted:
        SearchKey.objects.filter(vehicle=car, kind=kind, key=key).delete()
    SearchKey.objects.bulk_create(
        SearchKey(shop_id=car.shop_id, vehicle=car, kind=kind, key=key)
        for kind, key in sorted(wanted - there)
    )


def add_key(car: Vehicle, kind: str, key: str) -> None:
    """Let the car be found under one word more: an order number, a key tag, a sender's phone."""
    SearchKey.objects.get_or_create(
        vehicle=car, kind=kind, key=key[:_LONGEST_KEY], defaults={"shop_id": car.shop_id}
    )
