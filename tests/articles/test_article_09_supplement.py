"""Article 9: supplements. Each has a journal and clocks of its own."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role
from tests.articles.cast import (
    a_refused_supplement,
    a_supplement,
    a_visit,
    kept,
    lacks,
    may,
    owed,
    refused,
    said,
    the_one,
)


def test_9_1_the_customer_is_phoned_at_once() -> None:
    day = a_supplement().until(E.SUPPLEMENT_FOUND)
    assert f"{the_one(day, '9.1').due_at:%H:%M}" == "13:10"
    assert kept(the_one(day.then(E.CUSTOMER_ASKED, "13:10"), "9.1"))
    assert not kept(the_one(day.then(E.CUSTOMER_ASKED, "13:11"), "9.1"))


def test_9_1_asking_once_more_does_not_make_the_first_call_late() -> None:
    day = a_supplement().until(E.CUSTOMER_ASKED).then(E.CUSTOMER_ASKED, "14:30")
    assert kept(the_one(day, "9.1"))


def test_9_1_the_number_and_the_person_are_noted() -> None:
    assert lacks(E.CUSTOMER_ASKED, Proof.NUMBER_CALLED) == ["9.1"]
    assert lacks(E.CUSTOMER_ASKED, Proof.PERSON_ASKED) == ["9.1"]


def test_9_2_a_yes_comes_with_the_new_delivery_time() -> None:
    assert lacks(E.SUPPLEMENT_AGREED, Proof.AGREED_HOUR) == ["9.2"]
    assert "交车时间" in said(E.CUSTOMER_ASKED, "9.2")


def test_9_3_a_yes_is_passed_on_at_once_by_word_or_by_sheet() -> None:
    day = a_supplement().until(E.SUPPLEMENT_AGREED)
    assert f"{the_one(day, '9.3').due_at:%H:%M}" == "13:13"
    assert kept(the_one(day.then(E.WORKSHOP_TOLD, "13:13"), "9.3"))
    assert kept(the_one(day.then(E.SHEET_DELIVERED, "13:12"), "9.3"))
    assert not kept(the_one(day.then(E.WORKSHOP_TOLD, "13:14"), "9.3"))


def test_9_3_a_no_is_passed_on_as_fast() -> None:
    day = a_refused_supplement().until(E.SUPPLEMENT_REFUSED)
    assert f"{the_one(day, '9.3').due_at:%H:%M}" == "13:13"
    assert not kept(the_one(day.then(E.WORKSHOP_TOLD, "13:14"), "9.3"))


def test_9_4_who_was_told_in_the_workshop_is_noted() -> None:
    assert lacks(E.WORKSHOP_TOLD, Proof.PERSON_TOLD) == ["9.4"]


def test_9_5_no_sheet_before_the_customer_agreed() -> None:
    day = a_supplement().leaving_out(E.SUPPLEMENT_AGREED).short_of(E.SHEET_DELIVERED)
    assert refused(day, E.SHEET_DELIVERED) == ["9.5"]


def test_9_5_what_was_agreed_by_phone_is_signed_before_the_car_is_settled() -> None:
    day = a_visit().short_of(E.SETTLEMENT_CLOSED)
    assert may(day, E.SETTLEMENT_CLOSED)
    with_one = day.then(E.SUPPLEMENT_OPENED)
    assert refused(with_one, E.SETTLEMENT_CLOSED) == ["9.5"]
    signed = with_one.then(E.SHEETS_SIGNED)
    assert refused(signed, E.SETTLEMENT_CLOSED) == []
    assert refused(signed.then(E.SUPPLEMENT_OPENED), E.SETTLEMENT_CLOSED) == ["9.5"]


def test_9_5_the_sheet_is_signed_by_hand() -> None:
    assert lacks(E.SUPPLEMENT_SIGNED, Proof.SIGNATURE) == ["9.5"]


def test_9_5_only_a_manager_records_that_a_customer_will_not_sign() -> None:
    day = a_supplement().until(E.SUPPLEMENT_DONE)
    assert refused(day, E.SIGNATURE_REFUSED, by=(Role.ADVISOR,)) == ["9.5"]
    assert may(day, E.SIGNATURE_REFUSED, by=(Role.RECEPTION_MANAGER,))
    assert may(day, E.SIGNATURE_REFUSED, by=(Role.SHOP_MANAGER,))
    assert lacks(E.SIGNATURE_REFUSED, Proof.REASON) == ["9.5"]


def test_9_6_the_sheet_is_delivered_at_once_to_a_named_person() -> None:
    day = a_supplement().until(E.SUPPLEMENT_AGREED)
    assert f"{the_one(day, '9.6').due_at:%H:%M}" == "13:13"
    assert kept(the_one(day.then(E.SHEET_DELIVERED, "13:13"), "9.6"))
    assert not kept(the_one(day.then(E.SHEET_DELIVERED, "13:14"), "9.6"))
    assert lacks(E.SHEET_DELIVERED, Proof.PERSON_TOLD) == ["9.6"]


def test_9_6_no_work_before_the_sheet_is_there() -> None:
    day = a_supplement().leaving_out(E.SHEET_DELIVERED).short_of(E.SUPPLEMENT_STARTED)
    assert refused(day, E.SUPPLEMENT_STARTED) == ["9.6"]


def test_9_7_the_reason_is_explained_and_the_choice_left_to_the_customer() -> None:
    words = said(E.CUSTOMER_ASKED, "9.7")
    assert words.startswith("陈女士")
    assert "由您决定" in words


def test_9_8_a_no_to_a_safety_item_counts_only_after_the_warning() -> None:
    day = a_refused_supplement().short_of(E.SUPPLEMENT_REFUSED)
    assert may(day, E.SUPPLEMENT_REFUSED)
    grave = day.then(E.SAFETY_AT_STAKE)
    assert refused(grave, E.SUPPLEMENT_REFUSED) == ["9.8"]
    assert may(grave.then(E.SAFETY_WARNED), E.SUPPLEMENT_REFUSED)
    assert may(grave, E.SUPPLEMENT_AGREED)
    assert "行车安全" in said(E.SAFETY_WARNED, "9.8")


def test_9_9_after_a_clear_answer_the_customer_is_not_asked_again() -> None:
    assert may(a_supplement().until(E.CUSTOMER_ASKED), E.CUSTOMER_ASKED)
    assert not may(a_supplement().until(E.SUPPLEMENT_AGREED), E.CUSTOMER_ASKED)
    assert not may(a_refused_supplement().until(E.SUPPLEMENT_REFUSED), E.CUSTOMER_ASKED)
    assert not may(a_refused_supplement().until(E.WORKSHOP_TOLD), E.CUSTOMER_ASKED)
    assert refused(a_refused_supplement().until(E.SUPPLEMENT_REFUSED), E.CUSTOMER_ASKED) == ["9.9"]


def test_9_10_no_work_and_no_part_before_the_consent() -> None:
    day = a_supplement().leaving_out(E.SUPPLEMENT_AGREED)
    for act in (E.SUPPLEMENT_PARTS_ISSUED, E.SUPPLEMENT_STARTED):
        assert refused(day.short_of(act), act) == ["9.10"]


def test_9_10_one_supplement_agreed_says_nothing_of_another() -> None:
    assert not may(a_supplement().until(E.CUSTOMER_ASKED), E.SUPPLEMENT_STARTED)
    assert owed(a_supplement().until(E.CUSTOMER_ASKED), "9.6") == []
