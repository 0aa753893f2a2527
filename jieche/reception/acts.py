"""What a person can do at the reception, in the order in which it is done."""

from typing import Any

from jieche.journal.queries import last_entry
from jieche.reception import commands
from jieche.reception.forms import diagnosis, reception
from jieche.reception.queries import IN_RECEPTION, bay_of, is_express
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Purpose
from jieche.ui.acts import Act
from jieche.visits.commands import state_purpose
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT

_TALKS = {Purpose.REPAIR, Purpose.DIAGNOSIS, Purpose.QUOTE}


def _is_enquiry(visit: Visit, _case: Case) -> bool:
    return visit.purpose_word is Purpose.ENQUIRY


def _is_talked_over(visit: Visit, _case: Case) -> bool:
    return visit.purpose_word in _TALKS


def _is_first(visit: Visit, _case: Case) -> bool:
    return visit.is_first


def _is_seated(_visit: Visit, case: Case) -> bool:
    return case.has(Event.CUSTOMER_SEATED)


def _is_quick(case: Case, event: Event) -> bool:
    """Say whether the express path leaves out what has not been done yet (1.8)."""
    return is_express(case) and not case.has(event)


def _is_called(_visit: Visit, case: Case) -> bool:
    return case.has(Event.TECHNICIAN_CALLED)


def _stands_in_a_bay(visit: Visit, case: Case) -> bool:
    return case.stage in IN_RECEPTION and case.has(Event.CUSTOMER_GREETED) and bool(bay_of(visit))


def _may_sit_down(visit: Visit, case: Case) -> bool:
    return not _is_enquiry(visit, case) and not _is_quick(case, Event.CUSTOMER_SEATED)


def _may_ask_for_diagnosis(_visit: Visit, case: Case) -> bool:
    return not _is_quick(case, Event.DIAGNOSIS_AGREED)


def _is_looked_at(_visit: Visit, case: Case) -> bool:
    return case.has(Event.DIAGNOSIS_STARTED)


def _was_looked_at(_visit: Visit, case: Case) -> bool:
    return case.has(Event.DIAGNOSIS_ENDED)


def _said(visit: Visit) -> dict[str, Any]:
    """Return what who looks at the car has to know: the complaint, the doubt, a first finding."""
    called = last_entry(visit.matter, Event.TECHNICIAN_CALLED)
    came = last_entry(visit.matter, Event.TECHNICIAN_CAME)
    return {
        "complaint": visit.wish,
        "doubt": called.facts.get("doubt", "") if called else "",
        "finding": came.facts.get("finding", "") if came else "",
    }


def _may_call(_visit: Visit, case: Case) -> bool:
    return _may_ask_for_diagnosis(_visit, case) or case.has(Event.TECHNICIAN_CALLED)


ACTS = [
    Act(
        "greet-customer", Event.CUSTOMER_GREETED, VISIT, commands.greet_customer,
        reception.GreetCustomer, template="reception/greet-customer.html",
    ),
    Act(
        "move-to-bay", Event.BAY_CHANGED, VISIT, commands.move_to_bay, reception.MoveToBay,
        template="reception/move-to-bay.html",
        wanted=_stands_in_a_bay, optional=True, again=True,
    ),
    Act(
        "state-purpose", Event.PURPOSE_STATED, VISIT, state_purpose, reception.StatePurpose,
        template="reception/state-purpose.html",
    ),
    Act(
        "explain-services", Event.SERVICES_EXPLAINED, VISIT, commands.explain_services,
        wanted=_is_first, optional=True,
    ),
    Act(
        "promise-answer", Event.ANSWER_PROMISED, VISIT, commands.promise_answer,
        reception.PromiseAnswer, wanted=_is_enquiry, optional=True, again=True,
    ),
    Act(
        "answer-enquiry", Event.ENQUIRY_ANSWERED, VISIT, commands.answer_enquiry,
        reception.AnswerEnquiry, template="reception/answer-enquiry.html", wanted=_is_enquiry,
    ),
    Act(
        "give-consent", Event.CONSENT_GIVEN, VISIT, commands.give_consent, reception.GiveConsent,
        wanted=_is_talked_over,
    ),
    Act(
        "seat-customer", Event.CUSTOMER_SEATED, VISIT, commands.seat_customer,
        wanted=_may_sit_down, optional=True,
    ),
    Act(
        "serve-tea", Event.TEA_SERVED, VISIT, commands.serve_tea, wanted=_is_seated, optional=True,
        since=(Event.CUSTOMER_SEATED,),
    ),
    Act(
        "take-express", Event.EXPRESS_ASKED, VISIT, commands.take_express, reception.TakeExpress,
        optional=True,
    ),
    Act(
        "agree-diagnosis", Event.DIAGNOSIS_AGREED, VISIT, commands.agree_diagnosis,
        diagnosis.AgreeDiagnosis, wanted=_may_ask_for_diagnosis,
    ),
    Act(
        "call-technician", Event.TECHNICIAN_CALLED, VISIT, commands.call_technician,
        diagnosis.CallTechnician, wanted=_may_call, optional=True, again=True,
    ),
    Act(
        "technician-came", Event.TECHNICIAN_CAME, VISIT, commands.technician_came,
        diagnosis.TechnicianCame, template="reception/with-the-complaint.html", extra=_said,
        wanted=_is_called, since=(Event.TECHNICIAN_CALLED,),
    ),
    Act(
        "start-diagnosis", Event.DIAGNOSIS_STARTED, VISIT, commands.start_diagnosis,
        diagnosis.WithTechnician, template="reception/with-the-complaint.html", extra=_said,
        wanted=_may_ask_for_diagnosis,
    ),
    Act(
        "end-diagnosis", Event.DIAGNOSIS_ENDED, VISIT, commands.end_diagnosis,
        wanted=_is_looked_at, since=(Event.DIAGNOSIS_STARTED,),
    ),
    Act(
        "report-diagnosis", Event.DIAGNOSIS_REPORTED, VISIT, commands.report_diagnosis,
        diagnosis.ReportDiagnosis, template="reception/report-diagnosis.html", extra=_said,
        wanted=_was_looked_at, since=(Event.DIAGNOSIS_ENDED,),
    ),
    Act(
        "tell-diagnosis", Event.DIAGNOSIS_TOLD, VISIT, commands.tell_diagnosis,
        diagnosis.TellDiagnosis, since=(Event.DIAGNOSIS_REPORTED,),
    ),
]  # fmt: skip
