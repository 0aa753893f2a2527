"""Article 6: hand-in of the car."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof
from tests.articles.cast import a_visit, kept, lacks, may, owed, refused, said, the_one

GATES = (E.HAND_IN_COMPLETED, E.TAKEN_INTO_WORKSHOP)


def test_6_1_the_hand_in_starts_soon_after_the_signature() -> None:
    day = a_visit().until(E.ORDER_SIGNED)
    assert f"{the_one(day, '6.1').due_at:%H:%M}" == "10:32"
    assert kept(the_one(day.then(E.HAND_IN_STARTED, "10:32"), "6.1"))
    assert not kept(the_one(day.then(E.HAND_IN_STARTED, "10:33"), "6.1"))


def test_6_1_an_order_signed_anew_goes_on_with_the_hand_in_that_was_begun() -> None:
    day = a_visit().until(E.READINGS_TAKEN).then(E.ORDER_REOPENED, "10:31")
    again = day.then(E.ORDER_SIGNED, "10:40").then(E.HAND_IN_COMPLETED, "10:42")
    first, second = owed(again, "6.1")
    assert kept(first)
    assert kept(second)


def test_6_2_the_hand_in_is_not_done_before_the_papers_are_checked() -> None:
    day = a_visit().leaving_out(E.PAPERS_CHECKED)
    for act in (E.BELONGINGS_SIGNED, E.HAND_IN_COMPLETED):  # the list that is signed names them
        assert refused(day.short_of(act), act) == ["6.2"]


def test_6_4_a_discrepancy_comes_with_what_is_done_about_it() -> None:
    assert lacks(E.DISCREPANCY_FOUND, Proof.ACTION) == ["6.4"]


def test_6_5_a_discrepancy_is_signed_by_hand() -> None:
    assert lacks(E.DISCREPANCY_SIGNED, Proof.SIGNATURE) == ["6.5"]


def test_6_5_an_unsigned_discrepancy_keeps_the_car_out_of_the_workshop() -> None:
    for gate in GATES:
        day = a_visit().short_of(gate)
        assert may(day, gate)  # no discrepancy, no signature
        found = day.then(E.DISCREPANCY_FOUND)
        assert refused(found, gate) == ["6.5"]
        signed = found.then(E.DISCREPANCY_SIGNED)
        assert refused(signed, gate) == []
        assert refused(signed.then(E.DISCREPANCY_FOUND), gate) == ["6.5"]  # older than the second


def test_6_8_the_belongings_are_listed_before_anybody_signs_for_them() -> None:
    day = a_visit().leaving_out(E.BELONGINGS_LISTED)
    for act in (E.BELONGINGS_SIGNED, *GATES):
        assert refused(day.short_of(act), act) == ["6.8"]


def test_6_9_the_list_is_signed_by_hand() -> None:
    assert lacks(E.BELONGINGS_SIGNED, Proof.SIGNATURE) == ["6.9"]


def test_6_9_an_unsigned_list_keeps_the_car_out_of_the_workshop() -> None:
    day = a_visit().leaving_out(E.BELONGINGS_SIGNED)
    for gate in GATES:
        assert refused(day.short_of(gate), gate) == ["6.9"]


def test_6_9_a_list_that_changed_is_signed_anew() -> None:
    for gate in GATES:
        changed = a_visit().short_of(gate).then(E.BELONGINGS_LISTED).then(E.BELONGINGS_BOXED)
        assert refused(changed, gate) == ["6.9"]
        assert refused(changed.then(E.BELONGINGS_SIGNED), gate) == []


def test_6_9_papers_taken_in_after_the_signature_are_signed_for_too() -> None:
    for gate in GATES:
        later = a_visit().short_of(gate).then(E.PAPERS_CHECKED)
        assert refused(later, gate) == ["6.9"]
        assert may(later.then(E.BELONGINGS_SIGNED), gate)  # before the workshop's gate as well


def test_6_10_what_is_listed_is_boxed_or_there_is_nothing_to_box() -> None:
    day = a_visit().leaving_out(E.BELONGINGS_BOXED)
    for gate in GATES:
        assert refused(day.short_of(gate), gate) == ["6.10"]
        assert refused(day.short_of(gate).then(E.NOTHING_TO_BOX), gate) == []


def test_6_10_an_item_listed_later_is_boxed_too() -> None:
    day = a_visit().short_of(E.HAND_IN_COMPLETED)
    later = day.then(E.BELONGINGS_LISTED).then(E.BELONGINGS_SIGNED)
    assert refused(later, E.HAND_IN_COMPLETED) == ["6.10"]


def test_6_11_the_key_hangs_in_its_cabinet() -> None:
    day = a_visit().leaving_out(E.KEY_HUNG)
    for gate in GATES:
        assert refused(day.short_of(gate), gate) == ["6.11"]


def test_6_12_fuel_and_odometer_are_read() -> None:
    day = a_visit().leaving_out(E.READINGS_TAKEN)
    for gate in GATES:
        assert refused(day.short_of(gate), gate) == ["6.12"]


def test_6_13_the_receiver_signs_for_the_car() -> None:
    assert lacks(E.TAKEN_INTO_WORKSHOP, Proof.SIGNATURE) == ["6.13"]


def test_6_14_the_hand_in_can_not_close_unsigned() -> None:
    day = a_visit().leaving_out(E.ORDER_SIGNED).short_of(E.HAND_IN_COMPLETED)
    assert refused(day, E.HAND_IN_COMPLETED) == ["6.14"]
    reopened = a_visit().short_of(E.HAND_IN_COMPLETED).then(E.ORDER_REOPENED)
    assert refused(reopened, E.HAND_IN_COMPLETED) == ["6.14"]


def test_6_14_the_signature_is_asked_for_politely() -> None:
    assert "麻烦" in said(E.BELONGINGS_SIGNED, "6.14")
