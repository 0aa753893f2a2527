"""Reconstructed clauses switched off, with the reason, and on again (17.4-17.6)."""

import pytest
from django.db import DatabaseError, transaction

from jieche.journal.models import Duty
from jieche.reports import commands, queries
from jieche.reports.models import Report
from jieche.reports.periods import Length
from jieche.shop.models import ClauseSwitch, Shop
from jieche.shop.queries import switches
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.reports.conftest import SATURDAY, opened
from tests.support.cast import clock
from tests.support.hands import Person


def test_17_4_and_17_5_are_switched_off_with_a_reason_and_on_again(
    shop: Shop, people: dict[str, Person]
) -> None:
    jing, page = people["jing"], "/reports/settings/"
    report = opened(shop, people["li"].staff)
    assert Duty.objects.filter(matter=report.matter).count() == 1
    assert jing.client.post(page, {"clause": "17.5", "off": "1"}).status_code == 422
    off = {"clause": "17.5", "off": "1", "why": "本店按集团规定报送"}
    assert jing.client.post(page, off).status_code == 302
    assert Duty.objects.filter(matter=report.matter).count() == 0
    assert "按集团规定" in jing.opens(page)
    shop.refresh_from_db()
    assert all(each.length is not Length.DAY for each in queries.to_open(shop, clock(SATURDAY)))
    assert jing.client.post(page, {"clause": "17.5"}).status_code == 302
    assert Duty.objects.filter(matter=report.matter).count() == 1
    assert jing.client.post(page, {"clause": "17.3", "off": "1", "why": "x"}).status_code == 422
    assert people["he"].client.get(page).status_code == 403


def test_17_5_each_switching_is_kept_with_who_when_and_why(
    shop: Shop, people: dict[str, Person], staff: dict[str, Staff]
) -> None:
    jing, page = people["jing"], "/reports/settings/"
    jing.clock.set("2026-11-24 09:00")
    jing.client.post(page, {"clause": "17.5", "off": "1", "why": "盘点，人手不够"})
    again = jing.client.post(page, {"clause": "17.5", "off": "1", "why": "又一条理由"})
    assert again.status_code == 422  # it stands so already; nothing is written over
    assert "17.5 已停用（经理）" in again.content.decode()
    jing.clock.set("2026-11-26 09:00")
    jing.client.post(page, {"clause": "17.5"})
    assert "17.5 在用（经理）" in jing.client.post(page, {"clause": "17.5"}).content.decode()
    jing.client.post(page, {"clause": "17.5", "off": "1", "why": "停业装修"})
    told = [(each.is_off, each.why, each.by) for each in switches(shop)]
    assert told == [
        (True, "盘点，人手不够", staff["jing"]), (False, "", staff["jing"]),
        (True, "停业装修", staff["jing"]),
    ]  # fmt: skip
    seen = jing.opens(page).partition('id="c17.5"')[2].partition("</form>")[0]
    words = ["停业装修", "2026-11-26 09:00", "恢复执行", "2026-11-24 09:00", "盘点，人手不够"]
    assert all(word in seen for word in words)
    assert seen.index("停业装修") < seen.index("盘点，人手不够")


def test_17_5_no_day_of_the_while_it_was_off_is_asked_for_afterwards(
    shop: Shop, people: dict[str, Person], li: Staff, paid: Visit, owing: Visit
) -> None:
    commands.open_due(li, clock("2026-11-23 09:00"))
    off, on = clock("2026-11-24 08:00"), clock("2026-11-25 20:00")
    jing = people["jing"].staff
    commands.switch_clause(shop, "17.5", off=True, why="盘点", by=jing, at=off)
    people["li"].clock.set("2026-11-24 09:00")
    assert "日报 2026-11-23" not in people["li"].opens("/")  # due before: nobody is pressed
    assert Duty.objects.filter(clause="17.5").count() == 1  # but it stays late
    commands.switch_clause(shop, "17.5", off=False, why="", by=jing, at=on)
    commands.open_due(li, clock("2026-11-26 09:00"))
    days = Report.objects.filter(length="day").order_by("first_on")
    assert [report.number for report in days] == ["RB20261123", "RB20261126"]
    page = people["li"].opens("/reports/day/2026-11-24/")
    assert "RB20261124" not in page


def test_a_switching_is_written_once(shop: Shop, staff: dict[str, Staff]) -> None:
    commands.switch_clause(shop, "17.4", off=True, why="当面说", by=staff["jing"],
                           at=clock(SATURDAY))  # fmt: skip
    switch = ClauseSwitch.objects.get()
    with pytest.raises(NotImplementedError):
        switch.save()
    with pytest.raises(NotImplementedError):
        switch.delete()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        ClauseSwitch.objects.update(why="改写")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        ClauseSwitch.objects.all().delete()
    assert ClauseSwitch.objects.get().why == "当面说"


@pytest.mark.parametrize("why", ["", "   ", "长" * 201])
def test_a_reason_that_does_not_do_is_kept_in_its_field(
    shop: Shop, people: dict[str, Person], why: str
) -> None:
    sent = {"clause": "17.6", "off": "1", "why": why}
    answer = people["jing"].client.post("/reports/settings/", sent)
    assert answer.status_code == 422
    assert f'value="{why}" aria-invalid="true"' in answer.content.decode()
    assert switches(shop) == []
