"""Printing a paper: the first print of what stands there now is kept, and never written over."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from jieche.journal.models import Document, Rendition
from jieche.papers import queries
from jieche.papers.boxes import in_boxes
from jieche.papers.press import press, press_mark
from jieche.values.canonical import digest_of_bytes


def print_out(document: Document, *, lang: str, at: datetime) -> Rendition:
    """Return the print of a paper with the signatures it has now; from the press the first time.

    Raises PaperError when it can't be printed.
    """
    signatures = len(queries.signed_under(document))
    if kept := queries.kept_print(document, lang, signatures):
        return kept
    pdf = pressed(document, lang=lang, signatures=signatures)
    try:
        with transaction.atomic():
            return Rendition.objects.create(
                document=document, lang=lang, signatures=signatures, press=press_mark(),
                pdf=pdf, sha256=digest_of_bytes(pdf), made_at=at,
            )  # fmt: skip
    except IntegrityError:  # somebody printed it in the same second; his is kept
        kept = queries.kept_print(document, lang, signatures)
        if kept is None:
            raise
        return kept


def pressed(document: Document, *, lang: str, signatures: int) -> bytes:
    """Return the PDF of a paper with the first so many signatures under it; nothing is kept."""
    pieces = queries.signed_under(document)[:signatures]
    return press(
        document.kind,
        json.loads(document.content),
        version=document.version,
        at=document.frozen_at.astimezone(ZoneInfo(document.shop.time_zone)),
        lang=lang,
        signatures=in_boxes(document.kind, pieces),
    )
