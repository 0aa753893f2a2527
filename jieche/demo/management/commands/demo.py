"""``manage.py demo``: a shop to try; ``--today`` first, ``--history`` behind it."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from jieche.demo.drive import Drive, drive
from jieche.demo.house import PASSWORD, SHOWN, house_of, open_house
from jieche.demo.models import DemoRun
from jieche.demo.plan import history, today
from jieche.shop.models import Shop

SEED = 20261123


class Command(BaseCommand):
    """Load the demo shop by calling the commands of the house, with a clock and a seed."""

    help = "Load the demo shop: today first, then the month before it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", action="store_true", help="only the busy day")
        parser.add_argument("--history", action="store_true", help="only the month before")
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--now", help="the moment to stand at, ISO; else this moment")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = datetime.fromisoformat(options["now"]) if options["now"] else timezone.now()
        if not options["history"]:
            if Shop.objects.exists():
                raise CommandError(
                    "This data folder already holds a shop; the demo wants an empty one."
                )
            self._today(now, options["seed"])
            self._say_sign_ins()
        if not options["today"]:
            run = DemoRun.objects.first()
            if run is None:
                raise CommandError("There is no demo shop in this data folder.")
            if run.finished_at is None:
                self._history(run, options["days"])

    @transaction.atomic  # a start that is broken off leaves an empty folder, not half a day
    def _today(self, now: datetime, seed: int) -> None:
        house = open_house(now)
        DemoRun.objects.create(shop=house.shop, stands_at=now, seed=seed)
        self._report(drive(today(house, now, seed), now))

    def _history(self, run: DemoRun, days: int) -> None:
        house = house_of(run.shop)
        starts = list(history(house, run.stands_at, run.seed, days))
        if run.told_until is not None:  # it was broken off: what began by then stands as it is
            starts = [start for start in starts if start[0] > run.told_until]
        DemoRun.objects.filter(pk=run.pk).update(cars=len(starts))

        def tell(so_far: Drive, at: datetime) -> None:
            if so_far.steps % 50 == 0:
                DemoRun.objects.filter(pk=run.pk).update(cars_done=so_far.done, told_until=at)

        result = drive(starts, run.stands_at, tell)
        DemoRun.objects.filter(pk=run.pk).update(
            cars_done=len(starts), told_until=run.stands_at, finished_at=timezone.now()
        )
        self._report(result)

    def _report(self, result: Drive) -> None:
        """Say what the book refused: a demo that is refused is a fault to be told."""
        for line in result.refused:
            self.stderr.write(f"refused: {line}")

    def _say_sign_ins(self) -> None:
        names = ", ".join(SHOWN)
        self.stdout.write(f"sign in as {names}; password {PASSWORD}")
