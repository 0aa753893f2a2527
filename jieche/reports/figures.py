"""The figures of a period: each summed from the rows that stand behind it. Clauses 17.1, 17.2."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from jieche.delivery.models import Means
from jieche.reports import rows as source
from jieche.reports.periods import Period
from jieche.reports.rows import CarType, Row, all_money
from jieche.rulebook.words import Event, Word
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.visits.models import Category


class Part(Word):
    """A list of rows that a figure opens."""

    CARS_IN = "cars_in", "进厂台次", "cars taken in"
    RELEASED = "released", "出厂台次", "cars released"
    SETTLED = "settled", "结算单", "settlements"
    FEES = "fees", "诊断费", "diagnosis fees"
    PAYMENTS = "payments", "收款", "payments"
    DEPOSITS = "deposits", "预交款收退", "deposits taken and given back"
    FORFEITS = "forfeits", "违约定金", "earnest money kept, or paid double"
    ARREARS_BEFORE = "arrears_before", "期初欠收", "owed at the start"
    ARREARS = "arrears", "期末欠收", "owed at the end"
    ADVANCES_BEFORE = "advances_before", "期初预收", "held in advance at the start"
    ADVANCES = "advances", "期末预收", "held in advance at the end"


INCOME = (Part.SETTLED, Part.FEES, Part.FORFEITS)
NO_ORDER = ""  # a diagnosis fee of a car that was not repaired has no category


@dataclass(frozen=True)
class Line:
    """One line of a table: a vehicle type, a category, a way of payment; money in fen."""

    key: str
    cars_in: int = 0
    released: int = 0
    settled: int = 0
    income_fen: int = 0
    arrears_fen: int = 0
    count: int = 0
    amount_fen: int = 0


@dataclass(frozen=True)
class Tally:
    """Income against receipts and what is owed; ``told_fen`` are the receipts of the journal."""

    income_fen: int
    receipts_fen: int
    told_fen: int
    arrears_change_fen: int
    advances_change_fen: int

    @property
    def difference_fen(self) -> int:
        """
        Return by how much it does not tally; 0 where all is well.

        Accounts, payments and journal are three records of the same money: where one was changed
        behind the back of the others, it shows here.
        """
        covered = self.receipts_fen + self.arrears_change_fen - self.advances_change_fen
        return self.income_fen - covered or self.told_fen - self.receipts_fen


@dataclass(frozen=True)
class Figures:
    """Everything a report says of a period; ``lists`` are the rows by part."""

    period: Period
    lists: Mapping[Part, Sequence[Row]]
    tally: Tally
    until: datetime

    def count(self, part: Part) -> int:
        """Return how many rows a part has."""
        return len(self.lists[part])

    def money(self, part: Part) -> int:
        """Return the sum of a part, in fen."""
        return all_money(self.lists[part])

    @property
    def income_fen(self) -> int:
        """Return the income: settled accounts, diagnosis fees, earnest money kept."""
        return sum(self.money(part) for part in INCOME)

    @property
    def receipts_fen(self) -> int:
        """Return the money that came in: payments and deposits."""
        return self.money(Part.PAYMENTS) + self.money(Part.DEPOSITS)

    @property
    def arrears_fen(self) -> int:
        """Return what is owed at the end."""
        return self.money(Part.ARREARS)

    @property
    def advances_fen(self) -> int:
        """Return what is held in advance at the end."""
        return self.money(Part.ADVANCES)

    @property
    def average_fen(self) -> int:
        """Return settled money per settlement (客单价), whole fen; 0 where none was settled."""
        return _per_settlement(self.money(Part.SETTLED), self.count(Part.SETTLED))

    @cached_property
    def by_type(self) -> list[Line]:
        """Return the lines by vehicle type, in the order of the words."""
        return self._lines(lambda row: row.type.value, [each.value for each in CarType])

    @cached_property
    def by_category(self) -> list[Line]:
        """Return the lines by repair category; the fees of unrepaired cars stand last."""
        keys = [each.value for each in Category]
        return self._lines(lambda row: row.category, [*keys, NO_ORDER])

    @cached_property
    def by_means(self) -> list[Line]:
        """Return the receipts by way of payment."""
        taken = [*self.lists[Part.PAYMENTS], *self.lists[Part.DEPOSITS]]
        return [
            Line(means.value, count=len(mine), amount_fen=all_money(mine))
            for means in Means
            if (mine := [row for row in taken if row.means == means.value])
        ]

    @cached_property
    def income_by_kind(self) -> dict[str, int]:
        """Return income by kind, in fen; ``off`` (discount and rounding) is taken off."""
        done = self.lists[Part.SETTLED]
        return {
            "labour": sum(row.labour_fen for row in done),
            "parts": sum(row.parts_fen for row in done),
            "other": sum(row.other_fen for row in done),
            "fees": self.money(Part.FEES),
            "forfeits": self.money(Part.FORFEITS),
            "off": sum(row.off_fen for row in done),
        }

    @cached_property
    def ageing(self) -> list[Line]:
        """Return what is owed at the end by its age in days since it was settled."""
        count: Counter[str] = Counter()
        money: Counter[str] = Counter()
        for row in self.lists[Part.ARREARS]:
            key = age_of(row, self.until)
            count[key] += 1
            money[key] += row.amount_fen
        return [Line(key, count=count[key], amount_fen=money[key]) for key in AGES if count[key]]

    def _lines(self, key_of: Callable[[Row], str], keys: Iterable[str]) -> list[Line]:
        def counted(*parts: Part) -> tuple[Counter[str], Counter[str]]:
            count: Counter[str] = Counter()
            money: Counter[str] = Counter()
            for part in parts:
                for row in self.lists[part]:
                    count[key_of(row)] += 1
                    money[key_of(row)] += row.amount_fen
            return count, money

        came, _ = counted(Part.CARS_IN)
        left, _ = counted(Part.RELEASED)
        done, _ = counted(Part.SETTLED)
        _, income = counted(*INCOME)
        _, owed = counted(Part.ARREARS)
        lines = [Line(k, came[k], left[k], done[k], income[k], owed[k]) for k in keys]
        return [line for line in lines if line != Line(line.key)]


def _per_settlement(fen: int, count: int) -> int:
    return (fen + count // 2) // count if count else 0


# Upper end of each age in days, the last without one.
AGES: dict[str, int] = {"30": 30, "60": 60, "90": 90, "more": 10**6}


def age_of(row: Row, until: datetime) -> str:
    """Return into which age a debt falls."""
    days = (until - row.at).days
    return next(key for key, most in AGES.items() if days <= most)


Read = Callable[[Shop, datetime, datetime], list[Row]]
_READ: Mapping[Part, Read] = {
    Part.CARS_IN: lambda shop, since, until: source.cars(
        shop, Event.TAKEN_INTO_WORKSHOP, since, until
    ),
    Part.RELEASED: lambda shop, since, until: source.cars(shop, Event.RELEASED, since, until),
    Part.SETTLED: source.settled,
    Part.FEES: lambda shop, since, until: (
        source.fees(source.payments(shop, since, until)) + source.fees_set_off(shop, since, until)
    ),
    Part.PAYMENTS: source.payments,
    Part.DEPOSITS: source.deposits,
    Part.FORFEITS: source.forfeits,
    Part.ARREARS_BEFORE: lambda shop, since, _until: source.arrears(shop, since),
    Part.ARREARS: lambda shop, _since, until: source.arrears(shop, until),
    Part.ADVANCES_BEFORE: lambda shop, since, _until: source.advances(shop, since),
    Part.ADVANCES: lambda shop, _since, until: source.advances(shop, until),
}


def rows_of(shop: Shop, period: Period, part: Part) -> list[Row]:
    """Return the rows of one part."""
    since, until = period.span(hours_of(shop).desk)
    return _READ[part](shop, since, until)


@dataclass(frozen=True)
class Short:
    """What a period comes to in a few figures, money in fen."""

    cars_in: int
    settled: int
    settled_fen: int
    income_fen: int
    receipts_fen: int
    arrears_fen: int

    @property
    def average_fen(self) -> int:
        """Return settled money per settlement (客单价), whole fen; 0 where none was settled."""
        return _per_settlement(self.settled_fen, self.settled)


def in_short(shop: Shop, period: Period) -> Short:
    """Return what ``figures_of`` would say in its first lines, summed by the database."""
    since, until = period.span(hours_of(shop).desk)
    settled, settled_fen = source.settled_in_sum(shop, since, until)
    taken_fen, fees_fen = source.payments_in_sum(shop, since, until)
    # What came of bookings that came to nothing: a few rows, so they are read as for the report.
    ended = (*source.fees_set_off(shop, since, until), *source.forfeits(shop, since, until))
    return Short(
        source.count_cars(shop, Event.TAKEN_INTO_WORKSHOP, since, until),
        settled,
        settled_fen,
        settled_fen + fees_fen + all_money(ended),
        taken_fen + all_money(source.deposits(shop, since, until)),
        all_money(source.arrears(shop, until)),
    )


def figures_of(shop: Shop, period: Period) -> Figures:
    """Return the figures of a period as the records say now."""
    lists: dict[Part, list[Row]] = {
        part: rows_of(shop, period, part) for part in Part if part is not Part.FEES
    }
    since, until = period.span(hours_of(shop).desk)
    set_off = source.fees_set_off(shop, since, until)
    lists[Part.FEES] = source.fees(lists[Part.PAYMENTS]) + set_off
    tally = Tally(
        sum(all_money(lists[part]) for part in INCOME),
        all_money([*lists[Part.PAYMENTS], *lists[Part.DEPOSITS]]),
        source.taken_by_the_journal(shop, since, until),
        all_money(lists[Part.ARREARS]) - all_money(lists[Part.ARREARS_BEFORE]),
        all_money(lists[Part.ADVANCES]) - all_money(lists[Part.ADVANCES_BEFORE]),
    )
    return Figures(period, lists, tally, until)
