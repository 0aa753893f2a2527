"""The repair order as its paper, with all that is known here; and the prices of a sheet."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from jieche.estimate import queries
from jieche.estimate.models import EstimateLine
from jieche.estimate.pricing import tenths, totals_of
from jieche.estimate.words import LineKind, Method
from jieche.journal.content_blocks import (
    Bilingual,
    FeeLine,
    LabourLine,
    PartLine,
    Prices,
    WarrantyTerm,
)
from jieche.journal.contents import OrderContent
from jieche.journal.queries import latest_document, signatures_under
from jieche.journal.signed import as_printed
from jieche.rulebook.words import Event, Stage, Word
from jieche.shop.queries import hours_of
from jieche.values.canonical import digest
from jieche.values.money import extract_tax
from jieche.visits.models import RepairOrder, Visit
from jieche.visits.queries import order_of
from jieche.visits.sheets import head_of, person

TERMS: tuple[tuple[str, str], ...] = (
    (
        "追加项目或费用超出本单预估的，须先征得客户明确同意；未经同意不施工、不收费。",
        "No work or charge beyond this estimate without your clear consent.",
    ),
    (
        "更换下的旧件归客户所有，客户不要的由本店代为处理。",
        "Replaced parts belong to the customer; those left behind are disposed of by the shop.",
    ),
    (
        "承诺交车时间如有变化，提前告知并说明原因。",
        "A change of the promised time is told ahead, with its reason.",
    ),
    (
        "客户自备配件不在质量保证之内。",
        "Parts brought by the customer are not under warranty.",
    ),
)


def zone_of(visit: Visit) -> tzinfo:
    """Return the shop's time zone."""
    return hours_of(visit.shop).desk.zone


def order_content(visit: Visit, _at: datetime | None = None) -> OrderContent | None:
    """
    Return the repair order as it stands, None before the first estimate.

    What later stations know (team, wash, fuel, walk-around, box, key, supplements, signatures) is
    left open; each puts its own section in before it freezes the next version.
    """
    order = order_of(visit)
    if order is None:
        return None
    lines = queries.lines_of(order, 0)
    promise = queries.promise_of(visit)
    payer = visit.payer if visit.payer_id != visit.sender_id else None
    return {
        **head_of(visit, order.number),
        "category": both(order.category_word),
        "payer": person(payer) if payer else None,
        "came_at": _moment(visit, visit.arrived_at),
        "promised_at": _moment(visit, promise.promised_at if promise else None),
        "advisor": visit.advisor.name,
        "team": "",
        "complaint": visit.wish,
        "wishes": order.other_wishes,
        "waits": None,
        "wash": None,
        "old_parts": {"zh": "带走", "en": "taken along"}
        if order.keeps_old_parts
        else {"zh": "不要", "en": "left with the shop"},
        "fuel": "",
        "fuel_percent": None,
        "prices": prices(lines, visit.shop.tax_permille, awaited(visit)),
        "prepaid_fen": 0,
        "disclosures": disclosures(lines),
        "warranty": warranty(order),
        "walk_around": None,
        "box": "",
        "key_tag": "",
        "supplements": [],
        "terms": [{"zh": zh, "en": en} for zh, en in TERMS],
        "objection": "",
        "consent": None,
        "workshop": None,
        "acceptance": None,
    }


def beside(visit: Visit) -> dict[str, Any]:
    """
    Return what stands beside the visit as its order: ``paper``, ``version``, ``signed``.

    While it is negotiated that is the order as it would print now, with the version the customer
    has read if it is still that one; once signed, the newest version with the signatures under it.
    Empty before the first estimate.
    """
    document = latest_document(visit.matter, "order")
    if document is not None and visit.matter.stands_at is not Stage.NEGOTIATION:
        content = json.loads(document.content)
        for piece in signatures_under(document):
            box = _BOXES.get(piece.entry.what)
            if box and not content.get(box):
                content[box] = as_printed(piece)
        return {
            "paper": content,
            "version": document.version,
            "signed": bool(content["consent"]),
            "document": document,
        }
    live = order_content(visit)
    if live is None:
        return {}
    is_read = document is not None and document.sha256 == digest(live)
    return {
        "paper": live,
        "version": document.version if document and is_read else None,
        "signed": False,
        "document": document if is_read else None,
    }


_BOXES = {
    Event.ORDER_SIGNED: "consent",
    Event.TAKEN_INTO_WORKSHOP: "workshop",
    Event.ACCEPTANCE_SIGNED: "acceptance",
}


