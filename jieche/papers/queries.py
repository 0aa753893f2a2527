"""Papers that a person may see, what stands under them, and whether they are what they were."""

from dataclasses import dataclass
from typing import get_args

from django.db.models import QuerySet

from jieche.journal.contents import PaperKind
from jieche.journal.models import Document, Evidence, Rendition
from jieche.journal.queries import may_read
from jieche.rulebook.words import Event, Proof
from jieche.staff.models import Staff
from jieche.values.canonical import digest_of_bytes
from jieche.values.plate import shown

HASH_DIGITS = 16


def visible_to(staff: Staff) -> QuerySet[Document]:
    """Return the papers of the person's shop that his roles need."""
    kinds = [kind for kind in get_args(PaperKind) if may_read(staff, kind)]
    return Document.objects.filter(shop_id=staff.shop_id, kind__in=kinds).select_related("shop")


def signed_under(document: Document) -> list[Evidence]:
    """Return what was set under this version: signatures, and refusals to sign; oldest first."""
    pieces = (
        Evidence.objects.filter(document=document)
        .select_related("entry__shop", "entry__by", "document")
        .order_by("pk")
    )
    return [piece for piece in pieces if _is_for_a_box(piece)]


def _is_for_a_box(piece: Evidence) -> bool:
    refused = piece.entry.what is Event.SIGNATURE_REFUSED and piece.proof == Proof.REASON.value
    return refused or piece.proof == Proof.SIGNATURE.value


def kept_print(document: Document, lang: str, signatures: int) -> Rendition | None:
    """Return the print that was made with so many signatures, None before the first."""
    return Rendition.objects.filter(document=document, lang=lang, signatures=signatures).first()


@dataclass(frozen=True)
class Standing:
    """What a person who holds a paper may know of it, without any personal data."""

    document: Document
    is_intact: bool
    newest_version: int

    @property
    def is_newest(self) -> bool:
        """Say whether no later version was frozen."""
        return self.document.version == self.newest_version


def standing_of(document: Document) -> Standing:
    """Return how a paper stands: whether its content is still what was hashed, and the newest."""
    newest = (
        Document.objects.filter(
            shop_id=document.shop_id, kind=document.kind, number=document.number
        )
        .order_by("-version")
        .values_list("version", flat=True)[:1]
    )
    return Standing(
        document,
        is_intact=digest_of_bytes(document.content.encode()) == document.sha256,
        newest_version=newest[0],
    )


def document_with(number: str, digits: str) -> Document | None:
    """Return the paper of this number whose hash begins with these digits.

    Fewer than 16 digits find nothing: what a stranger could guess must not be told.
    """
    if len(digits) < HASH_DIGITS:
        return None
    return (
        Document.objects.filter(sha256__gte=digits, sha256__lte=digits + "g", number=number)
        .select_related("shop")
        .first()
    )


def masked_plate(plate: str) -> str:
    """Return a plate of which a stranger learns nothing new: 浙B·***1P."""
    text = shown(plate)
    head, dot, tail = text.partition("·")
    return f"{head}·{'*' * (len(tail) - 2)}{tail[-2:]}" if dot else text
