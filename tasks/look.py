"""Look before anything is changed: data folder, port, addresses. Each trouble is one sentence."""

import errno
import os
import re
import socket
import tempfile
from pathlib import Path

from tasks.environment import ROOT
from tasks.say import Trouble


def data_folder() -> Path:
    """Return where the shop's data is kept."""
    return Path(os.environ.get("JIECHE_DATA") or ROOT / "data").absolute()


def look_at_data(folder: Path) -> None:
    """
    Make sure that we can write there, and that no newer Jieche has.

    :raises Trouble: otherwise
    """
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
        for kept in folder.glob("jieche.sqlite3*"):
            kept.open("r+b").close()
    except OSError as error:
        raise Trouble(
            f"数据文件夹 {folder} 不能写入（{error.strerror}），"
            "请改权限，或用 JIECHE_DATA 指定另一个文件夹。",
            f"The data folder {folder} cannot be written ({error.strerror}); "
            "allow it, or name another one with JIECHE_DATA.",
        ) from error
    version = folder / "version"
    written_by = version.read_text(encoding="utf-8").strip() if version.is_file() else ""
    source = (ROOT / "jieche" / "__init__.py").read_text(encoding="utf-8")
    ours = re.search(r'__version__ = "([^"]+)"', source)
    if ours and _numbers(written_by) > _numbers(ours[1]):
        raise newer(written_by, ours[1])


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def newer(theirs: str, ours: str) -> Trouble:
    """Return what is said of data that a newer version has written."""
    return Trouble(
        f"数据来自更新的接车版本（{theirs}），本程序是 {ours}：请用新版程序打开，数据未改动。",
        f"The data was written by a newer Jieche ({theirs}), this is {ours}: "
        "start the newer one; nothing was changed.",
    )


def look_at_port(host: str, port: int) -> None:
    """
    Make sure that nobody else serves there.

    :raises Trouble: otherwise
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # What a stopped server leaves behind does not count; a running one does.
            option = "SO_EXCLUSIVEADDRUSE" if os.name == "nt" else "SO_REUSEADDR"
            probe.setsockopt(socket.SOL_SOCKET, getattr(socket, option), 1)
            probe.bind(address)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise Trouble(
                f"JIECHE_HOST 指定的 {host} 不是本机地址（{error.strerror}）。",
                f"JIECHE_HOST names {host}, no address of this machine ({error.strerror}).",
            ) from error
        raise Trouble(
            f"{host} 的 {port} 端口不能用（{error.strerror}），"
            f"请停掉占用它的程序，或换一个：JIECHE_PORT={port + 1}。",
            f"Port {port} of {host} cannot be used ({error.strerror}); "
            f"stop what is using it, or take another: JIECHE_PORT={port + 1}.",
        ) from error


def address() -> tuple[str, int]:
    """Return host and port to serve at."""
    host, port = (
        os.environ.get("JIECHE_HOST") or "127.0.0.1",
        os.environ.get("JIECHE_PORT") or "8000",
    )
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Trouble(
            f"JIECHE_PORT 须为 1 至 65535 的数，不是“{port}”。",
            f"JIECHE_PORT must be a number from 1 to 65535, not {port!r}.",
        )
    return host, int(port)


def look_at_database_url() -> str:
    """Return how the database is called in a sentence: by its host, without a password."""
    url = os.environ.get("JIECHE_DATABASE_URL") or ""
    if url and not re.match(r"postgres(ql)?://", url):
        raise Trouble(
            "JIECHE_DATABASE_URL 须以 postgresql:// 开头。",
            "JIECHE_DATABASE_URL must begin with postgresql://.",
        )
    return re.sub(r"//[^/@]*@", "//", url) or str(data_folder() / "jieche.sqlite3")
