"""
How much room the workshop has at an hour that is to be booked.

The station that reckons with the workshop comes after this one: it has a module ``rooms``, found by
its name, as remarks on cars are. Without it an hour is booked as the book of bookings allows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from jieche.shop.models import Place, Shop

ENOUGH = 0.9  # an hour at which bay and hands are free nine times of ten is simply booked


@dataclass(frozen=True)
class Wanted:
    """An hour that is thought of: ``minutes`` of a bay; None: any usual one."""

    starts_at: datetime
    minutes: int
    bay: Place | None = None
    besides: int | None = None  # the booking that is moved: it is not in its own way


@cache
def _teller() -> Any:
    return next(
        (
            import_module(f"{config.name}.rooms")
            for config in apps.get_app_configs()
            if config.name.startswith("jieche.") and find_spec(f"{config.name}.rooms")
        ),
        None,
    )


def chance_of_room(shop: Shop, wanted: Wanted, at: datetime) -> float | None:
    """Return the chance that bay and hands are free then, None where nobody can tell."""
    teller = _teller()
    tell: Callable[[Shop, Wanted, datetime], float | None] | None = teller and teller.chance_of_room
    return tell(shop, wanted, at) if tell else None


def hours_url() -> str:
    """Return the address at which the free hours are shown, "" where nobody can tell."""
    teller = _teller()
    return str(teller.hours_url()) if teller else ""
