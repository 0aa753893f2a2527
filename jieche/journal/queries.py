"""What the journal tells: the case of a matter, its entries, and whether the chain is whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Prefetch, prefetch_related_objects

from jieche.journal.models import ChainHead, Document, Entry, Evidence, Matter, Rendition
from jieche.journal.once import once_a_page
from jieche.rulebook.case import Case, Happened
from jieche.rulebook.words import Event, Proof, Role
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.values.canonical import digest, digest_of_bytes


def case_of(matter: Matter) -> Case:
    """Return what the rule book is told about a matter; read once for each state of it."""
    known: Case | None = matter.__dict__.get("_case")
    if known is not None and len(known.history) == matter.version:
        if known.stage != matter.stands_at:
            return Case(known.kind, matter.stands_at, known.history)
        return known
    rows = (
        Entry.objects.filter(matter_id=matter.pk)
        .order_by("number")
        .values_list("event", "happened_at", "agreed_for", "by__name")
    )
    history = tuple(Happened(Event.of(e), at, agreed, by) for e, at, agreed, by in rows)
    case = Case(matter.is_kind, matter.stands_at, history)
    matter.__dict__["_case"] = case  # kept with the row it describes
    return case


def remember(matter: Matter, entry: Entry) -> None:
    """Go on from what was read of a matter's history with the entry that was just written."""
    known: Case | None = matter.__dict__.get("_case")
    if known is None or len(known.history) != matter.version - 1:
        return
    new = Happened(entry.what, entry.happened_at, entry.agreed_for, entry.by.name)
    matter.__dict__["_case"] = Case(known.kind, matter.stands_at, (*known.history, new))


def entries_of(matter: Matter) -> list[Entry]:
    """Return a matter's entries, oldest first, with people; read once for each state of it."""
    known: list[Entry] | None = matter.__dict__.get("_entries")
    if known is None or len(known) != matter.version:
        known = list(matter.entries.select_related("by"))
        matter.__dict__["_entries"] = known
        history = tuple(Happened(e.what, e.happened_at, e.agreed_for, e.by.name) for e in known)
        matter.__dict__["_case"] = Case(matter.is_kind, matter.stands_at, history)
    return list(known)


def with_evidence(entries: list[Entry]) -> list[Entry]:
    """Return the entries with what proves them at hand, the strokes of signatures left out."""
    prefetch_related_objects(entries, Prefetch("evidence", Evidence.objects.defer("body")))
    return entries


def last_entry(matter: Matter, event: Event) -> Entry | None:
    """Return the latest entry of ``event`` on a matter."""
    if matter.__dict__.get("_entries") is not None:
        return next((e for e in reversed(entries_of(matter)) if e.what is event), None)
    return matter.entries.filter(event=event.value).select_related("by").last()


# The gate needs the exit notice to let a car out, the washer no paper at all (what they may do
# needs no prices and no telephone numbers). Everybody else at the desk or in the workshop works
# with them.
_FOR_THE_GATE = frozenset({"exit_notice"})
# What the shop takes and is owed is for those who answer for it, as a paper too (17.4).
READERS_OF_REPORTS = (
    Role.ADVISOR, Role.RECEPTION_MANAGER, Role.SHOP_MANAGER, Role.CASHIER,
)  # fmt: skip


def may_read(staff: Staff, kind: str) -> bool:
    """Say whether the roles of a person need this kind of paper."""
    if kind == "report":
        return staff.is_one_of(*READERS_OF_REPORTS)
    roles = set(staff.acts_as) - {Role.WASHER}
    return kind in _FOR_THE_GATE if roles == {Role.GATE} else bool(roles)


def documents_of(matter: Matter, kind: str = "") -> list[Document]:
    """Return a matter's frozen papers to list, newest first; of one kind if given."""
    found = Document.objects.filter(matter=matter).defer("content").order_by("-frozen_at", "-pk")
    return list(found.filter(kind=kind) if kind else found)


@once_a_page
def latest_document(matter: Matter, kind: str) -> Document | None:
    """Return the newest frozen paper of a kind."""
    return Document.objects.filter(matter=matter, kind=kind).order_by("-version", "-pk").first()


def signatures_under(document: Document) -> list[Evidence]:
    """Return the signatures set under a paper, oldest first."""
    return list(
        Evidence.objects.filter(document=document, proof="signature")
        .select_related("entry")
        .order_by("pk")
    )


@once_a_page
def signatures_on(matter: Matter) -> dict[int, Evidence]:
    """Return the signatures given in a matter by the number of their entry."""
    pieces = Evidence.objects.filter(entry__matter=matter, proof=Proof.SIGNATURE.value)
    wide = pieces.select_related("entry", "entry__shop", "entry__by", "document")
    return {piece.entry_id: piece for piece in wide.defer("document__content").order_by("-pk")}


