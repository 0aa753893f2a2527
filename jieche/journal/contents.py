"""What each printed paper needs: the dict that a station's `sheets.py` builds and the door freezes.

Types only, no logic, so that every station may import it. The forms in `jieche/papers` print it;
a filled example of each stands in `tests/papers/examples`.

How to fill it
- Values are str, int, bool, None, list and dict, never float: the hash is the same everywhere.
- Every key is there. What is unknown or empty is "" or [] or None, never a placeholder as "N/A".
- User data (names, items, notes) stands as it was typed. Words of the rule book and of the shop's
  lists (category, grade, method) come as `Bilingual`; labels and headings belong to the forms.
- `…_fen`: whole fen. `…_at`: "2026-11-23 10:31", `…_on`: "2026-11-23", in the shop's time zone.
- Hours and quantities are decimal strings as they shall be read: "0.5", "4", "3.5".
- Signatures set under this very version come from the journal when it is printed: leave their
  boxes None. A box is filled in the content only with a signature of an earlier version
  (`jieche.journal.signed.as_printed`), so that the next version still shows it.
- The version is counted by the door, so a content that did not change keeps its hash.
"""

from typing import Literal, TypedDict

from jieche.journal.content_blocks import (
    AheadLine,
    Bilingual,
    Head,
    Person,
    Prices,
    ReplyLine,
    Signature,
    WalkAround,
    WarrantyTerm,
)

PaperKind = Literal[
    "booking",
    "complaint_record",
    "diagnosis",
    "order",
    "supplement",
    "belongings",
    "settlement",
    "exit_notice",
    "warranty",
    "follow_up",
    "report",
    "register",
]


class SupplementSheet(TypedDict):
    """One supplement 追加维修项目 as a section of the order; the sheet of its own has the same."""

    number: str
    reason: str  # the technical reason (9.7)
    safety: bool  # safety is concerned (9.8)
    warning: str  # what is at stake, as told; "" unless safety
    prices: Prices
    added_hours: str  # by how much the work gets longer (9.2)
    promised_at: str  # the new promise; "" if it stays
    asked_at: str
    asked_how: Bilingual | None  # 电话 …
    answer: Bilingual | None  # 同意 / 不同意; None: not yet
    answered_by: str
    answered_at: str
    delivered_at: str  # 9.6: handed to the workshop; 9.4: told to the workshop
    delivered_to: str
    signature: Signature | None


class OrderContent(Head):
    """进厂维修单, the repair order."""

    category: Bilingual
    payer: Person | None  # None: the sender pays
    came_at: str
    promised_at: str
    advisor: str
    team: str  # 维修班组 or ""
    complaint: str  # in the customer's own words
    wishes: str  # "" is printed as "none"
    waits: bool | None  # waits in the shop
    wash: bool | None
    old_parts: Bilingual | None  # 带走 / 不要 / 无
    fuel: str  # as read: "5/8", "62 %"
    fuel_percent: int | None  # for the drawn gauge
    prices: Prices
    prepaid_fen: int
    disclosures: list[Bilingual]  # 4.5 item pricing, 4.3 symptom
    warranty: list[WarrantyTerm]
    walk_around: WalkAround | None  # None: not done yet
    box: str
    key_tag: str
    supplements: list[SupplementSheet]
    terms: list[Bilingual]  # the shop's terms, one sentence each
    objection: str  # at acceptance; "" for none
    consent: Signature | None  # customer (3.3)
    workshop: Signature | None  # receiver in the workshop (8.7)
    acceptance: Signature | None  # customer (12.8)


class SupplementContent(Head):
    """进厂维修单（追加）: the sheet of one supplement, for signature and for the workshop."""

    order_number: str
    advisor: str
    old_promised_at: str
    sheet: SupplementSheet


class TestLine(TypedDict):
    """One test made at the diagnosis."""

    no: int
    item: str
    reading: str
    standard: str  # the value it should have
    result: Bilingual | None  # 正常 / 异常


class CodeLine(TypedDict):
    """One fault code read from the car."""

    code: str
    system: str
    meaning: str
    state: Bilingual | None  # 当前 / 历史


class AdviceLine(TypedDict):
    """One piece of repair advice."""

    no: int
    text: str
    urgency: Bilingual | None  # 立即 / 近期 / 观察
    estimate_fen: int | None


class DiagnosisContent(Head):
    """检测诊断单, the diagnosis report."""

    complaint: str
    consent_at: str
    consent_by: str
    started_at: str
    ended_at: str
    technician: str
    advisor: str
    tests: list[TestLine]
    codes: list[CodeLine]
    fault: str  # the definite fault (2.4)
    cause: str
    basis: str  # what the conclusion rests on
    advice: list[AdviceLine]
    fee_fen: int  # as told before the diagnosis (2.2, 3.5)
    fee_note: str  # "进厂维修则免收" …
    customer: Signature | None


class DocumentLine(TypedDict):
    """One document of the car (6.2, 6.3)."""

    kind: Bilingual
    number: str
    expires_on: str
    valid: bool | None
    complete: bool | None
    good: bool | None
    taken: bool  # False: seen and left with the customer
    returned: bool | None  # None: the car is still here
    note: str


class ItemLine(TypedDict):
    """One tool or belonging left in the car."""

    no: int
    name: str
    quantity: str
    state: str
    boxed: bool  # in the storage box; False: stays in the car
    returned: bool | None  # None: not counted out yet
    note: str


class DiscrepancyLine(TypedDict):
    """One discrepancy (6.4, 6.5), at handing in or at handing out."""

    what: str
    told_at: str
    action: str
    signature: Signature | None


