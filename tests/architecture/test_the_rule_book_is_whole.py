"""The book is whole: nothing missing, nothing twice, nothing said that nobody would miss."""

import importlib
import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

from jieche.board import proofs
from jieche.rulebook import book, path, rights
from jieche.rulebook.articles import ARTICLES
from jieche.rulebook.sentences import (
    ByDesign,
    Clause,
    Follows,
    Guidance,
    Needs,
    Only,
    Prompt,
    Sentence,
    With,
    several,
)
from jieche.rulebook.timing import SameDay
from jieche.rulebook.wording import say
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role

TESTS = Path(__file__).parents[1]
CHINESE = re.compile(r"[一-鿿]")

# The clauses of the source, counted article by article.
COUNTS = {
    "P": 8, "1": 11, "2": 6, "3": 6, "4": 6, "5": 4, "6": 14, "7": 2, "8": 9, "9": 10, "10": 3,
    "11": 9, "12": 11, "13": 6, "14": 9, "15": 11, "16": 8, "17": 6,
}  # fmt: skip
NUMBERS = [f"{article}.{n}" for article, count in COUNTS.items() for n in range(1, count + 1)]


def a_clause(*sentences: Sentence, number: str = "1.1", not_yet: bool = False) -> Clause:
    """Plant a clause."""
    return Clause(number, "试一试。", "Try it.", *sentences, not_yet=not_yet)


# --- all there, each once, in both languages -----------------------------------------------------


def test_all_139_clauses_stand_in_order_and_none_twice() -> None:
    assert len(NUMBERS) == 139
    assert [clause.number for clause in book.all_clauses()] == NUMBERS


def test_each_clause_stands_in_its_own_article() -> None:
    strays = [
        (article.number, clause.number)
        for article in ARTICLES
        for clause in article.clauses
        if clause.number.split(".")[0] != article.number
    ]
    assert strays == []


def language_faults(clauses: Iterable[Clause]) -> list[str]:
    """Return the clauses whose words are missing or stand in the wrong language."""
    faults = []
    for clause in clauses:
        pairs = [(clause.zh, clause.en)]
        pairs += [
            (s.zh, s.en) for s in clause.sentences if isinstance(s, Prompt | ByDesign | Guidance)
        ]
        pairs += [(say(s, "zh"), say(s, "en")) for s in clause.sentences]
        if any(not CHINESE.search(zh) or not en.strip() or CHINESE.search(en) for zh, en in pairs):
            faults.append(clause.number)
    return faults


def test_every_clause_speaks_both_languages() -> None:
    assert language_faults(book.all_clauses()) == []


def test_the_check_of_languages_catches_planted_words() -> None:
    good, bad = Guidance("好。", "Good."), Guidance("好。", "Good 好.")
    silent = Clause("1.3", "", "Try it.", good)
    planted = [a_clause(good), a_clause(bad, number="1.2"), silent]
    assert language_faults(planted) == ["1.2", "1.3"]


def test_a_clause_is_one_sentence() -> None:
    long = [c.number for c in book.all_clauses() if c.zh.count("。") != 1 or not c.en.endswith(".")]
    assert long == []


def test_derived_and_reconstructed_clauses_say_so() -> None:
    standing = {c.number: c.standing for c in book.all_clauses() if c.standing}
    assert standing == {
        "9.10": "derived",
        "17.4": "reconstructed",
        "17.5": "reconstructed",
        "17.6": "reconstructed",
    }


# --- every clause comes to something, no sentence stands twice ----------------------------------


def empty_handed(clauses: Iterable[Clause]) -> list[str]:
    """Return the clauses of which nothing comes."""
    return [clause.number for clause in clauses if not clause.sentences]


def test_every_clause_comes_to_something() -> None:
    assert empty_handed(book.all_clauses()) == []
    assert empty_handed([a_clause()]) == ["1.1"]


def test_only_what_can_not_be_checked_is_left_to_people() -> None:
    soft = [c.number for c in book.all_clauses() if not c.is_enforced]
    assert soft == ["1.2", "1.11", "2.6", "11.9", "12.2", "12.9", "14.7", "15.8"]


def doubles(clauses: Iterable[Clause]) -> list[Sentence]:
    """Return the sentences that stand in the book more than once."""
    count = Counter(s for c in clauses for s in c.sentences)
    return [sentence for sentence, n in count.items() if n > 1]


def test_no_sentence_stands_twice() -> None:
    assert doubles(book.all_clauses()) == []
    twice = With(Proof.REASON, E.RELEASED)
    assert doubles([a_clause(twice), a_clause(twice, number="1.2")]) == [twice]


def shut_out(clauses: Iterable[Clause]) -> list[E]:
    """Return the events that two sentences keep to different people, and so to nobody."""
    count = Counter(s.may for c in clauses for s in c.sentences if isinstance(s, Only))
    return [event for event, n in count.items() if n > 1]


