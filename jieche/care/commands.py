"""Objections, complaints, follow-up calls and leads. Articles 12.8, 14, 15."""

from datetime import date, datetime

from django.db import transaction

from jieche.care.file_commands import go_through_file_of
from jieche.care.models import Channel, Complaint, FollowUp
from jieche.customers.models import Customer
from jieche.journal import door
from jieche.journal.door import Proofs, Ticks
from jieche.rulebook.words import Event, Kind, Proof
from jieche.shop.commands import next_number
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit


@transaction.atomic
def register_complaint(
    *,
    words: str,
    channel: str,
    visit: Visit | None = None,
    customer: Customer | None = None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> Complaint:
    """Register a complaint in the customer's words; it is then to be answered at once (14.3)."""
    matter = door.open_matter(
        Kind.COMPLAINT, by.shop, at=at, parent=visit.matter if visit else None
    )
    complaint = Complaint.objects.create(
        matter=matter, shop=by.shop, visit=visit,
        number=next_number(by.shop, "T", hours_of(by.shop).desk.day_of(at)),
        customer=customer or (visit.sender if visit else None),
        channel=Channel.of(channel).value, words=words, receiver=by, registered_at=at,
    )  # fmt: skip
    facts = {"number": complaint.number, "words": words}
    go_through_file_of(visit.vehicle if visit else None, at)
    door.record(matter, Event.COMPLAINT_REGISTERED, by=by, at=at, facts=facts, ticked=ticked)
    return complaint


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
def reply(
    complaint: Complaint, *, answer: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Reply to a complaint (14.4)."""
    proofs = Proofs({Proof.ANSWER: answer})
    door.record(
        complaint.matter, Event.COMPLAINT_REPLIED, by=by, at=at, proofs=proofs, ticked=ticked
    )


@transaction.atomic
def promise_reply(
    complaint: Complaint, *, reply_at: datetime, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Apologise and name the hour of the next reply (14.5)."""
    if reply_at <= at:
        door.refuse(
            "下次答复的时间须在现在之后", "The next reply has to be later than now", clause="14.5",
            at="reply_at",
        )  # fmt: skip
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
    complaint: Complaint, *, satisfaction: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Close a complaint that has a result, with whether the customer is satisfied (14.8, 14.9)."""
    proofs = Proofs({Proof.SATISFACTION: satisfaction})
    door.record(
        complaint.matter, Event.COMPLAINT_CLOSED, by=by, at=at, proofs=proofs, ticked=ticked
    )
    complaint.satisfaction = satisfaction
    complaint.save(update_fields=["satisfaction"])


@transaction.atomic
def follow_up(
    visit: Visit,
    *,
    usage: str,
    opinion: str,
    score: int,
    advice: str,
    next_service_on: date | None = None,
    next_service_km: int | None = None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Make the follow-up call: how the car runs, what the customer thinks, advice (15.2-15.5)."""
    facts = {"score": score, "usage": usage, "opinion": opinion}
    door.record(visit.matter, Event.FOLLOWED_UP, by=by, at=at, facts=facts, ticked=ticked)
    FollowUp.objects.create(
        visit=visit, called_at=at, caller=by, usage=usage, opinion=opinion, score=score,
        advice=advice, next_service_on=next_service_on, next_service_km=next_service_km,
    )  # fmt: skip


@transaction.atomic
def try_follow_up(visit: Visit, *, why: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Record an attempt in which nobody was reached (15.2)."""
    facts = {"why": why}
    door.record(visit.matter, Event.FOLLOW_UP_TRIED, by=by, at=at, facts=facts, ticked=ticked)


@transaction.atomic
def note_lead(visit: Visit, *, words: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Note latent demand heard in the talk, for the manager (15.11)."""
    facts = {"words": words}
    door.record(visit.matter, Event.LEAD_NOTED, by=by, at=at, facts=facts, ticked=ticked)


@transaction.atomic
def read_lead(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """The manager has read the lead (15.11)."""
    door.record(visit.matter, Event.LEAD_READ, by=by, at=at, ticked=ticked)
