"""Takes a car out of the gate, and to the day of its follow-up call, by the real commands."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from jieche.care import follow_up_commands as commands
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support import story_delivery

People = Mapping[str, Staff]
HOUR = timedelta(hours=1)


def released(people: People, at: datetime, plate: str = "沪A12345") -> Visit:
    """Bring a car from the gate to the gate: out 6 hours after ``at``."""
    visit = story_delivery.a_car_to_be_paid(people, at, plate=plate)
    visit.settlement.refresh_from_db()
    owed = visit.settlement.owed_fen
    story_delivery.paid(visit, people, at + 5 * HOUR, fen=owed)
    return story_delivery.released(visit, people, at + 6 * HOUR)


def answers(**said: Any) -> commands.Answers:
    """Return what a content customer says."""
    plain: dict[str, Any] = {
        "usage": "刹车不抖了", "opinion": "满意", "score": 5, "advice": "前三百公里避免急刹",
    }  # fmt: skip
    return commands.Answers(**{**plain, **said})


def called(visit: Visit, by: Staff, at: datetime, **said: Any) -> Visit:
    """Make the call, its sheet looked at two minutes before."""
    commands.follow_up(
        visit, answers=answers(**said), sheet_opened_at=at - timedelta(minutes=2), by=by, at=at
    )
    return visit
