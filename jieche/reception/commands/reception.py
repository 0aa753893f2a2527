"""The customer is greeted, asked, answered and served."""

from datetime import datetime

from django.db import transaction

from jieche.appointments.queries import money_ahead_of
from jieche.journal import door
from jieche.journal.models import Entry
from jieche.journal.queries import case_of
from jieche.reception import queries
from jieche.reception.models import BayUse, Enquiry
from jieche.rulebook.words import Event, Outcome, Proof, Purpose
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.visits.commands import close_intake
from jieche.visits.models import Channel, Visit


@transaction.atomic
def greet_customer(
    visit: Visit, *, bay: Place | None = None, by: Staff, at: datetime, ticked: door.Ticks = ()
) -> Entry:
    """Greet the customer and guide the car to a reception bay (1.1-1.3). Raises Refused."""
    door.hold(visit.matter)
    if bay is None and visit.channel_word is Channel.CAR:
        door.refuse("请选接待车位", "Choose a reception bay", clause="1.3", at="bay")
    if bay is not None:
        _take_bay(visit, bay, at)
    where = bay.name if bay else visit.channel_word.zh
    entry = door.record(
        visit.matter,
        Event.CUSTOMER_GREETED,
        by=by,
        at=at,
        facts={"bay": bay.name if bay else "", "seconds": queries.seconds_to_greet(visit, at)},
        proofs=door.Proofs({Proof.BAY: where}),
        ticked=ticked,
    )
    if visit.is_first:
        door.record(visit.matter, Event.NEW_CUSTOMER_MET, by=by, at=at)
    visit.advisor = by  # who greets a customer serves him; the gate may have registered him
    visit.save(update_fields=["advisor"])
    return entry


def _take_bay(visit: Visit, bay: Place, at: datetime) -> None:
    """Put the car into the bay; whoever has driven away since is taken out of it first."""
    bay = Place.objects.select_for_update().get(pk=bay.pk)
    if bay.shop_id != visit.shop_id or bay.kind != Place.Kind.RECEPTION_BAY:
        door.refuse("这不是本店的接待车位", "This is no reception bay of the shop", at="bay")
    holder = queries.holder_of(bay)
    if holder is not None and holder.pk != visit.pk:
        plate = holder.vehicle.plate_shown if holder.vehicle else holder.number
        door.refuse(
            f"{bay.name} 停着 {plate}，请另选车位",
            f"{plate} stands in {bay.name}. Choose another bay",
            clause="1.3",
            at="bay",
        )
    for use in BayUse.objects.filter(bay=bay, until=None).select_related("visit__matter"):
        use.until = max(use.visit.matter.changed_at, use.since)
        use.save(update_fields=["until"])
    BayUse.objects.create(visit=visit, bay=bay, since=at)


