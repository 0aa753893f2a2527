"""A car, its order, and a way to ask a table whether it takes a row."""

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from jieche.customers.commands import know_customer
from jieche.staff.models import Staff
from jieche.vehicles.commands import know_vehicle
from jieche.visits.commands import open_visit
from jieche.visits.models import RepairOrder, Visit
from tests.support.cast import clock

AT = clock("2026-11-23 10:00")


def a_visit_of(li: Staff, plate: str, vin: str = "") -> Visit:
    """Let a car arrive."""
    chen = know_customer(li.shop, name="陈静", phone="13800002207", title="ms", at=AT)
    car, _ = know_vehicle(li.shop, plate=plate, vin=vin, owner=chen, at=AT)
    return open_visit(vehicle=car, sender=chen, by=li, at=AT)


@pytest.fixture
def visit(li: Staff) -> Visit:
    """A car that has just arrived."""
    return a_visit_of(li, "沪A12345", "LSVAA41Z8B2000001")


@pytest.fixture
def other(li: Staff, visit: Visit) -> Visit:
    """A second car in the shop at the same time."""
    return a_visit_of(li, "沪B54321")


@pytest.fixture
def order(visit: Visit) -> RepairOrder:
    """The head of the first car's repair order."""
    return RepairOrder.objects.create(
        visit=visit, shop_id=visit.shop_id, number="W1", other_wishes="无"
    )


def takes(model: type[models.Model], row: dict[str, Any], **changed: Any) -> bool:
    """Say whether the table takes ``row`` with something in it changed; nothing is kept."""
    try:
        with transaction.atomic():
            made = model._default_manager.create(**{**row, **changed})
            made.delete()
    except IntegrityError:
        return False
    return True
