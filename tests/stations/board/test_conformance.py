"""How each clause was kept in a period: counted once each, with the cases behind every figure."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from jieche.board import conformance
from jieche.journal.models import Duty
from jieche.reports.commands import (
    name_recipients,
    open_report,
    read_report,
    submit_report,
    switch_clause,
)
from jieche.reports.models import Post
from jieche.reports.periods import Length, period_of
from jieche.rulebook import book
from jieche.staff.models import Staff
from tests.support.cast import clock
from tests.support.hands import WallClock
from tests.support.story_repair import a_car_in_the_workshop, asked, repaired, reported

CAME = clock("2026-11-23 09:00")
FOUND = clock("2026-11-23 10:00")
DAY = clock("2026-11-23 00:00"), clock("2026-11-24 00:00")
BEFORE = clock("2026-11-22 00:00"), DAY[0]
EVENING = clock("2026-11-23 18:00")
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def evening(wall_clock: WallClock) -> None:
    wall_clock.at = EVENING


@pytest.fixture
def two_cars(li: Staff, staff: dict[str, Staff]) -> None:
    """One car whose customer was asked about a supplement, and one without any."""
    first = a_car_in_the_workshop(li, staff["sun"], CAME)
    asked(reported(first, staff["wang"], FOUND), li, clock("2026-11-23 10:04"))
    second = a_car_in_the_workshop(li, staff["sun"], clock("2026-11-23 10:30"), plate="苏E8K316")
    repaired(second, staff["wang"], staff["sun"], clock("2026-11-23 11:30"))


def tally(li: Staff, number: str) -> conformance.Tally:
    found = conformance.tallies(li.shop, *DAY, EVENING)
    return found.get(number, conformance.Tally())


@pytest.mark.usefixtures("two_cars")
def test_an_act_that_owes_two_proofs_has_passed_once(li: Staff) -> None:
    assert tally(li, "9.1").gate == 1  # number and person: two proofs of one call
    assert tally(li, "9.1").kept == 1


@pytest.mark.usefixtures("two_cars")
def test_a_need_that_holds_at_times_counts_those_times(li: Staff) -> None:
    assert tally(li, "P.3").gate == 4  # two hand-ins, two cars taken in
    assert tally(li, "P.4").gate == 0  # the car that was finished had no supplement
    assert tally(li, "2.5").gate == 0  # nobody was diagnosed


@pytest.mark.usefixtures("two_cars")
def test_every_figure_has_its_cases(li: Staff) -> None:
    found = conformance.tallies(li.shop, *DAY, EVENING)
    for clause in book.clauses():
        duties, entries = conformance.cases(li.shop, clause, *DAY, most=1000)
        mine = found.get(clause.number, conformance.Tally())
        assert len(entries) == mine.gate, clause.number
        shown = mine.kept + mine.late + mine.missed + mine.said + mine.unsaid
        assert shown <= len(duties), clause.number  # what is not due yet is a case, not a figure


@pytest.mark.usefixtures("two_cars")
def test_words_are_counted_apart_from_hours(li: Staff) -> None:
    prompts = Duty.objects.filter(clause="9.7", is_prompt=True)
    mine = tally(li, "9.7")
    assert mine.said + mine.unsaid == prompts.count() == 1
    assert mine.kept == mine.late == mine.missed == 0


@pytest.mark.usefixtures("two_cars")
def test_another_day_has_none_of_it(li: Staff) -> None:
    found = conformance.tallies(li.shop, *BEFORE, EVENING)
    assert [number for number, t in found.items() if t != conformance.Tally()] == []


def row(page: str, number: str) -> str:
    return page.partition(f'id="c{number}"')[2].partition("</tr>")[0]


def test_what_can_not_be_counted_says_what_keeps_it(sign_in: SignIn) -> None:
    page = sign_in("li").get("/rulebook/").content.decode()
    assert "由表单守住" in row(page, "6.6")
    assert "由系统构造保证" in row(page, "11.5")
    assert "靠人做到" in row(page, "2.6")
    assert 'class="n' not in row(page, "6.6")
    assert "靠人做到" in sign_in("li").get("/rulebook/2.6/").content.decode()
    assert "由表单守住" in sign_in("li").get("/rulebook/6.6/").content.decode()


def test_only_a_column_that_applies_holds_a_figure(sign_in: SignIn) -> None:
    page = sign_in("li").get("/rulebook/").content.decode()
    cells = re.findall(r'<td class="n[^"]*">(\d*)</td>', row(page, "13.1"))
    assert cells == ["0", "0", "0", "", ""]  # an hour; no words, no gate


@pytest.mark.usefixtures("two_cars")
@pytest.mark.parametrize(
    ("asked_for", "passed"),
    [
        ("", 4),
        ("days=1", 4),
        ("from=2026-11-23&until=2026-11-23", 4),
        ("from=2026-11-20&until=2026-11-22", 0),
        ("from=2026-11-23&until=2026-11-20", 4),  # the wrong way round: the usual month
        ("from=2026-02-31&until=gestern", 4),
        ("from=0001-01-01&until=2026-11-23", 4),
        ("from=2026-11-23&until=9999-12-31", 4),
        ("days=0", 4),
        ("days=²", 4),
        ("days=99999999999999999999", 4),
    ],
)
def test_the_period_is_chosen(sign_in: SignIn, asked_for: str, passed: int) -> None:
    page = sign_in("li").get(f"/rulebook/?{asked_for}").content.decode()
    assert re.findall(r'<td class="n[^"]*">(\d*)</td>', row(page, "P.3"))[-1] == str(passed)


@pytest.mark.usefixtures("two_cars")
def test_the_cases_are_of_the_same_period(sign_in: SignIn) -> None:
    page = sign_in("li").get("/rulebook/?from=2026-11-20&until=2026-11-22").content.decode()
    (address,) = re.findall(r'href="(/rulebook/P.3/[^"]+)"', page)
    shown = sign_in("li").get(address.replace("&amp;", "&")).content.decode()
    assert "本期没有" in shown or "没有" in shown
    assert "苏E" not in shown.partition("<main")[2]
    assert "苏E" in sign_in("li").get("/rulebook/P.3/").content.decode().partition("<main")[2]


def test_a_reconstructed_clause_says_so_and_shows_when_it_is_off(
    li: Staff, sign_in: SignIn
) -> None:
    page = sign_in("li").get("/rulebook/").content.decode()
    assert all("复原" in row(page, number) for number in ("17.4", "17.5", "17.6"))
    assert "复原" not in row(page, "17.3")
    assert "本店已停用" not in page
    switch_clause(li.shop, "17.5", off=True, why="不报日报", by=li, at=CAME)
    page = sign_in("li").get("/rulebook/").content.decode()
    assert "本店已停用" in row(page, "17.5")
    assert "本店已停用" not in row(page, "17.4")
    assert "本店已停用" in sign_in("li").get("/rulebook/17.5/").content.decode()


def a_day_reported(li: Staff, jing: Staff, on: str, at: str, read: str = "") -> None:
    """Open the report of a day, submit it, and have it read by the manager."""
    name_recipients(li.shop, {Post.MANAGER: [jing]})
    day = period_of(Length.DAY, clock(on).date())
    report = open_report(li.shop, day, by=li, at=clock(on))
    assert report is not None
    submit_report(report, by=li, at=clock(at))
    if read:
        read_report(report, by=jing, at=clock(read))


def test_17_5_the_while_a_clause_was_off_counts_neither_as_kept_nor_as_late(
    li: Staff, staff: dict[str, Staff], sign_in: SignIn, wall_clock: WallClock
) -> None:
    jing = staff["jing"]
    a_day_reported(li, jing, "2026-11-16 08:00", "2026-11-17 09:00")  # late, before
    switch_clause(li.shop, "17.5", off=True, why="盘点", by=jing, at=clock("2026-11-17 12:00"))
    a_day_reported(li, jing, "2026-11-17 08:00", "2026-11-17 17:00")  # kept, but off
    a_day_reported(li, jing, "2026-11-18 08:00", "2026-11-23 12:00")  # late, but off
    switch_clause(li.shop, "17.5", off=False, why="", by=jing, at=clock("2026-11-19 12:00"))
    a_day_reported(li, jing, "2026-11-19 08:00", "2026-11-19 17:00")  # kept again
    month = clock("2026-11-01 00:00"), clock("2026-12-01 00:00")
    told = conformance.tallies(li.shop, *month, EVENING)["17.5"]
    assert (told.kept, told.late, told.missed) == (1, 1, 0)
    duties, _entries = conformance.cases(li.shop, book.clause("17.5"), *month)
    assert [f"{duty.due_at:%d}" for duty in duties] == ["19", "16"]
    page = sign_in("li").get("/rulebook/").content.decode()
    assert "2026-11-17 12:00 至 2026-11-19 12:00 停用，其间到期的不计" in row(page, "17.5")
    assert "停用" not in row(page, "17.4")
    assert "其间到期的不计" in sign_in("li").get("/rulebook/17.5/").content.decode()
    # Off again: what was counted before stays there to be seen, with the note beside it.
    wall_clock.at = clock("2026-11-23 19:00")
    switch_clause(li.shop, "17.5", off=True, why="停业", by=jing, at=wall_clock.at)
    cells = re.findall(r'<td class="n[^"]*">(\d*)</td>', row(
        sign_in("li").get("/rulebook/").content.decode(), "17.5"))  # fmt: skip
    assert cells[:3] == ["1", "1", "0"]


def test_17_4_no_report_passes_it_while_it_is_off(li: Staff, staff: dict[str, Staff]) -> None:
    jing = staff["jing"]
    a_day_reported(li, jing, "2026-11-16 08:00", "2026-11-16 17:00", read="2026-11-17 09:00")
    switch_clause(li.shop, "17.4", off=True, why="当面说", by=jing, at=clock("2026-11-17 12:00"))
    a_day_reported(li, jing, "2026-11-17 08:00", "2026-11-17 17:00", read="2026-11-19 09:00")
    switch_clause(li.shop, "17.4", off=False, why="", by=jing, at=clock("2026-11-18 12:00"))
    month = clock("2026-11-01 00:00"), clock("2026-12-01 00:00")
    told = conformance.tallies(li.shop, *month, EVENING)["17.4"]
    assert (told.kept, told.late, told.gate) == (0, 1, 1)
    duties, entries = conformance.cases(li.shop, book.clause("17.4"), *month)
    assert (len(duties), len(entries)) == (1, 1)