class BelongingsContent(Head):
    """随车物品清单, the list of documents, tools and belongings."""

    order_number: str
    advisor: str
    came_at: str
    documents: list[DocumentLine]
    items: list[ItemLine]
    nothing_left: bool  # the customer says there is nothing
    valuables_told: bool  # asked to take valuables with him
    box: str
    key_tag: str
    keys: int
    discrepancies: list[DiscrepancyLine]
    counted_out_by: str
    incoming: Signature | None
    outgoing: Signature | None


class PaymentLine(TypedDict):
    """One payment received, or given back (below zero)."""

    mode: Bilingual
    amount_fen: int
    at: str
    reference: str


class SettlementContent(Head):
    """结算单, the settlement list: labour and material itemised apart (JT/T 1133)."""

    order_number: str
    category: Bilingual
    payer: Person | None
    came_at: str
    finished_at: str
    out_km: int | None
    cashier: str
    prices: Prices  # what is settled, supplements included
    estimate_fen: int  # order and accepted supplements together
    discount_by: str  # who granted it (12.4)
    prepaid_fen: int  # all that was paid ahead
    received_fen: int  # besides the prepaid
    returned_fen: int  # given back of the two; papers of the first days have none
    payments: list[PaymentLine]  # what was given back is below zero
    credit_fen: int  # left on account
    credit_by: str
    credit_due_on: str
    old_parts: Bilingual | None
    warranty: list[WarrantyTerm]
    customer: Signature | None
    shop_signature: Signature | None


class WarningLine(TypedDict):
    """A safety warning from a refused supplement (9.8)."""

    item: str
    warning: str
    refused_at: str
    refused_by: str


class ExitNoticeContent(Head):
    """出厂通知单: the gate keeps the stub, the customer the other part."""

    order_number: str  # "" where no order was made
    repaired: bool
    reason: Bilingual | None  # of leaving without repair: 诊断报价, 预约, 客户不修
    settlement_number: str
    total_fen: int
    settled: Bilingual  # 已付清 / 挂账 / 免收 / 无费用
    ahead: AheadLine | None  # None where nothing was paid ahead
    approved_by: str  # of credit or waiver
    issued_by: str
    issued_at: str
    keys: int
    warnings: list[WarningLine]
    next_service: str  # words on the next maintenance, "" for none
    gate: Signature | None  # who let it out, and when
    taker: Signature | None  # who drove it out


class WarrantyItem(TypedDict):
    """One term with what it covers and when it ends."""

    category: Bilingual
    items: list[str]
    km: int
    days: int
    due_on: str
    due_km: int | None  # None where the km at release is unknown


class ReworkLine(TypedDict):
    """One rework under this warranty."""

    number: str
    item: str
    came_on: str
    finished_on: str
    sender: str
    inspector: str


class WarrantyContent(Head):
    """质量保证书, the quality warranty."""

    order_number: str
    certificate_no: str  # 竣工出厂合格证号, "" where none is due
    released_on: str
    released_km: int | None
    items: list[WarrantyItem]
    excluded: list[str]  # parts of the customer's own
    conditions: list[Bilingual]  # one sentence each
    reworks: list[ReworkLine]  # the form adds empty rows
    inspector: str
    issued_by: str
    customer: Signature | None


class BookedItem(TypedDict):
    """One item asked for in a booking."""

    no: int
    item: str
    hours: str
    estimate_fen: int | None
    parts_note: str


class BookingContent(Head):
    """预约单, the booking slip."""

    source: Bilingual  # 客户提出 / 本店建议
    starts_at: str  # date and clock (16.2)
    hold_minutes: int  # how long the place is held
    expected_end_at: str  # "" if not said
    bay: str
    advisor: str
    taken_at: str
    items: list[BookedItem]
    wishes: str
    estimate_fen: int | None
    costly_parts_fen: int  # price of the parts to be got ready
    deposit_fen: int  # in law a deposit 定金 (at most a fifth of the contract)
    prepaid_fen: int  # the rest of what was paid ahead 预付款
    remind_at: str
    terms: list[Bilingual]
    customer: Signature | None


class AttemptLine(TypedDict):
    """One attempt in which nobody was reached."""

    at: str
    why: str
    caller: str


class FollowUpContent(Head):
    """跟踪服务记录, the record of a follow-up call."""

    order_number: str
    released_at: str
    sheet_opened_at: str  # when the prepared sheet was looked at (15.10)
    called_at: str
    counts_from: str  # made before it, it is not the first follow-up yet (15.2); "" where it counts
    caller: str
    his_call: bool  # the customer rang himself
    attempts: list[AttemptLine]
    done: list[str]
    declined: list[str]  # found and not wanted
    promise: Bilingual | None  # kept or late; None where nothing was promised
    usage: str  # how the car runs (15.3)
    opinion: str
    score: int
    advice: str
    next_service_on: str
    next_service_km: int | None
    offer: str
    offers_agreed: bool
    lead: str
    next_call_on: str


class ComplaintContent(Head):
    """投诉登记表, the complaint record."""

    plate_said: str  # by the customer, of a car that was never here; "" for a car of the shop's
    order_number: str  # "" where no order is concerned
    channel: Bilingual
    registered_at: str
    receiver: str
    words: str  # the customer's own
    replies: list[ReplyLine]
    facts: list[str]
    measure: str  # "" while it is open
    result: str
    satisfaction: Bilingual | None  # None: not asked yet
    satisfaction_words: str
    closed_at: str
    closed_by: str
