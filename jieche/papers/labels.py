"""The printed labels, read from the table that the forms use."""

import functools
import tomllib
from pathlib import Path

FORMS = Path(__file__).parent / "forms"


@functools.cache
def labels() -> dict[str, dict[str, str]]:
    """Return all labels: key to {"zh": …, "en": …}."""
    return tomllib.loads((FORMS / "labels.toml").read_text())


def name_of(kind: str, lang: str) -> str:
    """Return the name of a paper in ``lang``: English for "en…", else Chinese."""
    words = labels()[kind]
    return words["en"] if lang.startswith("en") else words["zh"]
