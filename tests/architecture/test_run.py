"""The start command: it looks before it changes anything, and says trouble in one sentence."""

import ast
import importlib.util
import io
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import jieche
from tasks import command_line, environment, look, say, start
from tasks.say import Trouble
from tests.support.tree import ROOT, files


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Speak English, with a data folder that is not there yet."""
    for name in ("JIECHE_HOST", "JIECHE_PORT", "JIECHE_DATABASE_URL", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("JIECHE_DATA", str(tmp_path / "data"))


@pytest.fixture
def taken_port() -> Iterator[int]:
    """Stand in for the other program."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_an_old_python_can_read_the_file_that_refuses_it() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    refusal = next(node for node in tree.body if isinstance(node, ast.If))
    early = tree.body[: tree.body.index(refusal)]
    assert "3.11 or newer is needed" in ast.unparse(refusal)
    # Only sys may be imported before: whatever else is ours is not written for old Pythons.
    assert [
        ast.unparse(node) for node in early if isinstance(node, ast.Import | ast.ImportFrom)
    ] == ["import sys"]


def test_the_start_needs_nothing_but_python() -> None:
    """Before the first install there is nothing else."""
    strangers = {
        f"{path.name}: {name}"
        for path in files(".py")
        if path.parent == ROOT / "tasks" or path == ROOT / "run.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "tasks"}
    }
    assert strangers == set()


def test_a_free_port_and_a_folder_to_be_made_are_no_trouble(tmp_path: Path) -> None:
    look.look_at_port("127.0.0.1", 0)
    look.look_at_data(tmp_path / "data" / "deeper")
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_named_and_the_next_one_offered(taken_port: int) -> None:
    with pytest.raises(Trouble, match=rf"Port {taken_port} .* JIECHE_PORT={taken_port + 1}\.$"):
        look.look_at_port("127.0.0.1", taken_port)


def test_a_host_of_another_machine_is_named() -> None:
    with pytest.raises(Trouble, match=r"192\.0\.2\.1, no address of this machine"):
        look.look_at_port("192.0.2.1", 0)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("JIECHE_PORT", port)
    with pytest.raises(Trouble, match="must be a number from 1 to 65535"):
        look.address()


def test_a_file_where_the_data_folder_should_be_is_no_place_to_write(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("a letter", encoding="utf-8")
    for folder in (file, file / "data"):
        with pytest.raises(Trouble, match=r"cannot be written .* JIECHE_DATA"):
            look.look_at_data(folder)
    assert file.read_text(encoding="utf-8") == "a letter"


@pytest.mark.parametrize(
    ("version", "is_newer"),
    [
        ("99.0", True),
        (f"{jieche.__version__}.1", True),
        (jieche.__version__, False),
        ("0.0.9", False),
    ],
)
def test_data_of_a_newer_version_is_left_alone(
    tmp_path: Path, version: str, is_newer: bool
) -> None:
    (tmp_path / "version").write_text(version, encoding="utf-8")
    if is_newer:
        with pytest.raises(Trouble, match=r"newer Jieche .* nothing was changed"):
            look.look_at_data(tmp_path)
    else:
        look.look_at_data(tmp_path)


def test_only_postgresql_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIECHE_DATABASE_URL", "mysql://root@db/shop")
    with pytest.raises(Trouble, match=r"must begin with postgresql://"):
        look.look_at_database_url()


def test_a_database_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIECHE_DATABASE_URL", "postgresql://li:s3cret@db.shop/jieche")
    assert look.look_at_database_url() == "postgresql://db.shop/jieche"


def test_a_database_that_does_not_answer_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JIECHE_DATABASE_URL", "postgresql://li:s3cret@127.0.0.1:1/jieche")
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)
    with pytest.raises(
        Trouble, match=r"^The database postgresql://127\S+ cannot be reached"
    ) as said:
        start.prepare(Path(sys.executable), look.look_at_database_url())
    assert "s3cret" not in str(said.value)
    assert not (tmp_path / "data").exists()


