"""Figures from measured requests, and tables of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.car import Watch


@dataclass(frozen=True)
class Times:
    """How long requests of one name took, in ms; ``cpu_ms`` None where not taken apart."""

    name: str
    count: int
    p50: float
    p95: float
    p99: float
    cpu_ms: float | None = None
    first_ms: float | None = None  # of the first request of this name


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that so many per cent of ``values`` do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -(-len(ordered) * int(share) // 100) - 1))]


def times(
    name: str,
    seconds: Sequence[float],
    cpu_ms: float | None = None,
    first_ms: float | None = None,
) -> Times:
    """Return the figures of requests that took ``seconds``."""
    ms = [1000 * each for each in seconds]
    p50, p95, p99 = (percentile(ms, share) for share in (50, 95, 99))
    return Times(name, len(ms), p50, p95, p99, cpu_ms, first_ms)


def by_name(watches: Iterable[Watch], kind: str) -> list[Times]:
    """Return the figures of all requests of a kind, by name, in the order of their first one."""
    found: dict[str, list[float]] = {}
    for watch in watches:
        if watch.kind == kind:
            found.setdefault(watch.name, []).append(watch.seconds)
    return [times(name, seconds) for name, seconds in found.items()]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; all columns but the first are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(_shown(cell) for cell in line) + " |" for line in lines)


def _shown(cell: object) -> str:
    return f"{cell:.1f}" if isinstance(cell, float) else "–" if cell is None else str(cell)
