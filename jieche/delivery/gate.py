"""Acceptance and the gate. Articles 3.4, 12.8-12.11."""

from datetime import datetime

from django.db import transaction

from jieche.checkin.commands import move_key
from jieche.checkin.words import Holder
from jieche.delivery import sheets
from jieche.delivery.prepaid import refuse_open_prepaid
from jieche.delivery.queries import objection_of
from jieche.journal import door
from jieche.journal import queries as journal
from jieche.journal.door import Proofs, Signature, Ticks
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop.commands.guard import not_twice


@transaction.atomic
def sign_acceptance(
    visit: Visit, *, signature: Signature, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Have the whole order, as it now stands, signed by the customer who takes the car (12.8)."""
    door.hold(visit.matter)
    changes = (Event.YARD_CHECKED, Event.OBJECTION_RAISED)
    not_twice(visit.matter, Event.ACCEPTANCE_SIGNED, since=changes)
    _refuse_open_objection(visit)
    content = sheets.order_content(visit)
    paper = door.freeze(visit.matter, "order", content["number"], content, at=at)
    door.record(
        visit.matter, Event.ACCEPTANCE_SIGNED, by=by, at=at, papers=[paper],
        proofs=Proofs(signature=signature, paper=paper), ticked=ticked,
    )  # fmt: skip


def _refuse_open_objection(visit: Visit) -> None:
    """An objection made in the yard opens a case before anything is accepted (12.8)."""
    case = journal.case_of(visit.matter)
    if objection_of(visit) and not case.has(Event.OBJECTION_RAISED, since=Event.YARD_CHECKED):
        door.refuse(
            "客户有异议，须先立案", "The customer objects: open a case first", clause="12.8",
            mend=Event.OBJECTION_RAISED,
        )  # fmt: skip


@transaction.atomic
def release(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Let the car out on exit notice and acceptance; its follow-up is owed now (12.11)."""
    door.record(visit.matter, Event.RELEASED, by=by, at=at, ticked=ticked)
    move_key(visit, Holder.CUSTOMER, by=by, at=at)


@transaction.atomic
def see_out(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """See out a customer whose car was not repaired, on his exit notice (3.4, 3.6)."""
    door.hold(visit.matter)
    refuse_open_prepaid(visit)
    door.record(visit.matter, Event.VEHICLE_LEFT, by=by, at=at, ticked=ticked)
    move_key(visit, Holder.CUSTOMER, by=by, at=at)
