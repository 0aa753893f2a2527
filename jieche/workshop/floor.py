"""The cars of the floor: to be washed, to be taken in, in work by team."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from jieche.checkin.queries import KeyAt, keys_of
from jieche.journal.queries import cases_of
from jieche.rulebook import judge
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Role, Stage
from jieche.shop.models import Team
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import standing_at, visible_to
from jieche.workshop import queries
from jieche.workshop.models import Wash

_SOON = timedelta(hours=1)


@dataclass(frozen=True)
class CarToWash:
    """A car at the wash: still dirty, or clean and to be handed back."""

    visit: Visit
    asked_at: datetime
    is_done: bool
    key: KeyAt | None


def cars_to_wash(staff: Staff) -> list[CarToWash]:
    """Return the cars for which a wash was asked and that are not handed back, oldest first."""
    washes = list(
        Wash.objects.filter(visit__in=visible_to(staff), back_at=None, declined_at=None).order_by(
            "asked_at"
        )
    )
    visits = {v.pk: v for v in visible_to(staff).filter(pk__in=[w.visit_id for w in washes])}
    keys = keys_of(visits.values())
    return [
        CarToWash(
            visits[wash.visit_id],
            wash.asked_at or visits[wash.visit_id].arrived_at,
            wash.done_at is not None,
            keys.get(wash.visit_id),
        )
        for wash in washes
    ]


@dataclass(frozen=True)
class Waiting:
    """A car that was handed in and is not yet in the workshop."""

    visit: Visit
    at: str
    day: str
    tone: str
    missing: Sequence[str]  # what must be done first; nothing: it can be taken in
    needs_teams: bool  # reception left the teams to the dispatcher
    key: KeyAt | None


def waiting(staff: Staff, at: datetime) -> list[Waiting]:
    """Return the cars that wait for the workshop, promised first on top."""
    visits = _at(staff, Stage.HANDED_IN)
    cases = cases_of([visit.matter for visit in visits])
    keys = keys_of(visits)
    lang = get_language() or "zh"
    rows = []
    for visit in visits:
        case = cases[visit.matter_id]
        missing = judge.refusals(Event.TAKEN_INTO_WORKSHOP, (Role.DISPATCHER,), case)
        rows.append(
            Waiting(
                visit,
                *_hour(visit.promised_at, at),
                _tone(visit, at),
                [each.mend.do(lang) if each.mend else each.text(lang) for each in missing],
                _needs_teams(case),
                keys.get(visit.pk),
            )
        )
    return rows


def teams_at_work(staff: Staff, at: datetime) -> list[dict[str, Any]]:
    """Return the cars in the workshop as lanes, one for each team, and one for those without."""
    visits = _at(staff, Stage.IN_WORKSHOP)
    cases = cases_of([visit.matter for visit in visits])
    teams = queries.teams_of_many(visits)
    lanes = [
        {
            "name": team.name,
            "wide": False,
            "cars": [_card(v, cases[v.matter_id], at) for v in visits if team in teams[v.pk]],
        }
        for team in Team.objects.filter(shop_id=staff.shop_id).order_by("pk")
    ]
    left = [_card(v, cases[v.matter_id], at) for v in visits if not teams[v.pk]]
    if left:
        lanes.insert(0, {"name": gettext("No team yet"), "wide": False, "cars": left})
    return lanes


def _at(staff: Staff, stage: Stage) -> list[Visit]:
    visits: Iterable[Visit] = visible_to(staff).filter(
        matter__in=standing_at(staff.shop_id, [stage])
    )
    return sorted(visits, key=lambda visit: (visit.promised_at or visit.arrived_at, visit.pk))


def _needs_teams(case: Case) -> bool:
    return case.has(Event.TEAMS_REFERRED) and not case.has(
        Event.TEAMS_ASSIGNED, since=Event.TEAMS_REFERRED
    )


# What a car does in the workshop, by the latest of these that happened to it.
_DOING = (
    Event.TAKEN_INTO_WORKSHOP,
    Event.TEAMS_ASSIGNED,
    Event.WORK_STARTED,
    Event.SUPPLEMENT_OPENED,
    Event.SUPPLEMENTS_SETTLED,
    Event.ANOMALY_FOUND,
    Event.MEASURE_TAKEN,
    Event.WORK_FINISHED,
    Event.INSPECTION_FAILED,
)


def _card(visit: Visit, case: Case, at: datetime) -> dict[str, Any]:
    clock, day = _hour(visit.promised_at, at)
    doing = case.last(*_DOING)
    return {
        "car": visit.vehicle or "",
        "url": visit.get_absolute_url(),
        "state": doing.event.label(get_language() or "zh") if doing else "",
        "tone": _tone(visit, at),
        "sub": visit.vehicle.title if visit.vehicle else visit.number,
        "at": clock,
        "day": day,
        "percent": None,
    }


def _tone(visit: Visit, at: datetime) -> str:
    """Return the colour of the promise: late, soon, or under way."""
    if visit.promised_at is None:
        return "grey"
    if visit.promised_at < at:
        return "red"
    return "amber" if visit.promised_at - at < _SOON else "blue"


def _hour(promised_at: datetime | None, now: datetime) -> tuple[str, str]:
    if promised_at is None:
        return "", ""
    local = localtime(promised_at)
    is_today = local.date() == localtime(now).date()
    return f"{local:%H:%M}", "" if is_today else f"{local:%m-%d}"
