"""Two records of one car become one: what stands in the records themselves. Clause 13.2."""

from jieche.vehicles.commands import index_vehicle
from jieche.vehicles.models import OdometerReading, SearchKey, Vehicle

# What fills a blank of the record that stays; the second goes with the first.
_FACTS = {
    "plate": "plate_kind", "vin": "vin_note", "make": "", "model": "", "year": "", "colour": "",
    "energy": "", "engine_no": "", "owner": "",
}  # fmt: skip


def blanks_filled(stays: Vehicle, goes: Vehicle) -> list[str]:
    """Return the names of the facts that only the record that goes has."""
    return [name for name in _FACTS if getattr(goes, name) and not getattr(stays, name)]


def take_over(stays: Vehicle, goes: Vehicle) -> list[str]:
    """
    Put what one record of a car holds into the other; return the names of the facts it filled.

    Facts fill what is blank and overwrite nothing. Readings go over, and the words under which the
    car is found by its orders and people. The record that goes keeps no plate, VIN and owner, so
    that nothing finds it any more. Both rows must be locked (``commands.hold_cars``).
    """
    filled = blanks_filled(stays, goes)
    for name in filled:
        setattr(stays, name, getattr(goes, name))
        if follows := _FACTS[name]:
            setattr(stays, follows, getattr(goes, follows))
    OdometerReading.objects.filter(vehicle=goes).update(vehicle=stays)
    last = OdometerReading.objects.filter(vehicle=stays).order_by("read_at", "pk").last()
    stays.last_km = last.km if last else stays.last_km or goes.last_km
    stays.first_seen_at = min(stays.first_seen_at, goes.first_seen_at)
    seen = [at for at in (stays.last_seen_at, goes.last_seen_at) if at is not None]
    stays.last_seen_at = max(seen, default=None)
    stays.visits_so_far += goes.visits_so_far
    goes.plate, goes.vin, goes.owner, goes.visits_so_far = "", "", None, 0
    goes.merged_into = stays
    goes.save()  # before the other: a plate and a VIN stand once
    stays.save()
    Vehicle.objects.filter(merged_into=goes).update(merged_into=stays)
    _find_by_both(stays, goes)
    return filled


def _find_by_both(stays: Vehicle, goes: Vehicle) -> None:
    """Let the car be found by the orders, key tags and people of both; by its own plate only."""
    keys = SearchKey.objects.filter(vehicle=goes)
    # The owner of the one that goes is a person who came with the car, like a sender.
    theirs = {
        ("sender" if kind in {"phone", "name"} else kind, key)
        for kind, key in keys.values_list("kind", "key")
        if kind not in {"plate", "vin"}
    }
    keys.delete()
    ours = set(SearchKey.objects.filter(vehicle=stays).values_list("kind", "key"))
    SearchKey.objects.bulk_create(
        SearchKey(shop_id=stays.shop_id, vehicle=stays, kind=kind, key=key)
        for kind, key in sorted(theirs - ours)
    )
    index_vehicle(stays)
