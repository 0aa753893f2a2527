"""The acts of the workshop, in the order in which they are done."""

from typing import Any

from jieche.checkin import queries as checkin
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.ui.acts import Act
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT
from jieche.workshop import commands, forms, queries, repair_acts, supplement_acts


def _is_not_referred(_visit: Visit, case: Case) -> bool:
    return not case.has(Event.TEAMS_REFERRED, since=Event.TEAM_SET)


def _has_no_team(_visit: Visit, case: Case) -> bool:
    return not case.has(Event.TEAM_SET, Event.TEAMS_REFERRED)


def _is_for_the_dispatcher(_visit: Visit, case: Case) -> bool:
    """Say whether the dispatcher has to say who does it, or may change it while it is repaired."""
    return case.has(Event.TEAMS_REFERRED) or case.stage is Stage.IN_WORKSHOP


def _is_to_be_washed(_visit: Visit, case: Case) -> bool:
    return case.has(Event.WASH_ASKED, since=Event.WASH_DECLINED)


def _can_be_left_unwashed(_visit: Visit, case: Case) -> bool:
    return not case.has(Event.WASHED, Event.WASH_DECLINED)


def _on_the_order(visit: Visit) -> dict[str, Any]:
    """Return what the order carries into the workshop, to be looked over."""
    return {
        "walk": checkin.walkaround_of(visit),
        "box": checkin.box_of(visit),
        "key": checkin.key_of(visit),
        "readings": checkin.readings_of(visit),
        "work": queries.work_of(visit),
    }


INTO_WORKSHOP = [
    Act(
        "tidy-order",
        Event.ORDER_TIDIED,
        VISIT,
        commands.tidy_order,
        forms.TidyOrder,
        template="workshop/tidy_order.html",
        extra=_on_the_order,
        again=True,
    ),
    Act(
        "set-team",
        Event.TEAM_SET,
        VISIT,
        commands.set_team,
        forms.SetTeam,
        template="workshop/set_team.html",
        wanted=_is_not_referred,
        again=True,
    ),
    Act(
        "refer-teams",
        Event.TEAMS_REFERRED,
        VISIT,
        commands.refer_teams,
        wanted=_has_no_team,
        optional=True,
    ),
    Act(
        "assign-teams",
        Event.TEAMS_ASSIGNED,
        VISIT,
        commands.assign_teams,
        forms.AssignTeams,
        wanted=_is_for_the_dispatcher,
        since=(Event.TEAMS_REFERRED,),
        instead=(Event.TEAM_SET,),
        again=True,
    ),
    Act("ask-wash", Event.WASH_ASKED, VISIT, commands.ask_wash, instead=(Event.WASH_DECLINED,)),
    Act(
        "decline-wash",
        Event.WASH_DECLINED,
        VISIT,
        commands.decline_wash,
        forms.DeclineWash,
        template="workshop/decline_wash.html",
        wanted=_can_be_left_unwashed,
        optional=True,
    ),
    Act(
        "finish-wash",
        Event.WASHED,
        VISIT,
        commands.finish_wash,
        wanted=_is_to_be_washed,
        since=(Event.WASH_ASKED,),
    ),
    Act(
        "hand-back",
        Event.WASH_BACK,
        VISIT,
        commands.hand_back,
        wanted=_is_to_be_washed,
        since=(Event.WASH_ASKED,),
    ),
    Act(
        "take-into-workshop",
        Event.TAKEN_INTO_WORKSHOP,
        VISIT,
        commands.take_into_workshop,
        forms.TakeIntoWorkshop,
        template="workshop/take_into_workshop.html",
    ),
]
ACTS = [*INTO_WORKSHOP, *repair_acts.ACTS, *supplement_acts.ACTS]
