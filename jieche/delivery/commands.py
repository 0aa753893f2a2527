"""Getting a car ready, and telling its customer. Article 11. Settling stands in ``till``."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jieche.checkin.commands import move_key, release_box
from jieche.checkin.words import Holder
from jieche.delivery.models import (
    NONE,
    CollectedPaper,
    ItemReturn,
    LastClean,
    TakeOver,
    YardCheck,
)
from jieche.delivery.queries import is_after_promise, items_of
from jieche.journal import door
from jieche.journal.door import Proofs, Ticks
from jieche.rulebook.words import Event, Proof
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop.queries import expected_papers


@transaction.atomic
def take_over(
    visit: Visit,
    *,
    is_exterior_normal: bool,
    are_items_complete: bool,
    note: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Take the finished car out of the workshop; what is not right is written down (P.5)."""
    if not note and not (is_exterior_normal and are_items_complete):
        door.refuse("有不正常处，请写明", "Write what is not right", clause="P.5", at="note")
    TakeOver.objects.create(
        visit=visit, is_exterior_normal=is_exterior_normal,
        are_items_complete=are_items_complete, note=note, at=at,
    )  # fmt: skip
    facts = {"exterior": is_exterior_normal, "items": are_items_complete, "note": note}
    door.record(visit.matter, Event.TAKEN_OVER, by=by, at=at, facts=facts, ticked=ticked)
    move_key(visit, Holder.ADVISOR, by=by, at=at)


@transaction.atomic
def clean_last(
    visit: Visit,
    *,
    is_washed: bool,
    not_washed_because: str = "",
    is_interior_clean: bool,
    is_exterior_normal: bool,
    note: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Do the last tidy-up: wash, interior, a look at the outside (11.1)."""
    if not is_washed and not not_washed_because:
        door.refuse(
            "不洗车请写明理由", "Write why the car is not washed", clause="11.1",
            at="not_washed_because",
        )  # fmt: skip
    if not is_interior_clean:
        door.refuse(
            "车厢内部须清理干净", "The interior has to be clean", clause="11.1",
            at="is_interior_clean",
        )  # fmt: skip
    if not is_exterior_normal and not note:
        door.refuse(
            "外观不正常，请写明", "Write what is not normal outside", clause="11.1", at="note"
        )
    LastClean.objects.create(
        visit=visit, is_washed=is_washed, not_washed_because=not_washed_because,
        is_interior_clean=is_interior_clean, is_exterior_normal=is_exterior_normal, note=note,
        at=at,
    )  # fmt: skip
    facts = {"washed": is_washed, "because": not_washed_because, "exterior": is_exterior_normal}
    door.record(visit.matter, Event.LAST_CLEANED, by=by, at=at, facts=facts, ticked=ticked)


@transaction.atomic
def return_items(
    visit: Visit,
    *,
    found: Sequence[int],
    difference: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Count the items against the signed list and put them back; ``found`` in its order (11.2)."""
    listed = items_of(visit)
    counts = [
        {"name": item.name, "listed": item.quantity, "found": count}
        for item, count in zip(listed, found, strict=True)
    ]
    all_there = all(each["listed"] == each["found"] for each in counts)
    if not all_there and not difference:
        door.refuse(
            "数目不符，请写明原因", "The count differs: write why", clause="11.2", at="difference"
        )
    ItemReturn.objects.create(
        visit=visit, counts=counts, all_there=all_there, difference=difference, at=at
    )
    release_box(visit, at=at)
    facts = {"counts": counts, "difference": difference}
    door.record(visit.matter, Event.ITEMS_RETURNED, by=by, at=at, facts=facts, ticked=ticked)


@transaction.atomic
def collect_papers(
    visit: Visit, *, received: Sequence[str], by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Collect the papers of workshop and parts; every expected one must be in (11.3)."""
    expected = expected_papers(visit)
    missing = [name for name in expected if name not in received]
    if missing:
        english = dict(zip(expected, expected_papers(visit, "en"), strict=True))
        door.refuse(
            f"还缺：{'、'.join(missing)}",
            f"Still missing: {', '.join(english[name] for name in missing)}",
            clause="11.3", at="received",
        )  # fmt: skip
    CollectedPaper.objects.filter(visit=visit).delete()
    CollectedPaper.objects.bulk_create(
        CollectedPaper(visit=visit, name=name, is_expected=True, is_received=True, at=at)
        for name in expected
    )
    facts = {"papers": list(expected)}
    door.record(visit.matter, Event.PAPERS_COLLECTED, by=by, at=at, facts=facts, ticked=ticked)


@transaction.atomic
def lay_out_documents(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Have the collection set ready: order, settlement draft, warranty, papers, key (P.6)."""
    door.record(visit.matter, Event.DOCUMENTS_READY, by=by, at=at, ticked=ticked)


@transaction.atomic
def tell_to_collect(
    visit: Visit,
    *,
    person_told: str,
    channel: str,
    late_because: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Tell the customer to collect, in the lead time (11.5-11.7).

    After the promised hour it is an apology too: raises Refused without its reason (11.8).
    """
    door.hold(visit.matter)
    visit.refresh_from_db(fields=["promised_at"])
    reasons = door.in_the_way(visit.matter, Event.TOLD_TO_COLLECT, by=by)
    if not reasons and is_after_promise(visit, at) and not late_because.strip():
        door.refuse(
            "过了承诺的时间：写明延误原因", "The promised time is past: write why it is late",
            clause="11.8", at="late_because",
        )  # fmt: skip
    door.record(
        visit.matter, Event.TOLD_TO_COLLECT, by=by, at=at, facts={"channel": channel},
        proofs=Proofs({Proof.PERSON_TOLD: person_told, Proof.REASON: late_because}),
        ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def receive_customer(
    visit: Visit, *, collector: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Receive the customer who comes to collect; ``collector`` is who came (12.1)."""
    facts = {"collector": collector}
    door.record(visit.matter, Event.CUSTOMER_RETURNED, by=by, at=at, facts=facts, ticked=ticked)


@transaction.atomic
def show_car(visit: Visit, *, points: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Show the finished car and explain the repair; ``points`` are the main ones told (P.7)."""
    facts = {"points": points}
    door.record(visit.matter, Event.VEHICLE_VIEWED, by=by, at=at, facts=facts, ticked=ticked)


@transaction.atomic
def check_yard(
    visit: Visit,
    *,
    are_items_complete: bool,
    is_exterior_normal: bool,
    objection: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Count the items and view the outside with the customer; note his objection (12.7)."""
    if not objection and not (are_items_complete and is_exterior_normal):
        door.refuse(
            "清点或外形不符，请写明客户的话", "Write what the customer objects to", clause="12.8",
            at="objection",
        )  # fmt: skip
    YardCheck.objects.create(
        visit=visit, are_items_complete=are_items_complete, is_exterior_normal=is_exterior_normal,
        objection=objection or NONE, at=at,
    )  # fmt: skip
    facts = {"items": are_items_complete, "exterior": is_exterior_normal, "objection": objection}
    door.record(visit.matter, Event.YARD_CHECKED, by=by, at=at, facts=facts, ticked=ticked)
