"""What is done from the finished car to the gate, in the order in which it is done."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from jieche.appointments.models import Ground
from jieche.appointments.queries import money_ahead_of
from jieche.checkin.queries import box_used, readings_of, walkaround_of
from jieche.checkin.sheets import walk_around
from jieche.delivery import account, commands, forms, gate, prepaid, till
from jieche.delivery.queries import (
    items_of,
    objection_of,
    open_requests,
    payments_of,
    settlement_of,
)
from jieche.reception.queries import fee_owed
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.ui.acts import Act, event_url
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT
from jieche.workshop.queries import unsigned_supplements

_LEAVING = {Stage.LEAVING, Stage.LEFT}


def _leaves(_visit: Visit, case: Case) -> bool:
    return case.stage in _LEAVING


def _owes_fee(visit: Visit, case: Case) -> bool:
    return case.stage in _LEAVING and (
        fee_owed(visit) > 0 or case.has(Event.FEE_PAID, Event.FEE_SET_OFF, Event.FEE_WAIVED)
    )


def _may_waive(visit: Visit, case: Case) -> bool:
    return case.stage in _LEAVING and fee_owed(visit) > 0  # once it is over the other line says so


def _paid_ahead(visit: Visit, case: Case) -> bool:
    settled = case.has(Event.PREPAID_SETTLED)
    return settled or (case.stage in _LEAVING and money_ahead_of(visit) is not None)


def _ahead(visit: Visit) -> dict[str, Any]:
    """Return what would become of the money paid ahead on each ground."""
    booking = money_ahead_of(visit)
    if booking is None:
        return {}
    at = visit.matter.changed_at
    if not booking.earnest_fen:  # an advance payment goes back whoever breaks off
        only = [(_("In any case"), prepaid.dues_for(visit, booking, Ground.AGREED, at))]
        return {"booking": booking, "grounds": only}
    return {
        "booking": booking,
        "grounds": [
            (words, prepaid.dues_for(visit, booking, Ground.of(value), at))
            for value, words in forms.GROUNDS
        ],
    }


def _may_leave_by_gate(visit: Visit, case: Case) -> bool:
    return case.stage in _LEAVING or visit.outcome in {"", "enters"}


def _is_undecided(visit: Visit, case: Case) -> bool:
    return case.has(Event.DISCOUNT_DECIDED) or open_requests(visit).exists()


def _is_covered(visit: Visit) -> bool:
    """Say whether nothing is left to pay: a payment in part leaves the rest to be taken."""
    settlement = settlement_of(visit)
    return settlement is None or settlement.owed_fen == 0


def _is_paid_before_closing(visit: Visit, case: Case) -> bool:
    """
    Say whether money is taken, or was, before the settlement was closed; later it is arrears.

    Where a manager put all of it on account, the cashier is asked for no payment.
    """
    if case.has(Event.CREDIT_APPROVED) and not case.has(Event.PAYMENT_TAKEN) and _is_covered(visit):
        return False
    paid_or_closed = (Event.PAYMENT_TAKEN, Event.NOTHING_DUE, Event.SETTLEMENT_CLOSED)
    first = next((one.event for one in case.history if one.event in paid_or_closed), None)
    return first is not Event.SETTLEMENT_CLOSED


def _was_on_credit(visit: Visit, case: Case) -> bool:
    settlement = settlement_of(visit)
    return (
        case.has(Event.SETTLEMENT_CLOSED) and settlement is not None and settlement.credit_fen > 0
    )


def _is_paid_off(visit: Visit) -> bool:
    settlement = settlement_of(visit)
    return settlement is None or settlement.arrears_fen == 0


def _too_much(_visit: Visit, case: Case) -> bool:
    return case.has(Event.SURPLUS_FOUND)


def _money(visit: Visit) -> dict[str, Any]:
    return {
        "settlement": settlement_of(visit),
        "payments": payments_of(visit),
        "unsigned": [
            (each.number, event_url(Event.SUPPLEMENT_SIGNED, each))
            for each in unsigned_supplements(visit)
        ],
    }


def _hand_in(visit: Visit) -> dict[str, Any]:
    """Return how the car was handed in, to hold it against: marks, things, fuel and kilometres."""
    walk = walkaround_of(visit)
    return {
        "marks": [mark.drawn() for mark in walk.marks.all()] if walk else [],
        "items": items_of(visit),
        "box": box_used(visit),
        "readings": readings_of(visit),
        "walked": walk_around(visit),
    }


def _fee(visit: Visit) -> dict[str, Any]:
    return {"fee_fen": fee_owed(visit)}


def _yard(visit: Visit) -> dict[str, Any]:
    return {"objection": objection_of(visit)}


def _is_written_down(visit: Visit, case: Case) -> bool:
    """Say whether an objection made in the yard has its case: until then that is what is next."""
    raised = case.has(Event.OBJECTION_RAISED, since=Event.YARD_CHECKED)
    return raised or not case.has(Event.YARD_CHECKED) or not objection_of(visit)


ACTS = [
    Act("take-over", Event.TAKEN_OVER, VISIT, commands.take_over, forms.TakeOver,
        extra=_hand_in, template="delivery/hand_in.html"),
    Act("clean-last", Event.LAST_CLEANED, VISIT, commands.clean_last, forms.CleanLast),
    Act("return-items", Event.ITEMS_RETURNED, VISIT, commands.return_items, forms.ReturnItems),
    Act("collect-papers", Event.PAPERS_COLLECTED, VISIT, commands.collect_papers,
        forms.CollectPapers, since=(Event.PARTS_RETURNED,)),
    Act("draw-account", Event.ACCOUNT_DRAWN, VISIT, account.draw_account, forms.DrawAccount,
        since=(Event.PAPERS_COLLECTED,)),
    Act("lay-out-documents", Event.DOCUMENTS_READY, VISIT, commands.lay_out_documents),
    Act("tell-to-collect", Event.TOLD_TO_COLLECT, VISIT, commands.tell_to_collect,
        forms.TellToCollect, since=(Event.DELIVERY_PROMISED,)),
    Act("receive-customer", Event.CUSTOMER_RETURNED, VISIT, commands.receive_customer,
        forms.ReceiveCustomer),
    Act("show-car", Event.VEHICLE_VIEWED, VISIT, commands.show_car, forms.ShowCar),
    Act("present-settlement", Event.SETTLEMENT_PRESENTED, VISIT, account.present_settlement,
        since=(Event.ACCOUNT_DRAWN, Event.DISCOUNT_DECIDED), extra=_money,
        template="delivery/account.html"),
    Act("ask-discount", Event.DISCOUNT_ASKED, VISIT, account.ask_discount, forms.AskDiscount,
        optional=True, again=True),
    Act("decide-discount", Event.DISCOUNT_DECIDED, VISIT, account.decide_discount,
        forms.DecideDiscount, wanted=_is_undecided, since=(Event.DISCOUNT_ASKED,), extra=_money,
        template="delivery/account.html"),
    Act("agree-settlement", Event.SETTLEMENT_AGREED, VISIT, account.agree_settlement,
        forms.SignSettlement,
        since=(Event.SETTLEMENT_PRESENTED, Event.ACCOUNT_DRAWN, Event.DISCOUNT_DECIDED),
        extra=_money, template="delivery/account.html"),
    Act("take-payment", Event.PAYMENT_TAKEN, VISIT, till.take_payment, forms.TakePayment,
        wanted=_is_paid_before_closing, instead=(Event.NOTHING_DUE,), still=_is_covered,
        extra=_money, template="delivery/account.html"),
    Act("approve-credit", Event.CREDIT_APPROVED, VISIT, till.approve_credit, forms.ApproveCredit,
        extra=_money, template="delivery/account.html", optional=True),
    Act("close-settlement", Event.SETTLEMENT_CLOSED, VISIT, till.close_settlement),
    Act("return-surplus", Event.SURPLUS_RETURNED, VISIT, till.return_surplus, forms.ReturnSurplus,
        wanted=_too_much, since=(Event.SURPLUS_FOUND,), extra=_money,
        template="delivery/account.html"),
    Act("settle-prepaid", Event.PREPAID_SETTLED, VISIT, prepaid.settle_prepaid,
        forms.SettlePrepaid, wanted=_paid_ahead, extra=_ahead, template="delivery/prepaid.html"),
    Act("take-fee", Event.FEE_PAID, VISIT, till.take_fee, forms.TakeFee, wanted=_owes_fee,
        instead=(Event.FEE_SET_OFF, Event.FEE_WAIVED), extra=_fee, template="delivery/fee.html"),
    Act("waive-fee", Event.FEE_WAIVED, VISIT, till.waive_fee, forms.Reason, wanted=_may_waive,
        instead=(Event.FEE_PAID, Event.FEE_SET_OFF), optional=True, extra=_fee,
        template="delivery/fee.html"),
    Act("issue-exit-notice", Event.EXIT_NOTICE_ISSUED, VISIT, till.issue_exit_notice,
        wanted=_may_leave_by_gate),
    Act("see-out", Event.VEHICLE_LEFT, VISIT, gate.see_out, wanted=_leaves),
    Act("hand-over-six", Event.SIX_HANDED_OVER, VISIT, till.hand_over_six, forms.HandOverSix,
        template="delivery/six.html"),
    Act("check-yard", Event.YARD_CHECKED, VISIT, commands.check_yard, forms.CheckYard,
        extra=_hand_in, template="delivery/hand_in.html"),
    Act("sign-acceptance", Event.ACCEPTANCE_SIGNED, VISIT, gate.sign_acceptance, forms.Sign,
        wanted=_is_written_down, since=(Event.YARD_CHECKED, Event.OBJECTION_RAISED), extra=_yard),
    Act("release", Event.RELEASED, VISIT, gate.release),
    Act("take-arrears", Event.PAYMENT_TAKEN, VISIT, till.take_payment, forms.TakePayment,
        wanted=_was_on_credit, since=(Event.SETTLEMENT_CLOSED,), still=_is_paid_off, optional=True,
        extra=_money, template="delivery/account.html"),
]  # fmt: skip
