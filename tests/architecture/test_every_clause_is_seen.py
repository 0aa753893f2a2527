"""Every clause is seen where people work, not only in the rule book: on an act, or on a page."""

import re
from collections.abc import Iterable
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

import jieche
from jieche.board.stations import STATIONS
from jieche.rulebook import book, judge, papers
from jieche.rulebook.articles import ARTICLES
from jieche.rulebook.sentences import ByDesign, Clause, Guidance, Written
from jieche.rulebook.words import Event as E
from jieche.ui.acts import Act

ROOT = Path(jieche.__file__).parent
CHIP = re.compile(r'{%\s*clause\s+"([P\d.]+)"\s*%}')
CHIPS = re.compile(r"{%\s*clauses((?:\s+\"\w+\")+)\s*%}")
# Pages that show the words to say of an event whose form is no act.
SAID_ON_PAGES = (E.BOOKING_AGREED, E.COMPLAINT_REGISTERED)


def acts() -> list[Act]:
    """Return the acts of every station and of the reports."""
    return [
        act
        for station in (*STATIONS, "reports")
        if find_spec(f"jieche.{station}.acts")
        for act in import_module(f"jieche.{station}.acts").ACTS
    ]


def templates() -> Iterable[str]:
    """Return the text of every template but those of the rule book itself and of the gallery."""
    for file in sorted(ROOT.glob("*/templates/**/*.html")):
        if "gallery" not in file.parts and file.name not in {"rulebook.html", "clause.html"}:
            yield file.read_text()


def seen_at(event: E) -> set[str]:
    """Return the clauses that the open form of an act shows: as a chip, or as words to say."""
    shown = judge.shown_at(event)
    said = [clause for clause, _ in judge.prompts(event)]
    return {clause.number for clause in (*shown, *said)}


def seen_on(pages: Iterable[str]) -> set[str]:
    """Return the clauses whose chip stands in a template."""
    seen: set[str] = set()
    for text in pages:
        seen.update(CHIP.findall(text))
        for found in CHIPS.findall(text):
            for name in re.findall(r"\w+", found):
                seen.update(clause.number for clause in judge.met_by(E.of(name)))
    return seen


def unseen(clauses: Iterable[Clause], events: Iterable[E], pages: Iterable[str]) -> list[str]:
    """Return the clauses that nobody meets at work."""
    seen = seen_on(pages).union(*map(seen_at, events))
    return [clause.number for clause in clauses if clause.number not in seen]


def test_every_clause_is_seen_where_people_work() -> None:
    events = {act.event for act in acts()} | set(SAID_ON_PAGES)
    assert unseen(book.clauses(), events, templates()) == []


def test_a_clause_that_stands_only_in_the_book_is_noticed() -> None:
    hidden = Clause("2.6", "试一试。", "Try it.", Guidance("由人看。", "Seen by people."))
    silent = Clause("P.8", "试一试。", "Try it.", ByDesign("如此。", "So it is."))
    assert unseen([hidden, silent], [E.ORDER_SHOWN], ["<p>2.6</p>"]) == ["2.6", "P.8"]
    assert unseen([hidden, silent], [E.RELEASED], ['<h2>{% clause "2.6" %}</h2>']) == []


@pytest.mark.parametrize("number", ["P.8", "6.6", "11.5", "15.3", "17.6"])
def test_a_clause_that_loses_its_place_is_noticed(number: str) -> None:
    events = {act.event for act in acts()}
    before = set(unseen(book.clauses(), events, ()))
    with ExitStack() as taken:
        for sentence in book.clause(number).sentences:
            taken.enter_context(book.without(sentence))
        assert set(unseen(book.clauses(), events, ())) - before == {number}


def test_every_paper_says_where_it_is_filled_in() -> None:
    placeless = sorted(set(papers.papers()) - {p for p in papers.papers() if papers.filled_at(p)})
    assert placeless == []
    written = {s.paper for a in ARTICLES for c in a.clauses for s in c.sentences
               if isinstance(s, Written)}  # fmt: skip
    assert written <= set(papers.papers())
