"""
How likely each open car keeps its promise, as the shop stands now: for lists and boards.

A look at all cars takes some hundredths of a second, so one is kept for a minute while things
happen, and for ten while nothing does; nobody has to run in the background.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jieche.estimate import remembered
from jieche.estimate.hall import hall_of
from jieche.estimate.models import PromiseMemory
from jieche.estimate.picture import state_of
from jieche.journal.models import ChainHead
from jieche.journal.once import once_a_page
from jieche.promise import NeverOpen, Outlook
from jieche.shop.models import Shop

AT_RISK = 0.7  # below this the workshop is asked at once (10.1)
_WHILE_THINGS_HAPPEN = timedelta(minutes=1)
_WHILE_NOTHING_DOES = timedelta(minutes=10)


@dataclass(frozen=True)
class Standing:
    """The chance of a car to keep its promise, and when it is likely ready."""

    chance: float
    likely_at: datetime

    @property
    def is_at_risk(self) -> bool:
        """Say whether the promise is in danger."""
        return self.chance < AT_RISK


@once_a_page
def standings_of(shop: Shop, at: datetime) -> dict[int, Standing]:
    """Return how the promised cars stand, by the number of their matter."""
    row = PromiseMemory.objects.filter(shop=shop).first()
    if row is None:
        return {}  # nothing was ever promised
    head = ChainHead.objects.filter(shop=shop).values_list("number", flat=True).first() or 0
    if not _is_fresh(row, head, at):
        row.standings = _look(shop, at)
        # Whoever looked at the same moment saw the same: no lock is needed for a copy.
        PromiseMemory.objects.filter(pk=row.pk).update(
            standings=row.standings, looked_at=at, looked_through=head
        )
    return {
        int(key): Standing(chance, datetime.fromisoformat(likely))
        for key, (chance, likely) in row.standings.items()
    }


def _is_fresh(row: PromiseMemory, head: int, at: datetime) -> bool:
    if row.looked_at is None or at < row.looked_at:
        return False
    age = at - row.looked_at
    nothing_new = row.looked_through == head
    return age < (_WHILE_NOTHING_DOES if nothing_new else _WHILE_THINGS_HAPPEN)


def _look(shop: Shop, at: datetime) -> dict[str, tuple[float, str]]:
    learned = remembered.learned_of(shop, at)
    hall = hall_of(shop, at, learned.finish_minutes())
    try:
        outlook = Outlook(state_of(shop, hall, at), learned.memory)
    except NeverOpen:
        return {}
    return {
        each.key: (round(each.chance, 3), each.likely_at.isoformat())
        for each in outlook.standings()
        if each.chance is not None and each.likely_at is not None
    }
