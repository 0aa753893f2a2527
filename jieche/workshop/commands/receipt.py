"""The order made complete, and the car taken into the workshop with it. Clauses 8.1, 8.6-8.9."""

from datetime import datetime

from django.db import transaction

from jieche.checkin.commands import move_key
from jieche.checkin.words import Holder
from jieche.journal import door
from jieche.journal.door import Proofs, Signature, Ticks
from jieche.journal.models import Document
from jieche.rulebook.words import Event, Proof
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.workshop import queries, sheets
from jieche.workshop.models import WorkshopReceipt


@transaction.atomic
def tidy_order(
    visit: Visit, *, note: str = "", by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """
    Tidy the order: a new version of it, with walk-around, box, key and readings (8.1).

    What a customer signed stays as it was; the new version carries his signature along.
    """
    door.hold(visit.matter)
    papers = _frozen(visit, at=at)
    door.record(
        visit.matter,
        Event.ORDER_TIDIED,
        by=by,
        at=at,
        facts={"note": note},
        papers=papers,
        ticked=ticked,
    )


@transaction.atomic
def take_into_workshop(
    visit: Visit,
    *,
    received_at: datetime,
    signature: Signature,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> WorkshopReceipt:
    """
    Take car, key and order into the workshop; the receiver signs in his box (8.6, 8.7).

    ``received_at`` is to ten minutes (8.8); it is when the car came in, and not later than ``at``.
    """
    door.hold(visit.matter)
    order = order_of(visit)
    if order is None:
        door.refuse(
            "没有进厂维修单，不能接车", "There is no repair order to take with the car",
            clause="8.6", mend=Event.ESTIMATE_MADE,
        )  # fmt: skip
    zone = hours_of(visit.shop).work.zone
    local = received_at.astimezone(zone)
    if local != queries.to_ten_minutes(local):
        door.refuse(
            "接车时间精确到十分钟，如 10:40",
            "The time of receipt is to ten minutes, such as 10:40",
            clause="8.8",
            at="received_at",
        )
    if local < queries.to_ten_minutes(queries.can_be_received_since(visit, at)):
        door.refuse(
            "接车时间不能早于交车手续办完",
            "The car can't have been received before its hand-in was done",
            clause="P.3",
            at="received_at",
        )
    receipt = WorkshopReceipt.objects.create(
        visit=visit,
        order=order,
        receiver=by,
        received_at=local,
        received_minute=local.minute,
    )
    move_key(visit, Holder.WORKSHOP, by=by, at=at)
    papers = _frozen(visit, at=at)
    door.record(
        visit.matter,
        Event.TAKEN_INTO_WORKSHOP,
        by=by,
        at=at,
        happened_at=local,
        proofs=Proofs(
            {Proof.RECEIVED_AT: f"{local:%Y-%m-%d %H:%M}"},
            signature=signature,
            paper=papers[0] if papers else None,
        ),
        papers=papers,
        ticked=ticked,
    )
    return receipt


def _frozen(visit: Visit, *, at: datetime) -> list[Document]:
    content = sheets.order_sheet(visit)
    if content is None:
        return []
    return [door.freeze(visit.matter, sheets.PAPER, content["number"], content, at=at)]
