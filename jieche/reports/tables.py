"""The figures as tables on the screen, with the way to their rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jieche.delivery.models import Means
from jieche.reports.compare import FORMULAS, Comparison
from jieche.reports.figures import Figures, Line, Part
from jieche.reports.rows import CarType
from jieche.reports.sheets import Age, IncomeKind, category_word
from jieche.rulebook.words import Word
from jieche.shop.models import Shop
from jieche.ui.acts import lang

RowsUrl = Callable[..., str]


class Head(Word):
    """The heads of columns."""

    TYPE = "type", "车辆类型", "Vehicle type"
    CATEGORY = "category", "维修类别", "Repair category"
    CARS_IN = "cars_in", "进厂", "In"
    RELEASED = "released", "出厂", "Out"
    SETTLED = "settled", "结算", "Settled"
    INCOME = "income", "营业收入", "Income"
    ARREARS = "arrears", "期末欠收", "Owed"
    MEANS = "means", "收款方式", "Means"
    AGE = "age", "欠收账龄", "Owed for"
    KIND = "kind", "收入构成", "Income by kind"
    COUNT = "count", "笔数", "Count"
    AMOUNT = "amount", "金额", "Amount"
    AT = "at", "时间", "Time"
    PLATE = "plate", "车牌", "Plate"
    CAR = "car", "车型", "Car"
    NUMBER = "number", "单号", "No."
    CUSTOMER = "customer", "客户", "Customer"
    DUE_ON = "due_on", "约定付款日", "To be paid by"
    PART = "part", "所属", "List"
    TOTAL = "total", "合计", "Total"
    BALANCE = "balance", "收支核对", "Tally"
    FIGURES = "figures", "数字", "Figures"
    ROWS = "rows", "明细", "Rows"
    PERIOD = "period", "期间", "Period"
    INCOME_IS = "income_is", "营业收入", "Income"
    RECEIPTS = "receipts", "实收", "Receipts"
    ARREARS_CHANGE = "arrears_change", "欠收变动", "Change in arrears"
    ADVANCES_CHANGE = "advances_change", "预收变动", "Change in advances"
    DIFFERENCE = "difference", "差额", "Difference"
    MEASURE = "measure", "指标", "Measure"
    THIS_MONTH = "this_month", "本月", "This month"
    MONTH_BEFORE = "month_before", "上月", "Last month"
    YEAR_BEFORE = "year_before", "去年同月", "Same month last year"
    CHANGE = "change", "增减", "Up or down"
    NO_FIGURES = "no_figures", "无数据", "no figures"


@dataclass(frozen=True)
class Cell:
    """A figure with the way to its rows; ``fen`` for money, else a count."""

    value: int
    url: str = ""
    is_money: bool = False


@dataclass(frozen=True)
class Table:
    """A table as the page shows it: a name, cells, and a bar in per cent of the largest."""

    slug: str
    heads: Sequence[str]
    lines: Sequence[tuple[str, int, Sequence[Cell]]]
    total: Sequence[Cell] = field(default_factory=list)


def type_label(value: str) -> str:
    """Return a vehicle type's name; raises KeyError for none."""
    return CarType.of(value).label(lang())


def category_label(value: str) -> str:
    """Return a category's name; raises KeyError for none."""
    return category_word(value).label(lang())


def means_label(value: str) -> str:
    """Return the name of a way of payment; raises KeyError for none."""
    return Means.of(value).label(lang())


COLUMNS = (
    (Part.CARS_IN, "cars_in"),
    (Part.RELEASED, "released"),
    (Part.SETTLED, "settled"),
    (Part.SETTLED, "income_fen"),
    (Part.ARREARS, "arrears_fen"),
)


_ROWS_OF = {IncomeKind.FEES: Part.FEES, IncomeKind.FORFEITS: Part.FORFEITS}


def on_screen(_shop: Shop, figures: Figures, url: RowsUrl) -> dict[str, Any]:
    """Return the page's tables and what is tallied."""
    return {
        "category": _by(Head.CATEGORY, "category", figures, category_label, url),
        "type": _by(Head.TYPE, "type", figures, type_label, url),
        "means": _sums(
            Head.MEANS, figures.by_means, means_label,
            lambda key: url(Part.PAYMENTS, means=key),
        ),
        "ages": _sums(
            Head.AGE, figures.ageing, lambda key: Age.of(key).label(lang()),
            lambda _key: url(Part.ARREARS),
        ),
        "kinds": [
            (
                kind.label(lang()), figures.income_by_kind[kind.value], kind is IncomeKind.OFF,
                url(_ROWS_OF.get(kind, Part.SETTLED)),
            )
            for kind in IncomeKind
            if figures.income_by_kind[kind.value]
        ],
        "urls": {part.value: url(part) for part in Part},
    }  # fmt: skip


def _by(
    head: Head, name: str, figures: Figures, label: Callable[[str], str], url: RowsUrl
) -> Table:
    lines: Sequence[Line] = getattr(figures, f"by_{name}")
    largest = max((max(line.income_fen, 0) for line in lines), default=0)
    shown_lines = []
    for line in lines:
        cells = [
            Cell(getattr(line, column), url(part, **{name: line.key}), column.endswith("_fen"))
            for part, column in COLUMNS
        ]
        if not line.key and name == "category":
            # Its income are fees, or earnest money kept: other lists than the other lines'.
            part = Part.FEES if figures.lists[Part.FEES] else Part.FORFEITS
            cells[3] = Cell(line.income_fen, url(part), is_money=True)
        shown_lines.append((label(line.key), _percent(line.income_fen, largest), cells))
    total = [
        Cell(sum(getattr(line, column) for line in lines), "", column.endswith("_fen"))
        for _part, column in COLUMNS
    ]
    heads = (head, Head.CARS_IN, Head.RELEASED, Head.SETTLED, Head.INCOME, Head.ARREARS)
    return Table(name, [each.label(lang()) for each in heads], shown_lines, total)


def _sums(
    head: Head, lines: Sequence[Line], label: Callable[[str], str], url: Callable[[str], str]
) -> Table:
    largest = max((line.amount_fen for line in lines), default=0)
    heads = [each.label(lang()) for each in (head, Head.COUNT, Head.AMOUNT)]
    return Table(
        head.value,
        heads,
        [
            (
                label(line.key), _percent(line.amount_fen, largest),
                [Cell(line.count), Cell(line.amount_fen, url(line.key), is_money=True)],
            )
            for line in lines
        ],
        [
            Cell(sum(line.count for line in lines)),
            Cell(sum(line.amount_fen for line in lines), "", is_money=True),
        ],
    )  # fmt: skip


def _percent(part: int, whole: int) -> int:
    return max(0, round(part * 100 / whole)) if whole else 0


def beside(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as the page shows it: the months, and by measure values and changes."""
    language = lang()
    months = [
        (head.label(language), month.name(language) if month else "")
        for head, month in (
            (Head.THIS_MONTH, comparison.month),
            (Head.MONTH_BEFORE, comparison.before),
            (Head.YEAR_BEFORE, comparison.last_year),
        )
    ]
    rows = [
        {
            "name": each.measure.label(language),
            "formula": FORMULAS[each.measure][1 if language.startswith("en") else 0],
            "unit": each.unit,
            "now": each.now,
            "then": ((each.before, each.change), (each.last_year, each.year_change)),
        }
        for each in comparison.rows
    ]
    return {"this": months[0], "others": months[1:], "rows": rows}
