"""A customer who sits in the hall: since when he waits, for what, and who moves on his car next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jieche.board.steps import next_event, who_does
from jieche.rulebook import judge
from jieche.rulebook.case import Case, Happened
from jieche.rulebook.words import Event, Stage
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.ui.acts import event_url, lang
from jieche.ui.moments import moment, span
from jieche.visits.models import Visit

_AT_THE_DESK = {Stage.RECEIVED, Stage.NEGOTIATION, Stage.SIGNED}
_IN_REPAIR = {Stage.HANDED_IN, Stage.IN_WORKSHOP, Stage.FINISHED, Stage.READY, Stage.TOLD}
_COLLECTS = {Stage.COLLECTING, Stage.SETTLED}
_DIAGNOSIS = (Event.DIAGNOSIS_AGREED, Event.DIAGNOSIS_STARTED)


@dataclass(frozen=True)
class Waiting:
    """What the head of the visit (``board/_waiting.html``) and the lanes show."""

    for_what: str  # "the repair"
    since: str  # "9:40"
    lasts: str  # "35 min"


@dataclass(frozen=True)
class Next:
    """The step that ends the waiting, and whose it is."""

    what: str
    who: str
    url: str


def waiting_of(visit: Visit, case: Case, at: datetime) -> Waiting | None:
    """Return for what and since when the customer waits in the hall, None where he does not."""
    found = _began(case)
    if found is None:
        return None
    for_what, began = found
    desk = hours_of(visit.shop).desk
    if desk.day_of(began.at) != desk.day_of(at):
        return None  # nobody sits in the hall overnight, whatever was not written down
    return Waiting(for_what, moment(began.at, at), span(at - began.at))


def next_of(visit: Visit, case: Case) -> Next | None:
    """Return the car's next step and who owes it, None where nothing is to do."""
    event = next_event(visit, case)
    if event is None:
        return None
    return Next(event.do(lang()), who_does(event, visit), event_url(event, visit))


def tea_of(visit: Visit, case: Case, staff: Staff) -> str:
    """Return where tea for who has sat down is noted, "" where it was served or is another's."""
    owed = case.has(Event.CUSTOMER_SEATED, since=Event.TEA_SERVED)
    may = staff.is_one_of(*judge.allowed_roles(Event.TEA_SERVED))
    return event_url(Event.TEA_SERVED, visit) if owed and may else ""


def _began(case: Case) -> tuple[str, Happened] | None:
    """
    Return what is waited for with the entry from which the clock runs.

    At the desk it runs from the seat in the hall, in the repair from when he said that he waits
    (or sat down again, having gone), at collection from his coming. Who went home has no clock.
    """
    if case.stage in _AT_THE_DESK:
        seated = case.last(Event.CUSTOMER_SEATED)
        return (_at_the_desk(case), seated) if seated else None
    if case.stage in _IN_REPAIR:
        came_back = case.has(Event.CUSTOMER_SEATED, since=Event.CUSTOMER_SEEN_OFF)
        gone = case.has(Event.CUSTOMER_SEEN_OFF)
        began = case.last(Event.CUSTOMER_SEATED if gone else Event.CUSTOMER_WAITS)
        return (_("the repair"), began) if began and (came_back or not gone) else None
    if case.stage in _COLLECTS:
        came = case.last(Event.CUSTOMER_RETURNED)
        return (_("the car"), came) if came else None
    return None


def _at_the_desk(case: Case) -> str:
    if case.stage is Stage.SIGNED:
        return _("the hand-in")
    if case.has(*_DIAGNOSIS, since=Event.DIAGNOSIS_TOLD):
        return _("the diagnosis")
    return _("the estimate")
