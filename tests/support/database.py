"""
The database of the tests: SQLite in a file, or PostgreSQL where JIECHE_DATABASE_URL names one.

A file and not memory: with a database in memory all threads share one connection, so a race
between two people could not even be written down as a test.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.signals import connection_created

from jieche.appointments import law as booking
from jieche.care import law as files
from jieche.estimate import law as warranty
from jieche.shop.models import LegalFigure

OPENS_THE_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what records; what only looks at pages, and the rest, run on SQLite."""
    if connection.vendor != "postgresql":
        return
    needless = [
        item
        for item in items
        if item.get_closest_marker("pages")
        or (
            not item.get_closest_marker("django_db")
            and not OPENS_THE_DATABASE & set(getattr(item, "fixturenames", ()))
        )
    ]
    config.hook.pytest_deselected(items=needless)
    items[:] = [item for item in items if item not in needless]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Give each test process a database of its own, never the shop's."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict.setdefault("TEST", {})["NAME"] = str(path)


def _trust_the_power(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Leave out the disk flush of each commit: a test's data need not survive a power cut."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


@pytest.fixture(autouse=True, scope="session")
def no_disk_flushes() -> Iterator[None]:
    """Make commits cheap in tests."""
    connection_created.connect(_trust_the_power)
    yield
    connection_created.disconnect(_trust_the_power)


def _empty_past_the_triggers(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
    """Empty all tables, those too whose triggers refuse every DELETE."""
    with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
        if self.connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            triggers = []
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {self.quote_name(name)}")
        for sql in sql_list:
            cursor.execute(sql)
        for _, sql in triggers:
            cursor.execute(sql)
    _write_the_law()


def _write_the_law() -> None:
    """Write the law's figures again, as the migrations did: no shop is without them."""
    booking.seed(LegalFigure)
    booking.seed_return(LegalFigure)
    files.seed(LegalFigure)
    warranty.seed(LegalFigure)


@pytest.fixture(autouse=True, scope="session")
def empty_tables_between_tests() -> Iterator[None]:
    """
    Let tests that commit (transaction=True, live_server) be cleaned up after.

    The journal's triggers refuse DELETE on purpose; only the tests' own sweep may pass them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", _empty_past_the_triggers)
        yield
