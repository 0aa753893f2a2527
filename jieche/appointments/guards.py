"""The database's own word that two bookings never hold one bay at one time (16.7)."""

from typing import Any

from jieche.journal import guarding
from jieche.journal.guarding import Guard

NAME = "one_booking_in_a_bay_at_a_time"
TABLE = "appointments_booking"
WORDS = "another booking holds this bay at that time"
READS = ("work_bay_id", "starts_at", "ends_at", "is_bay_held")

_OVERLAP = (
    f"SELECT 1 FROM {TABLE} AS other WHERE other.is_bay_held AND other.id <> NEW.id"  # noqa: S608  # names of our own
    " AND other.work_bay_id = NEW.work_bay_id"
    " AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at"
)


def guards(vendor: str) -> list[Guard]:
    """Return a constraint for PostgreSQL, triggers for SQLite."""
    if vendor == "postgresql":
        create = (
            f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist ("
            " int8range(work_bay_id, work_bay_id, '[]') WITH &&,"
            " tstzrange(starts_at, ends_at) WITH &&) WHERE (is_bay_held)"
        )
        return [Guard(NAME, TABLE, create, READS, is_constraint=True)]
    return [
        Guard(
            f"{NAME}_{act.lower()}",
            TABLE,
            f"CREATE TRIGGER {NAME}_{act.lower()} AFTER {act} ON {TABLE}"
            f" WHEN NEW.is_bay_held AND EXISTS ({_OVERLAP})"
            f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
            READS,
        )
        for act in ("INSERT", "UPDATE")
    ]


def install(connection: Any) -> None:
    """Put the guard on the table, where it is not there yet."""
    guarding.install(connection, guards)


def remove(connection: Any) -> None:
    """Take the guard off: only a migration that moves the table may."""
    guarding.remove(connection, guards)
