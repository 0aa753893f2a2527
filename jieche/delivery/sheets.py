"""The papers with which a car leaves: settlement list, exit notice, warranty, the whole order."""

from datetime import date, datetime, timedelta

from jieche.appointments.models import DepositEnd
from jieche.checkin.queries import readings_of
from jieche.delivery import queries
from jieche.delivery.models import (
    ExitNotice,
    ExitReason,
    Payment,
    PaymentKind,
    SettlementList,
)
from jieche.estimate import queries as estimate
from jieche.estimate import sheets as estimate_sheets
from jieche.estimate.models import WarrantyTerm as PromisedTerm
from jieche.journal import queries as journal
from jieche.journal.content_blocks import AheadLine, Bilingual, Prices
from jieche.journal.contents import (
    ExitNoticeContent,
    OrderContent,
    PaymentLine,
    SettlementContent,
    WarrantyContent,
    WarrantyItem,
)
from jieche.rulebook.words import Event, Stage, Word
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.visits.sheets import head_of, person
from jieche.workshop.queries import inspection_of, safety_refusals
from jieche.workshop.sheets import order_sheet, signed_at, supplement_sections

CONDITIONS: tuple[tuple[str, str], ...] = (
    (
        "质量保证期自车辆出厂之日起，按行驶里程或日期先到者为准。",
        "It runs from the day of release, by kilometres or days, whichever is reached first.",
    ),
    (
        "保证期内因维修质量造成的故障，免费返修工时和材料，不拖延。",
        "A fault caused by the repair is put right free of labour and material, without delay.",
    ),
    (
        "客户自备配件及使用不当、事故造成的损坏不在保证之内。",
        "The customer's own parts, and damage by misuse or accident, are not covered.",
    ),
)


def settled_content(visit: Visit, settlement: SettlementList, by: Staff) -> SettlementContent:
    """Return the settlement list as it was signed, with the money as it stands now."""
    content = settlement_content(visit, settlement, by)
    content["customer"] = signed_at(visit, Event.SETTLEMENT_AGREED)
    return content


def settlement_content(visit: Visit, settlement: SettlementList, by: Staff) -> SettlementContent:
    """Return the settlement list as it is presented: the account and the lines it adds up."""
    order = order_of(visit)
    lines = estimate.agreed_lines(order)
    prices: Prices = {
        **estimate_sheets.prices(lines, settlement.tax_permille),
        "discount_fen": settlement.discount_fen,
        "rounding_fen": settlement.rounding_fen,
        "total_fen": settlement.total_fen,
        "tax_fen": settlement.tax_fen,
    }
    discount = queries.decided_discount(visit)
    credit = queries.credit_of(visit)
    on_credit_fen = min(settlement.credit_fen, settlement.arrears_fen)
    finished = journal.last_entry(visit.matter, Event.INSPECTION_PASSED)
    return {
        **head_of(visit, settlement.number, km=_km(visit)),
        "order_number": order.number if order else "",
        "category": _both(order.category_word) if order else {"zh": "", "en": ""},
        "payer": person(visit.payer) if visit.payer_id != visit.sender_id else None,
        "came_at": _clock(visit, visit.arrived_at),
        "finished_at": _clock(visit, finished.happened_at) if finished else "",
        "out_km": _km(visit),
        "cashier": by.name,
        "prices": prices,
        "estimate_fen": settlement.gross_fen,
        "discount_by": discount.approver.name if discount and discount.approver else "",
        "prepaid_fen": settlement.prepaid_fen,
        "received_fen": settlement.received_fen,
        "returned_fen": settlement.returned_fen,
        "payments": [_payment(visit, each) for each in queries.payments_of(visit)],
        "credit_fen": on_credit_fen,
        "credit_by": credit.approved_by.name if credit and on_credit_fen else "",
        "credit_due_on": credit.due_on.isoformat() if credit and on_credit_fen else "",
        "old_parts": _old_parts(keeps=bool(order and order.keeps_old_parts)),
        "warranty": estimate_sheets.warranty(order) if order else [],
        "customer": None,
        "shop_signature": None,
    }


