"""Objections and complaints. Articles 12.8, 14."""

from datetime import datetime
from typing import NoReturn

from django.db import transaction

from jieche.care.complaint_sheet import PAPER, complaint_sheet
from jieche.care.file_commands import go_through_file_of
from jieche.care.models import Channel, Complaint, Satisfaction
from jieche.customers.models import Customer
from jieche.journal import door
from jieche.journal.contents import ComplaintContent
from jieche.journal.door import Proofs, Ticks
from jieche.journal.models import Document
from jieche.journal.queries import case_of, last_entry
from jieche.rulebook import judge
from jieche.rulebook.words import Event, Kind, Proof
from jieche.shop.commands import next_number
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.clock import A_YEAR, a_wrong_year
from jieche.visits.models import Visit


@transaction.atomic
def register_complaint(
    *,
    words: str,
    channel: str,
    visit: Visit | None = None,
    customer: Customer | None = None,
    plate_said: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> Complaint:
    """
    Register a complaint in the customer's words; it is then to be answered at once (14.3).

    ``plate_said`` is the plate of a car that was never here, as the customer said it.
    """
    matter = door.open_matter(
        Kind.COMPLAINT, by.shop, at=at, parent=visit.matter if visit else None
    )
    complaint = Complaint.objects.create(
        matter=matter, shop=by.shop, visit=visit,
        number=next_number(by.shop, "T", hours_of(by.shop).desk.day_of(at)),
        customer=customer or (visit.sender if visit else None),
        channel=Channel.of(channel).value, words=words, receiver=by, registered_at=at,
        plate_said=plate_said,
    )  # fmt: skip
    facts = {"number": complaint.number, "words": words}
    if plate_said:
        facts["plate_said"] = plate_said
    go_through_file_of(visit.vehicle if visit else None, at)
    paper = _frozen(complaint, complaint_sheet(complaint), at)
    door.record(
        matter, Event.COMPLAINT_REGISTERED, by=by, at=at, facts=facts, ticked=ticked,
        papers=[paper],
    )  # fmt: skip
    return complaint


def _frozen(complaint: Complaint, sheet: ComplaintContent, at: datetime) -> Document:
    return door.freeze(complaint.matter, PAPER, complaint.number, sheet, at=at)


@transaction.atomic
def raise_objection(
    visit: Visit, *, words: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Write down what the customer objects to at collection, and open its case (12.8)."""
    door.hold(visit.matter)
    complaint = register_complaint(
        words=words, channel=Channel.AT_COLLECTION.value, visit=visit, by=by, at=at
    )
    door.record(
        visit.matter, Event.OBJECTION_RAISED, by=by, at=at, facts={"case": complaint.number},
        proofs=Proofs({Proof.REASON: words}), ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def answer_objection(
    visit: Visit, *, answer: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """
    Answer what the customer objects to, before he accepts the car (12.8); it replies to its case.

    Raises Refused where nothing was objected to.
    """
    door.hold(visit.matter)
    case = _objection_of(visit)
    if case is not None and _is_open_at_the_gate(visit):
        reply(case, answer=answer, by=by, at=at)  # which answers it here too
        return
    door.record(
        visit.matter, Event.OBJECTION_ANSWERED, by=by, at=at,
        proofs=Proofs({Proof.ANSWER: answer}), ticked=ticked,
    )  # fmt: skip


def _objection_of(visit: Visit) -> Complaint | None:
    """Return the case of what the customer objected to last at collection."""
    raised = last_entry(visit.matter, Event.OBJECTION_RAISED)
    return visit.complaints.filter(number=raised.facts["case"]).first() if raised else None


def _is_open_at_the_gate(visit: Visit) -> bool:
    """Say whether a car waits for the answer to an objection: it is here, and none was given."""
    case = case_of(visit.matter)
    raised = case.has(Event.OBJECTION_RAISED) and judge.is_on_path(Event.OBJECTION_ANSWERED, case)
    return raised and not case.has(Event.OBJECTION_ANSWERED, since=Event.OBJECTION_RAISED)


def _answer_at_the_gate(complaint: Complaint, answer: str, by: Staff, at: datetime) -> None:
    """Let an answer given in the case count at the gate; the customer still signs (12.8, 12.11)."""
    visit = complaint.visit
    if visit is None or _objection_of(visit) != complaint or not _is_open_at_the_gate(visit):
        return
    door.record(
        visit.matter, Event.OBJECTION_ANSWERED, by=by, at=at, facts={"case": complaint.number},
        proofs=Proofs({Proof.ANSWER: answer}),
    )  # fmt: skip


@transaction.atomic
def reply(
    complaint: Complaint, *, answer: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Reply to a complaint (14.4); to an objection at collection it is the answer there (12.8)."""
    door.hold(complaint.matter)
    proofs = Proofs({Proof.ANSWER: answer})
    door.record(
        complaint.matter, Event.COMPLAINT_REPLIED, by=by, at=at, proofs=proofs, ticked=ticked
    )
    _answer_at_the_gate(complaint, answer, by, at)


@transaction.atomic
def promise_reply(
    complaint: Complaint, *, reply_at: datetime, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Apologise and name the hour of the next reply, within the year (14.5)."""
    if reply_at <= at:
        door.refuse(
            "下次答复的时间须在现在之后", "The next reply has to be later than now", clause="14.5",
            at="reply_at",
        )  # fmt: skip
    if reply_at - at > A_YEAR:
        wrong = a_wrong_year(f"{reply_at:%Y-%m-%d}")
        door.refuse(wrong.zh, wrong.en, clause="14.5", at="reply_at")
    door.record(
        complaint.matter, Event.REPLY_PROMISED, by=by, at=at, agreed_for=reply_at, ticked=ticked
    )


@transaction.atomic
def gather_facts(
    complaint: Complaint, *, facts: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Write down the facts, before any judgement (14.6)."""
    proofs = Proofs({Proof.FACTS: facts})
    door.record(complaint.matter, Event.FACTS_GATHERED, by=by, at=at, proofs=proofs, ticked=ticked)


@transaction.atomic
def resolve(
    complaint: Complaint,
    *,
    measure: str,
    result: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Write down what was done and what came of it (14.8)."""
    proofs = Proofs({Proof.ACTION: measure, Proof.RESULT: result})
    door.record(
        complaint.matter, Event.COMPLAINT_RESOLVED, by=by, at=at, proofs=proofs, ticked=ticked
    )
    complaint.measure, complaint.result = measure, result
    complaint.save(update_fields=["measure", "result"])


@transaction.atomic
def close(
    complaint: Complaint,
    *,
    satisfaction: str,
    said: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Close a complaint that has a result, with whether the customer is satisfied (14.8, 14.9).

    ``said`` is what he says of it, or how he was tried. The complaint record is frozen as it
    stands then. Raises Refused where he is not satisfied or not reached and nobody says more.
    """
    door.hold(complaint.matter)
    view = Satisfaction.of(satisfaction)
    if not said and view is not Satisfaction.SATISFIED:
        _refuse_bare(view)
    sheet = complaint_sheet(complaint, satisfaction=view, said=said, by=by, at=at)
    paper = _frozen(complaint, sheet, at)
    words = {Proof.OWN_WORDS: said} if said else {}
    proofs = Proofs({Proof.SATISFACTION: satisfaction, **words}, paper=paper)
    door.record(
        complaint.matter, Event.COMPLAINT_CLOSED, by=by, at=at, proofs=proofs, ticked=ticked,
        papers=[paper],
    )  # fmt: skip
    complaint.satisfaction = satisfaction
    complaint.save(update_fields=["satisfaction"])
    _answer_at_the_gate(complaint, complaint.result, by, at)


def _refuse_bare(view: Satisfaction) -> NoReturn:
    """Refuse to close a complaint as if nobody had asked the customer (14.9)."""
    if view is Satisfaction.NOT_REACHED:
        door.refuse(
            "未联系上的，请写明怎么联系的、几次", "Write how and how often he was tried",
            clause="14.9", at="said",
        )  # fmt: skip
    door.refuse(
        "客户不满意的，请写明他怎么说", "He is not satisfied: write what he says", clause="14.9",
        at="said",
    )  # fmt: skip
