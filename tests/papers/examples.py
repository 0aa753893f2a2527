"""The examples of papers: one JSON file each, all data invented."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pypdfium2

from jieche.journal.contents import PaperKind
from jieche.papers.press import press

FOLDER = Path(__file__).parent / "examples"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
AT = datetime(2026, 11, 23, 17, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def content_of(name: str) -> dict[str, Any]:
    """Return the content of an example."""
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return content


def kind_of(name: str) -> PaperKind:
    """Return which paper an example is of: "order_long" is an order."""
    kind: PaperKind = next(kind for kind in get_args(PaperKind) if name.startswith(kind))
    return kind


def printed(name: str, lang: str = "zh", **changes: Any) -> bytes:
    """Return the PDF of an example, with some of its content changed."""
    return press(kind_of(name), content_of(name) | changes, version=2, at=AT, lang=lang)


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """Return the text of the whole paper."""
    return "\n".join(pages_of(pdf))
