"""The list of what is owed now."""

from jieche.board.now import owed_now
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from tests.support.cast import clock
from tests.support.story_estimate import a_car_in_negotiation, signed

AT = clock("2026-11-23 10:00")


def test_one_act_that_meets_two_duties_is_listed_once_for_the_earlier(li: Staff) -> None:
    visit = a_car_in_negotiation(li, AT)
    signed(visit, li, AT)
    told = [item for item in owed_now(li, AT) if item.event is Event.TOLD_TO_COLLECT]
    assert [item.clause for item in told] == ["11.6"]  # and not 5.4 an hour later once more