def exit_content(visit: Visit, notice: ExitNotice, by: Staff, at: datetime) -> ExitNoticeContent:
    """Return the exit notice: for a repaired car, or one that leaves as it came (3.4, 12.5)."""
    settlement = queries.settlement_of(visit)
    credit = queries.credit_of(visit) if settlement and settlement.arrears_fen else None
    waived = journal.last_entry(visit.matter, Event.FEE_WAIVED)
    approved = credit.approved_by.name if credit else waived.by.name if waived else ""
    order = order_of(visit)
    is_repaired = notice.reason_word is ExitReason.REPAIRED
    fee = Payment.objects.filter(visit=visit, kind=PaymentKind.FEE.value).last()
    ahead = DepositEnd.objects.filter(booking__kept_visit=visit).select_related("booking").first()
    fees = (fee.amount_fen if fee else 0) + (ahead.fee_fen if ahead else 0)
    total = settlement.total_fen if settlement else fees
    return {
        **head_of(visit, notice.number, km=_km(visit)),
        "order_number": order.number if order else "",
        "repaired": is_repaired,
        "reason": None if is_repaired else _both(notice.reason_word),
        "settlement_number": settlement.number if settlement else "",
        "total_fen": total,
        "settled": _how_settled(total, on_credit=credit is not None, waived=waived is not None),
        "ahead": _ahead(ahead) if ahead else None,
        "approved_by": approved,
        "issued_by": by.name,
        "issued_at": _clock(visit, at),
        "keys": 1,
        "warnings": [
            {
                "item": refusal.item,
                "warning": refusal.warning,
                "refused_at": _clock(visit, refusal.refused_at),
                "refused_by": refusal.refused_by,
            }
            for refusal in safety_refusals(visit)
        ],
        "next_service": "",
        "gate": None,
        "taker": None,
    }


def _ahead(end: DepositEnd) -> AheadLine:
    return {
        "number": end.booking.number, "paid_fen": end.paid_fen, "fee_fen": end.fee_fen,
        "returned_fen": end.returned_fen, "kept_fen": end.kept_fen,
        "penalty_fen": end.penalty_fen, "given_to": end.given_to,
    }  # fmt: skip


def _how_settled(total_fen: int, *, on_credit: bool, waived: bool) -> Bilingual:
    if on_credit:
        return {"zh": "挂账", "en": "on account"}
    if waived:
        return {"zh": "免收", "en": "waived"}
    if total_fen == 0:
        return {"zh": "无费用", "en": "nothing due"}
    return {"zh": "已付清", "en": "paid in full"}


def warranty_content(visit: Visit, by: Staff, at: datetime) -> WarrantyContent:
    """Return the quality warranty: the terms with the day and km at which each ends (5.1)."""
    order = order_of(visit)
    km = _km(visit)
    released_on = hours_of(visit.shop).desk.day_of(at)
    lines = estimate.agreed_lines(order)
    inspection = inspection_of(visit)
    return {
        **head_of(visit, f"{order.number}-Z" if order else "", km=km),
        "order_number": order.number if order else "",
        "certificate_no": "",
        "released_on": released_on.isoformat(),
        "released_km": km,
        "items": [_term(term, released_on, km) for term in estimate.terms_of(order)],
        "excluded": [line.name for line in lines if line.is_own_part],
        "conditions": [{"zh": zh, "en": en} for zh, en in CONDITIONS],
        "reworks": [],
        "inspector": inspection.by.name if inspection else "",
        "issued_by": by.name,
        "customer": None,
    }


def _term(term: PromisedTerm, released_on: date, km: int | None) -> WarrantyItem:
    return {
        "category": _both(term.category_word),
        "items": [],
        "km": term.km,
        "days": term.days,
        "due_on": (released_on + timedelta(days=term.days)).isoformat(),
        "due_km": km + term.km if km is not None else None,
    }


def order_content(visit: Visit) -> OrderContent:
    """Return the repair order with the section of every station, as it stands now."""
    content = order_sheet(visit)
    if content is None:
        raise ValueError("a visit without an order has no order to print")
    settlement = queries.settlement_of(visit)
    content["supplements"] = supplement_sections(visit)
    content["prepaid_fen"] = settlement.prepaid_fen if settlement else 0
    content["objection"] = queries.objection_of(visit)
    content["workshop"] = signed_at(visit, Event.TAKEN_INTO_WORKSHOP)
    content["acceptance"] = signed_at(visit, Event.ACCEPTANCE_SIGNED)
    return content


def live_order(visit: Visit, at: datetime) -> OrderContent | None:
    """Return the order as the page shows it beside the step; None before the first estimate."""
    if order_of(visit) is None:
        return None
    early = visit.matter.stands_at in {Stage.NEGOTIATION, Stage.LEAVING, Stage.LEFT}
    return estimate_sheets.order_content(visit, at) if early else order_content(visit)


def _km(visit: Visit) -> int | None:
    readings = readings_of(visit)
    return readings.odometer_km if readings else None


def _payment(visit: Visit, payment: Payment) -> PaymentLine:
    mode = _both(payment.mode_word)
    if payment.amount_fen < 0:
        mode = {"zh": f"退还（{mode['zh']}）", "en": f"given back ({mode['en']})"}
    return {
        "mode": mode,
        "amount_fen": payment.amount_fen,
        "at": _clock(visit, payment.at),
        "reference": payment.reference,
    }


def _old_parts(*, keeps: bool) -> Bilingual:
    return (
        {"zh": "带走", "en": "taken along"} if keeps else {"zh": "不要", "en": "left with the shop"}
    )


def _both(word: Word) -> Bilingual:
    return {"zh": word.zh, "en": word.en}


def _clock(visit: Visit, at: datetime) -> str:
    return f"{at.astimezone(hours_of(visit.shop).desk.zone):%Y-%m-%d %H:%M}"
