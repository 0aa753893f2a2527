"""
The call before the promised hour: good news where the car is ready, else an apology (11.6-11.8).

It is one call. Where the promise is less likely kept than not by the hour of the notice, it is the
apology, with the reason and a new time: the forecast says so before anybody is on the phone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from jieche.estimate.watch import Standing
from jieche.journal.models import Duty
from jieche.journal.once import once_a_page
from jieche.rulebook import judge
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.ui.acts import event_url, lang
from jieche.ui.moments import moment
from jieche.visits.models import Visit

UNLIKELY = 0.5
_LEADS = ("11.6", "11.7")
_NEAR = timedelta(minutes=30)  # before the hour of the notice


@dataclass(frozen=True)
class Call:
    """What the call is, for the page of the visit, the lanes and the list of what is owed."""

    event: Event
    tone: str
    what: str  # "Good news"
    words: str
    url: str
    clause: str

    @property
    def button(self) -> str:
        """Return what the act is called."""
        return self.event.do(lang())


class Due(NamedTuple):
    """Until when the customer is to be told, and by which clause: a short job or a long one."""

    at: datetime
    clause: str


@once_a_page
def calls_due(shop: Shop) -> Mapping[int, Due]:
    """Return by matter until when the customer is to be told that he can collect."""
    found = Duty.objects.filter(
        shop=shop, event=Event.TOLD_TO_COLLECT.value, clause__in=_LEADS, met_at=None,
        is_moot=False, is_prompt=False,
    ).order_by("-due_at")  # of several the first counts  # fmt: skip
    rows = found.values_list("matter_id", "due_at", "clause")
    return {matter: Due(at, clause) for matter, at, clause in rows}


def call_of(visit: Visit, case: Case, standing: Standing | None, at: datetime) -> Call | None:
    """Return what the call is that is due now, None where none is, or it is not known yet."""
    promised, due = visit.promised_at, calls_due(visit.shop).get(visit.matter_id)
    if promised is None or due is None:
        return None
    hour = moment(promised, at)
    if case.has(Event.DOCUMENTS_READY):
        is_late = at > promised
        words = (
            _("Ready, but later than the promised %(hour)s: say you are sorry")
            if is_late
            else _("Ready before the promised %(hour)s")
        )
        return Call(
            Event.TOLD_TO_COLLECT,
            "amber" if is_late else "green",
            _("Ready late: notice with an apology") if is_late else _("Good news: ready in time"),
            words % {"hour": hour},
            event_url(Event.TOLD_TO_COLLECT, visit),
            "11.8" if is_late else due.clause,
        )
    if standing is None or standing.chance >= UNLIKELY or at < due.at - _NEAR:
        return None
    if judge.refusals(Event.DELAY_TOLD, judge.allowed_roles(Event.DELAY_TOLD), case):
        return None
    words = _("Promised %(hour)s, likely ready %(likely)s: say why, and agree on a new time")
    return Call(
        Event.DELAY_TOLD,
        "red" if at > due.at else "amber",
        _("Apology: agree on a new time"),
        words % {"hour": hour, "likely": moment(standing.likely_at, at)},
        event_url(Event.DELAY_TOLD, visit),
        "11.8",
    )