def test_a_broken_data_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    broken = tmp_path / "data" / "jieche.sqlite3"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(Trouble, match=r"cannot be opened \(file is not a database\)"):
        start.prepare(Path(sys.executable), look.look_at_database_url())
    assert [path.name for path in (tmp_path / "data").iterdir()] == [broken.name]


def test_an_empty_place_is_made_ready_and_stays_ready(tmp_path: Path) -> None:
    """The second start finds everything done; the lasting key is not prepare's to make."""
    found = start.prepare(Path(sys.executable), look.look_at_database_url())
    assert found["has_shop"] is False
    data = tmp_path / "data"
    assert (data / "version").read_text(encoding="utf-8") == jieche.__version__
    assert not (data / "secret.key").exists()
    look.look_at_data(data)
    assert start.prepare(Path(sys.executable), look.look_at_database_url()) == found


def prepared() -> dict[str, Any]:
    """Prepare this test's database and return the answer."""
    out = io.StringIO()
    call_command("prepare", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


@pytest.mark.django_db
def test_migrations_of_a_newer_version_are_seen() -> None:
    MigrationRecorder(connection).record_applied("journal", "9999_from_the_future")
    assert prepared() == {"trouble": "newer", "detail": "journal.9999_from_the_future"}


def test_an_answer_to_newer_data_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    said = json.dumps({"trouble": "newer", "detail": "journal.9999_from_the_future"})
    script = f"print({said!r})"
    monkeypatch.setattr(start, "MANAGE", ["-c", script])
    with pytest.raises(Trouble, match=r"newer Jieche \(journal.9999_from_the_future\)"):
        start.prepare(Path(sys.executable), "here")


def test_what_went_wrong_unforeseen_is_said_by_its_last_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(start, "MANAGE", ["-c", "raise ValueError('planted')"])
    with pytest.raises(Trouble, match=r"could not get ready: ValueError: planted"):
        start.prepare(Path(sys.executable), "here")


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    start.make_key(tmp_path)
    key = (tmp_path / "secret.key").read_text(encoding="ascii")
    start.make_key(tmp_path)
    assert len(key) > 60
    assert (tmp_path / "secret.key").read_text(encoding="ascii") == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_a_python_without_its_venv_part_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Debian splits it off."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    with pytest.raises(Trouble, match=r"apt install python3-venv"):
        environment._make_environment()
    assert list(tmp_path.iterdir()) == []


def test_an_environment_has_its_own_pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And where Python keeps its pip elsewhere, the long way makes one too."""
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    python = tmp_path / ".venv" / environment.PYTHON.relative_to(ROOT / ".venv")
    for wheel in (environment._pip_wheel(), None):
        monkeypatch.setattr(environment, "_pip_wheel", lambda wheel=wheel: wheel)
        environment._make_environment()
        asked = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=True)  # noqa: S603
        assert str(tmp_path).encode() in asked.stdout


def test_what_is_installed_already_asks_no_network(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither pip nor npm is started when the stamps are those of the locks."""
    ran: list[object] = []
    monkeypatch.setattr(subprocess, "run", lambda *words, **_more: ran.append(words))
    monkeypatch.setattr(environment, "STAMPS", tmp_path / "stamps.json")
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    environment._stamp(
        {
            "python": environment._this_python(),
            "requirements.txt": environment._digest(ROOT / "requirements.txt"),
        }
    )
    assert environment.packages() == Path(sys.executable)
    assert ran == []
    with pytest.raises(AttributeError):  # pip's answer is looked at: it was asked
        environment.packages("requirements-dev.txt")
    assert ran


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh_CN.UTF-8", "不认识“fly”"), ("en_GB.UTF-8", "Not understood: fly")],
)
def test_the_person_is_spoken_to_in_his_language(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    sentence: str,
) -> None:
    monkeypatch.setenv("LANG", language)
    assert command_line.main(["fly"]) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["--help"]) == 0
    text = capsys.readouterr().out
    for word in ("--new-shop", "test", "bench", "clauses", "verify", "demo", "manage"):
        assert f"run.py {word}" in text
    assert say.chinese() is False
