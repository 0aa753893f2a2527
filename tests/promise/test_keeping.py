"""A picture that was kept as JSON is asked again and answers the same."""

import json
from dataclasses import replace
from datetime import timedelta, timezone

from jieche.promise import (
    Job,
    Memory,
    Outlook,
    Part,
    State,
    Technician,
    state_from_json,
    state_to_json,
)
from tests.promise.cast import HOURS, NEW, NOW, align, bookings, cars, floor, service


def kept_and_read(state: State) -> State:
    return state_from_json(json.loads(json.dumps(state_to_json(state))))


def test_a_kept_picture_answers_as_it_did() -> None:
    part = Part(ordered_at=NOW, expected_at=NOW + timedelta(days=1))
    shift = Technician("yu", week={0: HOURS.week[0]}, absences=[(NOW, None), (NOW, NOW)])
    special = Job(
        "special",
        [service(started_at=NOW - timedelta(minutes=20)), align(asked_at=NOW, parts=[part])],
        promised_at=NOW + timedelta(days=1),
        parts=[part],
    )
    shop = replace(floor(), technicians=[*floor().technicians, shift], desk=HOURS)
    state = State(NOW, shop, [*cars(4), special], bookings(3))
    again = kept_and_read(state)
    assert state_to_json(again) == state_to_json(state)
    assert Outlook(again, Memory()).quote(NEW) == Outlook(state, Memory()).quote(NEW)
    assert Outlook(again, Memory()).standings() == Outlook(state, Memory()).standings()


def test_a_time_zone_without_a_name_is_kept_as_its_offset() -> None:
    hours = replace(HOURS, zone=timezone(timedelta(hours=8)))
    again = kept_and_read(State(NOW, replace(floor(), hours=hours)))
    assert again.floor.hours.zone == hours.zone
