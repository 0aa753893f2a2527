"""The whole book: all articles in order, and the clauses that are in force."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import ParamSpec, TypeVar

from jieche.rulebook.articles import ARTICLES
from jieche.rulebook.sentences import Article, Clause, Sentence

S = TypeVar("S")
P = ParamSpec("P")
R = TypeVar("R")


def while_in_force(find: Callable[P, R]) -> Callable[P, R]:
    """Keep what ``find`` has found in the book until a sentence is taken out or put in."""
    kept = cache(find)
    _kept.append(kept.cache_clear)
    return kept  # type: ignore[return-value]  # called like the function it keeps


_kept: list[Callable[[], None]] = []


def articles() -> tuple[Article, ...]:
    """Return the procedure and the seventeen articles, in order."""
    return ARTICLES


def all_clauses() -> list[Clause]:
    """Return every clause of the book, enforced or not yet."""
    return [clause for article in ARTICLES for clause in article.clauses]


def clauses() -> tuple[Clause, ...]:
    """Return the clauses whose sentences are in force now."""
    return _in_force


@while_in_force
def sentences(form: type[S]) -> tuple[tuple[Clause, S], ...]:
    """Return the sentences of one form that are in force, in the order of the book."""
    return tuple(
        (clause, s) for clause in _in_force for s in clause.sentences if isinstance(s, form)
    )


def clause(number: str) -> Clause:
    """Return the clause with this number; raises KeyError where the book has none."""
    return _by_number[number]


@contextmanager
def without(sentence: Sentence) -> Iterator[None]:
    """Take one sentence out of the book for a while: the tests prove that somebody misses it."""
    with instead_of(sentence):
        yield


@contextmanager
def instead_of(sentence: Sentence, *others: Sentence) -> Iterator[None]:
    """Let ``others`` stand for a while where ``sentence`` stands."""
    before = _in_force
    _put_in_force(tuple(_changed(clause, sentence, others) for clause in before))
    try:
        yield
    finally:
        _put_in_force(before)


def _put_in_force(clauses: tuple[Clause, ...]) -> None:
    global _in_force
    _in_force = clauses
    for forget in _kept:
        forget()


def _changed(clause: Clause, sentence: Sentence, others: tuple[Sentence, ...]) -> Clause:
    if all(s is not sentence for s in clause.sentences):
        return clause
    kept = [others if s is sentence else (s,) for s in clause.sentences]
    return Clause(clause.number, clause.zh, clause.en, *(s for part in kept for s in part))


_by_number = {c.number: c for c in all_clauses()}
_in_force = tuple(c for c in all_clauses() if not c.not_yet)
