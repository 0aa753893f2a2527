"""A car's file: one for one car, in its place, with its keeper, on the day it enters."""

from collections.abc import Callable

import pytest
from django.test import Client

from jieche.board.now import owed_now
from jieche.care.file_commands import set_up_file
from jieche.care.file_models import CustomerFile, FileTrace
from jieche.journal.door import Refused
from jieche.reception.commands import CarTold
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.story_estimate import a_car_in_negotiation, signed
from tests.support.story_repair import a_car_in_the_workshop

AT = clock("2026-11-23 10:00")
LATER = clock("2026-11-23 10:40")
Browser = Callable[[str], Client]


@pytest.fixture
def visit(li: Staff) -> Visit:
    """A car whose order is signed."""
    return signed(a_car_in_negotiation(li, AT), li, clock("2026-11-23 10:10"))


def send(client: Client, visit: Visit, **typed: str) -> int:
    """Send the act and return the status."""
    return client.post(f"/visits/{visit.pk}/set-up-file/", typed).status_code


def typed_for(staff: dict[str, Staff], place: str = "a-01-01") -> dict[str, str]:
    """Return what is typed for a new file."""
    return {"cabinet": place, "keeper": str(staff["dang"].pk)}


def test_13_1_it_is_owed_on_the_day_with_its_button(li: Staff, visit: Visit) -> None:
    (item,) = [one for one in owed_now(li, LATER) if one.clause == "13.1"]
    assert item.event is Event.FILE_SET_UP
    assert f"/visits/{visit.pk}/" in item.url


def test_13_6_a_new_file_has_its_place_and_its_keeper(
    visit: Visit, staff: dict[str, Staff], sign_in: Browser
) -> None:
    assert send(sign_in("li"), visit, **typed_for(staff)) == 302
    file = CustomerFile.objects.get(vehicle=visit.vehicle)
    assert (file.cabinet, file.keeper, file.set_up_by) == ("A-01-01", staff["dang"], staff["li"])
    assert not [one for one in owed_now(staff["li"], LATER) if one.clause == "13.1"]


def test_13_3_each_section_says_filled_or_none(li: Staff, visit: Visit) -> None:
    file = set_up_file(visit, by=li, at=LATER)
    told = [file.customer, file.car, file.items, file.history, file.settlements, file.complaints]
    assert told == ["filled", "filled", "filled", "none", "none", "none"]


def test_a_second_press_makes_no_second_file(
    visit: Visit, staff: dict[str, Staff], sign_in: Browser
) -> None:
    client = sign_in("li")
    for _ in range(2):
        assert send(client, visit, token="once", **typed_for(staff)) == 302
    assert CustomerFile.objects.count() == 1
    assert visit.matter.entries.filter(event=Event.FILE_SET_UP.value).count() == 1


def test_13_6_a_place_holds_one_file(
    li: Staff, visit: Visit, staff: dict[str, Staff], sign_in: Browser
) -> None:
    set_up_file(visit, cabinet="A-01-01", by=li, at=LATER)
    other = signed(
        a_car_in_negotiation(li, LATER, car=CarTold("沪B54321"), bay="接2"), li,
        clock("2026-11-23 10:50"),
    )  # fmt: skip
    response = sign_in("li").post(f"/visits/{other.pk}/set-up-file/", typed_for(staff))
    assert response.status_code == 422
    page = response.content.decode()
    assert "A-01-01 已放着 沪A·12345 的档案" in page
    assert 'value="a-01-01"' in page  # what was typed stays
    assert CustomerFile.objects.count() == 1


def test_bad_writing_of_a_place_is_told_beside_the_field(
    visit: Visit, staff: dict[str, Staff], sign_in: Browser
) -> None:
    response = sign_in("li").post(f"/visits/{visit.pk}/set-up-file/", typed_for(staff, "第一柜"))
    assert response.status_code == 422
    assert "如 A-01-07" in response.content.decode()
    assert not CustomerFile.objects.exists()


def test_13_6_without_a_records_keeper_nobody_could_keep_it(
    visit: Visit, staff: dict[str, Staff]
) -> None:
    staff["dang"].roles = ["cashier"]
    staff["dang"].save()
    with pytest.raises(Refused, match="no records keeper"):
        set_up_file(visit, by=staff["li"], at=LATER)
    assert not CustomerFile.objects.exists()


def test_it_is_the_desks_to_set_up(visit: Visit, staff: dict[str, Staff], sign_in: Browser) -> None:
    assert send(sign_in("sun"), visit, **typed_for(staff)) == 403
    assert not CustomerFile.objects.exists()


def test_before_the_order_is_signed_the_path_says_no(li: Staff) -> None:
    car = a_car_in_negotiation(li, AT)
    with pytest.raises(Refused):
        set_up_file(car, by=li, at=LATER)
    assert not CustomerFile.objects.exists()


def test_13_4_a_car_that_comes_again_keeps_its_file(
    staff: dict[str, Staff], sign_in: Browser
) -> None:
    first = a_car_in_the_workshop(staff["li"], staff["sun"], AT)
    file = set_up_file(first, cabinet="B-02-03", by=staff["li"], at=clock("2026-11-23 10:50"))
    # The same car a second time, under a new plate: its VIN finds it.
    car = first.vehicle
    assert car is not None
    Vehicle.objects.filter(pk=car.pk).update(plate="沪C99999")
    second = Visit.objects.get(pk=first.pk)
    again = set_up_file(second, by=staff["ma"], at=clock("2026-11-23 11:00"))
    assert again.pk == file.pk
    assert again.cabinet == "B-02-03"
    assert list(
        FileTrace.objects.filter(file=file).order_by("pk").values_list("what", flat=True)
    ) == ["set_up", "added"]
    page = sign_in("li").get(f"/visits/{second.pk}/?act=set-up-file").content.decode()
    assert "B-02-03" in page


def test_13_2_the_table_takes_no_second_file_for_a_car(li: Staff, visit: Visit) -> None:
    file = set_up_file(visit, by=li, at=LATER)
    field = CustomerFile._meta.get_field("vehicle")
    assert field.unique
    assert file.vehicle_id == visit.vehicle_id
