"""The call sheet: what is known before the telephone is taken up (15.10)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from jieche.care.models import CallAttempt, CallRhythm, Complaint, FollowUp
from jieche.checkin.queries import readings_of
from jieche.customers.models import Customer
from jieche.estimate.models import Promise
from jieche.estimate.queries import lines_in_force
from jieche.estimate.words import LineKind
from jieche.journal.models import Duty
from jieche.journal.queries import case_of
from jieche.reception.models import Urgency
from jieche.reception.queries import report_of
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.values.phone import parse as parse_phone
from jieche.values.verdict import Impossible
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Category, RepairOrder, Visit
from jieche.visits.queries import order_of
from jieche.workshop.queries import supplements_of
from jieche.workshop.words import Answer

SERVICE = (Category.SERVICE, Category.FIRST_MAINTENANCE, Category.SECOND_MAINTENANCE)
_SERVICE = [category.value for category in SERVICE]


@dataclass(frozen=True)
class Rhythm:
    """How often to call, and when a service is due again, whichever of days and km comes first."""

    call_every_days: int = 90
    service_every_days: int = 180
    service_every_km: int = 10_000


@dataclass(frozen=True)
class NextService:
    """The next service as far as the file knows it: a day, a reading, or both; None unknown."""

    on: date | None = None
    km: int | None = None

    @property
    def is_known(self) -> bool:
        """Say whether there is anything to remind of (15.5)."""
        return self.on is not None or self.km is not None


@dataclass(frozen=True)
class Declined:
    """What was found and not wanted: to be spoken of with care, first where safety is at stake."""

    words: str
    reason: str
    is_safety: bool


@dataclass(frozen=True)
class Kept:
    """The promise of the last visit: its hour, when the car was ready, how often it was moved."""

    promised_at: datetime
    ready_at: datetime
    times_moved: int

    @property
    def is_kept(self) -> bool:
        """Say whether the car was ready by the promised hour."""
        return self.ready_at <= self.promised_at


@dataclass(frozen=True)
class CallSheet:
    """Everything the caller should have before his eyes."""

    visit: Visit
    customer: Customer | None
    phone: str
    order_number: str
    released_at: datetime | None
    done: list[str]
    declined: list[Declined]
    advised: list[tuple[str, Urgency | None]]
    promise: Kept | None
    complaints: list[Complaint]
    attempts: list[CallAttempt]
    last_call: FollowUp | None
    service: NextService
    next_call_on: date


def rhythm_of(shop: Shop, on: date) -> Rhythm:
    """Return the shop's rhythm in force on a day; the usual one where it has set none."""
    own = CallRhythm.objects.filter(shop=shop, valid_from__lte=on).order_by("valid_from").last()
    if own is None:
        return Rhythm()
    return Rhythm(own.call_every_days, own.service_every_days, own.service_every_km)


def call_sheet(visit: Visit, at: datetime) -> CallSheet:
    """Make the call sheet of a visit from its order, its supplements and its file."""
    order = order_of(visit)
    report = report_of(visit)
    case = case_of(visit.matter)
    released = case.last(Event.RELEASED)
    work = [line for line in lines_in_force(order) if line.kind == LineKind.LABOUR.value]
    return CallSheet(
        visit=visit,
        customer=visit.sender,
        phone=phone_shown(visit.sender),
        order_number=order.number if order else "",
        released_at=released.at if released else None,
        done=list(dict.fromkeys(line.name for line in work)),
        declined=declined_in(visit),
        advised=[
            (advice["text"], Urgency.of(advice["urgency"]) if advice.get("urgency") else None)
            for advice in (report.advice if report else [])
        ],
        promise=_promise(visit),
        complaints=list(
            Complaint.objects.filter(visit__vehicle=visit.vehicle, matter__closed_at=None)
            .exclude(visit=None)
            .order_by("registered_at")
            if visit.vehicle_id
            else Complaint.objects.filter(visit=visit, matter__closed_at=None)
        ),
        attempts=list(visit.attempts.select_related("caller").order_by("tried_at")),
        last_call=last_call(visit.vehicle),
        service=next_service(visit, at),
        next_call_on=next_call_after(visit.shop, at),
    )


