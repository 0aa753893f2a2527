"""Takes a repaired car to the cashier's desk and on by the real commands."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from jieche.delivery import commands, gate, till
from jieche.delivery.queries import items_of, settlement_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop.queries import expected_papers
from tests.support.story_estimate import signature
from tests.support.story_repair import a_car_in_the_workshop, repaired

People = Mapping[str, Staff]
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def made_ready(visit: Visit, people: People, at: datetime) -> Visit:
    """Take a finished car to the moment when its customer may be told."""
    li, zhao = people["li"], people["zhao"]
    commands.take_over(visit, is_exterior_normal=True, are_items_complete=True, by=li, at=at)
    commands.clean_last(
        visit, is_washed=True, is_interior_clean=True, is_exterior_normal=True, by=li, at=at
    )
    found = [item.quantity for item in items_of(visit)]
    commands.return_items(visit, found=found, by=li, at=at)
    commands.collect_papers(visit, received=expected_papers(visit), by=zhao, at=at)
    till.draw_account(visit, by=zhao, at=at)
    commands.lay_out_documents(visit, by=li, at=at)
    return visit


def at_the_till(visit: Visit, people: People, at: datetime) -> Visit:
    """Let the customer come, see the car and sign the list: nothing is paid yet."""
    li, zhao = people["li"], people["zhao"]
    commands.receive_customer(visit, collector="陈静", by=li, at=at)
    commands.show_car(visit, points="前制动片已换", by=li, at=at)
    till.present_settlement(visit, by=zhao, at=at)
    till.agree_settlement(visit, signature=signature(), by=zhao, at=at)
    return visit


def a_car_to_be_paid(people: People, at: datetime, plate: str = "沪A12345") -> Visit:
    """Bring a car all the way to its signed settlement list: 5 hours after ``at``."""
    visit = a_car_in_the_workshop(people["li"], people["sun"], at, plate=plate)
    repaired(visit, people["wang"], people["sun"], at + HOUR)
    made_ready(visit, people, at + 3 * HOUR)
    return at_the_till(visit, people, at + 5 * HOUR)


def paid_and_noticed(visit: Visit, people: People, at: datetime) -> Visit:
    """Pay the whole and issue the exit notice."""
    zhao = people["zhao"]
    account = settlement_of(visit)
    assert account is not None
    owed = account.owed_fen
    till.take_payment(visit, amount_fen=owed, mode="wechat", by=zhao, at=at)
    till.issue_exit_notice(visit, by=zhao, at=at)
    return visit


def handed_over(visit: Visit, people: People, at: datetime) -> Visit:
    """Hand over the six things and check the yard without an objection."""
    till.hand_over_six(
        visit, exit_notice=True, repair_order=True, settlement_list=True, warranty=True,
        vehicle_documents=True, key=True, by=people["zhao"], at=at,
    )  # fmt: skip
    commands.check_yard(
        visit, are_items_complete=True, is_exterior_normal=True, objection="", by=people["li"],
        at=at,
    )  # fmt: skip
    gate.sign_acceptance(visit, signature=signature(), by=people["li"], at=at)
    return visit
