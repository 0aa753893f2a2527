"""The wall board: read across the hall, and nobody's name on it."""

from collections.abc import Callable

import pytest
from django.test import Client

from jieche.board.wall import masked, wall_lanes
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.ui.moments import hour
from jieche.vehicles.models import Vehicle
from jieche.visits.commands import open_visit
from tests.support.cast import clock
from tests.support.story_reception import arrived
from tests.support.story_repair import a_car_in_the_workshop

AT = clock("2026-11-23 09:00")
LATER = clock("2026-11-23 11:00")
SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("plate", "shown"), [("沪A·12345", "沪A·***45"), ("沪A·D12345", "沪A·****45"), ("临时", "临时")]
)
def test_the_middle_of_a_plate_is_hidden(plate: str, shown: str) -> None:
    assert masked(plate) == shown


def test_a_car_stands_in_its_lane_with_its_promise(li: Staff, staff: dict[str, Staff]) -> None:
    visit = a_car_in_the_workshop(li, staff["sun"], AT)
    lanes = wall_lanes(li.shop, LATER)
    assert [(lane["count"], lane["more"]) for lane in lanes] == [(0, 0), (1, 0), (0, 0), (0, 0)]
    [car] = lanes[1]["cars"]
    assert (car["car"], car["state"]) == ("沪A·***45", "车间在修")
    assert visit.promised_at is not None
    assert car["at"] == hour(visit.promised_at)


def test_nobody_is_named_and_the_screen_looks_again_by_itself(li: Staff, sign_in: SignIn) -> None:
    visit = arrived(li, AT)
    answer = sign_in("li").get("/wall/")
    page = answer.content.decode()
    assert "***45" in page
    assert visit.sender is not None
    for private in ("12345", visit.sender.name, visit.sender.phone, visit.number):
        assert private not in page.replace('name="csrfmiddlewaretoken"', ""), private
    assert answer.headers["Refresh"] == "30"


def test_a_screen_without_a_person_needs_its_key(li: Staff) -> None:
    assert Client().get("/wall/").status_code == 302
    assert Client().get("/wall/anything/").status_code == 404
    Shop.objects.update(wall_key="k3y-of-the-hall")
    assert Client().get("/wall/k3y-of-the-hall/").status_code == 200


def test_what_does_not_fit_is_counted(li: Staff) -> None:
    arrived(li, AT)
    car = Vehicle.objects.get()
    for n in range(11):
        twin = Vehicle.objects.get(pk=car.pk)
        twin.pk, twin.plate, twin.vin = None, f"沪C{n:05}", ""
        twin.save()
        open_visit(vehicle=twin, sender=None, by=li, at=AT)
    lane = wall_lanes(li.shop, LATER)[0]
    assert (lane["count"], len(lane["cars"]), lane["more"]) == (12, 8, 4)
