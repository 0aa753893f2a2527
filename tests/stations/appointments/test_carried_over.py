"""Money paid ahead of a booking that came to nothing, carried over to the next one (16.5)."""

from dataclasses import replace

import pytest

from jieche.appointments import changes, commands, deposits, queries
from jieche.appointments.models import Booking, DepositEnd, Means
from jieche.delivery.prepaid import refuse_open_prepaid
from jieche.delivery.queries import prepaid_fen
from jieche.journal.door import Refused
from jieche.journal.models import Duty
from jieche.rulebook.words import Event, Stage
from jieche.staff.models import Staff
from jieche.values.plate import parse
from tests.stations.appointments.conftest import Do, stop_the_clock
from tests.support.cast import clock
from tests.support.story_appointments import COSTLY, confirmed
from tests.support.story_delivery import a_booked_car_not_repaired

People = dict[str, Staff]
AT = clock("2026-11-23 09:00")
MISSED = clock("2026-11-26 11:00")
ANEW = clock("2026-11-26 15:00")
LATER = replace(COSTLY, starts_at=clock("2026-12-01 10:00"))


def missed(li: Staff, staff: People) -> Booking:
    """Return a booking for which 1000 yuan were paid, and to which nobody came."""
    booking = confirmed(li, staff["sun"], AT, cashier=staff["zhao"], agreed=COSTLY)
    commands.miss_booking(booking, by=li, at=MISSED)
    return booking


def booked_anew(
    li: Staff, plate: str = "沪A12345", agreed: commands.Agreed = LATER, name: str = "陈静"
) -> Booking:
    """Book by telephone for another day."""
    return commands.book_by_phone(
        plate=parse(plate), name=name, phone="13800002207", agreed=agreed, by=li, at=ANEW
    )


def carry(old: Booking, new: Booking, staff: People) -> None:
    """Let the whole of it go over, with nothing on top."""
    deposits.take_deposit(
        new, amount_fen=0, means=Means.CASH, carried=old, by=staff["zhao"], at=ANEW
    )


def waiting(booking: Booking) -> Duty:
    return Duty.objects.get(
        matter=booking.matter, event=Event.BOOKING_CANCELLED.value, clause="16.5"
    )


def test_16_5_who_did_not_come_is_booked_anew_and_his_money_goes_over(
    do: Do, li: Staff, staff: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = missed(li, staff)
    assert waiting(old).met_at is None
    new = booked_anew(li)
    stop_the_clock(monkeypatch, "2026-11-26 15:05")
    given = {"carried": old.pk, "amount_fen": "0", "means": "cash"}
    assert do("li", new, "take-deposit", **given).status_code == 403
    assert do("zhao", new, "take-deposit", **given).status_code == 302
    assert (new.paid_fen, new.earnest_fen) == (100000, 60000)
    end = DepositEnd.objects.get(booking=old)
    assert (end.carried_fen, end.carried_to, end.returned_fen, end.kept_fen) == (100000, new, 0, 0)
    assert waiting(old).met_at is not None
    assert queries.deposits_to_settle(li.shop) == []


def test_16_5_what_is_missing_to_the_half_is_paid_on_top(
    do: Do, li: Staff, staff: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = missed(li, staff)
    new = booked_anew(li, agreed=replace(LATER, parts_fen=300000, estimate_fen=400000))
    stop_the_clock(monkeypatch, "2026-11-26 15:05")
    short = {"carried": old.pk, "amount_fen": "499.99", "means": "cash"}
    assert do("zhao", new, "take-deposit", **short).status_code == 422
    assert not DepositEnd.objects.exists()
    assert do("zhao", new, "take-deposit", **{**short, "amount_fen": "500"}).status_code == 302
    assert (new.paid_fen, new.earnest_fen) == (150000, 80000)


def test_16_5_money_goes_over_once_and_to_its_own_customer(li: Staff, staff: People) -> None:
    old = missed(li, staff)
    stranger = booked_anew(li, "沪B54321", name="赵先生")
    first = booked_anew(li)
    second = booked_anew(li, agreed=replace(LATER, starts_at=clock("2026-12-02 10:00")))
    with pytest.raises(Refused):
        carry(old, stranger, staff)
    carry(old, first, staff)
    with pytest.raises(Refused):
        carry(old, second, staff)
    assert DepositEnd.objects.count() == 1


def test_who_comes_late_after_all_finds_his_money_where_it_went(li: Staff, staff: People) -> None:
    old = missed(li, staff)
    carry(old, booked_anew(li), staff)
    assert prepaid_fen(commands.keep_booking(old, by=li, at=ANEW)) == 0


def test_a_missed_booking_that_is_cancelled_leaves_only_what_is_still_there(
    li: Staff, staff: People
) -> None:
    old = missed(li, staff)
    carry(old, booked_anew(li), staff)
    changes.cancel_booking(old, reason="另约了", by=li, at=ANEW)
    assert old.matter.stands_at is Stage.CANCELLED
    assert not old.matter.entries.filter(event=Event.DEPOSIT_LEFT.value).exists()


def test_16_5_a_car_that_leaves_unrepaired_takes_its_money_to_the_next_booking(
    staff: People,
) -> None:
    visit = a_booked_car_not_repaired(staff, clock("2026-11-26 10:00"))
    with pytest.raises(Refused):
        refuse_open_prepaid(visit)
    new = booked_anew(staff["li"])
    carry(Booking.objects.get(kept_visit=visit), new, staff)
    refuse_open_prepaid(visit)  # nothing stands in the way any more
    assert (new.paid_fen, queries.money_ahead_of(visit)) == (100000, None)
