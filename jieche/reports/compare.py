"""What stands beside the month's analysis: last month, and the same month of last year (17.3)."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from jieche.journal.models import Entry
from jieche.reception.models import LossReason
from jieche.reports.figures import Part, in_short, rows_of
from jieche.reports.periods import Period
from jieche.rulebook.words import Event, Word
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of


class Measure(Word):
    """What is compared; how each is reckoned stands in ``FORMULAS``."""

    CARS_IN = "cars_in", "进厂台次", "cars taken in"
    SETTLED = "settled", "结算单数", "settlements"
    INCOME = "income", "营业收入", "income"
    RECEIPTS = "receipts", "实收", "receipts"
    ARREARS = "arrears", "期末欠收", "owed at the end"
    AVERAGE = "average", "客单价", "average per settlement"
    IN_TIME = "in_time", "按时备好率", "ready in time"
    SUPPLEMENTS = "supplements", "增项", "supplements"
    AGREED = "agreed", "增项同意率", "supplements agreed to"
    DECLINED = "declined", "未修离厂", "declined"
    FOLLOW_UPS = "follow_ups", "回访", "follow-up calls"
    COMPLAINTS = "complaints", "投诉", "complaints"
    BOOKINGS = "bookings", "预约", "bookings"
    MISSED = "missed", "预约未到", "bookings missed"


FEN = {Measure.INCOME, Measure.RECEIPTS, Measure.ARREARS, Measure.AVERAGE}
PERMILLE = {Measure.IN_TIME, Measure.AGREED}
FORMULAS: dict[Measure, tuple[str, str]] = {
    Measure.CARS_IN: ("本期车间已接车的维修单", "orders taken into the workshop"),
    Measure.SETTLED: ("本期办结的结算单", "settlements closed"),
    Measure.INCOME: ("办结的结算单合计 + 诊断费", "settlements closed + diagnosis fees"),
    Measure.RECEIPTS: ("收款 + 预收定金", "payments + deposits"),
    Measure.ARREARS: ("办结而未收的余额", "what is unpaid of closed settlements"),
    Measure.AVERAGE: ("结算单合计 ÷ 结算单数", "settled money ÷ settlements"),
    Measure.IN_TIME: (
        "出厂车中，接车资料备齐不晚于最后承诺时间的",
        "of the cars released, those whose collection set was ready by the last promise",
    ),
    Measure.SUPPLEMENTS: ("车间报出的增项", "supplements reported by the workshop"),
    Measure.AGREED: ("同意 ÷（同意 + 不同意）", "agreed ÷ (agreed + refused)"),
    Measure.DECLINED: ("估价后客户不修", "not repaired after the estimate"),
    Measure.FOLLOW_UPS: ("打通的跟踪电话", "calls in which the customer was reached"),
    Measure.COMPLAINTS: ("登记的投诉", "complaints registered"),
    Measure.BOOKINGS: ("填写的预约单", "booking slips written"),
    Measure.MISSED: ("记为未到的预约", "bookings marked as no-show"),
}


@dataclass(frozen=True)
class Compared:
    """A measure now and before: a count, whole fen, or thousandths; None where nothing to share."""

    measure: Measure
    now: int | None
    before: int | None
    last_year: int | None

    @property
    def unit(self) -> Literal["fen", "permille", "count"]:
        """Return what it is counted in: "fen", "permille", "count"."""
        if self.measure in FEN:
            return "fen"
        return "permille" if self.measure in PERMILLE else "count"

    @property
    def change(self) -> int | None:
        """Return the difference to last month, None where either side is missing."""
        return _difference(self.now, self.before)

    @property
    def year_change(self) -> int | None:
        """Return the difference to last year's month, None where either side is missing."""
        return _difference(self.now, self.last_year)


@dataclass(frozen=True)
class Comparison:
    """A month beside two others; None for a month of which the shop has no figures."""

    month: Period
    before: Period | None
    last_year: Period | None
    rows: list[Compared]


def compared(shop: Shop, month: Period) -> Comparison:
    """Return the measures of a month beside those of last month and of the same month last year."""
    before, last_year = _there(shop, month.before), _there(shop, month.year_before)
    now, then, a_year_ago = (
        _measures(shop, each) if each else {} for each in (month, before, last_year)
    )
    rows = [Compared(m, now.get(m), then.get(m), a_year_ago.get(m)) for m in Measure]
    return Comparison(month, before, last_year, rows)


