"""The database's own word that two bookings never hold one bay at one time (16.7).

A migration that makes the bookings' table anew has to install it again: SQLite drops a table's
triggers with the table.
"""

from typing import Any

NAME = "one_booking_in_a_bay_at_a_time"
TABLE = "appointments_booking"
WORDS = "another booking holds this bay at that time"

_OVERLAP = (
    f"SELECT 1 FROM {TABLE} AS other WHERE other.is_bay_held AND other.id <> NEW.id"  # noqa: S608  # names of our own
    " AND other.work_bay_id = NEW.work_bay_id"
    " AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at"
)


def install(connection: Any) -> None:
    """Put the guard on the table: a constraint on PostgreSQL, triggers on SQLite."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist ("
                " int8range(work_bay_id, work_bay_id, '[]') WITH &&,"
                " tstzrange(starts_at, ends_at) WITH &&) WHERE (is_bay_held)"
            )
            return
        for act in ("INSERT", "UPDATE"):
            cursor.execute(
                f"CREATE TRIGGER {NAME}_{act.lower()} AFTER {act} ON {TABLE}"
                f" WHEN NEW.is_bay_held AND EXISTS ({_OVERLAP})"
                f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )


def remove(connection: Any) -> None:
    """Take the guard off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}")
            return
        for act in ("insert", "update"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{act}")
