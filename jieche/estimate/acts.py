"""What a person can do at the estimate, in the order in which it is done."""

from typing import Any

from jieche.estimate import commands, forms, queries, risk, sheets
from jieche.estimate.rows import options
from jieche.journal.queries import latest_document
from jieche.reception.queries import report_of
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.ui.acts import Act
from jieche.visits.models import Visit
from jieche.visits.queries import fee_due, order_of
from jieche.visits.subject import VISIT


def _offers(visit: Visit) -> dict[str, Any]:
    report = report_of(visit)
    return {
        "fault": report.fault if report else "",
        "advice": [each["text"] for each in report.advice] if report else [],
        "offers": options(queries.offers(visit.shop)),
        "complaint": visit.wish,
    }


def _fee(visit: Visit) -> dict[str, Any]:
    """Return what he has to be told that he owes, if he does not stay (3.5)."""
    return {"fee_fen": fee_due(visit)}


def _paper(visit: Visit) -> dict[str, Any]:
    return sheets.beside(visit)


def _is_priced_by_item(visit: Visit, _case: Case) -> bool:
    return queries.has_item_pricing(order_of(visit))


def risk_is_told(priced: risk.Priced, case: Case) -> bool:
    """Say whether a manager has, or had, a risk amount to approve; of a supplement too."""
    return risk.awaits_approval(priced.matter) or case.has(Event.RISK_APPROVED)


def _is_signed(_visit: Visit, case: Case) -> bool:
    return case.stage is Stage.SIGNED


def _may_still_go(_visit: Visit, case: Case) -> bool:
    talking = case.stage in {Stage.RECEIVED, Stage.NEGOTIATION}
    return talking or case.has(Event.ORDER_DECLINED)


def _is_estimated(_visit: Visit, case: Case) -> bool:
    return case.has(Event.ESTIMATE_MADE)


def _was_read(visit: Visit, _case: Case) -> bool:
    return latest_document(visit.matter, "order") is not None


ACTS = [
    Act(
        "make-estimate", Event.ESTIMATE_MADE, VISIT, commands.make_estimate, forms.MakeEstimate,
        template="estimate/make-estimate.html", extra=_offers, again=True,
    ),
    Act(
        "explain-item-pricing", Event.ITEM_PRICING_EXPLAINED, VISIT,
        commands.explain_item_pricing, forms.ExplainItemPricing,
        template="estimate/explain-item-pricing.html", wanted=_is_priced_by_item,
        since=(Event.ITEM_PRICED,),
    ),
    Act(
        "approve-risk", Event.RISK_APPROVED, VISIT, risk.approve_risk, forms.ApproveRisk,
        wanted=risk_is_told, since=(Event.RISK_ABOVE_LIMIT, Event.RISK_WITHIN_LIMIT),
    ),
    Act(
        "promise-quality", Event.QUALITY_PROMISED, VISIT, commands.promise_quality,
        forms.PromiseQuality, template="estimate/promise-quality.html", wanted=_is_estimated,
        again=True,
    ),
    Act(
        "promise-delivery", Event.DELIVERY_PROMISED, VISIT, commands.promise_delivery,
        forms.PromiseDelivery, template="estimate/promise-delivery.html",
        wanted=_is_estimated, since=(Event.ESTIMATE_MADE,), again=True,
    ),
    Act(
        "override-promise", Event.PROMISE_OVERRIDDEN, VISIT, commands.override_promise,
        forms.OverridePromise, wanted=_is_estimated, since=(Event.ESTIMATE_MADE,),
        optional=True, again=True,
    ),
    Act(
        "show-order", Event.ORDER_SHOWN, VISIT, commands.show_order,
        template="estimate/show-order.html", extra=_paper,
        since=(Event.ESTIMATE_MADE, Event.DELIVERY_PROMISED, Event.QUALITY_PROMISED), again=True,
    ),
    Act(
        "sign-order", Event.ORDER_SIGNED, VISIT, commands.sign_order, forms.SignOrder,
        template="estimate/sign-order.html", extra=_paper, wanted=_was_read,
        since=(Event.ORDER_REOPENED,),
    ),
    Act(
        "reopen-order", Event.ORDER_REOPENED, VISIT, commands.reopen_order, forms.ReopenOrder,
        wanted=_is_signed, optional=True, since=(Event.ORDER_SIGNED,),
    ),
    Act(
        "decline-order", Event.ORDER_DECLINED, VISIT, commands.decline_order, forms.DeclineOrder,
        template="estimate/decline-order.html", extra=_fee, wanted=_may_still_go, optional=True,
    ),
]  # fmt: skip
