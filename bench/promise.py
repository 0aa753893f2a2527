"""
What a promise costs and what it is worth: python3 run.py bench promise [--write].

Two tables. How long a quote takes with so many cars in the house (CPU of one process), and how
many promises are kept at what length, by plain policies and by ours, in five simulated shops.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from bench.figures import table
from bench.machine import busy, described, yardstick_ms
from bench.promising import FULL, POLICIES, Trial, floor_of
from bench.server import ROOT
from bench.workshop import DAY, KINDS, WORK, WORLDS, Workshop, World
from jieche.promise import Booking, Job, Memory, Operation, Outlook, State

PAGE = ROOT / "docs" / "performance.md"
HEAD = "## The promise"
OPEN = (20, 60, 200)
BOOKED = 15
REPEATED = 7
WARM = 30  # days that are learned from and not counted

Row = tuple[float, str, float, float, bool, list[bool]]  # an Outcome as JSON keeps it


def main(words: list[str]) -> int:
    """Measure, print, and with --write put both tables into docs/performance.md."""
    reader = argparse.ArgumentParser(prog="python3 run.py bench promise")
    reader.add_argument("--days", type=int, default=150, help=f"with the first {WARM} not counted")
    reader.add_argument("--scenarios", type=int, default=24)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--world", choices=[world.name for world in WORLDS], action="append")
    reader.add_argument("--save", type=Path, metavar="FILE", help="keep the outcomes")
    reader.add_argument("--with", type=Path, metavar="FILE", dest="kept", help="use kept outcomes")
    reader.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    given = reader.parse_args(words)
    if given.kept:
        outcomes = json.loads(given.kept.read_text(encoding="utf-8"))
    else:
        outcomes = {
            world.name: tried(world, given.seed, given.days, given.scenarios)
            for world in WORLDS
            if not given.world or world.name in given.world
        }
    if given.save:
        given.save.write_text(json.dumps(outcomes), encoding="utf-8")
    text = section(outcomes, given.days, given.scenarios)
    print(text)
    if given.write:
        write(text)
    return 0


def tried(world: World, seed: int, days: int, scenarios: int) -> dict[str, list[Row]]:
    """Run one world with all policies."""
    trial = Trial(world, seed, scenarios=scenarios)
    trial.run(days)
    return {
        name: [(o.day, o.group, o.lead, o.real, o.kept, o.chance) for o in found]
        for name, found in trial.outcomes.items()
    }


# -- what it costs -------------------------------------------------------------------------------


def crowd(cars: int) -> State:
    """Return a shop with so many cars in the house and 15 bookings."""
    dice = random.Random(f"crowd {cars}")
    shop = Workshop(WORLDS[0], 1, lambda _shop, _car: None, lambda _shop, _car: None)
    shop.now = 3 * DAY + 90
    at = shop.axis.clock_of_start(shop.now)
    floor = floor_of(shop, 100)

    def work() -> list[Operation]:
        _, codes, _ = dice.choices(KINDS, [kind[0] for kind in KINDS])[0]
        return [
            Operation(f"{n}", code, WORK[code][0], (WORK[code][1],), WORK[code][2])
            for n, code in enumerate(codes)
        ]

    jobs = [
        Job(f"car {n}", work(), checked_in_at=at - timedelta(minutes=dice.randint(1, 900)))
        for n in range(cars)
    ]
    booked = [
        Booking(f"booked {n}", at + timedelta(hours=2 + 2 * n), work()) for n in range(BOOKED)
    ]
    return State(at, floor, jobs, booked)


def cpu_ms(act: Callable[[], object]) -> float:
    """Return the CPU time of the middle one of some calls, in ms."""
    took = []
    for _ in range(REPEATED):
        began = time.process_time()
        act()
        took.append(1000 * (time.process_time() - began))
    return statistics.median(took)


def afresh(state: State, memory: Memory, new: Job) -> None:
    """Make the picture and ask it."""
    Outlook(state, memory).quote(new)


def costs() -> str:
    """Return the table of CPU times."""
    rows = []
    new = Job("new", [Operation("1", "service", 84, ("m",), ("lift",)),
                      Operation("2", "align", 48, ("a",), ("alignment",))])  # fmt: skip
    for cars in OPEN:
        state, memory = crowd(cars), Memory()
        outlook = Outlook(state, memory)
        rows.append((
            cars,
            outlook.plan.count,
            cpu_ms(partial(Outlook, state, memory)),
            cpu_ms(partial(outlook.quote, new)),
            cpu_ms(outlook.standings),
            cpu_ms(partial(afresh, state, memory, new)),
        ))  # fmt: skip
    head = ("cars in the house", "scenarios", "new picture", "quote", "all open cars",
            "quote with a new picture")  # fmt: skip
    return table(head, rows)


# -- what it is worth ----------------------------------------------------------------------------


def worth(outcomes: dict[str, dict[str, list[Row]]]) -> str:
    """Return the table of kept shares and mean leads."""
    rows = []
    for world, policies in outcomes.items():
        counted = {
            name: [row for row in policies[name] if row[0] >= _from(world)] for name in POLICIES
        }
        real = statistics.mean(row[3] for row in counted[FULL]) / 60
        shown = [
            f"{100 * statistics.mean(row[4] for row in rows_of):.1f} % "
            f"{statistics.mean(row[2] for row in rows_of) / 60:.1f} h"
            for rows_of in counted.values()
        ]
        rows.append((world, len(counted[FULL]), real, *shown))
    return table(("shop", "cars", "real h", *POLICIES), rows)


def _from(world: str) -> float:
    slower = next(each.slower_from for each in WORLDS if each.name == world)
    return max(WARM, slower) if slower < 10_000 else WARM


def levels(outcomes: dict[str, dict[str, list[Row]]]) -> str:
    """Return how our promises came out at the other levels, by group and by month."""
    rows = []
    for world, policies in outcomes.items():
        ours = [row for row in policies[FULL] if row[0] >= _from(world)]
        kept = [100 * statistics.mean(row[5][place] for row in ours) for place in range(4)]
        groups: dict[str, list[bool]] = {}
        for row in ours:
            groups.setdefault(row[1], []).append(row[4])
        told = ", ".join(
            f"{name} {100 * statistics.mean(each):.0f} % of {len(each)}"
            for name, each in sorted(groups.items())
        )
        rows.append((world, *kept, told))
    return table(("shop", "likely", "80 %", "90 %", "95 %", "90 % by group"), rows)


def section(outcomes: dict[str, dict[str, list[Row]]], days: int, scenarios: int) -> str:
    """Return the part of the page on promises."""
    return "\n\n".join([
        HEAD,
        f"On {described()}; `python3 run.py bench promise --write`.",
        f"CPU ms of one process, middle of {REPEATED}, {BOOKED} bookings ahead, no history; "
        f"yardstick {yardstick_ms():.0f} ms, load {busy()}. A *picture* is made once after an "
        "event, all further questions are answered from it.",
        costs(),
        "Promises kept and mean promised lead, in working hours "
        f"({DAY / 60:.1f} a day), rounded up to the half hour, to cover additional work too. "
        f"{days} simulated working days of one shop in each line, the first {WARM} (in the drift "
        f"those before it) not counted, {scenarios} scenarios. All policies see the same cars and "
        "have the same calibrator (90 %, groups, the policy's own kept and broken promises); "
        "none steers the floor. The shop (`bench/workshop.py`): 8 bays, 12 technicians, 14.5 cars "
        "a day, 45 % of them booked; *busy* 16 a day, *noisy* spreads times 1.5 and the order of "
        "the cars mixed by 90 minutes, *drift* all work 20 % slower, *wrong rule* the floor takes "
        "the shortest first while the promise believes first come, first served. Each shop "
        "has dice and hidden speeds of its own: compare from left to right, not down.",
        worth(outcomes),
        "What share of the likely times and of the offers at other levels was kept, and how the "
        "groups fared:",
        levels(outcomes),
    ]) + "\n"  # fmt: skip


def write(text: str) -> None:
    """Put the section into the page, in the place of an older one, and leave the rest alone."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Performance\n"
    before, _, old = page.partition(f"\n{HEAD}\n")
    after = old.partition("\n## ")
    rest = f"\n## {after[2]}" if after[1] else ""
    PAGE.write_text(f"{before.rstrip()}\n\n{text}{rest}", encoding="utf-8")
