"""Article 11: notice to collect."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role
from tests.articles.cast import (
    Story,
    a_visit,
    kept,
    lacks,
    may,
    owed,
    refused,
    said,
    the_one,
    to_say,
)

TOLD = E.TOLD_TO_COLLECT


def promised(agreed: str, *, signed: str = "2026-11-23 10:22") -> Story:
    """Tell of a car in the workshop whose order was signed at one hour, for another."""
    day = a_visit().short_of(E.DELIVERY_PROMISED)
    told = day.then(E.DELIVERY_PROMISED, signed, agreed=agreed).then(E.ORDER_SIGNED, signed)
    return told.then(E.TAKEN_INTO_WORKSHOP, signed)


def test_11_1_only_a_car_that_passed_its_inspection_leaves_the_workshop() -> None:
    day = a_visit().leaving_out(E.INSPECTION_PASSED)
    for act in (E.TAKEN_OVER, TOLD):
        assert refused(day.short_of(act), act) == ["11.1"]


def test_11_1_a_pass_from_before_the_last_failure_is_none() -> None:
    day = a_visit().until(E.INSPECTION_PASSED).then(E.INSPECTION_FAILED)
    assert refused(day, E.TAKEN_OVER) == ["11.1"]


def test_11_1_the_car_is_cleaned_before_the_customer_hears_of_it_or_sees_it() -> None:
    day = a_visit().leaving_out(E.LAST_CLEANED)
    for act in (TOLD, E.VEHICLE_VIEWED):
        assert refused(day.short_of(act), act) == ["11.1"]


def test_11_2_the_items_are_back_in_the_car() -> None:
    day = a_visit().leaving_out(E.ITEMS_RETURNED)
    for act in (TOLD, E.VEHICLE_VIEWED):
        assert refused(day.short_of(act), act) == ["11.2"]


def test_11_3_the_papers_are_in_before_the_account_is_drawn() -> None:
    day = a_visit().leaving_out(E.PAPERS_COLLECTED)
    for act in (E.ACCOUNT_DRAWN, TOLD):
        assert refused(day.short_of(act), act) == ["11.3"]
    assert refused(a_visit().until(E.TAKEN_OVER), E.PAPERS_COLLECTED, by=(Role.ADVISOR,)) == [
        "11.3"
    ]


def test_11_3_a_part_returned_afterwards_asks_for_its_paper() -> None:
    day = a_visit().until(E.PAPERS_COLLECTED).then(E.PARTS_RETURNED)
    assert refused(day, E.ACCOUNT_DRAWN) == ["11.3"]
    assert may(day.then(E.PAPERS_COLLECTED), E.ACCOUNT_DRAWN)


def test_11_4_the_account_is_drawn_before_the_notice_and_the_settlement() -> None:
    day = a_visit().leaving_out(E.ACCOUNT_DRAWN)
    for act in (TOLD, E.SETTLEMENT_PRESENTED):
        assert refused(day.short_of(act), act) == ["11.4"]
    assert refused(a_visit().until(E.PAPERS_COLLECTED), E.ACCOUNT_DRAWN, by=(Role.ADVISOR,)) == [
        "11.4"
    ]


def test_11_4_papers_that_came_in_later_are_reckoned_in() -> None:
    day = a_visit().short_of(TOLD).then(E.PAPERS_COLLECTED)
    assert refused(day, TOLD) == ["11.4"]


def test_11_5_each_preparation_alone_holds_the_notice_back() -> None:
    preparations = (
        E.INSPECTION_PASSED, E.TAKEN_OVER, E.LAST_CLEANED, E.ITEMS_RETURNED, E.PAPERS_COLLECTED,
        E.ACCOUNT_DRAWN, E.DOCUMENTS_READY,
    )  # fmt: skip
    for one in preparations:
        assert not may(a_visit().leaving_out(one).short_of(TOLD), TOLD), one
    assert may(a_visit().short_of(TOLD), TOLD)


def test_11_6_a_short_job_is_told_one_hour_ahead() -> None:
    day = promised("2026-11-23 17:00")
    assert f"{the_one(day, '11.6').due_at:%H:%M}" == "16:00"
    assert kept(the_one(day.then(TOLD, "16:00"), "11.6"))
    assert not kept(the_one(day.then(TOLD, "16:01"), "11.6"))
    assert owed(day, "11.7") == []


def test_11_6_who_answered_is_noted() -> None:
    assert lacks(TOLD, Proof.PERSON_TOLD) == ["11.6"]


def test_11_6_a_notice_that_would_fall_before_opening_is_due_the_evening_before() -> None:
    day = promised("2026-11-24 08:30")
    assert f"{the_one(day, '11.6').due_at:%m-%d %H:%M}" == "11-23 17:30"


def test_11_6_for_the_moment_of_opening_it_is_due_one_open_hour_before() -> None:
    day = promised("2026-11-24 08:00")
    assert f"{the_one(day, '11.6').due_at:%m-%d %H:%M}" == "11-23 17:00"


def test_11_6_a_closed_sunday_is_skipped() -> None:
    day = promised("2026-11-30 08:20", signed="2026-11-28 15:00")
    assert f"{the_one(day, '11.6').due_at:%m-%d %H:%M}" == "11-28 17:20"


def test_11_6_where_the_hour_ahead_is_gone_already_the_promised_hour_is_what_is_left() -> None:
    for agreed in ("11:00", "11:22"):  # signed at 10:22
        day = promised(f"2026-11-23 {agreed}")
        assert f"{the_one(day, '11.6').due_at:%H:%M}" == agreed


def test_11_6_a_new_promise_moves_the_notice() -> None:
    day = promised("2026-11-23 17:00")
    moved = day.then(E.DELIVERY_PROMISED, "15:00", agreed="2026-11-24 11:00")
    one = the_one(moved, "11.6")
    assert f"{one.due_at:%m-%d %H:%M}" == "11-24 10:00"
    assert kept(the_one(moved.then(TOLD, "2026-11-24 10:00"), "11.6"))


def test_11_6_a_new_promise_after_the_notice_was_due_leaves_the_old_one_missed() -> None:
    day = promised("2026-11-23 17:00")
    old, new = owed(day.then(E.DELIVERY_PROMISED, "16:30", agreed="2026-11-24 11:00"), "11.6")
    assert old.moot
    assert old.met_at is None
    assert not new.moot


def test_11_6_a_customer_who_waits_in_the_shop_needs_no_call() -> None:
    assert kept(the_one(promised("2026-11-23 17:00").then(E.CUSTOMER_RETURNED, "15:30"), "11.6"))


def test_11_7_two_days_to_the_minute_is_a_long_job() -> None:
    day = promised("2026-11-25 15:00", signed="2026-11-23 15:00")
    assert f"{the_one(day, '11.7').due_at:%m-%d %H:%M}" == "11-25 11:00"
    assert owed(day, "11.6") == []


def test_11_7_a_minute_less_is_a_short_one() -> None:
    day = promised("2026-11-25 14:59", signed="2026-11-23 15:00")
    assert f"{the_one(day, '11.6').due_at:%m-%d %H:%M}" == "11-25 13:59"
    assert owed(day, "11.7") == []


def test_11_7_four_open_hours_reach_back_into_the_evening_before() -> None:
    day = promised("2026-11-26 10:00", signed="2026-11-23 15:00")
    assert f"{the_one(day, '11.7').due_at:%m-%d %H:%M}" == "11-25 16:00"
    assert not kept(the_one(day.then(TOLD, "2026-11-25 16:01"), "11.7"))


def test_11_7_here_too_a_customer_who_is_there_needs_no_call() -> None:
    day = promised("2026-11-25 15:00", signed="2026-11-23 15:00")
    assert kept(the_one(day.then(E.CUSTOMER_RETURNED, "2026-11-25 10:00"), "11.7"))


def test_11_7_a_job_that_grows_past_two_days_becomes_a_long_one() -> None:
    day = promised("2026-11-24 15:00", signed="2026-11-23 15:00")
    grown = day.then(E.DELIVERY_PROMISED, "2026-11-24 09:00", agreed="2026-11-26 15:00")
    assert owed(grown, "11.6") == []
    assert f"{the_one(grown, '11.7').due_at:%m-%d %H:%M}" == "11-26 11:00"


def test_11_8_a_delay_told_in_time_does_instead_of_the_notice() -> None:
    day = promised("2026-11-23 17:00")
    assert kept(the_one(day.then(E.DELAY_TOLD, "16:00"), "11.6"))
    assert not kept(the_one(day.then(E.DELAY_TOLD, "16:01"), "11.6"))
    long = promised("2026-11-25 15:00", signed="2026-11-23 15:00")
    assert kept(the_one(long.then(E.DELAY_TOLD, "2026-11-25 11:00"), "11.7"))


def test_11_8_a_delay_is_told_by_the_same_hour() -> None:
    day = promised("2026-11-23 17:00")
    assert f"{the_one(day, '11.8').due_at:%H:%M}" == "16:00"
    assert kept(the_one(day.then(E.DELAY_TOLD, "16:00"), "11.8"))
    assert not kept(the_one(day.then(E.DELAY_TOLD, "16:01"), "11.8"))
    long = promised("2026-11-25 15:00", signed="2026-11-23 15:00")
    assert f"{the_one(long, '11.8').due_at:%m-%d %H:%M}" == "11-25 11:00"
    assert kept(the_one(long.then(E.DELAY_TOLD, "2026-11-25 11:00"), "11.8"))
    assert not kept(the_one(long.then(E.DELAY_TOLD, "2026-11-25 11:01"), "11.8"))


def test_11_8_a_car_that_is_ready_by_its_hour_owed_no_apology() -> None:
    day = promised("2026-11-23 17:00")
    long = promised("2026-11-25 15:00", signed="2026-11-23 15:00")
    for heard in (TOLD, E.CUSTOMER_RETURNED):
        assert owed(day.then(heard, "17:00"), "11.8") == []
        assert owed(long.then(heard, "2026-11-25 15:00"), "11.8") == []


def test_11_8_a_car_that_is_ready_only_after_its_hour_was_late_in_silence() -> None:
    day = promised("2026-11-23 17:00")
    long = promised("2026-11-25 15:00", signed="2026-11-23 15:00")
    for heard in (TOLD, E.CUSTOMER_RETURNED):
        for one in (
            the_one(day.then(heard, "17:01"), "11.8"),
            the_one(long.then(heard, "2026-11-25 15:01"), "11.8"),
        ):
            assert one.met_at is not None
            assert not kept(one)


def test_11_8_told_ready_and_late_after_all_is_a_delay() -> None:
    day = promised("2026-11-23 17:00").then(TOLD, "15:30")
    assert kept(the_one(day.then(E.DELAY_TOLD, "15:50"), "11.8"))
    assert not kept(the_one(day.then(E.DELAY_TOLD, "16:20"), "11.8"))


def test_11_8_a_new_hour_agreed_after_the_lead_was_gone_leaves_it_missed() -> None:
    day = promised("2026-11-23 17:00")
    old, new = owed(day.then(E.DELIVERY_PROMISED, "16:30", agreed="2026-11-24 11:00"), "11.8")
    assert (old.met_at, old.moot) == (None, True)
    assert not new.moot


def test_11_8_a_notice_after_the_promised_hour_begins_with_an_apology() -> None:
    day = a_visit().short_of(TOLD)
    assert to_say(day, TOLD, "17:00") == ["11.9"]
    assert to_say(day, TOLD, "17:01") == ["11.8", "11.9"]
    assert "非常抱歉" in said(TOLD, "11.8")
    assert to_say(day, E.DELAY_TOLD, "12:00") == ["11.8"]


def test_11_8_a_delay_is_told_with_its_reason_to_a_person() -> None:
    assert lacks(E.DELAY_TOLD, Proof.REASON) == ["11.8"]
    assert lacks(E.DELAY_TOLD, Proof.PERSON_TOLD) == ["11.8"]
    assert "非常抱歉" in said(E.DELAY_TOLD, "11.8")


def test_11_8_a_delay_ends_in_a_new_promise() -> None:
    day = a_visit().short_of(TOLD).then(E.DELAY_TOLD)
    assert refused(day, TOLD) == ["11.8"]
    assert may(day.then(E.DELIVERY_PROMISED, agreed="18:00"), TOLD)


def test_11_8_the_new_promise_has_its_own_notice() -> None:
    day = promised("2026-11-23 17:00").then(E.DELAY_TOLD, "15:30")
    moved = day.then(E.DELIVERY_PROMISED, "15:31", agreed="2026-11-24 11:00")
    told, open_still = owed(moved, "11.6")
    assert kept(told)
    assert open_still.met_at is None
    assert f"{open_still.due_at:%m-%d %H:%M}" == "11-24 10:00"


def test_11_9_the_notice_ends_with_thanks() -> None:
    assert said(TOLD, "11.9").endswith("谢谢合作！")
