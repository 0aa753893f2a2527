"""Which clauses an act shows: the quiet chips beside its title."""

from collections.abc import Collection

from jieche.rulebook import judge
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of


def chips_of(event: Event, shop: Shop, spoken: Collection[str] = ()) -> list[str]:
    """
    Return the numbers of the first clause that speaks of an act and of those that are met by it.

    Not those in ``spoken``, which have their chip beside the words to say; nor a reconstructed
    clause that the shop has switched off.
    """
    found = dict.fromkeys((*judge.speaking_of(event)[:1], *judge.met_by(event)))
    off = hours_of(shop).off
    return [
        clause.number
        for clause in found
        if not judge.is_off(clause, off) and clause.number not in spoken
    ]
