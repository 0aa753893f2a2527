"""The road of a booking: by phone, confirmed, reminded of; then kept, missed or cancelled."""

from datetime import datetime, timedelta

from jieche.appointments import changes, commands, deposits
from jieche.appointments.models import Booking, Ground, Means, Reached
from jieche.demo.road import Road, Trip
from jieche.rulebook.words import Role
from jieche.values import plate
from jieche.values.clock import up_to_half_hour

COSTLY_FEN = 200_000


def book(
    trip: Trip, starts_at: datetime, *, end: str = "", costly: bool = False,
    carried: Booking | None = None,
) -> Road:  # fmt: skip
    """
    Book by phone for ``starts_at``; ``end`` is "kept", "missed", "cancelled", or "" for what is
    still to come. A kept booking leaves its visit in ``trip.visit``. The money of a missed one that
    is ``carried`` goes over to it.
    """
    complaint, person = trip.complaint, trip.customer
    wants = complaint.says if complaint else "常规保养"
    booking = commands.book_by_phone(
        plate=plate.parse(trip.car.plate), name=person.name, phone=person.phone,
        title=person.title,
        agreed=commands.Agreed(
            starts_at=starts_at, minutes=120, items=wants[:80], estimate_fen=60_000,
            parts_fen=COSTLY_FEN if costly else 0, parts_note="减振器一对" if costly else "",
        ),
        by=trip.desk, at=trip.at, ticked=trip.ticks("1.10"),
    )  # fmt: skip
    yield 4
    # Who never answered nor paid is often who does not come.
    is_in_earnest = end != "missed" or trip.facts.get("pays") or not (costly or trip.seldom(2))
    if booking.deposit_fen and is_in_earnest:
        deposits.take_deposit(
            booking, amount_fen=0 if carried else booking.deposit_fen, means=Means.WECHAT,
            carried=carried, by=trip.who(Role.CASHIER), at=trip.at,
        )  # fmt: skip
        yield 3
    if is_in_earnest:
        commands.confirm_booking(
            booking, message="收到，准时到", reached=Reached.WECHAT, by=trip.desk, at=trip.at
        )
    yield 700 if trip.seldom(5) and end else 2
    dispatcher = trip.who(Role.DISPATCHER)
    commands.inform_workshop(booking, told=dispatcher, by=trip.desk, at=trip.at)
    if not trip.seldom(10) or end:  # one of those still to come waits for its bay
        yield 300 if trip.seldom(10) else 6
        changes.reserve_bay(booking, by=dispatcher, at=trip.at)
    if end == "cancelled":
        yield 30
        yield from _cancel(trip, booking, shop_is_at_fault=trip.seldom(3))
        return
    yield _until(trip, starts_at - timedelta(hours=4 if trip.seldom(3) and end else 20))
    if trip.at < starts_at - timedelta(hours=1):
        commands.remind_customer(
            booking, reached=Reached.PHONE, answer="会准时到", by=trip.desk, at=trip.at,
            ticked=trip.ticks("16.8"),
        )  # fmt: skip
    yield _until(trip, starts_at)
    if end == "missed":
        yield 45
        commands.miss_booking(booking, by=trip.desk, at=trip.at)
        if booking.paid_fen:
            yield 200
            yield from _after_the_miss(trip, booking)
    elif end == "kept":
        trip.visit = commands.keep_booking(booking, by=trip.desk, at=trip.at)
        yield 1


def _cancel(trip: Trip, booking: Booking, *, shop_is_at_fault: bool = False) -> Road:
    """Cancel it, and deal with what was paid ahead."""
    changes.cancel_booking(
        booking, reason="配件到不了货" if shop_is_at_fault else "客户临时有事",
        ground=Ground.SHOP if shop_is_at_fault else Ground.CUSTOMER, by=trip.desk, at=trip.at,
    )  # fmt: skip
    if booking.paid_fen:
        yield 640 if trip.facts.get("late") else 10
        deposits.settle_deposit(booking, means=Means.WECHAT, by=trip.who(Role.CASHIER), at=trip.at)


def _after_the_miss(trip: Trip, booking: Booking) -> Road:
    """Reach who did not come: he is booked anew and his money goes over, or he cancels (16.5)."""
    if trip.facts.get("late"):
        yield 2000  # nobody answers for days
        yield from _cancel(trip, booking)
        return
    anew = up_to_half_hour(trip.hours.desk.add(trip.at, 1300))
    if not trip.hours.desk.is_open(anew):
        anew = trip.hours.desk.add(anew, 60)
    yield from book(trip, anew, end="kept", costly=True, carried=booking)


def _until(trip: Trip, moment: datetime) -> float:
    """Return the opening minutes until a moment, at least one."""
    return max(1.0, trip.hours.desk.between(trip.at, moment))
