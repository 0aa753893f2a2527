"""What is done about bookings: made, confirmed, paid ahead, kept or not. Article 16."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from jieche.appointments import queries, sheets
from jieche.appointments.models import Booking, Reached, Source
from jieche.customers.commands import know_customer
from jieche.customers.models import Customer
from jieche.journal import door
from jieche.journal.models import Document, Entry
from jieche.journal.queries import latest_document
from jieche.rulebook.words import Event, Kind, Outcome, Proof, Purpose, Role
from jieche.shop.commands import next_number
from jieche.shop.models import Place, Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.plate import Plate
from jieche.vehicles.commands import hold_car, know_vehicle
from jieche.vehicles.models import Vehicle
from jieche.vehicles.queries import by_plate
from jieche.visits.commands import close_intake, open_visit, state_purpose, tell_fee
from jieche.visits.models import Channel, Visit
from jieche.visits.queries import here_now

_FAR_AHEAD = timedelta(days=180)


@dataclass(frozen=True)
class Agreed:
    """What was agreed on for a booking; money in fen, ``minutes`` of the bay."""

    starts_at: datetime
    minutes: int
    items: str
    source: Source = Source.CUSTOMER
    is_proposal_agreed: bool = False
    wishes: str = ""
    estimate_fen: int | None = None
    parts_fen: int = 0
    parts_note: str = ""
    bay: Place | None = None  # None: the first that is free
    # The chance that bay and hands are free, where it was little and booked all the same.
    room_percent: int | None = None


@transaction.atomic
def agree_booking(
    visit: Visit, *, agreed: Agreed, by: Staff, at: datetime, ticked: door.Ticks = ()
) -> Booking:
    """
    Turn a visit into a booking: the slip is written and frozen for signature (1.10, 16.1-16.5).

    Raises Refused where the hour is past, the shop shut or no bay free.
    """
    door.hold(visit.matter)
    refuse_odd_hour(visit.shop, agreed, at)
    booking = _write(visit, agreed, by, at)
    paper = freeze_slip(booking, at)
    door.record(
        booking.matter, Event.BOOKING_MADE, by=by, at=at, agreed_for=booking.starts_at,
        facts={
            "number": booking.number, "source": booking.source, "bay": booking.work_bay.name,
            "estimate_fen": booking.estimate_fen, "costly_parts_fen": booking.costly_parts_fen,
            "room_percent": agreed.room_percent,
        },
        papers=[paper],
    )  # fmt: skip
    if booking.deposit_fen:
        door.record(
            booking.matter, Event.DEPOSIT_ASKED, by=by, at=at,
            facts={"deposit_fen": booking.deposit_fen},
        )  # fmt: skip
    door.record(
        visit.matter, Event.BOOKING_AGREED, by=by, at=at, agreed_for=booking.starts_at,
        facts={"number": booking.number}, ticked=ticked,
    )  # fmt: skip
    tell_fee(visit, by=by, at=at)
    close_intake(visit, Outcome.BOOKING, at=at)
    if visit.channel_word is Channel.PHONE:
        door.record(visit.matter, Event.CALL_ENDED, by=by, at=at)
    return booking


@transaction.atomic
def book_by_phone(
    *,
    plate: Plate,
    name: str,
    phone: str,
    agreed: Agreed,
    title: str = "",
    wish: str = "",
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Booking:
    """Open a visit for a call and turn it into a booking, in one act (P.1). Raises Refused."""
    Shop.objects.select_for_update(no_key=True).get(pk=by.shop_id)  # one caller, one record
    car, caller = _car_and_caller(by.shop, plate, name, phone, title, at)
    visit = open_visit(vehicle=car, sender=caller, channel=Channel.PHONE, by=by, at=at)
    state_purpose(visit, purpose=Purpose.BOOKING, wish=wish or agreed.items, by=by, at=at)
    return agree_booking(visit, agreed=agreed, by=by, at=at, ticked=ticked)


def _car_and_caller(
    shop: Shop, plate: Plate, name: str, phone: str, title: str, at: datetime
) -> tuple[Vehicle, Customer]:
    """Return the records of car and caller; who calls about a known car is not its new owner."""
    caller = know_customer(shop, name=name, phone=phone, title=title, at=at)
    known = by_plate(shop, plate.text)
    if known is not None:
        return known, caller
    car, _ = know_vehicle(shop, plate=plate.text, plate_kind=plate.kind.value, owner=caller, at=at)
    return car, caller


def refuse_odd_hour(shop: Shop, agreed: Agreed, at: datetime) -> None:
    """Refuse an hour that is past, too far or closed, or was proposed and not agreed to."""
    desk = hours_of(shop).desk
    if agreed.starts_at <= at:
        door.refuse("预约时间已过", "That hour is past", clause="16.2", at="starts_at")
    if agreed.starts_at > at + _FAR_AHEAD:
        door.refuse(
            "预约不能超过半年后。请核对日期",
            "A booking is half a year ahead at most. Check the date",
            at="starts_at",
        )
    if not desk.is_open(agreed.starts_at):
        door.refuse(
            "那时本店不营业。请另约时间",
            "The shop is closed at that hour. Agree on another",
            clause="16.2",
            at="starts_at",
        )
    if agreed.source is Source.SHOP and not agreed.is_proposal_agreed:
        door.refuse(
            "本店建议的预约，须经客户同意",
            "What the shop proposes needs the customer's agreement",
            clause="16.1",
            at="is_proposal_agreed",
        )


def _write(visit: Visit, agreed: Agreed, by: Staff, at: datetime) -> Booking:
    shop = visit.shop
    ends_at = hours_of(shop).work.add(agreed.starts_at, agreed.minutes)
    costly = agreed.parts_fen if agreed.parts_fen >= shop.costly_part_fen else 0
    return Booking.objects.create(
        shop=shop,
        matter=door.open_matter(Kind.BOOKING, shop, at=at),
        visit=visit,
        number=next_number(shop, "YY", hours_of(shop).desk.day_of(at)),
        vehicle=visit.vehicle,
        customer=visit.sender,
        advisor=by,
        source=agreed.source.value,
        agreed_at=at if agreed.source is Source.SHOP else None,
        made_at=at,
        starts_at=agreed.starts_at,
        ends_at=ends_at,
        work_bay=keep_bay(shop, agreed, ends_at),
        items=agreed.items,
        wishes=agreed.wishes,
        estimate_fen=agreed.estimate_fen,
        parts_note=agreed.parts_note,
        costly_parts_fen=costly,
        deposit_fen=half_of(costly),
    )


def half_of(fen: int) -> int:
    """Return not less than one half (16.5)."""
    return (fen + 1) // 2


def keep_bay(shop: Shop, agreed: Agreed, ends_at: datetime) -> Place:
    """Return a work bay that is free for the whole span; two desks can't take the same."""
    bays = Place.objects.filter(shop=shop, kind=Place.Kind.WORK_BAY, is_in_use=True)
    locked = list(bays.select_for_update().order_by("name"))
    taken = queries.taken_bays(shop, agreed.starts_at, ends_at)
    free = [bay for bay in locked if bay.pk not in taken]
    if agreed.bay is not None:
        if agreed.bay in free:
            return agreed.bay
        door.refuse(
            f"{agreed.bay.name} 那时已有预约",
            f"{agreed.bay.name} is booked for that time",
            clause="16.7",
            at="bay",
        )
    if not free:
        door.refuse(
            "那时没有空工位。请另约时间",
            "No work bay is free then. Agree on another hour",
            clause="16.7",
            at="starts_at",
        )
    return free[0]


