"""Which signature stands in which box: a table of paper and event."""

from collections.abc import Iterable, Mapping

from jieche.journal.content_blocks import Signature
from jieche.journal.models import Evidence
from jieche.journal.signed import as_printed
from jieche.rulebook.words import Event

# "*" stands for every line of a list.
BOXES: Mapping[tuple[str, Event], str] = {
    ("booking", Event.BOOKING_CONFIRMED): "customer",
    ("diagnosis", Event.DIAGNOSIS_TOLD): "customer",
    ("order", Event.ORDER_SIGNED): "consent",
    ("order", Event.TAKEN_INTO_WORKSHOP): "workshop",
    ("order", Event.ACCEPTANCE_SIGNED): "acceptance",
    ("supplement", Event.SUPPLEMENT_AGREED): "sheet.signature",
    ("supplement", Event.SUPPLEMENT_SIGNED): "sheet.signature",
    ("supplement", Event.SIGNATURE_REFUSED): "sheet.signature",
    ("belongings", Event.DISCREPANCY_SIGNED): "discrepancies.*.signature",
    ("belongings", Event.BELONGINGS_SIGNED): "incoming",
    ("belongings", Event.YARD_CHECKED): "outgoing",
    ("belongings", Event.ACCEPTANCE_SIGNED): "outgoing",
    ("settlement", Event.SETTLEMENT_AGREED): "customer",
    ("exit_notice", Event.SIX_HANDED_OVER): "taker",
    ("exit_notice", Event.RELEASED): "gate",
    ("exit_notice", Event.VEHICLE_LEFT): "gate",
    ("warranty", Event.SIX_HANDED_OVER): "customer",
}


def in_boxes(kind: str, pieces: Iterable[Evidence]) -> dict[str, Signature]:
    """Return the signatures under a paper of this kind by box; the later of two stands."""
    boxes = {}
    for piece in pieces:
        if box := BOXES.get((kind, piece.entry.what)):
            boxes[box] = as_printed(piece)
    return boxes
