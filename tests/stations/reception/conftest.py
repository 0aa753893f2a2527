"""What the tests of the reception share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from jieche.visits.models import Visit

Do = Callable[..., HttpResponse]


@pytest.fixture
def do(sign_in: Callable[[str], Client]) -> Do:
    """Send the form of an act as a person does: ``do("li", visit, "serve-tea", …)``."""

    def send(who: str, visit: Visit, slug: str, **typed: Any) -> Any:
        response = sign_in(who).post(f"/visits/{visit.pk}/{slug}/", typed)
        visit.refresh_from_db()
        visit.matter.refresh_from_db()
        return response

    return send
