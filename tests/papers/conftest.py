"""A paper of the shop, frozen and signed, for the pages and the proof."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from jieche.customers.commands import know_customer
from jieche.journal import door, guards
from jieche.journal.models import Document, Entry, Evidence
from jieche.rulebook.words import Event, Proof
from jieche.staff.models import Staff
from jieche.vehicles.commands import know_vehicle
from jieche.visits.commands import open_visit
from jieche.visits.models import Visit
from tests.papers.examples import content_of
from tests.support.cast import clock

AT = clock("2026-11-23 10:00")
STROKES = '[{"points":[{"x":1.25,"y":9.5,"time":1,"pressure":0.5},{"x":90.1,"y":31,"time":9}]}]'


@pytest.fixture
def visit(li: Staff) -> Visit:
    """A visit of Mrs Chen's car."""
    chen = know_customer(li.shop, name="陈静", phone="13800002207", title="ms", at=AT)
    car, _ = know_vehicle(li.shop, plate="沪A12345", owner=chen, at=AT)
    return open_visit(vehicle=car, sender=chen, by=li, at=AT)


@pytest.fixture
def frozen(visit: Visit) -> Callable[..., Document]:
    """Return a function that freezes an example as a paper of the visit."""

    def freeze(kind: str = "order", **changes: Any) -> Document:
        content = content_of(kind) | {"consent": None, "workshop": None} | changes
        if kind != "order":
            content = content_of(kind) | changes
        return door.freeze(visit.matter, kind, content["number"], content, at=AT)

    return freeze


@pytest.fixture
def signed(visit: Visit, li: Staff) -> Callable[..., Evidence]:
    """Return a function that sets a signature under a paper, past the rules of the visit's path."""

    def sign(
        document: Document, event: Event = Event.ORDER_SIGNED, body: str = STROKES
    ) -> Evidence:
        number = Entry.objects.count() + 1
        entry = Entry.objects.create(
            shop=li.shop, number=number, matter=visit.matter, event=event.value, by=li,
            acted_as="advisor", happened_at=AT, recorded_at=AT, previous="", sha256="",
        )  # fmt: skip
        return Evidence.objects.create(
            entry=entry, proof=Proof.SIGNATURE.value, words="陈静", capacity="sender",
            body=body, document=document, sha256="",
        )  # fmt: skip

    return sign


@pytest.fixture
def unguarded() -> Callable[[str], None]:
    """Run SQL as somebody would who has the database's password and no scruples."""

    def run(sql: str) -> None:
        guards.remove(connection)
        with connection.cursor() as cursor:
            cursor.execute(sql)
        guards.install(connection)

    return run
