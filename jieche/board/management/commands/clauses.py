"""Print the 139 clauses, what each comes to, its tests: `clauses`, `clauses --json`."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from jieche.board.proofs import tests_by_clause
from jieche.rulebook import book
from jieche.rulebook.sentences import Clause
from jieche.rulebook.wording import say


class Command(BaseCommand):
    """`clauses`."""

    help = "Print every clause of the rule book with its sentences, its tests and its standing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the form of the answer."""
        parser.add_argument("--json", action="store_true", help="as JSON, for other programs")
        parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="of the sentences")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the book; the last line counts what is enforced and what is not yet."""
        tests = tests_by_clause(settings.ROOT / "tests")
        walked = tests_by_clause(settings.ROOT / "tests" / "walk")
        if options["json"]:
            rows = [
                _row(clause, tests.get(clause.number, []), walked.get(clause.number, []))
                for clause in book.all_clauses()
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for article in book.articles():
            self.stdout.write(f"\n{article.number}  {article.zh}  {article.en}\n")
            for clause in article.clauses:
                self._print(clause, options["lang"])
                for name in tests.get(clause.number, []):
                    is_walk = name in walked.get(clause.number, [])
                    self.stdout.write(f"        {'▣' if is_walk else '✓'} {name}")
        self.stdout.write("\n▣ tried on the screen, the wrong way and the right way; ✓ other tests")
        self.stdout.write(f"{closing_count()}; tried on the screen: {len(walked)}")

    def _print(self, clause: Clause, lang: str) -> None:
        standing = f", {clause.standing}" if clause.standing else ""
        self.stdout.write(f"{clause.number:>6}  [{clause.status}{standing}] {clause.zh}")
        self.stdout.write(f"        {clause.en}")
        for sentence in clause.sentences:
            self.stdout.write(f"        · {say(sentence, lang)}")


def _row(clause: Clause, tests: list[str], walked: list[str]) -> dict[str, Any]:
    return {
        "id": clause.number,
        "atom": clause.atom,
        "article": clause.number.split(".")[0],
        "zh": clause.zh,
        "en": clause.en,
        "status": clause.status,
        "standing": clause.standing or "source",
        "sentences": [
            {"form": type(s).__name__, "zh": say(s, "zh"), "en": say(s, "en")}
            for s in clause.sentences
        ],
        "tests": tests,
        "on_the_screen": walked,
    }


def closing_count() -> str:
    """Return the count of the clauses by what they are today."""
    count = Counter(clause.status for clause in book.all_clauses())
    whole = count.total()
    return (
        f"{count['enforced']} of {whole} enforced; words to say: {count['prompt']}; "
        f"left to people: {count['guidance']}; not yet: {count['not yet']}"
    )
