"""A booking moved to another hour, cancelled, and what becomes of the money paid ahead."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jieche.appointments import changes, commands, deposits
from jieche.appointments.law import dues_of
from jieche.appointments.models import Booking, DepositEnd, Ground, Means
from jieche.journal.door import Refused
from jieche.journal.models import Document
from jieche.journal.queries import case_of
from jieche.reception.commands import CarTold
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import LegalFigure, Place
from jieche.staff.models import Staff
from tests.stations.appointments.conftest import Do
from tests.support.cast import clock
from tests.support.story_appointments import AGREED, COSTLY, booked, confirmed

AT = clock("2026-11-23 10:00")
LATER = clock("2026-11-23 11:00")
FRIDAY = clock("2026-11-27 14:00")
People = dict[str, Staff]
MOVED = {"starts_at": "2026-11-27 14:00", "minutes": "2", "reason": "客户出差"}


def test_16_2_it_keeps_its_number_and_is_confirmed_told_and_reminded_anew(
    do: Do, li: Staff, staff: People, monday_ten: None
) -> None:
    booking = confirmed(li, staff["sun"], clock("2026-11-23 09:00"))
    number = booking.number
    changes.reserve_bay(booking, by=staff["sun"], at=clock("2026-11-23 09:30"))
    assert do("li", booking, "move-booking", **MOVED).status_code == 302
    assert (booking.number, booking.starts_at) == (number, FRIDAY)
    assert booking.matter.stage == Stage.WRITTEN.value
    assert Document.objects.filter(kind="booking", number=number).count() == 2
    open_now = {
        duty.event: duty for duty in booking.matter.duties.filter(met_at=None, is_prompt=False)
    }
    assert set(open_now) == {"booking_confirmed", "workshop_informed", "booking_reminded"}
    reminder = open_now["booking_reminded"]
    assert f"{reminder.opens_at.astimezone(AT.tzinfo):%d %H:%M}" == "26 14:00"
    assert do("sun", booking, "reserve-bay").status_code == 422  # not told of the new hour yet
    do("li", booking, "inform-workshop", told=staff["sun"].pk)
    assert do("sun", booking, "reserve-bay").status_code == 302
    signed = {"signature_signer": "陈静", "signature_typed": "陈静"}
    assert do("li", booking, "confirm-booking", **signed).status_code == 302
    assert booking.matter.stands_at is Stage.CONFIRMED


def test_16_5_what_was_paid_stays_paid_when_it_is_moved(
    do: Do, li: Staff, staff: People, monday_ten: None
) -> None:
    booking = confirmed(
        li, staff["sun"], clock("2026-11-23 09:00"), cashier=staff["zhao"], agreed=COSTLY
    )
    do("li", booking, "move-booking", **MOVED)
    assert booking.paid_fen == 100000
    signed = {"signature_signer": "陈静", "signature_typed": "陈静"}
    assert do("li", booking, "confirm-booking", **signed).status_code == 302


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"starts_at": "2026-11-22 10:00"}, "预约时间已过"),
        ({"starts_at": "2026-11-29 10:00"}, "不营业"),  # a Sunday
        ({"starts_at": "下周某天"}, "下周某天"),
        ({"reason": ""}, "2026-11-27 14:00"),
        ({"minutes": "viel"}, "2026-11-27 14:00"),
    ],
)
def test_16_2_an_hour_that_can_not_be_is_refused_and_nothing_moves(
    do: Do, li: Staff, monday_ten: None, changed: dict[str, str], words: str
) -> None:
    booking = booked(li, clock("2026-11-23 09:00"))
    answer = do("li", booking, "move-booking", **{**MOVED, **changed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (booking.starts_at, booking.is_bay_held) == (AGREED.starts_at, True)


def test_only_the_desk_moves_and_a_second_press_moves_once(
    do: Do, li: Staff, monday_ten: None
) -> None:
    booking = booked(li, clock("2026-11-23 09:00"))
    assert do("zhao", booking, "move-booking", **MOVED).status_code == 403
    for _ in range(2):
        assert do("li", booking, "move-booking", **MOVED, token="once").status_code == 302
    moves = [h for h in case_of(booking.matter).history if h.event is Event.BOOKING_MOVED]
    assert len(moves) == 1


def test_what_was_kept_or_cancelled_is_not_moved(do: Do, li: Staff, monday_ten: None) -> None:
    booking = booked(li, clock("2026-11-23 09:00"))
    changes.cancel_booking(booking, reason="不来了", by=li, at=AT)
    assert do("li", booking, "move-booking", **MOVED).status_code == 422


def test_16_7_it_may_keep_its_own_bay_an_hour_later(li: Staff) -> None:
    booking = booked(li, AT)
    bay = booking.work_bay
    new = changes.NewHour(clock("2026-11-26 11:00"), 120, bay)
    changes.move_booking(booking, new=new, reason="晚一小时", by=li, at=LATER)
    assert booking.work_bay == bay


def test_16_7_the_database_lets_no_two_bookings_hold_one_bay_at_one_time(li: Staff) -> None:
    first = booked(li, AT)
    second = booked(li, AT, car=CarTold("沪B54321"), bay="接2")
    assert first.work_bay != second.work_bay
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=second.pk).update(work_bay=first.work_bay)
    Booking.objects.filter(pk=second.pk).update(
        work_bay=first.work_bay, starts_at=first.ends_at, ends_at=clock("2026-11-26 17:00")
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=second.pk).update(starts_at=first.starts_at)
    Booking.objects.filter(pk=first.pk).update(is_bay_held=False)
    Booking.objects.filter(pk=second.pk).update(starts_at=first.starts_at)


@pytest.mark.parametrize("end", ["kept", "missed", "cancelled"])
def test_16_7_a_booking_that_is_over_holds_no_bay(li: Staff, end: str) -> None:
    booking = booked(li, AT)
    late = clock("2026-11-26 10:30")
    if end == "missed":
        commands.miss_booking(booking, by=li, at=late)
    elif end == "cancelled":
        changes.cancel_booking(booking, reason="不来了", by=li, at=LATER)
    else:
        commands.keep_with(booking, booking.visit, by=li, at=late)
    booking.refresh_from_db()
    assert not booking.is_bay_held
    bay = Place.objects.get(pk=booking.work_bay_id)
    assert commands.keep_bay(li.shop, replace(AGREED, bay=bay), booking.ends_at) == bay


# -- the money -----------------------------------------------------------------------------------


def paid(li: Staff, staff: People) -> Booking:
    """Return a booking of 3000 yuan with 1000 paid ahead: 600 of it earnest money."""
    return confirmed(li, staff["sun"], AT, cashier=staff["zhao"], agreed=COSTLY)


@pytest.mark.parametrize(
    ("ground", "returned", "kept", "penalty"),
    [
        ("customer", 40000, 60000, 0),
        ("shop", 100000, 0, 60000),
        ("agreed", 100000, 0, 0),
    ],
)
def test_16_5_the_ground_decides_what_becomes_of_the_money(
    do: Do, li: Staff, staff: People, ground: str, returned: int, kept: int, penalty: int
) -> None:
    booking = paid(li, staff)
    who = "he" if ground == "agreed" else "li"
    assert do(who, booking, "cancel-booking", reason="不修了", ground=ground).status_code == 302
    assert do("li", booking, "settle-deposit", means="wechat").status_code == 403
    assert do("zhao", booking, "settle-deposit", means="").status_code == 422
    assert do("zhao", booking, "settle-deposit", means="wechat").status_code == 302
    end = DepositEnd.objects.get(booking=booking)
    assert (end.returned_fen, end.kept_fen, end.penalty_fen) == (returned, kept, penalty)
    assert do("zhao", booking, "settle-deposit", means="wechat").status_code == 422


def test_16_5_to_give_it_back_by_agreement_is_for_a_manager(
    do: Do, li: Staff, staff: People
) -> None:
    booking = paid(li, staff)
    answer = do("li", booking, "cancel-booking", reason="老客户", ground="agreed")
    assert answer.status_code == 422
    assert "业务主管或经理" in answer.content.decode()
    assert booking.matter.stands_at is Stage.CONFIRMED


def test_a_no_show_is_cancelled_and_settled(do: Do, li: Staff, staff: People) -> None:
    booking = paid(li, staff)
    commands.miss_booking(booking, by=li, at=clock("2026-11-26 12:00"))
    with pytest.raises(Refused):
        deposits.settle_deposit(booking, means=Means.CASH, by=staff["zhao"], at=FRIDAY)
    do("li", booking, "cancel-booking", reason="未到", ground="customer")
    assert do("zhao", booking, "settle-deposit", means="wechat").status_code == 302


def test_nothing_paid_is_nothing_to_deal_with(do: Do, li: Staff) -> None:
    booking = booked(li, AT)
    changes.cancel_booking(booking, reason="不来了", by=li, at=LATER)
    assert do("zhao", booking, "settle-deposit", means="cash").status_code == 422


def test_the_law_is_a_dated_figure(li: Staff) -> None:
    day = date(2026, 11, 23)
    assert dues_of(Ground.SHOP, 600, 400, day).penalty_fen == 600
    LegalFigure.objects.create(
        key="earnest_money", category="returned_by_receiver", unit="permille", value=1500,
        valid_from=date(2027, 1, 1), source="试",
    )  # fmt: skip
    assert dues_of(Ground.SHOP, 600, 400, day).penalty_fen == 600
    assert dues_of(Ground.SHOP, 600, 400, date(2027, 1, 1)).penalty_fen == 300


def test_the_table_refuses_sums_that_do_not_add_up(li: Staff, staff: People) -> None:
    booking = paid(li, staff)
    changes.cancel_booking(booking, reason="不来了", by=li, at=LATER)
    row = {
        "booking": booking, "ground": "customer", "paid_fen": 100000, "earnest_fen": 60000,
        "kept_fen": 60000, "returned_fen": 40000, "penalty_fen": 0, "means": "cash",
        "by": staff["zhao"], "at": LATER,
    }  # fmt: skip
    other = booked(li, LATER, car=CarTold("沪B54321"), bay="接2")
    for wrong in ({"carried_fen": 100000, "kept_fen": 0, "returned_fen": 0}, {"carried_to": other},
                  {"returned_fen": 30000}, {"ground": "shop"}, {"penalty_fen": 1},
                  {"kept_fen": 70000, "returned_fen": 30000}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            DepositEnd.objects.create(**{**row, **wrong})
    DepositEnd.objects.create(**row)
