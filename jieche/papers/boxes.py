"""Which signature stands in which box: a table of paper and event."""

from collections.abc import Iterable, Mapping
from typing import Any

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


def with_signatures(
    content: Mapping[str, Any], signatures: Mapping[str, Signature]
) -> dict[str, Any]:
    """Return a copy of the content with signatures in their boxes: "consent", "sheet.signature".

    A box that the content has filled already keeps what was frozen. Raises KeyError for a box
    that this paper does not have.
    """
    signed = dict(content)
    for box, signature in signatures.items():
        signed = _put(signed, box.split("."), dict(signature))
    return signed


def _put(place: Any, way: list[str], signature: dict[str, Any]) -> Any:
    step, *rest = way
    if isinstance(place, list):
        if step == "*":
            return [_put(item, rest, signature) for item in place]
        raise KeyError(step)
    if step not in place:
        raise KeyError(step)
    inside = _put(place[step], rest, signature) if rest else place[step] or signature
    return {**place, step: inside}
