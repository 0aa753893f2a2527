"""The car's papers: checked one by one, and what is not right signed for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from jieche.checkin import queries, sheets
from jieche.checkin.commands.steps import begin
from jieche.checkin.models import Discrepancy, PapersCheck, VehicleDocument
from jieche.checkin.words import DocumentKind
from jieche.journal import door
from jieche.journal import queries as journal
from jieche.journal.door import Proofs, Signature, Ticks
from jieche.rulebook.words import Event, Proof
from jieche.staff.models import Staff
from jieche.visits.models import Visit


@dataclass(frozen=True)
class Paper:
    """One paper of the car as it was checked. Clause 6.3."""

    kind: DocumentKind
    is_taken: bool
    valid: bool
    complete: bool
    sound: bool
    number: str = ""
    expires_on: date | None = None
    note: str = ""

    def wrong(self) -> str:
        """Say in Chinese what is not right with it; nothing where all is."""
        until = f"（{self.expires_on} 止）" if self.expires_on else ""
        answers = ((self.valid, f"无效{until}"), (self.complete, "不完整"), (self.sound, "破损"))
        found = [word for is_right, word in answers if not is_right]
        return f"{self.kind.zh}{'、'.join(found)}" if found else ""


def as_checked(listed: VehicleDocument) -> Paper:
    """Return a listed paper as it was checked, to go on from it."""
    return Paper(
        listed.kind_word,
        is_taken=listed.is_taken,
        valid=listed.valid,
        complete=listed.complete,
        sound=listed.sound,
        number=listed.number,
        expires_on=listed.expires_on,
        note=listed.note,
    )


@transaction.atomic
def check_papers(
    visit: Visit,
    *,
    documents: Sequence[Paper] = (),
    says_none: bool = False,
    discrepancy: str = "",
    action: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> PapersCheck:
    """
    Write down the car's papers, each with its three results (6.2, 6.3).

    A paper that is not right is a discrepancy, and ``discrepancy`` may name another: it is told
    there and then with what is done (``action``), and goes on a sheet to sign (6.4, 6.5). Raises
    Refused where an inspection car comes without a list.
    """
    begin(visit, by=by, at=at)
    needed = queries.needs_papers(visit)
    if needed and not documents:
        door.refuse(
            "二级维护、年审车必须列出随车证件",
            "For second-level maintenance and annual inspection the papers must be listed",
            clause="6.2",
            at="says_none",
        )
    check = PapersCheck.objects.create(
        visit=visit,
        needs_papers=needed,
        document_count=len(documents),
        says_none=says_none and not documents,
        at=at,
    )
    VehicleDocument.objects.bulk_create(
        VehicleDocument(
            check_made=check,
            kind=each.kind.value,
            number=each.number,
            expires_on=each.expires_on,
            is_taken=each.is_taken,
            valid=each.valid,
            complete=each.complete,
            sound=each.sound,
            note=each.note,
        )
        for each in documents
    )
    facts = {
        "taken": [each.kind.value for each in documents if each.is_taken],
        "seen": [each.kind.value for each in documents if not each.is_taken],
    }
    door.record(visit.matter, Event.PAPERS_CHECKED, by=by, at=at, facts=facts, ticked=ticked)
    wrong = [each.wrong() for each in documents if each.wrong()]
    if text := "；".join([*wrong, discrepancy] if discrepancy else wrong):
        _find(visit, text, action, by=by, at=at)
    return check


def _find(visit: Visit, text: str, action: str, *, by: Staff, at: datetime) -> None:
    if not action:
        door.refuse(
            f"证件有差异（{text}）：写明当时怎么处理",
            f"A paper is not right ({text}): write what is done about it",
            clause="6.4",
            at="action",
        )
    Discrepancy.objects.create(visit=visit, text=text, action=action, told_at=at)
    sheet = door.freeze(
        visit.matter, sheets.PAPER, sheets.list_number(visit), sheets.belongings_sheet(visit), at=at
    )
    door.record(
        visit.matter,
        Event.DISCREPANCY_FOUND,
        by=by,
        at=at,
        facts={"found": text},
        proofs=Proofs({Proof.ACTION: action}, paper=sheet),
        papers=[sheet],
    )


@transaction.atomic
def sign_discrepancy(
    visit: Visit,
    *,
    signature: Signature,
    shown: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Have the customer sign the sheet that names the discrepancy (6.5).

    ``shown`` is the digest of the sheet that was in front of him. Raises Refused where another one
    has taken its place since.
    """
    door.hold(visit.matter)
    sheet = journal.latest_document(visit.matter, sheets.PAPER)
    if shown and sheet is not None and shown != sheet.sha256:
        door.refuse(
            "差异刚有改动，请客户再看一遍后签字",
            "The discrepancy has just changed; let the customer read it again before he signs",
            clause="6.5",
        )
    door.record(
        visit.matter,
        Event.DISCREPANCY_SIGNED,
        by=by,
        at=at,
        proofs=Proofs(signature=signature, paper=sheet),
        ticked=ticked,
    )
