"""What every paper of a visit begins with; each station adds its own section."""

from django.conf import settings

from jieche.customers.models import Customer
from jieche.journal.content_blocks import Car, Head, Person, ShopHead
from jieche.shop.models import Shop
from jieche.values.phone import parse
from jieche.values.plate import PlateKind
from jieche.values.verdict import Impossible
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit

NO_CAR: Car = {
    "plate": "无牌",
    "plate_colour": None,
    "model": "",
    "vehicle_type": None,
    "colour": "",
    "vin": "",
    "engine_no": "",
    "odometer_km": None,
}


def head_of(visit: Visit, number: str, *, km: int | None = None) -> Head:
    """Return the head of a paper with this number; ``km`` is the reading of this visit."""
    return {
        "number": number,
        "shop": shop_head(visit.shop),
        "car": car_of(visit.vehicle, km=km) if visit.vehicle else NO_CAR,
        "owner": person(visit.owner),
        "sender": person(visit.sender),
    }


def shop_head(shop: Shop) -> ShopHead:
    """Return the shop as it stands at the head of a paper."""
    return {
        "name": shop.name,
        "name_en": shop.name_en,
        "address": shop.address,
        "phone": shop.phone,
        "complaint_phone": shop.complaint_phone,
        "credit_code": shop.credit_code,
        "filing_no": "",
        "site": settings.SITE,
    }


def car_of(vehicle: Vehicle, *, km: int | None = None) -> Car:
    """Return the car as it stands on a paper."""
    colour = PlateKind(vehicle.plate_kind)
    return {
        "plate": vehicle.plate or "无牌",
        "plate_colour": {"zh": colour.zh, "en": colour.en} if vehicle.plate else None,
        "model": vehicle.title,
        "vehicle_type": None,
        "colour": vehicle.colour,
        "vin": vehicle.vin,
        "engine_no": vehicle.engine_no,
        "odometer_km": km,
    }


def person(customer: Customer | None) -> Person:
    """Return a person or company with the telephone, both empty for nobody."""
    if customer is None:
        return {"name": "", "phone": ""}
    return {"name": customer.name, "phone": _readable(customer.phone)}


def _readable(digits: str) -> str:
    try:
        return parse(digits).shown
    except Impossible:
        return digits