# -- the chain -----------------------------------------------------------------------------------


def _stamp(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def digest_of_evidence(piece: Evidence) -> str:
    """Return the SHA-256 of a piece of evidence and of the paper it is set under."""
    return digest(
        {
            "proof": piece.proof,
            "words": piece.words,
            "capacity": piece.capacity,
            "body": piece.body,
            "document": piece.document.sha256 if piece.document else None,
        }
    )


def digest_of_entry(entry: Entry, evidence: Sequence[str]) -> str:
    """Return the SHA-256 of an entry, its evidence, its papers and the entry before it."""
    return digest(
        {
            "previous": entry.previous,
            "shop": entry.shop_id,
            "number": entry.number,
            "matter": entry.matter_id,
            "event": entry.event,
            "by": entry.by_id,
            "acted_as": entry.acted_as,
            "happened_at": _stamp(entry.happened_at),
            "recorded_at": _stamp(entry.recorded_at),
            "agreed_for": _stamp(entry.agreed_for),
            "facts": entry.facts,
            "ticked": entry.ticked,
            "papers": entry.papers,
            "evidence": list(evidence),
        }
    )


@dataclass(frozen=True)
class Break:
    """The first place at which the journal is not what was written."""

    shop: Shop
    what: str  # "entry", "evidence", "document", "rendition", "end"
    number: str
    why: str


def breaks(shop: Shop) -> Iterator[Break]:
    """Walk a shop's journal from its first line and yield what is broken."""
    previous, expected = "0" * 64, 1
    entries = (
        Entry.objects.filter(shop=shop)
        .order_by("number")
        .prefetch_related(
            Prefetch("evidence", Evidence.objects.select_related("document").order_by("pk"))
        )
    )
    for entry in entries.iterator(chunk_size=2000):
        if entry.number != expected:
            yield Break(shop, "entry", str(expected), "missing")
            expected = entry.number
        pieces = list(entry.evidence.all())
        for piece in pieces:
            if digest_of_evidence(piece) != piece.sha256:
                yield Break(shop, "evidence", f"{entry.number}/{piece.proof}", "changed")
        if entry.previous != previous:
            yield Break(shop, "entry", str(entry.number), "does not follow the one before it")
        elif digest_of_entry(entry, [piece.sha256 for piece in pieces]) != entry.sha256:
            yield Break(shop, "entry", str(entry.number), "changed")
        previous, expected = entry.sha256, expected + 1
    head = ChainHead.objects.filter(shop=shop).first()
    if head and (head.number, head.sha256) != (expected - 1, previous):
        yield Break(shop, "end", str(head.number), "lines are missing at the end")
    yield from _broken_papers(shop)


def _broken_papers(shop: Shop) -> Iterator[Break]:
    named = {
        (paper["number"], paper["version"], paper["sha256"])
        for papers in Entry.objects.filter(shop=shop)
        .exclude(papers=[])
        .values_list("papers", flat=True)
        for paper in papers
    }
    for document in Document.objects.filter(shop=shop).order_by("pk").iterator():
        label = f"{document.number} v{document.version}"
        if digest_of_bytes(document.content.encode()) != document.sha256:
            yield Break(shop, "document", label, "changed")
        elif (document.number, document.version, document.sha256) not in named:
            yield Break(shop, "document", label, "no entry names it")
        named.discard((document.number, document.version, document.sha256))
    for number, version, _ in sorted(named):
        yield Break(shop, "document", f"{number} v{version}", "missing")
    for rendition in Rendition.objects.filter(document__shop=shop).select_related("document"):
        if digest_of_bytes(bytes(rendition.pdf)) != rendition.sha256:
            yield Break(shop, "rendition", f"{rendition.document.number}", "changed")


def cases_of(matters: Sequence[Matter]) -> dict[int, Case]:
    """Return the cases of many matters by their number, with one query for all."""
    history: dict[int, list[Happened]] = {matter.pk: [] for matter in matters}
    rows = (
        Entry.objects.filter(matter_id__in=history)
        .order_by("number")
        .values_list("matter_id", "event", "happened_at", "agreed_for", "by__name")
    )
    for pk, event, at, agreed, by in rows:
        history[pk].append(Happened(Event.of(event), at, agreed, by))
    cases = {
        matter.pk: Case(matter.is_kind, matter.stands_at, tuple(history[matter.pk]))
        for matter in matters
    }
    for matter in matters:
        matter.__dict__["_case"] = cases[matter.pk]
    return cases
