"""The database's own guards outlive a migration that makes their tables anew."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction

from jieche.appointments.guards import NAME
from jieche.appointments.models import Booking
from jieche.journal import guarding, guards
from jieche.journal.models import Entry
from jieche.staff.commands import hire
from jieche.vehicles.commands import know_vehicle
from jieche.visits.commands import open_visit
from tests.support.cast import PEOPLE, clock, make_shop

AT = clock("2026-11-23 10:00")

pytestmark = pytest.mark.django_db(transaction=True)


def make_anew(*tables: type[models.Model]) -> None:
    """Do to the tables what a later migration of a field does on SQLite; leave out the migrate.

    PostgreSQL alters a table in its place, so there the guards are dropped by hand.
    """
    if connection.vendor == "sqlite":
        for table in tables:
            editor: Any
            with connection.schema_editor() as editor:
                editor._remake_table(table)
        return
    made = {table._meta.db_table for table in tables}
    guarding.remove(
        connection,
        lambda vendor: [each for each in guarding.every_guard(vendor) if each.table in made],
    )


def names() -> set[str]:
    """Return the names of the guards that are missing."""
    return {each.name for each in guarding.missing(connection)}


def change_the_journal() -> None:
    """Do what the journal's own trigger forbids."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET event = 'released'")


def an_entry() -> None:
    """Write one line into a journal."""
    shop = make_shop()
    li = hire(shop, "li", *PEOPLE["li"])
    vehicle, _ = know_vehicle(shop, plate="粤A·8K352", at=AT)
    open_visit(vehicle=vehicle, sender=None, by=li, at=AT)


def test_every_table_is_guarded_after_the_migrations() -> None:
    every = {each.table for each in guarding.every_guard(connection.vendor)}
    assert every == {*guards.TABLES, "appointments_booking"}
    assert names() == set()


def test_a_table_made_anew_gets_its_guards_back_with_the_next_migrate() -> None:
    an_entry()
    make_anew(Booking, Entry)
    assert {"journal_entry_no_update", "journal_entry_no_delete"} < names()
    assert any(name.startswith(NAME) for name in names())
    change_the_journal()  # nobody holds it
    call_command("migrate", verbosity=0)
    assert names() == set()
    with pytest.raises(DatabaseError, match="written once"):
        change_the_journal()


def test_a_start_with_nothing_to_migrate_puts_them_up_as_well() -> None:
    make_anew(Booking)
    out = StringIO()
    call_command("prepare", stdout=out)
    assert "trouble" not in json.loads(out.getvalue())
    assert names() == set()


def test_a_look_at_the_plan_changes_nothing() -> None:
    make_anew(Booking)
    call_command("migrate", "--plan", verbosity=0, stdout=StringIO())
    assert names() != set()
    guarding.install(connection)


def test_check_and_verify_name_what_is_missing() -> None:
    make_anew(Booking)
    missing = names()
    said, verified = StringIO(), StringIO()
    call_command("check", databases=["default"], stderr=said)
    with pytest.raises(CommandError, match=f"{len(missing)} not as written"):
        call_command("verify", stdout=verified)
    for name in missing:
        assert f"appointments_booking has no guard {name}." in said.getvalue()
        assert name in verified.getvalue()
    assert len(guarding.install(connection)) == len(missing)
    assert guarding.install(connection) == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps no text of it")
def test_a_trigger_that_says_something_else_is_no_guard() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER journal_entry_no_delete")
        cursor.execute(
            "CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry"
            " BEGIN SELECT 1; END"
        )
    assert names() == {"journal_entry_no_delete"}
    guarding.install(connection)
    assert names() == set()
