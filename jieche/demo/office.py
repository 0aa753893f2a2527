"""The office of the demo: reports are opened, analysed, submitted (some late) and read."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from jieche.demo.house import House
from jieche.demo.material.cars import Car
from jieche.demo.material.shapes import Customer
from jieche.demo.road import Road, Trip
from jieche.reports import commands, queries
from jieche.reports.models import Report
from jieche.reports.periods import Length, Period, due_by
from jieche.rulebook.words import Role
from jieche.shop.queries import hours_of

# What an honest hand writes beside figures it did not make: it names where to look, no number.
FINDINGS = (
    "台次与收入的升降见对照表。未修离厂的按原因归类，价格与等件两类值得再看；欠收集中在月结客户。"
)
MEASURES = "等件的在承诺时间前先问到货；月结客户每月 5 日前对账；回访未通的换时段再打。"

# Which report of its kind is the late one: one day of every nine, one week of a month, no month.
_LATE = {Length.DAY: 4, Length.WEEK: 2}


def office(trip: Trip, period: Period, *, late: bool) -> Road:
    """Open a report in the morning, submit it before closing or the next morning, read it."""
    at = trip.at
    writer = trip.house.role(Role.RECEPTION_MANAGER)
    report = commands.open_report(trip.house.shop, period, by=writer, at=at)
    if report is None:
        return
    desk = trip.hours.desk
    due = period.due_at(desk) or at
    yield max(5.0, desk.between(at, due) - trip.rng.choice((10, 15, 25)) + (90 if late else 0))
    if period.length is Length.MONTH:
        commands.write_analysis(
            _again(report), findings=FINDINGS, measures=MEASURES, by=writer, at=trip.at
        )
        yield 3
    commands.submit_report(_again(report), by=writer, at=trip.at)
    if trip.rng.random() < 0.1:
        yield 300  # nobody was there to read it any more that day
    for role in (Role.CASHIER, Role.SHOP_MANAGER):
        yield trip.rng.choice((1, 2, 3))
        reader = trip.house.role(role)
        if queries.posts_to_read(_again(report), reader):
            commands.read_report(_again(report), by=reader, at=trip.at)


def _again(report: Report) -> Report:
    """Return the report, read anew: it has moved on since."""
    return Report.objects.select_related("matter", "matter__shop", "shop").get(pk=report.pk)


def reports_of(
    house: House, now: datetime, rng: Random, days: int, pair: tuple[Customer, Car]
) -> Iterator[tuple[datetime, Trip, Road]]:
    """Yield the reports that fell due in the days before today; a few came late."""
    desk = hours_of(house.shop).desk
    today = desk.day_of(now)
    first: date = today - timedelta(days=days)
    customer, car = pair
    for length in Length:
        told = 0
        since = first if length is Length.DAY else first + timedelta(days=6)
        for period in due_by(length, since, now, desk):
            opens, due = period.opens_at(desk), period.due_at(desk)
            if opens is None or due is None or not first <= due.date() < today:
                continue
            trip = Trip(house, Random(rng.random()), car, customer, opens)  # noqa: S311
            told += 1
            yield opens, trip, office(trip, period, late=told % 9 == _LATE.get(length))
