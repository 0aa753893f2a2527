"""A car in negotiation: Mrs Chen's 沪A12345, whose brakes judder."""

import pytest

from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.story_estimate import a_car_in_negotiation

AT = clock("2026-11-23 10:00")


@pytest.fixture
def visit(li: Staff) -> Visit:
    """Return the visit; it was 10 o'clock on a Monday."""
    return a_car_in_negotiation(li, AT)
