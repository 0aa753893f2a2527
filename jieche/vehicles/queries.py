"""Finding a car by whatever a person remembers of it."""

from jieche.shop.models import Shop
from jieche.values.plate import search_text
from jieche.values.text import half_width
from jieche.vehicles.models import SearchKey, Vehicle

_LAST = "\U0010ffff"  # sorts after everything: a range instead of LIKE, which SQLite would scan


def found(shop: Shop, words: str, most: int = 8) -> list[Vehicle]:
    """Return the cars of which a key begins with ``words``, those seen last first."""
    text = search_text(words).lower()
    if not text:
        return []
    hits: dict[int, None] = {}
    # Order numbers and key tags are kept with the dash that a plate does not know.
    as_written = half_width(words).strip().upper()
    for form in dict.fromkeys((text.upper(), text, as_written)):
        rows = (
            SearchKey.objects.filter(shop=shop, key__gte=form, key__lt=form + _LAST)
            .values_list("vehicle_id", flat=True)
            .order_by("key")[: most * 4]
        )
        hits.update(dict.fromkeys(rows))
    cars = Vehicle.objects.filter(pk__in=list(hits)[: most * 4]).select_related("owner")
    return sorted(cars, key=lambda car: car.last_seen_at or car.first_seen_at, reverse=True)[:most]


def by_plate(shop: Shop, plate: str) -> Vehicle | None:
    """Return the car that bears this plate (normalised), None where it is new."""
    return Vehicle.objects.filter(shop=shop, plate=plate).select_related("owner").first()
