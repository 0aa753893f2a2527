"""Draws up the account, presents it, takes something off, has it signed. Articles 11, 12."""

from datetime import datetime

from django.db import transaction

from jieche.delivery import queries, sheets
from jieche.delivery.models import Discount, SettlementList
from jieche.delivery.till import close_if_covered, day_of, keep_sums, the_settlement
from jieche.estimate.pricing import totals_of
from jieche.estimate.queries import agreed_lines
from jieche.journal import door
from jieche.journal import queries as journal
from jieche.journal.door import Proofs, Signature, Ticks
from jieche.rulebook.words import Event, Proof
from jieche.shop.commands import next_number
from jieche.staff.models import Staff
from jieche.values.money import yuan
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.workshop.commands.guard import not_twice

MOST_ROUNDED_FEN = 99


@transaction.atomic
def draw_account(
    visit: Visit, *, rounding_fen: int = 0, by: Staff, at: datetime, ticked: Ticks = ()
) -> SettlementList:
    """
    Compute the account of the papers gathered; ``rounding_fen`` is what is waived (11.4).

    A discount decided before holds, up to the sum there now is. Raises Refused.
    """
    door.hold(visit.matter)
    sums = totals_of(agreed_lines(order_of(visit)))
    discount = queries.decided_discount(visit)
    other_fen = sums.other_fen + sums.risk_fen
    gross_fen = sums.labour_fen + sums.parts_fen + other_fen
    discount_fen = min((discount.decided_fen or 0) if discount else 0, gross_fen)
    if rounding_fen > MOST_ROUNDED_FEN:
        door.refuse(
            "抹零不超过 0.99 元，再多就是优惠：客户结算时转主管定",
            "Rounding is at most 0.99 yuan; more is a discount, which the manager decides when the "
            "customer settles",
            clause="12.4", at="rounding_fen",
        )  # fmt: skip
    if rounding_fen > gross_fen - discount_fen:
        door.refuse(
            f"抹零不能超过应收的 {yuan(gross_fen - discount_fen)} 元",
            f"No more than the {yuan(gross_fen - discount_fen)} yuan of the account",
            at="rounding_fen",
        )  # fmt: skip
    account = queries.account(
        sums.labour_fen, sums.parts_fen, other_fen, discount_fen=discount_fen,
        rounding_fen=rounding_fen, tax_permille=visit.shop.tax_permille,
    )  # fmt: skip
    settlement = queries.settlement_of(visit) or SettlementList(
        visit=visit, shop_id=visit.shop_id, number=next_number(visit.shop, "S", day_of(visit, at))
    )
    for name in account.__dataclass_fields__:
        setattr(settlement, name, getattr(account, name))
    settlement.prepaid_fen = queries.prepaid_fen(visit)
    settlement.drawn_at = at
    keep_sums(settlement)
    facts = {"total_fen": account.total_fen, "number": settlement.number}
    door.record(visit.matter, Event.ACCOUNT_DRAWN, by=by, at=at, facts=facts, ticked=ticked)
    return settlement


@transaction.atomic
def present_settlement(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Present the settlement list: frozen as it is shown (12.3)."""
    door.hold(visit.matter)
    settlement = the_settlement(visit)
    content = sheets.settlement_content(visit, settlement, by)
    paper = door.freeze(visit.matter, "settlement", settlement.number, content, at=at)
    door.record(
        visit.matter, Event.SETTLEMENT_PRESENTED, by=by, at=at,
        facts={"total_fen": settlement.total_fen}, papers=[paper], ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def ask_discount(visit: Visit, *, asked: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Take the customer's request for a discount to the manager (12.4)."""
    facts = {"asked": asked}
    door.record(visit.matter, Event.DISCOUNT_ASKED, by=by, at=at, facts=facts, ticked=ticked)
    Discount.objects.create(visit=visit, asked=asked, asked_at=at)


@transaction.atomic
def decide_discount(
    visit: Visit, *, discount_fen: int, reason: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """
    Decide what is taken off in all, 0 for nothing; the account is then presented anew (12.4).

    It answers every request still open, and takes the place of an earlier decision. Raises Refused
    where nothing was asked since that, or more would be taken off than there is.
    """
    door.hold(visit.matter)
    settlement = the_settlement(visit)
    most_fen = settlement.gross_fen - settlement.rounding_fen
    if discount_fen > most_fen:
        door.refuse(
            f"优惠不能超过 {yuan(most_fen)} 元",
            f"The discount can't be more than {yuan(most_fen)} yuan",
            clause="12.4", at="discount_fen",
        )  # fmt: skip
    door.record(
        visit.matter, Event.DISCOUNT_DECIDED, by=by, at=at, facts={"discount_fen": discount_fen},
        proofs=Proofs({Proof.REASON: reason}), ticked=ticked,
    )  # fmt: skip
    answered = queries.open_requests(visit).update(
        decided_fen=discount_fen, approver=by, reason=reason, decided_at=at
    )
    if not answered:
        door.refuse(
            "客户没有新的要求", "The customer asks for nothing new", clause="12.4",
            mend=Event.DISCOUNT_ASKED,
        )  # fmt: skip
    account = queries.account(
        settlement.labour_fen, settlement.parts_fen, settlement.other_fen,
        discount_fen=discount_fen, rounding_fen=settlement.rounding_fen,
        tax_permille=settlement.tax_permille,
    )  # fmt: skip
    settlement.discount_fen = account.discount_fen
    settlement.total_fen, settlement.tax_fen = account.total_fen, account.tax_fen
    keep_sums(settlement)


@transaction.atomic
def agree_settlement(
    visit: Visit,
    *,
    signature: Signature,
    shown: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Have the presented list signed; with nothing left to pay it is closed at once (12.3).

    Nothing is left where the sum is 0, or where the money paid ahead (16.5) or paid already covers
    it. ``shown`` is the version that the customer had in front of him; Refused where it is not the
    newest any more.
    """
    door.hold(visit.matter)
    paper = journal.latest_document(visit.matter, "settlement")
    if paper is not None and shown and shown != str(paper.version):
        door.refuse(
            "结算单已有新的一版，请客户看过再签",
            "There is a newer settlement list; let the customer read it before he signs",
            clause="12.3", at="signature",
        )  # fmt: skip
    changes = (Event.SETTLEMENT_PRESENTED, Event.ACCOUNT_DRAWN, Event.DISCOUNT_DECIDED)
    not_twice(visit.matter, Event.SETTLEMENT_AGREED, since=changes)
    door.record(
        visit.matter, Event.SETTLEMENT_AGREED, by=by, at=at,
        proofs=Proofs(signature=signature, paper=paper), ticked=ticked,
    )  # fmt: skip
    settlement = the_settlement(visit)
    if settlement.balance_fen <= 0:
        door.record(visit.matter, Event.NOTHING_DUE, by=by, at=at)
    close_if_covered(visit, settlement, by=by, at=at)
