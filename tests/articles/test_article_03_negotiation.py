"""Article 3: negotiation."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role
from tests.articles.cast import (
    a_call,
    a_declined_visit,
    a_diagnosed_visit,
    a_visit,
    lacks,
    may,
    refused,
    said,
)


def test_3_1_no_order_is_shown_without_price_or_delivery_time() -> None:
    unpriced = a_visit().leaving_out(E.ESTIMATE_MADE).short_of(E.ORDER_SHOWN)
    assert refused(unpriced, E.ORDER_SHOWN) == ["3.1"]
    unpromised = a_visit().leaving_out(E.DELIVERY_PROMISED).short_of(E.ORDER_SHOWN)
    assert refused(unpromised, E.ORDER_SHOWN) == ["3.1"]


def test_3_1_other_wishes_are_named_even_where_there_are_none() -> None:
    assert lacks(E.ORDER_SHOWN, Proof.OTHER_WISHES) == ["3.1"]


def test_3_2_nobody_signs_what_he_has_not_read() -> None:
    day = a_visit().leaving_out(E.ORDER_SHOWN).short_of(E.ORDER_SIGNED)
    assert refused(day, E.ORDER_SIGNED) == ["3.2"]


def test_3_2_what_changed_after_reading_is_read_again() -> None:
    day = a_visit().until(E.ORDER_SHOWN)
    for change in (E.ESTIMATE_MADE, E.DELIVERY_PROMISED):
        assert refused(day.then(change), E.ORDER_SIGNED) == ["3.2"]
        assert may(day.then(change).then(E.ORDER_SHOWN), E.ORDER_SIGNED)


def test_3_3_the_order_is_signed_by_hand() -> None:
    assert lacks(E.ORDER_SIGNED, Proof.SIGNATURE) == ["3.3"]


def test_3_3_without_the_signature_no_workshop_and_no_part() -> None:
    day = a_visit().leaving_out(E.ORDER_SIGNED)
    assert refused(day.short_of(E.TAKEN_INTO_WORKSHOP), E.TAKEN_INTO_WORKSHOP) == ["3.3"]
    assert refused(day.short_of(E.PARTS_ISSUED), E.PARTS_ISSUED) == ["3.3"]


def test_3_3_a_reopened_order_is_signed_anew() -> None:
    day = a_visit().short_of(E.TAKEN_INTO_WORKSHOP).then(E.ORDER_REOPENED)
    assert refused(day, E.TAKEN_INTO_WORKSHOP) == ["3.3"]
    assert refused(day.then(E.ORDER_SIGNED), E.TAKEN_INTO_WORKSHOP) == []


def test_3_4_a_car_that_is_not_repaired_leaves_with_an_exit_notice() -> None:
    day = a_declined_visit().leaving_out(E.EXIT_NOTICE_ISSUED).short_of(E.VEHICLE_LEFT)
    assert refused(day, E.VEHICLE_LEFT) == ["3.4"]


def test_3_4_who_only_rang_up_or_walked_in_needs_none() -> None:
    assert may(a_call().short_of(E.CALL_ENDED), E.CALL_ENDED)
    on_foot = a_visit().then(E.CUSTOMER_CAME).then(E.CUSTOMER_GREETED).then(E.PURPOSE_STATED)
    assert may(on_foot.then(E.BOOKING_AGREED), E.VEHICLE_LEFT)


def test_3_5_the_fee_is_told_before_the_diagnosis() -> None:
    assert lacks(E.DIAGNOSIS_AGREED, Proof.FEE_TOLD) == ["3.5"]


def test_3_5_no_exit_notice_while_the_fee_is_open() -> None:
    day = a_declined_visit().leaving_out(E.FEE_PAID).short_of(E.EXIT_NOTICE_ISSUED)
    assert refused(day, E.EXIT_NOTICE_ISSUED) == ["3.5"]
    assert may(day.then(E.FEE_PAID), E.EXIT_NOTICE_ISSUED)
    assert may(day.then(E.FEE_WAIVED), E.EXIT_NOTICE_ISSUED)
    assert may(day.then(E.FEE_SET_OFF), E.EXIT_NOTICE_ISSUED)


def test_3_5_an_estimate_fee_that_was_told_is_paid_too() -> None:
    day = a_visit().until(E.ESTIMATE_MADE)
    assert may(day.then(E.ORDER_DECLINED), E.EXIT_NOTICE_ISSUED)
    told = day.then(E.FEE_TOLD).then(E.ORDER_DECLINED)
    assert refused(told, E.EXIT_NOTICE_ISSUED) == ["3.5"]
    assert may(told.then(E.FEE_PAID), E.EXIT_NOTICE_ISSUED)


def test_3_5_a_car_that_is_repaired_pays_the_fee_with_its_settlement() -> None:
    day = a_diagnosed_visit().until(E.SETTLEMENT_CLOSED)
    assert may(day, E.EXIT_NOTICE_ISSUED)


def test_3_5_only_a_manager_waives_the_fee_and_says_why() -> None:
    day = a_declined_visit().until(E.ORDER_DECLINED)
    assert refused(day, E.FEE_WAIVED, by=(Role.CASHIER, Role.ADVISOR)) == ["3.5"]
    assert may(day, E.FEE_WAIVED, by=(Role.RECEPTION_MANAGER,))
    assert may(day, E.FEE_WAIVED, by=(Role.SHOP_MANAGER,))
    assert lacks(E.FEE_WAIVED, Proof.REASON) == ["3.5"]


def test_3_6_who_does_not_stay_is_asked_why_and_seen_off_kindly() -> None:
    assert lacks(E.ORDER_DECLINED, Proof.REASON) == ["3.6"]
    assert said(E.VEHICLE_LEFT, "3.6") == "请走好，欢迎再来！"
