"""The one door: nothing but ``record`` moves a matter or writes its journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.db import transaction

from jieche.journal import queries
from jieche.journal.models import ChainHead, Document, Duty, Entry, Evidence, Matter
from jieche.rulebook import judge, path
from jieche.rulebook.judge import Refusal
from jieche.rulebook.sentences import Clause, Prompt
from jieche.rulebook.words import Event, Kind, Proof, Role
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.canonical import canonical, digest_of_bytes

# Clocks of two computers never agree to the second; a minute ahead is not the future.
_CLOCK_SLACK = timedelta(minutes=1)


class Refused(Exception):
    """An act the book or the shop forbids: every reason, with its clause and what mends it."""

    def __init__(self, reasons: Sequence[Refusal]) -> None:
        self.reasons = list(reasons)
        super().__init__("; ".join(reason.en for reason in reasons))


def refuse(
    zh: str, en: str, *, clause: str = "", mend: Event | None = None, at: str = ""
) -> NoReturn:
    """Refuse an act for one reason that no sentence of the book covers; ``at`` names the field."""
    raise Refused([Refusal(zh, en, clause, mend, at)])


@dataclass(frozen=True)
class Signature:
    """A signature taken on the screen: who, in which capacity, and the strokes as JSON text."""

    name: str
    capacity: str = "sender"
    strokes: str = ""


@dataclass(frozen=True)
class Proofs:
    """What comes with an act: words by proof, at most one signature, the paper it is set under."""

    words: Mapping[Proof, str] = field(default_factory=dict)
    signature: Signature | None = None
    paper: Document | None = None

    def kinds(self) -> set[Proof]:
        """Return the proofs that are here and not blank."""
        given = {proof for proof, words in self.words.items() if words.strip()}
        signed = self.signature and self.signature.name.strip() and self.signature.strokes
        return given | {Proof.SIGNATURE} if signed else given


NO_PROOFS = Proofs()

# Numbers of the clauses whose words were said at an act.
Ticks = Sequence[str]


def open_matter(kind: Kind, shop: Shop, *, at: datetime, parent: Matter | None = None) -> Matter:
    """Open a matter; its first event must follow in the same transaction."""
    return Matter.objects.create(
        shop=shop, kind=kind.value, opened_at=at, changed_at=at, parent=parent
    )


def hold(matter: Matter) -> None:
    """
    Take the lock of a matter, its parent's first, and read it anew.

    Two people may act on one car at the same moment: the second waits here and then sees what the
    first has done. Must run inside a transaction.
    """
    if matter.parent_id is not None:
        Matter.objects.select_for_update().get(pk=matter.parent_id)
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())


def in_the_way(matter: Matter, event: Event, *, by: Staff) -> list[Refusal]:
    """Ask, for a button or a check list; do nothing."""
    return judge.refusals(event, by.acts_as, queries.case_of(matter))


@transaction.atomic
def record(
    matter: Matter,
    event: Event,
    *,
    by: Staff,
    at: datetime,
    happened_at: datetime | None = None,
    agreed_for: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
    proofs: Proofs = NO_PROOFS,
    ticked: Sequence[str] = (),
    papers: Sequence[Document] = (),
) -> Entry:
    """
    Write the event in the journal and move the matter on.

    ``at`` is the one clock reading of the act; ``happened_at`` may be earlier, never later.
    ``facts`` are plain values (no floats). ``ticked`` are the numbers of the clauses whose words
    were said. Raises Refused with every reason, not only the first.
    """
    hold(matter)
    case = queries.case_of(matter)
    given = proofs.kinds() | ({Proof.AGREED_HOUR} if agreed_for else set())
    reasons = judge.refusals(event, by.acts_as, case) + judge.missing_proofs(
        event, given, hours_of(matter.shop).off
    )
    happened_at = happened_at or at
    if happened_at > at + _CLOCK_SLACK:
        reasons.append(Refusal("发生时间不能晚于现在", "It can't have happened later than now"))
    if matter.shop_id != by.shop_id:
        reasons.append(Refusal("这不是本店的事项", "This belongs to another shop"))
    if reasons:
        raise Refused(reasons)
    happened_at = min(happened_at, at)
    to_say = judge.words_to_say(event, case, happened_at)
    entry = _write(
        matter, event, by=by, at=at, happened_at=happened_at, agreed_for=agreed_for,
        facts=dict(facts or {}), proofs=proofs, ticked=_heard(to_say, ticked), papers=papers,
    )  # fmt: skip
    _note_prompts(entry, to_say)
    _move(matter, event, at)
    queries.remember(matter, entry)
    work_out(matter)
    return entry


def freeze(
    matter: Matter, kind: str, number: str, content: Mapping[str, Any], *, at: datetime
) -> Document:
    """Freeze a paper as it is shown, as a new version; give it to ``record`` in the same act."""
    text = canonical(dict(content))
    last = (
        Document.objects.filter(shop_id=matter.shop_id, kind=kind, number=number)
        .order_by("-version")
        .values_list("version", flat=True)
        .first()
    )
    return Document.objects.create(
        shop_id=matter.shop_id, matter=matter, kind=kind, number=number, version=(last or 0) + 1,
        content=text.decode(), sha256=digest_of_bytes(text), frozen_at=at,
    )  # fmt: skip


def work_out(matter: Matter) -> None:
    """Work out anew what is owed on a matter, and when the next of it falls due."""
    case = queries.case_of(matter)
    wanted = {
        (one.clause, one.event.value, one.since): one
        for one in judge.owed(case, hours_of(matter.shop))
    }
    there = {
        (duty.clause, duty.event, duty.since): duty
        for duty in Duty.objects.filter(matter=matter, is_prompt=False)
    }
    gone = [duty.pk for key, duty in there.items() if key not in wanted]
    if gone:
        Duty.objects.filter(pk__in=gone).delete()
    new, moved = [], []
    for key, one in wanted.items():
        fresh = (one.opens_at, one.due_at, one.met_at, one.moot)
        duty = there.get(key)
        if duty is None:
            new.append(
                Duty(
                    shop_id=matter.shop_id,
                    matter=matter,
                    clause=one.clause,
                    event=one.event.value,
                    since=one.since,
                    opens_at=one.opens_at,
                    due_at=one.due_at,
                    met_at=one.met_at,
                    is_moot=one.moot,
                )
            )
        elif fresh != (duty.opens_at, duty.due_at, duty.met_at, duty.is_moot):
            duty.opens_at, duty.due_at, duty.met_at, duty.is_moot = fresh
            moved.append(duty)
    Duty.objects.bulk_create(new)
    Duty.objects.bulk_update(moved, ["opens_at", "due_at", "met_at", "is_moot"])
    open_dues = [one.due_at for one in wanted.values() if one.met_at is None and not one.moot]
    Matter.objects.filter(pk=matter.pk).update(next_due_at=min(open_dues, default=None))


def _write(
    matter: Matter,
    event: Event,
    *,
    by: Staff,
    at: datetime,
    happened_at: datetime,
    agreed_for: datetime | None,
    facts: dict[str, Any],
    proofs: Proofs,
    ticked: list[str],
    papers: Sequence[Document],
) -> Entry:
    head, _made = ChainHead.objects.select_for_update().get_or_create(shop_id=matter.shop_id)
    pieces = [
        Evidence(proof=proof.value, words=words, document=proofs.paper)
        for proof, words in proofs.words.items()
        if words.strip()
    ]
    if proofs.signature is not None:
        pieces.append(
            Evidence(
                proof=Proof.SIGNATURE.value,
                words=proofs.signature.name,
                capacity=proofs.signature.capacity,
                body=proofs.signature.strokes,
                document=proofs.paper,
            )
        )
    entry = Entry(
        shop_id=matter.shop_id, number=head.number + 1, matter=matter, event=event.value, by=by,
        acted_as=_acted_as(event, by).value, happened_at=happened_at, recorded_at=at,
        agreed_for=agreed_for, facts=facts, ticked=ticked,
        papers=[{"number": p.number, "version": p.version, "sha256": p.sha256} for p in papers],
        previous=head.sha256,
    )  # fmt: skip
    for piece in pieces:
        piece.sha256 = queries.digest_of_evidence(piece)
    entry.sha256 = queries.digest_of_entry(entry, [piece.sha256 for piece in pieces])
    entry.save()
    for piece in pieces:
        piece.entry = entry
        piece.save()
    ChainHead.objects.filter(pk=head.pk).update(number=entry.number, sha256=entry.sha256)
    return entry


def _move(matter: Matter, event: Event, at: datetime) -> None:
    stage = path.stage_after(matter.is_kind, matter.stands_at, event)
    if stage is None:  # the judge has refused that already
        raise AssertionError(event)
    matter.stage = stage.value
    matter.changed_at = at
    matter.closed_at = (matter.closed_at or at) if stage in path.CLOSED else None
    matter.version += 1
    matter.save(update_fields=["stage", "changed_at", "closed_at", "version"])


def _heard(to_say: Sequence[tuple[Clause, Prompt]], ticked: Sequence[str]) -> list[str]:
    """Keep of the ticks those that belong to this act's words."""
    return [clause.number for clause, _ in to_say if clause.number in ticked]


