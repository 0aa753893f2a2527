"""The car's key: tagged, hung, and followed from hand to hand."""

from datetime import datetime

from django.db import IntegrityError, transaction

from jieche.checkin import queries
from jieche.checkin.commands.steps import begin
from jieche.checkin.models import KeyMove, KeyRecord
from jieche.checkin.words import Holder
from jieche.journal import door
from jieche.journal.door import Ticks
from jieche.rulebook.words import Event
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.vehicles.commands import add_key
from jieche.vehicles.models import SearchKey
from jieche.visits.models import Visit


@transaction.atomic
def hang_key(
    visit: Visit,
    *,
    hook: Place,
    tag: str = "",
    keys: int = 1,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> KeyRecord:
    """
    Register the key under a tag and hang it on a hook of the cabinet (6.11).

    Without ``tag`` it bears the hook's number. Hung a second time it changes tag and hook. Raises
    Refused where another car's key has the hook or the tag.
    """
    begin(visit, by=by, at=at)
    tag = tag or hook.name
    _close(visit, at=at)
    try:
        with transaction.atomic():
            record = KeyRecord.objects.create(
                shop_id=visit.shop_id, visit=visit, tag=tag, hook=hook, keys=keys, since=at
            )
    except IntegrityError:
        is_hook = KeyRecord.objects.filter(hook=hook, until=None).exists()
        name, name_en = ("钥匙钩", "Hook") if is_hook else ("钥匙牌", "Tag")
        door.refuse(
            f"{name} {hook.name if is_hook else tag} 已挂别的车钥匙，请换一个",
            f"{name_en} {hook.name if is_hook else tag} holds another car's key; take another",
            clause="6.11",
            at="hook" if is_hook else "tag",
        )
    KeyMove.objects.create(record=record, holder=Holder.CABINET.value, by=by, at=at)
    if visit.vehicle is not None:
        add_key(visit.vehicle, "tag", tag)
    facts = {"tag": tag, "hook": hook.name, "keys": keys}
    door.record(visit.matter, Event.KEY_HUNG, by=by, at=at, facts=facts, ticked=ticked)
    return record


@transaction.atomic
def move_key(visit: Visit, holder: Holder, *, by: Staff, at: datetime) -> None:
    """
    Write a line in the key's log: who has it now.

    ``Holder.CUSTOMER`` gives it back: tag and hook are free again. Nothing happens where no key of
    the visit is in our care, or where the holder has it already.
    """
    record = queries.key_record_of(visit)
    if record is None or record.until is not None:
        return
    if queries.key_of(visit).holder is holder:  # type: ignore[union-attr]  # there is a record
        return
    KeyMove.objects.create(record=record, holder=holder.value, by=by, at=at)
    if holder is Holder.CUSTOMER:
        _close(visit, at=at)


def _close(visit: Visit, *, at: datetime) -> None:
    KeyRecord.objects.filter(visit=visit, until=None).update(until=at)
    if visit.vehicle is not None:
        SearchKey.objects.filter(vehicle=visit.vehicle, kind="tag").delete()
