"""
Make everything ready to serve, in one process: it is what a start waits for.

Answers in one line of JSON, for run.py to say in words: `trouble` (with `detail`) or what it found.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

import jieche
from jieche.config import catalogues
from jieche.config.management.commands.words import our_apps
from jieche.estimate.remembered import catch_up, hold
from jieche.journal import guarding
from jieche.shop.models import Shop


class Command(BaseCommand):
    """`prepare`."""

    help = "Compile catalogues, collect static files, migrate; say in JSON how it went."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do each step that is not done yet; change nothing where one of them cannot be."""
        try:
            answer = self.trouble() or self.ready()
        except DatabaseError as error:
            answer = {"trouble": "database", "detail": str(error).strip().splitlines()[0]}
        except OSError as error:
            answer = {"trouble": "folder", "detail": f"{error.filename}: {error.strerror}"}
        self.stdout.write(json.dumps(answer))

    def trouble(self) -> dict[str, Any] | None:
        """Return why the database cannot be used, before anything is written."""
        if connection.vendor == "postgresql":
            # Nobody waits two minutes for a machine that does not answer.
            connection.settings_dict.setdefault("OPTIONS", {})["connect_timeout"] = 5
        else:
            Path(settings.DATA).mkdir(parents=True, exist_ok=True)
        connection.ensure_connection()
        loader = MigrationExecutor(connection).loader
        ours = {app.label for app in our_apps()} & loader.migrated_apps
        squashed = {old for new in loader.replacements.values() for old in new.replaces}
        unknown = {
            (label, name)
            for label, name in loader.applied_migrations
            if label in ours and (label, name) not in loader.disk_migrations
        } - squashed
        if unknown:
            return {"trouble": "newer", "detail": ", ".join(sorted(".".join(k) for k in unknown))}
        return None

    def ready(self) -> dict[str, Any]:
        """Do the work and return what was found."""
        catalogues.compile_all(our_apps())
        self.collect()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
        # A start with nothing to migrate still sees to it that the database's own guards stand.
        guarding.install(connection)
        self.look_over()
        self.learn()
        version = Path(settings.DATA) / "version"
        if not version.is_file() or version.read_text(encoding="utf-8") != jieche.__version__:
            version.parent.mkdir(parents=True, exist_ok=True)
            version.write_text(jieche.__version__, encoding="utf-8")
        return {"has_shop": self.has_shop(), "has_demo": "demo" in get_commands()}

    def collect(self) -> None:
        """Collect the static files, when one of them is not as it was the last time."""
        found = sorted(
            (name, Path(storage.path(name)))
            for finder in get_finders()
            for name, storage in finder.list(None)
        )
        state = hashlib.sha256()
        for name, path in found:
            about = path.stat()
            state.update(f"{name} {path} {about.st_size} {about.st_mtime_ns}\n".encode())
        stamp = Path(settings.STATIC_ROOT) / ".stamp"
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == state.hexdigest():
            return
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(state.hexdigest(), encoding="utf-8")

    def look_over(self) -> None:
        """
        Let SQLite know its tables; PostgreSQL does so by itself.

        Else it takes the number of a shop for a narrow question, and reads all that the shop ever
        did. It looks at some hundred rows of each index, however many there are.
        """
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA analysis_limit=400")
                cursor.execute("ANALYZE")

    def learn(self) -> None:
        """
        Let each shop learn what its journal holds beyond its memory of promises.

        A shop that comes to this release with years behind it reads them here, once; at its first
        promise a customer would wait.
        """
        for shop in Shop.objects.order_by("pk"):
            with transaction.atomic():
                catch_up(hold(shop), timezone.now())

    def has_shop(self) -> bool:
        """Tell whether a shop lives in this database."""
        return Shop.objects.exists()
