"""
What many parts of one page ask for is read once: the order, its lines, where the key hangs.

Only while a page is shown. An act reads anew, since what it read before it held the lock of the
matter may have changed under it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_read: ContextVar[dict[Any, Any] | None] = ContextVar("read", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """Keep what is read until the page is done."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def once_a_page(find: Callable[P, R]) -> Callable[P, R]:
    """
    Let ``find`` read once for the same arguments while a page is shown.

    The callers share what it returns: rows are not to be changed, and a list is no more than read.
    """

    @wraps(find)
    def found(*args: P.args, **kwargs: P.kwargs) -> R:
        read = _read.get()
        if read is None:
            return find(*args, **kwargs)
        key = (find, args, tuple(kwargs.items()))
        if key not in read:
            read[key] = find(*args, **kwargs)
        return read[key]  # type: ignore[no-any-return]  # what find returned

    return found
