"""Article 12: collection."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role
from tests.articles.cast import a_declined_visit, a_visit, kept, lacks, may, refused, said, the_one


def test_12_1_the_customer_is_received_before_the_car_is_shown() -> None:
    day = a_visit().leaving_out(E.CUSTOMER_RETURNED).short_of(E.VEHICLE_VIEWED)
    assert refused(day, E.VEHICLE_VIEWED) == ["12.1"]
    assert said(E.VEHICLE_VIEWED, "12.1").startswith("陈女士")


def test_12_2_the_cashier_offers_a_seat() -> None:
    assert "请坐" in said(E.SETTLEMENT_PRESENTED, "12.2")


def test_12_3_nobody_agrees_to_a_list_he_was_not_shown() -> None:
    day = a_visit().leaving_out(E.SETTLEMENT_PRESENTED).short_of(E.SETTLEMENT_AGREED)
    assert refused(day, E.SETTLEMENT_AGREED) == ["12.3"]
    assert lacks(E.SETTLEMENT_AGREED, Proof.SIGNATURE) == ["12.3"]


def test_12_3_a_changed_account_is_presented_anew() -> None:
    day = a_visit().until(E.SETTLEMENT_PRESENTED)
    assert refused(day.then(E.ACCOUNT_DRAWN), E.SETTLEMENT_AGREED) == ["12.3"]
    bargain = day.then(E.DISCOUNT_ASKED).then(E.DISCOUNT_DECIDED)
    assert refused(bargain, E.SETTLEMENT_AGREED) == ["12.3"]
    assert may(bargain.then(E.SETTLEMENT_PRESENTED), E.SETTLEMENT_AGREED)


def test_12_3_no_money_is_taken_before_the_signature() -> None:
    day = a_visit().leaving_out(E.SETTLEMENT_AGREED)
    for act in (E.PAYMENT_TAKEN, E.NOTHING_DUE):
        assert refused(day.short_of(E.PAYMENT_TAKEN), act) == ["12.3"]
    assert refused(day.short_of(E.SETTLEMENT_CLOSED), E.SETTLEMENT_CLOSED) == ["12.3"]


def test_12_3_a_signature_under_an_older_list_does_not_count() -> None:
    day = a_visit().until(E.SETTLEMENT_AGREED).then(E.SETTLEMENT_PRESENTED)
    assert refused(day, E.PAYMENT_TAKEN) == ["12.3"]


def test_12_3_a_signature_from_before_the_account_changed_does_not_count() -> None:
    day = a_visit().until(E.SETTLEMENT_AGREED)
    assert refused(day.then(E.ACCOUNT_DRAWN), E.PAYMENT_TAKEN) == ["12.3"]
    bargain = day.then(E.DISCOUNT_ASKED).then(E.DISCOUNT_DECIDED)
    for act in (E.PAYMENT_TAKEN, E.NOTHING_DUE):
        assert refused(bargain, act) == ["12.3"]
    assert "12.3" in refused(bargain, E.SETTLEMENT_CLOSED)


def test_12_3_what_was_paid_too_much_goes_back_the_same_day() -> None:
    day = a_visit().until(E.SETTLEMENT_CLOSED)
    assert refused(day, E.SURPLUS_RETURNED) == ["12.3"]
    found = day.then(E.SURPLUS_FOUND)
    assert not may(found, E.SURPLUS_RETURNED, by=(Role.ADVISOR,))
    due = the_one(found, "12.3")
    assert f"{due.due_at:%m-%d}" == f"{due.opens_at:%m-%d}" == "11-23"
    assert kept(the_one(found.then(E.SURPLUS_RETURNED), "12.3"))
    assert not kept(the_one(found.then(E.SURPLUS_RETURNED, "2026-11-24 09:00"), "12.3"))


def test_12_3_what_was_paid_too_much_can_go_back_after_the_car_has_left() -> None:
    found = a_visit().until(E.SETTLEMENT_CLOSED).then(E.SURPLUS_FOUND)
    late = found
    for event in (
        E.EXIT_NOTICE_ISSUED,
        E.SIX_HANDED_OVER,
        E.YARD_CHECKED,
        E.ACCEPTANCE_SIGNED,
        E.RELEASED,
    ):
        late = late.then(event)
    assert may(late, E.SURPLUS_RETURNED)


def test_12_3_arrears_are_paid_long_after() -> None:
    assert may(a_visit().until(E.RELEASED), E.PAYMENT_TAKEN)
    assert may(a_visit().until(E.FOLLOWED_UP), E.PAYMENT_TAKEN)


def test_12_4_the_cashier_gives_no_discount() -> None:
    day = a_visit().until(E.SETTLEMENT_PRESENTED).then(E.DISCOUNT_ASKED)
    assert refused(day, E.DISCOUNT_DECIDED, by=(Role.CASHIER, Role.ADVISOR)) == ["12.4"]
    assert may(day, E.DISCOUNT_DECIDED, by=(Role.RECEPTION_MANAGER,))
    assert may(day, E.DISCOUNT_DECIDED, by=(Role.SHOP_MANAGER,))
    assert lacks(E.DISCOUNT_DECIDED, Proof.REASON) == ["12.4"]


def test_12_4_a_request_is_noted_before_it_is_decided() -> None:
    assert refused(a_visit().until(E.SETTLEMENT_PRESENTED), E.DISCOUNT_DECIDED) == ["12.4"]


def test_12_4_a_request_is_decided_before_the_customer_signs() -> None:
    day = a_visit().until(E.SETTLEMENT_PRESENTED).then(E.DISCOUNT_ASKED)
    assert refused(day, E.SETTLEMENT_AGREED) == ["12.4"]


def test_12_4_what_is_asked_after_the_signature_is_decided_before_anything_is_paid() -> None:
    day = a_visit().until(E.SETTLEMENT_AGREED).then(E.DISCOUNT_ASKED)
    for act in (E.PAYMENT_TAKEN, E.CREDIT_APPROVED):
        assert refused(day, act) == ["12.4"]
    assert "12.4" in refused(day, E.SETTLEMENT_CLOSED)
    paid = a_visit().until(E.PAYMENT_TAKEN).then(E.DISCOUNT_ASKED)
    assert refused(paid, E.SETTLEMENT_CLOSED) == ["12.4"]


def test_12_4_arrears_are_paid_whatever_was_left_open_before_the_closing() -> None:
    day = a_visit().until(E.SETTLEMENT_AGREED).then(E.DISCOUNT_ASKED).then(E.SETTLEMENT_CLOSED)
    assert refused(day, E.PAYMENT_TAKEN) == []


def test_12_5_a_settlement_closes_paid_or_on_approved_credit() -> None:
    day = a_visit().leaving_out(E.PAYMENT_TAKEN).short_of(E.SETTLEMENT_CLOSED)
    assert refused(day, E.SETTLEMENT_CLOSED) == ["12.5"]
    for way in (E.PAYMENT_TAKEN, E.CREDIT_APPROVED, E.NOTHING_DUE):
        assert may(day.then(way), E.SETTLEMENT_CLOSED)


def test_12_5_only_a_manager_approves_credit_and_says_why() -> None:
    day = a_visit().until(E.SETTLEMENT_AGREED)
    assert refused(day, E.CREDIT_APPROVED, by=(Role.CASHIER,)) == ["12.5"]
    assert may(day, E.CREDIT_APPROVED, by=(Role.RECEPTION_MANAGER,))
    assert may(day, E.CREDIT_APPROVED, by=(Role.SHOP_MANAGER,))
    assert lacks(E.CREDIT_APPROVED, Proof.REASON) == ["12.5"]


def test_12_5_no_exit_notice_before_the_settlement() -> None:
    day = a_visit().leaving_out(E.SETTLEMENT_CLOSED).short_of(E.EXIT_NOTICE_ISSUED)
    assert refused(day, E.EXIT_NOTICE_ISSUED) == ["12.5"]


def test_12_5_who_does_not_stay_has_nothing_to_settle() -> None:
    declined = a_declined_visit().short_of(E.EXIT_NOTICE_ISSUED)
    assert may(declined, E.EXIT_NOTICE_ISSUED)
    later = a_visit().until(E.CONSENT_GIVEN).then(E.BOOKING_AGREED)
    assert may(later, E.EXIT_NOTICE_ISSUED)


def test_12_5_the_exit_notice_follows_the_settlement_at_once() -> None:
    day = a_visit().until(E.SETTLEMENT_CLOSED)
    assert f"{the_one(day, '12.5').due_at:%H:%M}" == "17:08"
    assert kept(the_one(day.then(E.EXIT_NOTICE_ISSUED, "17:08"), "12.5"))
    assert not kept(the_one(day.then(E.EXIT_NOTICE_ISSUED, "17:09"), "12.5"))


def test_12_6_the_six_things_are_handed_over_with_the_exit_notice() -> None:
    day = a_visit().leaving_out(E.EXIT_NOTICE_ISSUED).short_of(E.SIX_HANDED_OVER)
    assert refused(day, E.SIX_HANDED_OVER) == ["12.6"]
    empty_handed = a_visit().leaving_out(E.SIX_HANDED_OVER).short_of(E.RELEASED)
    assert refused(empty_handed, E.RELEASED) == ["12.6"]


def test_12_7_the_car_is_checked_in_the_yard_before_anybody_accepts_it() -> None:
    day = a_visit().leaving_out(E.YARD_CHECKED)
    for act in (E.ACCEPTANCE_SIGNED, E.RELEASED):
        assert refused(day.short_of(act), act) == ["12.7"]


def test_12_8_the_car_leaves_on_the_customers_signature() -> None:
    day = a_visit().leaving_out(E.ACCEPTANCE_SIGNED).short_of(E.RELEASED)
    assert refused(day, E.RELEASED) == ["12.8"]
    assert lacks(E.ACCEPTANCE_SIGNED, Proof.SIGNATURE) == ["12.8"]


def test_12_8_an_objection_is_written_down_and_signed_off_afterwards() -> None:
    assert lacks(E.OBJECTION_RAISED, Proof.REASON) == ["12.8"]
    assert lacks(E.OBJECTION_ANSWERED, Proof.ANSWER) == ["12.8"]
    day = a_visit().until(E.ACCEPTANCE_SIGNED).then(E.OBJECTION_RAISED)
    assert refused(day, E.RELEASED) == ["12.8"]
    answered = day.then(E.OBJECTION_ANSWERED)
    assert may(answered.then(E.ACCEPTANCE_SIGNED), E.RELEASED)


def test_12_8_an_objection_is_answered_before_the_car_is_accepted() -> None:
    day = a_visit().short_of(E.ACCEPTANCE_SIGNED).then(E.OBJECTION_RAISED)
    assert refused(day, E.ACCEPTANCE_SIGNED) == ["12.8"]
    assert may(day.then(E.OBJECTION_ANSWERED), E.ACCEPTANCE_SIGNED)


def test_12_8_nothing_is_answered_that_was_not_written_down() -> None:
    day = a_visit().short_of(E.ACCEPTANCE_SIGNED)
    assert refused(day, E.OBJECTION_ANSWERED) == ["12.8"]


def test_12_8_a_signature_from_before_the_yard_check_does_not_count() -> None:
    day = a_visit().short_of(E.RELEASED).then(E.YARD_CHECKED)
    assert refused(day, E.RELEASED) == ["12.8"]


def test_12_9_the_customer_is_wished_a_safe_journey_by_name() -> None:
    words = said(E.ACCEPTANCE_SIGNED, "12.9")
    assert words.startswith("陈女士请走好")
    assert "一路平安" in words


def test_12_10_the_whole_collection_stays_within_the_shops_limit() -> None:
    day = a_visit().until(E.CUSTOMER_RETURNED)
    assert f"{the_one(day, '12.10').due_at:%H:%M}" == "17:30"
    assert kept(the_one(day.then(E.RELEASED, "17:30"), "12.10"))
    assert not kept(the_one(day.then(E.RELEASED, "17:31"), "12.10"))


def test_12_11_the_gate_refuses_without_exit_notice() -> None:
    day = a_visit().leaving_out(E.EXIT_NOTICE_ISSUED).short_of(E.RELEASED)
    assert refused(day, E.RELEASED) == ["12.11"]


def test_12_11_only_the_gate_lets_a_car_out() -> None:
    day = a_visit().short_of(E.RELEASED)
    assert refused(day, E.RELEASED, by=(Role.ADVISOR, Role.CASHIER)) == ["12.11"]
    assert may(day, E.RELEASED, by=(Role.GATE,))
