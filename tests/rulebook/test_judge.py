"""The judge: every reason, its clause and what mends it; what was met, missed, pointless."""

from datetime import timedelta

from jieche.rulebook import book, judge
from jieche.rulebook.case import Case, Happened
from jieche.rulebook.path import PATHS
from jieche.rulebook.rights import MAY
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Kind, Proof, Role, Stage
from tests.articles.cast import EVERYBODY, SHOP, a_booking, a_visit, clock, owed, the_one


def reasons(story_event: E, roles: tuple[Role, ...] = EVERYBODY) -> list[judge.Refusal]:
    """Return why ``story_event`` is refused on a car just greeted."""
    return judge.refusals(story_event, roles, a_visit().until(E.CUSTOMER_GREETED).case)


def test_a_wrong_stage_a_wrong_person_and_a_missing_step_are_three_reasons() -> None:
    found = reasons(E.TAKEN_INTO_WORKSHOP, (Role.ADVISOR,))
    assert found[0].zh == "现在是“已迎接”，不能“车间接车”"
    assert found[1].zh == "车间接车由车间主管办理"
    assert found[1].clause == "8.7"
    assert ("P.3", E.WALKED_AROUND) in [(r.clause, r.mend) for r in found[2:]]


def test_a_reason_speaks_both_languages() -> None:
    missing = reasons(E.CONSENT_GIVEN)[-1]
    assert missing.text("zh-hans") == "须先：问明来意"
    assert missing.text("en") == "First: Ask the purpose"


def test_a_step_that_was_done_but_is_too_old_is_asked_for_again() -> None:
    day = a_visit().until(E.ORDER_SHOWN).then(E.ESTIMATE_MADE)
    (stale,) = judge.refusals(E.ORDER_SIGNED, EVERYBODY, day.case)
    assert (stale.zh, stale.en) == ("须重新：请客户过目", "Again: Show the order")


def test_what_mends_two_clauses_is_named_once() -> None:
    found = reasons(E.RELEASED)
    assert len({reason.zh for reason in found}) == len(found)


def test_who_did_the_last_thing_is_named_where_the_stage_is_wrong() -> None:
    case = a_visit().until(E.CUSTOMER_GREETED).case
    last = case.history[-1]
    told = (*case.history[:-1], Happened(last.event, last.at, None, "李雯"))
    found = judge.refusals(E.RELEASED, EVERYBODY, Case(case.kind, case.stage, told))
    assert found[0].zh == "现在是“已迎接”（李雯：已迎接客户），不能“放行出厂”"


def test_the_book_wins_over_the_table_of_rights() -> None:
    only = judge.only_for(E.RELEASED)
    assert only is not None
    assert judge.allowed_roles(E.RELEASED) == only[1].roles == (Role.GATE,)
    assert judge.allowed_roles(E.CUSTOMER_GREETED) == MAY[E.CUSTOMER_GREETED]


def test_a_missing_proof_names_its_field() -> None:
    (missing,) = judge.missing_proofs(E.FEE_WAIVED, ())
    assert (missing.clause, missing.field) == ("3.5", "reason")
    assert missing.zh == "诊断费已免，须有理由"
    assert judge.missing_proofs(E.FEE_WAIVED, (Proof.REASON,)) == []


def test_the_clauses_that_speak_of_an_event_stand_in_the_order_of_the_book() -> None:
    numbers = [clause.number for clause in judge.speaking_of(E.ORDER_SHOWN)]
    assert numbers == ["1.9", "2.5", "3.1", "4.3", "4.5", "4.6", "5.1"]
    assert [clause.number for clause in judge.speaking_of(E.FILE_SET_UP)] == ["13.1"]


def test_what_became_pointless_before_it_was_due_was_not_missed() -> None:
    day = a_visit().until(E.VEHICLE_ARRIVED)
    case = day.case
    due = the_one(day, "1.1").due_at
    for at, missed in ((due, 0), (due + timedelta(seconds=1), 1)):
        gone = Case(case.kind, Stage.LEFT, (*case.history, Happened(E.VEHICLE_LEFT, at)))
        assert len([one for one in judge.owed(gone, SHOP) if one.clause == "1.1"]) == missed


def test_what_became_pointless_after_it_was_due_was_missed() -> None:
    missed = (
        a_booking("2026-11-26 14:00")
        .until(E.BOOKING_MADE)
        .then(E.BOOKING_MISSED, "2026-11-26 15:00")
    )
    one = the_one(missed, "16.8")
    assert one.moot
    assert one.met_at is None


def test_an_act_held_against_the_window_of_its_own_time_shows_that_window() -> None:
    asked = a_visit().until(E.PROGRESS_ASKED)
    before = the_one(asked, "10.1")
    after = the_one(asked.then(E.DELIVERY_PROMISED, "15:36", agreed="2026-11-25 17:00"), "10.1")
    assert (before.opens_at, before.due_at) == (after.opens_at, after.due_at)


def test_who_owes_it_is_who_may_do_it() -> None:
    assert the_one(a_visit().until(E.CUSTOMER_RETURNED), "12.10").roles == (Role.GATE,)


def test_a_duty_runs_from_what_set_it_off() -> None:
    one = owed(a_visit().until(E.VEHICLE_ARRIVED), "1.1")[0]
    assert (one.since, one.opens_at) == (clock("10:00"), clock("10:00"))


def test_what_may_still_come_is_found_along_the_path() -> None:
    assert E.RELEASED in judge.still_possible(Kind.VISIT, Stage.ARRIVED)
    assert E.CUSTOMER_GREETED not in judge.still_possible(Kind.VISIT, Stage.SIGNED)
    assert judge.still_possible(Kind.VISIT, Stage.LEFT) == frozenset()


def test_every_stage_of_a_course_can_be_reached() -> None:
    for kind, course in PATHS.items():
        stages = {stage for stage, _ in course} | set(course.values())
        seen, todo = {Stage.NEW}, [Stage.NEW]
        while todo:
            here = todo.pop()
            for (stage, _), to in course.items():
                if stage == here and to not in seen:
                    seen.add(to)
                    todo.append(to)
        assert seen == stages, kind


def test_a_sentence_is_back_in_its_place_after_a_while_without_it() -> None:
    before = book.clauses()
    with book.without(before[0].sentences[0]):
        assert book.clauses() != before
    assert book.clauses() == before


def test_a_step_that_lies_ahead_names_the_one_that_leads_there() -> None:
    said = [(r.zh, r.mend) for r in reasons(E.CONSENT_GIVEN)]
    assert said == [
        ("现在是“已迎接”，不能“征得客户同意”", None),
        ("须先：问明来意", E.PURPOSE_STATED),
    ]
    assert judge.step_towards(E.RELEASED, Kind.VISIT, Stage.SETTLED) is None
    assert judge.step_towards(E.RELEASED, Kind.VISIT, Stage.TOLD) is E.CUSTOMER_RETURNED


def test_a_step_that_lies_behind_has_no_way_back() -> None:
    gone = a_visit().until(E.TAKEN_INTO_WORKSHOP).case
    assert [r.mend for r in judge.refusals(E.CUSTOMER_GREETED, EVERYBODY, gone)] == [None]
