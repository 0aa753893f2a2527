"""What was measured, in words and tables."""

from bench.figures import by_name, table
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


def page(results: list[Result]) -> str:
    """Return docs/performance.md."""
    return "\n".join(map(of_one, results))
