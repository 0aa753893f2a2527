"""The press: a frozen content goes in, the bytes of a PDF/A-3b come out.

The same content, time and language give the same bytes, so a stored paper can be proved by
pressing it again. The content itself travels inside the PDF as `content.json`, so the printed
hash can be checked with nothing but the file.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from importlib.metadata import version as version_of
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import segno
import typst

from jieche.journal.content_blocks import Signature
from jieche.journal.contents import PaperKind
from jieche.papers import fonts
from jieche.papers.fill import with_signatures
from jieche.papers.fit import scale_of
from jieche.papers.strokes import drawn
from jieche.papers.sums import disagreements
from jieche.values.canonical import canonical, digest_of_bytes
from jieche.values.money import capital

LANGS = ("zh", "both")  # Chinese alone, or with English beside it

FORMS = Path(__file__).parent / "forms"
KINDS: frozenset[str] = frozenset(get_args(PaperKind))
NO_SIGNATURES: Mapping[str, Signature] = MappingProxyType({})


class PaperError(Exception):
    """This paper can't be printed: a form, a font or the content is at fault."""


@functools.cache
def press_mark() -> str:
    """Return 16 hex digits for forms, fonts and typst as they are now.

    Every paper bears it among its keywords: the same content gives the same bytes on the same
    press only, and forms get better from release to release.
    """
    forms = sorted(path for path in FORMS.rglob("*") if path.is_file())
    parts = [version_of(fonts.PACKAGE.replace("_", "-")), version_of("typst"), version_of("segno")]
    parts += [f"{path.relative_to(FORMS)} {digest_of_bytes(path.read_bytes())}" for path in forms]
    return digest_of_bytes("\n".join(parts).encode())[:16]


def press(
    kind: str,
    content: Mapping[str, Any],
    *,
    version: int,
    at: datetime,
    lang: str,
    signatures: Mapping[str, Signature] = NO_SIGNATURES,
    is_frozen: bool = True,
) -> bytes:
    """Return the PDF of this version of a paper as it was frozen at ``at`` (aware, in its zone).

    With ``is_frozen`` False it is what stands there at ``at`` and nobody keeps: it bears that hour
    instead of version, hash and code.

    ``signatures`` are those set under this very version, by the box they stand in. Raises
    PaperError when the kind is unknown, sums disagree with their lines, or typst has anything at
    all to complain of.
    """
    if kind not in KINDS:
        raise PaperError(f"no form for {kind}")
    if lang not in LANGS:
        raise PaperError(f"no labels in {lang}")
    if at.utcoffset() is None:
        raise PaperError("the time of freezing has no time zone")
    name = f"{kind} {content['number']} v{version}"
    if wrong := disagreements(content):
        raise PaperError(f"{name}: {'; '.join(wrong)}")
    try:
        signed = with_signatures(content, signatures)
    except KeyError as missing:
        raise PaperError(f"{name} has no box {missing}") from missing
    spelling = canonical(dict(content))
    sha256 = digest_of_bytes(spelling)
    address = address_of(content, version, sha256)
    paper = {
        "content": _shown(signed),
        "lang": lang,
        "scale": scale_of(kind, content),
        "version": version,
        "sha256": sha256,
        "hash": " ".join(re.findall("....", sha256[:16])),
        "is_frozen": is_frozen,
        "frozen_at": at.strftime("%Y-%m-%d %H:%M"),
        "capitals": _capitals(content),
        "press": press_mark(),
        "qr": segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True),
        "qr_text": address,
    }
    try:
        return _typeset(kind, json.dumps(paper, ensure_ascii=False), spelling.decode(), at)
    except typst.TypstError as error:
        raise PaperError(f"{name}: {error}") from error


def address_of(content: Mapping[str, Any], version: int, sha256: str) -> str:
    """Return what the QR code says: where this very version of the paper can be checked."""
    site = content["shop"]["site"].rstrip("/")
    if not site:
        return f"{content['number']} v{version} {sha256[:16]}"
    return f"{site}/papers/{content['number']}/?h={sha256[:16]}"


def _typeset(kind: str, paper: str, spelling: str, at: datetime) -> bytes:
    pdf, warnings = typst.compile_with_warnings(
        str(FORMS / f"{kind}.typ"),
        root=str(FORMS),
        font_paths=fonts.shelf(),
        sys_inputs={"paper": paper, "content": spelling},
        format="pdf",
        pdf_standards=["a-3b"],
        timestamp=at.replace(microsecond=0).astimezone(timezone(at.utcoffset() or timedelta(0))),
    )
    if warnings:
        raise PaperError(f"{kind}: {'; '.join(warning.message for warning in warnings)}")
    if not isinstance(pdf, bytes):
        raise PaperError(f"{kind}: typst returned no PDF")
    return pdf


def _capitals(content: Mapping[str, Any]) -> str:
    prices = content.get("prices") or content.get("sheet", {}).get("prices")
    return capital(prices["total_fen"]) if prices else ""


def _shown(value: Any) -> Any:
    """Return the content as it is handed to the form: signatures drawn, hidden signs shown."""
    if isinstance(value, Mapping):
        shown = {key: _shown(item) for key, item in value.items()}
        if strokes := value.get("strokes"):
            shown["svg"] = drawn(strokes)
        return shown
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if isinstance(value, str):
        return "".join(_visible(sign) for sign in value)
    return value


def _visible(sign: str) -> str:
    """Return the character, or its number in brackets where the paper would not show it.

    What the font lacks must not be left out in silence; and a hidden sign can turn the order in
    which a line is read (U+202E), so on a signed paper it has to be seen.
    """
    if sign in "\n\t":
        return sign
    hidden = unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs"}
    return f"[U+{ord(sign):04X}]" if hidden or not fonts.can_show(sign) else sign
