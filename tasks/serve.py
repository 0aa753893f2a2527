"""Run the server and what belongs to it, and end them together."""

import os
import secrets
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from types import FrameType

from tasks.environment import ROOT
from tasks.say import Trouble, tell

WORKERS = 2
PATIENCE = 60  # seconds a server may take until it answers


def _serves(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _addresses(host: str, port: int) -> list[str]:
    """Return what to type into a browser; for a server open to the shop, what tablets type too."""
    if host not in {"0.0.0.0", "::"}:  # noqa: S104
        return [f"http://{f'[{host}]' if ':' in host else host}:{port}"]
    found = [f"http://127.0.0.1:{port}"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: it only asks the system which of its addresses faces outward.
            probe.connect(("192.0.2.1", 9))
            found.append(f"http://{probe.getsockname()[0]}:{port}")
        except OSError:
            pass
    return found


class _Stop(Exception):
    """Somebody asked us to end."""


def _ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Stop


def _spawn(*command: str, **more: str) -> subprocess.Popen[bytes]:
    """
    Start a program of ours that hears of the end from us, not from the keyboard.

    :param more: variables of its environment besides ours
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **more},
        start_new_session=os.name != "nt",
    )


def _end(program: subprocess.Popen[bytes]) -> None:
    if program.poll() is None:
        program.terminate()
        try:
            program.wait(timeout=15)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
    if os.name != "nt":
        # Workers outlive a server that was killed, and would keep the port.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(program.pid, signal.SIGKILL)


def serve(python: Path, data: Path, host: str, port: int) -> int:
    """Run the server until it ends or somebody ends it; return the exit code."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _ask_to_stop)
    running: list[subprocess.Popen[bytes]] = []
    key = "" if is_loopback(host) else os.environ.get("JIECHE_SET_UP_KEY") or secrets.token_hex(6)
    try:
        server = _spawn(
            str(python), "-m", "granian", "jieche.config.wsgi:application",
            "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", str(WORKERS), "--blocking-threads", "1", "--no-ws",
            "--respawn-failed-workers", "--log-level", "warning",
            JIECHE_HOST=host, JIECHE_SET_UP_KEY=key,
        )  # fmt: skip
        running.append(server)
        _wait_until_it_serves(server, _addresses(host, port)[0])
        _greet(data, host, port, key)
        if (data / "demo-history-to-come").exists():
            running.append(_load_history(python, data))
        code = server.wait()
        tell("服务器已停止。", "The server has stopped.")
        return max(code, 1)
    except _Stop:
        tell("\n正在停止……", "\nStopping ...")
        return 0
    finally:
        for program in reversed(running):
            _end(program)


def _wait_until_it_serves(server: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + PATIENCE
    while not _serves(url):
        if server.poll() is not None or time.monotonic() > until:
            raise Trouble(
                "服务器没有起来，原因见上。", "The server did not start; the reason is above."
            )
        time.sleep(0.05)


def is_loopback(host: str) -> bool:
    """Say whether a server that listens at ``host`` is reached from this computer alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _wants_set_up(url: str) -> bool:
    """Say whether there is no shop yet: the page that opens one is still there."""
    try:
        with urllib.request.urlopen(f"{url}/set-up/", timeout=5) as answer:  # noqa: S310
            return bool(answer.geturl().endswith("/set-up/"))
    except (OSError, urllib.error.URLError):
        return False


def _greet(data: Path, host: str, port: int, key: str) -> None:
    where = "  ".join(_addresses(host, port))
    tell(f"\n接车已就绪：{where}", f"\nJieche is ready: {where}")
    if key and _wants_set_up(_addresses(host, port)[0]):
        tell(f"首次开店页面的密钥：{key}", f"Key for the page that opens the shop: {key}")
    sign_ins = data / "demo-sign-ins.txt"
    if sign_ins.is_file():
        print(sign_ins.read_text(encoding="utf-8").rstrip(), flush=True)
    tell("按 Ctrl-C 停止。", "Press Ctrl-C to stop.")


def _load_history(python: Path, data: Path) -> subprocess.Popen[bytes]:
    """Load the rest of the demo's month behind the server; what is left, at a next start."""
    loading = _spawn(str(python), str(ROOT / "manage.py"), "demo", "--history")

    def note_the_end() -> None:
        if loading.wait() == 0:
            (data / "demo-history-to-come").unlink(missing_ok=True)

    threading.Thread(target=note_the_end, daemon=True).start()
    return loading
