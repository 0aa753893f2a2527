"""Text as people type it, brought into one shape.

Chinese input methods switch between full-width and half-width at the press of a key, and text
pasted from a chat brings invisible characters along.
"""

import unicodedata

_FULL_WIDTH = range(0xFF01, 0xFF5F)
_OFFSET = 0xFEE0
_IDEOGRAPHIC_SPACE = 0x3000

# Full-width forms that are Chinese punctuation proper, by code: ！（），：；？～
_CHINESE_PUNCTUATION = frozenset((0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF5E))

_TO_HALF = {code: code - _OFFSET for code in _FULL_WIDTH} | {_IDEOGRAPHIC_SPACE: 0x20}
_TO_HALF_PROSE = {code: to for code, to in _TO_HALF.items() if code not in _CHINESE_PUNCTUATION}


def half_width(raw: str) -> str:
    """Return ``raw`` with every full-width ASCII form made half-width, and nothing invisible.

    For codes and numbers (plates, phones, sums), where full-width punctuation means the same.
    """
    return _visible(raw).translate(_TO_HALF)


def tidy(raw: str) -> str:
    """Return one line of prose in its one shape. Never raises.

    Letters, digits and signs become half-width; Chinese punctuation (，。：；！？（）～) stays as
    typed; runs of spaces and line breaks become one space; invisible and control characters go,
    since a NUL is refused by PostgreSQL and a bidirectional mark can make a name read as another.
    """
    return " ".join(_visible(raw).translate(_TO_HALF_PROSE).split())


def tidy_lines(raw: str) -> str:
    """Return several lines of prose, each of them tidied, with no blank line at either end.

    One blank line between paragraphs is kept, more than one become one.
    """
    kept: list[str] = []
    for line in map(tidy, raw.splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def _visible(raw: str) -> str:
    # Private and unassigned characters stay: rare characters of real names live there.
    return "".join(
        char
        for char in unicodedata.normalize("NFC", raw)
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )
