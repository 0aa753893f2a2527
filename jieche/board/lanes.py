"""The cars in the house, by where they stand."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from jieche.board.notice import call_of
from jieche.board.promise import clock_of
from jieche.board.steps import cars_here
from jieche.board.waiting import waiting_of
from jieche.estimate.watch import Standing, standings_of
from jieche.reception.queries import is_express
from jieche.rulebook.words import Stage
from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.moments import day, hour
from jieche.visits.models import Visit

_AT_THE_DESK = (Stage.NEGOTIATION, Stage.LEAVING, Stage.SIGNED)
LANES: list[tuple[str, bool, tuple[Stage, ...]]] = [
    ("desk", False, (Stage.ARRIVED, Stage.GREETED, Stage.RECEIVED, Stage.NEGOTIATION,
                     Stage.LEAVING, Stage.SIGNED, Stage.HANDED_IN)),
    ("workshop", True, (Stage.IN_WORKSHOP,)),
    ("ready", False, (Stage.FINISHED, Stage.READY, Stage.TOLD)),
    ("collection", False, (Stage.COLLECTING, Stage.SETTLED)),
]  # fmt: skip


def lane_names() -> dict[str, str]:
    """Return what the lanes are called in the language of the page."""
    return {
        "desk": _("Desk & hand-in"),
        "workshop": _("Workshop"),
        "ready": _("Finished & ready"),
        "collection": _("Collection"),
    }


def lanes(staff: Staff, at: datetime) -> list[dict[str, Any]]:
    """Return the lanes of ``ui/lanes.html``, in each the car that is promised first on top."""
    names, standings = lane_names(), standings_of(staff.shop, at)
    cards: dict[Stage, list[tuple[datetime, dict[str, Any]]]] = {}
    for visit, case in cars_here(staff):
        card = _card(visit, case, standings.get(visit.matter_id), at)
        key = visit.promised_at or visit.arrived_at
        cards.setdefault(visit.matter.stands_at, []).append((key, card))
    return [
        {
            "name": names[name],
            "wide": wide,
            "cars": [
                card
                for _key, card in sorted(
                    (pair for stage in stages for pair in cards.get(stage, [])),
                    key=lambda pair: pair[0],
                )
            ],
        }
        for name, wide, stages in LANES
    ]


def _card(visit: Visit, case: Any, standing: Standing | None, at: datetime) -> dict[str, Any]:
    clock = clock_of(visit, case, at)
    stage = visit.matter.stands_at
    waiting = waiting_of(visit, case, at)
    return {
        "car": visit.vehicle or "",
        "url": visit.get_absolute_url(),
        "state": stage.label(lang()),
        "tone": clock.tone if clock else "grey",
        "sub": visit.vehicle.title if visit.vehicle else visit.number,
        "at": hour(visit.promised_at) if visit.promised_at else "",
        "day": day(visit.promised_at, at) if visit.promised_at else "",
        "is_express": is_express(case) and stage in _AT_THE_DESK,
        "waits": waiting.lasts if waiting else "",
        "percent": clock.percent if clock and stage is Stage.IN_WORKSHOP else None,
        "risk": _risk(visit, standing, at),
        "call": call_of(visit, case, standing, at),
    }


def _risk(visit: Visit, standing: Standing | None, at: datetime) -> str:
    """Return the chance of a promise in danger in words; a late car says so already."""
    if standing is None or not standing.is_at_risk:
        return ""
    if visit.promised_at is None or visit.promised_at <= at:
        return ""
    return _("kept %(n)s of 100") % {"n": round(standing.chance * 100)}