@transaction.atomic
def move_to_bay(
    visit: Visit, *, bay: Place, by: Staff, at: datetime, ticked: door.Ticks = ()
) -> Entry:
    """Drive the car to another reception bay; the one it leaves is free (1.3). Raises Refused."""
    door.hold(visit.matter)
    before = queries.bay_of(visit)
    if before == bay:
        door.refuse(
            f"车就停在 {bay.name}", f"The car stands in {bay.name} already", clause="1.3", at="bay"
        )
    BayUse.objects.filter(visit=visit, until=None).update(until=at)
    _take_bay(visit, bay, at)
    return door.record(
        visit.matter, Event.BAY_CHANGED, by=by, at=at,
        facts={"from": before.name if before else "", "bay": bay.name},
        proofs=door.Proofs({Proof.BAY: bay.name}), ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def explain_services(visit: Visit, *, by: Staff, at: datetime, ticked: door.Ticks = ()) -> Entry:
    """Explain the shop's services and procedure to a new customer (1.9)."""
    return door.record(visit.matter, Event.SERVICES_EXPLAINED, by=by, at=at, ticked=ticked)


@transaction.atomic
def promise_answer(
    visit: Visit,
    *,
    answer_at: datetime,
    ask_first: str = "",
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """Name the hour of the answer to a question that can't be answered on the spot (14.1)."""
    if answer_at <= at:
        door.refuse(
            "答复时间须在现在之后", "The answer has to be later than now", clause="14.1",
            at="answer_at",
        )  # fmt: skip
    return door.record(
        visit.matter, Event.ANSWER_PROMISED, by=by, at=at, agreed_for=answer_at,
        facts={"ask_first": ask_first}, ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def answer_enquiry(
    visit: Visit,
    *,
    question: str,
    answer: str,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """Answer an enquiry on the spot; the visit ends with it and no order is made (1.5)."""
    door.hold(visit.matter)
    if visit.purpose_word is not Purpose.ENQUIRY:
        door.refuse(
            "来意不是咨询，不能以答复结束。来意变了请先改",
            "The purpose is not an enquiry, so an answer does not end the visit. Change it first",
            clause="1.5",
            mend=Event.PURPOSE_STATED,
        )
    if money_ahead_of(visit):
        door.refuse(
            "客户如约到店，预交款还没有了结，不能以答复结束。不修的，请记为客户不修",
            "The booking he keeps has money paid ahead: an answer does not end it. If nothing is "
            "repaired, note that he declines",
            clause="16.5",
            mend=Event.ORDER_DECLINED,
        )
    entry = door.record(
        visit.matter,
        Event.ENQUIRY_ANSWERED,
        by=by,
        at=at,
        facts={"question": question, "answer": answer},
        proofs=door.Proofs({Proof.ANSWER: answer}),
        ticked=ticked,
    )
    Enquiry.objects.create(visit=visit, question=question, answer=answer, answered_at=at)
    close_intake(visit, Outcome.LEAVES, at=at)
    return entry


@transaction.atomic
def give_consent(
    visit: Visit,
    *,
    agreed_by: str,
    estimate_fee_fen: int | None = None,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """
    Write that the customer agreed to come in and negotiate, and who it was (1.6).

    ``estimate_fee_fen`` is what he was told an estimate costs if he does not stay (3.5).
    """
    facts: dict[str, str | int] = {"agreed_by": agreed_by}
    if estimate_fee_fen:
        facts["estimate_fee_fen"] = estimate_fee_fen
    return door.record(visit.matter, Event.CONSENT_GIVEN, by=by, at=at, facts=facts, ticked=ticked)


@transaction.atomic
def seat_customer(visit: Visit, *, by: Staff, at: datetime, ticked: door.Ticks = ()) -> Entry:
    """Seat the customer in the hall while his car is looked at (1.7)."""
    return door.record(visit.matter, Event.CUSTOMER_SEATED, by=by, at=at, ticked=ticked)


@transaction.atomic
def serve_tea(visit: Visit, *, by: Staff, at: datetime, ticked: door.Ticks = ()) -> Entry:
    """Serve tea to a customer who waits (1.11). Raises Refused where nobody is seated."""
    door.hold(visit.matter)
    if not case_of(visit.matter).has(Event.CUSTOMER_SEATED):
        door.refuse(
            "客户还没有入座", "The customer is not seated yet", clause="1.11",
            mend=Event.CUSTOMER_SEATED,
        )  # fmt: skip
    return door.record(visit.matter, Event.TEA_SERVED, by=by, at=at, ticked=ticked)


@transaction.atomic
def take_express(
    visit: Visit, *, reason: str, by: Staff, at: datetime, ticked: door.Ticks = ()
) -> Entry:
    """Write the order at once because the case is simple or the customer asks for it (1.8)."""
    return door.record(
        visit.matter, Event.EXPRESS_ASKED, by=by, at=at, facts={"reason": reason},
        proofs=door.Proofs({Proof.REASON: reason}), ticked=ticked,
    )  # fmt: skip
