"""Two people open or submit one report at the same moment: it is done once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from jieche.journal.door import Refused
from jieche.journal.models import Document, Entry
from jieche.journal.queries import breaks
from jieche.reports import commands
from jieche.reports.models import Report
from jieche.reports.periods import Length, period_of
from jieche.rulebook.words import Event
from jieche.shop.queries import forget_hours
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from tests.support.cast import PEOPLE, clock, make_shop

MORNING = clock("2026-11-28 08:05")
EVENING = clock("2026-11-28 17:00")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> dict[str, Staff]:
    forget_hours()
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


def test_two_first_looks_open_each_report_once(people: dict[str, Staff]) -> None:
    answers = at_once(*(
        lambda who=who: commands.open_due(Staff.objects.get(username=who), MORNING)
        for who in ("li", "ma", "he")
    ))  # fmt: skip
    assert sorted(len(answer) for answer in answers) == [0, 0, 2], answers
    assert Report.objects.count() == 2
    assert Entry.objects.filter(event=Event.REPORT_OPENED.value).count() == 2


def test_two_submissions_freeze_one_report(people: dict[str, Staff]) -> None:
    shop = people["li"].shop
    week = period_of(Length.WEEK, date(2026, 11, 28))
    report = commands.open_report(shop, week, by=people["li"], at=MORNING)
    assert report is not None

    def submit(who: str) -> None:
        mine = Report.objects.select_related("matter", "shop").get(pk=report.pk)
        commands.submit_report(mine, by=people[who], at=EVENING)

    answers = at_once(lambda: submit("li"), lambda: submit("he"))
    assert sum(answer is None for answer in answers) == 1, answers
    assert sum(isinstance(answer, Refused) for answer in answers) == 1, answers
    assert Document.objects.filter(kind="report").count() == 1
    assert list(breaks(shop)) == []
