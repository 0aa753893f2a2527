"""The maps in docs/, drawn from the code: courses of the matters, stations, words."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import jieche
from jieche.rulebook import words
from jieche.rulebook.papers import papers
from jieche.rulebook.path import PATHS
from jieche.rulebook.path import Path as Course
from jieche.rulebook.words import Event, Kind, Stage, Word

BEGIN, END = "<!-- words: begin -->", "<!-- words: end -->"

# Bottom to top; what stands below the line is open to everybody and drawn without arrows.
BASE = ("values", "rulebook", "promise", "shop", "staff", "journal", "ui")
STATIONS = (
    "customers", "vehicles", "visits", "appointments", "reception", "estimate", "checkin",
    "workshop", "delivery", "care", "board", "papers", "reports", "demo", "config",
)  # fmt: skip


def the_map() -> str:
    """Return docs/map.md."""
    parts = [
        "# Map",
        "Drawn from the code by `python3 run.py manage map`; a test keeps it true.",
        "## Stations",
        "An arrow is an import: a later station may read an earlier one, never the other way "
        f"round. {', '.join(f'`{name}`' for name in BASE)} are open to all and drawn without "
        "arrows.",
        _mermaid("flowchart LR", [f"  {a} --> {b}" for a, b in arrows()]),
        "## Courses",
        "What moves a matter is an arrow; what happens and leaves it where it stands is listed "
        "below each drawing. The table is `jieche/rulebook/path.py`.",
    ]
    for kind, course in PATHS.items():
        parts += _course(kind, course)
    return "\n\n".join(parts) + "\n"


def _course(kind: Kind, course: Course) -> list[str]:
    stages = list(dict.fromkeys([s for s, _ in course] + list(course.values())))
    moves: dict[tuple[Stage, Stage], list[Event]] = {}
    stays: dict[Stage, list[Event]] = {}
    for (stage, event), to in course.items():
        if stage == to:
            stays.setdefault(stage, []).append(event)
        else:
            moves.setdefault((stage, to), []).append(event)
    lines = [f"  {s.value} : {s.zh} {s.en}" for s in stages if s is not Stage.NEW]
    lines += [
        f"  {'[*]' if a is Stage.NEW else a.value} --> {b.value} : "
        + " / ".join(f"{e.zh} {e.en}" for e in events)
        for (a, b), events in moves.items()
    ]
    leaving = {stage for stage, _ in moves}
    lines += [f"  {s.value} --> [*]" for s in stages if s not in leaving]
    listed = [
        f"- **{stage.zh} {stage.en}**: " + ", ".join(f"{e.zh} {e.en}" for e in events)
        for stage, events in stays.items()
    ]
    drawn = _mermaid("stateDiagram-v2", lines)
    return [f"### {kind.zh} {kind.en}", drawn] + (["\n".join(listed)] if listed else [])


def _mermaid(head: str, lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", head, *lines, "```"])


def arrows(folder: Path | None = None) -> list[tuple[str, str]]:
    """Return which station imports which, read from the sources."""
    folder = folder or Path(jieche.__file__).parent
    found = {
        (station, imported)
        for station in STATIONS
        for file in (folder / station).rglob("*.py")
        if "migrations" not in file.parts
        for imported in _imported(ast.parse(file.read_text(encoding="utf-8")))
        if imported in STATIONS and imported != station
    }
    return sorted(found, key=lambda pair: (STATIONS.index(pair[0]), STATIONS.index(pair[1])))


def _imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names |= {name.split(".")[1] for name in whole if name.startswith("jieche.")}
        elif isinstance(node, ast.Import):
            named = [alias.name for alias in node.names if alias.name.startswith("jieche.")]
            names |= {name.split(".")[1] for name in named}
    return names


def the_words() -> str:
    """Return the words of the rule book by kind, and its papers, as tables."""
    kinds = [
        kind
        for kind in vars(words).values()
        if isinstance(kind, type) and issubclass(kind, Word) and len(kind)
    ]
    parts = [_table(kind) for kind in kinds]
    rows = [f"| {zh} | {en} | `{model}` |" for model, (zh, en) in sorted(papers().items())]
    parts.append("\n".join(["### Papers", "", "| 中文 | English | model |", *_RULE, *rows]))
    return "\n\n".join(parts)


_RULE = ["| --- | --- | --- |"]


def _table(kind: type[Word]) -> str:
    title = re.sub(r"\s+", " ", (kind.__doc__ or "").strip())
    rows = [f"| {word.zh} | {word.en} | `{word.value}` |" for word in kind]
    return "\n".join(
        [f"### {kind.__name__}", "", title, "", "| 中文 | English | stored |", *_RULE, *rows]
    )


def with_words(text: str) -> str:
    """Return ``text`` with what stands between its two marks made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{the_words()}\n\n{END}{after}"
