"""The repair by its commands: parts out and back, progress, delay, the three inspections."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jieche.estimate.models import EstimateLine, Part
from jieche.estimate.words import Grade
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.journal.models import Duty, Entry
from jieche.rulebook.words import Event, Proof, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.workshop import commands, queries
from jieche.workshop.models import FinalInspection, PartsIssue, ProgressAnswer
from tests.support.cast import clock, utc
from tests.support.story_estimate import a_car_in_negotiation, signed
from tests.support.story_repair import (
    a_car_in_the_workshop,
    agreed,
    done,
    dropped,
    repaired,
    reported,
)

AT = clock("2026-11-23 09:00")
NOW = clock("2026-11-23 10:00")
LATER = clock("2026-11-23 11:00")
FINISH = clock("2026-11-23 13:30")
LATE = clock("2026-11-23 17:30")


@pytest.fixture
def visit(li: Staff, staff: dict[str, Staff]) -> Visit:
    return a_car_in_the_workshop(li, staff["sun"], AT)


@pytest.fixture
def pads(visit: Visit) -> EstimateLine:
    return queries.part_lines(visit, sheet=0)[0]


@pytest.fixture
def wang(staff: dict[str, Staff]) -> Staff:
    return staff["wang"]


@pytest.fixture
def peng(staff: dict[str, Staff]) -> Staff:
    return staff["peng"]


def reasons(refused: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(reason.zh for reason in refused.value.reasons)


# -- parts ---------------------------------------------------------------------------------------


def test_3_3_no_part_goes_out_before_the_signature(li: Staff, peng: Staff) -> None:
    early = a_car_in_negotiation(li, AT)
    with pytest.raises(Refused) as refusal:
        commands.issue_parts(early, quantities={1: 10}, to="王强", by=peng, at=NOW)
    assert "3.3" in {reason.clause for reason in refusal.value.reasons}


def test_3_3_nor_while_the_car_is_not_in_the_workshop(li: Staff, peng: Staff) -> None:
    waiting = signed(a_car_in_negotiation(li, AT), li, AT)
    line = queries.part_lines(waiting, sheet=0)[0]
    with pytest.raises(Refused) as refusal:
        commands.issue_parts(waiting, quantities={line.pk: 10}, to="王强", by=peng, at=NOW)
    assert "不能“发料”" in reasons(refusal)


def test_parts_go_out_on_a_numbered_slip_and_off_the_shelf(
    visit: Visit, pads: EstimateLine, peng: Staff
) -> None:
    part = Part.objects.create(
        shop=visit.shop, code="P1", zh="前制动片", grade=Grade.EQUAL.value, unit="套",
        price_fen=42800, stock_tenths=30,
    )  # fmt: skip
    EstimateLine.objects.filter(pk=pads.pk).update(part=part)
    commands.issue_parts(visit, quantities={pads.pk: 10}, to="王强", by=peng, at=NOW)
    (issue,) = queries.issues_of(visit)
    assert (issue.number, issue.quantity_tenths, issue.to) == ("LL20261123-001", 10, "王强")
    part.refresh_from_db()
    assert part.stock_tenths == 20
    entry = journal.last_entry(visit.matter, Event.PARTS_ISSUED)
    assert entry is not None
    assert entry.facts["parts"] == [{"name": "前制动片", "quantity": "1"}]


def test_9_10_never_more_goes_out_than_was_agreed_to(
    visit: Visit, pads: EstimateLine, peng: Staff
) -> None:
    with pytest.raises(Refused) as refusal:
        commands.issue_parts(visit, quantities={pads.pk: 20}, to="王强", by=peng, at=NOW)
    assert [r.field for r in refusal.value.reasons] == [f"quantity_{pads.pk}"]
    assert "最多再发 1套" in reasons(refusal)
    commands.issue_parts(visit, quantities={pads.pk: 10}, to="王强", by=peng, at=NOW)
    with pytest.raises(Refused):
        commands.issue_parts(visit, quantities={pads.pk: 10}, to="王强", by=peng, at=LATER)
    assert PartsIssue.objects.count() == 1


def test_what_comes_back_can_go_out_again(visit: Visit, pads: EstimateLine, peng: Staff) -> None:
    (issue,) = commands.issue_parts(visit, quantities={pads.pk: 10}, to="王强", by=peng, at=NOW)
    with pytest.raises(Refused) as refusal:
        commands.return_parts(visit, quantities={issue.pk: 20}, reason="发多了", by=peng, at=LATER)
    assert "最多退 1套" in reasons(refusal)
    commands.return_parts(visit, quantities={issue.pk: 10}, reason="型号不符", by=peng, at=LATER)
    assert queries.issued_not_returned(visit) == []
    assert [back.number for back in queries.returns_of(visit)] == ["TL20261123-001"]
    commands.issue_parts(visit, quantities={pads.pk: 10}, to="王强", by=peng, at=LATER)
    assert len(queries.issued_not_returned(visit)) == 1


def test_one_look_tells_whether_something_waits_at_the_counter(
    visit: Visit, pads: EstimateLine, peng: Staff
) -> None:
    def waits() -> bool:
        return queries.has_parts_to_issue(visit)

    assert waits()
    (issue,) = commands.issue_parts(visit, quantities={pads.pk: 10}, to="王强", by=peng, at=NOW)
    assert not waits()
    commands.return_parts(visit, quantities={issue.pk: 5}, reason="多发", by=peng, at=NOW)
    assert waits()
    EstimateLine.objects.filter(pk=pads.pk).update(is_own_part=True, amount_fen=0)
    assert not waits()


def test_only_the_parts_keeper_hands_out(visit: Visit, pads: EstimateLine, wang: Staff) -> None:
    with pytest.raises(Refused) as refusal:
        commands.issue_parts(visit, quantities={pads.pk: 10}, to="王强", by=wang, at=NOW)
    assert "发料由配件员办理" in reasons(refusal)


def test_a_part_of_another_car_does_not_go_out_here(
    visit: Visit, pads: EstimateLine, li: Staff, peng: Staff, staff: dict[str, Staff]
) -> None:
    other = a_car_in_the_workshop(li, staff["sun"], AT, plate="沪B54321")
    with pytest.raises(Refused) as refusal:
        commands.issue_parts(other, quantities={pads.pk: 10}, to="王强", by=peng, at=NOW)
    assert "只能发客户已同意" in reasons(refusal)


# -- progress ------------------------------------------------------------------------------------


def test_10_2_the_answer_is_kept_with_who_gave_it(visit: Visit, li: Staff) -> None:
    commands.ask_progress(
        visit, expected_finish_at=FINISH, is_abnormal=False, answered_by="孙师傅", by=li, at=NOW
    )
    answer = queries.progress_of(visit)
    assert answer is not None
    assert (answer.expected_finish_at, answer.answered_by) == (FINISH, "孙师傅")
    entry = journal.entries_of(visit.matter)[-1]
    assert {piece.proof: piece.words for piece in entry.evidence.all()} == {
        Proof.ANSWER.value: "11-23 13:30 完工，无异常",
        Proof.PERSON_ASKED.value: "孙师傅",
    }


def test_10_3_an_anomaly_asks_for_a_measure_at_once(visit: Visit, li: Staff) -> None:
    with pytest.raises(Refused) as refusal:
        commands.ask_progress(
            visit, expected_finish_at=LATE, is_abnormal=True, answered_by="孙师傅", by=li, at=NOW
        )
    assert [(r.clause, r.field) for r in refusal.value.reasons] == [("10.2", "text")]
    commands.ask_progress(
        visit, expected_finish_at=LATE, is_abnormal=True, text="螺栓锈死", answered_by="孙师傅",
        by=li, at=NOW,
    )  # fmt: skip
    due = Duty.objects.get(clause="10.3", is_prompt=False)
    assert (due.due_at, due.met_at) == (utc("2026-11-23 10:15"), None)
    commands.take_measure(
        visit, measure="调钣喷组协助", owner="孙师傅", effect="仍能按时", by=li,
        at=clock("2026-11-23 10:05"),
    )  # fmt: skip
    due.refresh_from_db()
    assert due.met_at == utc("2026-11-23 10:05")
    (anomaly,) = queries.anomalies_of(visit)
    assert [measure.owner for measure in anomaly.measures.all()] == ["孙师傅"]


def test_10_3_a_measure_is_taken_against_something(visit: Visit, li: Staff) -> None:
    with pytest.raises(Refused) as refusal:
        commands.take_measure(
            visit, measure="加人", owner="孙师傅", effect="仍能按时", by=li, at=NOW
        )
    assert refusal.value.reasons[0].mend is Event.ANOMALY_FOUND


def test_10_3_the_workshop_may_say_so_itself(visit: Visit, wang: Staff) -> None:
    commands.note_anomaly(visit, text="配件发错", by=wang, at=NOW)
    assert [anomaly.text for anomaly in queries.anomalies_of(visit)] == ["配件发错"]


def test_11_8_a_delay_is_told_first_and_then_the_new_hour_is_promised(
    visit: Visit, li: Staff
) -> None:
    commands.tell_delay(
        visit, reason="螺栓锈死", person_told="陈静", promised_at=LATE, by=li, at=NOW,
        ticked=["11.8"],
    )  # fmt: skip
    visit.refresh_from_db()
    assert visit.promised_at == LATE
    assert [entry.what for entry in journal.entries_of(visit.matter)][-2:] == [
        Event.DELAY_TOLD,
        Event.DELIVERY_PROMISED,
    ]


def test_11_8_an_hour_that_is_no_later_is_no_delay(visit: Visit, li: Staff) -> None:
    with pytest.raises(Refused) as refusal:
        commands.tell_delay(
            visit, reason="螺栓锈死", person_told="陈静", promised_at=clock("2026-11-23 10:30"),
            by=li, at=NOW,
        )  # fmt: skip
    assert [(r.clause, r.field) for r in refusal.value.reasons] == [("11.8", "promised_at")]
    assert journal.last_entry(visit.matter, Event.DELAY_TOLD) is None


def test_11_8_an_hour_that_can_not_be_kept_leaves_nothing_behind(visit: Visit, li: Staff) -> None:
    with pytest.raises(Refused) as refusal:
        commands.tell_delay(
            visit, reason="螺栓锈死", person_told="陈静", promised_at=clock("2026-11-23 20:00"),
            by=li, at=NOW,
        )  # fmt: skip
    assert "不营业" in reasons(refusal)
    assert journal.last_entry(visit.matter, Event.DELAY_TOLD) is None


# -- the end of the work -------------------------------------------------------------------------


def test_the_three_inspections_end_the_repair(
    visit: Visit, wang: Staff, staff: dict[str, Staff]
) -> None:
    repaired(visit, wang, staff["sun"], NOW)
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.FINISHED
    inspection = queries.inspection_of(visit)
    assert inspection is not None
    assert (inspection.passed, inspection.self_by, inspection.by) == (True, wang, staff["sun"])


def test_work_that_was_not_started_is_not_finished(visit: Visit, wang: Staff) -> None:
    with pytest.raises(Refused) as refusal:
        commands.finish_work(visit, by=wang, at=NOW)
    assert refusal.value.reasons[0].mend is Event.WORK_STARTED


def test_what_is_not_finished_is_not_inspected(
    visit: Visit, wang: Staff, staff: dict[str, Staff]
) -> None:
    sun = staff["sun"]
    with pytest.raises(Refused):
        commands.fail_inspection(visit, failed="异响仍在", by=sun, at=NOW)
    with pytest.raises(Refused) as refusal:
        commands.pass_inspection(visit, self_by=wang, no_peer_because="一人", by=sun, at=NOW)
    assert refusal.value.reasons[0].mend is Event.WORK_FINISHED


def test_11_1_after_a_failed_inspection_the_work_is_finished_anew(
    visit: Visit, wang: Staff, staff: dict[str, Staff]
) -> None:
    sun = staff["sun"]
    commands.start_work(visit, by=wang, at=NOW)
    commands.finish_work(visit, by=wang, at=NOW)
    commands.fail_inspection(visit, failed="异响仍在", by=sun, at=NOW)
    with pytest.raises(Refused):
        commands.pass_inspection(visit, self_by=wang, no_peer_because="一人", by=sun, at=LATER)
    commands.finish_work(visit, by=wang, at=LATER)
    commands.pass_inspection(visit, self_by=wang, no_peer_because="一人", by=sun, at=LATER)
    assert list(FinalInspection.objects.values_list("passed", flat=True)) == [False, True]


def test_a_supplement_after_the_end_of_the_work_opens_the_work_again(
    visit: Visit, wang: Staff, li: Staff, staff: dict[str, Staff]
) -> None:
    commands.start_work(visit, by=wang, at=NOW)
    commands.finish_work(visit, by=wang, at=NOW)
    dropped(reported(visit, wang, NOW), li, NOW)
    with pytest.raises(Refused):
        commands.pass_inspection(
            visit, self_by=wang, no_peer_because="一人", by=staff["sun"], at=LATER
        )


@pytest.mark.parametrize(
    ("who", "no_peer", "field"),
    [("sun", "一人当班", "self_by"), ("wang", " ", "peer_by")],
    ids=["his own work", "no peer, no reason"],
)
def test_who_may_not_inspect(
    visit: Visit, wang: Staff, staff: dict[str, Staff], who: str, no_peer: str, field: str
) -> None:
    commands.start_work(visit, by=wang, at=NOW)
    commands.finish_work(visit, by=wang, at=NOW)
    with pytest.raises(Refused) as refusal:
        commands.pass_inspection(
            visit, self_by=staff[who], no_peer_because=no_peer, by=staff["sun"], at=LATER
        )
    assert [reason.field for reason in refusal.value.reasons] == [field]


def test_the_database_lets_nobody_pass_his_own_work(visit: Visit, wang: Staff) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FinalInspection.objects.create(
            visit=visit, passed=True, self_by=wang, no_peer_because="一人", by=wang,
            needs_certificate=False, at=NOW,
        )  # fmt: skip


def test_a_heavy_repair_leaves_with_a_certificate(
    visit: Visit, wang: Staff, staff: dict[str, Staff]
) -> None:
    order = order_of(visit)
    assert order is not None
    order.category = "second_maintenance"
    order.save(update_fields=["category"])
    commands.start_work(visit, by=wang, at=NOW)
    commands.finish_work(visit, by=wang, at=NOW)
    with pytest.raises(Refused) as refusal:
        commands.pass_inspection(
            visit, self_by=wang, no_peer_because="一人", by=staff["sun"], at=LATER
        )
    assert [reason.field for reason in refusal.value.reasons] == ["certificate_no"]
    commands.pass_inspection(
        visit, self_by=wang, no_peer_because="一人", certificate_no="沪-0001234",
        by=staff["sun"], at=LATER,
    )  # fmt: skip


def test_an_advisor_does_not_inspect(visit: Visit, wang: Staff, li: Staff) -> None:
    with pytest.raises(Refused) as refusal:
        commands.pass_inspection(visit, self_by=wang, no_peer_because="一人", by=li, at=NOW)
    assert "竣工检验合格由车间主管、技术员办理" in reasons(refusal)


# -- papers --------------------------------------------------------------------------------------


def test_11_3_the_papers_to_collect_are_those_that_were_written(
    visit: Visit, pads: EstimateLine, wang: Staff, li: Staff, peng: Staff
) -> None:
    (issue,) = commands.issue_parts(visit, quantities={pads.pk: 10}, to="王强", by=peng, at=NOW)
    commands.return_parts(visit, quantities={issue.pk: 10}, reason="型号不符", by=peng, at=NOW)
    done(agreed(reported(visit, wang, NOW), li, NOW, promised_at=LATE), li, wang, LATER)
    dropped(reported(visit, wang, LATER), li, LATER)
    assert queries.expected_papers(visit) == [
        "派工单（施工记录）",
        "领料单 LL20261123-001",
        "退料单 TL20261123-001",
        "增项单 W20261123-001-A1",
        "竣工检验记录",
    ]
    assert len(queries.expected_papers(visit, "en")) == 5


def test_10_3_an_end_after_the_promised_hour_is_no_normal_answer(visit: Visit, li: Staff) -> None:
    visit.refresh_from_db()
    promised = visit.promised_at
    assert promised is not None
    answer: dict[str, Any] = {
        "is_abnormal": False, "answered_by": "孙师傅", "by": li, "at": NOW,
    }  # fmt: skip
    with pytest.raises(Refused) as late:
        commands.ask_progress(visit, expected_finish_at=promised + timedelta(minutes=1), **answer)
    assert [(r.clause, r.field) for r in late.value.reasons] == [("10.3", "is_abnormal")]
    with pytest.raises(Refused) as before:
        commands.ask_progress(visit, expected_finish_at=NOW - timedelta(minutes=1), **answer)
    assert [r.field for r in before.value.reasons] == ["expected_finish_at"]
    commands.ask_progress(visit, expected_finish_at=promised, **answer)


def test_nothing_is_recorded_twice_where_an_act_fails(visit: Visit, li: Staff) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused):
        commands.ask_progress(
            visit, expected_finish_at=LATE, is_abnormal=False, answered_by=" ", by=li, at=NOW
        )
    assert Entry.objects.count() == before
    assert not ProgressAnswer.objects.exists()
