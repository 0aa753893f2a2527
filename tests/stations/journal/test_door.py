"""The one door: what it writes, what it refuses, what the chain proves."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from jieche.customers.commands import know_customer
from jieche.journal import door, guards, queries
from jieche.journal.models import Entry
from jieche.rulebook.words import Event, Proof, Role, Stage
from jieche.staff.models import Staff
from jieche.vehicles.commands import know_vehicle
from jieche.visits.commands import open_visit
from jieche.visits.models import Visit
from tests.support.cast import clock

AT = clock("2026-11-23 10:00")
AT_BAY = door.Proofs({Proof.BAY: "接1"})


@pytest.fixture
def visit(li: Staff) -> Visit:
    chen = know_customer(li.shop, name="陈静", phone="13800002207", title="ms", at=AT)
    car, _ = know_vehicle(li.shop, plate="沪A12345", owner=chen, at=AT)
    return open_visit(vehicle=car, sender=chen, by=li, at=AT)


def test_an_event_is_written_and_moves_the_matter(visit: Visit, li: Staff) -> None:
    at = clock("2026-11-23 10:01")
    door.record(visit.matter, Event.CUSTOMER_GREETED, by=li, at=at, proofs=AT_BAY)
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.GREETED
    assert [entry.what for entry in queries.entries_of(visit.matter)] == [
        Event.VEHICLE_ARRIVED,
        Event.CUSTOMER_GREETED,
    ]
    assert visit.number == "J20261123-001"


def test_a_refusal_lists_every_reason_and_writes_nothing(
    visit: Visit, staff: dict[str, Staff]
) -> None:
    with pytest.raises(door.Refused) as refused:
        door.record(visit.matter, Event.RELEASED, by=staff["wang"], at=AT)
    said = " ".join(reason.zh for reason in refused.value.reasons)
    assert "放行出厂由门卫办理" in said
    assert "不能“放行出厂”" in said
    assert Entry.objects.count() == 1


def test_the_role_is_kept_with_the_entry(visit: Visit, li: Staff) -> None:
    li.roles = [Role.CASHIER.value, Role.ADVISOR.value]
    entry = door.record(visit.matter, Event.CUSTOMER_GREETED, by=li, at=AT, proofs=AT_BAY)
    assert entry.acted_as == "advisor"


@pytest.mark.parametrize("table", ["journal_entry"])
@pytest.mark.parametrize(
    "sql", ["UPDATE {} SET event = 'released'", "DELETE FROM {}"], ids=["update", "delete"]
)
def test_the_database_refuses_to_change_the_journal(visit: Visit, table: str, sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(table))


def test_a_whole_chain_has_no_break(visit: Visit, li: Staff) -> None:
    door.record(visit.matter, Event.CUSTOMER_GREETED, by=li, at=AT, proofs=AT_BAY)
    assert list(queries.breaks(li.shop)) == []


def test_the_first_changed_line_is_named(
    visit: Visit, li: Staff, unguarded: Callable[[str], None]
) -> None:
    door.record(visit.matter, Event.CUSTOMER_GREETED, by=li, at=AT, proofs=AT_BAY)
    unguarded("UPDATE journal_entry SET acted_as = 'gate' WHERE number = 1")
    first = next(queries.breaks(li.shop))
    assert (first.what, first.number, first.why) == ("entry", "1", "changed")


def test_a_line_cut_off_the_end_is_found(
    visit: Visit, li: Staff, unguarded: Callable[[str], None]
) -> None:
    door.record(visit.matter, Event.CUSTOMER_GREETED, by=li, at=AT, proofs=AT_BAY)
    unguarded("DELETE FROM journal_evidence")
    unguarded("DELETE FROM journal_entry WHERE number = 2")
    assert [broken.what for broken in queries.breaks(li.shop)] == ["end"]


def test_a_changed_paper_is_named(
    visit: Visit, li: Staff, unguarded: Callable[[str], None]
) -> None:
    paper = door.freeze(visit.matter, "order", "W20261123-001", {"total_fen": 50800}, at=AT)
    door.record(visit.matter, Event.CUSTOMER_GREETED, by=li, at=AT, proofs=AT_BAY, papers=[paper])
    assert list(queries.breaks(li.shop)) == []
    unguarded("UPDATE journal_document SET content = '{\"total_fen\":1}'")
    assert [b.number for b in queries.breaks(li.shop)] == ["W20261123-001 v1"]


@pytest.fixture
def unguarded() -> Callable[[str], None]:
    """Run SQL as somebody would who has the database's password and no scruples."""

    def run(sql: str) -> None:
        guards.remove(connection)
        with connection.cursor() as cursor:
            cursor.execute(sql)
        guards.install(connection)

    return run
