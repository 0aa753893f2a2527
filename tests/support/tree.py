"""The files of the project, for the tests that look at all of them."""

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {".git", ".venv", "node_modules", "data", "build", "static-collected", "__pycache__"}


def files(*suffixes: str) -> Iterator[Path]:
    """Yield our files that end so, or all. Git is not asked: a release may have none."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(
            name for name in folders if name not in NOT_OURS and not name.endswith("_cache")
        )
        for name in sorted(names):
            if name.endswith(suffixes or ("",)):
                yield Path(folder) / name
