"""Which clauses an act shows: the quiet chips beside its title."""

from collections.abc import Collection

from jieche.rulebook import judge
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of


def chips_of(event: Event, shop: Shop, spoken: Collection[str] = ()) -> list[str]:
    """
    Return the numbers of the clauses that are met by an act, and of the first that speaks of it.

    Not those in ``spoken``, which have their chip beside the words to say; nor a reconstructed
    clause that the shop has switched off.
    """
    off = hours_of(shop).off
    return [
        clause.number
        for clause in judge.shown_at(event)
        if not judge.is_off(clause, off) and clause.number not in spoken
    ]
