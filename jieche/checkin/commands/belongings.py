"""Tools and belongings: counted, boxed, signed for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from jieche.checkin import queries, sheets
from jieche.checkin.commands.steps import begin
from jieche.checkin.models import Belonging, BelongingsList, BoxUse
from jieche.checkin.words import Where, stays
from jieche.journal import door
from jieche.journal.door import Proofs, Signature, Ticks
from jieche.rulebook.words import Event
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.visits.models import Visit


@dataclass(frozen=True)
class Item:
    """One thing that stays here with the car."""

    name: str
    quantity: int
    state: str = ""
    where: Where = Where.CAR
    because: str = ""  # why a loose thing stays in the car

    def is_loose(self) -> bool:
        """Say whether it lies in the car where it could be boxed, and nothing says why."""
        return self.where is Where.CAR and not self.because and not stays(self.name)


@transaction.atomic
def list_belongings(
    visit: Visit,
    *,
    items: Sequence[Item] = (),
    says_none: bool = False,
    valuables_told: bool = False,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> BelongingsList:
    """
    Write down what was counted, or that there is nothing (6.8).

    Where nothing goes into a box that is noted too, and a box kept so far is free again (6.10).
    Raises Refused where neither an item nor "none" is given, or both, and for a loose thing that
    stays in the car with no reason.
    """
    begin(visit, by=by, at=at)
    if bool(items) == says_none:
        zh, en = ("清单上有物品，不能同时写“无”", "There are items on the list: it can't say none")
        if not items:
            zh, en = ("清点物品；没有的写明“无”", "Count the items, or say that there are none")
        door.refuse(zh, en, clause="6.8", at="says_none")
    if loose := [each.name for each in items if each.is_loose()]:
        names = "、".join(loose)
        door.refuse(
            f"{names}：入存物箱，或写明为何留在车上",
            f"{names}: put it into the box, or say why it stays in the car",
            clause="6.10",
        )
    listed = BelongingsList.objects.create(
        visit=visit,
        item_count=len(items),
        says_none=says_none,
        valuables_told=valuables_told,
        at=at,
    )
    Belonging.objects.bulk_create(
        Belonging(
            on_list=listed,
            name=each.name,
            quantity=each.quantity,
            state=each.state,
            is_boxed=each.where is Where.BOX,
            stays_because=each.because if each.where is Where.CAR else "",
        )
        for each in items
    )
    facts = {
        "items": {each.name: each.quantity for each in items},
        "valuables_told": valuables_told,
    }
    door.record(visit.matter, Event.BELONGINGS_LISTED, by=by, at=at, facts=facts, ticked=ticked)
    if not any(each.where is Where.BOX for each in items):
        release_box(visit, at=at)
        door.record(visit.matter, Event.NOTHING_TO_BOX, by=by, at=at)
    return listed


@transaction.atomic
def box_belongings(
    visit: Visit, *, box: Place, by: Staff, at: datetime, ticked: Ticks = ()
) -> BoxUse:
    """Put the things into a storage box kept for this car alone (6.10)."""
    begin(visit, by=by, at=at)
    kept = queries.box_of(visit)
    if kept is None or kept.box_id != box.pk:
        release_box(visit, at=at)
        try:
            with transaction.atomic():
                kept = BoxUse.objects.create(visit=visit, box=box, since=at)
        except IntegrityError:
            door.refuse(
                f"存物箱 {box.name} 已有车在用，请换一个",
                f"Box {box.name} is in use; take another",
                clause="6.10",
                at="box",
            )
    facts = {"box": box.name}
    door.record(visit.matter, Event.BELONGINGS_BOXED, by=by, at=at, facts=facts, ticked=ticked)
    return kept


def release_box(visit: Visit, *, at: datetime) -> None:
    """Free the box kept for the visit; nothing happens where there is none."""
    BoxUse.objects.filter(visit=visit, until=None).update(until=at)


@transaction.atomic
def sign_belongings(
    visit: Visit,
    *,
    signature: Signature,
    shown: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Freeze the list as it stands and have the customer sign it (6.9).

    ``shown`` is the mark of the list that was in front of the customer (``sheets.mark_of``). Raises
    Refused where the list has changed since.
    """
    begin(visit, by=by, at=at)
    content = sheets.belongings_sheet(visit)
    if shown and shown != sheets.mark_of(content):
        door.refuse(
            "清单刚有改动，请客户再看一遍后签字",
            "The list has just changed; let the customer read it again before he signs",
            clause="6.9",
        )
    sheet = door.freeze(visit.matter, sheets.PAPER, sheets.list_number(visit), content, at=at)
    door.record(
        visit.matter,
        Event.BELONGINGS_SIGNED,
        by=by,
        at=at,
        proofs=Proofs(signature=signature, paper=sheet),
        papers=[sheet],
        ticked=ticked,
    )
