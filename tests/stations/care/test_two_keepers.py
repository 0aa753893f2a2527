"""Two people work at the records of one car at the same moment."""

from typing import Any

import pytest

from jieche.care.file_commands import set_up_file
from jieche.care.file_models import CustomerFile, FileTrace
from jieche.care.one_car_commands import CarFacts, mend_car, put_together
from jieche.journal.door import Refused
from jieche.journal.queries import breaks
from jieche.reception.commands import CarTold
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit
from tests.stations.journal.test_two_people import at_once
from tests.support.cast import PEOPLE, clock, make_shop
from tests.support.story_estimate import MINUTE, signed
from tests.support.story_reception import arrived, talked_over

AT = clock("2026-11-23 10:00")
pytestmark = pytest.mark.django_db(transaction=True)
People = dict[str, Staff]


@pytest.fixture
def people() -> People:
    """The people of a shop whose data can be seen by every thread."""
    shop = make_shop()
    return {who: hire(shop, who, name, roles) for who, (name, roles) in PEOPLE.items()}


def with_a_file(people: People, plate: str, bay: str) -> Vehicle:
    """Return the record of a car whose order is signed and filed."""
    visit = signed(talked_over(people["li"], AT, car=CarTold(plate), bay=bay), people["li"], AT)
    set_up_file(visit, by=people["li"], at=AT + 5 * MINUTE)
    return Vehicle.objects.get(plate=plate)


def merged(stays: Vehicle, goes: Vehicle, by: Staff) -> Any:
    """Put ``goes`` into ``stays``, both read anew as a request does."""
    return put_together(
        Vehicle.objects.get(pk=stays.pk), goes=Vehicle.objects.get(pk=goes.pk), reason="行驶证",
        by=by, at=AT,
    )  # fmt: skip


def test_13_2_two_people_put_the_same_two_together_from_both_ends(people: People) -> None:
    first = with_a_file(people, "沪A00001", "接1")
    second = Vehicle.objects.create(shop=first.shop, plate="沪A00002", first_seen_at=AT)
    third = Vehicle.objects.create(shop=first.shop, plate="沪A00003", first_seen_at=AT)
    answers = at_once(
        lambda: merged(first, second, people["dang"]),
        lambda: merged(first, second, people["he"]),
        lambda: merged(first, third, people["jing"]),
        lambda: merged(second, first, people["he"]),
    )
    done = [answer for answer in answers if isinstance(answer, CustomerFile)]
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert (len(done), len(refused)) == (2, 2), answers
    assert set(Vehicle.objects.values_list("plate", flat=True)) == {"沪A00001", ""}
    assert FileTrace.objects.filter(what="merged").count() == 2


def test_13_2_two_files_are_given_one_plate_by_two_people(people: People) -> None:
    named = (("沪A00001", "接1"), ("沪A00002", "接2"))
    cars = [with_a_file(people, plate, bay) for plate, bay in named]

    def mend(car: Vehicle, who: str) -> Any:
        facts = CarFacts(
            plate="沪A99999", plate_kind="blue", vin="", vin_note="", make="", model="", year=None,
            colour="", engine_no="",
        )  # fmt: skip
        file = CustomerFile.objects.get(vehicle=car)
        return mend_car(file, facts=facts, reason="行驶证", by=people[who], at=AT)

    answers = at_once(lambda: mend(cars[0], "dang"), lambda: mend(cars[1], "he"))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [reason.field for one in refused for reason in one.reasons] == ["plate"], answers
    assert Vehicle.objects.filter(plate="沪A99999").count() == 1


def test_13_4_a_car_that_arrives_meanwhile_keeps_its_visit(people: People) -> None:
    first = with_a_file(people, "沪A00001", "接1")
    Visit.objects.update(vehicle=None)  # it is out of the house
    second = Vehicle.objects.create(shop=first.shop, plate="沪A00002", first_seen_at=AT)
    answers = at_once(
        lambda: merged(first, second, people["dang"]),
        lambda: arrived(people["li"], AT, car=CarTold("沪A00002"), sender=None),
        lambda: arrived(people["ma"], AT, car=CarTold("沪A00001"), sender=None),
    )
    visits = [answer for answer in answers if isinstance(answer, Visit)]
    assert len(visits) == 2, answers
    gone = Vehicle.objects.filter(merged_into__isnull=False)
    assert not Visit.objects.filter(vehicle__in=gone).exists()
    assert list(breaks(first.shop)) == []
