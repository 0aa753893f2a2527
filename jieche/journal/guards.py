"""Triggers by which the database itself refuses to change what the journal has written."""

from typing import Any

TABLES = ("journal_entry", "journal_evidence", "journal_document", "journal_rendition")
WORDS = "the journal is written once"


def install(connection: Any) -> None:
    """Put the triggers on the tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION journal_is_kept() RETURNS trigger AS $$"
                f" BEGIN RAISE EXCEPTION '{WORDS}'; END; $$ LANGUAGE plpgsql"
            )
        for table in TABLES:
            for sql in _triggers(connection.vendor, table):
                cursor.execute(sql)


def remove(connection: Any) -> None:
    """Take the triggers off: only a migration that moves the tables, or a test's clean-up, may."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for act in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")


def _triggers(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION journal_is_kept()"
            for act in ("update", "delete")
        ]
    return [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for act in ("update", "delete")
    ]
