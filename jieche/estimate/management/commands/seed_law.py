"""Load the law's figures; may be run again at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from jieche.estimate.law import seed
from jieche.shop.models import LegalFigure


class Command(BaseCommand):
    help = "Load the law's warranty figures with their source; what is there stays."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{seed(LegalFigure)} figures loaded")
