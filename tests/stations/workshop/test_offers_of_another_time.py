"""A delay and an agreed supplement offer times with their odds, as the first promise does."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from jieche.estimate.models import Promise
from jieche.estimate.offering import Offering
from jieche.estimate.watch import standings_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop.models import Supplement
from tests.stations.appointments.conftest import stop_the_clock
from tests.support.cast import clock
from tests.support.story_repair import a_car_in_the_workshop, asked, here, reported

SignIn = Callable[[str], Client]
NOW = clock("2026-11-23 10:30")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def car(staff: dict[str, Staff], monkeypatch: pytest.MonkeyPatch) -> Visit:
    visit = a_car_in_the_workshop(staff["li"], staff["sun"], clock("2026-11-23 09:00"))
    stop_the_clock(monkeypatch, "2026-11-23 10:40")
    return visit


@pytest.fixture
def found(car: Visit, staff: dict[str, Staff]) -> Supplement:
    return reported(car, staff["wang"], NOW)


def offers_in(page: str) -> list[datetime]:
    values = page.split('name="offer" value="')[1:]
    return [datetime.fromisoformat(each.split('"')[0]) for each in values]


def slip_in(page: str) -> str:
    return page.split('name="shown" value="')[1].split('"')[0]


def test_11_8_a_delay_offers_only_later_times_and_takes_the_one_that_is_picked(
    car: Visit, sign_in: SignIn
) -> None:
    client, url = sign_in("li"), f"/visits/{car.pk}/tell-delay/"
    page = client.get(url, follow=True).content.decode()
    assert "照眼下看，把握约" in page
    promised = car.promised_at
    assert promised is not None
    assert all(each > promised for each in offers_in(page))
    blank = client.post(url, {"reason": "螺栓锈死", "person_told": "陈静"})
    assert blank.status_code == 422
    assert "选一个时间" in blank.content.decode()
    given = {"reason": "螺栓锈死", "person_told": "陈静", "shown": slip_in(page)}
    late = (promised + timedelta(hours=3)).isoformat()
    assert client.post(url, {**given, "offer": late, "token": "d"}).status_code == 302
    car.refresh_from_db()
    assert car.promised_at == promised + timedelta(hours=3)


def test_11_8_a_typed_time_shows_its_chance(car: Visit, sign_in: SignIn) -> None:
    answer = sign_in("li").post(f"/visits/{car.pk}/delay-offers/", {"promised_at": "17:30"})
    assert "所写时间约有" in answer.content.decode()
    assert sign_in("li").post("/visits/99/delay-offers/", {}).status_code == 404


def test_9_2_before_the_call_the_new_time_stands_beside_the_old(
    found: Supplement, sign_in: SignIn
) -> None:
    page = sign_in("li").get(f"/visits/{found.visit_id}/?act=ask-customer-{found.pk}")
    words = page.content.decode()
    assert "加做后" in words
    assert "仍按" in words
    stands = found.visit.promised_at
    assert stands is not None
    offering = Offering(found.visit, NOW + 10 * MINUTE, {}, counting=found.sheet)
    assert offering.seen.safe_at > stands
    without = Offering(found.visit, NOW + 10 * MINUTE, {})
    assert offering.old is not None
    assert offering.old.percent / 100 < without.seen.chance(stands)


def test_the_chance_of_the_promise_that_stands_is_the_one_that_boards_show(car: Visit) -> None:
    seen = standings_of(car.shop, NOW)[car.matter_id]
    old = Offering(car, NOW, {}).old
    assert old is not None
    assert old.percent == round(seen.chance * 100)


def test_9_2_what_is_offered_with_the_work_is_what_is_promised(
    found: Supplement, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    """The slip holds although the yes itself changes what the car waits for."""
    asked(found, staff["li"], NOW + MINUTE)
    client, url = sign_in("li"), f"/supplements/{found.pk}/agree-offers/"
    parts = {f"part_{line}": "在库" for line in here(found)}
    page = client.post(url, parts).content.decode()
    safe = offers_in(page)[-1]
    given = {"answered_by": "陈静", "said": "换吧", "stays": "moves", "offer": safe.isoformat()}
    answer = client.post(
        f"/supplements/{found.pk}/agree-supplement/",
        {**given, **parts, "shown": slip_in(page), "token": "a"},
    )
    assert answer.status_code == 302
    promise = Promise.objects.filter(visit=found.visit).latest("version")
    assert promise.promised_at == safe
    assert promise.load["for"] == "more_work"
    assert {each["line"] for each in promise.load["parts"]} >= set(here(found))
    assert any(each["line"].startswith("s1 ") for each in promise.load["operations"])
    assert client.post("/supplements/99/agree-offers/", {}).status_code == 404


def test_9_2_that_the_time_stays_leaves_the_offers_alone(
    found: Supplement, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    asked(found, staff["li"], NOW + MINUTE)
    stands = found.visit.promised_at
    client = sign_in("li")
    page = client.post(f"/supplements/{found.pk}/agree-offers/", {}).content.decode()
    answer = client.post(
        f"/supplements/{found.pk}/agree-supplement/",
        {"answered_by": "陈静", "said": "换吧", "stays": "stays", "shown": slip_in(page),
         "offer": offers_in(page)[-1].isoformat(), "token": "a"},
    )  # fmt: skip
    assert answer.status_code == 302
    found.visit.refresh_from_db()
    assert found.visit.promised_at == stands
