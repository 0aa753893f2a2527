"""What the hand-in prints: the list of papers and belongings, and its part of the order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation

from jieche.checkin import queries
from jieche.checkin.drawing import placed
from jieche.checkin.models import Belonging, Discrepancy, VehicleDocument, Walkaround
from jieche.checkin.words import Finding, Zone
from jieche.journal.content_blocks import Bilingual, Mark, Signature, WalkAround
from jieche.journal.contents import BelongingsContent, DiscrepancyLine, DocumentLine, ItemLine
from jieche.journal.models import Evidence
from jieche.journal.signed import as_printed
from jieche.rulebook.words import Event, Proof, Word
from jieche.ui.car import DAMAGE
from jieche.values.canonical import digest
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.visits.sheets import head_of

PAPER = "belongings"


def list_number(visit: Visit) -> str:
    """Return the number of the visit's list: that of its order with an L (清单)."""
    order = order_of(visit)
    return f"L{order.number.lstrip('W')}" if order else f"L{visit.number.lstrip('J')}"


def belongings_sheet(visit: Visit) -> BelongingsContent:
    """
    Return the list of papers and belongings (随车物品清单) as it stands now.

    Before the items are counted it is the sheet on which a discrepancy is signed (6.5). What was
    signed on an earlier version keeps its signature.
    """
    order = order_of(visit)
    listed = queries.belongings_of(visit)
    key = queries.key_of(visit)
    readings = queries.readings_of(visit)
    return {
        **head_of(visit, list_number(visit), km=readings.odometer_km if readings else None),
        "order_number": order.number if order else "",
        "advisor": visit.advisor.name,
        "came_at": _clock(visit, visit.arrived_at),
        "documents": [_document(each) for each in queries.documents_of(visit)],
        "items": [_item(no, each) for no, each in enumerate(_items(visit), start=1)],
        "nothing_left": bool(listed and listed.says_none),
        "valuables_told": bool(listed and listed.valuables_told),
        "box": queries.box_used(visit),
        "key_tag": key.tag if key else "",
        "keys": key.keys if key else 0,
        "discrepancies": [_discrepancy(visit, each) for each in visit.discrepancies.all()],
        "counted_out_by": "",
        "incoming": None,
        "outgoing": None,
    }


def mark_of(content: BelongingsContent) -> str:
    """Return the mark of a list as it is shown: what is signed must be what was read."""
    return digest(dict(content))


def walk_around(visit: Visit) -> WalkAround | None:
    """Return the walk-around block of the order, None before it is done. Clauses 6.6, 6.7."""
    walk = queries.walkaround_of(visit)
    if walk is None:
        return None
    marks = list(walk.marks.all())
    return {
        "zones": [
            {
                "zone": _both(zone),
                "normal": getattr(walk, zone.value) == Finding.NORMAL.value,
                "note": getattr(walk, f"{zone.value}_note"),
            }
            for zone in Zone
        ],
        "marks": _marks(walk),
        "photos": sum(len(mark.photos.all()) for mark in marks),
        "by": walk.by.name,
        "at": _clock(visit, walk.at),
    }


def hand_in_section(visit: Visit) -> dict[str, Any]:
    """Return what the hand-in adds to the order's content; "odometer_km" is for its car."""
    readings = queries.readings_of(visit)
    key = queries.key_of(visit)
    return {
        "odometer_km": readings.odometer_km if readings else None,
        "walk_around": walk_around(visit),
        "fuel": readings.fuel_read if readings else "",
        "fuel_percent": _percent(readings.fuel_read) if readings else None,
        "box": queries.box_used(visit),
        "key_tag": key.tag if key else "",
    }


def _marks(walk: Walkaround) -> list[Mark]:
    marks: list[Mark] = []
    for no, mark in enumerate(walk.marks.all(), start=1):
        view, x, y = placed(mark.x, mark.y)
        marks.append(
            {
                "no": no,
                "view": view,
                "x": x,
                "y": y,
                "kind": in_both(DAMAGE[mark.damage]),
                "note": mark.note,
                "old": mark.is_old,
            }
        )
    return marks


def in_both(words: Any) -> Bilingual:
    """Return a phrase of the catalogues in both languages."""
    with translation.override("zh-hans"):
        zh = str(words)
    with translation.override("en"):
        return {"zh": zh, "en": str(words)}


def _both(word: Word) -> Bilingual:
    return {"zh": word.zh, "en": word.en}


def _percent(read: str) -> int:
    """Return "5/8" or "62%" as whole percent."""
    if read.endswith("%"):
        return int(read[:-1])
    level, _slash, of = read.partition("/")
    return round(int(level) * 100 / int(of))


def _items(visit: Visit) -> Sequence[Belonging]:
    listed = queries.belongings_of(visit)
    return list(listed.items.all()) if listed else []


def _document(each: VehicleDocument) -> DocumentLine:
    return {
        "kind": _both(each.kind_word),
        "number": each.number,
        "expires_on": f"{each.expires_on:%Y-%m-%d}" if each.expires_on else "",
        "valid": each.valid,
        "complete": each.complete,
        "good": each.sound,
        "taken": each.is_taken,
        "returned": None,
        "note": each.note,
    }


def _item(no: int, each: Belonging) -> ItemLine:
    return {
        "no": no,
        "name": each.name,
        "quantity": str(each.quantity),
        "state": each.state,
        "boxed": each.is_boxed,
        "returned": None,
        "note": each.stays_because,
    }


def _discrepancy(visit: Visit, found: Discrepancy) -> DiscrepancyLine:
    return {
        "what": found.text,
        "told_at": _clock(visit, found.told_at),
        "action": found.action,
        "signature": _signed(visit, found),
    }


def _signed(visit: Visit, found: Discrepancy) -> Signature | None:
    """Return the signature given for this discrepancy, on an earlier version of the paper."""
    piece = (
        Evidence.objects.filter(
            entry__matter_id=visit.matter_id,
            entry__event=Event.DISCREPANCY_SIGNED.value,
            entry__recorded_at__gte=found.told_at,
            proof=Proof.SIGNATURE.value,
        )
        .select_related("entry", "entry__shop", "entry__by", "document")
        .order_by("pk")
        .first()
    )
    return as_printed(piece) if piece else None


def _clock(visit: Visit, at: datetime) -> str:
    return at.astimezone(ZoneInfo(visit.shop.time_zone)).strftime("%Y-%m-%d %H:%M")