def test_no_event_is_kept_to_people_twice() -> None:
    assert shut_out(book.all_clauses()) == []
    planted = a_clause(Only((Role.GATE,), E.RELEASED), Only((Role.CASHIER,), E.RELEASED))
    assert shut_out([planted]) == [E.RELEASED]


# --- every event has a path, a right and a sense ------------------------------------------------


def off_every_path(events: Iterable[E], paths: Iterable[path.Path]) -> set[E]:
    """Return the events that no path has."""
    return set(events) - {event for table in paths for _, event in table}


def test_every_event_is_on_a_path_and_somebody_may_do_it() -> None:
    assert off_every_path(E, path.PATHS.values()) == set()
    assert set(E) - set(rights.MAY) == set()
    assert off_every_path([E.RELEASED], [path.BOOKING]) == {E.RELEASED}


def test_every_event_of_a_visit_has_a_step_on_the_rail() -> None:
    assert {event for _, event in path.VISIT} - set(path.STEP_OF_EVENT) == set()


def unmendable(clauses: Iterable[Clause]) -> list[tuple[str, E, E]]:
    """Return the needs that can never be met: no matter has both the event and what it needs."""
    together = [{event for _, event in table} for table in path.PATHS.values()]
    return [
        (clause.number, before, that)
        for clause in clauses
        for need in clause.sentences
        if isinstance(need, Needs)
        for before in several(need.before)
        for that in (*several(need.that), *several(need.or_else))
        if not any({before, that} <= events for events in together)
    ]


def test_every_need_can_be_met_on_the_same_matter() -> None:
    assert unmendable(book.all_clauses()) == []
    planted = a_clause(Needs(E.BOOKING_MADE, before=E.RELEASED))
    assert unmendable([planted]) == [("1.1", E.RELEASED, E.BOOKING_MADE)]


def never_owed(clauses: Iterable[Clause]) -> list[tuple[str, E]]:
    """Return what is owed after an event on whose matter it can't happen."""
    together = [{event for _, event in table} for table in path.PATHS.values()]
    return [
        (clause.number, follows.event)
        for clause in clauses
        for follows in clause.sentences
        if isinstance(follows, Follows)
        for answer in (follows.event, *several(follows.or_else), *several(follows.unless))
        if not any({follows.after, answer} <= events for events in together)
    ]


def test_whatever_is_owed_can_be_done_on_the_same_matter() -> None:
    assert never_owed(book.all_clauses()) == []
    planted = a_clause(Follows(E.BOOKING_MADE, after=E.RELEASED, when=SameDay()))
    assert never_owed([planted]) == [("1.1", E.BOOKING_MADE)]


def prompts_in_one_breath(clauses: Iterable[Clause]) -> list[str]:
    """Return the clauses with two prompts at one event: a tick names only the clause."""
    count = Counter((c.number, s.at) for c in clauses for s in c.sentences if isinstance(s, Prompt))
    return [number for (number, _), n in count.items() if n > 1]


def test_a_clause_has_one_thing_to_say_at_an_event() -> None:
    assert prompts_in_one_breath(book.all_clauses()) == []
    two = (Prompt(E.RELEASED, "走好。", "Bye."), Prompt(E.RELEASED, "再见。", "Goodbye."))
    assert prompts_in_one_breath([a_clause(*two)]) == ["1.1"]


# --- every clause has its test -------------------------------------------------------------------


def unproven(clauses: Iterable[Clause], tests: dict[str, list[str]]) -> list[str]:
    """Return the clauses in force that no test is named after."""
    return [
        clause.number
        for clause in clauses
        if clause.is_enforced and not clause.not_yet and clause.number not in tests
    ]


def test_every_enforced_clause_has_a_test_by_name() -> None:
    assert unproven(book.all_clauses(), proofs.tests_by_clause(TESTS)) == []


def test_the_search_for_tests_catches_a_clause_without_one(tmp_path: Path) -> None:
    (tmp_path / "test_article_01.py").write_text("def test_1_1_so_it_is() -> None: ...\n")
    rule = ByDesign("如此。", "So.")
    planted = [a_clause(rule), a_clause(rule, number="1.11"), a_clause(rule, number="P.1")]
    assert unproven(planted, proofs.tests_by_clause(tmp_path)) == ["1.11", "P.1"]
    later = a_clause(rule, number="2.1", not_yet=True)
    assert unproven([later], proofs.tests_by_clause(tmp_path)) == []


def not_walked(clauses: Iterable[Clause], walked: dict[str, list[str]]) -> list[str]:
    """Return the clauses that no test tries on the screen."""
    return [clause.number for clause in clauses if clause.number not in walked]


def test_every_clause_is_tried_on_the_screen() -> None:
    assert not_walked(book.all_clauses(), proofs.tests_by_clause(TESTS / "walk")) == []


