"""Supplements by their commands: two on one car, a clear answer, the sheet, the signature."""

import json
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from jieche.estimate import queries as estimate
from jieche.estimate.pricing import Draft
from jieche.journal import queries as journal
from jieche.journal.door import Refused, Signature
from jieche.journal.models import Duty, Entry
from jieche.papers.sums import disagreements
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import Team
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.workshop import commands, queries, sheets
from jieche.workshop.models import PartsIssue, Supplement
from jieche.workshop.words import Channel, Reached
from tests.support.cast import clock, utc
from tests.support.story_estimate import STROKES
from tests.support.story_repair import (
    DAMPER,
    WIPERS,
    a_car_in_the_workshop,
    agreed,
    asked,
    done,
    dropped,
    refused,
    reported,
)

AT = clock("2026-11-23 09:00")
FOUND = clock("2026-11-23 10:00")
ASKED = clock("2026-11-23 10:05")
SAID = clock("2026-11-23 10:10")
LATE = clock("2026-11-23 17:30")
INK = Signature("陈静", "taker", STROKES)


@pytest.fixture
def visit(li: Staff, staff: dict[str, Staff]) -> Visit:
    return a_car_in_the_workshop(li, staff["sun"], AT)


@pytest.fixture
def wang(staff: dict[str, Staff]) -> Staff:
    return staff["wang"]


def reasons(refused: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(reason.zh for reason in refused.value.reasons)


def stage(supplement: Supplement) -> Stage:
    supplement.matter.refresh_from_db()
    return supplement.matter.stands_at


# -- reporting -----------------------------------------------------------------------------------


def test_a_supplement_is_a_matter_of_its_own_with_its_lines(visit: Visit, wang: Staff) -> None:
    found = reported(visit, wang, FOUND)
    assert (found.sheet, found.number) == (1, "W20261123-001-A1")
    assert found.item == "更换右前减振器、前减振器总成"
    assert stage(found) is Stage.FOUND
    assert found.matter.parent_id == visit.matter_id
    assert estimate.totals(order_of(visit), 1).total_fen == 12000 + 62000
    assert estimate.totals(order_of(visit)).total_fen == 18000 + 42800  # not agreed to yet
    assert found.get_absolute_url() == f"/visits/{visit.pk}/?step=repair#supplement-{found.pk}"


@pytest.mark.parametrize(
    ("reason", "is_safety", "warning", "field"),
    [("", False, "", "technical_reason"), ("渗油", True, " ", "warning")],
    ids=["9.7 no reason", "9.8 no warning"],
)
def test_9_7_and_9_8_what_has_to_be_said_is_asked_for(
    visit: Visit, wang: Staff, reason: str, is_safety: bool, warning: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        commands.report_supplement(
            visit, lines=DAMPER, technical_reason=reason, is_safety=is_safety, warning=warning,
            added_minutes=30, by=wang, at=FOUND,
        )  # fmt: skip
    assert [reason.field for reason in refusal.value.reasons] == [field]
    assert not Supplement.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"technical_reason": ""}, {"is_safety": True, "warning": ""}, {"sheet": 0}]
)
def test_the_database_holds_what_a_supplement_must_say(
    visit: Visit, wang: Staff, wrong: dict[str, object]
) -> None:
    found = reported(visit, wang, FOUND)
    with pytest.raises(IntegrityError), transaction.atomic():
        Supplement.objects.filter(pk=found.pk).update(**wrong)


def test_lines_that_say_too_little_leave_nothing_behind(visit: Visit, wang: Staff) -> None:
    nameless = Draft(kind=DAMPER[0].kind, name="", system=DAMPER[0].system, hours_tenths=10)
    with pytest.raises(Refused) as refusal:
        reported(visit, wang, FOUND, lines=[nameless])
    assert "写明项目或配件名称" in reasons(refusal)
    assert not Supplement.objects.exists()
    assert queries.next_sheet(visit) == 1


def test_no_supplement_is_reported_on_a_car_that_is_not_in_the_workshop(
    visit: Visit, wang: Staff, staff: dict[str, Staff]
) -> None:
    commands.start_work(visit, by=wang, at=FOUND)
    commands.finish_work(visit, by=wang, at=FOUND)
    commands.pass_inspection(
        visit, self_by=wang, no_peer_because="一人当班", by=staff["sun"], at=FOUND
    )
    with pytest.raises(Refused) as refusal:
        reported(visit, wang, SAID)
    assert "不能“报增项”" in reasons(refusal)


# -- asking --------------------------------------------------------------------------------------


