"""Two people at one car in the workshop at the same moment, on both databases."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from jieche.estimate.commands import promise_delivery
from jieche.estimate.models import EstimateLine, Part, Promise
from jieche.estimate.words import Grade
from jieche.journal.door import Refused
from jieche.journal.models import Entry
from jieche.journal.queries import breaks
from jieche.reception.commands import CarTold
from jieche.rulebook.words import Role
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands, queries
from jieche.workshop.models import PartsIssue, Supplement
from jieche.workshop.supplement_subject import find
from tests.support.cast import PEOPLE, clock, make_shop
from tests.support.story_estimate import BRAKES, estimated
from tests.support.story_reception import talked_over
from tests.support.story_repair import WIPERS, a_car_in_the_workshop, asked, reported

AT = clock("2026-11-23 09:00")
NOW = clock("2026-11-23 10:00")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> dict[str, Staff]:
    shop = make_shop()
    found = {who: hire(shop, who, name, roles) for who, (name, roles) in PEOPLE.items()}
    found["pan"] = hire(shop, "pan", "潘配件", (Role.PARTS,))
    return found


@pytest.fixture
def visit(people: dict[str, Staff]) -> Visit:
    return a_car_in_the_workshop(people["li"], people["sun"], AT)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts on connections of their own, released at one moment; refusals are answers."""
    gate = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait()
            with transaction.atomic():
                return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def same(visit: Visit) -> Visit:
    return Visit.objects.select_related("matter", "shop").get(pk=visit.pk)


def refusals(answers: list[Any]) -> list[Refused]:
    return [answer for answer in answers if isinstance(answer, Refused)]


def test_9_3_one_writes_yes_and_one_writes_no(visit: Visit, people: dict[str, Staff]) -> None:
    found = asked(reported(visit, people["wang"], NOW, added_minutes=0), people["li"], NOW)

    def same_one(who: str) -> Supplement:
        supplement = find(people[who], found.pk)
        assert supplement is not None
        return supplement

    answers = at_once(
        lambda: commands.agree_supplement(
            same_one("li"), answered_by="陈静", said="好", stays=True, by=people["li"], at=NOW
        ),
        lambda: commands.refuse_supplement(
            same_one("ma"), answered_by="陈静", by=people["ma"], at=NOW
        ),
    )
    assert len(refusals(answers)) == 1, answers
    assert Entry.objects.filter(
        event__in=["supplement_agreed", "supplement_refused"]
    ).count() == 1  # fmt: skip
    found.refresh_from_db()
    lines = EstimateLine.objects.filter(sheet=1)
    assert {line.is_agreed for line in lines} == {found.answer == "agreed"}
    assert {line.is_dropped for line in lines} == {found.answer == "refused"}


def test_9_10_one_part_goes_out_once(visit: Visit, people: dict[str, Staff]) -> None:
    line = queries.part_lines(visit, sheet=0)[0]
    part = Part.objects.create(
        shop=visit.shop, code="P1", zh="前制动片", grade=Grade.EQUAL.value, price_fen=42800,
        stock_tenths=50,
    )  # fmt: skip
    EstimateLine.objects.filter(pk=line.pk).update(part=part)

    def issue(who: str) -> Any:
        return commands.issue_parts(
            same(visit), quantities={line.pk: 10}, to="王强", by=people[who], at=NOW
        )

    answers = at_once(lambda: issue("peng"), lambda: issue("pan"))
    assert len(refusals(answers)) == 1, answers
    assert PartsIssue.objects.count() == 1
    part.refresh_from_db()
    assert part.stock_tenths == 40


def test_two_findings_at_once_have_two_sheets(visit: Visit, people: dict[str, Staff]) -> None:
    answers = at_once(
        lambda: reported(same(visit), people["wang"], NOW),
        lambda: reported(same(visit), people["sun"], NOW, lines=WIPERS),
    )
    assert refusals(answers) == []
    assert [each.sheet for each in queries.supplements_of(visit)] == [1, 2]
    assert list(breaks(visit.shop)) == []


def test_p_4_a_finding_and_the_end_of_the_work(visit: Visit, people: dict[str, Staff]) -> None:
    commands.start_work(visit, by=people["wang"], at=NOW)
    at_once(
        lambda: reported(same(visit), people["wang"], NOW),
        lambda: commands.finish_work(same(visit), by=people["sun"], at=NOW),
    )
    with pytest.raises(Refused):  # whichever came first: what is open can't be inspected away
        commands.pass_inspection(
            same(visit), self_by=people["wang"], no_peer_because="一人", by=people["sun"], at=NOW
        )


def test_two_calls_at_once_are_counted_as_two(visit: Visit, people: dict[str, Staff]) -> None:
    found = reported(visit, people["wang"], NOW)

    def ask(who: str) -> Any:
        supplement = find(people[who], found.pk)
        assert supplement is not None
        return asked(supplement, people[who], NOW)

    assert refusals(at_once(lambda: ask("li"), lambda: ask("ma"))) == []
    found.refresh_from_db()
    assert found.calls == 2


def test_5_2_two_desks_promise_one_after_the_other(people: dict[str, Staff], visit: Visit) -> None:
    """Both see an empty shop; one of them has to count the car of the other."""
    found = {}
    for who, bay, plate in (("li", "接1", "沪B66K88"), ("ma", "接2", "沪C77L99")):
        car = CarTold(plate, make="丰田", model="凯美瑞", year=2020)
        found[who] = talked_over(people[who], NOW, bay=bay, car=car)
        estimated(found[who], people[who], NOW, (BRAKES, BRAKES))
    later = NOW + timedelta(days=9)  # a Wednesday: any order of the two can keep it

    def one(who: str) -> Promise:
        return promise_delivery(
            same(found[who]), promised_at=later, by=people[who], at=NOW + timedelta(minutes=1)
        )

    answers = at_once(lambda: one("li"), lambda: one("ma"))
    assert not refusals(answers)
    assert sorted(answer.load["cars"] for answer in answers) == [1, 2]
    assert list(breaks(visit.shop)) == []
