"""Proof of the figures: every month is reckoned twice, from the records and from the journal."""

from collections.abc import Iterator
from datetime import datetime

from jieche.delivery.models import SettlementList
from jieche.journal.models import Entry
from jieche.journal.queries import Break
from jieche.reports.figures import Figures, Part, figures_of
from jieche.reports.periods import Length, Period, period_of
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.values.money import yuan


def faults(shop: Shop) -> Iterator[Break]:
    """Walk the months of a shop and name each of which the figures don't tally (17.2, 17.6)."""
    hours = hours_of(shop).desk
    times = Entry.objects.filter(shop=shop).order_by("happened_at").values_list(
        "happened_at", flat=True
    )  # fmt: skip
    first, last = times.first(), times.last()
    if first is None or last is None:
        return
    period = period_of(Length.MONTH, hours.day_of(first))
    while period.first <= hours.day_of(last):
        figures = figures_of(shop, period)
        for why in _wrong(shop, period, figures):
            yield Break(shop, "figures", period.number, why)
        if period.after.first > hours.day_of(last):
            yield from _wrong_debts(shop, figures)
        period = period.after


def _wrong(shop: Shop, period: Period, figures: Figures) -> Iterator[str]:
    since, until = period.span(hours_of(shop).desk)
    if off := figures.tally.difference_fen:
        yield f"income does not tally with receipts and arrears: {yuan(off)}"
    told = _settled_by_the_journal(shop, since, until)
    counted = {row.visit_id or 0: row.amount_fen for row in figures.lists[Part.SETTLED]}
    for visit in sorted(told.keys() | counted.keys()):
        if told.get(visit) != counted.get(visit):
            yield f"visit {visit}: settled {counted.get(visit)} fen, presented {told.get(visit)}"


def _settled_by_the_journal(shop: Shop, since: datetime, until: datetime) -> dict[int, int]:
    """Return what was presented to the customer before each close, in fen, by visit."""
    closed = Entry.objects.filter(
        shop=shop, event=Event.SETTLEMENT_CLOSED.value, happened_at__gte=since,
        happened_at__lt=until,
    ).values_list("matter_id", "number", "matter__visit__pk")  # fmt: skip
    shown = Entry.objects.filter(
        shop=shop, event=Event.SETTLEMENT_PRESENTED.value,
        matter_id__in=[matter for matter, _number, _visit in closed],
    ).order_by("number").values_list("matter_id", "number", "facts")  # fmt: skip
    at_close = {matter: number for matter, number, _visit in closed}
    visit_of = {matter: visit for matter, _number, visit in closed}
    found = {}
    for matter, number, facts in shown:
        if number < at_close[matter]:
            found[visit_of[matter]] = int(facts["total_fen"])
    return found


def _wrong_debts(shop: Shop, figures: Figures) -> Iterator[Break]:
    """Hold what is owed today against the balance that each account keeps of itself."""
    lists = SettlementList.objects.filter(shop=shop, closed_at__lt=figures.until)
    kept = sum(each.arrears_fen for each in lists.iterator(chunk_size=2000))
    if kept != figures.arrears_fen:
        yield Break(
            shop, "figures", figures.period.number,
            f"accounts say {yuan(kept)} is owed, payments {yuan(figures.arrears_fen)}",
        )  # fmt: skip
