"""A part that is not here says when it comes, on the estimate and on the order (5.3)."""

from datetime import timedelta

from jieche.estimate import commands, queries
from jieche.estimate.models import Part
from jieche.estimate.rows import supply_of
from jieche.estimate.sheets import order_content
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from tests.stations.estimate.conftest import AT
from tests.support.cast import clock
from tests.support.story_estimate import estimated


def test_5_3_the_order_says_when_a_missing_part_comes(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    (part,) = [line for line in queries.lines_of(order_of(visit), 0) if line.kind == "part"]
    comes = clock("2026-11-25 10:00")
    commands.promise_delivery(
        visit, promised_at=clock("2026-11-27 15:00"), parts={part.pk: comes}, by=li, at=AT
    )
    content = order_content(visit)
    assert content is not None
    assert [line["note"] for line in content["prices"]["parts"]] == ["预计 11-25 10:00 到货"]
    commands.promise_delivery(
        visit, promised_at=clock("2026-11-27 16:00"), parts={part.pk: None}, by=li,
        at=AT + timedelta(minutes=1),
    )  # fmt: skip
    content = order_content(visit)
    assert content is not None
    assert [line["note"] for line in content["prices"]["parts"]] == [""]


def test_5_3_a_part_says_whether_it_is_on_the_shelf() -> None:
    assert supply_of(Part(stock_tenths=40)) == "在库 4"
    assert supply_of(Part(stock_tenths=0, lead_days=2)) == "缺货，订货 2 天"
    assert supply_of(Part(arrives_at=clock("2026-11-25 10:00"))) == "缺货，11-25 10:00 到货"
