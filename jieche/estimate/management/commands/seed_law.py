"""Load the law's figures; may be run again at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from jieche.appointments import law as deposits
from jieche.estimate import law as warranty
from jieche.shop.models import LegalFigure


class Command(BaseCommand):
    help = "Load the law's figures with their source; what is there stays."

    def handle(self, *_args: Any, **_options: Any) -> None:
        before = LegalFigure.objects.count()
        warranty.seed(LegalFigure)
        deposits.seed(LegalFigure)
        self.stdout.write(f"{LegalFigure.objects.count() - before} figures loaded")
