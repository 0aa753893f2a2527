"""A shop with some money in its books."""

import pytest

from jieche.delivery import till
from jieche.reports import commands
from jieche.reports.models import Report
from jieche.reports.periods import Length, period_of
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.story_delivery import a_car_to_be_paid

SATURDAY = "2026-11-28 08:05"


@pytest.fixture
def paid(staff: dict[str, Staff]) -> Visit:
    """A car that came on Tuesday, 24 November, and was paid whole at two: 608.00 yuan."""
    visit = a_car_to_be_paid(staff, clock("2026-11-24 08:30"))
    till.take_payment(
        visit, amount_fen=60800, mode="wechat", by=staff["zhao"], at=clock("2026-11-24 14:00")
    )
    return visit


@pytest.fixture
def owing(staff: dict[str, Staff]) -> Visit:
    """A car that came on Wednesday; of its 608.00 yuan 100.00 were paid, the rest is on credit."""
    visit = a_car_to_be_paid(staff, clock("2026-11-25 08:30"), plate="沪C7K318")
    at = clock("2026-11-25 14:00")
    till.take_payment(visit, amount_fen=10000, mode="cash", by=staff["zhao"], at=at)
    till.approve_credit(
        visit, due_on=clock("2026-12-20 10:00").date(), reason="月结客户", by=staff["jing"], at=at
    )
    till.close_settlement(visit, by=staff["zhao"], at=at)
    return visit


def opened(shop: Shop, by: Staff, length: Length = Length.WEEK, on: str = SATURDAY) -> Report:
    """Open the report that ends on that day, in the morning."""
    at = clock(on)
    report = commands.open_report(shop, period_of(length, at.date()), by=by, at=at)
    assert report is not None
    return report


def events(report: Report) -> list[Event]:
    """Return what has happened to a report."""
    return [entry.what for entry in report.matter.entries.all()]
