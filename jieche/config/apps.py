"""What is asked of the whole house when Django checks it."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004  # Django's name
from django.db import connections

from jieche.journal import guarding


class Config(AppConfig):
    """The top of the house."""

    name = "jieche.config"

    def ready(self) -> None:
        """Ask for the database's guards with `check --database default`."""
        register(guards_stand, Tags.database)


def guards_stand(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Name each trigger or constraint of ours that is missing from its table."""
    return [
        Warning(
            f"{guard.table} has no guard {guard.name}.",
            hint="manage.py migrate puts it up again.",
            id="jieche.W001",
        )
        for alias in databases or ()
        for guard in guarding.missing(connections[alias])
    ]
