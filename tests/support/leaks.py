"""Chinese on an English page: what is neither somebody's data nor marked as Chinese."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")  # signs and the full-width marks
PLATE = re.compile("[\u4e00-\u9fff][A-Z]·[A-Z0-9]{5,6}")  # as it is painted on the car
READ_OUT = ("placeholder", "aria-label", "title", "alt")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_PRESSED = {"Document", "Rendition"}  # papers are Chinese, whoever reads them


class _Reader(HTMLParser):
    """Reads what stands on a page in no other language than the page's own."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_chinese(self) -> bool:
        return any(is_chinese for _tag, is_chinese in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if not self._is_chinese:
            self.read += [given[name] for name in READ_OUT if name in given]
        if tag not in VOID:
            is_chinese = given.get("lang", "").startswith("zh")
            is_drawn = given.get("aria-hidden") == "true"  # the first sign of a name, as a face
            self._open.append((tag, is_chinese or is_drawn))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Drawings close themselves; nothing is read out of them."""

    def handle_endtag(self, tag: str) -> None:
        while any(tag == one for one, _is_chinese in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._is_chinese and not any(tag in {"script", "style"} for tag, _ in self._open):
            self.read.append(data)


def known_words() -> list[str]:
    """Return all Chinese that somebody typed or the shop was set up with, the longest first."""
    known: set[str] = set()
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.fields  # Django's own name for it
            if isinstance(field, models.CharField | models.TextField)
        ]
        if names and model.__name__ not in _PRESSED:
            for row in model._default_manager.values_list(*names):
                known |= {str(value).strip() for value in row if value and HAN.search(str(value))}
    lines = {line.strip() for words in known for line in words.splitlines()}
    return sorted(lines, key=len, reverse=True)


def leaks(page: str, known: list[str]) -> Iterator[str]:
    """Yield what is Chinese on an English page and is no data."""
    reader = _Reader()
    reader.feed(page)
    for words in dict.fromkeys(" ".join(text.split()) for text in reader.read if HAN.search(text)):
        rest = PLATE.sub("", words)
        for data in known:
            rest = rest.replace(data, "")
        if HAN.search(rest):
            yield words


@pytest.fixture
def pages_seen(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Keep every page that anybody is shown, by its address."""
    seen: dict[str, set[str]] = {}
    ask = Client.request

    def request(client: Client, **asked: Any) -> Any:
        answer = ask(client, **asked)
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
            seen.setdefault(asked["PATH_INFO"], set()).add(answer.content.decode())
        return answer

    monkeypatch.setattr(Client, "request", request)
    return seen
