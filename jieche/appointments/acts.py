"""What a person can do about bookings, in the order in which it is done."""

from typing import Any

from jieche.appointments import changes, commands, deposits, forms
from jieche.appointments.law import dues_of
from jieche.appointments.models import HOLDS_A_BAY, Booking
from jieche.appointments.queries import find_booking
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Purpose, Stage
from jieche.shop.queries import hours_of
from jieche.ui.acts import Act, Subject
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT

BOOKING = Subject("bookings", find_booking)


def _came_to_book(visit: Visit, _case: Case) -> bool:
    return visit.purpose_word is Purpose.BOOKING


def _may_book_instead(visit: Visit, case: Case) -> bool:
    came_for_more = visit.purpose_word is not Purpose.BOOKING
    return came_for_more and (case.stage is Stage.NEGOTIATION or case.has(Event.BOOKING_AGREED))


def _has_deposit(_booking: Booking, case: Case) -> bool:
    return case.has(Event.DEPOSIT_ASKED)


def _may_be_waived(_booking: Booking, case: Case) -> bool:
    return case.has(Event.DEPOSIT_ASKED) and not case.has(Event.DEPOSIT_TAKEN)


def _is_workshop_told(_booking: Booking, case: Case) -> bool:
    return case.has(Event.WORKSHOP_INFORMED)


def _is_held(_booking: Booking, case: Case) -> bool:
    return case.stage in HOLDS_A_BAY


def _has_money_left(booking: Booking, case: Case) -> bool:
    return case.stage is Stage.CANCELLED and booking.paid_fen > 0


def _dues(booking: Booking) -> dict[str, Any]:
    day = hours_of(booking.shop).desk.day_of(booking.matter.changed_at)
    return {"dues": dues_of(booking.ground_word, booking.earnest_fen, booking.prepaid_fen, day)}


def _is_still_to_come(_booking: Booking, case: Case) -> bool:
    return case.stage in {Stage.WRITTEN, Stage.CONFIRMED, Stage.MISSED}


ACTS = [
    Act(
        "agree-booking", Event.BOOKING_AGREED, VISIT, commands.agree_booking, forms.AgreeBooking,
        template="appointments/agree-booking.html", wanted=_came_to_book,
    ),
    Act(
        "book-instead", Event.BOOKING_AGREED, VISIT, commands.agree_booking, forms.AgreeBooking,
        template="appointments/agree-booking.html", wanted=_may_book_instead, optional=True,
    ),
    Act(
        "take-deposit", Event.DEPOSIT_TAKEN, BOOKING, deposits.take_deposit, forms.TakeDeposit,
        template="appointments/take-deposit.html", wanted=_has_deposit,
        instead=(Event.DEPOSIT_WAIVED,),
    ),
    Act(
        "waive-deposit", Event.DEPOSIT_WAIVED, BOOKING, deposits.waive_deposit,
        forms.WaiveDeposit, wanted=_may_be_waived, optional=True,
    ),
    Act(
        "confirm-booking", Event.BOOKING_CONFIRMED, BOOKING, commands.confirm_booking,
        forms.Confirm, template="appointments/confirm-booking.html",
        since=(Event.BOOKING_MOVED,),
    ),
    Act(
        "inform-workshop", Event.WORKSHOP_INFORMED, BOOKING, commands.inform_workshop,
        forms.InformWorkshop, since=(Event.BOOKING_MOVED,),
    ),
    Act(
        "reserve-bay", Event.BAY_RESERVED, BOOKING, changes.reserve_bay,
        since=(Event.WORKSHOP_INFORMED, Event.BOOKING_MOVED), wanted=_is_workshop_told,
    ),
    Act(
        "remind-customer", Event.BOOKING_REMINDED, BOOKING, commands.remind_customer,
        forms.Remind, template="appointments/remind-customer.html",
        since=(Event.BOOKING_MOVED,), again=True,
    ),
    Act(
        "move-booking", Event.BOOKING_MOVED, BOOKING, changes.move_booking, forms.Move,
        template="appointments/move-booking.html", optional=True, again=True, wanted=_is_held,
    ),
    Act("keep-booking", Event.BOOKING_KEPT, BOOKING, commands.keep_booking, optional=True),
    Act(
        "miss-booking", Event.BOOKING_MISSED, BOOKING, commands.miss_booking, optional=True,
        wanted=_is_still_to_come,
    ),
    Act(
        "cancel-booking", Event.BOOKING_CANCELLED, BOOKING, changes.cancel_booking,
        forms.Cancel, optional=True, wanted=_is_still_to_come,
    ),
    Act(
        "settle-deposit", Event.DEPOSIT_SETTLED, BOOKING, deposits.settle_deposit,
        forms.SettleDeposit, template="appointments/settle-deposit.html", extra=_dues,
        wanted=_has_money_left,
    ),
]  # fmt: skip