def test_9_1_each_of_two_supplements_has_its_own_clock(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    first = reported(visit, wang, FOUND)
    second = reported(visit, wang, clock("2026-11-23 10:20"), lines=WIPERS)
    asked(first, li, ASKED)
    due = {
        duty.matter_id: (duty.due_at, duty.met_at)
        for duty in Duty.objects.filter(clause="9.1", is_prompt=False)
    }
    assert due[first.matter_id] == (utc("2026-11-23 10:10"), utc("2026-11-23 10:05"))
    assert due[second.matter_id] == (utc("2026-11-23 10:30"), None)
    assert [(each.sheet, stage(each)) for each in queries.supplements_of(visit)] == [
        (1, Stage.ASKED),
        (2, Stage.FOUND),
    ]


def test_9_1_number_and_person_are_asked_for_together(visit: Visit, li: Staff, wang: Staff) -> None:
    found = reported(visit, wang, FOUND)
    with pytest.raises(Refused) as refusal:
        commands.ask_customer(
            found, channel=Channel.PHONE, number_called="", person_asked="",
            reached=Reached.SPOKE, by=li, at=ASKED,
        )  # fmt: skip
    assert {r.clause for r in refusal.value.reasons} == {"9.1"}
    assert len(refusal.value.reasons) == 2


def test_9_3_nobody_answered_is_asked_again_and_is_no_answer(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    found = asked(reported(visit, wang, FOUND), li, ASKED, Reached.NOBODY)
    for answer in (commands.agree_supplement, commands.refuse_supplement):
        with pytest.raises(Refused) as refusal:
            answer(found, answered_by="陈静", said="好", by=li, at=SAID)
        assert "须再征询" in reasons(refusal)
    asked(found, li, SAID, Reached.UNDECIDED)
    with pytest.raises(Refused):
        commands.agree_supplement(found, answered_by="陈静", said="好", stays=True, by=li, at=SAID)
    agreed(found, li, SAID)
    assert (found.calls, stage(found)) == (3, Stage.AGREED)


def test_the_workshop_does_not_ask_the_customer(visit: Visit, wang: Staff) -> None:
    found = reported(visit, wang, FOUND)
    with pytest.raises(Refused) as refusal:
        asked(found, wang, ASKED)
    assert "由接待员、业务主管办理" in reasons(refusal)


# -- agreeing ------------------------------------------------------------------------------------


def test_9_2_a_yes_comes_with_the_new_hour_and_the_sheet(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    visit.refresh_from_db()
    old = visit.promised_at
    found = agreed(reported(visit, wang, FOUND), li, ASKED, promised_at=LATE)
    visit.refresh_from_db()
    assert visit.promised_at == LATE
    entry = journal.last_entry(found.matter, Event.SUPPLEMENT_AGREED)
    assert entry is not None
    assert entry.agreed_for == LATE
    assert (found.made_out.number, found.made_out.old_promised_at) == ("W20261123-001-A1", old)
    assert estimate.totals(order_of(visit)).total_fen == 18000 + 42800 + 12000 + 62000
    promise = estimate.promise_of(visit)
    assert promise is not None
    assert (promise.why, promise.told_to) == (f"增项：{found.item}", "陈静")


def test_9_2_that_the_time_stays_is_said_by_name(visit: Visit, li: Staff, wang: Staff) -> None:
    visit.refresh_from_db()
    found = asked(reported(visit, wang, FOUND, added_minutes=0), li, ASKED)
    with pytest.raises(Refused) as refusal:
        commands.agree_supplement(found, answered_by="陈静", said="好", by=li, at=SAID)
    assert [(r.clause, r.field) for r in refusal.value.reasons] == [("9.2", "promised_at")]
    commands.agree_supplement(found, answered_by="陈静", said="好", stays=True, by=li, at=SAID)
    entry = journal.last_entry(found.matter, Event.SUPPLEMENT_AGREED)
    assert entry is not None
    assert entry.agreed_for == visit.promised_at
    assert found.made_out.new_promised_at is None


@pytest.mark.parametrize(
    ("hour", "stays", "words"),
    [
        (clock("2026-11-23 10:30"), False, "时间不能提前"),
        (LATE, True, "只选一样"),
        (clock("2026-11-23 23:00"), False, "不营业"),
    ],
    ids=["earlier", "both", "shut"],
)
def test_9_2_an_hour_that_makes_no_sense_is_refused(
    visit: Visit, li: Staff, wang: Staff, hour: datetime, stays: bool, words: str
) -> None:
    found = asked(reported(visit, wang, FOUND), li, ASKED)
    with pytest.raises(Refused) as refusal:
        commands.agree_supplement(
            found, answered_by="陈静", said="好", promised_at=hour, stays=stays, by=li, at=SAID
        )
    assert words in reasons(refusal)
    assert stage(found) is Stage.ASKED
    assert estimate.agreed_lines(order_of(visit))[-1].sheet == 0


# -- refusing ------------------------------------------------------------------------------------


def test_9_9_after_a_clear_no_nobody_asks_again_and_no_yes_is_written(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    found = refused(reported(visit, wang, FOUND), li, ASKED)
    with pytest.raises(Refused) as refusal:
        asked(found, li, SAID)
    assert "客户不同意" in reasons(refusal)
    with pytest.raises(Refused):
        commands.agree_supplement(found, answered_by="陈静", said="好", stays=True, by=li, at=SAID)
    assert [line.is_dropped for line in queries.lines_of_supplement(found)] == [True, True]


def test_9_8_a_no_counts_only_after_the_warning(visit: Visit, li: Staff, wang: Staff) -> None:
    found = reported(visit, wang, FOUND, warning="制动距离变长")
    asked(found, li, ASKED, Reached.NOBODY)
    with pytest.raises(Refused) as refusal:
        commands.warn_customer(found, by=li, at=ASKED)
    assert refusal.value.reasons[0].mend is Event.CUSTOMER_ASKED
    asked(found, li, ASKED)
    with pytest.raises(Refused) as refusal:
        commands.refuse_supplement(found, answered_by="陈静", by=li, at=SAID)
    assert [(r.clause, r.mend) for r in refusal.value.reasons] == [("9.8", Event.SAFETY_WARNED)]
    commands.warn_customer(found, by=li, at=SAID)
    commands.refuse_supplement(found, answered_by="陈静", by=li, at=SAID)
    assert stage(found) is Stage.REFUSED


def test_9_8_what_is_no_matter_of_safety_is_not_made_one(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    found = asked(reported(visit, wang, FOUND), li, ASKED)
    with pytest.raises(Refused):
        commands.warn_customer(found, by=li, at=SAID)


def test_9_8_a_refused_warning_stays_for_the_release_papers(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    dropped(reported(visit, wang, FOUND, warning="制动距离变长"), li, ASKED)
    dropped(reported(visit, wang, FOUND, lines=WIPERS), li, ASKED)
    (one,) = queries.safety_refusals(visit)
    assert (one.warning, one.refused_by) == ("制动距离变长", "陈静")
    assert one.refused_at == utc("2026-11-23 10:06")
    assert visit.vehicle is not None
    assert len(queries.declined_on([visit.vehicle])[visit.vehicle.pk]) == 2


def test_9_4_a_no_is_passed_on_with_person_and_time(visit: Visit, li: Staff, wang: Staff) -> None:
    found = refused(reported(visit, wang, FOUND), li, ASKED)
    told_at = clock("2026-11-23 10:07")
    commands.tell_workshop(found, person_told="孙师傅", told_at=told_at, by=li, at=SAID)
    entry = journal.last_entry(found.matter, Event.WORKSHOP_TOLD)
    assert entry is not None
    assert (entry.happened_at, entry.recorded_at) == (told_at, SAID)
    assert stage(found) is Stage.DROPPED


@pytest.mark.parametrize("hour", ["2026-11-23 10:05", "2026-11-23 10:11"])
def test_9_3_9_6_what_is_passed_on_comes_after_the_answer_and_not_later_than_now(
    visit: Visit, li: Staff, wang: Staff, hour: str
) -> None:
    no = refused(reported(visit, wang, FOUND), li, ASKED)  # answered at six past ten
    with pytest.raises(Refused) as wrong:
        commands.tell_workshop(no, person_told="孙师傅", told_at=clock(hour), by=li, at=SAID)
    assert [reason.field for reason in wrong.value.reasons] == ["told_at"]
    yes = agreed(reported(visit, wang, FOUND, lines=WIPERS), li, ASKED)
    with pytest.raises(Refused) as wrong:
        commands.deliver_sheet(yes, delivered_to="孙师傅", delivered_at=clock(hour), by=li, at=SAID)
    assert [reason.field for reason in wrong.value.reasons] == ["delivered_at"]


def test_9_3_told_in_the_minute_of_the_answer_it_is_told_in_time(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    """A time is typed to the minute: it is not before the answer that came seconds into it."""
    at = ASKED + timedelta(seconds=20)
    found = refused(reported(visit, wang, FOUND), li, at)
    said, now = clock("2026-11-23 10:06"), at + timedelta(seconds=90)
    commands.tell_workshop(found, person_told="孙师傅", told_at=said, by=li, at=now)
    duty = Duty.objects.get(
        matter=found.matter, clause="9.3", event=Event.WORKSHOP_TOLD.value, is_prompt=False
    )
    assert duty.met_at == at + timedelta(minutes=1)


# -- settling ------------------------------------------------------------------------------------


def test_p_4_the_visit_is_settled_with_the_last_of_them(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    first, second = reported(visit, wang, FOUND), reported(visit, wang, FOUND, lines=WIPERS)
    dropped(second, li, ASKED)
    commands.start_work(visit, by=wang, at=ASKED)
    with pytest.raises(Refused) as refusal:
        commands.finish_work(visit, by=wang, at=SAID)
    assert [(r.clause, r.mend) for r in refusal.value.reasons] == [
        ("P.4", Event.SUPPLEMENTS_SETTLED)
    ]
    agreed(first, li, SAID, promised_at=LATE)
    done(first, li, wang, clock("2026-11-23 10:20"))
    commands.finish_work(visit, by=wang, at=clock("2026-11-23 10:30"))
    assert Entry.objects.filter(event="supplements_settled").count() == 1
    assert not Entry.objects.filter(event="sheets_signed").exists()
    commands.sign_supplement(first, signature=INK, by=li, at=LATE)
    assert Entry.objects.filter(event="sheets_signed").count() == 1


def test_p_4_one_more_supplement_opens_it_again(visit: Visit, li: Staff, wang: Staff) -> None:
    dropped(reported(visit, wang, FOUND), li, ASKED)
    reported(visit, wang, SAID, lines=WIPERS)
    commands.start_work(visit, by=wang, at=SAID)
    with pytest.raises(Refused) as refusal:
        commands.finish_work(visit, by=wang, at=SAID)
    assert "须重新：了结增项" in reasons(refusal)


def test_9_5_with_only_refused_ones_no_signature_is_waited_for(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    dropped(reported(visit, wang, FOUND), li, ASKED)
    assert [e.what for e in journal.entries_of(visit.matter)][-2:] == [
        Event.SUPPLEMENTS_SETTLED,
        Event.SHEETS_SIGNED,
    ]


def test_9_5_only_a_manager_notes_a_refused_signature_and_it_ends_the_waiting(
    visit: Visit, li: Staff, wang: Staff, staff: dict[str, Staff]
) -> None:
    found = done(agreed(reported(visit, wang, FOUND), li, ASKED, promised_at=LATE), li, wang, SAID)
    with pytest.raises(Refused) as refusal:
        commands.record_signature_refused(found, reason="嫌贵", by=li, at=LATE)
    assert "记录拒签由" in reasons(refusal)
    commands.record_signature_refused(found, reason="嫌贵", by=staff["jing"], at=LATE)
    assert queries.unsigned_supplements(visit) == []
    assert journal.last_entry(visit.matter, Event.SHEETS_SIGNED) is not None


# -- the sheet -----------------------------------------------------------------------------------


def test_9_6_the_sheet_is_frozen_as_it_is_delivered_and_signed_as_it_was_frozen(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    found = agreed(reported(visit, wang, FOUND), li, ASKED, promised_at=LATE)
    commands.deliver_sheet(found, delivered_to="孙师傅", by=li, at=SAID)
    (paper,) = journal.documents_of(found.matter, "supplement")
    content = json.loads(paper.content)
    assert paper.number == content["number"] == "W20261123-001-A1"
    assert content["sheet"]["prices"]["total_fen"] == 74000
    assert content["sheet"]["added_hours"] == "1"
    assert content["sheet"]["promised_at"] == "2026-11-23 17:30"
    assert content["sheet"]["delivered_to"] == "孙师傅"
    assert disagreements(content) == []
    commands.sign_supplement(found, signature=INK, by=li, at=LATE)
    assert [s.words for s in journal.signatures_under(paper)] == ["陈静"]
    assert len(journal.documents_of(found.matter, "supplement")) == 1
    assert list(journal.breaks(li.shop)) == []


def test_9_5_signed_before_it_is_delivered_the_next_version_shows_the_signature(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    found = agreed(reported(visit, wang, FOUND), li, ASKED, promised_at=LATE)
    commands.sign_supplement(found, signature=INK, by=li, at=SAID)
    commands.deliver_sheet(found, delivered_to="孙师傅", by=li, at=SAID)
    newest, first = journal.documents_of(found.matter, "supplement")
    assert (first.version, newest.version) == (1, 2)
    assert json.loads(first.content)["sheet"]["signature"] is None
    box = json.loads(newest.content)["sheet"]["signature"]
    assert (box["name"], box["version"], box["sha16"]) == ("陈静", 1, first.sha256[:16])


def test_the_order_shows_every_supplement_the_refused_too(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    dropped(reported(visit, wang, FOUND, warning="制动距离变长"), li, ASKED)
    reported(visit, wang, SAID, lines=WIPERS)
    first, second = sheets.supplement_sections(visit)
    assert first["answer"] == {"zh": "不同意", "en": "refused"}
    assert (first["delivered_to"], first["prices"]["total_fen"]) == ("孙师傅", 74000)
    assert (second["answer"], second["asked_at"]) == (None, "")
    assert disagreements({"supplements": [first, second]}) == []


def test_9_6_work_starts_only_with_the_sheet_in_hand(visit: Visit, li: Staff, wang: Staff) -> None:
    found = agreed(reported(visit, wang, FOUND), li, ASKED)
    with pytest.raises(Refused) as refusal:
        commands.start_supplement(found, by=wang, at=SAID)
    assert Event.SHEET_DELIVERED in {r.mend for r in refusal.value.reasons}


def test_8_3_its_work_starts_only_with_a_team(
    visit: Visit, li: Staff, wang: Staff, staff: dict[str, Staff]
) -> None:
    """整单已有组，增项仍须说明归谁：单上写明，或由车间主管派。"""
    one, other = Team.objects.filter(shop=li.shop)[:2]
    found = agreed(reported(visit, wang, FOUND), li, ASKED)
    assert queries.teams_of(visit) == [one]
    with pytest.raises(Refused) as refusal:
        commands.deliver_sheet(found, delivered_to="孙师傅", team=other, by=li, at=SAID)
    assert [(r.clause, r.field) for r in refusal.value.reasons] == [("8.3", "team")]
    commands.deliver_sheet(found, delivered_to="孙师傅", by=li, at=SAID)
    with pytest.raises(Refused) as refusal:
        commands.start_supplement(found, by=wang, at=SAID)
    assert [(r.clause, r.mend) for r in refusal.value.reasons] == [("8.3", Event.TEAMS_ASSIGNED)]
    (line,) = [line for line in queries.work_of(visit) if line.sheet == found.sheet]
    commands.assign_teams(visit, lines={line: other}, by=staff["sun"], at=SAID)
    assert queries.teams_of(visit) == [one, other]
    commands.start_supplement(found, by=wang, at=SAID)
    second = agreed(reported(visit, wang, SAID, lines=WIPERS), li, SAID)
    with pytest.raises(Refused):  # two teams are on the car: which, the dispatcher says
        commands.deliver_sheet(second, delivered_to="孙师傅", team=one, by=li, at=LATE)


def test_8_3_the_team_on_the_car_is_given_it_with_the_sheet(
    visit: Visit, li: Staff, wang: Staff
) -> None:
    found = agreed(reported(visit, wang, FOUND), li, ASKED)
    commands.deliver_sheet(
        found, delivered_to="孙师傅", team=queries.team_of(visit), by=li, at=SAID
    )
    assert queries.without_team(found) == []
    commands.start_supplement(found, by=wang, at=SAID)


def test_9_10_no_part_goes_out_before_the_clear_yes(
    visit: Visit, li: Staff, wang: Staff, staff: dict[str, Staff]
) -> None:
    found = reported(visit, wang, FOUND)
    line = queries.lines_of_supplement(found)[1]
    peng = staff["peng"]
    with pytest.raises(Refused) as refusal:
        commands.issue_supplement_parts(
            found, quantities={line.pk: 10}, to="王强", by=peng, at=ASKED
        )
    assert "9.10" in {r.clause for r in refusal.value.reasons}
    with pytest.raises(Refused) as round_the_back:
        commands.issue_parts(visit, quantities={line.pk: 10}, to="王强", by=peng, at=ASKED)
    assert [r.clause for r in round_the_back.value.reasons] == ["9.10"]
    assert not PartsIssue.objects.exists()
    agreed(found, li, ASKED)
    commands.deliver_sheet(found, delivered_to="孙师傅", by=li, at=SAID)
    commands.issue_supplement_parts(found, quantities={line.pk: 10}, to="王强", by=peng, at=SAID)
    assert [issue.line_id for issue in queries.issues_of(visit)] == [line.pk]
