"""Two desks do the same thing at the same moment: one car, one person, one visit, one bay."""

from typing import Any

import pytest

from jieche.appointments.commands import agree_booking
from jieche.appointments.models import Booking
from jieche.customers.models import Customer
from jieche.journal.door import Refused
from jieche.reception import commands
from jieche.rulebook.words import Purpose
from jieche.shop.models import Place
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit
from tests.stations.journal.test_two_people import at_once
from tests.support.cast import PEOPLE, clock, make_shop
from tests.support.story_appointments import AGREED
from tests.support.story_reception import CHEN, SANTANA, arrived, received

AT = clock("2026-11-23 10:00")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> dict[str, Staff]:
    """The people of a shop whose data can be seen by every thread."""
    shop = make_shop()
    return {who: hire(shop, who, name, roles) for who, (name, roles) in PEOPLE.items()}


def test_one_plate_typed_twice_makes_one_of_everything(people: dict[str, Staff]) -> None:
    def register(who: str) -> Any:
        return commands.register_arrival(car=SANTANA, sender=CHEN, by=people[who], at=AT)

    answers = at_once(*[lambda w=who: register(w) for who in ("li", "ma", "he")])
    assert len({answer.pk for answer in answers}) == 1, answers
    assert (Visit.objects.count(), Vehicle.objects.count(), Customer.objects.count()) == (1, 1, 1)


def test_13_2_one_plate_is_one_record_however_often_it_is_typed(people: dict[str, Staff]) -> None:
    at_once(*[lambda: arrived(people["li"], AT, sender=None)] * 4)
    assert Vehicle.objects.count() == 1


def test_1_3_one_bay_takes_one_of_two_cars(people: dict[str, Staff]) -> None:
    li = people["li"]
    visits = [arrived(li, AT, car=commands.CarTold(plate)) for plate in ("沪A00001", "沪A00002")]
    bay = Place.objects.get(kind=Place.Kind.RECEPTION_BAY, name="接1")

    def greet(visit: Visit) -> Any:
        return commands.greet_customer(
            Visit.objects.select_related("matter").get(pk=visit.pk), bay=bay, by=li, at=AT
        )

    answers = at_once(*[lambda v=visit: greet(v) for visit in visits])
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 1, answers
    assert "停着" in refused[0].reasons[0].zh


def test_16_7_the_last_free_bay_is_booked_once(people: dict[str, Staff]) -> None:
    li = people["li"]
    Place.objects.filter(kind=Place.Kind.WORK_BAY, name="2号举升").update(is_in_use=False)
    visits = [
        received(li, AT, bay=bay, purpose=Purpose.BOOKING, wish="想约个保养",
                 car=commands.CarTold(plate))
        for bay, plate in (("接1", "沪A00001"), ("接2", "沪A00002"))
    ]  # fmt: skip

    def book(visit: Visit) -> Any:
        fresh = Visit.objects.select_related("matter", "shop").get(pk=visit.pk)
        return agree_booking(fresh, agreed=AGREED, by=li, at=AT)

    answers = at_once(*[lambda v=visit: book(v) for visit in visits])
    assert len([answer for answer in answers if isinstance(answer, Refused)]) == 1, answers
    assert Booking.objects.count() == 1