def first_call_owed(visit: Visit) -> Duty | None:
    """Return the first call as it is owed, None where it was made or is not asked for (15.2)."""
    return Duty.objects.filter(
        matter_id=visit.matter_id, event=Event.FOLLOWED_UP.value, is_prompt=False, met_at=None,
        is_moot=False,
    ).first()  # fmt: skip


def counts_from(visit: Visit, at: datetime) -> datetime | None:
    """Return from when a call would be the first follow-up, None where one now is not early."""
    owed = first_call_owed(visit)
    return owed.opens_at if owed is not None and owed.opens_at > at else None


def in_the_first_week(visit: Visit, again_at: datetime, at: datetime) -> datetime:
    """Return ``again_at``, no later than the first call is owed while it can be in time (15.2)."""
    owed = first_call_owed(visit)
    return min(again_at, owed.due_at) if owed is not None and owed.due_at > at else again_at


def declined_in(visit: Visit) -> list[Declined]:
    """Return the supplements that the customer did not want, safety first (9.8)."""
    refused = [each for each in supplements_of(visit) if each.answer == Answer.REFUSED.value]
    found = [Declined(each.item, each.technical_reason, each.is_safety) for each in refused]
    return sorted(found, key=lambda each: not each.is_safety)


def _promise(visit: Visit) -> Kept | None:
    promises = list(Promise.objects.filter(visit=visit).order_by("version"))
    ready = case_of(visit.matter).last(Event.INSPECTION_PASSED)
    if not promises or ready is None:
        return None
    return Kept(promises[-1].promised_at, ready.at, len(promises) - 1)


def last_call(car: Vehicle | None) -> FollowUp | None:
    """Return the last call about a car in which the customer was reached."""
    if car is None:
        return None
    return (
        FollowUp.objects.filter(visit__vehicle=car)
        .select_related("caller", "visit")
        .order_by("called_at")
        .last()
    )


def next_service(visit: Visit, at: datetime) -> NextService:
    """
    Return when the car is due for its next service, as far as anybody knows (15.5).

    What was told in the last call stands until a service was done here since; after a service it
    is the shop's rhythm, counted from that day and its reading.
    """
    car = visit.vehicle
    if car is None:
        return NextService()
    served = (
        RepairOrder.objects.filter(
            visit__vehicle=car, category__in=_SERVICE,
            visit__matter__entries__event=Event.RELEASED.value,
        )
        .select_related("visit", "visit__matter", "visit__shop")
        .order_by("visit__arrived_at")
        .last()
    )  # fmt: skip
    told = (
        FollowUp.objects.filter(visit__vehicle=car)
        .exclude(next_service_on=None, next_service_km=None)
        .order_by("called_at")
        .last()
    )
    out = case_of(served.visit.matter).last(Event.RELEASED) if served else None
    if told is not None and (out is None or told.called_at > out.at):
        return NextService(told.next_service_on, told.next_service_km)
    if served is None or out is None:
        return NextService()
    rhythm = rhythm_of(visit.shop, hours_of(visit.shop).desk.day_of(at))
    day = hours_of(visit.shop).desk.day_of(out.at)
    readings = readings_of(served.visit)
    km = readings.odometer_km if readings else None
    return NextService(
        day + timedelta(days=rhythm.service_every_days),
        km + rhythm.service_every_km if km is not None else None,
    )


def next_call_after(shop: Shop, at: datetime) -> date:
    """Return the open day on which the next regular call falls when one is made now (15.1)."""
    desk = hours_of(shop).desk
    today = desk.day_of(at)
    day = today + timedelta(days=rhythm_of(shop, today).call_every_days)
    for later in range(14):  # over a holiday
        if desk.spans(day + timedelta(days=later)):
            return day + timedelta(days=later)
    return day


def preferred(customer: Customer | None) -> tuple[time, time] | None:
    """Return the hours that suit the customer, None where he named none."""
    if customer is None or customer.preferred_from is None or customer.preferred_until is None:
        return None
    return customer.preferred_from, customer.preferred_until


def phone_shown(customer: Customer | None) -> str:
    """Return the number to dial as it is read out."""
    if customer is None or not customer.phone:
        return ""
    try:
        return parse_phone(customer.phone).shown
    except Impossible:
        return customer.phone
