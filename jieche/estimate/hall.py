"""The workshop as the promise engine sees it: hours, bays, people, and what was never noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from jieche.estimate.words import System
from jieche.promise import Assumed, Bay, Calendar, Floor, Rules, Technician
from jieche.rulebook.hours import Hours
from jieche.rulebook.words import Role
from jieche.shop.models import Place, Shop
from jieche.shop.queries import hours_of
from jieche.shop.words import BayKind, Trade
from jieche.staff.models import Absence, Shift, Staff

ANY_BAY = "any"  # a bay of which nobody said what it is for
FINISH_MINUTES = 30.0  # final inspection, last clean and papers, until the shop's own are known
_ABSENCES_AHEAD = timedelta(days=60)

_TRADE: Mapping[System, Trade] = {
    System.IGNITION: Trade.ELECTRICS,
    System.STARTING: Trade.ELECTRICS,
    System.ELECTRICS: Trade.ELECTRICS,
    System.HIGH_VOLTAGE: Trade.HIGH_VOLTAGE,
    System.BODY: Trade.BODY,
    System.PAINT: Trade.PAINT,
    System.CARE: Trade.CARE,
}
_BAYS: Mapping[Trade, tuple[BayKind, ...]] = {
    Trade.BODY: (BayKind.BODY,),
    Trade.PAINT: (BayKind.PAINT,),
    Trade.CARE: (BayKind.WASH, BayKind.LIFT),
}
_USUAL = (BayKind.LIFT, BayKind.ALIGNMENT)


def trade_of(system: str) -> Trade:
    """Return who does the work on a system of the car; mechanics what nobody else does."""
    return _TRADE.get(System.of(system), Trade.MECHANIC) if system else Trade.MECHANIC


def trade_at(kind: str) -> Trade:
    """Return who works at a kind of bay: the trade for which it is the first, else mechanics."""
    first = {kinds[0].value: trade for trade, kinds in _BAYS.items()}
    return first.get(kind, Trade.MECHANIC)


def bays_for(trade: Trade, kind: str = "") -> tuple[str, ...]:
    """
    Return the kinds of bays in which a trade works, the preferred one first.

    ``kind``: the one that the catalogue names for this work (a wheel alignment has its own bay).
    """
    if kind:
        return (kind, ANY_BAY)
    return (*(usual.value for usual in _BAYS.get(trade, _USUAL)), ANY_BAY)


@dataclass(frozen=True)
class Hall:
    """The workshop, and what had to be assumed of it."""

    floor: Floor
    assumed: tuple[Assumed, ...]


def hall_of(shop: Shop, at: datetime, finish_minutes: float | None = None) -> Hall:
    """
    Return the workshop from the shop's records.

    ``finish_minutes``: what passes, by the shop's own record, from the end of the work until the
    car can be collected; None where there is no record yet.
    """
    hours, assumed = hours_of(shop), list[Assumed]()
    work = hours.work
    if not any(work.week.values()):
        work = hours.desk
        assumed.append(Assumed("no_work_hours"))
    if finish_minutes is None:
        assumed.append(Assumed("finish_minutes", figure=FINISH_MINUTES))
    bays = _bays(shop, assumed)
    floor = Floor(
        hours=_calendar(work),
        bays=bays,
        technicians=_technicians(shop, at, assumed),
        rules=Rules(
            finish_minutes=FINISH_MINUTES if finish_minutes is None else finish_minutes,
            covers_more_work=False,  # agreed additional work makes a new promise (9.2)
            heavy_kinds=frozenset({BayKind.BODY.value, BayKind.PAINT.value}),
        ),
        desk=_calendar(hours.desk),
    )
    return Hall(floor, tuple(assumed))


def _calendar(hours: Hours) -> Calendar:
    return Calendar(hours.week, hours.special, hours.zone)


def _bays(shop: Shop, assumed: list[Assumed]) -> list[Bay]:
    rows = Place.objects.filter(shop=shop, kind=Place.Kind.WORK_BAY, is_in_use=True)
    found = [Bay(str(pk), kind or ANY_BAY) for pk, kind in rows.values_list("pk", "work_kind")]
    nameless = sum(bay.kind == ANY_BAY for bay in found)
    if nameless:
        assumed.append(Assumed("bays_without_kind", figure=nameless))
    return found


def _technicians(shop: Shop, at: datetime, assumed: list[Assumed]) -> list[Technician]:
    people = [
        person
        for person in Staff.objects.filter(shop=shop, is_active=True).order_by("pk")
        if person.is_one_of(Role.TECHNICIAN)
    ]
    weeks: dict[int, dict[int, list[tuple[time, time]]]] = {}
    for shift in Shift.objects.filter(staff__in=people):
        day = weeks.setdefault(shift.staff_id, {}).setdefault(shift.weekday, [])
        day.append((shift.opens, shift.closes))
    gone: dict[int, list[tuple[datetime, datetime | None]]] = {}
    day_before, ahead = at - timedelta(days=1), at + _ABSENCES_AHEAD
    for absence in Absence.objects.filter(staff__in=people, since__lt=ahead):
        if absence.until is None and absence.since < day_before:
            continue  # it meant that day
        if absence.until is None or absence.until > at:
            gone.setdefault(absence.staff_id, []).append((absence.since, absence.until))
    tradeless = sum(not person.trades for person in people)
    if tradeless:
        assumed.append(Assumed("people_without_trade", figure=tradeless))
    return [
        Technician(
            str(person.pk), frozenset(person.trades), weeks.get(person.pk), gone.get(person.pk, ())
        )
        for person in people
    ]
