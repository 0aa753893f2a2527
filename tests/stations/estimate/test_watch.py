"""Open cars are looked at behind the pages; a page that finds no good look looks for itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event as Ended
from typing import Any

import pytest
from django.db import OperationalError

from jieche.config import watching
from jieche.estimate import watch
from jieche.estimate.models import PromiseMemory, Watch
from jieche.estimate.watch import look_round, standings_of, take
from jieche.journal.models import ChainHead
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands as workshop
from tests.support.cast import clock
from tests.support.story_repair import a_car_in_the_workshop

NOW = clock("2026-11-23 10:00")
NIGHT = clock("2026-11-23 23:00")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def car(staff: dict[str, Staff]) -> Visit:
    return a_car_in_the_workshop(staff["li"], staff["sun"], clock("2026-11-23 09:00"))


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Return the moments at which somebody reckoned."""
    found: list[datetime] = []
    reckon: Callable[[Shop, datetime], Any] = watch._look

    def look(shop: Shop, at: datetime) -> Any:
        found.append(at)
        return reckon(shop, at)

    monkeypatch.setattr(watch, "_look", look)
    return found


def test_what_happened_is_looked_at_once(
    car: Visit, staff: dict[str, Staff], looks: list[datetime]
) -> None:
    assert look_round("one", NOW) == [car.shop]
    row = Watch.objects.get(shop=car.shop)
    assert row.looked_through == ChainHead.objects.get(shop=car.shop).number
    assert list(row.standings) == [str(car.matter_id)]
    assert (row.held_by, row.held_until) == ("", None)
    assert look_round("two", NOW + 30 * SECOND) == []
    workshop.start_work(car, by=staff["wang"], at=NOW + MINUTE)
    assert look_round("two", NOW + MINUTE) == [car.shop]
    assert looks == [NOW, NOW + MINUTE]


def test_it_takes_breath_while_things_happen(
    car: Visit, staff: dict[str, Staff], looks: list[datetime]
) -> None:
    look_round("one", NOW)
    workshop.start_work(car, by=staff["wang"], at=NOW)
    assert look_round("one", NOW + 2 * SECOND) == []
    assert look_round("one", NOW + 3 * SECOND) == [car.shop]
    assert len(looks) == 2


def test_time_passes_by_day_and_not_by_night(car: Visit, looks: list[datetime]) -> None:
    look_round("one", NOW)
    assert look_round("one", NOW + MINUTE) == []
    assert look_round("one", NOW + 2 * MINUTE) == [car.shop]
    assert look_round("one", NIGHT) == []
    assert len(looks) == 2


def test_a_shop_without_a_promise_is_left_alone(li: Staff, looks: list[datetime]) -> None:
    assert look_round("one", NOW) == []
    assert standings_of(li.shop, NOW) == {}
    assert (looks, Watch.objects.count()) == ([], 0)


def test_of_two_processes_one_looks_and_a_killed_one_is_replaced(car: Visit) -> None:
    assert take(car.shop, "one", NOW)
    assert not take(car.shop, "two", NOW + 29 * SECOND)
    assert look_round("two", NOW + 29 * SECOND) == []
    assert look_round("two", NOW + 30 * SECOND) == [car.shop]
    assert Watch.objects.get(shop=car.shop).looked_at == NOW + 30 * SECOND


def test_one_who_was_overtaken_writes_nothing(car: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(shop: Shop, at: datetime) -> dict[str, tuple[float, str]]:
        assert take(shop, "two", at + MINUTE)
        return {"0": (0.1, at.isoformat())}

    monkeypatch.setattr(watch, "_look", slow)
    look_round("one", NOW)
    row = Watch.objects.get(shop=car.shop)
    assert (row.standings, row.looked_at, row.held_by) == ({}, None, "two")


def test_a_page_reads_what_was_seen(car: Visit, looks: list[datetime]) -> None:
    look_round("one", NOW)
    page = standings_of(car.shop, NOW + 9 * MINUTE)
    assert page[car.matter_id].chance > 0
    assert looks == [NOW]


def test_a_page_looks_for_itself_where_nobody_does(
    car: Visit, staff: dict[str, Staff], looks: list[datetime]
) -> None:
    first = standings_of(car.shop, NOW)
    workshop.start_work(car, by=staff["wang"], at=NOW)
    assert standings_of(car.shop, NOW + 2 * MINUTE) == first
    standings_of(car.shop, NOW + 3 * MINUTE)
    standings_of(car.shop, NOW + 12 * MINUTE)
    standings_of(car.shop, NOW + 13 * MINUTE)
    assert looks == [NOW, NOW + 3 * MINUTE, NOW + 13 * MINUTE]


def test_both_see_the_same(car: Visit) -> None:
    by_page = standings_of(car.shop, NOW)
    Watch.objects.all().delete()
    look_round("one", NOW)
    assert standings_of(car.shop, NOW) == by_page


def test_a_clock_set_back_is_no_reason_to_trust_an_old_look(
    car: Visit, looks: list[datetime]
) -> None:
    look_round("one", NOW)
    standings_of(car.shop, NOW - MINUTE)
    assert looks == [NOW, NOW - MINUTE]


def test_trouble_stays_in_the_thread(
    car: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    closed = []

    def fails(_by: str, _at: datetime) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(watch, "look_round", fails)
    monkeypatch.setattr(watching, "close_old_connections", lambda: None)
    monkeypatch.setattr("django.db.connections.close_all", lambda: closed.append(True))
    assert not watching.once("one", NOW)
    assert closed == [True]
    assert "could not be looked at" in caplog.text


def test_after_trouble_the_thread_pauses_longer_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited: list[float] = []

    class Ends(Ended):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout or 0.0)
            return len(waited) > 3

    went_well = iter([True, False, True])
    monkeypatch.setattr(watching, "once", lambda _by, _at: next(went_well))
    watching.watch(Ends())
    assert waited == [2.0, 2.0, 30.0, 2.0]


def test_the_memory_of_promises_is_not_touched(car: Visit) -> None:
    before = PromiseMemory.objects.values().get(shop=car.shop)
    look_round("one", NOW)
    assert PromiseMemory.objects.values().get(shop=car.shop) == before
