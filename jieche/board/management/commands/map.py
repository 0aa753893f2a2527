"""Draw docs/map.md and the made part of docs/glossary.md anew: `map`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from jieche.board import drawing


class Command(BaseCommand):
    """`map`."""

    help = "Write docs/map.md and the made part of docs/glossary.md from the rule book."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write both files; a test holds them against the code."""
        docs = settings.ROOT / "docs"
        (docs / "map.md").write_text(drawing.the_map(), encoding="utf-8")
        glossary = docs / "glossary.md"
        text = glossary.read_text(encoding="utf-8")
        glossary.write_text(drawing.with_words(text), encoding="utf-8")
        self.stdout.write("docs/map.md, docs/glossary.md")
