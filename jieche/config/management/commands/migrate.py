"""`migrate`, and at its end the database's own guards stand again."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from jieche.journal import guarding


class Command(migrate.Command):
    """Django's own `migrate`; a table that was made anew gets its triggers back.

    Ours stands before Django's by name, so `prepare`, the tests' database and everybody at a
    terminal go through here. Why no signal does this: jieche/journal/guarding.py.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then put up what is missing; change nothing for a mere look at the plan."""
        super().handle(*args, **options)
        if options["plan"] or options["check_unapplied"]:
            return
        for guard in guarding.install(connections[options["database"]]):
            if options["verbosity"] > 1:
                self.stdout.write(f"  Guard put up: {guard.name} on {guard.table}")
