"""The repair as people press it: through the pages, each in his role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jieche.estimate.models import EstimateLine
from jieche.journal.models import Entry
from jieche.rulebook.words import Stage
from jieche.shop.models import Team
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands, queries
from jieche.workshop.models import FinalInspection, PartsIssue, ProgressAnswer, Supplement
from tests.support.cast import clock
from tests.support.story_repair import a_car_in_the_workshop, agreed, asked, repaired, reported

AT = clock("2026-11-23 09:00")
NOW = clock("2026-11-23 10:00")
LATER = clock("2026-11-23 11:00")
SignIn = Callable[[str], Client]
ROWS = {
    "line-TOTAL_FORMS": "2", "line-INITIAL_FORMS": "0", "line-MIN_NUM_FORMS": "0",
    "line-MAX_NUM_FORMS": "1000",
    "line-0-name": "更换右前减振器", "line-0-hours": "1", "line-0-system": "suspension",
    "line-1-name": "前减振器总成", "line-1-quantity": "1", "line-1-price": "620",
    "line-1-grade": "original", "line-1-kind": "part",
}  # fmt: skip
FINDING = {"technical_reason": "渗油，回弹无力", "is_safety": "no", "added_minutes": "60"}


@pytest.fixture(autouse=True)
def half_past_ten(server_clock: Callable[[str], None]) -> None:
    server_clock("2026-11-23 10:30")


@pytest.fixture
def visit(li: Staff, staff: dict[str, Staff]) -> Visit:
    return a_car_in_the_workshop(li, staff["sun"], AT)


@pytest.fixture
def pads(visit: Visit) -> EstimateLine:
    return queries.part_lines(visit, sheet=0)[0]


def page(response: Any) -> str:
    return str(response.content.decode())


# -- reporting a supplement ----------------------------------------------------------------------


def test_a_technician_reports_a_supplement_and_is_led_to_its_card(
    visit: Visit, sign_in: SignIn
) -> None:
    response = sign_in("wang").post(
        f"/visits/{visit.pk}/report-supplement/", {**ROWS, **FINDING, "token": "t"}
    )
    assert response.status_code == 302, page(response)
    found = Supplement.objects.get()
    assert response.headers["Location"] == found.get_absolute_url()
    assert [line.amount_fen for line in queries.lines_of_supplement(found)] == [12000, 62000]
    assert (found.added_minutes, found.found_by.name) == (60, "王强")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"technical_reason": ""}, "技术原因"),
        ({"is_safety": ""}, "点选是否关系安全"),
        ({"is_safety": "yes"}, "写明后果"),
        ({"line-0-name": "", "line-0-hours": "", "line-1-name": "", "line-1-quantity": "",
          "line-1-price": ""}, "行"),
        ({"line-0-system": ""}, "系统"),
    ],
)  # fmt: skip
def test_what_is_missing_in_a_report_is_said_and_what_was_typed_stays(
    visit: Visit, sign_in: SignIn, wrong: dict[str, str], words: str
) -> None:
    response = sign_in("wang").post(
        f"/visits/{visit.pk}/report-supplement/", {**ROWS, **FINDING, **wrong}
    )
    assert response.status_code == 422
    assert words in page(response)
    assert 'value="60"' in page(response)
    assert not Supplement.objects.exists()


def test_a_parts_keeper_reports_nothing(visit: Visit, sign_in: SignIn) -> None:
    response = sign_in("peng").post(f"/visits/{visit.pk}/report-supplement/", {**ROWS, **FINDING})
    assert response.status_code == 403
    assert not Supplement.objects.exists()


# -- parts ---------------------------------------------------------------------------------------


def test_the_counter_offers_what_is_left_and_takes_no_more(
    visit: Visit, pads: EstimateLine, sign_in: SignIn
) -> None:
    client, url = sign_in("peng"), f"/visits/{visit.pk}/issue-parts/"
    assert "前制动片 × 1 套" in page(client.get(url, follow=True))
    too_many = client.post(url, {f"quantity_{pads.pk}": "3", "to": "王强"})
    assert too_many.status_code == 422
    assert "最多再发 1套" in page(too_many)
    assert 'value="王强"' in page(too_many)
    for _press in range(2):
        sent = client.post(url, {f"quantity_{pads.pk}": "1", "to": "王强", "token": "once"})
        assert sent.status_code == 302
    assert PartsIssue.objects.count() == 1
    back = client.post(
        f"/visits/{visit.pk}/return-parts/",
        {f"quantity_{PartsIssue.objects.get().pk}": "1", "reason": "型号不符"},
    )
    assert back.status_code == 302
    assert queries.issued_not_returned(visit) == []


def test_a_quantity_that_is_no_number_is_said_so(
    visit: Visit, pads: EstimateLine, sign_in: SignIn
) -> None:
    response = sign_in("peng").post(
        f"/visits/{visit.pk}/issue-parts/", {f"quantity_{pads.pk}": "一套", "to": "王强"}
    )
    assert response.status_code == 422
    assert "看不懂" in page(response)
    assert not PartsIssue.objects.exists()


# -- progress and delay --------------------------------------------------------------------------


def test_10_2_the_question_is_not_answered_by_itself(visit: Visit, sign_in: SignIn) -> None:
    client, url = sign_in("li"), f"/visits/{visit.pk}/ask-progress/"
    shown = page(client.get(url, follow=True))
    assert 'value="孙师傅"' in shown  # who received the car is asked first
    unsaid = client.post(url, {"expected_finish_at": "11:30", "answered_by": "孙师傅"})
    assert unsaid.status_code == 422
    assert "点选有无异常" in page(unsaid)
    said = client.post(
        url,
        {"expected_finish_at": "11:30", "answered_by": "孙师傅", "is_abnormal": "yes",
         "text": "螺栓锈死"},
    )  # fmt: skip
    assert said.status_code == 302
    assert ProgressAnswer.objects.get().expected_finish_at == clock("2026-11-23 11:30")
    assert "采取应急措施" in page(client.get(visit.get_absolute_url() + "?step=repair"))


def test_11_8_a_delay_is_told_with_words_to_say_and_the_new_hour(
    visit: Visit, sign_in: SignIn
) -> None:
    client, url = sign_in("li"), f"/visits/{visit.pk}/tell-delay/"
    assert "非常抱歉" in page(client.get(url, follow=True))
    told = client.post(
        url,
        {"reason": "螺栓锈死", "person_told": "陈静", "promised_at": "17:30", "ticked": "11.8"},
    )
    assert told.status_code == 302, page(told)
    visit.refresh_from_db()
    assert visit.promised_at == clock("2026-11-23 17:30")
    assert Entry.objects.get(event="delay_told").ticked == ["11.8"]


# -- the end of the work -------------------------------------------------------------------------


def test_from_start_to_the_inspection_each_in_his_role(visit: Visit, sign_in: SignIn) -> None:
    wang, sun = sign_in("wang"), sign_in("sun")
    at = f"/visits/{visit.pk}"
    assert "竣工检验合格" not in page(sun.get(f"{visit.get_absolute_url()}?step=repair"))
    assert wang.post(f"{at}/start-work/").status_code == 302
    assert wang.post(f"{at}/start-work/").status_code == 422  # an old page; he has started
    assert wang.post(f"{at}/finish-work/", {"note": "换片，路试正常"}).status_code == 302
    shown = page(sun.get(f"{visit.get_absolute_url()}?step=repair"))
    assert "竣工出厂合格证号" not in shown  # a small repair leaves without one
    me = {"self_by": str(Staff.objects.get(username="sun").pk), "no_peer_because": "一人当班"}
    own = sun.post(f"{at}/pass-inspection/", me)
    assert own.status_code == 422
    assert "自己的活不能自己终检" in page(own)
    failed = sun.post(f"{at}/fail-inspection/", {"failed": "异响仍在"})
    assert failed.status_code == 302
    assert sun.post(f"{at}/fail-inspection/", {"failed": "异响仍在"}).status_code == 422
    assert wang.post(f"{at}/finish-work/").status_code == 302
    his = {**me, "self_by": str(Staff.objects.get(username="wang").pk)}
    assert sun.post(f"{at}/pass-inspection/", his).status_code == 302
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.FINISHED
    assert FinalInspection.objects.count() == 2


def test_what_can_not_be_done_any_more_is_not_offered(
    visit: Visit, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    repaired(visit, staff["wang"], staff["sun"], NOW)
    for who in ("li", "wang", "peng"):
        shown = page(sign_in(who).get(f"{visit.get_absolute_url()}?step=repair"))
        for gone in ("报增项", "记录异常", "检验不合格返工", "发料", "查询进度"):
            assert f">{gone}<" not in shown, (who, gone)


def test_p_4_what_is_open_leads_to_its_card(
    visit: Visit, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    commands.start_work(visit, by=staff["wang"], at=NOW)
    reported(visit, staff["wang"], NOW)
    client = sign_in("wang")
    refused = client.post(f"/visits/{visit.pk}/finish-work/", {"note": "换片"})
    assert refused.status_code == 422
    link = f"/visits/{visit.pk}/?for=supplements_settled#supplements_settled"
    assert link in page(refused)
    assert 'id="supplements_settled"' in page(client.get(link))


# -- the technician's phone ----------------------------------------------------------------------


def test_a_technician_sees_the_cars_of_his_team_and_no_other(
    visit: Visit, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    client = sign_in("wang")
    assert "还没有编入作业组" in page(client.get("/workshop/mine/"))
    wang = staff["wang"]
    wang.team = Team.objects.get(name="钣喷组")
    wang.save()
    assert "12345" not in page(client.get("/workshop/mine/"))
    wang.team = Team.objects.get(name="机电一组")
    wang.save()
    mine = page(client.get("/workshop/", follow=True))
    assert "12345" in mine
    assert "检修前制动系统" in mine


def test_one_press_starts_and_the_next_button_comes(
    visit: Visit, staff: dict[str, Staff], li: Staff, sign_in: SignIn
) -> None:
    wang = staff["wang"]
    wang.team = Team.objects.get(name="机电一组")
    wang.save()
    client = sign_in("wang")
    assert 'value="finish-work"' not in page(client.get("/workshop/mine/"))
    pressed = {"what": "start-work", "pk": str(visit.pk), "token": "once"}
    for _press in range(2):
        assert client.post("/workshop/mine/", pressed).status_code == 302
    assert Entry.objects.filter(event="work_started").count() == 1
    assert 'value="finish-work"' in page(client.get("/workshop/mine/"))
    found = agreed(reported(visit, wang, NOW), li, NOW)
    assert 'value="finish-work"' not in page(client.get("/workshop/mine/"))
    too_early = {"what": "start-supplement", "pk": str(found.pk)}
    assert "不能“增项开工”" in page(client.post("/workshop/mine/", too_early, follow=True))
    commands.deliver_sheet(found, delivered_to="孙师傅", by=li, at=NOW)
    assert 'value="start-supplement"' not in page(client.get("/workshop/mine/"))
    assert "还没有作业组，等车间主管派工" in page(client.get("/workshop/mine/"))
    assert "还没有作业组：" in page(client.post("/workshop/mine/", too_early, follow=True))
    commands.assign_teams(visit, team=wang.team, by=staff["sun"], at=LATER)
    for what in ("start-supplement", "finish-supplement"):
        assert f'value="{what}"' in page(client.get("/workshop/mine/"))
        client.post("/workshop/mine/", {"what": what, "pk": str(found.pk)})
    found.matter.refresh_from_db()
    assert found.matter.stands_at is Stage.DONE


@pytest.mark.parametrize("what", ["ask-customer", "", "start-work/../"])
def test_no_other_act_is_pressed_there(visit: Visit, sign_in: SignIn, what: str) -> None:
    response = sign_in("wang").post("/workshop/mine/", {"what": what, "pk": str(visit.pk)})
    assert response.status_code == 404


def test_the_pages_speak_english(
    visit: Visit, li: Staff, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    asked(reported(visit, staff["wang"], NOW, warning="制动距离变长"), li, NOW)
    li.language = "en"
    li.save()
    shown = page(sign_in("li").get(f"{visit.get_absolute_url()}?step=repair"))
    assert "Warn of the danger" in shown
    assert "Safety at stake" in shown


def test_nobody_is_proposed_as_the_checker_of_what_he_inspects(
    visit: Visit, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    sun, page_of = sign_in("sun"), f"{visit.get_absolute_url()}?act=pass-inspection"
    commands.start_work(visit, by=staff["sun"], at=NOW)
    commands.finish_work(visit, by=staff["sun"], at=NOW)
    offered = page(sun.get(page_of))
    assert f'<option value="{staff["sun"].pk}" selected>' not in offered
    unsaid = sun.post(f"/visits/{visit.pk}/pass-inspection/", {"no_peer_because": "一人当班"})
    assert unsaid.status_code == 422
    assert "写明自检人" in page(unsaid)


def test_who_finished_the_work_is_proposed_as_his_own_checker(
    visit: Visit, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    commands.start_work(visit, by=staff["wang"], at=NOW)
    commands.finish_work(visit, by=staff["wang"], at=NOW)
    offered = page(sign_in("sun").get(f"{visit.get_absolute_url()}?act=pass-inspection"))
    assert f'<option value="{staff["wang"].pk}" selected>' in offered
