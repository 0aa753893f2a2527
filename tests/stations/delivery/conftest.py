"""What the tests of delivery and till share: the hour at the server, and a hand that sends acts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from jieche.delivery.models import SettlementList
from jieche.journal import queries as journal
from jieche.journal.models import Entry
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.hands import WallClock
from tests.support.story_delivery import a_finished_car

Do = Callable[..., HttpResponse]

MORNING = clock("2026-11-23 09:00")
NOW = clock("2026-11-23 11:10")  # the car of MORNING is finished; ten minutes later it is viewed
LATER = clock("2026-11-23 11:30")
SIGNED = {"signature_signer": "陈静", "signature_typed": "陈静"}


@pytest.fixture(autouse=True)
def half_past_eleven(wall_clock: WallClock) -> WallClock:
    """Let requests come at the hour of LATER."""
    wall_clock.set("2026-11-23 11:30")
    return wall_clock


@pytest.fixture
def car(staff: dict[str, Staff]) -> Visit:
    """A car that has just passed its final inspection; its bill is 60800 fen."""
    return a_finished_car(staff, MORNING)


@pytest.fixture
def do(sign_in: Callable[[str], Client]) -> Do:
    """Send the form of an act as a person does: ``do("zhao", visit, "take-payment", …)``."""

    def send(who: str, visit: Visit, slug: str, **typed: Any) -> Any:
        response = sign_in(who).post(f"/visits/{visit.pk}/{slug}/", typed)
        visit.refresh_from_db()
        visit.matter.refresh_from_db()
        return response

    return send


def page(response: HttpResponse) -> str:
    """Return the page as text."""
    return response.content.decode()


def happened(visit: Visit) -> list[Event]:
    """Return what has happened to the visit, in order."""
    return [entry.what for entry in journal.entries_of(visit.matter)]


def the_entry(visit: Visit, event: Event) -> Entry:
    """Return the last entry of an event."""
    entry = journal.last_entry(visit.matter, event)
    assert entry is not None
    return entry


def account_of(visit: Visit) -> SettlementList:
    """Return the account as it is kept now."""
    return SettlementList.objects.get(visit=visit)
