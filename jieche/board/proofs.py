"""Which test proves which clause: found by name, ``test_9_4_…`` for clause 9.4."""

import re
from collections import defaultdict
from pathlib import Path

_NAME = re.compile(r"^\s*(?:async )?def (test_(p|\d+)_(\d+)_\w+)", re.MULTILINE)


def tests_by_clause(folder: Path) -> dict[str, list[str]]:
    """Return the names of the tests under ``folder`` by the clause that they begin with."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        for name, article, clause in _NAME.findall(path.read_text(encoding="utf-8")):
            found[f"{article.upper()}.{clause}"].append(name)
    return dict(found)
