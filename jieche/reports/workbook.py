"""The figures as an Excel file: numbers are numbers, and nothing that somebody typed a formula."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from jieche.delivery.models import Means
from jieche.reports.compare import Comparison
from jieche.reports.figures import Figures, Part
from jieche.reports.periods import Period
from jieche.reports.rows import CarType, Row
from jieche.reports.sheets import Age, IncomeKind, category_word
from jieche.reports.tables import COLUMNS, Head
from jieche.shop.models import Shop
from jieche.values.plate import shown


def workbook(shop: Shop, figures: Figures, language: str, beside: Comparison | None) -> bytes:
    """
    Return the figures and the rows behind them as an .xlsx file, with two sheets.

    Of a month the figures end with ``beside``: last month, and the same month of last year (17.3).

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
        "permille": book.add_format({"num_format": "0.0%"}),
        "none": book.add_format({"align": "right"}),
    }
    sheet = book.add_worksheet(Head.FIGURES.label(language))
    at = _figures_sheet(sheet, shop, figures, language, look)
    if beside is not None:
        _compared_table(sheet, at, beside, language, look)
    _rows_sheet(book.add_worksheet(Head.ROWS.label(language)), figures, language, look)
    book.close()
    return out.getvalue()


def _figures_sheet(
    sheet: Any, shop: Shop, figures: Figures, language: str, look: dict[str, Any]
) -> int:
    """Write the figures; return the row for what comes below them."""
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
                    tuple(getattr(line, column) for _part, column in COLUMNS),
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
    return at


def _compared_table(
    sheet: Any, at: int, beside: Comparison, language: str, look: dict[str, Any]
) -> None:
    """Write the month beside two others; what there is no figure for is said, never left empty."""
    change = Head.CHANGE.label(language)
    heads = [Head.MEASURE.label(language), _month(Head.THIS_MONTH, beside.month, language)]
    for head, month in ((Head.MONTH_BEFORE, beside.before), (Head.YEAR_BEFORE, beside.last_year)):
        heads += [_month(head, month, language), change]
    sheet.write_row(at, 0, heads, look["head"])
    no_figures = Head.NO_FIGURES.label(language)
    months = (beside.month, beside.before, beside.before, beside.last_year, beside.last_year)
    for row in beside.rows:
        at += 1
        sheet.write_string(at, 0, row.measure.label(language))
        values = (row.now, row.before, row.change, row.last_year, row.year_change)
        for column, (value, month) in enumerate(zip(values, months, strict=True), start=1):
            if value is None:
                sheet.write_string(at, column, "–" if month else no_figures, look["none"])
            else:
                sheet.write_number(at, column, *_as_written(value, row.unit, look))


def _month(head: Head, month: Period | None, language: str) -> str:
    name = month.name("en") if month else Head.NO_FIGURES.label(language)
    return f"{head.label(language)} {name}"


def _as_written(value: int, unit: str, look: dict[str, Any]) -> tuple[float, Any]:
    """Return a value in yuan, as a share of one, or as a count, with how it looks."""
    if unit == "fen":
        return value / 100, look["money"]
    return (value / 1000, look["permille"]) if unit == "permille" else (value, look["count"])


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
