"""The figures as tables: on the screen with the way to their rows, and in an Excel file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from jieche.delivery.models import Means
from jieche.reports.compare import FORMULAS, Compared
from jieche.reports.figures import Figures, Line, Part
from jieche.reports.rows import CarType, Row
from jieche.reports.sheets import Age, IncomeKind, category_word
from jieche.rulebook.words import Word
from jieche.shop.models import Shop
from jieche.ui.acts import lang
from jieche.values.plate import shown

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


_COLUMNS = (
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
            for part, column in _COLUMNS
        ]
        if not line.key and name == "category":
            # Its income are fees, or earnest money kept: other lists than the other lines'.
            part = Part.FEES if figures.lists[Part.FEES] else Part.FORFEITS
            cells[3] = Cell(line.income_fen, url(part), is_money=True)
        shown_lines.append((label(line.key), _percent(line.income_fen, largest), cells))
    total = [
        Cell(sum(getattr(line, column) for line in lines), "", column.endswith("_fen"))
        for _part, column in _COLUMNS
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


def beside(rows: Iterable[Compared]) -> list[dict[str, Any]]:
    """Return the comparison as the page shows it: name, formula, both values, the change."""
    return [
        {
            "name": each.measure.label(lang()),
            "formula": FORMULAS[each.measure][1 if lang().startswith("en") else 0],
            "unit": each.unit,
            "now": each.now,
            "before": each.before,
            "change": each.change,
        }
        for each in rows
    ]


# -- Excel ---------------------------------------------------------------------------------------


def workbook(shop: Shop, figures: Figures, language: str) -> bytes:
    """
    Return the figures and the rows behind them as an .xlsx file, with two sheets.

    Numbers are numbers in yuan, times are times in the shop's zone. Whatever a person typed is
    written as text: a name that begins with "=" is never a formula.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
              "strings_to_numbers": False, "remove_timezone": True},
    )  # fmt: skip
    book.set_properties({"title": f"{shop.name} {figures.period.number}", "author": shop.name})
    look = {
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3F4F6"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "sum": book.add_format({"num_format": "#,##0.00", "bold": True, "top": 1}),
        "count": book.add_format({"num_format": "0"}),
        "count_sum": book.add_format({"num_format": "0", "bold": True, "top": 1}),
        "bold": book.add_format({"bold": True, "top": 1}),
        "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    _figures_sheet(book.add_worksheet(Head.FIGURES.label(language)), shop, figures, language, look)
    _rows_sheet(book.add_worksheet(Head.ROWS.label(language)), figures, language, look)
    book.close()
    return out.getvalue()


def _figures_sheet(
    sheet: Any, shop: Shop, figures: Figures, language: str, look: dict[str, Any]
) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 5, 14)
    sheet.write_string(0, 0, shop.name, look["title"])
    period = f"{figures.period.length.label(language)} {figures.period.name(language)}"
    sheet.write_string(1, 0, period)
    at = 3
    tally = figures.tally
    balance = (
        (Head.INCOME_IS, figures.income_fen),
        (Head.RECEIPTS, figures.receipts_fen),
        (Head.ARREARS_CHANGE, tally.arrears_change_fen),
        (Head.ADVANCES_CHANGE, tally.advances_change_fen),
        (Head.DIFFERENCE, tally.difference_fen),
    )
    sheet.write_row(at, 0, [Head.BALANCE.label(language), Head.AMOUNT.label(language)],
                    look["head"])  # fmt: skip
    for head, fen in balance:
        at += 1
        sheet.write_string(at, 0, head.label(language))
        sheet.write_number(at, 1, fen / 100, look["money"])
    at += 2
    kinds = [(kind, figures.income_by_kind[kind.value]) for kind in IncomeKind]
    at = _sum_table(
        sheet, at, (Head.KIND, Head.AMOUNT), language, look,
        [(kind.label(language), (-fen if kind is IncomeKind.OFF else fen,)) for kind, fen in kinds],
    )  # fmt: skip
    wide = (Head.CARS_IN, Head.RELEASED, Head.SETTLED, Head.INCOME, Head.ARREARS)
    for head, lines, word in (
        (Head.CATEGORY, figures.by_category, category_word),
        (Head.TYPE, figures.by_type, CarType.of),
    ):
        at = _sum_table(
            sheet, at, (head, *wide), language, look,
            [
                (
                    word(line.key).label(language),
                    tuple(getattr(line, column) for _part, column in _COLUMNS),
                )
                for line in lines
            ],
        )  # fmt: skip
    means = [(Means.of(line.key).label(language), line) for line in figures.by_means]
    ages = [(Age.of(line.key).label(language), line) for line in figures.ageing]
    for head, named in ((Head.MEANS, means), (Head.AGE, ages)):
        at = _sum_table(
            sheet, at, (head, Head.COUNT, Head.AMOUNT), language, look,
            [(name, (line.count, line.amount_fen)) for name, line in named],
        )  # fmt: skip


