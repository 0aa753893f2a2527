"""A person's browser, as far as a benchmark needs one: cookies, forms, one connection, a watch."""

import http.client
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Protocol
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    """What came back; ``seconds`` from the first byte sent to the last byte read."""

    status: int
    text: str
    to: str = ""  # where a redirect leads
    seconds: float = 0.0


class Browser(Protocol):
    """Asks for pages and sends forms, as one person."""

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""

    def post(self, path: str, typed: Mapping[str, Sequence[str]]) -> Answer:
        """Send a form."""


@dataclass
class OverHttp:
    """A browser that speaks to a server at ``host:port`` and keeps its connection."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._line = http.client.HTTPConnection(self.host, self.port, timeout=60)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, typed: Mapping[str, Sequence[str]]) -> Answer:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(typed, doseq=True), kind)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given["Cookie"] = cookie
        began = time.perf_counter()
        try:
            self._line.request(method, path, body, given)
            response = self._line.getresponse()
        except http.client.RemoteDisconnected:
            # The server lets go of a line that was idle; a browser takes a new one, unseen.
            self._line.close()
            self._line.request(method, path, body, given)
            response = self._line.getresponse()
        read = response.read()
        seconds = time.perf_counter() - began
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {one.key: one.value for one in SimpleCookie(value).values()}
        to = urlsplit(response.getheader("Location") or "")
        where = to.path + (f"?{to.query}" if to.query else "")
        return Answer(response.status, read.decode(), where, seconds)


@dataclass
class Form:
    """A form as the page gave it: what it would send, and what may be chosen."""

    action: str
    sends: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def filled(self, typed: Mapping[str, str | Sequence[str]]) -> dict[str, list[str]]:
        """
        Return what is sent when a person types ``typed`` into it.

        :raises KeyError: for a field that the form has not, so that a benchmark follows the forms
        """
        for name in typed:
            if name not in self.names:
                raise KeyError(f"{self.action} has no field {name!r}, only {self.names}")
        more = {name: [v] if isinstance(v, str) else list(v) for name, v in typed.items()}
        return {**self.sends, **more}


class _Reader(HTMLParser):
    """Reads one form as a browser would send it untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.form: Form | None = None
        self._select = self._text = ""
        self._multiple = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.form = Form(given.get("action", ""))
        elif self.form is None:
            return
        elif tag == "input" and name:
            self._input(self.form, name, given)
        elif tag == "select":
            self._select, self._multiple = name, "multiple" in given
            self.form.names.append(name)
            self.form.choices[name] = []
        elif tag == "option" and self._select:
            self._option(self.form, given)
        elif tag == "textarea":
            self._text = name
            self.form.names.append(name)
            self.form.sends[name] = [""]

    def _input(self, form: Form, name: str, given: Mapping[str, str]) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        if kind in {"submit", "button", "image"}:
            return
        if name not in form.names:
            form.names.append(name)
        if kind in {"checkbox", "radio"}:
            form.choices.setdefault(name, []).append(value or "on")
            if "checked" in given:
                form.sends.setdefault(name, []).append(value or "on")
        elif kind != "file":
            form.sends.setdefault(name, []).append(value)

    def _option(self, form: Form, given: Mapping[str, str]) -> None:
        value, name = given.get("value", ""), self._select
        form.choices[name].append(value)
        if "selected" in given or (len(form.choices[name]) == 1 and not self._multiple):
            form.sends[name] = [value]

    def handle_data(self, data: str) -> None:
        if self.form is not None and self._text:
            self.form.sends[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea" and self.form is not None:
            # A browser drops the line break that opens a text area.
            self.form.sends[self._text][0] = self.form.sends[self._text][0].removeprefix("\n")
            self._text = ""


def _read(markup: str) -> Form | None:
    reader = _Reader()
    reader.feed(markup.partition("</form>")[0])
    return reader.form


def form_tagged(page: str, mark: str) -> Form | None:
    """Return the form whose tag bears ``mark``, such as ``id="arrival-form"``; None without one."""
    tag = re.search(rf"<form[^>]* {re.escape(mark)}", page)
    return _read(page[tag.start() :]) if tag else None


def form_of_act(page: str, slug: str) -> Form | None:
    """Return the form of an act that stands open on the page of its subject."""
    start = page.find(f'id="act-{slug}"')
    if start < 0:
        return None
    form, after = page.find("<form", start), page.find('<section class="act ', start)
    if form < 0 or 0 <= after < form:
        return None
    # Only this part of the page is read: a benchmark's own work must not be what it measures.
    return _read(page[form : page.find("</form>", form)])


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def words_of(markup: str) -> str:
    """Return the words of some markup, to say why an act was refused."""
    reader = _Words()
    reader.feed(markup)
    return " ".join(reader.words)
