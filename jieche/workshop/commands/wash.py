"""The wash before the workshop. Clauses 8.4, 8.5."""

from datetime import datetime

from django.db import transaction

from jieche.checkin.commands import move_key
from jieche.checkin.words import Holder
from jieche.journal import door
from jieche.journal.door import Proofs, Ticks
from jieche.rulebook.words import Event, Proof
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import queries
from jieche.workshop.commands.guard import not_twice
from jieche.workshop.models import Wash


@transaction.atomic
def ask_wash(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> Wash:
    """Tell the washer; the key goes with the car. Raises Refused where a wash is under way."""
    door.hold(visit.matter)
    if _under_way(visit):
        door.refuse("已通知洗车", "The wash has been asked for")
    wash = Wash.objects.create(visit=visit, asked_at=at)
    move_key(visit, Holder.WASHER, by=by, at=at)
    door.record(visit.matter, Event.WASH_ASKED, by=by, at=at, ticked=ticked)
    return wash


@transaction.atomic
def decline_wash(visit: Visit, *, reason: str, by: Staff, at: datetime, ticked: Ticks = ()) -> Wash:
    """Note that the car is not washed, and why; a wash asked for is called off."""
    door.hold(visit.matter)
    wash = _under_way(visit)
    if wash is None:
        wash = Wash(visit=visit)
    elif wash.done_at:
        door.refuse(
            "车已洗好，请交还业务员", "The car is washed; hand it back", mend=Event.WASH_BACK
        )
    else:
        move_key(visit, Holder.CABINET, by=by, at=at)
    wash.declined_at, wash.declined_because = at, reason
    wash.save()
    door.record(
        visit.matter,
        Event.WASH_DECLINED,
        by=by,
        at=at,
        proofs=Proofs({Proof.REASON: reason}),
        ticked=ticked,
    )
    return wash


@transaction.atomic
def finish_wash(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> Wash:
    """Note that the car is washed, once. Raises Refused where no wash was asked for."""
    door.hold(visit.matter)
    wash = _under_way(visit)
    if wash is None:
        door.refuse("还没有通知洗车", "No wash was asked for", mend=Event.WASH_ASKED)
    not_twice(visit.matter, Event.WASHED, since=Event.WASH_ASKED)
    wash.done_at, wash.washer = at, by
    wash.save(update_fields=["done_at", "washer"])
    door.record(visit.matter, Event.WASHED, by=by, at=at, ticked=ticked)
    return wash


@transaction.atomic
def hand_back(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> Wash:
    """Give the washed car and its key back to reception (8.5)."""
    door.hold(visit.matter)
    wash = _under_way(visit)
    if wash is None or wash.done_at is None:
        door.refuse("还没有洗完", "The wash is not done", clause="8.5", mend=Event.WASHED)
    wash.back_at = at
    wash.save(update_fields=["back_at"])
    move_key(visit, Holder.ADVISOR, by=by, at=at)
    door.record(visit.matter, Event.WASH_BACK, by=by, at=at, ticked=ticked)
    return wash


def _under_way(visit: Visit) -> Wash | None:
    wash = queries.wash_of(visit)
    return None if wash is None or wash.back_at or wash.declined_at else wash
