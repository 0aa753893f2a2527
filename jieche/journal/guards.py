"""Triggers by which the database itself refuses to change what the journal has written."""

from typing import Any

from jieche.journal import guarding
from jieche.journal.guarding import Guard

# The last are the shop's own: who changed its hours, limits, places, who switched a clause off and
# on. A shop knows no journal.
TABLES = (
    "journal_entry", "journal_evidence", "journal_document", "journal_rendition", "shop_shopchange",
    "shop_clauseswitch",
)  # fmt: skip
WORDS = "the journal is written once"


def guards(vendor: str) -> list[Guard]:
    """Return the triggers: no row of the journal's tables is changed or taken away."""
    return [
        Guard(f"{table}_no_{act}", table, _create(vendor, table, act))
        for table in TABLES
        for act in ("update", "delete")
    ]


def _create(vendor: str, table: str, act: str) -> str:
    trigger = f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table}"
    if vendor == "postgresql":
        return (
            "CREATE OR REPLACE FUNCTION journal_is_kept() RETURNS trigger AS $$"
            f" BEGIN RAISE EXCEPTION '{WORDS}'; END; $$ LANGUAGE plpgsql;"
            f" {trigger} FOR EACH ROW EXECUTE FUNCTION journal_is_kept()"
        )
    return f"{trigger} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"


def install(connection: Any) -> None:
    """Put the triggers on the tables, where they are not there yet."""
    guarding.install(connection, guards)


def remove(connection: Any) -> None:
    """Take the triggers off: only a migration that moves the tables, or a test's clean-up, may."""
    guarding.remove(connection, guards)
