"""Everything that must be green: cheap checks first, then the tests on both databases."""

import os
import secrets
import subprocess
import tempfile
import time
from pathlib import Path

from tasks.environment import BIN, DEVELOPMENT, ROOT, everything, packages
from tasks.say import tell
from tasks.system import install_missing

# A shop on the open net, as `check --deploy` looks at it.
IN_PRODUCTION = {
    "JIECHE_HTTPS": "1",
    "JIECHE_ALLOWED_HOSTS": "shop.example",
    "JIECHE_ORIGINS": "https://shop.example",
}


def _run(name: str, *command: str, **environment: str) -> bool:
    """Run one check, show its words, and tell whether it was content."""
    print(f"\n=== {name}", flush=True)
    began = time.monotonic()
    code = subprocess.call(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    print(
        f"--- {name}: {'ok' if not code else 'FAILED'}, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return not code


def _pages() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("jieche/*/templates/**/*.html"))


def _cheap(python: Path) -> list[str]:
    """Run what needs no test; return the names of those that failed."""
    manage = (str(python), str(ROOT / "manage.py"))
    checks: list[tuple[str, tuple[str, ...], dict[str, str]]] = [
        ("format", (str(BIN / "ruff"), "format", "--check", "."), {}),
        ("lint", (str(BIN / "ruff"), "check", "."), {}),
        ("templates", (str(BIN / "djade"), "--check", "--target-version", "5.2", *_pages()), {}),
        ("who imports whom", (str(BIN / "lint-imports"),), {}),
        ("types", (str(python), "-m", "mypy"), {}),
        ("migrations", (*manage, "makemigrations", "--check", "--dry-run"), {}),
        ("system", (*manage, "check", "--fail-level", "WARNING"), {}),
        (
            "system, in production",
            (*manage, "check", "--deploy", "--fail-level", "WARNING"),
            {**IN_PRODUCTION, "JIECHE_SECRET_KEY": secrets.token_urlsafe(60)},
        ),
        ("words", (*manage, "words", "--check"), {}),
    ]
    return [name for name, command, more in checks if not _run(name, *command, **more)]


def _pytest(python: Path, *words: str) -> tuple[str, ...]:
    workers = str(max(2, min(os.cpu_count() or 2, 8)))
    return (str(python), "-m", "pytest", "-n", workers, "--dist", "worksteal", *words)


def check() -> int:
    """Run the cheap checks only: what to do before each commit."""
    python = everything(DEVELOPMENT)
    with tempfile.TemporaryDirectory(prefix="jieche-test-", ignore_cleanup_errors=True) as data:
        os.environ["JIECHE_DATA"] = data
        failed = _cheap(python)
    if failed:
        tell(f"\n未通过：{'，'.join(failed)}", f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def fix() -> int:
    """Lay out Python and templates as the checks want them, and mend what mends itself."""
    packages(DEVELOPMENT)
    ruff = str(BIN / "ruff")
    left = subprocess.call([ruff, "check", "--fix", "."], cwd=ROOT)
    subprocess.call([ruff, "format", "."], cwd=ROOT)
    subprocess.call([str(BIN / "djade"), "--target-version", "5.2", *_pages()], cwd=ROOT)
    return left


def test(words: list[str]) -> int:
    """
    Run everything; with words, only pytest, and they go to it.

    The whole run on SQLite comes last: whoever counts tests reads pytest's closing line.
    """
    install_missing()
    python = everything(DEVELOPMENT)
    with tempfile.TemporaryDirectory(prefix="jieche-test-", ignore_cleanup_errors=True) as data:
        # Never the shop's own folder, whatever a test does.
        os.environ["JIECHE_DATA"] = data
        if words:
            return subprocess.call([str(python), "-m", "pytest", *words], cwd=ROOT)
        os.environ.pop("JIECHE_DATABASE_URL", None)
        failed = _cheap(python)
        on_postgresql = (
            str(python),
            "-m",
            "tasks.postgresql",
            *_pytest(python, "-m", "not browser"),
        )
        if not _run("tests of records and races, PostgreSQL", *on_postgresql):
            failed.append("tests on PostgreSQL")
        if failed:
            tell(f"\n未通过：{'，'.join(failed)}", f"\nFailed: {', '.join(failed)}")
        print("\n=== all tests, SQLite", flush=True)
        code = subprocess.call(_pytest(python), cwd=ROOT, stdin=subprocess.DEVNULL)
        return code or (1 if failed else 0)
