"""The Excel file: figures and rows on two sheets, numbers as numbers, nothing a formula."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from django.test import Client
from python_calamine import CalamineWorkbook

from jieche.customers.models import Customer
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.hands import WallClock


def sheets(client: Client) -> tuple[bytes, CalamineWorkbook]:
    """Fetch the week's file."""
    answer = client.get("/reports/week/2026-11-22/figures.xlsx")
    assert answer.status_code == 200
    assert 'filename="ZB20261128.xlsx"' in answer["Content-Disposition"]
    return answer.content, CalamineWorkbook.from_filelike(BytesIO(answer.content))


def test_both_sheets_with_numbers_and_times(
    paid: Visit, owing: Visit, sign_in: Callable[[str], Client]
) -> None:
    _, book = sheets(sign_in("he"))
    assert book.sheet_names == ["数字", "明细"]
    figures = {row[0]: row[1] for row in book.get_sheet_by_name("数字").to_python()}
    assert (figures["实收"], figures["欠收变动"], figures["差额"]) == (708.0, 508.0, 0)
    head, *rows = book.get_sheet_by_name("明细").to_python()
    assert head[-1] == "金额"
    settled = [row for row in rows if row[0] == "结算单"]
    assert [row[-1] for row in settled] == [608.0, 608.0]
    assert settled[0][1] == datetime(2026, 11, 24, 14, 0)  # noqa: DTZ001  # the shop's own clock
    assert settled[0][3] == "沪A·12345"


def test_a_name_that_begins_like_a_formula_stays_a_name(
    paid: Visit, sign_in: Callable[[str], Client]
) -> None:
    Customer.objects.update(name='=HYPERLINK("http://example.com")')
    content, book = sheets(sign_in("he"))
    texts = [str(row[5]) for row in book.get_sheet_by_name("明细").to_python()[1:]]
    assert '=HYPERLINK("http://example.com")' in texts
    with ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in parts.read(name)


def test_it_is_for_those_who_may_see_the_figures(
    paid: Visit, sign_in: Callable[[str], Client]
) -> None:
    for who, status in (("zhao", 200), ("li", 200), ("wang", 403), ("men", 403)):
        answer = sign_in(who).get("/reports/week/2026-11-22/figures.xlsx")
        assert answer.status_code == status, who


def beside(client: Client, month: str) -> dict[str, list[object]]:
    """Fetch a month's file; return the comparison by measure, its head under "指标"."""
    answer = client.get(f"/reports/month/{month}-01/figures.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = book.get_sheet_by_name("数字").to_python()
    at = next(n for n, row in enumerate(rows) if row[0] == "指标")
    return {str(row[0]): list(row[1:]) for row in rows[at:]}


def test_17_3_a_month_stands_beside_last_month_and_the_same_month_of_last_year(
    paid: Visit, owing: Visit, sign_in: Callable[[str], Client], wall_clock: WallClock
) -> None:
    he, wall_clock.at = sign_in("he"), clock("2026-11-30 10:00")
    none = "无数据"
    found = beside(he, "2026-11")  # the first month of the shop
    assert found["指标"] == ["本月 2026-11", f"上月 {none}", "增减", f"去年同月 {none}", "增减"]
    assert found["营业收入"] == [1216.0, none, none, none, none]
    wall_clock.at = clock("2027-11-30 10:00")
    found = beside(he, "2027-11")
    assert found["指标"][1:] == ["上月 2027-10", "增减", "去年同月 2026-11", "增减"]
    assert found["营业收入"] == [0, 0, 0, 1216.0, -1216.0]
    assert found["期末欠收"] == [508.0, 508.0, 0, 508.0, 0]
    assert found["客单价"] == ["–", "–", "–", 608.0, "–"]
    assert "" not in [each for row in found.values() for each in row]  # no empty cell (17.6)
