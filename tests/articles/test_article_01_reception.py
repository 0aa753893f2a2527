"""Article 1: receiving the customer."""

from jieche.rulebook import judge
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof
from tests.articles.cast import (
    a_call,
    a_diagnosed_visit,
    a_visit,
    kept,
    lacks,
    may,
    refused,
    said,
    the_one,
)


def test_1_1_the_customer_is_greeted_within_the_shops_limit() -> None:
    day = a_visit().until(E.VEHICLE_ARRIVED)
    assert f"{the_one(day, '1.1').due_at:%H:%M}" == "10:02"
    assert kept(the_one(day.then(E.CUSTOMER_GREETED, "10:02"), "1.1"))
    assert not kept(the_one(day.then(E.CUSTOMER_GREETED, "10:02:01"), "1.1"))


def test_1_1_a_visitor_on_foot_is_greeted_as_soon() -> None:
    day = a_visit().then(E.CUSTOMER_CAME, "10:00")
    assert f"{the_one(day, '1.1').due_at:%H:%M}" == "10:02"


def test_1_1_who_comes_before_opening_is_greeted_when_the_doors_open() -> None:
    day = a_visit().then(E.VEHICLE_ARRIVED, "07:30")
    assert f"{the_one(day, '1.1').due_at:%H:%M}" == "08:02"


def test_1_2_the_greeting_bids_welcome_and_names_the_advisor() -> None:
    assert said(E.CUSTOMER_GREETED, "1.2") == ("您好，欢迎光临！我是接待员李雯，很高兴为您服务。")
    assert "welcome" in said(E.CUSTOMER_GREETED, "1.2", "en")


def test_1_3_the_bay_is_noted_with_the_greeting() -> None:
    assert lacks(E.CUSTOMER_GREETED, Proof.BAY) == ["1.3"]


def test_1_3_a_car_that_makes_room_is_noted_with_its_new_bay() -> None:
    assert lacks(E.BAY_CHANGED, Proof.BAY) == ["1.3"]
    assert may(a_visit().until(E.ORDER_SIGNED), E.BAY_CHANGED)
    assert not may(a_visit().until(E.TAKEN_INTO_WORKSHOP), E.BAY_CHANGED)


def test_1_4_nothing_goes_on_before_the_purpose_is_known() -> None:
    day = a_visit().until(E.CUSTOMER_GREETED)
    for act in (E.CONSENT_GIVEN, E.ENQUIRY_ANSWERED, E.BOOKING_AGREED, E.ORDER_DECLINED):
        assert refused(day, act) == ["1.4"]
        assert refused(day.then(E.PURPOSE_STATED), act) == []


def test_1_5_an_enquiry_closes_with_its_answer() -> None:
    assert lacks(E.ENQUIRY_ANSWERED, Proof.ANSWER) == ["1.5"]
    assert said(E.ENQUIRY_ANSWERED, "1.5") == "请走好，欢迎再来！"


def test_1_6_nothing_is_diagnosed_or_priced_without_consent() -> None:
    day = a_diagnosed_visit().leaving_out(E.CONSENT_GIVEN)
    assert refused(day.short_of(E.DIAGNOSIS_STARTED), E.DIAGNOSIS_STARTED) == ["1.6"]
    assert refused(day.short_of(E.ESTIMATE_MADE), E.ESTIMATE_MADE) == ["1.6"]


def test_1_7_no_price_before_the_diagnosis_has_ended() -> None:
    day = a_diagnosed_visit()
    assert "1.7" in refused(day.until(E.DIAGNOSIS_STARTED), E.ESTIMATE_MADE)
    assert "1.7" not in refused(day.until(E.DIAGNOSIS_ENDED), E.ESTIMATE_MADE)
    again = day.until(E.DIAGNOSIS_TOLD).then(E.DIAGNOSIS_STARTED)
    assert "1.7" in refused(again, E.ESTIMATE_MADE)


def test_1_7_a_car_that_needs_no_diagnosis_is_priced_at_once() -> None:
    assert may(a_visit().until(E.CONSENT_GIVEN), E.ESTIMATE_MADE)


def test_1_8_the_express_path_says_why() -> None:
    assert lacks(E.EXPRESS_ASKED, Proof.REASON) == ["1.8"]


def test_1_8_the_express_path_leaves_no_need_out() -> None:
    day = a_visit().until(E.CONSENT_GIVEN).then(E.EXPRESS_ASKED)
    assert refused(day, E.ORDER_SHOWN) == ["3.1", "3.1", "5.1"]
    assert refused(day, E.ORDER_SIGNED) == ["3.2"]


def test_1_9_a_new_customer_is_told_of_the_services() -> None:
    day = a_visit().short_of(E.ORDER_SHOWN)
    assert may(day, E.ORDER_SHOWN)
    first = day.then(E.NEW_CUSTOMER_MET)
    assert refused(first, E.ORDER_SHOWN) == ["1.9"]
    assert may(first.then(E.SERVICES_EXPLAINED), E.ORDER_SHOWN)
    assert "第一次" in said(E.SERVICES_EXPLAINED, "1.9")


def test_1_10_a_booking_has_a_definite_time_to_remember() -> None:
    assert lacks(E.BOOKING_AGREED, Proof.AGREED_HOUR) == ["1.10"]
    assert "请记住预约时间" in said(E.BOOKING_AGREED, "1.10")
    assert may(a_call().short_of(E.BOOKING_AGREED), E.BOOKING_AGREED)


def test_1_11_tea_is_served_with_the_words() -> None:
    assert said(E.TEA_SERVED, "1.11") == "请用茶。"
    assert [clause.number for clause, _ in judge.prompts_after(E.CUSTOMER_SEATED)] == ["1.11"]
