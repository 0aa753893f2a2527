"""The one font of all papers: where it lies, and which characters it can show."""

import functools
import importlib.util
import struct
from bisect import bisect_right
from mmap import ACCESS_READ, mmap
from pathlib import Path

import typst

PACKAGE = "manimgx_fonts_cjk"  # the one place that names it: Noto Sans CJK, all weights
FAMILY = "Noto Sans CJK SC"


class FontMissing(Exception):
    """The font of the papers is not there; in another font it would not be the same paper."""


@functools.cache
def shelf() -> typst.Fonts:
    """Return the fonts, read once for the process and shared by its threads.

    Raises FontMissing if the package or its family is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FontMissing(f"the font package {PACKAGE} is not installed")
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(spec.origin).parent)],
    )
    if FAMILY not in fonts.families():
        raise FontMissing(f"{FAMILY} is not in {PACKAGE}")
    return fonts


def can_show(sign: str) -> bool:
    """Say whether the font has a picture of this one character."""
    starts, ends = _ranges()
    place = bisect_right(starts, ord(sign)) - 1
    return place >= 0 and ord(sign) <= ends[place]


@functools.cache
def _ranges() -> tuple[list[int], list[int]]:
    """Read the first and last code points of each run of characters from the font's cmap table."""
    face = next(face for face in shelf().fonts() if face.family == FAMILY)
    if face.path is None:
        raise FontMissing(f"{FAMILY} is no file")
    with Path(face.path).open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        groups = _groups(data, face.index)
    shown = [(first, last) for first, last, glyph in groups if glyph]
    return [first for first, _ in shown], [last for _, last in shown]


def _groups(data: mmap, index: int) -> list[tuple[int, int, int]]:
    start = 0
    if data[:4] == b"ttcf":
        (start,) = struct.unpack_from(">I", data, 12 + 4 * index)
    (count,) = struct.unpack_from(">H", data, start + 4)
    tables = (struct.unpack_from(">4sIII", data, start + 12 + 16 * n) for n in range(count))
    cmap = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    maps = (struct.unpack_from(">HHI", data, cmap + 4 + 8 * n) for n in range(count))
    # Format 12 holds all of Unicode, one run of characters in each group.
    full = next(
        cmap + offset
        for _, _, offset in maps
        if struct.unpack_from(">H", data, cmap + offset) == (12,)
    )
    (count,) = struct.unpack_from(">I", data, full + 12)
    return [struct.unpack_from(">III", data, full + 16 + 12 * n) for n in range(count)]
