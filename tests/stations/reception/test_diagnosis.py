"""The diagnosis: agreed to with its fee, done, written down as a definite fault, told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jieche.journal.models import Document
from jieche.journal.queries import breaks, last_entry
from jieche.reception import queries
from jieche.reception.models import DiagnosisReport
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.stations.reception.conftest import Do
from tests.support.cast import clock
from tests.support.story_reception import diagnosed, received, talked_over

AT = clock("2026-11-23 10:00")
SignIn = Callable[[str], Client]


@pytest.fixture
def ended(do: Do, li: Staff, staff: dict[str, Staff]) -> Visit:
    """Stand a visit at the end of its diagnosis, before the report."""
    visit = talked_over(li, AT)
    do("li", visit, "agree-diagnosis", agreed_by="陈静", fee_fen="80", fee_note="在本店维修则免收")
    do("wang", visit, "start-diagnosis", technician=staff["wang"].pk)
    do("wang", visit, "end-diagnosis")
    return visit


def report(staff: dict[str, Staff], **changed: Any) -> dict[str, Any]:
    """Return the fields of a good report, changed by ``changed``."""
    return {
        "author": staff["wang"].pk, "fault": "三缸点火线圈次级断路，冷车失火",
        "basis": "三缸与一缸线圈互换后故障码随线圈走", "cause": "线圈老化",
        "advice-0-text": "更换三缸点火线圈", "advice-0-urgency": "now",
        "advice-0-estimate_fen": "380", "advice-1-text": "清洗进气道", "advice-1-urgency": "soon",
        "test-0-item": "次级电阻", "test-0-reading": "∞", "test-0-standard": "6～9 kΩ",
        "test-0-result": "no", "code-0-code": "p0303", "code-0-system": "发动机",
        "code-0-meaning": "三缸失火", "code-0-state": "present", **changed,
    }  # fmt: skip


def test_2_5_the_whole_way_leaves_a_report_and_its_frozen_paper(
    do: Do, ended: Visit, staff: dict[str, Staff]
) -> None:
    do("wang", ended, "report-diagnosis", **report(staff))
    made = queries.report_of(ended)
    assert made is not None
    assert made.fault == "三缸点火线圈次级断路，冷车失火"
    assert made.advice == [
        {"text": "更换三缸点火线圈", "urgency": "now", "estimate_fen": 38000},
        {"text": "清洗进气道", "urgency": "soon", "estimate_fen": None},
    ]
    paper = json.loads(Document.objects.get(kind="diagnosis").content)
    assert paper["number"] == made.number
    assert paper["sender"]["name"] == "陈静"
    assert paper["technician"] == "王强"
    assert (paper["fee_fen"], paper["fee_note"]) == (8000, "在本店维修则免收")
    assert paper["tests"][0]["result"] == {"zh": "异常", "en": "abnormal"}
    assert paper["codes"][0] == {
        "code": "P0303", "system": "发动机", "meaning": "三缸失火",
        "state": {"zh": "当前", "en": "present"},
    }  # fmt: skip
    assert list(breaks(ended.shop)) == []
    do("li", ended, "tell-diagnosis", told_to="陈静", how="printed")
    assert last_entry(ended.matter, Event.DIAGNOSIS_TOLD) is not None


def test_the_paper_can_be_pressed(
    do: Do, ended: Visit, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    do("wang", ended, "report-diagnosis", **report(staff))
    paper = Document.objects.get(kind="diagnosis")
    response = sign_in("li").get(f"/papers/{paper.pk}.pdf")
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fault": "坏了"}, "太短"),
        ({"fault": "故障原因不明"}, "没有写明故障"),
        ({"fault": "发动机有问题"}, "没有写明故障"),
        ({"basis": ""}, "诊断依据"),
        ({"advice-0-text": "", "advice-0-urgency": "now", "advice-0-estimate_fen": "",
          "advice-1-text": ""}, "维修建议"),
        ({"advice-0-estimate_fen": "很多"}, "没有金额"),
        ({"test-0-reading": ""}, "请看标红的几行"),
    ],
)  # fmt: skip
def test_2_4_a_report_that_says_nothing_is_refused_and_kept_on_the_page(
    do: Do, ended: Visit, staff: dict[str, Staff], wrong: dict[str, str], said: str
) -> None:
    response = do("wang", ended, "report-diagnosis", **report(staff, **wrong))
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "次级电阻" in page
    assert not DiagnosisReport.objects.exists()


def test_not_found_yet_passes_when_it_is_said_what_was_ruled_out(
    do: Do, ended: Visit, staff: dict[str, Staff]
) -> None:
    told = "异响来源不明：已排除轮胎、轴承和下摆臂，须路试复现后再查"
    do("wang", ended, "report-diagnosis", **report(staff, fault=told))
    assert DiagnosisReport.objects.get().fault == told


def test_a_row_that_is_taken_away_does_not_count(
    do: Do, ended: Visit, staff: dict[str, Staff]
) -> None:
    do("wang", ended, "report-diagnosis", **report(staff, **{"advice-1-DELETE": "on"}))
    assert len(DiagnosisReport.objects.get().advice) == 1


def test_3_5_the_fee_is_told_before_and_zero_is_said(do: Do, li: Staff) -> None:
    visit = talked_over(li, AT)
    missing = do("li", visit, "agree-diagnosis", agreed_by="陈静", fee_fen="")
    assert missing.status_code == 422
    do("li", visit, "agree-diagnosis", agreed_by="陈静", fee_fen="0")
    entry = last_entry(visit.matter, Event.DIAGNOSIS_AGREED)
    assert entry is not None
    assert entry.evidence.get(proof="fee_told").words == "免费"
    assert entry.facts["fee_fen"] == 0


def test_2_2_it_does_not_start_unless_the_customer_agreed(
    do: Do, li: Staff, staff: dict[str, Staff]
) -> None:
    visit = talked_over(li, AT)
    response = do("wang", visit, "start-diagnosis", technician=staff["wang"].pk)
    assert response.status_code == 422
    assert "征得同意诊断" in response.content.decode()
    assert last_entry(visit.matter, Event.DIAGNOSIS_STARTED) is None


def test_it_does_not_start_before_the_talk(do: Do, li: Staff) -> None:
    visit = received(li, AT)
    assert do("li", visit, "agree-diagnosis", agreed_by="陈静", fee_fen="0").status_code == 422


def test_no_report_of_a_diagnosis_that_has_not_ended(
    do: Do, li: Staff, staff: dict[str, Staff]
) -> None:
    visit = talked_over(li, AT)
    do("li", visit, "agree-diagnosis", agreed_by="陈静", fee_fen="0")
    assert do("wang", visit, "end-diagnosis").status_code == 422
    do("wang", visit, "start-diagnosis", technician=staff["wang"].pk)
    assert do("wang", visit, "report-diagnosis", **report(staff)).status_code == 422
    assert not DiagnosisReport.objects.exists()


def test_the_fee_is_owed_once_the_diagnosis_began(
    do: Do, li: Staff, staff: dict[str, Staff]
) -> None:
    visit = talked_over(li, AT)
    do("li", visit, "agree-diagnosis", agreed_by="陈静", fee_fen="80")
    assert queries.fee_owed(visit) == 0
    do("wang", visit, "start-diagnosis", technician=staff["wang"].pk)
    assert queries.fee_owed(visit) == 8000


def test_2_3_a_technician_is_called_by_name_and_comes(
    do: Do, li: Staff, staff: dict[str, Staff]
) -> None:
    visit = talked_over(li, AT)
    assert do("wang", visit, "technician-came").status_code == 422
    assert do("li", visit, "call-technician", technician=staff["sun"].pk).status_code == 422
    do("li", visit, "call-technician", technician=staff["wang"].pk, doubt="底盘异响")
    called = last_entry(visit.matter, Event.TECHNICIAN_CALLED)
    assert called is not None
    assert called.evidence.get(proof="person_told").words == "王强"
    duty = visit.matter.duties.get(clause="2.3", is_prompt=False)
    assert duty.met_at is None
    do("wang", visit, "technician-came", finding="左前轴承松旷")
    duty.refresh_from_db()
    assert duty.met_at is not None


def test_the_cashier_makes_no_report(do: Do, ended: Visit, staff: dict[str, Staff]) -> None:
    assert do("zhao", ended, "report-diagnosis", **report(staff)).status_code == 403
    assert not DiagnosisReport.objects.exists()


def test_a_second_press_makes_one_report(do: Do, ended: Visit, staff: dict[str, Staff]) -> None:
    for _press in range(2):
        do("wang", ended, "report-diagnosis", token="once", **report(staff))
    assert DiagnosisReport.objects.count() == 1


def test_the_story_stands(li: Staff, staff: dict[str, Staff]) -> None:
    """The builder that later stations lean on goes the way of the book."""
    visit = diagnosed(li, staff["wang"], AT)
    assert queries.report_of(visit) is not None
    assert queries.fee_owed(visit) == 8000
    assert visit.matter.entries.count() == 11
