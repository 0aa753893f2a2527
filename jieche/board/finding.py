"""What the search box answers."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.moments import moment
from jieche.values.phone import parse as parse_phone
from jieche.values.verdict import Impossible
from jieche.vehicles.queries import found
from jieche.vehicles.remarks import remarks_of
from jieche.visits.models import Visit
from jieche.visits.queries import in_house


def hits(staff: Staff, words: str, at: datetime, most: int = 8) -> list[dict[str, Any]]:
    """Return the cars found, each with who owns it, when it was here, and what one should know."""
    cars = found(staff.shop, words, most)
    here: dict[int, Visit] = {
        visit.vehicle_id: visit
        for visit in in_house(staff).filter(vehicle__in=cars)
        if visit.vehicle_id is not None
    }
    known = remarks_of(cars, staff)
    rows = []
    for car in cars:
        visit = here.get(car.pk)
        flags = []
        if visit is not None:
            flags.append({"tone": "blue", "words": visit.matter.stands_at.label(lang())})
        flags += [{"tone": each.tone, "words": each.words} for each in known[car.pk]]
        rows.append(
            {
                "url": visit.get_absolute_url() if visit else f"/arrivals/new/?plate={car.plate}",
                "car": car,
                "owner": car.owner.name if car.owner else "",
                "model": " · ".join(part for part in (car.title, _masked(car.owner)) if part),
                "last": moment(car.last_seen_at, at) if car.last_seen_at else _("first visit"),
                "flags": flags,
            }
        )
    return rows


def _masked(owner: Any) -> str:
    if owner is None or not owner.phone:
        return ""
    try:
        return parse_phone(owner.phone).masked
    except Impossible:
        return ""
