"""What a person can do to a supplement, in the order in which it is done. Article 9."""

from typing import Any

from jieche.estimate.acts import risk_is_told
from jieche.estimate.forms import ApproveRisk
from jieche.estimate.risk import approve_risk
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.ui.acts import Act, act_url
from jieche.workshop import commands, queries
from jieche.workshop.forms import supplements as forms
from jieche.workshop.models import Supplement
from jieche.workshop.supplement_subject import SUPPLEMENT
from jieche.workshop.words import Answer, Reached

_REPAIRED = frozenset(
    {Stage.FINISHED, Stage.READY, Stage.TOLD, Stage.COLLECTING, Stage.SETTLED, Stage.RELEASED}
)


def _holds(supplement: Supplement) -> bool:
    return supplement.has_clear_answer


def _may_be_warned(supplement: Supplement, case: Case) -> bool:
    is_reached = bool(supplement.reached) and supplement.reached != Reached.NOBODY.value
    unanswered = is_reached and not supplement.answer
    return supplement.is_safety and (unanswered or case.has(Event.SAFETY_WARNED))


def _may_agree(supplement: Supplement, _case: Case) -> bool:
    return supplement.has_clear_answer and supplement.answer != Answer.REFUSED.value


def _may_refuse(supplement: Supplement, _case: Case) -> bool:
    return supplement.has_clear_answer and supplement.answer != Answer.AGREED.value


def _is_agreed(supplement: Supplement, _case: Case) -> bool:
    return supplement.answer == Answer.AGREED.value


def _is_to_be_told(supplement: Supplement, case: Case) -> bool:
    """A no is told by word; a yes too where the sheet comes a little later."""
    if not supplement.answer:
        return False
    return case.has(Event.WORKSHOP_TOLD) or not case.has(Event.SHEET_DELIVERED)


def _has_parts(supplement: Supplement, case: Case) -> bool:
    if case.stage is Stage.DONE:
        return case.has(Event.SUPPLEMENT_PARTS_ISSUED)
    return bool(queries.part_lines(supplement.visit, sheet=supplement.sheet))


def _all_is_out(supplement: Supplement) -> bool:
    """Say whether no part waits at the counter; once the work is done none does."""
    return supplement.matter.is_closed or not queries.to_issue(
        queries.part_lines(supplement.visit, sheet=supplement.sheet)
    )


def _may_be_signed(supplement: Supplement, case: Case) -> bool:
    return _is_agreed(supplement, case) and not case.has(Event.SIGNATURE_REFUSED)


def _may_refuse_to_sign(supplement: Supplement, case: Case) -> bool:
    """Nobody speaks of a refusal before the customer was asked to sign, at his collection."""
    is_collected = supplement.visit.matter.stands_at in _REPAIRED
    waits = is_collected and not case.has(Event.SUPPLEMENT_SIGNED)
    return _is_agreed(supplement, case) and (waits or case.has(Event.SIGNATURE_REFUSED))


def _no(supplement: Supplement) -> dict[str, Any]:
    return {"refuse_url": act_url(REFUSE, supplement)}


REFUSE = Act(
    "refuse-supplement", Event.SUPPLEMENT_REFUSED, SUPPLEMENT, commands.refuse_supplement,
    forms.RefuseSupplement, wanted=_may_refuse,
)  # fmt: skip

ACTS = [
    Act("approve-supplement-risk", Event.RISK_APPROVED, SUPPLEMENT, approve_risk, ApproveRisk,
        wanted=risk_is_told, since=(Event.RISK_ABOVE_LIMIT,)),
    Act("ask-customer", Event.CUSTOMER_ASKED, SUPPLEMENT, commands.ask_customer,
        forms.AskCustomer, template="workshop/ask_customer.html", still=_holds),
    Act("warn-customer", Event.SAFETY_WARNED, SUPPLEMENT, commands.warn_customer,
        forms.WarnCustomer, wanted=_may_be_warned, template="workshop/warn_customer.html"),
    Act("agree-supplement", Event.SUPPLEMENT_AGREED, SUPPLEMENT, commands.agree_supplement,
        forms.AgreeSupplement, wanted=_may_agree, template="workshop/agree_supplement.html",
        extra=_no),
    REFUSE,
    Act("deliver-sheet", Event.SHEET_DELIVERED, SUPPLEMENT, commands.deliver_sheet,
        forms.DeliverSheet, wanted=_is_agreed),
    Act("tell-workshop", Event.WORKSHOP_TOLD, SUPPLEMENT, commands.tell_workshop,
        forms.TellWorkshop, wanted=_is_to_be_told),
    Act("issue-supplement-parts", Event.SUPPLEMENT_PARTS_ISSUED, SUPPLEMENT,
        commands.issue_supplement_parts, forms.IssueSupplementParts, wanted=_has_parts,
        still=_all_is_out),
    Act("start-supplement", Event.SUPPLEMENT_STARTED, SUPPLEMENT, commands.start_supplement,
        wanted=_is_agreed),
    Act("finish-supplement", Event.SUPPLEMENT_DONE, SUPPLEMENT, commands.finish_supplement,
        wanted=_is_agreed),
    Act("sign-supplement", Event.SUPPLEMENT_SIGNED, SUPPLEMENT, commands.sign_supplement,
        forms.SignSupplement, wanted=_may_be_signed, optional=True),
    Act("record-signature-refused", Event.SIGNATURE_REFUSED, SUPPLEMENT,
        commands.record_signature_refused, forms.RecordSignatureRefused,
        wanted=_may_refuse_to_sign, optional=True),
]  # fmt: skip
