"""Reports go to finance, the deputy manager and the manager, and each reads them (17.4)."""

from collections.abc import Callable

import pytest
from django.test import Client

from jieche.journal.door import Refused
from jieche.journal.models import Duty
from jieche.journal.queries import latest_document
from jieche.reports import commands, queries
from jieche.reports.models import Post
from jieche.rulebook.words import Event, Role, Stage
from jieche.shop.models import Shop, ShopChange
from jieche.staff.commands import change
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.reports.conftest import events, opened
from tests.support.cast import clock
from tests.support.hands import Person


def test_17_4_it_is_read_when_every_post_has_read_it(
    shop: Shop, people: dict[str, Person], paid: Visit
) -> None:
    report = opened(shop, people["li"].staff)
    people["li"].clock.set("2026-11-28 17:00")
    people["li"].does(paid, "submit-report", f"/reports/{report.pk}")
    assert queries.names_of(queries.sent_to(report), "zh") == (
        "财务部 赵结算，分管经理 何主管，经理 经理"
    )
    for who in ("zhao", "he"):
        people[who].does(paid, "read-report", f"/reports/{report.pk}")
        assert Duty.objects.get(matter=report.matter, clause="17.4").met_at is None
    assert people["zhao"].client.post(f"/reports/{report.pk}/read-report/", {}).status_code == 422
    people["jing"].does(paid, "read-report", f"/reports/{report.pk}")
    assert Duty.objects.get(matter=report.matter, clause="17.4").met_at is not None
    report.matter.refresh_from_db()
    assert report.matter.stands_at is Stage.SUBMITTED
    assert events(report)[-2:] == [Event.REPORT_SEEN, Event.REPORT_READ]


def test_17_4_who_submits_need_not_read_it_too(shop: Shop, staff: dict[str, Staff]) -> None:
    report = opened(shop, staff["li"])
    commands.submit_report(report, by=staff["he"], at=clock("2026-11-28 17:00"))
    assert queries.awaited(report) == [Post.FINANCE, Post.MANAGER]


def test_17_4_the_shop_names_who_reads(shop: Shop, people: dict[str, Person]) -> None:
    jing = people["jing"]
    answer = jing.client.post("/reports/settings/", {"finance": [str(jing.staff.pk)]})
    assert answer.status_code == 302
    named = queries.recipients(shop)
    assert named[Post.FINANCE] == [jing.staff]
    assert [who.name for who in named[Post.DEPUTY]] == ["何主管"]


def test_17_4_a_post_that_nobody_reads_for_holds_the_report_up(
    shop: Shop, staff: dict[str, Staff]
) -> None:
    report, at = opened(shop, staff["li"]), clock("2026-11-28 17:00")
    change(staff["zhao"], name="赵结算", roles=[Role.WASHER], team=None, is_active=True)
    with pytest.raises(Refused) as refused:
        commands.submit_report(report, by=staff["he"], at=at)
    (reason,) = refused.value.reasons
    assert (reason.clause, "财务部还没有收件人" in reason.zh) == ("17.4", True)
    commands.name_recipients(shop, {Post.FINANCE: [staff["jing"]]})
    commands.submit_report(report, by=staff["he"], at=at)
    assert queries.names_of(queries.sent_to(report), "zh") == "财务部 经理，经理 经理"


def test_17_4_who_left_the_post_is_read_for_by_who_has_it_now(
    shop: Shop, staff: dict[str, Staff], sign_in: Callable[[str], Client]
) -> None:
    report, at = opened(shop, staff["li"]), clock("2026-11-28 17:00")
    commands.submit_report(report, by=staff["li"], at=at)
    assert queries.posts_to_read(report, staff["jing"]) == [Post.MANAGER]
    change(staff["zhao"], name="赵结算", roles=[Role.CASHIER], team=None, is_active=False)
    commands.name_recipients(shop, {Post.FINANCE: [staff["jing"]]})
    assert queries.posts_to_read(report, staff["jing"]) == [Post.FINANCE, Post.MANAGER]
    commands.read_report(report, by=staff["jing"], at=at)
    page = sign_in("he").get(report.get_absolute_url()).content.decode()
    assert "赵结算" not in page.partition("财务部")[2].partition("分管经理")[0]  # who read it


def test_17_4_who_reads_the_reports_is_written_down(shop: Shop, people: dict[str, Person]) -> None:
    jing, page = people["jing"], "/reports/settings/"
    jing.client.post(page, {"finance": [str(jing.staff.pk)]})
    jing.client.post(page, {"finance": [str(jing.staff.pk)]})
    assert ShopChange.objects.get(about="recipients").what == [["finance", "", "经理"]]
    assert "财务部" in jing.opens(page).partition('class="changes"')[2].partition("</details>")[0]


def test_17_4_the_paper_is_for_those_who_may_see_the_figures(
    shop: Shop, staff: dict[str, Staff], people: dict[str, Person]
) -> None:
    report = opened(shop, staff["li"])
    commands.submit_report(report, by=staff["he"], at=clock("2026-11-28 17:00"))
    paper = latest_document(report.matter, "report")
    assert paper is not None
    for who, status in (("zhao", 200), ("li", 200), ("wang", 404), ("sun", 404), ("men", 404)):
        assert people[who].client.get(f"/papers/{paper.pk}.pdf").status_code == status, who
