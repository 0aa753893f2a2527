"""Signatures into the boxes of a content; plain Python."""

from collections.abc import Mapping
from typing import Any

from jieche.journal.content_blocks import Signature


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
