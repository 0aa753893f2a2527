"""Proof of the papers: what is kept can be made again, byte for byte."""

from collections.abc import Iterator
from dataclasses import dataclass

from jieche.journal.models import Document, Rendition
from jieche.journal.queries import Break
from jieche.papers.commands import pressed
from jieche.papers.press import PaperError, press_mark
from jieche.shop.models import Shop
from jieche.values.canonical import digest_of_bytes


@dataclass
class Count:
    """How much was looked at."""

    documents: int = 0
    prints: int = 0
    other_press: int = 0  # made by an earlier release: their bytes are proved, not their making


def faults(shop: Shop, count: Count) -> Iterator[Break]:
    """Walk a shop's papers, count them, and yield each that is not what it was.

    Looks at content against its hash, prints against theirs, and prints those again that this
    very press has made (some 40 ms each).
    """
    for document in Document.objects.filter(shop=shop).order_by("pk").iterator():
        count.documents += 1
        if digest_of_bytes(document.content.encode()) != document.sha256:
            yield Break(shop, "document", f"{document.number} v{document.version}", "changed")
    prints = (
        Rendition.objects.filter(document__shop=shop)
        .select_related("document__shop")
        .order_by("pk")
    )
    for rendition in prints.iterator(chunk_size=50):
        count.prints += 1
        label = f"{rendition.document.number} v{rendition.document.version} {rendition.lang}"
        if digest_of_bytes(bytes(rendition.pdf)) != rendition.sha256:
            yield Break(shop, "rendition", label, "changed")
        elif rendition.press != press_mark():
            count.other_press += 1
        elif why := _differs(rendition):
            yield Break(shop, "rendition", label, why)


def _differs(rendition: Rendition) -> str:
    try:
        again = pressed(rendition.document, lang=rendition.lang, signatures=rendition.signatures)
    except PaperError as error:
        return f"can't be printed again: {error}"
    same = digest_of_bytes(again) == rendition.sha256
    return "" if same else "printed again it is another paper"
