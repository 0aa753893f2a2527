"""One byte string for one content, so that a digest taken today can be checked in ten years.

The form is JSON with sorted keys, no spaces and plain UTF-8. It holds text, whole numbers, true,
false, null, lists and objects. Floats are refused: two machines may print one float differently,
and nothing here is measured in them (money is fen, hours are tenths).
"""

import hashlib
import json
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

# Beyond this a reader that keeps numbers as doubles (a browser) would read another number.
LARGEST_INT = 2**53 - 1


class NotCanonical(TypeError):
    """The content holds something that has no one form; the message names the place."""


def canonical(content: object) -> bytes:
    """Return the canonical JSON bytes of ``content``.

    Keys are sorted by code point, as Python compares text. Raises ``NotCanonical`` for anything
    but str, int, bool, None, list and dict with str keys, for an int beyond ±(2**53 - 1), and for
    text that is not valid Unicode.
    """
    _check(content, "$")
    return json.dumps(
        content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def digest(content: object) -> str:
    """Return the SHA-256 of the canonical bytes, as 64 lower-case hex digits. Raises as they do."""
    return digest_of_bytes(canonical(content))


def digest_of_bytes(content: bytes) -> str:
    """Return the SHA-256 of bytes that are already written, as 64 lower-case hex digits."""
    return hashlib.sha256(content).hexdigest()


def _check(content: object, place: str) -> None:
    if content is None:
        return
    if isinstance(content, str):
        _check_text(content, place)
    elif isinstance(content, int):
        if abs(content) > LARGEST_INT:
            raise NotCanonical(f"{place}: {content} is too large a number")
    elif isinstance(content, list):
        for number, item in enumerate(content):
            _check(item, f"{place}[{number}]")
    elif isinstance(content, dict):
        for key, item in content.items():
            if not isinstance(key, str):
                raise NotCanonical(f"{place}: the key {key!r} is not text")
            _check_text(key, place)
            _check(item, f"{place}.{key}")
    else:
        raise NotCanonical(f"{place}: {type(content).__name__} has no canonical form")


def _check_text(text: str, place: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical(f"{place}: {text!r} is not valid Unicode") from error
