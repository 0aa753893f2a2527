"""Takes a repaired car back to its customer by the real commands, in their order."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from jieche.appointments import commands as appointments
from jieche.appointments import deposits
from jieche.appointments.models import Means as BookingMeans
from jieche.delivery import account, commands, gate, till
from jieche.delivery.models import Means
from jieche.delivery.queries import items_of
from jieche.estimate.commands import decline_order
from jieche.estimate.pricing import Draft
from jieche.reception import commands as reception
from jieche.reception.models import LossReason
from jieche.rulebook.words import Outcome, Purpose
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.visits.commands import state_purpose
from jieche.visits.models import Visit
from jieche.workshop.queries import expected_papers
from tests.support.cast import clock
from tests.support.story_appointments import COSTLY, booked
from tests.support.story_checkin import handed_in, in_the_workshop
from tests.support.story_estimate import BRAKES, PADS, signature, signed
from tests.support.story_reception import CHEN, SANTANA, examined
from tests.support.story_repair import a_car_in_the_workshop, repaired

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
ALL_SIX: dict[str, Any] = dict.fromkeys(
    ("exit_notice", "repair_order", "settlement_list", "warranty", "vehicle_documents", "key"),
    True,
)  # fmt: skip
People = Mapping[str, Staff]


def a_finished_car(
    staff: People,
    at: datetime,
    *,
    plate: str = "沪A12345",
    lines: Sequence[Draft] = (BRAKES, PADS),
) -> Visit:
    """Bring a car from its arrival at ``at`` to the passed inspection two hours later (60800)."""
    visit = a_car_in_the_workshop(staff["li"], staff["sun"], at, plate=plate, lines=lines)
    return repaired(visit, staff["wang"], staff["sun"], at + timedelta(hours=1, minutes=20))


def a_car_paid_ahead(staff: People, at: datetime, *, paid_fen: int) -> Visit:
    """Bring a booked car, for which ``paid_fen`` were paid ahead, to the passed inspection."""
    li = staff["li"]
    before = clock("2026-11-20 09:00")
    booking = booked(li, before, car=SANTANA, sender=CHEN)
    deposits.take_deposit(
        booking, amount_fen=paid_fen, means=BookingMeans.CASH, by=staff["zhao"], at=before
    )
    first = Visit.objects.get(vehicle=booking.vehicle)
    till.issue_exit_notice(first, by=staff["zhao"], at=before + 5 * MINUTE)
    gate.see_out(first, by=staff["men"], at=before + 6 * MINUTE)
    visit = appointments.keep_booking(booking, by=li, at=at)
    bay = Place.objects.get(shop=li.shop, kind=Place.Kind.RECEPTION_BAY, name="接1")
    reception.greet_customer(visit, bay=bay, by=li, at=at)
    state_purpose(visit, purpose=Purpose.REPAIR, wish="刹车有异响", by=li, at=at)
    if visit.is_first:
        reception.explain_services(visit, by=li, at=at + MINUTE)
    reception.give_consent(visit, agreed_by="陈静", by=li, at=at + MINUTE)
    signed(visit, li, at + 3 * MINUTE)
    handed_in(visit, li, at + 10 * MINUTE)
    in_the_workshop(visit, li, staff["sun"], at + 30 * MINUTE)
    return repaired(visit, staff["wang"], staff["sun"], at + timedelta(hours=1, minutes=20))


def a_booked_car_not_repaired(
    staff: People, at: datetime, *, fee_fen: int = 8000, paid_fen: int = 100000,
    car: reception.CarTold = SANTANA, bay: str = "接1",
) -> Visit:  # fmt: skip
    """
    Bring a booked car, for which money was paid ahead, to its diagnosis; the customer declines.

    Of the 3000 yuan of the booking 600 may be earnest money, the rest is an advance payment.
    """
    li = staff["li"]
    before = clock("2026-11-20 09:00")
    booking = booked(li, before, agreed=COSTLY, car=car, sender=CHEN)
    deposits.take_deposit(
        booking, amount_fen=paid_fen, means=BookingMeans.CASH, by=staff["zhao"], at=before
    )
    first = Visit.objects.get(vehicle=booking.vehicle)
    till.issue_exit_notice(first, by=staff["zhao"], at=before + 5 * MINUTE)
    gate.see_out(first, by=staff["men"], at=before + 6 * MINUTE)
    visit = appointments.keep_booking(booking, by=li, at=at)
    place = Place.objects.get(shop=li.shop, kind=Place.Kind.RECEPTION_BAY, name=bay)
    reception.greet_customer(visit, bay=place, by=li, at=at)
    state_purpose(visit, purpose=Purpose.REPAIR, wish="换减振器", by=li, at=at)
    reception.give_consent(visit, agreed_by="陈静", by=li, at=at + MINUTE)
    examined(visit, li, staff["wang"], at + MINUTE, fee_fen=fee_fen)
    decline_order(visit, reason=LossReason.PRICE, outcome=Outcome.QUOTE_ONLY, by=li, at=at + HOUR)
    return visit


def taken_over(visit: Visit, staff: People, at: datetime) -> Visit:
    """Take it out of the workshop, nothing being wrong."""
    commands.take_over(
        visit, is_exterior_normal=True, are_items_complete=True, by=staff["li"], at=at
    )
    return visit


def cleaned(visit: Visit, staff: People, at: datetime) -> Visit:
    """Do the last clean and put every item back."""
    taken_over(visit, staff, at)
    commands.clean_last(
        visit, is_washed=True, is_interior_clean=True, is_exterior_normal=True, by=staff["li"],
        at=at + MINUTE,
    )  # fmt: skip
    found = [item.quantity for item in items_of(visit)]
    commands.return_items(visit, found=found, by=staff["li"], at=at + 2 * MINUTE)
    return visit


def drawn(visit: Visit, staff: People, at: datetime) -> Visit:
    """Make it ready up to the account, which the cashier has drawn."""
    cleaned(visit, staff, at)
    papers = expected_papers(visit)
    commands.collect_papers(visit, received=papers, by=staff["zhao"], at=at + 3 * MINUTE)
    account.draw_account(visit, by=staff["zhao"], at=at + 4 * MINUTE)
    return visit


def told(visit: Visit, staff: People, at: datetime) -> Visit:
    """Make it ready and tell the customer; done five minutes after ``at``."""
    made_ready(visit, staff, at)
    commands.tell_to_collect(
        visit, person_told="陈女士", channel="phone", by=staff["li"], at=at + 5 * MINUTE
    )
    return visit


def viewed(visit: Visit, staff: People, at: datetime) -> Visit:
    """Let the customer come ten minutes after ``at`` and look at the finished car."""
    told(visit, staff, at)
    commands.receive_customer(visit, collector="陈静", by=staff["li"], at=at + 10 * MINUTE)
    commands.show_car(visit, points="换了前制动片", by=staff["li"], at=at + 12 * MINUTE)
    return visit


def presented(visit: Visit, staff: People, at: datetime) -> Visit:
    """Lay the settlement list before the customer."""
    account.present_settlement(visit, by=staff["zhao"], at=at)
    return visit


def agreed(visit: Visit, staff: People, at: datetime) -> Visit:
    """Present the list and have it signed."""
    presented(visit, staff, at)
    account.agree_settlement(visit, signature=signature(), by=staff["zhao"], at=at)
    return visit


def taken_off(visit: Visit, staff: People, at: datetime, *, fen: int) -> Visit:
    """Let the customer ask and the manager decide: ``fen`` off in all."""
    account.ask_discount(visit, asked="能优惠吗", by=staff["zhao"], at=at)
    account.decide_discount(visit, discount_fen=fen, reason="老客户", by=staff["he"], at=at)
    return visit


def paid(
    visit: Visit, staff: People, at: datetime, *, fen: int, means: Means = Means.WECHAT
) -> Visit:
    """Take a payment."""
    till.take_payment(visit, amount_fen=fen, mode=means.value, by=staff["zhao"], at=at)
    return visit


def settled(visit: Visit, staff: People, at: datetime) -> Visit:
    """Take the car of ``viewed`` to its closed settlement, paid whole."""
    agreed(visit, staff, at)
    visit.settlement.refresh_from_db()
    return paid(visit, staff, at + MINUTE, fen=visit.settlement.owed_fen)


def handed_over(visit: Visit, staff: People, at: datetime) -> Visit:
    """Issue the exit notice and hand over the six things."""
    till.issue_exit_notice(visit, by=staff["zhao"], at=at)
    till.hand_over_six(visit, **ALL_SIX, by=staff["zhao"], at=at)
    return visit


def accepted(visit: Visit, staff: People, at: datetime) -> Visit:
    """Hand over, check in the yard, have the acceptance signed."""
    handed_over(visit, staff, at)
    commands.check_yard(
        visit, are_items_complete=True, is_exterior_normal=True, objection="", by=staff["li"],
        at=at + 2 * MINUTE,
    )  # fmt: skip
    gate.sign_acceptance(visit, signature=signature(), by=staff["li"], at=at + 3 * MINUTE)
    return visit


def released(visit: Visit, staff: People, at: datetime) -> Visit:
    """Take it through acceptance out of the gate."""
    accepted(visit, staff, at)
    gate.release(visit, by=staff["men"], at=at + 4 * MINUTE)
    return visit


def made_ready(visit: Visit, people: People, at: datetime) -> Visit:
    """Take a finished car to the moment when its customer may be told."""
    drawn(visit, people, at)
    commands.lay_out_documents(visit, by=people["li"], at=at + 4 * MINUTE)
    return visit


def at_the_till(visit: Visit, people: People, at: datetime) -> Visit:
    """Let the customer of ``made_ready`` come, see the car and sign the list: nothing is paid."""
    commands.receive_customer(visit, collector="陈静", by=people["li"], at=at)
    commands.show_car(visit, points="前制动片已换", by=people["li"], at=at)
    return agreed(visit, people, at)


def a_car_to_be_paid(people: People, at: datetime, plate: str = "沪A12345") -> Visit:
    """Bring a car all the way to its signed settlement list: 5 hours after ``at``."""
    visit = a_finished_car(people, at, plate=plate)
    made_ready(visit, people, at + 3 * HOUR)
    return at_the_till(visit, people, at + 5 * HOUR)


def paid_and_noticed(visit: Visit, people: People, at: datetime) -> Visit:
    """Pay the whole and issue the exit notice."""
    visit.settlement.refresh_from_db()
    paid(visit, people, at, fen=visit.settlement.owed_fen)
    till.issue_exit_notice(visit, by=people["zhao"], at=at)
    return visit
