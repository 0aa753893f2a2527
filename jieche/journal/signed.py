"""A signature from the journal as it stands on a printed paper."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from jieche.journal.content_blocks import Bilingual, Signature, Stroke
from jieche.journal.models import Evidence
from jieche.rulebook.words import Proof

CAPACITIES: dict[str, Bilingual] = {
    "sender": {"zh": "送修人", "en": "brought the car"},
    "owner": {"zh": "车主", "en": "owner"},
    "payer": {"zh": "付款人", "en": "payer"},
    "taker": {"zh": "取车人", "en": "collects the car"},
    "receiver": {"zh": "车间接车人", "en": "workshop receiver"},
    "gate": {"zh": "门卫", "en": "gate keeper"},
}


def as_printed(piece: Evidence) -> Signature:
    """Return a piece of evidence as the signature box of a paper shows it.

    A piece that is no signature is the reason of a refusal to sign: the box then says "declined".
    """
    entry = piece.entry
    zone = ZoneInfo(entry.shop.time_zone)
    is_signature = piece.proof == Proof.SIGNATURE.value
    strokes = _strokes(piece.body) if is_signature else []
    return {
        "name": piece.words if is_signature else entry.by.name,
        "role": CAPACITIES.get(piece.capacity),
        "at": entry.happened_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        "how": ("drawn" if strokes else "typed") if is_signature else "declined",
        "strokes": strokes,
        "version": piece.document.version if piece.document else None,
        "sha16": piece.document.sha256[:16] if piece.document else "",
        "note": "" if is_signature else piece.words,
    }


def _strokes(body: str) -> list[Stroke]:
    """Read the pad's points into whole tenths of a pixel; [] where a name was typed."""
    try:
        drawn: Any = json.loads(body or "[]")
    except ValueError:
        return []
    if not isinstance(drawn, list):
        return []
    strokes: list[Stroke] = [
        {"points": [{"x": round(p["x"] * 10), "y": round(p["y"] * 10)} for p in line["points"]]}
        for line in drawn
        if line.get("points")
    ]
    return strokes
