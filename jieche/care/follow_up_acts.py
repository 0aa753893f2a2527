"""The acts of the follow-up, in the order in which a call goes."""

from typing import Any

from jieche.care import follow_up_commands as commands
from jieche.care import follow_up_forms as forms
from jieche.care.follow_up_sheet import call_sheet, first_call_owed
from jieche.care.models import Lead
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.ui.acts import Act
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT


def is_out(_visit: Visit, case: Case) -> bool:
    """Say whether the car has left after its repair."""
    return case.stage in {Stage.RELEASED, Stage.FOLLOWED_UP}


def _is_left_in_peace(visit: Visit) -> bool:
    return visit.sender is not None and visit.sender.may_not_be_called


def _may_be_called(visit: Visit, case: Case) -> bool:
    return is_out(visit, case) and not _is_left_in_peace(visit)


def _may_decline(visit: Visit, case: Case) -> bool:
    return is_out(visit, case) and not case.has(Event.CALLS_DECLINED, since=Event.CALLS_ALLOWED)


def _may_allow(visit: Visit, case: Case) -> bool:
    return is_out(visit, case) and _is_left_in_peace(visit)


def _may_agree(visit: Visit, case: Case) -> bool:
    return is_out(visit, case) and bool(visit.sender and not visit.sender.marketing_agreed_at)


def _may_withdraw(visit: Visit, case: Case) -> bool:
    return is_out(visit, case) and bool(visit.sender and visit.sender.marketing_agreed_at)


def _has_lead(_visit: Visit, case: Case) -> bool:
    return case.has(Event.LEAD_NOTED)


def _counted(visit: Visit) -> bool:
    """Say whether the call made was in its window: one made too early is made once more (15.2)."""
    return first_call_owed(visit) is None


def _sheet(visit: Visit) -> dict[str, Any]:
    return {"sheet": call_sheet(visit, visit.matter.changed_at)}


def _leads(visit: Visit) -> dict[str, Any]:
    return {
        "leads": list(Lead.objects.filter(visit=visit, read_at=None).select_related("noted_by"))
    }


ACTS = [
    Act("follow-up", Event.FOLLOWED_UP, VISIT, commands.follow_up, forms.Call,
        template="care/follow-up.html", extra=_sheet, wanted=_may_be_called, again=True,
        still=_counted),
    Act("try-follow-up", Event.FOLLOW_UP_TRIED, VISIT, commands.try_follow_up, forms.TryCall,
        wanted=_may_be_called, optional=True, again=True),
    Act("note-call-hours", Event.CALL_HOURS_NOTED, VISIT, commands.note_call_hours,
        forms.CallHours, wanted=is_out, optional=True, again=True),
    Act("decline-calls", Event.CALLS_DECLINED, VISIT, commands.decline_calls, forms.OwnWords,
        wanted=_may_decline, since=(Event.CALLS_ALLOWED,), optional=True),
    Act("allow-calls", Event.CALLS_ALLOWED, VISIT, commands.allow_calls, forms.OwnWords,
        wanted=_may_allow, since=(Event.CALLS_DECLINED,), optional=True),
    Act("agree-offers", Event.OFFERS_AGREED, VISIT, commands.agree_offers, wanted=_may_agree,
        since=(Event.OFFERS_WITHDRAWN,), optional=True),
    Act("withdraw-offers", Event.OFFERS_WITHDRAWN, VISIT, commands.withdraw_offers,
        wanted=_may_withdraw, since=(Event.OFFERS_AGREED,), optional=True),
    Act("note-lead", Event.LEAD_NOTED, VISIT, commands.note_lead, forms.NoteLead, wanted=is_out,
        optional=True, again=True),
    Act("read-lead", Event.LEAD_READ, VISIT, commands.read_lead, forms.ReadLead,
        template="care/read-lead.html", extra=_leads, wanted=_has_lead,
        since=(Event.LEAD_NOTED,), optional=True),
]  # fmt: skip
