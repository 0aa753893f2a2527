"""Article 14: enquiries and complaints."""

from datetime import timedelta

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof
from tests.articles.cast import (
    SHOP,
    a_complaint,
    an_enquiry,
    kept,
    lacks,
    may,
    owed,
    refused,
    said,
    the_one,
)


def test_14_1_what_can_not_be_answered_on_the_spot_gets_an_hour() -> None:
    assert lacks(E.ANSWER_PROMISED, Proof.AGREED_HOUR) == ["14.1"]
    day = an_enquiry().until(E.ANSWER_PROMISED)
    assert f"{the_one(day, '14.1').due_at:%H:%M}" == "15:00"
    assert kept(the_one(day.then(E.ENQUIRY_ANSWERED, "15:00"), "14.1"))
    assert not kept(the_one(day.then(E.ENQUIRY_ANSWERED, "15:01"), "14.1"))


def test_14_1_a_second_hour_takes_the_place_of_the_first() -> None:
    day = an_enquiry().until(E.ANSWER_PROMISED)
    again = day.then(E.ANSWER_PROMISED, "14:00", agreed="17:00")
    assert f"{the_one(again, '14.1').due_at:%H:%M}" == "17:00"


def test_14_2_the_customer_hears_what_his_contact_is_kept_for() -> None:
    assert "更正或要求删除" in said(E.ENQUIRY_ANSWERED, "14.2")
    assert "deleted at any time" in said(E.ENQUIRY_ANSWERED, "14.2", "en")


def test_14_4_a_complaint_is_answered_at_once() -> None:
    day = a_complaint().until(E.COMPLAINT_REGISTERED)
    assert f"{the_one(day, '14.4').due_at:%H:%M}" == "09:10"
    assert kept(the_one(day.then(E.COMPLAINT_REPLIED, "09:10"), "14.4"))
    assert not kept(the_one(day.then(E.COMPLAINT_REPLIED, "09:11"), "14.4"))
    assert lacks(E.COMPLAINT_REPLIED, Proof.ANSWER) == ["14.4"]


def test_14_4_the_promise_of_a_reply_is_an_answer_too() -> None:
    day = a_complaint().until(E.COMPLAINT_REGISTERED)
    assert kept(the_one(day.then(E.REPLY_PROMISED, "09:10", agreed="16:00"), "14.4"))


def test_14_5_the_next_reply_has_an_hour_and_an_apology() -> None:
    assert lacks(E.REPLY_PROMISED, Proof.AGREED_HOUR) == ["14.5"]
    assert "非常抱歉" in said(E.REPLY_PROMISED, "14.5")


def test_14_5_the_promised_reply_is_kept_to_the_minute() -> None:
    day = a_complaint().until(E.REPLY_PROMISED)
    assert f"{the_one(day, '14.5').due_at:%H:%M}" == "16:00"
    assert kept(the_one(day.then(E.COMPLAINT_REPLIED, "16:00"), "14.5"))
    assert not kept(the_one(day.then(E.COMPLAINT_REPLIED, "16:01"), "14.5"))


def test_14_5_a_second_promise_has_an_hour_of_its_own() -> None:
    day = a_complaint().until(E.REPLY_PROMISED)
    again = day.then(E.REPLY_PROMISED, "15:00", agreed="2026-11-24 10:00")
    assert f"{the_one(again, '14.5').due_at:%m-%d %H:%M}" == "11-24 10:00"
    missed, open_still = owed(
        day.then(E.REPLY_PROMISED, "16:30", agreed="2026-11-24 10:00"), "14.5"
    )
    assert missed.moot
    assert not open_still.moot


def test_14_6_facts_come_before_any_judgement() -> None:
    assert lacks(E.FACTS_GATHERED, Proof.FACTS) == ["14.6"]
    day = a_complaint().leaving_out(E.FACTS_GATHERED).short_of(E.COMPLAINT_RESOLVED)
    assert refused(day, E.COMPLAINT_RESOLVED) == ["14.6"]
    assert may(day.then(E.FACTS_GATHERED), E.COMPLAINT_RESOLVED)


def test_14_7_the_talk_ends_with_thanks_and_a_promise() -> None:
    assert "感谢您的信任" in said(E.COMPLAINT_REGISTERED, "14.7")
    assert "satisfactory answer" in said(E.COMPLAINT_REGISTERED, "14.7", "en")


def test_14_8_a_complaint_closes_with_a_measure_and_a_result() -> None:
    assert lacks(E.COMPLAINT_RESOLVED, Proof.ACTION) == ["14.8"]
    assert lacks(E.COMPLAINT_RESOLVED, Proof.RESULT) == ["14.8"]
    day = a_complaint().leaving_out(E.COMPLAINT_RESOLVED).short_of(E.COMPLAINT_CLOSED)
    assert refused(day, E.COMPLAINT_CLOSED) == ["14.8"]


def test_14_8_a_complaint_is_brought_to_its_end_within_the_shops_days() -> None:
    promised = a_complaint().until(E.REPLY_PROMISED)  # one promise after another is no end
    registered = promised.case.history[0].at
    due = the_one(promised, "14.8").due_at
    assert due == SHOP.desk.add(registered, SHOP.minutes(Limit.COMPLAINT_CLOSE))
    day = a_complaint().until(E.COMPLAINT_REPLIED)
    assert the_one(day, "14.8").due_at == due
    closing = day.then(E.FACTS_GATHERED).then(E.COMPLAINT_RESOLVED)
    assert kept(the_one(closing.then(E.COMPLAINT_CLOSED, f"{due:%Y-%m-%d %H:%M}"), "14.8"))
    late = due + timedelta(minutes=1)
    assert not kept(the_one(closing.then(E.COMPLAINT_CLOSED, f"{late:%Y-%m-%d %H:%M}"), "14.8"))


def test_14_9_a_complaint_closes_with_the_customers_view_of_the_reply() -> None:
    assert lacks(E.COMPLAINT_CLOSED, Proof.SATISFACTION) == ["14.9"]
    day = a_complaint().leaving_out(E.COMPLAINT_REPLIED).short_of(E.COMPLAINT_CLOSED)
    assert refused(day, E.COMPLAINT_CLOSED) == ["14.9"]
    assert may(day.then(E.COMPLAINT_REPLIED), E.COMPLAINT_CLOSED)
