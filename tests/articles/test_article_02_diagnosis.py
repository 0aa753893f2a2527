"""Article 2: answering and diagnosis."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof
from tests.articles.cast import a_diagnosed_visit, a_visit, kept, lacks, may, refused, the_one


def test_2_1_the_purpose_comes_in_the_customers_own_words() -> None:
    assert lacks(E.PURPOSE_STATED, Proof.OWN_WORDS) == ["2.1"]


def test_2_2_the_customer_agrees_before_the_diagnosis_starts() -> None:
    day = a_diagnosed_visit().leaving_out(E.DIAGNOSIS_AGREED)
    assert refused(day.short_of(E.DIAGNOSIS_STARTED), E.DIAGNOSIS_STARTED) == ["2.2"]


def test_2_3_the_technician_comes_at_once() -> None:
    day = a_visit().until(E.CONSENT_GIVEN).then(E.TECHNICIAN_CALLED, "10:05")
    assert f"{the_one(day, '2.3').due_at:%H:%M}" == "10:10"
    assert kept(the_one(day.then(E.TECHNICIAN_CAME, "10:10"), "2.3"))
    assert not kept(the_one(day.then(E.TECHNICIAN_CAME, "10:11"), "2.3"))


def test_2_3_who_was_called_is_noted() -> None:
    assert lacks(E.TECHNICIAN_CALLED, Proof.PERSON_TOLD) == ["2.3"]


def test_2_4_the_report_is_made_as_soon_as_the_diagnosis_ends() -> None:
    day = a_diagnosed_visit().until(E.DIAGNOSIS_ENDED)
    assert f"{the_one(day, '2.4').due_at:%H:%M}" == "10:24"
    assert kept(the_one(day.then(E.DIAGNOSIS_REPORTED, "10:24"), "2.4"))
    assert not kept(the_one(day.then(E.DIAGNOSIS_REPORTED, "10:25"), "2.4"))


def test_2_4_no_price_before_the_report() -> None:
    day = a_diagnosed_visit().until(E.DIAGNOSIS_ENDED)
    assert refused(day, E.ESTIMATE_MADE) == ["2.4"]
    assert refused(day.then(E.DIAGNOSIS_REPORTED), E.ESTIMATE_MADE) == []


def test_2_4_a_second_diagnosis_wants_a_second_report() -> None:
    day = a_diagnosed_visit().until(E.DIAGNOSIS_TOLD)
    again = day.then(E.DIAGNOSIS_STARTED, "11:00").then(E.DIAGNOSIS_ENDED, "11:10")
    assert refused(again, E.ESTIMATE_MADE) == ["2.4"]


def test_2_5_only_a_report_that_is_there_can_be_handed_over() -> None:
    day = a_diagnosed_visit().until(E.DIAGNOSIS_ENDED)
    assert refused(day, E.DIAGNOSIS_TOLD) == ["2.5"]
    assert may(day.then(E.DIAGNOSIS_REPORTED), E.DIAGNOSIS_TOLD)
    again = a_diagnosed_visit().until(E.DIAGNOSIS_REPORTED).then(E.DIAGNOSIS_ENDED)
    assert refused(again, E.DIAGNOSIS_TOLD) == ["2.5"]


def test_2_5_no_order_is_shown_before_the_report_is_handed_over() -> None:
    day = a_diagnosed_visit().leaving_out(E.DIAGNOSIS_TOLD).short_of(E.ORDER_SHOWN)
    assert refused(day, E.ORDER_SHOWN) == ["2.5"]
    begun = a_visit().short_of(E.ORDER_SHOWN).then(E.DIAGNOSIS_STARTED)
    assert refused(begun, E.ORDER_SHOWN) == ["2.5"]
    assert may(a_visit().short_of(E.ORDER_SHOWN), E.ORDER_SHOWN)


def test_2_5_a_new_report_is_handed_over_anew() -> None:
    day = a_diagnosed_visit().short_of(E.ORDER_SHOWN).then(E.DIAGNOSIS_REPORTED)
    assert refused(day, E.ORDER_SHOWN) == ["2.5"]
