"""What the report of a day, a week or a month needs; how it is filled stands in `contents.py`."""

from typing import Literal, TypedDict

from jieche.journal.content_blocks import Bilingual, ShopHead


class ReportLine(TypedDict):
    """One line of a report's tables: a vehicle type or a repair category."""

    name: Bilingual
    cars_in: int
    released: int
    settled: int
    income_fen: int
    arrears_fen: int


class ReportSum(TypedDict):
    """One sum of a report: a kind of income, a way of payment, an age of what is owed."""

    name: Bilingual
    count: int | None  # None where nothing is counted
    amount_fen: int


class ReportBalance(TypedDict):
    """Income = receipts + change in arrears - change in what is held in advance (17.2)."""

    income_fen: int
    receipts_fen: int
    arrears_before_fen: int
    arrears_fen: int
    advances_before_fen: int
    advances_fen: int


class ReportCompared(TypedDict):
    """
    One measure of the month beside last month's and that of the same month last year.

    None where there is nothing to share, or no figures of that month.
    """

    name: Bilingual
    unit: Literal["fen", "permille", "count"]
    now: int | None
    before: int | None
    last_year: int | None


class ReportAnalysis(TypedDict):
    """
    The month's analysis (17.3).

    ``before`` and ``last_year`` name the months it is held against, as "2025-11"; "" where the
    shop has no figures of one. What was frozen by an earlier release has no last year.
    """

    author: str
    at: str
    findings: str
    measures: str
    before: str
    last_year: str
    compared: list[ReportCompared]


class ReportRow(TypedDict):
    """One order or payment behind the figures: kept, so that late entries can be told."""

    part: str
    key: str
    at: str
    number: str
    plate: str
    category: str
    type: str
    amount_fen: int


class ReportReader(TypedDict):
    """To whom the report goes (17.4)."""

    post: Bilingual
    name: str


class ReportContent(TypedDict):
    """业务统计报表 of a day, a week or a month; it has no car."""

    number: str
    shop: ShopHead
    label: Literal["report_day", "report_week", "report_month"]
    period: str
    first_on: str
    last_on: str
    due_at: str
    submitted_by: str
    readers: list[ReportReader]
    cars_in: int
    released: int
    settled: int
    average_fen: int
    balance: ReportBalance
    kinds: list[ReportSum]
    types: list[ReportLine]
    categories: list[ReportLine]
    means: list[ReportSum]
    ages: list[ReportSum]
    analysis: ReportAnalysis | None  # of a month
    rows: list[ReportRow]
