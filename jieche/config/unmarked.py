"""Find words that stand in a template but in no catalogue: nobody could ever translate them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, TokenType

from jieche.config.catalogues import App, Fault

# What a person reads although it stands in an attribute.
READ_ALOUD = {"alt", "aria-label", "aria-description", "label", "placeholder", "title"}
NOT_READ = {"script", "style", "kbd", "code", "svg"}
# Written the same in both languages.
SAME_IN_BOTH = {"Jieche", "VIN", "QR", "PDF", "km", "kWh", "h", "min", "SHA", "中", "文", "EN"}
WORD = re.compile(r"[A-Za-z]+|[\u4e00-\u9fff]+")


def visible(source: str, *, instead: str = "0") -> str:
    """Return a template with its tags taken out, as HTML that can be read.

    A blank would end an attribute that has no quotes; a digit is nobody's word.
    """
    kept = []
    closing = ""
    for token in Lexer(source).tokenize():
        name = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if closing:
            closing = "" if token.token_type == TokenType.BLOCK and name == closing else closing
        elif token.token_type == TokenType.BLOCK and name in {
            "comment", "blocktranslate", "blocktrans", "verbatim",
        }:  # fmt: skip
            closing = f"end{name}"
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        else:
            kept.append(instead)
    return "".join(kept)


class _Reader(HTMLParser):
    """Gather what a person would read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_READ:
            self.hidden.append(tag)
        self.read += [value for name, value in attrs if value and name in READ_ALOUD]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.read.append(data)


def unmarked(source: str) -> Iterator[str]:
    """Yield the pieces of text of a template that hold a word in one language only."""
    reader = _Reader()
    reader.feed(visible(source))
    reader.close()
    for text in reader.read:
        if set(WORD.findall(text)) - SAME_IN_BOTH:
            yield " ".join(text.split())


def templates(app: App) -> Iterator[Path]:
    """Yield the pages of an app."""
    yield from sorted((app.folder / "templates").rglob("*.html"))


def check(apps: list[App]) -> list[Fault]:
    """Return each text in a template that stands outside {% translate %}."""
    return [
        Fault(app.label, text, f"stands untranslated in {path.relative_to(app.folder).as_posix()}")
        for app in apps
        for path in templates(app)
        for text in unmarked(path.read_text(encoding="utf-8"))
    ]
