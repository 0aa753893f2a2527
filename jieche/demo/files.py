"""The file of each car in the demo: most on their day, some the day after."""

from random import Random

from jieche.care.file_commands import file_papers, note_contact, set_up_file
from jieche.care.file_queries import required_papers
from jieche.demo.road import Road, Trip
from jieche.rulebook.words import Role

_NEXT_DAY = 620  # opening minutes: more than a day of the house
_WORKPLACES = (
    ("申江物流有限公司", "浦东新区外高桥路 88 号"),
    ("明德中学", "杨浦区国和路 210 号"),
    ("云帆软件科技", "徐汇区漕宝路 66 号"),
    ("城南菜市场", "闵行区莘松路 15 号"),
)
_TOLD = "只用于维修联系和回访，您随时可以更正或要求删除。"


def _rng(trip: Trip) -> Random:
    """Return chances of their own, so that the rest of the road stays as it was."""
    return Random(f"file-{trip.turn}")  # noqa: S311  # a seed, not a secret


def is_late(trip: Trip) -> bool:
    """Say whether this car's file is forgotten on its first day."""
    return _rng(trip).random() < 0.08


def set_up(trip: Trip) -> Road:
    """Set up the file, or put the new order into the one the car has; some are forgotten."""
    if is_late(trip):
        return
    set_up_file(trip.here, by=trip.desk, at=trip.at)
    yield 1
    rng = _rng(trip)
    owner = trip.here.owner or trip.here.sender
    if owner is not None and rng.random() < 0.35 and owner.phone and not owner.employer:
        employer, address = rng.choice(_WORKPLACES)
        note_contact(
            owner, employer=employer, work_address=address, phone=owner.phone, told=_TOLD,
            by=trip.desk, at=trip.at,
        )  # fmt: skip
        yield 1


def put_away(trip: Trip) -> Road:
    """File the papers after the release: on the same day, or the next where it was forgotten."""
    keeper = trip.who(Role.RECORDS_KEEPER)
    if is_late(trip):
        yield _NEXT_DAY
        set_up_file(trip.here, by=trip.desk, at=trip.at)
        yield 5
    else:
        yield 8
    on_paper = [each.key for each in required_papers(trip.here) if each.document is None]
    file_papers(trip.here, on_paper=on_paper, by=keeper, at=trip.at)
