"""The procedure of eight steps."""

from jieche.rulebook.path import VISIT, stage_after
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Kind
from tests.articles.cast import (
    a_call,
    a_visit,
    kept,
    owed,
    refused,
    the_one,
)

OUTCOMES = (E.ORDER_SIGNED, E.BOOKING_AGREED, E.ORDER_DECLINED, E.ENQUIRY_ANSWERED)


def test_p_2_an_intake_ends_one_way_the_same_day() -> None:
    car = the_one(a_visit().until(E.ORDER_SIGNED), "P.2")
    assert kept(car)
    assert f"{car.due_at:%m-%d %H:%M}" == "11-23 23:59"
    for other in (E.ENQUIRY_ANSWERED, E.BOOKING_AGREED, E.ORDER_DECLINED):
        assert kept(the_one(a_visit().until(E.PURPOSE_STATED).then(other), "P.2"))
    assert the_one(a_visit().until(E.CONSENT_GIVEN), "P.2").met_at is None


def test_p_2_a_visitor_on_foot_and_a_caller_get_their_answer_the_same_day() -> None:
    on_foot = a_visit().then(E.CUSTOMER_CAME).then(E.CUSTOMER_GREETED).then(E.PURPOSE_STATED)
    on_the_phone = a_call().until(E.PURPOSE_STATED)
    for came in (on_foot, on_the_phone):
        assert the_one(came, "P.2").met_at is None
        for outcome in OUTCOMES:
            assert kept(the_one(came.then(outcome), "P.2"))


def test_p_2_the_next_day_is_too_late() -> None:
    late = a_visit().until(E.PURPOSE_STATED).then(E.ENQUIRY_ANSWERED, "2026-11-24 08:00")
    assert not kept(the_one(late, "P.2"))


def test_p_2_no_visit_reaches_two_outcomes() -> None:
    for (_, outcome), reached in VISIT.items():
        if outcome in OUTCOMES:
            second = [e for e in OUTCOMES if stage_after(Kind.VISIT, reached, e) is not None]
            assert second == [], (outcome, second)


def test_p_3_no_car_enters_the_workshop_without_its_walk_around() -> None:
    day = a_visit().leaving_out(E.WALKED_AROUND)
    assert refused(day.short_of(E.TAKEN_INTO_WORKSHOP), E.TAKEN_INTO_WORKSHOP) == ["P.3"]
    assert refused(day.short_of(E.HAND_IN_COMPLETED), E.HAND_IN_COMPLETED) == ["P.3"]


def test_p_4_no_supplement_is_left_open_when_work_ends() -> None:
    day = a_visit().until(E.WORK_STARTED).then(E.SUPPLEMENT_OPENED)
    for end in (E.WORK_FINISHED, E.INSPECTION_PASSED):
        assert refused(day, end) == ["P.4"]
        assert refused(day.then(E.SUPPLEMENTS_SETTLED), end) == []
        again = day.then(E.SUPPLEMENTS_SETTLED).then(E.SUPPLEMENT_OPENED)
        assert refused(again, end) == ["P.4"]


def test_p_5_the_car_is_taken_over_before_anything_is_made_ready() -> None:
    day = a_visit().leaving_out(E.TAKEN_OVER)
    for act in (E.LAST_CLEANED, E.ITEMS_RETURNED, E.TOLD_TO_COLLECT):
        assert refused(day.short_of(act), act) == ["P.5"]


def test_p_6_the_collection_set_is_ready_when_the_customer_is_told() -> None:
    day = a_visit().leaving_out(E.DOCUMENTS_READY)
    assert refused(day.short_of(E.TOLD_TO_COLLECT), E.TOLD_TO_COLLECT) == ["P.6"]
    assert refused(day.short_of(E.SIX_HANDED_OVER), E.SIX_HANDED_OVER) == ["P.6"]


def test_p_7_first_the_car_is_shown_then_settled_then_released() -> None:
    unseen = a_visit().leaving_out(E.VEHICLE_VIEWED)
    assert refused(unseen.short_of(E.SETTLEMENT_PRESENTED), E.SETTLEMENT_PRESENTED) == ["P.7"]
    unsettled = a_visit().leaving_out(E.SETTLEMENT_CLOSED)
    assert refused(unsettled.short_of(E.RELEASED), E.RELEASED) == ["P.7"]


def test_p_8_every_release_owes_a_follow_up_without_anybody_noting_it() -> None:
    assert owed(a_visit().short_of(E.RELEASED), "15.2") == []
    assert the_one(a_visit().until(E.RELEASED), "15.2").event is E.FOLLOWED_UP
