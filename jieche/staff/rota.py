"""What people can do and when they are there: noted by the manager, all of it optional."""

from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction

from jieche.shop.words import Trade
from jieche.staff.models import Absence, Shift, Staff


@transaction.atomic
def note_hand(
    staff: Staff,
    *,
    trades: Collection[Trade],
    days: Collection[int],
    span: tuple[time, time] | None,
) -> None:
    """Write what a person can do, and his own hours on ``days``; None: he works the shop's."""
    staff.trades = [trade.value for trade in Trade if trade in trades]
    staff.save(update_fields=["trades"])
    Shift.objects.filter(staff=staff).delete()
    if span is not None:
        Shift.objects.bulk_create(
            Shift(staff=staff, weekday=day, opens=span[0], closes=span[1]) for day in sorted(days)
        )


def note_absence(
    staff: Staff, *, since: datetime, until: datetime | None, why: str = ""
) -> Absence:
    """Write that a person is not there; without an end the rest of that day."""
    return Absence.objects.create(staff=staff, since=since, until=until, why=why)


def take_back_absence(staff: Staff, pk: int) -> None:
    """Strike out an absence of one of the shop's people."""
    Absence.objects.filter(pk=pk, staff__shop=staff.shop).delete()
