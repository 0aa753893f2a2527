"""The rule book on the screen: read from the same sentences as the door."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

from django.core.management import call_command
from django.test import Client

from jieche.reports.commands import switch_clause
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.ui.chips import chips_of
from tests.stations.checkin.conftest import a_signed_car
from tests.support.cast import clock

OFF_AT = clock("2026-11-23 10:00")


def test_a_clause_shows_what_it_comes_to(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("li").get("/rulebook/9.10/").content.decode()
    assert "“增项开工”、“增项发料”前须先“客户同意”" in page


def test_the_whole_book_is_one_page(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("li").get("/rulebook/").content.decode()
    assert all(f'id="c{number}"' in page for number in ("P.1", "8.9", "17.6"))


def test_a_clause_that_the_book_does_not_have_is_not_found(
    sign_in: Callable[[str], Client],
) -> None:
    assert sign_in("li").get("/rulebook/18.1/").status_code == 404


def test_the_open_act_shows_the_clauses_that_are_met_by_it(
    li: Staff, sign_in: Callable[[str], Client]
) -> None:
    visit = a_signed_car(li)
    page = sign_in("li").get(f"/visits/{visit.pk}/?act=walk-around").content.decode()
    shown = page.partition('id="act-walk-around"')[2].partition("<form")[0]
    assert re.findall(r"#c([P.\d]+)", shown) == ["6.6", "6.7", "P.3"]
    assert "对外观、内饰表层、仪表、座椅逐一视检" in shown  # the clause itself, on its chip


def test_a_reconstructed_clause_that_is_switched_off_is_shown_on_no_act(
    li: Staff,
) -> None:
    shop = li.shop
    numbers = ["17.3", "17.4", "17.5", "17.1", "17.2", "17.6"]
    assert sorted(chips_of(Event.REPORT_SUBMITTED, shop)) == sorted(numbers)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    switch_clause(shop, "17.6", off=True, why="试一试", by=li, at=at)
    assert "17.6" not in chips_of(Event.REPORT_SUBMITTED, shop)


def test_a_clause_that_the_shop_has_switched_off_says_by_whom_when_and_why(
    sign_in: Callable[[str], Client], staff: dict[str, Staff]
) -> None:
    before, after = StringIO(), StringIO()
    call_command("clauses", stdout=before)
    shop, jing = staff["jing"].shop, staff["jing"]
    switch_clause(shop, "17.5", off=True, why="只有一家店，不报周报", by=jing, at=OFF_AT)
    for address in ("/rulebook/", "/rulebook/17.5/"):
        page = sign_in("li").get(address).content.decode()
        assert page.count("只有一家店，不报周报") == 1
        assert "经理 2026-11-23 10:00" in page
    assert "只有一家店" not in sign_in("li").get("/rulebook/17.4/").content.decode()
    call_command("clauses", stdout=after)  # the book itself is the same for every shop
    assert after.getvalue() == before.getvalue()
    switch_clause(shop, "17.5", off=False, why="", by=jing, at=OFF_AT)
    assert "只有一家店" not in sign_in("li").get("/rulebook/").content.decode()
