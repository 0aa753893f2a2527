"""
How likely each open car keeps its promise, as the shop stands now: for lists and boards.

A look at all cars takes some hundredths of a second. A server looks behind the pages as soon as
the journal went on (``look_round``), and pages read what it saw. Where nobody looks, the page that
finds the last look too old looks for itself: it is never wrong, only slower (0012).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from jieche.estimate.forecast import outlook_of
from jieche.estimate.models import PromiseMemory, Watch
from jieche.journal.once import once_a_page
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of

AT_RISK = 0.7  # below this the workshop is asked at once (10.1)
# A page takes a look as it is for so long; with nothing new in the journal, for longer.
_GOOD_FOR = timedelta(minutes=3)
_WITH_NOTHING_NEW = timedelta(minutes=10)
# Who looks behind the pages: not more often than this while things happen, and again after that
# long while nothing does, for time passes too.
_BREATH = timedelta(seconds=3)
_TIME_PASSES = timedelta(minutes=2)
_LEASE = timedelta(seconds=30)


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
    rows = Watch.objects.filter(shop=shop).annotate(head=F("shop__chainhead__number"))
    row = rows.first()
    if row is None:
        if not PromiseMemory.objects.filter(shop=shop).exists():
            return {}  # nothing was ever promised
        Watch.objects.get_or_create(shop=shop)
        row = rows.get()
    head = row.head or 0
    if not _is_good(row, head, at):
        row.standings = _look(shop, at)
        # Whoever looked at the same moment saw the same: no lock is needed for a copy.
        _keep(row.pk, row.standings, head, at)
    return {
        int(key): Standing(chance, datetime.fromisoformat(likely))
        for key, (chance, likely) in row.standings.items()
    }


def _is_good(row: Watch, head: int, at: datetime) -> bool:
    if row.looked_at is None or at < row.looked_at:
        return False
    age = at - row.looked_at
    return age < (_WITH_NOTHING_NEW if row.looked_through == head else _GOOD_FOR)


def _keep(pk: int, standings: dict[str, tuple[float, str]], head: int, at: datetime) -> None:
    Watch.objects.filter(pk=pk).update(standings=standings, looked_at=at, looked_through=head)


def _look(shop: Shop, at: datetime) -> dict[str, tuple[float, str]]:
    outlook = outlook_of(shop, at)
    return {
        each.key: (round(each.chance, 3), each.likely_at.isoformat())
        for each in (outlook.standings() if outlook else ())
        if each.chance is not None and each.likely_at is not None
    }


# -- behind the pages ------------------------------------------------------------------------------


def look_round(by: str, at: datetime) -> list[Shop]:
    """
    Look at the cars of each shop in which something happened; return the shops looked at.

    ``by`` names the process: of several that watch, the one that gets hold of a shop looks. One
    query where nothing is to be done; nothing is locked while the forecast is reckoned.
    """
    rows = Shop.objects.filter(promise_memory__isnull=False).values_list(
        "pk", "chainhead__number", "watch__looked_at", "watch__looked_through"
    )
    found = []
    for pk, head, looked_at, through in rows:
        if not _is_due(head or 0, looked_at, through, at):
            continue
        shop = Shop.objects.get(pk=pk)
        if head == through and not hours_of(shop).desk.is_open(at):
            continue  # at night no car comes nearer to its hour, nor does work go on
        if take(shop, by, at):
            _keep_held(shop, by, _look(shop, at), head or 0, at)
            found.append(shop)
    return found


def _is_due(head: int, looked_at: datetime | None, through: int | None, at: datetime) -> bool:
    if looked_at is None or at < looked_at:
        return True
    return at - looked_at >= (_TIME_PASSES if head == through else _BREATH)


def take(shop: Shop, by: str, at: datetime) -> bool:
    """Take hold of the shop's look for half a minute; say whether it was free."""
    Watch.objects.get_or_create(shop=shop)
    is_free = Q(held_until=None) | Q(held_until__lte=at) | Q(held_by=by)
    free = Watch.objects.filter(is_free, shop=shop)
    return bool(free.update(held_by=by, held_until=at + _LEASE))


def _keep_held(
    shop: Shop, by: str, standings: dict[str, tuple[float, str]], head: int, at: datetime
) -> None:
    """Write what was seen and let go; one who took too long writes nothing over the next one's."""
    Watch.objects.filter(shop=shop, held_by=by).update(
        standings=standings, looked_at=at, looked_through=head, held_by="", held_until=None
    )
