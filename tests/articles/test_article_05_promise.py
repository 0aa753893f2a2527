"""Article 5: promise of quality and delivery time."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role
from tests.articles.cast import a_visit, kept, lacks, may, owed, refused, said, the_one


def test_5_1_no_order_is_shown_before_quality_is_promised() -> None:
    day = a_visit().leaving_out(E.QUALITY_PROMISED).short_of(E.ORDER_SHOWN)
    assert refused(day, E.ORDER_SHOWN) == ["5.1"]
    assert "保证" in said(E.QUALITY_PROMISED, "5.1")


def test_5_2_a_promise_names_its_hour() -> None:
    assert lacks(E.DELIVERY_PROMISED, Proof.AGREED_HOUR) == ["5.2"]


def test_5_2_only_a_manager_allows_an_early_promise_and_says_why() -> None:
    day = a_visit().until(E.ESTIMATE_MADE)
    assert refused(day, E.PROMISE_OVERRIDDEN, by=(Role.ADVISOR,)) == ["5.2"]
    assert may(day, E.PROMISE_OVERRIDDEN, by=(Role.RECEPTION_MANAGER,))
    assert may(day, E.PROMISE_OVERRIDDEN, by=(Role.SHOP_MANAGER,))
    assert lacks(E.PROMISE_OVERRIDDEN, Proof.REASON) == ["5.2"]


def test_5_4_the_promise_is_kept_when_the_customer_is_told_by_then() -> None:
    day = a_visit().short_of(E.TOLD_TO_COLLECT)
    assert f"{the_one(day, '5.4').due_at:%H:%M}" == "17:00"
    assert kept(the_one(day.then(E.TOLD_TO_COLLECT, "17:00"), "5.4"))
    assert not kept(the_one(day.then(E.TOLD_TO_COLLECT, "17:01"), "5.4"))


def test_5_4_a_customer_who_comes_and_finds_it_ready_needs_no_call() -> None:
    assert kept(the_one(a_visit().short_of(E.TOLD_TO_COLLECT).then(E.CUSTOMER_RETURNED), "5.4"))


def test_5_4_nothing_is_promised_to_who_has_not_signed() -> None:
    assert owed(a_visit().until(E.ORDER_SHOWN), "5.4") == []


def test_5_4_a_new_time_agreed_in_time_takes_the_place_of_the_old() -> None:
    day = a_visit().until(E.WORK_STARTED)
    moved = day.then(E.DELIVERY_PROMISED, "16:59", agreed="2026-11-24 11:00")
    assert f"{the_one(moved, '5.4').due_at:%m-%d %H:%M}" == "11-24 11:00"
    assert kept(the_one(moved.then(E.TOLD_TO_COLLECT, "2026-11-24 10:00"), "5.4"))


def test_5_4_a_new_time_agreed_too_late_does_not_heal_the_broken_one() -> None:
    day = a_visit().until(E.WORK_STARTED)
    moved = day.then(E.DELIVERY_PROMISED, "17:01", agreed="2026-11-24 11:00")
    broken, new = owed(moved, "5.4")
    assert (broken.met_at, broken.moot) == (None, True)
    assert (new.met_at, new.moot) == (None, False)


def test_5_4_a_promise_for_after_closing_is_due_at_its_own_hour() -> None:
    day = a_visit().until(E.WORK_STARTED).then(E.DELIVERY_PROMISED, "11:10", agreed="19:30")
    assert f"{the_one(day, '5.4').due_at:%H:%M}" == "19:30"
