"""The days that the other tests bend: each of them goes through unhindered from end to end."""

import pytest

from jieche.rulebook import judge
from jieche.rulebook.words import Proof
from tests.articles.cast import (
    SHOP,
    Story,
    a_booking,
    a_call,
    a_complaint,
    a_declined_visit,
    a_diagnosed_visit,
    a_refused_supplement,
    a_supplement,
    a_visit,
    an_enquiry,
    kept,
    may,
)

DAYS = {
    "visit": a_visit(),
    "diagnosed": a_diagnosed_visit(),
    "declined": a_declined_visit(),
    "call": a_call(),
    "enquiry": an_enquiry(),
    "supplement": a_supplement(),
    "refused": a_refused_supplement(),
    "booking": a_booking(),
    "complaint": a_complaint(),
}


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_nothing_stands_in_the_way_of_an_ordinary_day(day: Story) -> None:
    for line in day.plan:
        before = day.short_of(line.event)
        assert may(before, line.event), (line, judge.refusals(line.event, (), before.case))
        assert judge.missing_proofs(line.event, tuple(Proof)) == []


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_an_ordinary_day_keeps_every_limit(day: Story) -> None:
    whole = day.until(day.plan[-1].event)
    for one in judge.owed(whole.case, SHOP):
        assert kept(one), one
