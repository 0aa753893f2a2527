"""A fault is looked for: agreed to, done, written down and told. Article 2."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jieche.journal import door
from jieche.journal.models import Entry
from jieche.journal.queries import case_of
from jieche.reception import queries, sheets
from jieche.reception.models import (
    CodeState,
    DiagnosisConsent,
    DiagnosisReport,
    HandedOver,
    Urgency,
)
from jieche.rulebook.words import Event, Proof
from jieche.shop.commands import next_number
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.money import yuan
from jieche.visits.models import Visit


@dataclass(frozen=True)
class Test:
    """One test and what it showed."""

    item: str
    reading: str
    standard: str = ""
    is_normal: bool | None = None


@dataclass(frozen=True)
class Code:
    """One fault code read from the car."""

    code: str
    system: str = ""
    meaning: str = ""
    state: CodeState | None = None


@dataclass(frozen=True)
class Advice:
    """One piece of repair advice; the estimate in fen, None where none is given."""

    text: str
    urgency: Urgency
    estimate_fen: int | None = None


@transaction.atomic
def agree_diagnosis(
    visit: Visit,
    *,
    agreed_by: str,
    fee_fen: int,
    fee_note: str = "",
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> DiagnosisConsent:
    """Write that the customer agreed to a diagnosis and the fee he was told (2.2, 3.5)."""
    told = f"¥{yuan(fee_fen)}" if fee_fen else "免费"
    door.record(
        visit.matter, Event.DIAGNOSIS_AGREED, by=by, at=at,
        facts={"agreed_by": agreed_by, "fee_fen": fee_fen, "fee_note": fee_note},
        proofs=door.Proofs({Proof.FEE_TOLD: f"{told} {fee_note}".strip()}), ticked=ticked,
    )  # fmt: skip
    return DiagnosisConsent.objects.create(
        visit=visit, fee_fen=fee_fen, fee_note=fee_note, agreed_by=agreed_by, agreed_at=at
    )


@transaction.atomic
def call_technician(
    visit: Visit,
    *,
    technician: Staff,
    doubt: str = "",
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """Call a technician to the bay; he is expected there at once (2.3)."""
    if technician not in queries.technicians(visit.shop):
        door.refuse(
            "请选本店的技术员", "Choose a technician of the shop", clause="2.3", at="technician"
        )
    return door.record(
        visit.matter, Event.TECHNICIAN_CALLED, by=by, at=at,
        facts={"technician": technician.name, "doubt": doubt},
        proofs=door.Proofs({Proof.PERSON_TOLD: technician.name}), ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def technician_came(
    visit: Visit, *, finding: str = "", by: Staff, at: datetime, ticked: door.Ticks = ()
) -> Entry:
    """Write that the technician is at the bay, and what he found at first sight (2.3)."""
    door.hold(visit.matter)
    if not case_of(visit.matter).has(Event.TECHNICIAN_CALLED):
        door.refuse(
            "还没有呼叫技术员", "No technician was called", clause="2.3",
            mend=Event.TECHNICIAN_CALLED,
        )  # fmt: skip
    return door.record(
        visit.matter, Event.TECHNICIAN_CAME, by=by, at=at, facts={"finding": finding},
        ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def start_diagnosis(
    visit: Visit, *, technician: Staff | None = None, by: Staff, at: datetime,
    ticked: door.Ticks = (),
) -> Entry:  # fmt: skip
    """Start the diagnosis; ``technician`` does it, or whoever writes this (2.2)."""
    return door.record(
        visit.matter, Event.DIAGNOSIS_STARTED, by=by, at=at,
        facts={"technician": (technician or by).name}, ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def end_diagnosis(visit: Visit, *, by: Staff, at: datetime, ticked: door.Ticks = ()) -> Entry:
    """End the diagnosis; its report is owed at once (2.4)."""
    door.hold(visit.matter)
    case = case_of(visit.matter)
    if not case.has(Event.DIAGNOSIS_STARTED, since=Event.DIAGNOSIS_ENDED):
        door.refuse(
            "诊断还没有开始", "The diagnosis has not started", clause="2.4",
            mend=Event.DIAGNOSIS_STARTED,
        )  # fmt: skip
    return door.record(visit.matter, Event.DIAGNOSIS_ENDED, by=by, at=at, ticked=ticked)


@transaction.atomic
def report_diagnosis(
    visit: Visit,
    *,
    author: Staff,
    fault: str,
    basis: str,
    advice: Sequence[Advice],
    cause: str = "",
    tests: Sequence[Test] = (),
    codes: Sequence[Code] = (),
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> DiagnosisReport:
    """Make the diagnosis report and freeze it as it will be handed over (2.4). Raises Refused."""
    door.hold(visit.matter)
    if not case_of(visit.matter).has(Event.DIAGNOSIS_ENDED):
        door.refuse(
            "诊断还没有结束", "The diagnosis has not ended", clause="2.4",
            mend=Event.DIAGNOSIS_ENDED,
        )  # fmt: skip
    if not advice:
        door.refuse("请至少写一条维修建议", "Write at least one advice", clause="2.5")
    number = next_number(visit.shop, "DX", hours_of(visit.shop).desk.day_of(at))
    report = DiagnosisReport.objects.create(
        visit=visit, shop=visit.shop, number=number, fault=fault, cause=cause, basis=basis,
        tests=[
            {"item": t.item, "reading": t.reading, "standard": t.standard, "is_normal": t.is_normal}
            for t in tests
        ],
        codes=[
            {"code": c.code, "system": c.system, "meaning": c.meaning,
             "state": c.state.value if c.state else ""}
            for c in codes
        ],
        advice=[
            {"text": a.text, "urgency": a.urgency.value, "estimate_fen": a.estimate_fen}
            for a in advice
        ],
        author=author, made_at=at,
    )  # fmt: skip
    paper = door.freeze(visit.matter, "diagnosis", number, sheets.diagnosis_sheet(report), at=at)
    door.record(
        visit.matter, Event.DIAGNOSIS_REPORTED, by=by, at=at,
        facts={"number": number, "fault": fault, "author": author.name}, ticked=ticked,
        papers=[paper],
    )  # fmt: skip
    return report


@transaction.atomic
def tell_diagnosis(
    visit: Visit,
    *,
    told_to: str,
    how: HandedOver = HandedOver.PRINTED,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """Tell the customer what was found and hand him the report (2.5)."""
    return door.record(
        visit.matter, Event.DIAGNOSIS_TOLD, by=by, at=at,
        facts={"told_to": told_to, "how": how.value}, ticked=ticked,
    )  # fmt: skip
