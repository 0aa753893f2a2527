"""The acts of all stations, in the order in which a car passes them."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from jieche.rulebook.words import Step
from jieche.ui.acts import Act
from jieche.ui.request import DeskRequest
from jieche.visits.models import Visit

STATIONS = ("reception", "appointments", "estimate", "checkin", "workshop", "delivery", "care")


@cache
def acts_of(prefix: str) -> tuple[Act, ...]:
    """Return the acts on one kind of subject ("visits", "supplements", "bookings", …)."""
    return tuple(
        act
        for station in STATIONS
        if find_spec(f"jieche.{station}.acts")
        for act in import_module(f"jieche.{station}.acts").ACTS
        if act.subject.prefix == prefix
    )


def panels_of(step: Step, visit: Visit, request: DeskRequest) -> list[dict[str, Any]]:
    """Return what the stations show of a step beside its acts: supplements, keys, papers."""
    return [
        {"template": template, "context": context(visit, request)}
        for panels in _panels()
        for template, context in panels.get(step, [])
    ]


@cache
def _panels() -> tuple[dict[Step, list[tuple[str, Any]]], ...]:
    return tuple(
        import_module(f"jieche.{station}.panels").PANELS
        for station in STATIONS
        if find_spec(f"jieche.{station}.panels")
    )
