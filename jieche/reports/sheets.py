"""The report as it is frozen: figures, the rows behind them, the month's analysis."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from jieche.delivery.models import Means
from jieche.journal.content_blocks import Bilingual
from jieche.journal.report_contents import (
    ReportAnalysis,
    ReportContent,
    ReportLine,
    ReportRow,
    ReportSum,
)
from jieche.reports import queries
from jieche.reports.compare import compared
from jieche.reports.figures import NO_ORDER, Figures, Line, Part
from jieche.reports.models import MonthlyAnalysis, Post, Report
from jieche.reports.periods import Length
from jieche.reports.rows import CarType
from jieche.rulebook.words import Word
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Category
from jieche.visits.sheets import shop_head


class IncomeKind(Word):
    """Of what income is made."""

    LABOUR = "labour", "工时费", "labour"
    PARTS = "parts", "材料费", "parts"
    OTHER = "other", "其他费用", "other fees"
    FEES = "fees", "诊断费", "diagnosis fees"
    FORFEITS = "forfeits", "违约定金", "earnest money kept or doubled"
    OFF = "off", "优惠与抹零", "discounts and rounding"


class Age(Word):
    """How long money has been owed."""

    UP_TO_30 = "30", "30 天以内", "up to 30 days"
    UP_TO_60 = "60", "31–60 天", "31 to 60 days"
    UP_TO_90 = "90", "61–90 天", "61 to 90 days"
    MORE = "more", "90 天以上", "more than 90 days"


class Unrepaired(Word):
    """The line of cars that were diagnosed and not repaired."""

    NONE = NO_ORDER, "未修（诊断费、违约定金）", "not repaired (diagnosis fee, earnest money kept)"


_LABELS: dict[Length, Literal["report_day", "report_week", "report_month"]] = {
    Length.DAY: "report_day",
    Length.WEEK: "report_week",
    Length.MONTH: "report_month",
}


def report_content(
    report: Report,
    figures: Figures,
    analysis: MonthlyAnalysis | None,
    *,
    by: Staff,
    sent: Sequence[Mapping[str, Any]],
) -> ReportContent:
    """Return the content to freeze; its rows are those that the figures were summed from."""
    zone = hours_of(report.shop).desk.zone
    due = queries.due_at(report.shop, report.period)

    def clock(at: datetime | None) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""

    kinds = figures.income_by_kind
    return {
        "number": report.number,
        "shop": shop_head(report.shop),
        "label": _LABELS[report.length_word],
        "period": report.period.name("en"),
        "first_on": report.first_on.isoformat(),
        "last_on": report.last_on.isoformat(),
        "due_at": clock(due),
        "submitted_by": by.name,
        "readers": [
            {"post": both(Post.of(each["post"])), "name": str(each["name"])} for each in sent
        ],
        "cars_in": figures.count(Part.CARS_IN),
        "released": figures.count(Part.RELEASED),
        "settled": figures.count(Part.SETTLED),
        "average_fen": figures.average_fen,
        "balance": {
            "income_fen": figures.income_fen,
            "receipts_fen": figures.receipts_fen,
            "arrears_before_fen": figures.money(Part.ARREARS_BEFORE),
            "arrears_fen": figures.arrears_fen,
            "advances_before_fen": figures.money(Part.ADVANCES_BEFORE),
            "advances_fen": figures.advances_fen,
        },
        "kinds": [
            {"name": both(kind), "count": None, "amount_fen": _signed(kind, kinds[kind.value])}
            for kind in IncomeKind
            if kinds[kind.value]
        ],
        "types": [_line(CarType.of(line.key), line) for line in figures.by_type],
        "categories": [_line(category_word(line.key), line) for line in figures.by_category],
        "means": [_sum(Means.of(line.key), line) for line in figures.by_means],
        "ages": [_sum(Age.of(line.key), line) for line in figures.ageing],
        "analysis": _analysis(report, analysis, clock) if analysis else None,
        "rows": frozen_rows(figures),
    }


def category_word(key: str) -> Word:
    """Return the word of a category line."""
    return Category.of(key) if key else Unrepaired.NONE


def frozen_rows(figures: Figures) -> list[ReportRow]:
    """Return the rows of every part of a period as they are frozen."""
    zone = figures.until.tzinfo
    return [
        {
            "part": part.value, "key": row.key, "at": f"{row.at.astimezone(zone):%Y-%m-%d %H:%M}",
            "number": row.number, "plate": row.plate, "category": row.category,
            "type": row.type.value, "amount_fen": row.amount_fen,
        }
        for part in Part
        for row in figures.lists[part]
    ]  # fmt: skip


def both(word: Word) -> Bilingual:
    """Return a word in both languages."""
    return {"zh": word.zh, "en": word.en}


def _signed(kind: IncomeKind, fen: int) -> int:
    return -fen if kind is IncomeKind.OFF else fen


def _line(word: Word, line: Line) -> ReportLine:
    return {
        "name": both(word), "cars_in": line.cars_in, "released": line.released,
        "settled": line.settled, "income_fen": line.income_fen, "arrears_fen": line.arrears_fen,
    }  # fmt: skip


def _sum(word: Word, line: Line) -> ReportSum:
    return {"name": both(word), "count": line.count, "amount_fen": line.amount_fen}


def _analysis(report: Report, analysis: MonthlyAnalysis, clock: Any) -> ReportAnalysis:
    beside = compared(report.shop, report.period)
    return {
        "author": analysis.author.name,
        "at": clock(analysis.at),
        "findings": analysis.findings,
        "measures": analysis.measures,
        "before": beside.before.name("en") if beside.before else "",
        "last_year": beside.last_year.name("en") if beside.last_year else "",
        "compared": [
            {
                "name": both(each.measure), "unit": each.unit, "now": each.now,
                "before": each.before, "last_year": each.last_year,
            }
            for each in beside.rows
        ],
    }  # fmt: skip