def _there(shop: Shop, month: Period) -> Period | None:
    """Return the month if the shop kept records in it, or before; a nought is not invented."""
    began = Entry.objects.filter(shop=shop).order_by("number").first()
    _since, until = month.span(hours_of(shop).desk)
    return month if began is not None and began.happened_at < until else None


def _difference(now: int | None, then: int | None) -> int | None:
    return None if now is None or then is None else now - then


def declined(shop: Shop, period: Period) -> list[tuple[LossReason, int]]:
    """Return why customers did not have it repaired here, the commonest first (3.6)."""
    since, until = period.span(hours_of(shop).desk)
    facts = (
        Entry.objects.filter(
            shop=shop,
            event=Event.ORDER_DECLINED.value,
            happened_at__gte=since,
            happened_at__lt=until,
        )
        .order_by()
        .values_list("facts", flat=True)
    )
    count = Counter(each.get("reason", "") for each in facts)
    return [(LossReason.of(reason), n) for reason, n in count.most_common() if reason]


def _measures(shop: Shop, month: Period) -> dict[Measure, int | None]:
    figures = in_short(shop, month)
    since, until = month.span(hours_of(shop).desk)
    rows = (
        Entry.objects.filter(
            shop=shop,
            happened_at__gte=since,
            happened_at__lt=until,
            event__in=[e.value for e in _SEEN],
        )
        .order_by()
        .values_list("event", flat=True)
    )  # sorted, it would not go by their index
    seen = Counter(Event.of(event) for event in rows)
    agreed, refused = seen[Event.SUPPLEMENT_AGREED], seen[Event.SUPPLEMENT_REFUSED]
    return {
        Measure.CARS_IN: figures.cars_in,
        Measure.SETTLED: figures.settled,
        Measure.INCOME: figures.income_fen,
        Measure.RECEIPTS: figures.receipts_fen,
        Measure.ARREARS: figures.arrears_fen,
        Measure.AVERAGE: figures.average_fen or None,
        Measure.IN_TIME: _in_time(shop, month),
        Measure.SUPPLEMENTS: seen[Event.SUPPLEMENT_FOUND],
        Measure.AGREED: _share(agreed, agreed + refused),
        Measure.DECLINED: seen[Event.ORDER_DECLINED],
        Measure.FOLLOW_UPS: seen[Event.FOLLOWED_UP],
        Measure.COMPLAINTS: seen[Event.COMPLAINT_REGISTERED],
        Measure.BOOKINGS: seen[Event.BOOKING_MADE],
        Measure.MISSED: seen[Event.BOOKING_MISSED],
    }


_SEEN = (
    Event.SUPPLEMENT_FOUND, Event.SUPPLEMENT_AGREED, Event.SUPPLEMENT_REFUSED,
    Event.ORDER_DECLINED, Event.FOLLOWED_UP, Event.COMPLAINT_REGISTERED, Event.BOOKING_MADE,
    Event.BOOKING_MISSED,
)  # fmt: skip


def _in_time(shop: Shop, month: Period) -> int | None:
    released = {row.visit_id for row in rows_of(shop, month, Part.RELEASED) if row.visit_id}
    since, until = month.span(hours_of(shop).desk)
    ready = Entry.objects.filter(shop=shop, event=Event.DOCUMENTS_READY.value).order_by("number")
    told = ("matter__visit", "matter__visit__promised_at", "happened_at")
    there = ready.filter(happened_at__gte=since, happened_at__lt=until).values_list(*told)
    last = {visit: (promised, at) for visit, promised, at in there if visit in released}
    # A car may have stood ready since before the period; these few are looked up by themselves.
    before = ready.filter(matter__visit__in=released - set(last)).values_list(*told)
    last |= {visit: (promised, at) for visit, promised, at in before}
    kept = [at <= promised for promised, at in last.values() if promised]
    return _share(sum(kept), len(kept))


def _share(part: int, whole: int) -> int | None:
    return (part * 1000 + whole // 2) // whole if whole else None
