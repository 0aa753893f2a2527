"""Two people act on one car at the same moment: one act wins, the other gets the true reason."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from jieche.journal import door, queries
from jieche.journal.door import Proofs
from jieche.journal.models import ChainHead, Entry, Matter
from jieche.rulebook.words import Event, Proof, Stage
from jieche.shop.commands import next_number
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from jieche.vehicles.commands import know_vehicle
from jieche.visits.commands import open_visit
from jieche.visits.models import Visit
from tests.support.cast import PEOPLE, clock, make_shop

AT = clock("2026-11-23 10:00")
IN_A_BAY = Proofs({Proof.BAY: "接1"})

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> dict[str, Staff]:
    shop = make_shop()
    return {who: hire(shop, who, name, roles) for who, (name, roles) in PEOPLE.items()}


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts on connections of their own, released at one moment; exceptions are answers."""
    gate = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait()
            with transaction.atomic():
                return act()
        except Exception as error:  # the answer is looked at by the test
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def a_visit(by: Staff, plate: str = "沪A12345") -> Visit:
    car, _ = know_vehicle(by.shop, plate=plate, at=AT)
    return open_visit(vehicle=car, sender=None, by=by, at=AT)


def test_one_greets_and_the_other_hears_who_did(people: dict[str, Staff]) -> None:
    visit = a_visit(people["li"])

    def greet(who: str) -> Any:
        matter = Matter.objects.get(pk=visit.matter_id)
        return door.record(matter, Event.CUSTOMER_GREETED, by=people[who], at=AT, proofs=IN_A_BAY)

    answers = at_once(lambda: greet("li"), lambda: greet("ma"))
    won = [answer for answer in answers if isinstance(answer, Entry)]
    lost = [answer for answer in answers if isinstance(answer, door.Refused)]
    assert (len(won), len(lost)) == (1, 1), answers
    assert won[0].by.name in lost[0].reasons[0].zh
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.GREETED
    assert Entry.objects.filter(event=Event.CUSTOMER_GREETED.value).count() == 1


def test_many_cars_at_once_leave_one_whole_chain(people: dict[str, Staff]) -> None:
    visits = [a_visit(people["li"], f"沪A1234{n}") for n in range(6)]

    def greet(visit: Visit) -> Any:
        matter = Matter.objects.get(pk=visit.matter_id)
        return door.record(matter, Event.CUSTOMER_GREETED, by=people["li"], at=AT, proofs=IN_A_BAY)

    answers = at_once(*[lambda v=visit: greet(v) for visit in visits])
    assert [type(answer) for answer in answers] == [Entry] * 6, answers
    shop = people["li"].shop
    assert list(queries.breaks(shop)) == []
    numbers = list(Entry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 13))
    assert ChainHead.objects.get(shop=shop).number == 12


def test_numbers_taken_at_once_have_no_gap_and_no_double(people: dict[str, Staff]) -> None:
    shop = people["li"].shop
    taken = at_once(*[lambda: next_number(shop, "W", AT.date())] * 6)
    assert sorted(taken) == [f"W20261123-{n:03}" for n in range(1, 7)]