def _note_prompts(entry: Entry, to_say: Sequence[tuple[Clause, Prompt]]) -> None:
    """Keep count of the words that were to be said with this entry, and whether they were."""
    spoken = [
        _to_say(entry, clause, entry.what, is_said=clause.number in entry.ticked)
        for clause, prompt in to_say
        if prompt.after is None or not _was_asked_for(entry, clause)
    ]
    asked = [
        _to_say(entry, clause, prompt.at, is_said=False)
        for clause, prompt in judge.prompts_after(entry.what)
    ]
    Duty.objects.bulk_create(spoken + asked, ignore_conflicts=True)


def _to_say(entry: Entry, clause: Clause, event: Event, *, is_said: bool) -> Duty:
    return Duty(
        shop_id=entry.shop_id,
        matter_id=entry.matter_id,
        clause=clause.number,
        event=event.value,
        is_prompt=True,
        since=entry.happened_at,
        opens_at=entry.happened_at,
        due_at=entry.happened_at,
        met_at=entry.happened_at if is_said else None,
        is_moot=True,
    )


def _was_asked_for(entry: Entry, clause: Clause) -> bool:
    """Say whether an earlier event asked for these words; where they were said, note it there."""
    asked = (
        Duty.objects.filter(
            matter_id=entry.matter_id, clause=clause.number, event=entry.event, is_prompt=True,
            met_at=None,
        )
        .exclude(since=entry.happened_at)
        .order_by("-since")
        .first()
    )  # fmt: skip
    if asked is not None and clause.number in entry.ticked:
        asked.met_at = asked.due_at = entry.happened_at
        asked.save(update_fields=["met_at", "due_at"])
    return asked is not None


def _acted_as(event: Event, by: Staff) -> Role:
    """Return the role in which the person did it: the first of his that may."""
    may = judge.allowed_roles(event)
    return next((role for role in by.acts_as if role in may), by.acts_as[0])
