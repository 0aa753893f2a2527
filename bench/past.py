"""Entry of the filling, since Django must be ready first: `python -m bench.past --facts F`."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import django

PER_DAY = 40


def main(words: list[str]) -> None:
    """Fill the database, and write what the measuring needs to know into the file ``--facts``."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--orders", type=int, default=1000)
    reader.add_argument("--per-day", type=int, default=PER_DAY)
    reader.add_argument("--facts", type=Path, required=True)
    given = reader.parse_args(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jieche.config.settings")
    django.setup()
    from bench.fill import fill  # noqa: PLC0415  # its models can be imported from here on

    facts = fill(given.orders, given.per_day, datetime.now(tz=UTC))
    given.facts.write_text(json.dumps(asdict(facts), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
