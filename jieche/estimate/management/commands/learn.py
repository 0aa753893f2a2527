"""``manage.py learn``: make what shops learned from their promises anew, from the journal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from jieche.estimate.remembered import catch_up, hold, relearn
from jieche.shop.models import Shop


class Command(BaseCommand):
    """Fold the journal from its first line; say whether that is what was kept."""

    help = "Rebuild the memory of promises from the journal; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare, write nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        at, differs = timezone.now(), False
        for shop in Shop.objects.order_by("pk"):
            with transaction.atomic():
                row = hold(shop)
                kept = catch_up(row, at).to_json()
                anew = relearn(shop, at).to_json()
                is_same = kept == anew
                if not options["check"] and not is_same:
                    row.kept = anew
                    row.save(update_fields=["kept"])
            differs |= not is_same
            settled = anew["memory"]["calibrator"]["settled"]
            words = "as kept" if is_same else "not what was kept"
            self.stdout.write(f"{shop}: {settled} promises settled, {words}")
        if differs and options["check"]:
            raise SystemExit(1)
