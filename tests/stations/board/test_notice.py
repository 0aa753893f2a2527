"""The notice knows whether it is good news or an apology (11.6-11.8)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from jieche.board.lanes import lanes
from jieche.board.notice import call_of, calls_due
from jieche.board.now import owed_now
from jieche.estimate.watch import Standing
from jieche.journal.queries import case_of
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands as workshop
from tests.stations.appointments.conftest import stop_the_clock
from tests.support.cast import clock
from tests.support.story_repair import a_car_in_the_workshop

SignIn = Callable[[str], Client]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def car(staff: dict[str, Staff]) -> Visit:
    return a_car_in_the_workshop(staff["li"], staff["sun"], clock("2026-11-23 09:00"))


def due_of(car: Visit) -> datetime:
    return calls_due(car.shop)[car.matter_id].at


def standing(chance: float, car: Visit) -> Standing:
    assert car.promised_at is not None
    return Standing(chance, car.promised_at + 40 * MINUTE)


@pytest.mark.parametrize(
    ("before", "chance", "is_apology"),
    [(0, 0.49, True), (30, 0.49, True), (31, 0.49, False), (0, 0.5, False), (-10, 0.0, True)],
)
def test_11_8_less_likely_kept_than_not_by_the_hour_of_the_notice_it_is_the_apology(
    car: Visit, before: int, chance: float, is_apology: bool
) -> None:
    at = due_of(car) - before * MINUTE
    call = call_of(car, case_of(car.matter), standing(chance, car), at)
    assert (call is not None) is is_apology
    if call is not None:
        assert (call.event, call.clause) == (Event.DELAY_TOLD, "11.8")
        assert call.tone == ("red" if before < 0 else "amber")
        assert call.url.endswith("#delay_told")


def test_nobody_who_has_not_looked_calls(car: Visit) -> None:
    assert call_of(car, case_of(car.matter), None, due_of(car)) is None


def test_now_the_lane_and_the_visit_say_which_call_it_is(
    car: Visit, staff: dict[str, Staff], sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert car.promised_at is not None
    tight = car.promised_at - 20 * MINUTE  # not begun: it can't be ready by then
    items = [one for one in owed_now(staff["li"], tight) if one.visit_pk == car.pk]
    apologies = [one for one in items if one.event is Event.DELAY_TOLD]
    assert [(one.what, one.clause) for one in apologies] == [("告知客户延误", "11.8")]
    assert apologies[0].detail.startswith("致歉，另约时间 · ")
    assert not [one for one in items if one.when == "恐误时"]  # the call says it already
    (card,) = [card for lane in lanes(staff["li"], tight) for card in lane["cars"]]
    assert card["call"].what == "致歉，另约时间"
    stop_the_clock(
        monkeypatch, f"{tight.astimezone(clock('2026-11-23 09:00').tzinfo):%Y-%m-%d %H:%M}"
    )
    page = sign_in("li").get(car.get_absolute_url()).content.decode()
    assert "致歉，另约时间" in page
    assert f'href="/visits/{car.pk}/?for=delay_told#delay_told"' in page


def test_once_it_is_told_a_new_call_is_due_at_the_new_hour(
    car: Visit, staff: dict[str, Staff]
) -> None:
    assert car.promised_at is not None
    tight = car.promised_at - 20 * MINUTE
    workshop.tell_delay(
        car, reason="螺栓锈死", person_told="陈静", promised_at=clock("2026-11-23 17:30"),
        by=staff["li"], at=tight,
    )  # fmt: skip
    car.refresh_from_db()
    assert due_of(car) == clock("2026-11-23 16:30")
    items = [one for one in owed_now(staff["li"], tight + MINUTE) if one.visit_pk == car.pk]
    assert Event.DELAY_TOLD not in {one.event for one in items}


def test_11_6_a_car_that_is_ready_brings_good_news_and_after_its_hour_an_apology(
    car: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(car.matter)
    monkeypatch.setattr(
        type(case), "has", lambda _case, *events, **_kw: Event.DOCUMENTS_READY in events
    )
    assert car.promised_at is not None
    good = call_of(car, case, None, car.promised_at - 90 * MINUTE)
    late = call_of(car, case, None, car.promised_at + MINUTE)
    assert good is not None
    assert late is not None
    assert (good.event, good.tone, good.what) == (
        Event.TOLD_TO_COLLECT,
        "green",
        "如期备妥，通知接车",
    )
    assert (late.event, late.tone, late.what) == (
        Event.TOLD_TO_COLLECT,
        "amber",
        "已迟，通知接车并致歉",
    )
    assert "表示歉意" in late.words
