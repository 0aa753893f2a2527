"""Which kinds of matter have a page that is not for everybody: no list leads to a closed door."""

from functools import cache

from jieche.rulebook import judge
from jieche.rulebook.words import Event, Kind, Stage
from jieche.staff.models import Staff
from jieche.ui.request import may_open

# Matters with a page of their own, which is not for everybody; the others are seen at their car.
_OWN_PAGES: dict[Kind, tuple[str, *tuple[str | int, ...]]] = {
    Kind.BOOKING: ("appointments:booking", 0),
    Kind.COMPLAINT: ("care:complaint", 0),
    Kind.REPORT: ("reports:period", "day", "2026-01-01"),
}


def closed_to(staff: Staff) -> set[Kind]:
    """Return the kinds of matter whose pages he may not open."""
    return {kind for kind, page in _OWN_PAGES.items() if not may_open(staff, *page)}


@cache
def kind_of(event: Event) -> Kind | None:
    """Return the kind with a page of its own that an event belongs to, None where it has none."""
    kinds = (kind for kind in _OWN_PAGES if event in judge.still_possible(kind, Stage.NEW))
    return next(kinds, None)
