"""What the figures were taken on, and how much of it was free for them."""

import os
import platform
import re
import sqlite3
import time
from pathlib import Path

import django


def yardstick_ms() -> float:
    """
    Return how long a fixed piece of Python takes here and now, the middle of nine, in ms.

    On a machine that others use too it says by how much a figure is too large.
    """
    took = []
    for _ in range(9):
        began = time.perf_counter()
        kept = {}
        for n in range(40_000):
            kept[f"{n:x}"] = n * n % 97
        sorted(kept, key=kept.__getitem__)
        took.append(1000 * (time.perf_counter() - began))
    return sorted(took)[len(took) // 2]


def busy() -> str:
    """Return the load average: more than the cores means that others used them too."""
    return " ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else ""


def described() -> str:
    """Return processor, cores, memory, system and versions in one line."""
    about = _read("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.*)", about)
    total = re.search(r"MemTotal:\s*(\d+)", _read("/proc/meminfo"))
    memory = f", {int(total[1]) / 1e6:.0f} GB" if total else ""
    name = model[1] if model else platform.processor() or platform.machine()
    return (
        f"{name}, {os.cpu_count()} cores{memory}, {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}, Django {django.get_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
