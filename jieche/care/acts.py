"""What is done for a customer after, and when he is not content."""

from jieche.care import commands, forms
from jieche.care.file_acts import FILE_ACTS
from jieche.care.follow_up_acts import ACTS as FOLLOW_UP
from jieche.care.queries import find_complaint
from jieche.rulebook.words import Event
from jieche.ui.acts import Act, Subject
from jieche.visits.subject import VISIT

COMPLAINT = Subject("complaints", find_complaint)


ACTS = [
    *FILE_ACTS,
    Act("raise-objection", Event.OBJECTION_RAISED, VISIT, commands.raise_objection,
        forms.Objection, optional=True, since=(Event.YARD_CHECKED,)),
    *FOLLOW_UP,
    Act("reply", Event.COMPLAINT_REPLIED, COMPLAINT, commands.reply, forms.Reply, again=True),
    Act("promise-reply", Event.REPLY_PROMISED, COMPLAINT, commands.promise_reply,
        forms.PromiseReply, optional=True, again=True),
    Act("gather-facts", Event.FACTS_GATHERED, COMPLAINT, commands.gather_facts, forms.Facts,
        again=True),
    Act("resolve", Event.COMPLAINT_RESOLVED, COMPLAINT, commands.resolve, forms.Resolve),
    Act("close", Event.COMPLAINT_CLOSED, COMPLAINT, commands.close, forms.Close),
]  # fmt: skip
