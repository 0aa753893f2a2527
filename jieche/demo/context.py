"""How far the demo's month is loaded: shown on every page until it is whole."""

from typing import Any

from django.http import HttpRequest

from jieche.demo.models import DemoRun

_is_whole = False  # once it is, no page asks again


def loading(request: HttpRequest) -> dict[str, Any]:
    """Return how many of the demo's cars are told, nothing where it is whole or no demo."""
    global _is_whole  # one fact for the life of a process
    if _is_whole or getattr(request, "staff", None) is None:
        return {}
    run = DemoRun.objects.first()
    if run is None or run.finished_at is not None:
        _is_whole = True
        return {}
    if not run.cars:  # only today is told, or the month is not planned yet
        return {}
    return {"loading": {"done": run.cars_done, "of": run.cars}}