def test_the_search_for_walks_catches_a_clause_that_is_tried_nowhere(tmp_path: Path) -> None:
    (tmp_path / "test_article_01.py").write_text("def test_1_1_so_it_is() -> None: ...\n")
    rule = ByDesign("如此。", "So.")
    planted = [a_clause(rule), a_clause(rule, number="1.2"), a_clause(rule, number="P.1")]
    assert not_walked(planted, proofs.tests_by_clause(tmp_path)) == ["1.2", "P.1"]


def walks_without_a_browser(folder: Path) -> list[str]:
    """Return the walks that do not sit at the screens."""
    return [
        f"{path.name}: {name}"
        for path in sorted(folder.glob("test_*.py"))
        for name, given in re.findall(
            r"^def (test_\w+)\(([^)]*)\)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        if "screens: Screens" not in given
    ]


def test_every_walk_sits_at_the_screens(tmp_path: Path) -> None:
    assert walks_without_a_browser(TESTS / "walk") == []
    (tmp_path / "test_thief.py").write_text("def test_1_1_so_it_is(li: Staff) -> None: ...\n")
    assert walks_without_a_browser(tmp_path) == ["test_thief.py: test_1_1_so_it_is"]


# --- each sentence is missed when it is gone ----------------------------------------------------

WATCHED = (Only, Needs, With, Follows, Prompt)


def article_tests(number: str) -> list[Callable[[], None]]:
    """Return the plain test functions of the file of an article."""
    name = "test_procedure" if number == "P" else f"test_article_{int(number):02}_"
    files = sorted((TESTS / "articles").glob(f"{name}*.py"))
    return [test for file in files for test in _plain(_loaded(file))]


def _loaded(file: Path) -> ModuleType:
    return importlib.import_module(f"tests.articles.{file.stem}")


def _plain(module: ModuleType) -> Iterator[Callable[[], None]]:
    for name, test in vars(module).items():
        if name.startswith("test_") and not inspect.signature(test).parameters:
            yield test


def is_missed(tests: Iterable[Callable[[], None]]) -> bool:
    """Say whether some test is red now."""
    for test in tests:
        try:
            test()
        except (AssertionError, ValueError, KeyError, StopIteration):
            return True
    return False


def watched() -> list[tuple[str, Clause, Sentence]]:
    """Return the sentences in force that a journal can show."""
    return [
        (article.number, clause, sentence)
        for article in ARTICLES
        for clause in article.clauses
        if not clause.not_yet
        for sentence in clause.sentences
        if isinstance(sentence, WATCHED)
    ]


def test_the_article_tests_are_green_as_the_book_stands() -> None:
    assert [a.number for a in ARTICLES if is_missed(article_tests(a.number))] == []


def test_each_sentence_taken_out_turns_some_test_red() -> None:
    unmissed = []
    for article, clause, sentence in watched():
        with book.without(sentence):
            if not is_missed(article_tests(article)):
                unmissed.append((clause.number, say(sentence, "en")))
    assert unmissed == []


def test_taking_a_sentence_out_that_nobody_watches_is_noticed() -> None:
    sentence = next(s for s in book.clause("12.9").sentences if isinstance(s, Prompt))
    with book.without(sentence):
        assert not is_missed(article_tests("11"))
        assert is_missed(article_tests("12"))
    assert not is_missed(article_tests("12"))


PARTS: dict[type[Sentence], tuple[str, ...]] = {
    Needs: ("or_else", "newer_than", "after"),
    Follows: ("or_else", "unless"),
}


def weakened(sentence: Sentence) -> Iterator[Sentence]:
    """Yield the sentence with one of its parts left out, for each part that may be."""
    if isinstance(sentence, Only):
        for role in sentence.roles[1:] and sentence.roles:
            yield replace(sentence, roles=tuple(r for r in sentence.roles if r != role))
    if isinstance(sentence, Needs):
        for event in several(sentence.before)[1:] and several(sentence.before):
            yield replace(sentence, before=_less(sentence.before, event))
    if isinstance(sentence, Prompt) and sentence.past:
        yield replace(sentence, past=None)
    for part in PARTS.get(type(sentence), ()):
        for event in several(getattr(sentence, part)):
            fewer: Any = {part: _less(getattr(sentence, part), event)}
            yield replace(sentence, **fewer)


def _less(events: E | tuple[E, ...] | None, without: E) -> tuple[E, ...]:
    return tuple(event for event in several(events) if event != without)


def test_each_part_of_a_sentence_left_out_turns_some_test_red() -> None:
    unmissed = []
    for article, clause, sentence in watched():
        for weaker in weakened(sentence):
            with book.instead_of(sentence, weaker):
                if not is_missed(article_tests(article)):
                    unmissed.append((clause.number, say(sentence, "en"), say(weaker, "en")))
    assert unmissed == []
