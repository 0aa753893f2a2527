"""What was measured, in words and tables."""

from collections.abc import Callable
from datetime import date

from bench import measure
from bench.figures import Times, by_name, table, times
from bench.machine import described
from bench.results import Result


def of_one(result: Result) -> str:
    """Return the tables of one database with so many past orders."""
    sticks = ", ".join(f"{ms:.0f}" for ms in result.yardsticks)
    return "\n\n".join(
        [
            f"filled in {result.fill_seconds:.0f} s, {result.size_mb:,.0f} MB; memory of the "
            f"server {result.idle_mb:.0f} MB idle, {result.loaded_mb:.0f} MB after the load; "
            f"yardstick {sticks} ms, load {result.busy}",
            _cars(result),
            *(_acts(result, at) for at in range(len(result.loads))),
            _pages(result),
        ]
    )


def _cars(result: Result) -> str:
    rows = [
        (
            f"{load.clients} client{'s' if load.clients > 1 else ''}",
            load.cars,
            load.cars_per_second,
            1000 * load.cpu_seconds / load.cars,
            len(load.watches) // load.cars,
            1000 * load.cpu_seconds / len(load.watches),
        )
        for load in result.loads
    ]
    head = ("whole cars", "cars", "cars/s", "CPU ms a car", "requests a car", "CPU ms a request")
    return table(head, rows)


def _acts(result: Result, at: int) -> str:
    load = result.loads[at]
    parts = [*by_name(load.watches, "act"), *by_name(load.watches, "page")]
    rows = [(one.name, one.count, one.p50, one.p95, one.p99) for one in parts]
    return table((f"{load.clients} at once, ms", "n", "p50", "p95", "p99"), rows)


def _pages(result: Result) -> str:
    rows = [(o.name, o.count, o.p50, o.p95, o.p99, o.cpu_ms) for o in result.pages]
    return table(("page, ms", "n", "p50", "p95", "p99", "CPU"), rows)


METHOD = """
Each database is made anew, in a folder of its own, and filled with one shop's past: some visits
are made by the product itself at the hours of a common day, every past order is a copy of one of
these, at a steady number of cars a day. SQLite runs with `synchronous=FULL`, PostgreSQL with
`fsync`, so every act has reached the disk when its answer comes. The server is the one that
`run.py` starts; the clients are processes beside it that share its cores. A *whole car* is the
common visit from the gate to the release: every form is asked for, filled and sent as a browser
does it, every page after an act is loaded; the browser files are not. *Act* is the time from the
press to the answer, *page* the time of a page. *CPU* is that of the server's processes
(PostgreSQL's included). The *yardstick* is a fixed piece of Python, timed before, between and
after: where it or the load average is higher than usual, others used the machine, and times are
too long by about as much.
"""


def page(results: list[Result], note: str = "") -> str:
    """Return what docs/performance.md says of whole cars, acts and pages."""
    heads = [
        f"{'SQLite' if r.database == 'sqlite' else 'PostgreSQL'} {r.orders:,}" for r in results
    ]
    parts = [
        "# Performance",
        "Measured by `python3 run.py bench --write`; nothing here is a test that could fail.",
        f"Machine: {described()}. Measured on {date.today().isoformat()}.",  # noqa: DTZ011
        "## Method",
        METHOD.strip(),
        *([f"What else ran: {note}"] if note else []),
        "## In short",
        table(("past orders", *heads), _summary(results)),
        "## Pages and the search box",
        "Server time in ms: 95 of 100 requests are at least as fast; beside it the CPU of one.",
        table(
            ("page", *(f"{head}: {what}" for head in heads for what in ("p95", "CPU"))),
            _beside([_named(r.pages) for r in results], lambda one: (one.p95, one.cpu_ms), 2),
        ),
    ]
    for at, clients in enumerate(load.clients for load in results[0].loads):
        rows = _beside(
            [_named(by_name(r.loads[at].watches, "act")) for r in results],
            lambda one: (one.p50, one.p99),
            2,
        )
        who = "one client" if clients == 1 else f"{clients} clients at once"
        parts += [
            f"## Acts, {who}",
            table(("act, ms", *(f"{head}: {w}" for head in heads for w in ("p50", "p99"))), rows),
        ]
    return "\n\n".join(parts) + "\n"


def _summary(results: list[Result]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for at, load in enumerate(results[0].loads):
        who = f"{load.clients} client{'s' if load.clients > 1 else ''}"
        loads = [r.loads[at] for r in results]
        acts = [times("", [w.seconds for w in one.watches if w.kind == "act"]) for one in loads]
        rows += [
            (f"{who}: whole cars a second", *(one.cars_per_second for one in loads)),
            (f"{who}: CPU ms a car", *(1000 * one.cpu_seconds / one.cars for one in loads)),
            (f"{who}: an act, p50 / p99 ms", *(f"{a.p50:.1f} / {a.p99:.1f}" for a in acts)),
        ]
    months = [next(p for p in r.pages if p.name == measure.MONTH) for r in results]
    searches = [[p for p in r.pages if p.name.startswith("search:")] for r in results]
    rows += [
        ("requests a car", *(len(r.loads[0].watches) // r.loads[0].cars for r in results)),
        ("the slowest page, p95 ms", *(max(p.p95 for p in r.pages) for r in results)),
        ("the report of a month, p50 / first time, ms",
         *(f"{m.p50:.1f} / {m.first_ms or 0:.1f}" for m in months)),
        ("the search box, worst p99 ms", *(max(p.p99 for p in found) for found in searches)),
        ("server memory idle / loaded, MB",
         *(f"{r.idle_mb:.0f} / {r.loaded_mb:.0f}" for r in results)),
        ("database, MB", *(f"{r.size_mb:,.0f}" for r in results)),
        ("yardstick, ms", *(", ".join(f"{ms:.0f}" for ms in r.yardsticks) for r in results)),
        ("load average at the end", *(r.busy for r in results)),
    ]  # fmt: skip
    return rows


def _named(found: list[Times]) -> dict[str, Times]:
    return {one.name: one for one in found}


def _beside(
    columns: list[dict[str, Times]], figures: Callable[[Times], tuple[object, ...]], wide: int
) -> list[tuple[object, ...]]:
    """Return rows by name with the figures of each column; dashes where a column has none."""
    names = list(dict.fromkeys(name for column in columns for name in column))
    return [
        (
            name,
            *(
                cell
                for column in columns
                for cell in (figures(column[name]) if name in column else (None,) * wide)
            ),
        )
        for name in names
    ]
