"""Which bookings there are, which bays are free, what is still to be done about a booking."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from jieche.appointments.models import HOLDS_A_BAY, Booking, DepositEnd
from jieche.appointments.room import Wanted
from jieche.journal.models import Entry
from jieche.journal.once import once_a_page
from jieche.rulebook.words import Event, Role, Stage
from jieche.shop.models import Place, Shop
from jieche.shop.queries import hours_of, places
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit

# Who books, and who besides may read bookings.
DESK = (Role.ADVISOR, Role.RECEPTION_MANAGER)
READERS = (*DESK, Role.SHOP_MANAGER, Role.DISPATCHER, Role.CASHIER, Role.PARTS)

_HOLDS = [stage.value for stage in HOLDS_A_BAY]
# A customer may still come after the hour was marked as missed.
_COMES = [*_HOLDS, Stage.MISSED.value]


def visible_to(staff: Staff) -> QuerySet[Booking]:
    """Return the bookings of the person's shop, with what every page needs of them."""
    return Booking.objects.filter(shop_id=staff.shop_id).select_related(
        "matter", "matter__shop", "shop", "visit", "visit__sender", "vehicle", "customer",
        "advisor", "work_bay", "kept_visit",
    )  # fmt: skip


def find_booking(staff: Staff, pk: int) -> Booking | None:
    """Return the booking if the person may see it."""
    return visible_to(staff).filter(pk=pk).first()


def between(shop: Shop, first: date, last: date) -> QuerySet[Booking]:
    """Return the bookings for the days from ``first`` to ``last``, by hour."""
    zone = ZoneInfo(shop.time_zone)
    return (
        Booking.objects.filter(
            shop=shop,
            starts_at__gte=datetime.combine(first, time(), zone),
            starts_at__lt=datetime.combine(last + timedelta(days=1), time(), zone),
        )
        .select_related("matter", "shop", "vehicle", "customer", "advisor", "work_bay", "visit")
        .order_by("starts_at", "number")
    )


def of_day(shop: Shop, day: date) -> list[Booking]:
    """Return the bookings for a day, by hour."""
    return list(between(shop, day, day))


def booking_of_car(car: Vehicle, day: date) -> Booking | None:
    """Return the booking with which the car is expected on a day, None where there is none."""
    expected = between(car.shop, day, day).filter(vehicle=car, matter__stage__in=_COMES)
    return expected.first()


def waiting_of(car: Vehicle) -> QuerySet[Booking]:
    """Return the bookings with which the car is still to come and that keep a bay, by hour."""
    held = Booking.objects.filter(vehicle=car, matter__stage__in=_HOLDS)
    return held.order_by("starts_at")


def taken_bays(shop: Shop, starts_at: datetime, ends_at: datetime) -> set[int]:
    """Return the work bays that another booking keeps within a span, by number."""
    return set(
        Booking.objects.filter(
            shop=shop, is_bay_held=True, starts_at__lt=ends_at, ends_at__gt=starts_at
        ).values_list("work_bay_id", flat=True)
    )


def free_bays(shop: Shop, starts_at: datetime, ends_at: datetime) -> list[Place]:
    """Return the work bays that no booking keeps within a span, by name."""
    taken = taken_bays(shop, starts_at, ends_at)
    return [bay for bay in places(shop, Place.Kind.WORK_BAY) if bay.pk not in taken]


def is_full(shop: Shop, wanted: Wanted) -> bool:
    """Say whether bookings keep the wanted bay, or all of them, so that none can be made."""
    ends_at = hours_of(shop).work.add(wanted.starts_at, wanted.minutes)
    kept = Booking.objects.filter(
        shop=shop, is_bay_held=True, starts_at__lt=ends_at, ends_at__gt=wanted.starts_at
    ).exclude(pk=wanted.besides or 0)
    taken = set(kept.values_list("work_bay_id", flat=True))
    bays = [wanted.bay] if wanted.bay else places(shop, Place.Kind.WORK_BAY)
    return all(bay.pk in taken for bay in bays)


def done_about(bookings: Iterable[Booking]) -> dict[int, set[Event]]:
    """Return what has happened to each booking, by its number in the table."""
    by_matter = {booking.matter_id: booking.pk for booking in bookings}
    done: dict[int, set[Event]] = {pk: set() for pk in by_matter.values()}
    rows = Entry.objects.filter(matter_id__in=by_matter).values_list("matter_id", "event")
    for matter, event in rows:
        done[by_matter[matter]].add(Event.of(event))
    return done


def capacity(shop: Shop, day: date, bookings: Iterable[Booking]) -> tuple[int, int]:
    """Return the bay minutes that ``bookings`` take of a day, and all that there are."""
    work = hours_of(shop).work
    bays = len(places(shop, Place.Kind.WORK_BAY))
    whole = sum(int((b - a).total_seconds()) // 60 for a, b in work.spans(day)) * bays
    begins = datetime.combine(day, time(), ZoneInfo(shop.time_zone))
    ends = begins + timedelta(days=1)
    taken = sum(
        int(work.between(max(booking.starts_at, begins), min(booking.ends_at, ends)))
        for booking in bookings
        if booking.matter.stands_at in (*HOLDS_A_BAY, Stage.KEPT)
    )
    return taken, whole


@once_a_page
def money_ahead_of(visit: Visit) -> Booking | None:
    """Return the booking kept by a visit whose money paid ahead is not dealt with yet."""
    kept = Booking.objects.filter(kept_visit=visit, paid_fen__gt=0, deposit_end=None)
    return kept.select_related("matter", "shop").first()


def is_money_open(booking: Booking) -> bool:
    """Say whether money was paid ahead of the booking that is not dealt with yet."""
    return booking.paid_fen > 0 and not DepositEnd.objects.filter(booking=booking).exists()


def money_to_carry(booking: Booking) -> list[Booking]:
    """
    Return the earlier bookings of the car or customer whose money ahead can be carried over to it.

    They were missed or cancelled, or kept by a car that now leaves unrepaired; oldest first.
    """
    his = Q(vehicle=booking.vehicle_id) if booking.vehicle_id else Q(customer=booking.customer_id)
    ended = Q(matter__stage__in=[Stage.MISSED.value, Stage.CANCELLED.value])
    leaves = Q(matter__stage=Stage.KEPT.value, kept_visit__matter__stage=Stage.LEAVING.value)
    open_money = Booking.objects.filter(shop=booking.shop_id, paid_fen__gt=0, deposit_end=None)
    found = open_money.filter(his, ended | leaves).exclude(pk=booking.pk)
    return list(found.select_related("matter", "shop").order_by("starts_at", "pk"))


def deposits_to_settle(shop: Shop) -> list[Booking]:
    """Return the missed and cancelled bookings whose money is not dealt with, oldest first."""
    over = [Stage.MISSED.value, Stage.CANCELLED.value]
    gone = Booking.objects.filter(shop=shop, matter__stage__in=over)
    found = gone.filter(paid_fen__gt=0, deposit_end=None)
    return list(found.select_related("vehicle", "customer", "matter").order_by("starts_at", "pk"))


def deposits_to_take(shop: Shop) -> list[Booking]:
    """Return the bookings for which money ahead was asked and not taken yet, the soonest first."""
    asked = Booking.objects.filter(shop=shop, deposit_fen__gt=0, paid_fen=0)
    found = asked.filter(matter__stage__in=_HOLDS).select_related("vehicle", "customer", "matter")
    return list(found.order_by("starts_at", "pk"))
