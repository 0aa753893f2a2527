"""Renew, check or compile the Chinese catalogues."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from jieche.config import catalogues, unmarked


def our_apps() -> list[catalogues.App]:
    """Return the installed apps that are part of this package."""
    home = Path(catalogues.__file__).parents[1]
    return [
        catalogues.App(config.label, Path(config.path))
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(home)
    ]


class Command(BaseCommand):
    """`words`, `words --check`, `words --compile`."""

    help = "Renew the Chinese catalogues from the sources; --check and --compile change no word."

    # A catalogue must be mendable while something else is broken.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one of two ways to leave the words alone."""
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--check", action="store_true", help="fail on what is not well translated")
        way.add_argument("--compile", action="store_true", help="write the .mo files")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do the one thing asked for."""
        if options["compile"]:
            for path in catalogues.compile_all(our_apps()):
                self.stdout.write(str(path))
        elif options["check"]:
            self.complain([*catalogues.check(our_apps()), *unmarked.check(our_apps())])
        else:
            for path in catalogues.renew(our_apps()):
                self.stdout.write(str(path))
            self.complain(catalogues.check(our_apps()))

    def complain(self, faults: list[catalogues.Fault]) -> None:
        """Name every fault, or say that there is none."""
        if faults:
            lines = "\n".join(f"  {fault}" for fault in faults)
            raise CommandError(f"{len(faults)} phrases need a hand:\n{lines}")
        self.stdout.write("Every phrase is translated.")
