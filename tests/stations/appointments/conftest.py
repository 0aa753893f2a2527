"""What the tests of bookings share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from jieche.appointments.models import Booking
from tests.support.cast import utc

Do = Callable[..., HttpResponse]


@pytest.fixture
def do(sign_in: Callable[[str], Client]) -> Do:
    """Send the form of an act on a booking: ``do("zhao", booking, "take-deposit", …)``."""

    def send(who: str, booking: Booking, slug: str, **typed: Any) -> Any:
        response = sign_in(who).post(f"/bookings/{booking.pk}/{slug}/", typed)
        booking.refresh_from_db()
        booking.matter.refresh_from_db()
        return response

    return send


@pytest.fixture
def monday_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request of the test be made on Monday at ten."""
    stop_the_clock(monkeypatch, "2026-11-23 10:00")


def stop_the_clock(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let every request be made at the moment that a shop's clock shows."""

    class Stopped:
        @staticmethod
        def now(tz: object) -> object:
            """Return that moment."""
            assert tz is not None
            return utc(text)

    monkeypatch.setattr("jieche.ui.middleware.datetime", Stopped)
