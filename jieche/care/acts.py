"""What is done for a customer after, and when he is not content."""

from jieche.care import commands, forms
from jieche.care.file_acts import FILE_ACTS
from jieche.care.queries import find_complaint
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.ui.acts import Act, Subject
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT

COMPLAINT = Subject("complaints", find_complaint)


def _is_out(_visit: Visit, case: Case) -> bool:
    return case.stage in {Stage.RELEASED, Stage.FOLLOWED_UP}


def _has_lead(_visit: Visit, case: Case) -> bool:
    return case.has(Event.LEAD_NOTED)


ACTS = [
    *FILE_ACTS,
    Act("raise-objection", Event.OBJECTION_RAISED, VISIT, commands.raise_objection,
        forms.Objection, optional=True, since=(Event.YARD_CHECKED,)),
    Act("follow-up", Event.FOLLOWED_UP, VISIT, commands.follow_up, forms.FollowUp, wanted=_is_out),
    Act("try-follow-up", Event.FOLLOW_UP_TRIED, VISIT, commands.try_follow_up, forms.TryFollowUp,
        wanted=_is_out, optional=True, again=True),
    Act("note-lead", Event.LEAD_NOTED, VISIT, commands.note_lead, forms.Lead, wanted=_is_out,
        optional=True),
    Act("read-lead", Event.LEAD_READ, VISIT, commands.read_lead, wanted=_has_lead,
        since=(Event.LEAD_NOTED,), optional=True),
    Act("reply", Event.COMPLAINT_REPLIED, COMPLAINT, commands.reply, forms.Reply),
    Act("promise-reply", Event.REPLY_PROMISED, COMPLAINT, commands.promise_reply,
        forms.PromiseReply, optional=True),
    Act("gather-facts", Event.FACTS_GATHERED, COMPLAINT, commands.gather_facts, forms.Facts),
    Act("resolve", Event.COMPLAINT_RESOLVED, COMPLAINT, commands.resolve, forms.Resolve),
    Act("close", Event.COMPLAINT_CLOSED, COMPLAINT, commands.close, forms.Close),
]  # fmt: skip
