"""The benchmark drives the product by its forms: when a form changes, this tells before a bench."""

from datetime import datetime

import pytest

from bench.car import Car, Drive
from bench.house import open_house
from bench.inside import Inside, clock_set_to
from bench.way import AFTERWARDS, FILING, WAY
from jieche.rulebook.words import Event, Stage
from jieche.visits.models import Visit
from tests.support.cast import clock

START: datetime = clock("2026-11-23 09:00")


@pytest.mark.django_db
def test_a_car_of_the_benchmark_goes_from_gate_to_gate_and_is_called() -> None:
    _shop, people = open_house()
    with clock_set_to(START) as hands:
        drive = Drive({who: Inside(staff) for who, staff in people.items()}, hands.set)
        page = drive.take(
            Car("沪M10001", "陈静", "13800002207", is_new=True), moves=WAY + FILING + AFTERWARDS
        )
    visit = Visit.objects.get(pk=int(page.strip("/").split("/")[-1]))
    done = set(visit.matter.entries.values_list("event", flat=True))
    assert {Event.RELEASED.value, Event.FOLLOWED_UP.value} <= done
    assert visit.matter.stage == Stage.FOLLOWED_UP.value
    assert {watch.name for watch in drive.seen if watch.kind == "act"} >= {
        move.slug
        for move in WAY + FILING + AFTERWARDS
        if move.wanted(Car("沪M10001", "", "", is_new=True))
    }
