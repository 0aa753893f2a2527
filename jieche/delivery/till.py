"""The cashier's desk: account, discount, payment, credit, exit notice. Articles 11.3-11.4, 12."""

from datetime import date, datetime

from django.db import transaction

from jieche.checkin.commands import move_key
from jieche.checkin.words import Holder
from jieche.delivery import queries, sheets
from jieche.delivery.models import (
    Credit,
    Discount,
    ExitNotice,
    ExitReason,
    HandOver,
    Means,
    Payment,
    PaymentKind,
    SettlementList,
)
from jieche.estimate.pricing import totals_of
from jieche.estimate.queries import agreed_lines
from jieche.journal import door
from jieche.journal import queries as journal
from jieche.journal.door import Proofs, Signature, Ticks
from jieche.reception.queries import fee_owed
from jieche.rulebook.words import Event, Outcome, Proof, Role
from jieche.shop.commands import next_number
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.money import yuan
from jieche.visits.models import Visit
from jieche.visits.queries import order_of


@transaction.atomic
def draw_account(
    visit: Visit, *, rounding_fen: int = 0, by: Staff, at: datetime, ticked: Ticks = ()
) -> SettlementList:
    """Gather the papers and compute the account; ``rounding_fen`` is what is waived (11.4)."""
    door.hold(visit.matter)
    sums = totals_of(agreed_lines(order_of(visit)))
    discount = queries.decided_discount(visit)
    other_fen = sums.other_fen + sums.risk_fen
    if rounding_fen > 99:
        door.refuse(
            "抹零不超过 0.99 元，更多须由主管决定优惠",
            "Rounding is at most 0.99 yuan; more is a discount",
            clause="12.4", mend=Event.DISCOUNT_ASKED, at="rounding_fen",
        )  # fmt: skip
    account = queries.account(
        sums.labour_fen, sums.parts_fen, other_fen,
        discount_fen=(discount.decided_fen or 0) if discount else 0,
        rounding_fen=rounding_fen, tax_permille=visit.shop.tax_permille,
    )  # fmt: skip
    settlement = queries.settlement_of(visit) or SettlementList(
        visit=visit, shop_id=visit.shop_id, number=next_number(visit.shop, "S", _day(visit, at))
    )
    for name in account.__dataclass_fields__:
        setattr(settlement, name, getattr(account, name))
    settlement.received_fen = queries.received_fen(visit)
    settlement.prepaid_fen = min(queries.prepaid_fen(visit), account.total_fen)
    settlement.drawn_at = at
    settlement.save()
    facts = {"total_fen": account.total_fen, "number": settlement.number}
    door.record(visit.matter, Event.ACCOUNT_DRAWN, by=by, at=at, facts=facts, ticked=ticked)
    return settlement


