"""Prove that journal and papers are what was written: `verify`, `verify --prints`."""

from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from jieche.journal import guarding, queries
from jieche.journal.queries import Break
from jieche.papers import verify
from jieche.shop.models import Shop


class Command(BaseCommand):
    """`verify`."""

    help = "Walk journal and papers of every shop and name what is not as it was written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the one choice: printing everything again takes some 40 ms a print."""
        parser.add_argument(
            "--prints", action="store_true", help="press every kept print again and compare"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Name each break; raises CommandError, so exit code 1, where there is one."""
        count = verify.Count()
        broken = 0
        for guard in guarding.missing(connection):
            broken += 1
            self.stdout.write(
                f"{guard.table}: 缺少触发器，请运行 manage.py migrate"
                f" · guard missing, run manage.py migrate: {guard.name}"
            )
        for shop in Shop.objects.order_by("pk"):
            for each in _breaks(shop, count, prints=options["prints"]):
                broken += 1
                self.stdout.write(f"{shop.name}: {each.what} {each.number}: {each.why}")
        if options["prints"]:
            self.stdout.write(
                f"{count.documents} 份单据，{count.prints} 份打印件；"
                f"其中 {count.other_press} 份由旧版印制，只核对了字节。\n"
                f"{count.documents} documents, {count.prints} prints; of {count.other_press} made"
                " by an earlier release only the bytes were compared."
            )
        if broken:
            raise CommandError(f"{broken} 处与原件不符 · {broken} not as written")
        self.stdout.write("完整无误 · everything is as it was written")


def _breaks(shop: Shop, count: verify.Count, *, prints: bool) -> Iterator[Break]:
    yield from (each for each in queries.breaks(shop) if each.what != "rendition" or not prints)
    # The reports stand beside this station, so it does not import them: each month has to tally.
    yield from import_module("jieche.reports.verify").faults(shop)
    if prints:
        yield from (each for each in verify.faults(shop, count) if each.what == "rendition")
