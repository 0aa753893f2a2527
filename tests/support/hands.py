"""People at their browsers, without a browser: forms are read off the pages, filled in and sent."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from jieche.journal.models import Entry
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support.cast import clock

STROKES = (
    '[{"points":[{"x":10.5,"y":40.0,"time":1,"pressure":0.5},{"x":80.0,"y":12.5,"time":90}]},'
    '{"points":[{"x":44.0,"y":20.0,"time":200,"pressure":0.4},{"x":61.5,"y":55.0,"time":320}]}]'
)
Typed = str | list[str] | None


@dataclass
class WallClock:
    """The clock of the shop; it stands still until somebody sets or moves it."""

    at: datetime

    def set(self, text: str) -> None:
        """Show "2026-11-23 10:00"."""
        self.at = clock(text)

    def wait(self, minutes: float) -> None:
        """Let minutes pass."""
        self.at += timedelta(minutes=minutes)

    def now(self, tz: tzinfo | None = None) -> datetime:
        """Return what it shows, as ``datetime.now`` does."""
        return self.at.astimezone(tz)


@pytest.fixture
def wall_clock() -> Iterator[WallClock]:
    """The one clock that every request reads: Monday, ten past eight."""
    shows = WallClock(clock("2026-11-23 08:10"))
    with patch("jieche.ui.middleware.datetime", shows):
        yield shows


@dataclass
class Form:
    """A form as the page gave it: where it goes, what it would send, what may be chosen."""

    action: str
    sends: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def filled(self, typed: Mapping[str, Typed]) -> dict[str, list[str]]:
        """Return what is sent when ``typed`` is typed over it; None leaves a field out."""
        unknown = set(typed) - self.names
        assert not unknown, f"{self.action} has no {unknown}, only {sorted(self.names)}"
        sent = {
            name: values for name, values in self.sends.items() if typed.get(name, "") is not None
        }
        for name, value in typed.items():
            if value is not None:
                sent[name] = [value] if isinstance(value, str) else value
        return sent


class _Reader(HTMLParser):
    """Reads all forms of a page as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        # Fields may stand outside their form and name it; before it, too.
        self._of: dict[str, Form] = {}
        self._form: Form | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            named = given.get("id", "")
            self._form = self._of.setdefault(named, Form("")) if named else Form("")
            self._form.action = given.get("action", "")
            self.forms.append(self._form)
        elif tag == "input" and given.get("form"):
            self._input(self._of.setdefault(given["form"], Form("")), name, given)
        elif self._form is None or "disabled" in given:
            return
        elif tag == "input" and name:
            self._input(self._form, name, given)
        elif tag == "select" and name:
            self._select = name
            self._form.names.add(name)
            self._form.choices[name] = []
        elif tag == "option" and self._select:
            chosen = self._form.choices[self._select]
            chosen.append(given.get("value", ""))
            if "selected" in given or len(chosen) == 1:
                self._form.sends[self._select] = [given.get("value", "")]
        elif tag == "textarea" and name:
            self._area = name
            self._form.names.add(name)
            self._form.sends[name] = [""]

    def _input(self, form: Form, name: str, given: Mapping[str, str]) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        if kind in {"submit", "button", "image"}:
            return
        form.names.add(name)
        if kind in {"checkbox", "radio"}:
            form.choices.setdefault(name, []).append(value or "on")
            if "checked" in given:
                form.sends.setdefault(name, []).append(value or "on")
        elif kind != "file":
            form.sends.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._area:
            self._form.sends[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area and self._form is not None:
            text = self._form.sends[self._area]
            text[0] = text[0].removeprefix("\n")
            self._area = ""


def forms_of(page: str) -> dict[str, Form]:
    """Return the forms of a page by their address."""
    reader = _Reader()
    reader.feed(page)
    return {form.action: form for form in reader.forms}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_of(markup: str) -> str:
    """Return the words of some markup, one space between."""
    reader = _Words()
    reader.feed(markup)
    return re.sub(r"\s+", " ", " ".join(reader.words)).strip()


@dataclass
class Person:
    """Somebody of the shop, signed in, who opens pages and sends their forms."""

    staff: Staff
    clock: WallClock

    @cached_property
    def client(self) -> Client:
        """Sign in, the first time that something is done."""
        client = Client()
        client.force_login(self.staff, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def opens(self, path: str) -> str:
        """Open a page, follow where it leads, and return it."""
        found = self.client.get(path.partition("#")[0], follow=True)
        assert found.status_code == 200, f"{path}: {found.status_code}"
        return str(found.content.decode())

    def form(self, visit: Visit, slug: str, on: str = "", /) -> Form:
        """Open the page of an act, of the visit or of what stands at ``on``; return its form."""
        address = f"{on or f'/visits/{visit.pk}'}/{slug}/"
        page = self.opens(address)
        form = forms_of(page).get(address)
        assert form is not None, (
            f"{slug} is not offered to {self.staff.name}: {words_of(page)[:1500]}"
        )
        return form

    def sends(self, form: Form, typed: Mapping[str, Typed]) -> Any:
        """Fill a form in and send it."""
        answer: Any = self.client.post(form.action, form.filled(typed))
        return answer

    def does(self, visit: Visit, slug: str, on: str = "", /, **typed: Typed) -> str:
        """Do an act as its page offers it; return the address to which it leads."""
        given = {name.replace("__", "-"): value for name, value in typed.items()}
        answer = self.sends(self.form(visit, slug, on), given)
        assert answer.status_code == 302, f"{slug}: {answer.status_code} {why(answer)}"
        self.clock.wait(1)
        return str(answer["Location"])

    def is_refused(self, visit: Visit, slug: str, on: str = "", /, **typed: Typed) -> set[str]:
        """
        Send an act that the page does not offer, as a stale page would; return the clauses named.

        The act must be answered by 422 with its reasons on the page, and write nothing.
        """
        before = Entry.objects.count()
        answer = self.client.post(f"{on or f'/visits/{visit.pk}'}/{slug}/", typed)
        assert answer.status_code == 422, f"{slug}: {answer.status_code}"
        assert Entry.objects.count() == before
        page = answer.content.decode()
        reasons = page.partition('class="missing"')[2].partition("</ul>")[0]
        assert reasons, f"{slug}: {why(answer)}"
        return set(re.findall(r'class="clause" href="[^"]*#c([^"]+)"', reasons))

    def may_not(self, visit: Visit, slug: str, **typed: Typed) -> None:
        """Try an act that is somebody else's: 403."""
        answer = self.client.post(f"/visits/{visit.pk}/{slug}/", typed)
        assert answer.status_code == 403, f"{slug}: {answer.status_code}"


def why(answer: Any) -> str:
    """Return what a page says is wrong or missing, else the whole of its words."""
    page = answer.content.decode()
    parts = re.findall(r'class="(?:errors|missing)".*?</ul>', page, re.S)
    return " | ".join(words_of("<p " + part) for part in parts) or words_of(page)[:1500]


@pytest.fixture
def people(staff: dict[str, Staff], wall_clock: WallClock) -> dict[str, Person]:
    """Everybody of the shop at a browser of his own, by short name."""
    return {who: Person(person, wall_clock) for who, person in staff.items()}
