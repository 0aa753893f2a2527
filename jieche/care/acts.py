"""What is done for a customer after, and when he is not content."""

from jieche.care import commands, forms
from jieche.care.file_acts import FILE_ACTS
from jieche.care.follow_up_acts import ACTS as FOLLOW_UP
from jieche.care.queries import find_complaint
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event
from jieche.ui.acts import Act, Subject
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT

COMPLAINT = Subject("complaints", find_complaint)


def _has_objected(_visit: Visit, case: Case) -> bool:
    return case.has(Event.OBJECTION_RAISED)


def _may_object(_visit: Visit, case: Case) -> bool:
    accepted = case.has(Event.ACCEPTANCE_SIGNED, since=Event.YARD_CHECKED)
    return _has_objected(_visit, case) or (case.has(Event.YARD_CHECKED) and not accepted)


ACTS = [
    # Both stand before the acceptance: what the customer objects to is dealt with, then he signs.
    Act("raise-objection", Event.OBJECTION_RAISED, VISIT, commands.raise_objection,
        forms.Objection, wanted=_may_object, since=(Event.YARD_CHECKED,)),
    Act("answer-objection", Event.OBJECTION_ANSWERED, VISIT, commands.answer_objection,
        forms.Reply, wanted=_has_objected, since=(Event.OBJECTION_RAISED,)),
    *FILE_ACTS,
    *FOLLOW_UP,
    Act("reply", Event.COMPLAINT_REPLIED, COMPLAINT, commands.reply, forms.Reply, again=True),
    Act("promise-reply", Event.REPLY_PROMISED, COMPLAINT, commands.promise_reply,
        forms.PromiseReply, optional=True, again=True),
    Act("gather-facts", Event.FACTS_GATHERED, COMPLAINT, commands.gather_facts, forms.Facts,
        again=True),
    Act("resolve", Event.COMPLAINT_RESOLVED, COMPLAINT, commands.resolve, forms.Resolve),
    Act("close", Event.COMPLAINT_CLOSED, COMPLAINT, commands.close, forms.Close),
]  # fmt: skip
