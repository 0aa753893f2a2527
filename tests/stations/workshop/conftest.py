"""The clock of the server in the tests of the workshop's pages."""

from collections.abc import Callable

import pytest

from tests.support.cast import utc


@pytest.fixture
def server_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set what the server takes for the present moment, such as "2026-11-23 10:30"."""

    def set_to(text: str) -> None:
        now = utc(text)
        clock = type("Clock", (), {"now": staticmethod(lambda tz: now)})
        monkeypatch.setattr("jieche.ui.middleware.datetime", clock)

    return set_to
