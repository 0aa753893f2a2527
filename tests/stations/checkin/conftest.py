"""What the tests of the hand-in share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from jieche.reception.commands import CarTold
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.story_estimate import signed
from tests.support.story_reception import SANTANA, talked_over

Do = Callable[..., HttpResponse]


@pytest.fixture
def do(sign_in: Callable[[str], Client]) -> Do:
    """Send the form of an act as a person does: ``do("li", visit, "hang-key", …)``."""

    def send(who: str, visit: Visit, slug: str, **typed: Any) -> Any:
        fields = {name.replace("__", "-"): value for name, value in typed.items()}
        response = sign_in(who).post(f"/visits/{visit.pk}/{slug}/", fields)
        visit.refresh_from_db()
        visit.matter.refresh_from_db()
        return response

    return send


@pytest.fixture
def visit(li: Staff) -> Visit:
    """A car whose order has just been signed."""
    return a_signed_car(li)


def a_signed_car(li: Staff, plate: str = "沪A12345", day: str = "2026-11-23") -> Visit:
    """Take another car to its signed order, on another day if wanted."""
    is_first = plate == SANTANA.plate
    car = SANTANA if is_first else CarTold(plate)
    came = talked_over(li, clock(f"{day} 10:00"), car=car, bay="接1" if is_first else "接2")
    return signed(came, li, clock(f"{day} 10:03"))
