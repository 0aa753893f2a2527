"""The cashier's desk: payment, credit, what is given back, fees, exit notice. Articles 3, 12."""

from datetime import date, datetime

from django.db import transaction

from jieche.checkin.commands import move_key
from jieche.checkin.words import Holder
from jieche.delivery import queries, sheets
from jieche.delivery.models import (
    Credit,
    ExitNotice,
    ExitReason,
    HandOver,
    Means,
    Payment,
    PaymentKind,
    SettlementList,
)
from jieche.delivery.prepaid import refuse_open_prepaid
from jieche.journal import door
from jieche.journal.door import Proofs, Ticks
from jieche.journal.models import Document
from jieche.reception.queries import fee_owed
from jieche.rulebook.words import Event, Outcome, Proof, Role
from jieche.shop.commands import next_number
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.clock import A_YEAR, a_wrong_year
from jieche.values.money import yuan
from jieche.visits.models import Visit


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

    Several payments by several means make up one account. Once it is closed on credit, what comes
    in is arrears. Money may be taken while a supplement's sheet is unsigned; closing waits for it
    (9.5). Raises Refused for nothing, or for more than is owed.
    """
    door.hold(visit.matter)
    settlement = the_settlement(visit)
    _refuse_odd_amount(amount_fen, settlement.arrears_fen)
    is_late = settlement.closed_at is not None
    kind = PaymentKind.ARREARS if is_late else PaymentKind.SETTLEMENT
    _book(visit, kind, amount_fen, mode, reference, by, at)
    keep_sums(settlement)
    facts = {"amount_fen": amount_fen, "mode": mode, "kind": kind.value}
    papers = [_paper(visit, settlement, by, at)] if is_late else []
    door.record(
        visit.matter, Event.PAYMENT_TAKEN, by=by, at=at, facts=facts, papers=papers, ticked=ticked
    )
    if not is_late:
        close_if_covered(visit, settlement, by=by, at=at)


def _refuse_odd_amount(amount_fen: int, owed_fen: int) -> None:
    if amount_fen <= 0:
        door.refuse("金额须大于零", "The amount must be more than zero", at="amount_fen")
    if amount_fen > owed_fen:
        door.refuse(
            f"应收只有 {yuan(owed_fen)} 元", f"Only {yuan(owed_fen)} yuan is owed", at="amount_fen"
        )


def _book(
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
def return_surplus(
    visit: Visit,
    *,
    mode: str,
    given_to: str,
    reference: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Give back what was paid too much: all of it at once, the amount reckoned and not typed (12.3).

    Too much is paid where the money paid ahead (16.5) or in parts is more than the account comes
    to in the end. Raises Refused where nothing is to be given back.
    """
    door.hold(visit.matter)
    settlement = the_settlement(visit)
    back_fen = settlement.surplus_fen
    if settlement.closed_at is not None and not back_fen:
        door.refuse("没有应退的余款", "There is nothing to give back")
    if back_fen:
        _book(visit, PaymentKind.SURPLUS, -back_fen, mode, reference, by, at)
        keep_sums(settlement)
    facts = {"amount_fen": back_fen, "mode": mode, "given_to": given_to}
    door.record(
        visit.matter, Event.SURPLUS_RETURNED, by=by, at=at, facts=facts,
        papers=[_paper(visit, settlement, by, at)], ticked=ticked,
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
    settlement = the_settlement(visit)
    if due_on < day_of(visit, at):
        door.refuse("到期日不能早于今天", "The day can't be before today", at="due_on")
    if due_on > day_of(visit, at) + A_YEAR:
        wrong = a_wrong_year(f"{due_on}")
        door.refuse(wrong.zh, wrong.en, clause="12.5", at="due_on")
    if not settlement.owed_fen:
        door.refuse("没有要挂账的余额", "There is nothing left to put on account", clause="12.5")
    # A later leave takes the place of the first: it is for all that is left.
    rest, owing = settlement.arrears_fen, queries.owing_fen(visit)
    limit = visit.shop.credit_limit_fen
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
    Credit.objects.update_or_create(
        visit=visit,
        defaults={
            "amount_fen": rest, "limit_fen": limit, "due_on": due_on, "reason": reason,
            "approved_by": by, "at": at,
        },
    )  # fmt: skip
    settlement.credit_fen = rest
    settlement.save(update_fields=["credit_fen"])


@transaction.atomic
def close_settlement(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Close a settlement that is paid or on approved credit (12.5)."""
    door.hold(visit.matter)
    settlement = the_settlement(visit)
    if settlement.owed_fen > 0:
        door.refuse(
            f"还有 {yuan(settlement.owed_fen)} 元未收", f"{yuan(settlement.owed_fen)} yuan is open",
            clause="12.5", mend=Event.PAYMENT_TAKEN,
        )  # fmt: skip
    _close(visit, settlement, by=by, at=at, ticked=ticked)


def close_if_covered(visit: Visit, settlement: SettlementList, *, by: Staff, at: datetime) -> None:
    """Close what is covered, unless something of the book still stands in the way (9.5)."""
    if settlement.owed_fen == 0 and not door.in_the_way(
        visit.matter, Event.SETTLEMENT_CLOSED, by=by
    ):
        _close(visit, settlement, by=by, at=at)


def _close(
    visit: Visit, settlement: SettlementList, *, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Close it, with the list as it was settled; what was paid too much is owed back from now."""
    paper = _paper(visit, settlement, by, at)
    door.record(visit.matter, Event.SETTLEMENT_CLOSED, by=by, at=at, papers=[paper], ticked=ticked)
    settlement.closed_at = at
    settlement.save(update_fields=["closed_at"])
    if settlement.surplus_fen:
        facts = {"amount_fen": settlement.surplus_fen}
        door.record(visit.matter, Event.SURPLUS_FOUND, by=by, at=at, facts=facts)


def _paper(visit: Visit, settlement: SettlementList, by: Staff, at: datetime) -> Document:
    """Freeze the signed list with the money that came in or went back since it was signed."""
    content = sheets.settled_content(visit, settlement, by)
    return door.freeze(visit.matter, "settlement", settlement.number, content, at=at)


def keep_sums(settlement: SettlementList) -> None:
    """
    Take over what was paid and given back so far, and save the account.

    Until it is closed, credit is no more than what is left: what is paid after it was approved
    makes it smaller, and so does a discount.
    """
    sums = queries.sums_of(settlement.visit)
    settlement.received_fen, settlement.returned_fen = sums.received_fen, sums.returned_fen
    if settlement.closed_at is None:
        settlement.credit_fen = min(settlement.credit_fen, settlement.arrears_fen)
    settlement.save()


@transaction.atomic
def take_fee(
    visit: Visit, *, mode: str, reference: str = "", by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Take the diagnosis fee of a car that leaves unrepaired, as it was told (3.5)."""
    door.hold(visit.matter)
    owed = _fee(visit)
    facts = {"amount_fen": owed, "mode": mode}
    door.record(visit.matter, Event.FEE_PAID, by=by, at=at, facts=facts, ticked=ticked)
    _book(visit, PaymentKind.FEE, owed, mode, reference, by, at)


@transaction.atomic
def waive_fee(visit: Visit, *, reason: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Waive the diagnosis fee: by a manager, with the reason (3.5)."""
    door.hold(visit.matter)
    facts = {"amount_fen": _fee(visit)}
    proofs = Proofs({Proof.REASON: reason})
    door.record(
        visit.matter, Event.FEE_WAIVED, by=by, at=at, facts=facts, proofs=proofs, ticked=ticked
    )


def _fee(visit: Visit) -> int:
    owed = fee_owed(visit)
    if not owed:
        door.refuse("没有应收的诊断费", "No diagnosis fee is owed", clause="3.5")
    return owed


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
    refuse_open_prepaid(visit)
    outcome = Outcome.of(visit.outcome) if visit.outcome else Outcome.LEAVES
    number = next_number(visit.shop, "C", day_of(visit, at))
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


_SIX = {
    "exit_notice": ("出厂通知单", "exit notice"),
    "repair_order": ("进厂维修单", "repair order"),
    "settlement_list": ("结算单", "settlement list"),
    "warranty": ("质量保证书", "quality warranty"),
    "vehicle_documents": ("随车证件", "vehicle documents"),
    "key": ("车钥匙", "key"),
}


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
    missing = [name for name, there in given.items() if not there]
    if missing:
        zh, en = ([_SIX[name][n] for name in missing] for n in (0, 1))
        door.refuse(
            f"六件须一并交给客户，还缺：{'、'.join(zh)}",
            f"All six things are handed over together; still missing: {', '.join(en)}",
            clause="12.6", at=missing[0],
        )  # fmt: skip
    door.record(visit.matter, Event.SIX_HANDED_OVER, by=by, at=at, ticked=ticked)
    HandOver.objects.update_or_create(visit=visit, defaults={"at": at, **given})
    move_key(visit, Holder.CUSTOMER, by=by, at=at)


def the_settlement(visit: Visit) -> SettlementList:
    """Return the visit's account. Raises Refused before it was drawn (11.4)."""
    settlement = queries.settlement_of(visit)
    if settlement is None:
        door.refuse(
            "账还没有核算", "The account has not been drawn up", clause="11.4",
            mend=Event.ACCOUNT_DRAWN,
        )  # fmt: skip
    return settlement


def day_of(visit: Visit, at: datetime) -> date:
    return hours_of(visit.shop).desk.day_of(at)
