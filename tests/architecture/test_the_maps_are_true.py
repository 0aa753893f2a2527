"""docs/map.md and docs/glossary.md say what the code says."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from jieche.board import drawing
from jieche.rulebook.words import Event, Proof
from tests.support.tree import ROOT

DOCS = ROOT / "docs"
MADE_ANEW = "run `python3 run.py manage map`"


def test_the_map_is_the_one_that_the_code_draws() -> None:
    assert (DOCS / "map.md").read_text(encoding="utf-8") == drawing.the_map(), MADE_ANEW


def test_the_glossary_holds_every_word_of_the_book() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    assert text == drawing.with_words(text), MADE_ANEW
    assert all(f"| {word.zh} | {word.en} | `{word.value}` |" in text for word in (*Event, *Proof))


def test_a_word_that_was_changed_by_hand_is_noticed() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    changed = text.replace(f"| {Event.RELEASED.zh} |", "| 走了 |")
    assert changed != text
    assert drawing.with_words(changed) == text


def unknown_names(glossary: str, sources: str) -> list[str]:
    """Return the names in code type of the hand-written part that the sources don't know."""
    by_hand = glossary.partition(drawing.BEGIN)[0]
    names = re.findall(r"`([A-Za-z_]+)`", by_hand)
    return [name for name in names if not re.search(rf"\b{name.rstrip('s')}s?\b", sources)]


def test_every_name_in_the_glossary_is_a_name_in_the_code() -> None:
    sources = "\n".join(
        file.read_text(encoding="utf-8")
        for file in (ROOT / "jieche").rglob("*.py")
        if "migrations" not in file.parts
    )
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    assert unknown_names(glossary, sources) == []
    assert unknown_names("`Visit` and `NoSuchThing`", sources) == ["NoSuchThing"]


def test_an_arrow_is_an_import(tmp_path: Path) -> None:
    for name, text in {
        "care": "from jieche.delivery.queries import left\nfrom jieche import visits\n",
        "delivery": "import jieche.visits.models\nfrom jieche.ui import acts\n",
        "visits": "from django.db import models\n",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "commands.py").write_text(text)
    assert drawing.arrows(tmp_path) == [
        ("delivery", "visits"),
        ("care", "visits"),
        ("care", "delivery"),
    ]


def test_no_arrow_goes_up() -> None:
    order = drawing.STATIONS
    rises = [(a, b) for a, b in drawing.arrows() if order.index(a) < order.index(b)]
    assert rises == []


def test_the_clauses_are_printed_with_sentences_and_tests(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("clauses")
    text = capsys.readouterr().out
    assert "[enforced] 接修车须先环检" in text
    assert "✓ test_p_3_no_car_enters_the_workshop_without_its_walk_around" in text
    assert "“手续办完告知客户”、“车间接车”前须先“环车检查”" in text
    assert text.rstrip().rpartition("\n")[2].startswith(("1", "9")), "the closing count"
    assert "of 139 enforced" in text


def test_the_clauses_are_given_to_other_programs(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("clauses", "--json")
    text = capsys.readouterr().out
    assert text.count('"id":') == 139
    assert '"atom": "A09.10"' in text
    assert '"standing": "derived"' in text