_MONEY = {Head.INCOME, Head.ARREARS, Head.AMOUNT}


def _sum_table(
    sheet: Any,
    at: int,
    heads: Sequence[Head],
    language: str,
    look: dict[str, Any],
    lines: Sequence[tuple[str, Sequence[int]]],
) -> int:
    """Write a table with its sums as values; return the row for the next."""
    sheet.write_row(at, 0, [head.label(language) for head in heads], look["head"])
    for name, values in lines:
        at += 1
        sheet.write_string(at, 0, name)
        for column, (head, value) in enumerate(zip(heads[1:], values, strict=True), start=1):
            is_money = head in _MONEY
            sheet.write_number(
                at, column, value / 100 if is_money else value,
                look["money" if is_money else "count"],
            )  # fmt: skip
    at += 1
    sheet.write_string(at, 0, Head.TOTAL.label(language), look["bold"])
    for column, head in enumerate(heads[1:], start=1):
        total = sum(values[column - 1] for _name, values in lines)
        is_money = head in _MONEY
        sheet.write_number(
            at, column, total / 100 if is_money else total, look["sum" if is_money else "count_sum"]
        )
    return at + 2


def _rows_sheet(sheet: Any, figures: Figures, language: str, look: dict[str, Any]) -> None:
    heads = (
        Head.PART, Head.AT, Head.NUMBER, Head.PLATE, Head.CAR, Head.CUSTOMER, Head.TYPE,
        Head.CATEGORY, Head.MEANS, Head.DUE_ON, Head.AMOUNT,
    )  # fmt: skip
    sheet.write_row(0, 0, [head.label(language) for head in heads], look["head"])
    for column, width in enumerate((16, 16, 18, 12, 22, 16, 14, 14, 12, 12, 12)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    at = 0
    for part in Part:
        for row in figures.lists[part]:
            at += 1
            _write_row(sheet, at, part, row, figures, language, look)
    sheet.autofilter(0, 0, max(at, 1), len(heads) - 1)


def _write_row(
    sheet: Any,
    at: int,
    part: Part,
    row: Row,
    figures: Figures,
    language: str,
    look: dict[str, Any],
) -> None:
    category = category_word(row.category).label(language) if row.category else ""
    means = Means.of(row.means).label(language) if row.means else ""
    texts = {
        0: part.label(language), 2: row.number, 3: shown(row.plate) if row.plate else "",
        4: row.car, 5: row.customer, 6: row.type.label(language) if row.plate else "",
        7: category, 8: means,
    }  # fmt: skip
    for column, text in texts.items():
        sheet.write_string(at, column, text)
    local = row.at.astimezone(figures.until.tzinfo).replace(tzinfo=None)
    sheet.write_datetime(at, 1, local, look["time"])
    if isinstance(row.due_on, date):
        sheet.write_datetime(at, 9, row.due_on, look["day"])
    if part not in {Part.CARS_IN, Part.RELEASED}:
        sheet.write_number(at, 10, row.amount_fen / 100, look["money"])
