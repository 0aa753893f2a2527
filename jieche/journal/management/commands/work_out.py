"""``manage.py work_out``: work out anew what is owed on every open matter."""

from typing import Any

from django.core.management.base import BaseCommand

from jieche.journal import door
from jieche.journal.models import Matter


class Command(BaseCommand):
    """After a change of hours or limits, or to make sure: the copy is made from the journal."""

    help = "Work out anew what is owed on every open matter."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = 0
        for matter in Matter.objects.filter(closed_at=None).select_related("shop").iterator():
            door.work_out(matter)
            count += 1
        self.stdout.write(f"{count} matters worked out anew")
