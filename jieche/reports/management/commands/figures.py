"""A period's figures as JSON, for other programs: `figures month 2026-11`; opening what is due."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jieche.reports import commands
from jieche.reports.figures import Figures, Part, figures_of
from jieche.reports.periods import Length, period_of
from jieche.reports.sheets import frozen_rows
from jieche.reports.verify import faults
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff


class Command(BaseCommand):
    """`figures LENGTH DAY [--shop N] [--rows]`, `figures --open NAME`, `figures --verify`."""

    help = "Print a period's figures as JSON; open the reports that are due; verify all months."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the period, or one of the two other things to do."""
        parser.add_argument("length", nargs="?", choices=[each.value for each in Length])
        parser.add_argument("day", nargs="?", help="a day of the period; a month as 2026-11")
        parser.add_argument("--shop", type=int, help="number of the shop, where there are several")
        parser.add_argument("--rows", action="store_true", help="the rows behind the figures too")
        parser.add_argument("--open", metavar="NAME", help="open what is due, as this person")
        parser.add_argument("--verify", action="store_true", help="reckon every month twice")
        parser.add_argument("--now", help="the moment to stand at, ISO; else this moment")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do one of the three."""
        shops = Shop.objects.filter(pk=options["shop"]) if options["shop"] else Shop.objects.all()
        if options["open"]:
            self._open(options)
        elif options["verify"]:
            self._verify(list(shops.order_by("pk")))
        elif options["length"]:
            shop = shops.order_by("pk").first()
            if shop is None:
                raise CommandError("There is no such shop.")
            self._print(shop, options)
        else:
            raise CommandError("Name a period (month 2026-11), or --open or --verify.")

    def _open(self, options: dict[str, Any]) -> None:
        person = Staff.objects.select_related("shop").filter(username=options["open"]).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {options['open']}.")
        now = datetime.fromisoformat(options["now"]) if options["now"] else timezone.now()
        for report in commands.open_due(person, now):
            self.stdout.write(report.number)

    def _verify(self, shops: list[Shop]) -> None:
        broken = [fault for shop in shops for fault in faults(shop)]
        for fault in broken:
            self.stdout.write(f"{fault.shop.name}: {fault.number}: {fault.why}")
        if broken:
            raise CommandError(f"{len(broken)} 处对不上 · {len(broken)} do not tally")
        self.stdout.write("各月收支都对得上 · every month tallies")

    def _print(self, shop: Shop, options: dict[str, Any]) -> None:
        zone = hours_of(shop).desk.zone
        text = options["day"] or f"{timezone.now().astimezone(zone):%Y-%m-%d}"
        try:
            day = date.fromisoformat(text if text.count("-") > 1 else f"{text}-01")
        except ValueError:
            raise CommandError(f"{text} is no day: write 2026-11-23, or 2026-11") from None
        figures = figures_of(shop, period_of(Length.of(options["length"]), day))
        content = _content(figures)
        if options["rows"]:
            content["rows"] = frozen_rows(figures)
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=1))


def _content(figures: Figures) -> dict[str, Any]:
    """Return the figures as plain values, money in fen."""
    return {
        "number": figures.period.number,
        "first_on": figures.period.first.isoformat(),
        "last_on": figures.period.last.isoformat(),
        "counts": {part.value: figures.count(part) for part in Part},
        "sums_fen": {part.value: figures.money(part) for part in Part},
        "income_fen": figures.income_fen,
        "receipts_fen": figures.receipts_fen,
        "tally": asdict(figures.tally) | {"difference_fen": figures.tally.difference_fen},
        "income_by_kind_fen": figures.income_by_kind,
        "by_category": [asdict(line) for line in figures.by_category],
        "by_type": [asdict(line) for line in figures.by_type],
        "by_means": [asdict(line) for line in figures.by_means],
        "arrears_by_age": [asdict(line) for line in figures.ageing],
    }
