"""
What one should know of a car that comes back: money owed, a complaint, work that was declined.

Each station that has something to say of cars has a module ``remarks`` with a function
``remarks(cars)``. Stations that come before it show them without knowing it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from jieche.rulebook.words import Role
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle

# Whose work it is to speak with the customer; the gate and the workshop need none of it.
FOR = (Role.ADVISOR, Role.RECEPTION_MANAGER, Role.SHOP_MANAGER, Role.CASHIER, Role.RECORDS_KEEPER)


@dataclass(frozen=True)
class Remark:
    """
    One line on a car, with where it is dealt with; ``visit`` is the visit it comes from.

    Only ``readers`` may open the page of ``url``, where some are named: others get the words.
    """

    tone: str
    words: str
    url: str = ""
    visit: int | None = None
    readers: tuple[Role, ...] = ()


Remarks = dict[int, list[Remark]]


@cache
def _speakers() -> tuple[Callable[[Sequence[Vehicle]], Remarks], ...]:
    return tuple(
        import_module(f"{config.name}.remarks").remarks
        for config in apps.get_app_configs()
        if config.name.startswith("jieche.")
        and config.name != "jieche.vehicles"
        and find_spec(f"{config.name}.remarks")
    )


def remarks_of(cars: Sequence[Vehicle], staff: Staff) -> Remarks:
    """Return what there is to say of cars, by their number; nothing to who need not know it."""
    found: Remarks = {car.pk: [] for car in cars}
    if not cars or not staff.is_one_of(*FOR):
        return found
    for speak in _speakers():
        for pk, said in speak(cars).items():
            found[pk] += [
                replace(one, url="") if one.readers and not staff.is_one_of(*one.readers) else one
                for one in said
            ]
    return found