def freeze_slip(booking: Booking, at: datetime) -> Document:
    """Freeze the slip as it now stands."""
    content = sheets.booking_sheet(booking)
    return door.freeze(booking.matter, "booking", booking.number, content, at=at)


@transaction.atomic
def confirm_booking(
    booking: Booking,
    *,
    signature: door.Signature | None = None,
    message: str = "",
    reached: Reached | None = None,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """Have the slip signed, or confirmed by the words of a message (16.3). Raises Refused."""
    door.hold(booking.matter)
    if signature is None and message:
        # A message stands for the signature: its words and the way it came are kept in its place.
        said = {"message": message, "channel": reached.value if reached else ""}
        name = booking.customer.name if booking.customer else booking.number
        signature = door.Signature(name, strokes=json.dumps(said, ensure_ascii=False))
    return door.record(
        booking.matter, Event.BOOKING_CONFIRMED, by=by, at=at,
        facts={"message": message, "reached": reached.value if reached else ""},
        proofs=door.Proofs(
            signature=signature, paper=latest_document(booking.matter, "booking")
        ),
        ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def inform_workshop(
    booking: Booking, *, told: Staff, by: Staff, at: datetime, ticked: door.Ticks = ()
) -> Entry:
    """Tell the dispatcher, so that the bay is kept free (16.7). Raises Refused."""
    if told.shop_id != booking.shop_id or not told.is_one_of(Role.DISPATCHER):
        door.refuse("请选本店的车间主管", "Choose the shop's dispatcher", clause="16.7", at="told")
    return door.record(
        booking.matter, Event.WORKSHOP_INFORMED, by=by, at=at,
        facts={"bay": booking.work_bay.name}, proofs=door.Proofs({Proof.PERSON_TOLD: told.name}),
        ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def remind_customer(
    booking: Booking,
    *,
    reached: Reached,
    answer: str,
    by: Staff,
    at: datetime,
    ticked: door.Ticks = (),
) -> Entry:
    """Remind the customer of the hour, and keep what he answered (16.8)."""
    return door.record(
        booking.matter, Event.BOOKING_REMINDED, by=by, at=at,
        facts={"reached": reached.value, "answer": answer}, ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def keep_booking(booking: Booking, *, by: Staff, at: datetime, ticked: door.Ticks = ()) -> Visit:
    """Receive the customer who keeps his booking: his visit opens, or is the one that is open."""
    door.hold(booking.matter)
    # Its record may have been put into another one of the same car.
    car = hold_car(booking.vehicle_id) if booking.vehicle_id else None
    visit = (here_now(car) if car else None) or open_visit(
        vehicle=car,
        sender=booking.customer,
        channel=Channel.CAR if car else Channel.ON_FOOT,
        by=by,
        at=at,
    )
    keep_with(booking, visit, by=by, at=at, ticked=ticked)
    return visit


def keep_with(
    booking: Booking, visit: Visit, *, by: Staff, at: datetime, ticked: door.Ticks = ()
) -> Entry:
    """Mark the booking as kept in a visit that is open. Raises Refused."""
    entry = door.record(
        booking.matter, Event.BOOKING_KEPT, by=by, at=at, facts={"visit": visit.number},
        ticked=ticked,
    )  # fmt: skip
    booking.kept_visit = visit
    booking.is_bay_held = False
    booking.save(update_fields=["kept_visit", "is_bay_held"])
    return entry


@transaction.atomic
def miss_booking(booking: Booking, *, by: Staff, at: datetime, ticked: door.Ticks = ()) -> Entry:
    """Mark a booking as not kept once its bay is held no longer. Raises Refused before that."""
    door.hold(booking.matter)
    held_until = booking.starts_at + timedelta(minutes=booking.hold_minutes)
    if at <= held_until:
        door.refuse("预约时间还没有过", "The hour is not past yet, nor the minutes the bay is held")
    entry = door.record(booking.matter, Event.BOOKING_MISSED, by=by, at=at, ticked=ticked)
    let_bay_go(booking)
    if queries.is_money_open(booking):
        facts = {"amount_fen": booking.paid_fen}
        door.record(booking.matter, Event.DEPOSIT_WAITS, by=by, at=at, facts=facts)
    return entry


def let_bay_go(booking: Booking) -> None:
    """Free the bay of a booking that is kept no longer."""
    booking.is_bay_held = False
    booking.save(update_fields=["is_bay_held"])


def give_bookings(goes: Vehicle, stays: Vehicle) -> None:
    """Give a record's bookings to the other record of the same car."""
    Booking.objects.filter(vehicle=goes).update(vehicle=stays)
