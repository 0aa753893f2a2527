"""Article 16: bookings. Made on Monday at nine."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof, Role
from tests.articles.cast import SHOP, a_booking, kept, lacks, may, owed, refused, said, the_one


def test_16_2_a_booking_has_a_definite_hour() -> None:
    assert lacks(E.BOOKING_MADE, Proof.AGREED_HOUR) == ["16.2"]


def test_16_3_the_customer_confirms_by_signature() -> None:
    assert lacks(E.BOOKING_CONFIRMED, Proof.SIGNATURE) == ["16.3"]


def test_16_3_it_is_owed_from_the_slip_on_and_until_the_booked_hour() -> None:
    day = a_booking("2026-11-26 14:00").until(E.BOOKING_MADE)
    one = the_one(day, "16.3")
    assert f"{one.opens_at:%d %H:%M} {one.due_at:%d %H:%M}" == "23 09:00 26 14:00"
    assert kept(the_one(day.then(E.BOOKING_CONFIRMED, "2026-11-26 14:00"), "16.3"))
    assert not kept(the_one(day.then(E.BOOKING_CONFIRMED, "2026-11-26 14:01"), "16.3"))
    assert the_one(day.then(E.BOOKING_MISSED, "2026-11-26 18:00"), "16.3").moot
    assert owed(day.then(E.BOOKING_CANCELLED, "2026-11-24 10:00"), "16.3") == []


def test_16_3_a_slip_that_is_written_anew_is_confirmed_anew() -> None:
    day = a_booking("2026-11-26 14:00").until(E.BOOKING_CONFIRMED)
    moved = day.then(E.BOOKING_MOVED, "2026-11-24 09:00")
    anew = moved.then(E.BOOKING_MADE, "2026-11-24 09:00", agreed="2026-11-27 10:00")
    first, second = owed(anew, "16.3")
    assert kept(first)
    assert (second.met_at, f"{second.due_at:%d %H:%M}") == (None, "27 10:00")


def test_16_4_costly_parts_are_not_got_ready_without_a_deposit() -> None:
    day = a_booking().until(E.BOOKING_MADE)
    assert may(day, E.BOOKING_CONFIRMED)
    asked = day.then(E.DEPOSIT_ASKED)
    assert refused(asked, E.BOOKING_CONFIRMED) == ["16.4"]
    assert may(asked.then(E.DEPOSIT_TAKEN), E.BOOKING_CONFIRMED)
    assert may(asked.then(E.DEPOSIT_WAIVED), E.BOOKING_CONFIRMED)


def test_16_4_a_deposit_that_was_asked_for_is_owed_until_the_booked_hour() -> None:
    day = a_booking("2026-11-26 14:00").until(E.BOOKING_MADE)
    assert owed(day, "16.4") == []
    asked = day.then(E.DEPOSIT_ASKED, "2026-11-23 09:00")
    assert f"{the_one(asked, '16.4').due_at:%d %H:%M}" == "26 14:00"
    assert kept(the_one(asked.then(E.DEPOSIT_TAKEN, "2026-11-25 10:00"), "16.4"))
    assert kept(the_one(asked.then(E.DEPOSIT_WAIVED, "2026-11-25 10:00"), "16.4"))


def test_16_4_only_a_manager_goes_without_and_says_why() -> None:
    day = a_booking().until(E.BOOKING_MADE).then(E.DEPOSIT_ASKED)
    assert refused(day, E.DEPOSIT_WAIVED, by=(Role.ADVISOR, Role.CASHIER)) == ["16.4"]
    assert may(day, E.DEPOSIT_WAIVED, by=(Role.RECEPTION_MANAGER,))
    assert may(day, E.DEPOSIT_WAIVED, by=(Role.SHOP_MANAGER,))
    assert lacks(E.DEPOSIT_WAIVED, Proof.REASON) == ["16.4"]


def test_16_5_money_that_a_cancelled_booking_leaves_is_dealt_with_the_same_day() -> None:
    gone = a_booking().until(E.BOOKING_CONFIRMED).then(E.BOOKING_CANCELLED, "10:00")
    assert owed(gone, "16.5") == []
    left = gone.then(E.DEPOSIT_LEFT, "10:00")
    assert kept(the_one(left.then(E.DEPOSIT_SETTLED, "23:59"), "16.5"))
    assert not kept(the_one(left.then(E.DEPOSIT_SETTLED, "2026-11-24 00:00"), "16.5"))


def test_16_5_money_of_who_did_not_come_goes_over_or_is_dealt_with_within_the_shops_days() -> None:
    missed = a_booking().until(E.BOOKING_CONFIRMED).then(E.BOOKING_MISSED, "2026-11-26 15:00")
    assert owed(missed, "16.5") == []
    waits = missed.then(E.DEPOSIT_WAITS, "2026-11-26 15:00")
    one = the_one(waits, "16.5")
    assert one.event is E.BOOKING_CANCELLED
    assert one.due_at == SHOP.desk.add(one.opens_at, SHOP.minutes(Limit.MISSED_DEPOSIT))
    for met in (E.BOOKING_CANCELLED, E.DEPOSIT_SETTLED, E.BOOKING_KEPT):
        assert kept(the_one(waits.then(met, "2026-11-27 09:00"), "16.5")), met
    assert not kept(the_one(waits.then(E.BOOKING_CANCELLED, "2026-12-10 09:00"), "16.5"))


def test_16_7_the_dispatcher_hears_of_it_the_same_day() -> None:
    day = a_booking().until(E.BOOKING_MADE)
    assert kept(owed(day.then(E.WORKSHOP_INFORMED, "23:59"), "16.7")[0])
    assert not kept(owed(day.then(E.WORKSHOP_INFORMED, "2026-11-24 00:00"), "16.7")[0])
    assert lacks(E.WORKSHOP_INFORMED, Proof.PERSON_TOLD) == ["16.7"]


def test_16_7_the_dispatcher_says_the_same_day_that_the_bay_is_kept() -> None:
    told = a_booking().until(E.WORKSHOP_INFORMED)
    again = [one for one in owed(told, "16.7") if one.event is E.BAY_RESERVED]
    assert [f"{one.due_at:%d %H:%M}" for one in again] == ["23 23:59"]
    assert may(told, E.BAY_RESERVED, by=(Role.DISPATCHER,))
    assert not may(told, E.BAY_RESERVED, by=(Role.ADVISOR,))


def test_16_8_the_customer_is_reminded_a_day_to_half_a_day_ahead() -> None:
    day = a_booking("2026-11-26 21:00").until(E.BOOKING_MADE)
    one = the_one(day, "16.8")
    assert f"{one.opens_at:%d %H:%M} {one.due_at:%d %H:%M}" == "25 21:00 26 09:00"


def test_16_8_the_window_moves_into_the_open_day_before() -> None:
    one = the_one(a_booking("2026-11-26 14:00").until(E.BOOKING_MADE), "16.8")
    assert f"{one.opens_at:%d %H:%M} {one.due_at:%d %H:%M}" == "25 14:00 25 18:00"
    evening = the_one(a_booking("2026-11-26 20:00").until(E.BOOKING_MADE), "16.8")
    assert f"{evening.due_at:%d %H:%M}" == "26 08:00"  # the very moment of opening is open
    closing = the_one(a_booking("2026-11-26 18:00").until(E.BOOKING_MADE), "16.8")
    assert f"{closing.opens_at:%d %H:%M} {closing.due_at:%d %H:%M}" == "25 08:00 25 18:00"
    morning = the_one(a_booking("2026-11-26 09:00").until(E.BOOKING_MADE), "16.8")
    assert f"{morning.opens_at:%d %H:%M} {morning.due_at:%d %H:%M}" == "25 09:00 25 18:00"


def test_16_8_after_a_closed_sunday_the_reminder_goes_out_on_saturday() -> None:
    one = the_one(a_booking("2026-11-30 09:00").until(E.BOOKING_MADE), "16.8")
    assert f"{one.opens_at:%a %H:%M} {one.due_at:%a %H:%M}" == "Sat 08:00 Sat 18:00"


def test_16_8_too_early_a_reminder_is_forgotten_again() -> None:
    day = a_booking("2026-11-26 14:00").until(E.BOOKING_MADE)
    early = day.then(E.BOOKING_REMINDED, "2026-11-24 10:00")
    assert the_one(early, "16.8").met_at is None
    assert kept(the_one(early.then(E.BOOKING_REMINDED, "2026-11-25 15:00"), "16.8"))
    assert not kept(the_one(early.then(E.BOOKING_REMINDED, "2026-11-26 08:00"), "16.8"))


def test_16_8_a_booking_for_the_same_day_needs_no_reminder() -> None:
    for hour in ("15:00", "21:00"):  # the second one: half a day ahead is this very minute
        assert owed(a_booking(f"2026-11-23 {hour}").until(E.BOOKING_MADE), "16.8") == []


def test_16_8_a_booking_cancelled_in_time_needs_none_either() -> None:
    day = a_booking("2026-11-26 14:00").until(E.BOOKING_CONFIRMED)
    assert owed(day.then(E.BOOKING_CANCELLED, "2026-11-24 10:00"), "16.8") == []
    assert the_one(day.then(E.BOOKING_MISSED, "2026-11-26 18:00"), "16.8").moot


def test_16_8_the_reminder_has_its_words() -> None:
    assert said(E.BOOKING_REMINDED, "16.8").startswith("陈女士您好")
