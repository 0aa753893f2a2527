"""The server under measurement: started as run.py starts it, and what it costs in CPU."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tasks.serve import WORKERS

ROOT = Path(__file__).parent.parent
PATIENCE = 60
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Server:
    """A running server, and the processes whose CPU counts."""

    host: str
    port: int
    roots: tuple[int, ...]

    def cpu_seconds(self) -> float:
        """Return the CPU seconds that server and database have used so far."""
        return sum(_cpu(pid) for root in self.roots for pid in _tree(root))

    def memory_mb(self) -> float:
        """Return the memory of the server's processes: what is theirs, shared pages by share."""
        return sum(_memory_kb(pid) for pid in _tree(self.roots[0])) / 1024


def _stat(pid: int) -> list[str]:
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    # The name stands in brackets and may hold blanks.
    return text.rpartition(")")[2].split()


def _tree(root: int) -> list[int]:
    """Return a process and all that descend from it; nothing where there is no /proc."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            parents.setdefault(int(_stat(int(folder.name))[1]), []).append(int(folder.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += parents.get(pid, [])
    return found


def _cpu(pid: int) -> float:
    with suppress(OSError, IndexError):
        # utime, stime, and those of children that have ended.
        return sum(map(int, _stat(pid)[11:15])) / _TICKS
    return 0.0


def _memory_kb(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(environment: dict[str, str], *, database_root: int = 0) -> Iterator[Server]:
    """Start the server on loopback as run.py does, and end it with all its workers."""
    port = _free_port()
    program = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "jieche.config.wsgi:application",
            "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", str(WORKERS), "--blocking-threads", "1", "--no-ws",
            "--respawn-failed-workers", "--log-level", "warning",
        ],
        cwd=ROOT, stdin=subprocess.DEVNULL, env=environment, start_new_session=True,
    )  # fmt: skip
    roots = (program.pid, database_root) if database_root else (program.pid,)
    try:
        _wait(program, f"http://127.0.0.1:{port}/healthz")
        yield Server("127.0.0.1", port, roots)
    finally:
        program.terminate()
        with suppress(subprocess.TimeoutExpired):
            program.wait(timeout=15)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(program.pid, signal.SIGKILL)


def _wait(program: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and program.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2):  # noqa: S310
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")
