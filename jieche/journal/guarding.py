"""
The database's own guards: triggers and constraints that no model can say, kept where they belong.

SQLite drops a table's triggers when a migration makes the table anew, and nobody would see it. So
each station names its guards in `guards.py`, and three things look after all of them: `migrate`
(jieche/config) puts back at its end what is missing, `prepare` does so at every start, and `check`
and `verify` name what is missing. Not a signal: `post_migrate` comes once for each app, in the
middle of others' work; our own `migrate` has one end, which can be read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class Guard:
    """One trigger, or on PostgreSQL also a constraint, and what makes it."""

    name: str
    table: str
    create: str
    # What it reads: a table of an earlier release that lacks one of these has no such guard yet.
    columns: tuple[str, ...] = ("id",)
    is_constraint: bool = False


Guards = Callable[[str], Sequence[Guard]]


def every_guard(vendor: str) -> list[Guard]:
    """Return the guards of all stations for a database by its kind ("sqlite", "postgresql")."""
    found: list[Guard] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "guards"):
            found += import_module(f"{app.name}.guards").guards(vendor)
    return found


def missing(connection: Any, guards: Guards = every_guard) -> list[Guard]:
    """Return the guards that do not stand on their tables as they are written."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        standing = _standing(connection.vendor, cursor)
        columns = {
            table: {
                each.name for each in connection.introspection.get_table_description(cursor, table)
            }
            for table in {each.table for each in guards(connection.vendor)} & tables
        }
    return [
        each
        for each in guards(connection.vendor)
        if columns.get(each.table, set()).issuperset(each.columns)
        and standing.get((each.table, each.name)) not in {each.create, _STANDS}
    ]


_STANDS = ""  # PostgreSQL keeps no text to compare, and loses no trigger with a table


def _standing(vendor: str, cursor: Any) -> dict[tuple[str, str], str]:
    if vendor == "sqlite":
        cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {(table, name): sql for table, name, sql in cursor.fetchall()}
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled <> 'D'"
        " UNION ALL SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE conrelid <> 0"
    )
    return dict.fromkeys(cursor.fetchall(), _STANDS)


def install(connection: Any, guards: Guards = every_guard) -> list[Guard]:
    """Put up what is missing, change nothing else, and return what was put up."""
    lacking = missing(connection, guards)
    with connection.cursor() as cursor:
        for each in lacking:
            cursor.execute(_drop(connection.vendor, each))
            cursor.execute(each.create)
    return lacking


def remove(connection: Any, guards: Guards) -> None:
    """Take guards off: only a migration that moves the tables, or a test's clean-up, may."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for each in guards(connection.vendor):
            if each.table in tables:
                cursor.execute(_drop(connection.vendor, each))


def _drop(vendor: str, guard: Guard) -> str:
    if guard.is_constraint:
        return f"ALTER TABLE {guard.table} DROP CONSTRAINT IF EXISTS {guard.name}"
    on = f" ON {guard.table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {guard.name}{on}"
