"""The acts of all stations, in the order in which a car passes them."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from jieche.ui.acts import Act

STATIONS = ("reception", "appointments", "estimate", "checkin", "workshop", "delivery", "care")


@cache
def acts_of(prefix: str) -> tuple[Act, ...]:
    """Return the acts on one kind of subject ("visits", "supplements", "bookings", …)."""
    return tuple(
        act
        for station in STATIONS
        if find_spec(f"jieche.{station}.acts")
        for act in import_module(f"jieche.{station}.acts").ACTS
        if act.subject.prefix == prefix
    )
