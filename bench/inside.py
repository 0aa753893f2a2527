"""People's browsers inside this process: for the past that is made up, and to count queries."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from unittest.mock import patch

from django.test import Client

from bench.browser import Answer
from jieche.staff.models import Staff


class Inside:
    """A browser that hands its requests to Django without a network."""

    def __init__(self, staff: Staff) -> None:
        self.client = Client()
        self.client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        found = self.client.get(path, headers=given)
        return Answer(found.status_code, found.content.decode(), found.headers.get("Location", ""))

    def post(self, path: str, typed: Mapping[str, Sequence[str]]) -> Answer:
        """Send a form."""
        found = self.client.post(path, dict(typed))
        return Answer(found.status_code, found.content.decode(), found.headers.get("Location", ""))


class SetClock:
    """A clock that shows what it was set to."""

    def __init__(self, start: datetime) -> None:
        self.start = start
        self.minutes = 0

    def set(self, minutes: int) -> None:
        """Show so many minutes after the start."""
        self.minutes = minutes

    def now(self, tz: tzinfo | None = None) -> datetime:
        """Return what the clock shows."""
        return (self.start + timedelta(minutes=self.minutes)).astimezone(tz)


@contextmanager
def clock_set_to(start: datetime) -> Iterator[SetClock]:
    """Let every request begin at the hour that is set, not at the machine's."""
    clock = SetClock(start)
    with patch("jieche.ui.middleware.datetime", clock):
        yield clock
