"""What is done at the estimate: price, explain, promise, show, sign, reopen, decline."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from jieche.estimate import promises, queries, sheets
from jieche.estimate.lines import replace_sheet, write_sheet
from jieche.estimate.models import EstimateLine, Promise, WarrantyTerm
from jieche.estimate.pricing import Draft, totals_of
from jieche.estimate.risk import note_risk
from jieche.estimate.warranty import Terms, write_terms
from jieche.estimate.words import Method
from jieche.journal import door
from jieche.journal.door import Proofs, Refused, Signature, Ticks
from jieche.journal.models import Document
from jieche.journal.queries import case_of, last_entry, latest_document
from jieche.reception.models import LossReason
from jieche.rulebook.judge import Refusal
from jieche.rulebook.words import Event, Outcome, Proof
from jieche.staff.models import Staff
from jieche.values.canonical import digest
from jieche.values.money import yuan
from jieche.visits.commands import close_intake, order_of, reopen_intake, tell_fee
from jieche.visits.models import Category, RepairOrder, Visit
from jieche.visits.queries import order_of as order_if_any


@transaction.atomic
def make_estimate(
    visit: Visit,
    *,
    lines: Sequence[Draft],
    category: Category,
    other_wishes: str,
    keeps_old_parts: bool,
    made_from: int | None = None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> list[EstimateLine]:
    """
    Price the order, or price it anew: all lines of sheet 0 are replaced in one act.

    ``made_from`` is how often the visit had been estimated when the page was made; another number
    now means that somebody else has changed it since. Raises Refused for that, for lines that say
    too little (4.1 to 4.5), and as the door does.
    """
    door.hold(visit.matter)
    _not_stale(visit, made_from)
    order = order_of(visit, at=at)
    written = replace_sheet(order, lines)
    order.category = category.value
    order.other_wishes = other_wishes.strip()
    order.keeps_old_parts = keeps_old_parts
    order.save(update_fields=["category", "other_wishes", "keeps_old_parts"])
    sums = totals_of(written)
    facts = {
        "total_fen": sums.total_fen,
        "labour_fen": sums.labour_fen,
        "parts_fen": sums.parts_fen,
        "other_fen": sums.other_fen,
        "risk_fen": sums.risk_fen,
        "lines": [_fact(line) for line in written],
    }
    door.record(visit.matter, Event.ESTIMATE_MADE, by=by, at=at, facts=facts, ticked=ticked)
    _note_item_pricing(visit, written, by=by, at=at)
    note_risk(visit.matter, written, by=by, at=at, may_shrink=True)
    return written


def _fact(line: EstimateLine) -> dict[str, str | int]:
    return {
        "kind": line.kind,
        "name": line.name,
        "method": line.method,
        "hours_tenths": line.hours_tenths,
        "rate_fen": line.rate_fen,
        "quantity_tenths": line.quantity_tenths,
        "unit_fen": line.unit_fen,
        "risk_fen": line.risk_fen,
        "amount_fen": line.amount_fen,
    }


def _not_stale(visit: Visit, made_from: int | None) -> None:
    if made_from is None or made_from == queries.times_estimated(visit):
        return
    entry = last_entry(visit.matter, Event.ESTIMATE_MADE)
    if entry is None:
        return
    count, total = len(entry.facts.get("lines", [])), yuan(int(entry.facts.get("total_fen", 0)))
    local = entry.happened_at.astimezone(sheets.zone_of(visit))
    door.refuse(
        f"{entry.by.name} 已于 {local:%H:%M} 改过估价：{count} 行，合计 {total} 元。"
        "请核对后再提交；再次提交将以本页为准",
        f"{entry.by.name} changed the estimate at {local:%H:%M}: {count} lines, {total} yuan. "
        "Compare first; sending again puts this page in its place",
        at="made_from",
    )


def _note_item_pricing(
    visit: Visit, lines: Sequence[EstimateLine], *, by: Staff, at: datetime
) -> None:
    """
    Note that something is priced by item which the customer has not been told of yet (4.5).

    Where all such prices went before they were explained, there is nothing left to explain.
    """
    priced = {line.name for line in lines if line.method == Method.ITEM.value}
    told = last_entry(visit.matter, Event.ITEM_PRICING_EXPLAINED)
    settled = (Event.ITEM_PRICING_EXPLAINED, Event.ITEM_PRICING_DROPPED)
    pending = case_of(visit.matter).has(Event.ITEM_PRICED, since=settled)
    if priced - set(told.facts.get("items", []) if told else []):
        door.record(visit.matter, Event.ITEM_PRICED, by=by, at=at, facts={"items": sorted(priced)})
    elif pending and not priced:
        door.record(visit.matter, Event.ITEM_PRICING_DROPPED, by=by, at=at)


@transaction.atomic
def explain_item_pricing(
    visit: Visit,
    *,
    explanation: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Tell the customer what a price by item covers and what not; it stands on the order (4.5).

    ``explanation`` in other words than the usual ones is put on every line that is priced by item.
    """
    door.hold(visit.matter)
    order = order_if_any(visit)
    lines = EstimateLine.objects.filter(order=order, sheet=0, method="item")
    items = sorted(set(lines.values_list("name", flat=True)))
    if not items:
        door.refuse("没有按项目定价的项目", "Nothing is priced by item", clause="4.5")
    words = explanation.strip()
    if words and lines.exclude(explanation=words).exists():
        lines.update(explanation=words, explanation_en="")
    told = sorted(set(lines.values_list("explanation", flat=True)))
    door.record(
        visit.matter, Event.ITEM_PRICING_EXPLAINED, by=by, at=at,
        facts={"items": items, "told": told}, ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def promise_quality(
    visit: Visit, *, terms: Sequence[Terms], by: Staff, at: datetime, ticked: Ticks = ()
) -> list[WarrantyTerm]:
    """
    Promise the warranty, never below the law, for each category of the order's work (5.1).

    Raises Refused where a term is below the law's figures of the day or a category has none.
    """
    door.hold(visit.matter)
    order = order_if_any(visit)
    if order is None:
        raise Refused(
            [Refusal("须先：估价", "First: Make the estimate", "5.1", Event.ESTIMATE_MADE)]
        )
    written = write_terms(order, terms, categories=queries.categories_to_warrant(order), at=at)
    facts = {
        "terms": [
            {"category": t.category, "km": t.km, "days": t.days, "legal_km": t.legal_km,
             "legal_days": t.legal_days}
            for t in written
        ]
    }  # fmt: skip
    door.record(visit.matter, Event.QUALITY_PROMISED, by=by, at=at, facts=facts, ticked=ticked)
    return written


@transaction.atomic
def override_promise(
    visit: Visit,
    *,
    hour: datetime,
    reason: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Allow an hour that is earlier than the shop's state bears: a manager, with reason (5.2)."""
    promises.check_hour(visit, hour, at=at, field="hour")
    door.record(
        visit.matter, Event.PROMISE_OVERRIDDEN, by=by, at=at, agreed_for=hour,
        proofs=Proofs(words={Proof.REASON: reason}), ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def promise_delivery(
    visit: Visit,
    *,
    promised_at: datetime,
    parts: Mapping[int, datetime | None] | None = None,
    why: str = "",
    told_to: str = "",
    shown: str = "",
    for_more_work: bool = False,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> Promise:
    """
    Promise a delivery time, and keep the forecast it was based on (5.2, 5.3).

    ``parts`` tells by line when a part comes, None where it is on the shelf; it goes before what
    the catalogue knows. A promise that moves a signed one says why and to whom it was told.
    ``shown`` is the slip of the offers on the screen; ``for_more_work``: additional work was
    agreed to, so that this takes the place of the promise before. Raises Refused for an hour that
    is not kept nine times of ten, or before the last part, unless a manager has allowed it.
    """
    door.hold(visit.matter)
    promise = promises.keep(
        visit, promised_at, parts=parts, why=why, told_to=told_to, shown=shown,
        for_more_work=for_more_work, by=by, at=at,
    )  # fmt: skip
    door.record(
        visit.matter, Event.DELIVERY_PROMISED, by=by, at=at, agreed_for=promised_at,
        facts=promises.facts_of(promise), ticked=ticked,
    )  # fmt: skip
    visit.promised_at = promised_at
    visit.save(update_fields=["promised_at"])
    return promise


@transaction.atomic
def show_order(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> Document:
    """
    Freeze the order as it stands and let the customer read it (3.2).

    Raises Refused as the door does, and where a promise no longer fits the work (5.1, 5.2).
    """
    door.hold(visit.matter)
    order = order_if_any(visit)
    content = sheets.order_content(visit)
    reasons = door.in_the_way(visit.matter, Event.ORDER_SHOWN, by=by)
    if order is None or content is None:
        raise Refused(reasons)
    known = {reason.mend for reason in reasons}
    stale = [one for one in _no_longer_true(visit, order, at) if one.mend not in known]
    if stale:
        raise Refused(reasons + stale)
    paper = door.freeze(visit.matter, "order", order.number, content, at=at)
    door.record(
        visit.matter, Event.ORDER_SHOWN, by=by, at=at,
        facts={"version": paper.version, "total_fen": content["prices"]["total_fen"]},
        proofs=Proofs(words={Proof.OTHER_WISHES: order.other_wishes}, paper=paper),
        ticked=ticked, papers=[paper],
    )  # fmt: skip
    return paper


def _no_longer_true(visit: Visit, order: RepairOrder, at: datetime) -> list[Refusal]:
    """Return the promises that the order has outgrown."""
    found = []
    case = case_of(visit.matter)
    terms = {term.category_word for term in queries.terms_of(order)}
    if case.has(Event.QUALITY_PROMISED) and set(queries.categories_to_warrant(order)) - terms:
        found.append(
            Refusal(
                "维修类别改了，质量保证还没有跟上",
                "The category changed; promise its warranty",
                "5.1",
                Event.QUALITY_PROMISED,
            )
        )
    promise = queries.promise_of(visit)
    if promise is not None and promises.has_outgrown(promise, visit):
        found.append(
            Refusal(
                "承诺后工时或配件有改动，须重新承诺交车时间",
                "Hours or parts changed since; promise the delivery time again",
                "5.2",
                Event.DELIVERY_PROMISED,
            )
        )
    if promise is not None and promise.promised_at <= at:
        found.append(
            Refusal(
                "承诺的交车时间已过，须重新承诺",
                "The promised time is past; promise again",
                "5.4",
                Event.DELIVERY_PROMISED,
            )
        )
    return found


@transaction.atomic
def sign_order(
    visit: Visit, *, signature: Signature, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """
    Take the customer's signature under the order that he has read; the intake ends (3.3, P.2).

    Raises Refused where what stands now is not, to the letter, what was read (3.2).
    """
    door.hold(visit.matter)
    paper, content = latest_document(visit.matter, "order"), sheets.order_content(visit)
    reasons = door.in_the_way(visit.matter, Event.ORDER_SIGNED, by=by)
    if reasons or paper is None or content is None:
        raise Refused(reasons)
    if digest(content) != paper.sha256:
        door.refuse(
            "过目之后单上有改动，须请客户重新过目",
            "The order changed since it was read; show it again",
            clause="3.2", mend=Event.ORDER_SHOWN,
        )  # fmt: skip
    door.record(
        visit.matter, Event.ORDER_SIGNED, by=by, at=at,
        facts={"version": paper.version, "total_fen": content["prices"]["total_fen"]},
        proofs=Proofs(signature=signature, paper=paper), ticked=ticked,
    )  # fmt: skip
    EstimateLine.objects.filter(order__visit=visit, sheet=0).update(is_agreed=True)
    close_intake(visit, Outcome.ENTERS, at=at)


@transaction.atomic
def reopen_order(visit: Visit, *, reason: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Take a signed order back to negotiation before the car is handed in; it is signed anew."""
    door.hold(visit.matter)
    door.record(
        visit.matter, Event.ORDER_REOPENED, by=by, at=at,
        proofs=Proofs(words={Proof.REASON: reason}), ticked=ticked,
    )  # fmt: skip
    EstimateLine.objects.filter(order__visit=visit, sheet=0).update(is_agreed=False)
    reopen_intake(visit)


@transaction.atomic
def decline_order(
    visit: Visit,
    *,
    reason: LossReason,
    note: str = "",
    outcome: Outcome,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Let a customer go who does not have it repaired here, with a neutral word why (3.4, 3.6)."""
    door.hold(visit.matter)
    if outcome not in {Outcome.QUOTE_ONLY, Outcome.LEAVES}:
        door.refuse("选只诊断报价或离厂", "Choose quote only or leaves", clause="P.2", at="outcome")
    words = f"{reason.zh}：{note.strip()}" if note.strip() else reason.zh
    door.record(
        visit.matter, Event.ORDER_DECLINED, by=by, at=at,
        facts={"reason": reason.value, "outcome": outcome.value},
        proofs=Proofs(words={Proof.REASON: words}), ticked=ticked,
    )  # fmt: skip
    tell_fee(visit, by=by, at=at)
    close_intake(visit, outcome, at=at)


# -- supplements: the sheets after the first -----------------------------------------------------


@transaction.atomic
def add_sheet(order: RepairOrder, sheet: int, lines: Sequence[Draft]) -> list[EstimateLine]:
    """
    Write the lines of supplement ``sheet``; they count only once agreed.

    The event is the supplement's own and is recorded by who reports it. Raises Refused for lines
    that say too little, and ValueError for sheet 0.
    """
    if sheet < 1:
        raise ValueError("sheet 0 is the order itself")
    return write_sheet(order, sheet, lines)


@transaction.atomic
def agree_sheet(order: RepairOrder, sheet: int) -> int:
    """Let the lines of a supplement count; return how many there are."""
    return EstimateLine.objects.filter(order=order, sheet=sheet, is_dropped=False).update(
        is_agreed=True
    )


@transaction.atomic
def drop_sheet(order: RepairOrder, sheet: int) -> int:
    """Keep the lines of a refused supplement as a record only; return how many there are."""
    return EstimateLine.objects.filter(order=order, sheet=sheet).update(
        is_agreed=False, is_dropped=True
    )
