"""Start: look, install, prepare, load the demo where there is nothing, serve."""

import json
import os
import secrets
import subprocess
from pathlib import Path
from typing import Any

from tasks.environment import ROOT, everything, packages
from tasks.look import address, data_folder, look_at_data, look_at_database_url, look_at_port, newer
from tasks.say import Trouble, say, tell
from tasks.serve import serve

MANAGE = [str(ROOT / "manage.py")]


def prepare(python: Path, database: str) -> dict[str, Any]:
    """
    Compile, collect, migrate; return what was found.

    :raises Trouble: when the database or a folder is not as it must be
    """
    done = subprocess.run(
        [str(python), *MANAGE, "prepare"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        # A passing key: the lasting one is not made before we know that we may start.
        env={"JIECHE_SECRET_KEY": "signs nothing", **os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    if done.returncode:
        reason = ([line for line in done.stderr.splitlines() if line.strip()] or ["?"])[-1]
        raise Trouble(f"接车无法启动：{reason}", f"Jieche could not get ready: {reason}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    detail = found.get("detail", "")
    match found.get("trouble"):
        case "database" if not os.environ.get("JIECHE_DATABASE_URL"):
            raise Trouble(
                f"数据文件 {database} 打不开（{detail}），请用备份恢复。",
                f"The data file {database} cannot be opened ({detail}); put a backup in its place.",
            )
        case "database":
            raise Trouble(
                f"连不上数据库 {database}（{detail}），请先启动它，或改 JIECHE_DATABASE_URL。",
                f"The database {database} cannot be reached ({detail}); "
                "start it, or correct JIECHE_DATABASE_URL.",
            )
        case "newer":
            raise newer(detail, say("旧版", "an older one"))
        case "folder":
            raise Trouble(f"文件夹不能写入：{detail}。", f"A folder cannot be written: {detail}.")
    return found


def make_key(data: Path) -> None:
    """Make the secret that signs sessions, before two workers come to do it at once."""
    key = data / "secret.key"
    if not os.environ.get("JIECHE_SECRET_KEY") and not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(60), encoding="ascii")


def load_demo(python: Path, data: Path) -> None:
    """Load today's busy day, and leave word that the month behind it is still to come."""
    tell("正在装入演示门店（今天）……", "Loading the demo shop (today) ...")
    done = subprocess.run(
        [str(python), *MANAGE, "demo", "--today"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    if done.returncode:
        raise Trouble(
            "演示门店未能装入，原因见上。", "The demo shop did not load; the reason is above."
        )
    (data / "demo-sign-ins.txt").write_text(done.stdout, encoding="utf-8")
    (data / "demo-history-to-come").touch()


def start(*, new_shop: bool) -> int:
    """Do all of it: this is what `python3 run.py` is."""
    data = data_folder()
    host, port = address()
    database = look_at_database_url()
    look_at_data(data)
    look_at_port(host, port)
    python = everything()
    found = prepare(python, database)
    make_key(data)
    wants_own = data / "own-shop"
    if new_shop:
        if found["has_shop"]:
            raise Trouble(
                f"{database} 里已有门店，请用 JIECHE_DATA 指定一个空文件夹。",
                f"There is a shop in {database} already; name an empty folder with JIECHE_DATA.",
            )
        # So that a start without the word, before the set-up page is filled in, loads no demo.
        wants_own.touch()
    elif not found["has_shop"] and found["has_demo"] and not wants_own.exists():
        load_demo(python, data)
    return serve(python, data, host, port)


def command(name: str, arguments: list[str], *, ready: bool) -> int:
    """Run one of manage.py's commands, on a database made ready where it needs one."""
    if ready:
        look_at_data(data_folder())
    python = everything() if ready else packages()
    if ready:
        prepare(python, look_at_database_url())
        make_key(data_folder())
    return subprocess.call([str(python), *MANAGE, name, *arguments])
