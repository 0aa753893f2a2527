"""Who repairs the car: one team set at the desk, several assigned by the dispatcher. Clause 8.3."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jieche.estimate.models import EstimateLine
from jieche.journal import door
from jieche.journal.door import Ticks
from jieche.rulebook.words import Event
from jieche.shop.models import Team
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import queries
from jieche.workshop.models import Supplement, TeamAssignment


@transaction.atomic
def set_team(
    visit: Visit,
    *,
    team: Team,
    technician: Staff | None = None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> TeamAssignment:
    """Fill in the one team that does the whole order."""
    door.hold(visit.matter)
    given = TeamAssignment.objects.create(
        visit=visit, team=team, technician=technician, by=by, at=at
    )
    facts = {"team": team.name, "technician": technician.name if technician else ""}
    door.record(visit.matter, Event.TEAM_SET, by=by, at=at, facts=facts, ticked=ticked)
    return given


def give_sheet(supplement: Supplement, team: Team | None, *, by: Staff, at: datetime) -> None:
    """
    Give the work of a supplement to the one team that works on the car; to none where None.

    Raises Refused for another one, and where several do: those the dispatcher assigns.
    """
    visit = supplement.visit
    if team is None:
        return
    if queries.teams_of(visit) != [team]:
        door.refuse(
            f"这台车不是只由{team.name}在修，交车间主管派工",
            f"{team.name} is not the one team on this car: leave it to the dispatcher",
            clause="8.3",
            at="team",
        )
    TeamAssignment.objects.bulk_create(
        TeamAssignment(visit=visit, line=line, team=team, by=by, at=at)
        for line in queries.work_of(visit)
        if line.sheet == supplement.sheet
    )


def has_its_team(supplement: Supplement) -> None:
    """Refuse while a line of a supplement was given to no team."""
    if left := queries.without_team(supplement):
        names = "、".join(left)
        door.refuse(
            f"还没有作业组：{names}",
            f"No team yet: {names}",
            clause="8.3",
            mend=Event.TEAMS_ASSIGNED,
        )


@transaction.atomic
def refer_teams(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Leave it to the dispatcher: the work is for more than one team."""
    door.record(visit.matter, Event.TEAMS_REFERRED, by=by, at=at, ticked=ticked)


@transaction.atomic
def assign_teams(
    visit: Visit,
    *,
    team: Team | None = None,
    technician: Staff | None = None,
    lines: Mapping[EstimateLine, Team] | None = None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> list[TeamAssignment]:
    """
    Give the work to teams: ``team`` for the whole order, ``lines`` for lines of their own.

    Raises Refused while a line of work has no team.
    """
    door.hold(visit.matter)
    lines = lines or {}
    given = []
    if team is not None:
        given.append(
            TeamAssignment.objects.create(
                visit=visit, team=team, technician=technician, by=by, at=at
            )
        )
    given += [
        TeamAssignment.objects.create(visit=visit, line=line, team=each, by=by, at=at)
        for line, each in lines.items()
    ]
    left = [line.name for line in queries.work_of(visit) if queries.team_of(visit, line) is None]
    if left or not queries.assignments_of(visit):
        names = "、".join(left) or "整单"
        door.refuse(
            f"还没有作业组：{names}",
            f"No team yet: {names if left else 'the whole order'}",
            clause="8.3",
            at="team",
        )
    facts = {
        "team": team.name if team else "",
        "lines": {line.name: each.name for line, each in lines.items()},
    }
    door.record(visit.matter, Event.TEAMS_ASSIGNED, by=by, at=at, facts=facts, ticked=ticked)
    return given
