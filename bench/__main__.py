"""`python3 run.py bench`: fill, serve, measure, on both databases; print tables, write the page."""

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import measure, promise, report
from bench.machine import busy, yardstick_ms
from bench.people import Known
from bench.results import Result
from bench.server import ROOT, Server, serving
from tasks import postgresql
from tasks.say import tell

DATABASES = ("sqlite", "postgresql")
# As a careful owner runs it: every commit reaches the disk.
DURABLE = "-c shared_buffers=256MB -c max_connections=60"
PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True)
class Size:
    """How much is measured: cars by one client and by each of eight, requests of each page."""

    cars: int = 12
    cars_each: int = 5
    rounds: int = 100
    standing: int = 3  # cars left at each step


QUICK = Size(cars=3, cars_each=1, rounds=25, standing=1)


def main(words: list[str]) -> int:
    """Measure what is asked for; return the exit code."""
    if words[:1] == ["promise"]:
        return promise.main(words[1:])
    reader = argparse.ArgumentParser(
        prog="python3 run.py bench", epilog="bench promise --help: what promised times are worth"
    )
    reader.add_argument("--quick", action="store_true", help="SQLite, 1,000 orders, few requests")
    reader.add_argument("--database", choices=DATABASES, action="append")
    reader.add_argument("--orders", type=int, action="append", metavar="N")
    reader.add_argument("--save", type=Path, metavar="FILE", help="keep the figures")
    reader.add_argument("--with", type=Path, metavar="FILE", action="append", dest="more",
                        help="kept figures to print beside")  # fmt: skip
    reader.add_argument("--note", default="", help="what else ran on the machine, for the page")
    reader.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    given = reader.parse_args(words)
    size = QUICK if given.quick else Size()
    kept = [one for file in given.more or () for one in pickle.loads(file.read_bytes())]
    databases = given.database or (("sqlite",) if given.quick else DATABASES)
    results: list[Result] = []
    for database in [] if kept else databases:
        for orders in given.orders or ((1000,) if given.quick else (1000, 100_000)):
            tell(f"\n== {database}，{orders} 单", f"\n== {database}, {orders:,} past orders")
            results.append(run(database, orders, size))
            print(report.of_one(results[-1]), flush=True)
            if given.save:
                given.save.write_bytes(pickle.dumps(results))
    if given.write:
        _write(report.page([*kept, *results], given.note))
    return 0


def _write(text: str) -> None:
    """Write the page; what `bench promise --write` put into it stays."""
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    _, found, promised = old.partition(f"\n{promise.HEAD}\n")
    PAGE.write_text(text + (f"{found}{promised}" if found else ""), encoding="utf-8")


def run(kind: str, orders: int, size: Size) -> Result:
    """Fill a database of its own, serve it, measure, and leave nothing behind."""
    with (
        tempfile.TemporaryDirectory(prefix="jieche-bench-") as name,
        _database(kind, Path(name)) as database,
    ):
        own = {"JIECHE_DATA": name, "JIECHE_DATABASE_URL": database.url, "PYTHONUTF8": "1"}
        environment = {**os.environ, **own, "JIECHE_DEBUG": "0"}
        facts = Path(name) / "facts.json"
        _call(environment, str(ROOT / "manage.py"), "prepare")
        began = time.monotonic()
        _call(environment, "-m", "bench.past", "--orders", str(orders), "--facts", str(facts))
        result = Result(kind, orders, time.monotonic() - began, database.size() / 1e6)
        told = json.loads(facts.read_text(encoding="utf-8"))
        result.rows_of_an_order = told["rows_of_an_order"]
        known = [Known(**one) for one in told["cars"]]
        tell(f"已填 {result.fill_seconds:.0f} 秒", f"filled in {result.fill_seconds:.0f} s")
        with serving(environment, database_root=database.pid) as server:
            _measure(result, server, known, size)
        return result


def _measure(result: Result, server: Server, known: list[Known], size: Size) -> None:
    result.yardsticks.append(yardstick_ms())
    result.idle_mb = server.memory_mb()
    cookies = measure.sign_in(server)
    standing = measure.leave_standing(server, cookies, known, size.standing)
    for asked in measure.pages_of(server, cookies, standing, known):
        result.pages.append(measure.ask(server, cookies, asked, size.rounds))
    result.yardsticks.append(yardstick_ms())
    for clients, each in ((1, size.cars), (8, size.cars_each)):
        result.loads.append(measure.drive_cars(server, cookies, known, clients, each))
    result.yardsticks.append(yardstick_ms())
    result.busy = busy()
    result.loaded_mb = server.memory_mb()


@dataclass(frozen=True)
class Database:
    """Where it is, the process whose CPU counts (0: the server's own), how large it is in bytes."""

    url: str
    pid: int
    size: Callable[[], int]


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[Database]:
    """Give a database with nothing in it: SQLite in the folder, or PostgreSQL for as long."""
    if kind == "sqlite":
        yield Database("", 0, lambda: sum(f.stat().st_size for f in folder.glob("*.sqlite3*")))
        return
    with postgresql.temporary_server(DURABLE) as url:
        with psycopg.connect(url) as line:
            found = line.execute("SHOW data_directory").fetchone()
        lock = Path(found[0] if found else "", "postmaster.pid")
        pid = int(lock.read_text(encoding="utf-8").split()[0])

        def size() -> int:
            with psycopg.connect(url) as line:
                row = line.execute("SELECT pg_database_size(current_database())").fetchone()
            return int(row[0]) if row else 0

        yield Database(url, pid, size)


def _call(environment: dict[str, str], *words: str) -> None:
    command = [sys.executable, *words]
    out = subprocess.DEVNULL if "prepare" in words else None
    subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdin=subprocess.DEVNULL, stdout=out
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
