"""The proof of the papers finds what was changed, and nothing else."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from jieche.journal.models import Document, Evidence
from jieche.papers import commands, verify
from jieche.papers.boxes import BOXES
from jieche.rulebook import book
from jieche.rulebook.sentences import With, several
from jieche.rulebook.words import Proof
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.papers.conftest import AT

Frozen = Callable[..., Document]
Signed = Callable[..., Evidence]


def faults(li: Staff) -> list[tuple[str, str, str]]:
    found = verify.faults(li.shop, verify.Count())
    return [(fault.what, fault.number, fault.why) for fault in found]


def test_what_is_whole_has_no_fault_even_when_signed_after_it_was_printed(
    li: Staff, frozen: Frozen, signed: Signed
) -> None:
    document = frozen()
    commands.print_out(document, lang="zh", at=AT)
    signed(document)
    commands.print_out(document, lang="both", at=AT)
    count = verify.Count()
    assert list(verify.faults(li.shop, count)) == []
    assert (count.documents, count.prints, count.other_press) == (1, 2, 0)


def test_a_changed_content_is_found_in_document_and_print(
    li: Staff, frozen: Frozen, unguarded: Callable[[str], None]
) -> None:
    commands.print_out(frozen(), lang="zh", at=AT)
    unguarded("UPDATE journal_document SET content = replace(content, '15:00', '18:00')")
    assert faults(li) == [
        ("document", "RO20261123-018 v1", "changed"),
        ("rendition", "RO20261123-018 v1 zh", "printed again it is another paper"),
    ]


def test_a_changed_print_is_found(
    li: Staff, frozen: Frozen, unguarded: Callable[[str], None]
) -> None:
    commands.print_out(frozen(), lang="zh", at=AT)
    unguarded("UPDATE journal_rendition SET sha256 = '0'")
    assert faults(li) == [("rendition", "RO20261123-018 v1 zh", "changed")]


def test_changed_strokes_are_found(
    li: Staff, frozen: Frozen, signed: Signed, unguarded: Callable[[str], None]
) -> None:
    document = frozen()
    signed(document)
    commands.print_out(document, lang="zh", at=AT)
    unguarded("UPDATE journal_evidence SET body = replace(body, '9.5', '40')")
    assert faults(li) == [
        ("rendition", "RO20261123-018 v1 zh", "printed again it is another paper")
    ]


def test_a_print_of_an_earlier_release_is_counted_and_not_blamed(
    li: Staff, frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.print_out(frozen(), lang="zh", at=AT)
    monkeypatch.setattr(verify, "press_mark", lambda: "another release")
    count = verify.Count()
    assert list(verify.faults(li.shop, count)) == []
    assert count.other_press == 1


def test_every_signature_that_the_book_asks_for_has_its_box() -> None:
    asked = {
        event
        for clause in book.all_clauses()
        for sentence in clause.sentences
        if isinstance(sentence, With) and sentence.proof is Proof.SIGNATURE
        for event in several(sentence.event)
    }
    assert asked
    assert asked - {event for _, event in BOXES} == set()


def test_the_command_says_that_all_is_well(
    visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify", "--prints")
    said = capsys.readouterr().out
    assert "0 documents, 0 prints" in said
    assert "everything is as it was written" in said


def test_the_command_fails_and_names_what_is_broken(
    frozen: Frozen, unguarded: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    commands.print_out(frozen(), lang="zh", at=AT)
    unguarded("UPDATE journal_document SET content = replace(content, '15:00', '18:00')")
    with pytest.raises(CommandError, match="2 not as written"):
        call_command("verify", "--prints")
    said = capsys.readouterr().out
    assert "顺达汽修: document RO20261123-018 v1: changed" in said
    assert "rendition RO20261123-018 v1 zh: printed again it is another paper" in said
