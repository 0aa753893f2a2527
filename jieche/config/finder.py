"""Serve a named list of files out of node_modules, and nothing else of it."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core import checks
from django.core.files.storage import FileSystemStorage


class NodeStorage(FileSystemStorage):
    """Read files by the name they are served under, not by where npm put them."""

    # collectstatic asks each storage for the folder its files go into: ours names them in full.
    prefix = ""

    def __init__(self, files: Mapping[str, str], root: Path) -> None:
        super().__init__(location=str(root))
        self.files = files

    def path(self, name: str) -> str:
        """Return where the file lies on disk."""
        return super().path(self.files.get(name, name))


class NodeFinder(BaseFinder):
    """Find the files of `settings.NODE_FILES` (served name -> path in node_modules)."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.files: Mapping[str, str] = settings.NODE_FILES
        self.root = Path(settings.NODE_MODULES)
        self.storage = NodeStorage(self.files, self.root)

    def check(self, **_kwargs: Any) -> list[checks.CheckMessage]:
        """Name the files npm has not brought, so that a page without its script is no riddle."""
        return [
            checks.Warning(
                f"{source} is not in {self.root}.",
                hint="Run python3 run.py, or npm ci.",
                id="jieche.W001",
            )
            for source in self.files.values()
            if not (self.root / source).is_file()
        ]

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        """Return the path on disk of a served name; an empty list where there is none."""
        source = self.files.get(path)
        found = [str(self.root / source)] if source else []
        # Django's own finders answer [] for "no" in both cases, and its loop counts on that.
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, NodeStorage]]:
        """Yield what collectstatic is to copy."""
        for served in self.files:
            yield served, self.storage
