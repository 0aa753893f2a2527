"""
What we take from others: by hash, from wherever the machine is set to, and under a fair licence.

A registry's address in a lock would break the install wherever that registry is not reachable.
"""

import ast
import re
import sys
import tomllib
from email.message import Message
from importlib import metadata
from typing import cast

import pytest

from tests.support.tree import ROOT, files

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt", "package-lock.json"]

# Written apart, or this file would be the first offender.
REGISTRIES = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"),
    ("npmmirror", "com"), ("yarnpkg", "com"), ("mirrors", "aliyun"), ("tuna", "tsinghua"),
)]  # fmt: skip
ADDRESS = re.compile(r"://|\"resolved\"|--(?:extra-)?index-url|--find-links|\bregistry *=|\burl *=")


def addresses(text: str) -> list[str]:
    """Return the lines of a lock that say where a package lies."""
    return [line.strip() for line in text.splitlines() if ADDRESS.search(line)]


def registries(text: str) -> list[str]:
    """Return the package registries a file names."""
    return [host for host in REGISTRIES if host in text]


def unpinned(lock: str) -> list[str]:
    """Return the packages of a requirements lock that carry no version or no hash."""
    entries = re.split(r"\n(?=\S)", lock.replace("\\\n", ""))
    return [
        entry.split()[0]
        for entry in entries
        if entry.strip() and not entry.startswith("#")
        if "==" not in entry.split()[0] or "--hash=sha256:" not in entry
    ]


def names(lock: str) -> list[str]:
    """Return the packages of a requirements lock, as their authors spell them or nearly so."""
    return re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert addresses((ROOT / lock).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "thief",
    [
        '      "resolved": "somewhere",',
        "--index-url somewhere",
        "--find-links somewhere",
        'source = { registry = "somewhere" }',
        "thing @ https://somewhere/thing.whl",
    ],
)
def test_the_check_catches_a_planted_address(thief: str) -> None:
    assert addresses(f"django==5.2 \\\n{thief}\n") == [thief.strip()]


def test_no_file_of_ours_names_a_registry() -> None:
    offenders = {
        str(path.relative_to(ROOT)): found
        for path in files(".py", ".toml", ".txt", ".json", ".md", ".npmrc", ".yml", ".sh", "run")
        if (found := registries(path.read_text(encoding="utf-8")))
    }
    assert offenders == {}


def test_the_check_catches_a_planted_registry() -> None:
    assert registries(f"see {REGISTRIES[0]}") == [REGISTRIES[0]]


def test_locks_that_always_hold_registries_are_not_here() -> None:
    assert [name for name in ("uv.lock", "pylock.toml") if (ROOT / name).exists()] == []


@pytest.mark.parametrize("lock", [name for name in LOCKS if name.endswith(".txt")])
def test_every_package_is_pinned_by_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert names(text)
    assert unpinned(text) == []


def test_the_check_catches_a_package_without_a_hash() -> None:
    assert unpinned("good==1 \\\n    --hash=sha256:00\nloose>=2\nbare==3\n") == [
        "loose>=2",
        "bare==3",
    ]


def test_the_developers_lock_holds_the_shops_lock_to_the_version() -> None:
    """Else the tests would run on other versions than the shop does."""
    pinned = re.compile(r"^([A-Za-z0-9._-]+==[^ ]+)", re.MULTILINE)
    ours = set(pinned.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    theirs = set(pinned.findall((ROOT / "requirements-dev.txt").read_text(encoding="utf-8")))
    assert ours - theirs == set()


def copyleft(about: Message) -> bool:
    """Tell whether a licence would oblige the shop to open its own code (LGPL does not)."""
    said = [about.get("License-Expression") or about.get("License") or ""]
    said += [value for value in about.get_all("Classifier") or [] if value.startswith("License")]
    words = " ".join(line[:200] for line in said)
    return bool(re.search(r"\bA?GPL|(?<!Lesser )General Public License|Affero", words))


def test_nothing_the_shop_runs_is_under_gpl_or_agpl() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    installed = {
        distribution.metadata["Name"].lower().replace("_", "-"): cast(
            "Message", distribution.metadata
        )
        for distribution in metadata.distributions()
    }
    found = {name: installed[name] for name in names(lock) if name in installed}
    assert len(found) > 15
    assert [name for name, about in found.items() if copyleft(about)] == []


@pytest.mark.parametrize(
    ("licence", "caught"),
    [
        ("AGPL-3.0-or-later", True),
        ("GPL-2.0-only", True),
        ("GNU Affero General Public License v3", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT", False),
    ],
)
def test_the_check_catches_a_planted_licence(licence: str, caught: bool) -> None:
    about = Message()
    about["License-Expression"] = licence
    assert copyleft(about) is caught


def imported(source: str) -> set[str]:
    """Return the top-level packages a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"jieche", "tests", "tasks", "bench"}


def declared(requirements: list[str]) -> set[str]:
    """Return the packages these requirements name, in the lower-case form of an index."""
    return {
        re.match(r"[A-Za-z0-9._-]+", line)[0].lower().replace("_", "-")  # type: ignore[index]
        for line in requirements
    }


def test_what_the_product_imports_is_declared() -> None:
    """A package that another one happens to bring may be gone with its next version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = declared(project["dependencies"])
    owners = metadata.packages_distributions()
    undeclared = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in files(".py")
        if path.is_relative_to(ROOT / "jieche")
        for name in imported(path.read_text(encoding="utf-8"))
        if not wanted & {owner.lower().replace("_", "-") for owner in owners.get(name, [name])}
    }
    assert undeclared == set()


def test_the_locks_hold_all_that_is_declared() -> None:
    """A package declared and not locked would be missing on the next machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for wanted, lock in (
        (project["project"]["dependencies"], "requirements.txt"),
        (project["dependency-groups"]["dev"], "requirements-dev.txt"),
    ):
        locked = {name.lower() for name in names((ROOT / lock).read_text(encoding="utf-8"))}
        assert declared(wanted) - locked == set()


def test_the_check_sees_imports_of_every_shape() -> None:
    source = (
        "import os\nimport django.db\nfrom babel.core import Locale\ndef f():\n  import jieche\n"
    )
    assert imported(source) == {"django", "babel"}
