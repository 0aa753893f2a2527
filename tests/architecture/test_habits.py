"""Habits that a machine can see: short files, one clock reading, pages under the strict policy."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jieche.config.unmarked import visible
from jieche.rulebook.words import Event, Kind, Limit, Proof, Role, Stage
from tests.support.tree import ROOT, files

LONGEST = 400
# The clock is read at the edge and handed inward as `at`.
EDGES = ("views", "middleware", "management", "demo", "watching")


def clock_readings(source: str) -> list[int]:
    """Return the lines that ask what time it is."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            (node.func.attr in {"now", "localtime", "localdate"} and _name(node.func) == "timezone")
            or (node.func.attr in {"now", "utcnow"} and _name(node.func) == "datetime")
            or (node.func.attr == "today" and _name(node.func) in {"date", "datetime"})
        )
    ]


def _name(attribute: ast.Attribute) -> str:
    owner = attribute.value
    return owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")


class _Forbidden(HTMLParser):
    """Gather what the content security policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [
            f"<{tag} {name}>" for name in given if name == "style" or re.match(r"on[a-z]+$", name)
        ]
        data = given.get("type") == "application/json"
        if tag == "style" or (tag == "script" and "src" not in given and not data):
            self.found.append(f"<{tag}>")
        self.found += [
            f"<{tag} {name}={value}>"
            for name, value in attrs
            if name in {"src", "srcset"} and value and re.match(r"(https?:)?//", value)
        ]


def refused_by_the_policy(template: str) -> list[str]:
    """Return the tags of a template that a browser would not obey."""
    reader = _Forbidden()
    reader.feed(visible(template, instead=" "))
    reader.close()
    return reader.found


def left_to_the_browser(template: str) -> list[str]:
    """Return the main forms whose faults the browser would tell, in its own words and language."""
    forms = re.findall(r"<form\b[^>]*\bdata-main\b[^>]*>", template)
    return [form for form in forms if "novalidate" not in form]


def words_compared(template: str) -> list[str]:
    """Return the words of the rule book a template compares with: that is the view's to answer."""
    book = {word.value for kind in (Role, Kind, Stage, Event, Limit, Proof) for word in kind}
    tests = re.findall(r"{%\s*(?:el)?if\b.*?%}", template)
    return [
        word for one in tests for word in re.findall(r"[\"']([^\"']+)[\"']", one) if word in book
    ]


def of_the_package(*suffixes: str) -> list[Path]:
    """Return our own files of these kinds, without migrations."""
    return [path for path in files(*suffixes) if "migrations" not in path.parts]


def test_no_file_is_too_long_to_be_read() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in of_the_package(".py", ".html", ".js", ".typ")
        if not path.is_relative_to(ROOT / "tests")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_the_clock_is_read_at_the_edge_only() -> None:
    offenders = {
        str(path.relative_to(ROOT)): lines
        for path in of_the_package(".py")
        if path.is_relative_to(ROOT / "jieche")
        and not set(EDGES) & {*path.relative_to(ROOT).parts, path.stem}
        and (lines := clock_readings(path.read_text(encoding="utf-8")))
    }
    assert offenders == {}


@pytest.mark.parametrize(
    "thief",
    ["timezone.now()", "datetime.now(tz=UTC)", "date.today()", "datetime.datetime.utcnow()"],
)
def test_the_check_catches_a_planted_clock(thief: str) -> None:
    assert clock_readings(f"x = 1\ndef f():\n    return {thief}") == [3]


def test_pages_hold_nothing_the_policy_refuses() -> None:
    offenders = {
        str(path.relative_to(ROOT)): found
        for path in of_the_package(".html")
        if (found := refused_by_the_policy(path.read_text(encoding="utf-8")))
    }
    assert offenders == {}


@pytest.mark.parametrize(
    "thief",
    [
        '<p style="color: red">',
        "<button onclick='go()'>",
        "<script>let x = 1</script>",
        "<style>p {}</style>",
        '<script src="https://cdn.example/x.js"></script>',
        '<p {% if late %}style="color: red"{% endif %}>',
    ],
)
def test_the_check_catches_a_planted_style(thief: str) -> None:
    assert refused_by_the_policy(thief)


def test_honest_scripts_pass() -> None:
    assert refused_by_the_policy('<script src="{% static "ui/form.js" %}" defer></script>') == []


def test_what_is_wrong_in_a_form_is_said_by_us() -> None:
    offenders = {
        str(path.relative_to(ROOT)): found
        for path in of_the_package(".html")
        if (found := left_to_the_browser(path.read_text(encoding="utf-8")))
    }
    assert offenders == {}


def test_the_check_catches_a_planted_form() -> None:
    assert left_to_the_browser('<form method="post" data-main>') == [
        '<form method="post" data-main>'
    ]
    assert left_to_the_browser('<form method="post" novalidate data-main>') == []


def test_no_page_compares_with_a_word() -> None:
    offenders = {
        str(path.relative_to(ROOT)): found
        for path in of_the_package(".html")
        # The frame's own pieces have states of their own, such as a rail stop that is "done".
        if not path.is_relative_to(ROOT / "jieche" / "ui")
        if (found := words_compared(path.read_text(encoding="utf-8")))
    }
    assert offenders == {}


def test_the_check_catches_a_planted_comparison() -> None:
    stage = Stage.IN_WORKSHOP.value
    assert words_compared(f'{{% if matter.stage == "{stage}" %}}') == [stage]
    assert not words_compared("{% if matter.is_in_workshop and lines|length == 2 %}")
