"""Takes a car to its release by the real commands, and into its file."""

from datetime import datetime

from jieche.care.file_commands import file_papers, set_up_file
from jieche.care.file_models import CustomerFile
from jieche.visits.models import Visit
from tests.support import story_delivery
from tests.support.story_delivery import MINUTE, People, a_car_to_be_paid, paid


def released(people: People, at: datetime, plate: str = "沪A12345") -> Visit:
    """Bring a car in at ``at`` and let it out six hours later; it has no file."""
    visit = a_car_to_be_paid(people, at, plate)
    visit.settlement.refresh_from_db()
    paid(visit, people, at + 330 * MINUTE, fen=visit.settlement.owed_fen)
    story_delivery.released(visit, people, at + 340 * MINUTE)
    visit.matter.refresh_from_db()
    return visit


def filed(people: People, at: datetime, plate: str = "沪A12345") -> CustomerFile:
    """Let a car out, set up its file and put its papers in: all on the same day."""
    visit = released(people, at, plate)
    set_up_file(visit, by=people["li"], at=at + 365 * MINUTE)
    return file_papers(visit, by=people["dang"], at=at + 370 * MINUTE)
