"""The whole book: all articles in order, and the clauses that are in force."""

from collections.abc import Iterator
from contextlib import contextmanager

from jieche.rulebook.articles import ARTICLES
from jieche.rulebook.sentences import Article, Clause, Sentence

_taken_out: list[Sentence] = []


def articles() -> tuple[Article, ...]:
    """Return the procedure and the seventeen articles, in order."""
    return ARTICLES


def all_clauses() -> list[Clause]:
    """Return every clause of the book, enforced or not yet."""
    return [clause for article in ARTICLES for clause in article.clauses]


def clauses() -> tuple[Clause, ...]:
    """Return the clauses whose sentences are in force now."""
    return _in_force


def clause(number: str) -> Clause:
    """Return the clause with this number; raises KeyError where the book has none."""
    return _by_number[number]


def _enforced() -> tuple[Clause, ...]:
    return tuple(
        Clause(
            c.number, c.zh, c.en, *(s for s in c.sentences if all(s is not t for t in _taken_out))
        )
        for c in all_clauses()
        if not c.not_yet
    )


@contextmanager
def without(sentence: Sentence) -> Iterator[None]:
    """Take one sentence out of the book for a while: the tests prove that somebody misses it."""
    global _in_force
    _taken_out.append(sentence)
    _in_force = _enforced()
    try:
        yield
    finally:
        _taken_out.remove(sentence)
        _in_force = _enforced()


_by_number = {c.number: c for c in all_clauses()}
_in_force = _enforced()