def both(word: Word) -> Bilingual:
    """Return a word with both labels."""
    return {"zh": word.zh, "en": word.en}


def awaited(visit: Visit) -> dict[str, str]:
    """Return by name the parts that were not here when the time was promised: when they come."""
    promise = queries.promise_of(visit)
    parts = promise.load.get("parts", []) if promise else []
    return {
        part["name"]: f"预计 {_moment(visit, datetime.fromisoformat(part['arrives_at']))[5:]} 到货"
        for part in parts
        if part.get("arrives_at")
    }


def prices(
    lines: Sequence[EstimateLine], tax_permille: int, comes: Mapping[str, str] | None = None
) -> Prices:
    """
    Return the lines of a sheet and their sums as a paper shows them; the risk is a fee (4.3).

    ``comes`` says by name of a part when it comes, where it is not on the shelf (5.3).
    """
    kept = [line for line in lines if not line.is_dropped]
    sums = totals_of(kept)
    of = {kind: [line for line in kept if line.kind == kind.value] for kind in LineKind}
    fees = [_fee(no, line) for no, line in enumerate(of[LineKind.OTHER], 1)]
    fees += [
        FeeLine(no=no, name=f"风险价值（{line.name}）", amount_fen=line.risk_fen, note="")
        for no, line in enumerate((x for x in kept if x.risk_fen), len(fees) + 1)
    ]
    return Prices(
        labour=[_labour(no, line) for no, line in enumerate(of[LineKind.LABOUR], 1)],
        parts=[_part(no, line, comes or {}) for no, line in enumerate(of[LineKind.PART], 1)],
        fees=fees,
        labour_fen=sums.labour_fen,
        parts_fen=sums.parts_fen,
        fees_fen=sums.other_fen + sums.risk_fen,
        discount_fen=0,
        rounding_fen=0,
        total_fen=sums.total_fen,
        tax_percent=tenths(tax_permille),
        tax_fen=extract_tax(sums.total_fen, tax_permille)[1],
    )


def disclosures(lines: Sequence[EstimateLine]) -> list[Bilingual]:
    """Return what the order must say of prices by item (4.5) and by symptom (4.2, 4.3)."""
    found: list[Bilingual] = []
    for line in lines:
        said: Bilingual | None = None
        if line.method == Method.ITEM.value:
            said = {"zh": line.explanation, "en": line.explanation_en}
        elif line.method == Method.SYMPTOM.value and line.kind == LineKind.LABOUR.value:
            said = {
                "zh": f"按现象定价（{line.symptom}）：以“{line.criterion}”为验收标准。",
                "en": f"Priced by symptom ({line.symptom}); it counts as cured when: "
                f"{line.criterion}.",
            }
        if said is not None and said not in found:
            found.append(said)
    return found


def warranty(order: RepairOrder) -> list[WarrantyTerm]:
    """Return the promised warranty of an order."""
    return [
        WarrantyTerm(category=both(term.category_word), items=[], km=term.km, days=term.days)
        for term in queries.terms_of(order)
    ]


def _labour(no: int, line: EstimateLine) -> LabourLine:
    return LabourLine(
        no=no, item=line.name, detail=_detail(line), method=both(line.method_word),
        hours=tenths(line.hours_tenths), rate_fen=line.rate_fen, amount_fen=line.work_fen, note="",
    )  # fmt: skip


def _detail(line: EstimateLine) -> str:
    match line.method_word:
        case Method.SYSTEM:
            return line.system_word.zh if line.system_word else ""
        case Method.SYMPTOM:
            return f"{line.symptom}（{line.reason}）"
        case Method.ITEM:
            return ""


def _part(no: int, line: EstimateLine, comes: Mapping[str, str]) -> PartLine:
    return PartLine(
        no=no, name=line.name, code=line.part.code if line.part else "", brand="",
        grade=both(line.grade_word) if line.grade_word else None,
        quantity=tenths(line.quantity_tenths), unit=line.unit,
        price_fen=0 if line.is_own_part else line.unit_fen, amount_fen=line.work_fen,
        own=line.is_own_part, note="" if line.is_own_part else comes.get(line.name, ""),
    )  # fmt: skip


def _fee(no: int, line: EstimateLine) -> FeeLine:
    return FeeLine(no=no, name=line.name, amount_fen=line.work_fen, note="")


def _moment(visit: Visit, at: datetime | None) -> str:
    return f"{at.astimezone(zone_of(visit)):%Y-%m-%d %H:%M}" if at else ""