@transaction.atomic
def present_settlement(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Present the settlement list: frozen as it is shown (12.3)."""
    settlement = _settlement(visit)
    paper = door.freeze(
        visit.matter, "settlement", settlement.number, sheets.settlement_content(visit, by), at=at
    )
    door.record(
        visit.matter, Event.SETTLEMENT_PRESENTED, by=by, at=at,
        facts={"total_fen": settlement.total_fen}, papers=[paper], ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def ask_discount(visit: Visit, *, asked: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Take the customer's request for a discount to the manager (12.4)."""
    Discount.objects.create(visit=visit, asked=asked, asked_at=at)
    facts = {"asked": asked}
    door.record(visit.matter, Event.DISCOUNT_ASKED, by=by, at=at, facts=facts, ticked=ticked)


@transaction.atomic
def decide_discount(
    visit: Visit, *, discount_fen: int, reason: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Decide what is taken off, 0 for nothing; the account is then presented anew (12.4)."""
    door.hold(visit.matter)
    settlement = _settlement(visit)
    request = queries.open_request(visit)
    gross = settlement.labour_fen + settlement.parts_fen + settlement.other_fen
    if discount_fen > gross - settlement.rounding_fen:
        door.refuse(
            f"优惠不能超过 {yuan(gross)} 元", f"The discount can't be more than {yuan(gross)} yuan",
            clause="12.4", at="discount_fen",
        )  # fmt: skip
    proofs = Proofs({Proof.REASON: reason})
    facts = {"discount_fen": discount_fen}
    door.record(
        visit.matter, Event.DISCOUNT_DECIDED, by=by, at=at, facts=facts, proofs=proofs,
        ticked=ticked,
    )  # fmt: skip
    if request is not None:
        request.decided_fen, request.approver = discount_fen, by
        request.reason, request.decided_at = reason, at
        request.save()
    _redraw(settlement, discount_fen)


def _redraw(settlement: SettlementList, discount_fen: int) -> None:
    account = queries.account(
        settlement.labour_fen, settlement.parts_fen, settlement.other_fen,
        discount_fen=discount_fen, rounding_fen=settlement.rounding_fen,
        tax_permille=settlement.tax_permille,
    )  # fmt: skip
    settlement.discount_fen = account.discount_fen
    settlement.total_fen, settlement.tax_fen = account.total_fen, account.tax_fen
    settlement.save(update_fields=["discount_fen", "total_fen", "tax_fen"])


@transaction.atomic
def agree_settlement(
    visit: Visit, *, signature: Signature, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """
    Have the presented list signed; with nothing left to pay it is closed at once (12.3).

    Nothing is left where the sum is 0 or where the money paid ahead covers it (16.5).
    """
    paper = journal.latest_document(visit.matter, "settlement")
    door.record(
        visit.matter, Event.SETTLEMENT_AGREED, by=by, at=at,
        proofs=Proofs(signature=signature, paper=paper), ticked=ticked,
    )  # fmt: skip
    settlement = _settlement(visit)
    if settlement.owed_fen == 0:
        door.record(visit.matter, Event.NOTHING_DUE, by=by, at=at)
    _close_if_covered(visit, settlement, by=by, at=at)


@transaction.atomic
def take_payment(
    visit: Visit,
    *,
    amount_fen: int,
    mode: str,
    reference: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Take a payment, whole or in part; when all is covered it is closed (12.3, 12.5).

    Money may be taken while a supplement's sheet is unsigned; closing waits for it (9.5).
    """
    door.hold(visit.matter)
    settlement = _settlement(visit)
    _refuse_odd_amount(amount_fen, settlement.arrears_fen)
    is_late = settlement.closed_at is not None
    kind = PaymentKind.ARREARS if is_late else PaymentKind.SETTLEMENT
    facts = {"amount_fen": amount_fen, "mode": mode, "kind": kind.value}
    door.record(visit.matter, Event.PAYMENT_TAKEN, by=by, at=at, facts=facts, ticked=ticked)
    _book_payment(visit, kind, amount_fen, mode, reference, by, at)
    settlement.received_fen += amount_fen
    settlement.save(update_fields=["received_fen"])
    if not is_late:
        _close_if_covered(visit, settlement, by=by, at=at)


def _refuse_odd_amount(amount_fen: int, owed_fen: int) -> None:
    if amount_fen <= 0:
        door.refuse("金额须大于零", "The amount must be more than zero", at="amount_fen")
    if amount_fen > owed_fen:
        door.refuse(
            f"应收只有 {yuan(owed_fen)} 元", f"Only {yuan(owed_fen)} yuan is owed", at="amount_fen"
        )


def _book_payment(
    visit: Visit,
    kind: PaymentKind,
    amount_fen: int,
    mode: str,
    reference: str,
    by: Staff,
    at: datetime,
) -> None:
    Payment.objects.create(
        shop_id=visit.shop_id, visit=visit, kind=kind.value, amount_fen=amount_fen,
        mode=Means.of(mode).value, reference=reference, taken_by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def approve_credit(
    visit: Visit,
    *,
    due_on: date,
    reason: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Let the rest be paid later: by a manager, with reason and day (12.5).

    What the payer owes altogether stays within the shop's limit; above it the shop manager decides.
    """
    door.hold(visit.matter)
    settlement = _settlement(visit)
    if due_on < _day(visit, at):
        door.refuse("到期日不能早于今天", "The day can't be before today", at="due_on")
    rest, owing, limit = settlement.owed_fen, queries.owing_fen(visit), visit.shop.credit_limit_fen
    if owing + rest > limit and not by.is_one_of(Role.SHOP_MANAGER):
        door.refuse(
            f"挂账共 {yuan(owing + rest)} 元（原欠 {yuan(owing)} 元），超过限额 {yuan(limit)} 元，"
            "须由经理批准",
            f"That would be {yuan(owing + rest)} yuan in all ({yuan(owing)} owed before), more "
            f"than the limit of {yuan(limit)}: the shop manager decides",
            clause="12.5",
        )
    door.record(
        visit.matter, Event.CREDIT_APPROVED, by=by, at=at,
        facts={"amount_fen": rest, "due_on": due_on.isoformat(), "limit_fen": limit},
        proofs=Proofs({Proof.REASON: reason}), ticked=ticked,
    )  # fmt: skip
    Credit.objects.create(
        visit=visit, amount_fen=rest, limit_fen=limit, due_on=due_on, reason=reason,
        approved_by=by, at=at,
    )  # fmt: skip
    settlement.credit_fen = rest
    settlement.save(update_fields=["credit_fen"])


@transaction.atomic
def close_settlement(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Close a settlement that is paid or on approved credit (12.5)."""
    settlement = _settlement(visit)
    if settlement.owed_fen > 0:
        door.refuse(
            f"还有 {yuan(settlement.owed_fen)} 元未收", f"{yuan(settlement.owed_fen)} yuan is open",
            clause="12.5", mend=Event.PAYMENT_TAKEN,
        )  # fmt: skip
    _close(visit, settlement, by=by, at=at, ticked=ticked)


def _close_if_covered(visit: Visit, settlement: SettlementList, *, by: Staff, at: datetime) -> None:
    """Close what is covered, unless something of the book still stands in the way (9.5)."""
    if settlement.owed_fen == 0 and not door.in_the_way(
        visit.matter, Event.SETTLEMENT_CLOSED, by=by
    ):
        _close(visit, settlement, by=by, at=at)


def _close(
    visit: Visit, settlement: SettlementList, *, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    door.record(visit.matter, Event.SETTLEMENT_CLOSED, by=by, at=at, ticked=ticked)
    settlement.closed_at = at
    settlement.save(update_fields=["closed_at"])


@transaction.atomic
def take_fee(
    visit: Visit, *, mode: str, reference: str = "", by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Take the diagnosis fee of a car that leaves unrepaired, as it was told (3.5)."""
    door.hold(visit.matter)
    owed = fee_owed(visit)
    facts = {"amount_fen": owed, "mode": mode}
    door.record(visit.matter, Event.FEE_PAID, by=by, at=at, facts=facts, ticked=ticked)
    if owed:
        _book_payment(visit, PaymentKind.FEE, owed, mode, reference, by, at)


@transaction.atomic
def waive_fee(visit: Visit, *, reason: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Waive the diagnosis fee: by a manager, with the reason (3.5)."""
    facts = {"amount_fen": fee_owed(visit)}
    proofs = Proofs({Proof.REASON: reason})
    door.record(
        visit.matter, Event.FEE_WAIVED, by=by, at=at, facts=facts, proofs=proofs, ticked=ticked
    )


_EXIT_REASONS = {
    Outcome.ENTERS: ExitReason.REPAIRED,
    Outcome.QUOTE_ONLY: ExitReason.QUOTE_ONLY,
    Outcome.BOOKING: ExitReason.BOOKING,
    Outcome.LEAVES: ExitReason.NOT_REPAIRED,
}


@transaction.atomic
def issue_exit_notice(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Issue the exit notice; for a repaired car the quality warranty with it (3.4, 12.5, 5.1)."""
    door.hold(visit.matter)
    outcome = Outcome.of(visit.outcome) if visit.outcome else Outcome.LEAVES
    number = next_number(visit.shop, "C", _day(visit, at))
    notice = ExitNotice.objects.filter(visit=visit).first() or ExitNotice.objects.create(
        visit=visit, shop_id=visit.shop_id, number=number, issued_at=at,
        reason=_EXIT_REASONS[outcome].value,
    )  # fmt: skip
    papers = [
        door.freeze(
            visit.matter,
            "exit_notice",
            notice.number,
            sheets.exit_content(visit, notice, by, at),
            at=at,
        )
    ]
    if outcome is Outcome.ENTERS:
        content = sheets.warranty_content(visit, by, at)
        papers.append(door.freeze(visit.matter, "warranty", content["number"], content, at=at))
    facts = {"number": notice.number, "reason": notice.reason}
    door.record(
        visit.matter, Event.EXIT_NOTICE_ISSUED, by=by, at=at, facts=facts, papers=papers,
        ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def hand_over_six(
    visit: Visit,
    *,
    exit_notice: bool,
    repair_order: bool,
    settlement_list: bool,
    warranty: bool,
    vehicle_documents: bool,
    key: bool,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Hand over the six things together; none may be left out (12.6)."""
    given = {
        "exit_notice": exit_notice,
        "repair_order": repair_order,
        "settlement_list": settlement_list,
        "warranty": warranty,
        "vehicle_documents": vehicle_documents,
        "key": key,
    }
    if not all(given.values()):
        door.refuse(
            "六件须一并交给客户，还缺勾选的几件", "All six things are handed over together",
            clause="12.6", at=next(name for name, there in given.items() if not there),
        )  # fmt: skip
    HandOver.objects.create(visit=visit, at=at, **given)
    door.record(visit.matter, Event.SIX_HANDED_OVER, by=by, at=at, ticked=ticked)
    move_key(visit, Holder.CUSTOMER, by=by, at=at)


def _settlement(visit: Visit) -> SettlementList:
    settlement = queries.settlement_of(visit)
    if settlement is None:
        door.refuse(
            "账还没有核算", "The account has not been drawn up", clause="11.4",
            mend=Event.ACCOUNT_DRAWN,
        )  # fmt: skip
    return settlement


def _day(visit: Visit, at: datetime) -> date:
    return hours_of(visit.shop).desk.day_of(at)
