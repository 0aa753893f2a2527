"""The acts of the hand-in, in the order in which they are done at the car."""

from typing import Any

from jieche.checkin import commands, forms, queries, sheets
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event
from jieche.ui.acts import Act
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT


def _differs(_visit: Visit, case: Case) -> bool:
    return case.has(Event.DISCREPANCY_FOUND)


def _has_to_box(_visit: Visit, case: Case) -> bool:
    return not case.has(Event.NOTHING_TO_BOX, since=Event.BELONGINGS_LISTED)


def _has_not_gone(_visit: Visit, case: Case) -> bool:
    return not case.has(Event.CUSTOMER_SEEN_OFF)


def _does_not_wait(_visit: Visit, case: Case) -> bool:
    return not case.has(Event.CUSTOMER_WAITS)


def _what_differs(visit: Visit) -> dict[str, Any]:
    return {"discrepancies": list(visit.discrepancies.all())}


def _list_to_sign(visit: Visit) -> dict[str, Any]:
    return {
        "number": sheets.list_number(visit),
        "documents": queries.documents_of(visit),
        "listed": queries.belongings_of(visit),
        "box": queries.box_of(visit),
        "key": queries.key_of(visit),
        "readings": queries.readings_of(visit),
    }


ACTS = [
    Act(
        "start-hand-in",
        Event.HAND_IN_STARTED,
        VISIT,
        commands.start_hand_in,
        since=(Event.ORDER_SIGNED,),
    ),
    Act(
        "check-papers",
        Event.PAPERS_CHECKED,
        VISIT,
        commands.check_papers,
        forms.CheckPapers,
        template="checkin/check_papers.html",
        again=True,
    ),
    Act(
        "sign-discrepancy",
        Event.DISCREPANCY_SIGNED,
        VISIT,
        commands.sign_discrepancy,
        forms.SignDiscrepancy,
        template="checkin/sign_discrepancy.html",
        extra=_what_differs,
        wanted=_differs,
        since=(Event.DISCREPANCY_FOUND,),
    ),
    Act(
        "walk-around",
        Event.WALKED_AROUND,
        VISIT,
        commands.walk_around,
        forms.WalkAround,
        template="checkin/walk_around.html",
        again=True,
    ),
    Act(
        "list-belongings",
        Event.BELONGINGS_LISTED,
        VISIT,
        commands.list_belongings,
        forms.ListBelongings,
        template="checkin/list_belongings.html",
        again=True,
    ),
    Act(
        "box-belongings",
        Event.BELONGINGS_BOXED,
        VISIT,
        commands.box_belongings,
        forms.BoxBelongings,
        wanted=_has_to_box,
        since=(Event.BELONGINGS_LISTED,),
        again=True,
    ),
    Act("hang-key", Event.KEY_HUNG, VISIT, commands.hang_key, forms.HangKey, again=True),
    Act(
        "take-readings",
        Event.READINGS_TAKEN,
        VISIT,
        commands.take_readings,
        forms.TakeReadings,
        template="checkin/take_readings.html",
        again=True,
    ),
    # The list is signed when box and tag stand on it: one signature for the whole hand-in.
    Act(
        "sign-belongings",
        Event.BELONGINGS_SIGNED,
        VISIT,
        commands.sign_belongings,
        forms.SignBelongings,
        template="checkin/sign_belongings.html",
        extra=_list_to_sign,
        since=(Event.BELONGINGS_LISTED, Event.PAPERS_CHECKED),
    ),
    Act(
        "complete-hand-in",
        Event.HAND_IN_COMPLETED,
        VISIT,
        commands.complete_hand_in,
        since=(
            Event.ORDER_SIGNED,
            Event.PAPERS_CHECKED,
            Event.DISCREPANCY_FOUND,
            Event.BELONGINGS_LISTED,
        ),
    ),
    Act(
        "see-customer-off",
        Event.CUSTOMER_SEEN_OFF,
        VISIT,
        commands.see_customer_off,
        wanted=_does_not_wait,
    ),
    Act(
        "customer-waits",
        Event.CUSTOMER_WAITS,
        VISIT,
        commands.customer_waits,
        wanted=_has_not_gone,
        optional=True,
    ),
]
