"""
People at the screens of the shop: what is there to be seen, by its words, and nothing else.

One browser stands for all of them: whoever acts next sits down at it, with his own session and on
the screen he works at. What a step says is on the page: the line of Now, a link, a label, a button.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, Response, expect

from jieche.journal.models import Entry
from tests.support.browser import DESK, PHONE, TABLET
from tests.support.hands import Person, WallClock

# Where somebody works; all others sit at the office PC.
SCREENS = {"wang": PHONE, "wu": PHONE, "men": TABLET}


def signs(page: Page) -> None:
    """Draw on the pad with the mouse."""
    pad = page.locator(".sign.is-live canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90, steps=8)
    page.mouse.up()
    page.wait_for_function("document.querySelector('[name=signature_strokes]').value")


def _begins(words: str) -> re.Pattern[str]:
    """Match a label or a button by its words; behind them may stand "if any", a unit, a key."""
    return re.compile(rf"^\s*{re.escape(words)}(?:选填|[\s，（→]|$)")


@dataclass
class Screen:
    """One person at the browser."""

    who: str
    person: Person
    shop: "Screens"

    @property
    def page(self) -> Page:
        """Sit down, if somebody else sat there, and return the page."""
        page = self.shop.page
        if self.shop.who != self.who:
            name = settings.SESSION_COOKIE_NAME
            session = self.person.client.cookies[name].value
            page.context.add_cookies([{"name": name, "value": session, "url": self.shop.url}])
            width, height = SCREENS.get(self.who, DESK)
            page.set_viewport_size({"width": width, "height": height})
            self.shop.who = self.who
        return page

    @property
    def clock(self) -> WallClock:
        """The clock on the wall."""
        return self.person.clock

    # -- going somewhere ---------------------------------------------------------------------

    def opens(self, path: str) -> None:
        """Go to an address."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def takes_up(self, what: str, car: str = "") -> None:
        """Open a line of Now: what is owed, and of which car where several stand there."""
        self.opens("/")
        lines = self.page.locator(".now-item").filter(has_text=car)
        link = lines.locator(".what").get_by_role("link", name=what, exact=True)
        assert link.count(), f"{what} is not in Now: {self.owes()}"
        self._goes(link.first)

    def owes(self) -> list[str]:
        """Return what the list that is open names as owed, the first first."""
        return self.page.locator(".now-item .what").all_inner_texts()

    def follows(self, words: str, among: str = "main") -> None:
        """Follow the link with these words."""
        link = self.page.locator(among).get_by_role("link", name=_begins(words))
        assert link.count(), f"no link “{words}”: {self._reads()}"
        self._goes(link.first)

    def turns_to(self, act: str) -> None:
        """Open an act of the page, if it is not the open one already."""
        if not self.form.get_by_role("button", name=_begins(act)).count():
            self.follows(act)

    def mends(self, words: str) -> None:
        """Follow the link beside a refusal that leads to what is missing."""
        self._goes(self.page.locator(".missing a.mend").filter(has_text=_begins(words)).first)

    def _goes(self, link: Locator) -> None:
        link.click()
        self.page.wait_for_load_state()

    # -- filling in --------------------------------------------------------------------------

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.locator("form[data-main]").first

    def fills(self, told: Mapping[str, str]) -> None:
        """Fill fields in by their labels: text, one of several picks, "✓" for a tick."""
        for label, value in told.items():
            group = self.form.get_by_role("group", name=_begins(label))
            if group.count():
                group.first.locator("label").filter(has_text=_begins(value)).first.click()
                continue
            control = self.form.get_by_label(_begins(label)).first
            assert control.count(), f"no field “{label}”: {self._reads()}"
            if value == "✓":
                control.check()
            elif control.evaluate("control => control.tagName") == "SELECT":
                control.select_option(label=value)
            else:
                control.fill(value)

    def says(self) -> None:
        """Say all the words that the page asks to say, and tick them."""
        for tick in self.form.locator(".say input").all():
            tick.check()

    def signs(self) -> None:
        """Have the pad signed."""
        signs(self.page)

    # -- doing -------------------------------------------------------------------------------

    def _sends(self, button: str) -> Response:
        knob = self.page.locator("main").get_by_role("button", name=_begins(button))
        assert knob.count(), f"no button “{button}”: {self._reads()}"
        with self.page.expect_navigation() as answered:
            knob.first.click()
        assert answered.value is not None
        return answered.value

    def presses(self, button: str, told: Mapping[str, str] | None = None) -> None:
        """Fill in what is told and press the button; it must be done."""
        self.fills(told or {})
        answer = self._sends(button)
        assert answer.status == 200, f"{button}: {answer.status} {self._reads()}"
        wrong = self.page.locator(".errors, .missing")
        assert wrong.count() == 0, f"{button}: {wrong.all_inner_texts()}"
        self.clock.wait(1)

    def is_held_up(self, button: str, told: Mapping[str, str] | None = None) -> str:
        """
        Press a button whose form is not in order; return what the page says of it.

        Nothing may be written, and what was typed must still be there.
        """
        before = Entry.objects.count()
        self.fills(told or {})
        answer = self._sends(button)
        assert answer.status == 422, f"{button}: {answer.status}"
        assert Entry.objects.count() == before
        for label, value in (told or {}).items():
            control = self.form.get_by_label(_begins(label))
            if control.count() == 1 and value != "✓":
                assert value in {
                    control.input_value(),
                    control.evaluate("c => c.selectedOptions?.[0]?.label ?? ''"),
                }
        said = self.page.locator(".errors, .missing, .sign.has-error")
        expect(said.first).to_be_in_viewport()
        return " ".join(said.all_inner_texts())

    def is_refused(self, address: str, **typed: str) -> set[str]:
        """
        Send an act that the page does not offer, as a stale page would; return the clauses.

        ``typed`` are its fields by name. Nothing may be written, and each reason must be on the
        page in words.
        """
        self._has_some_page_open()  # the desk writes when it is looked at first: the day's report
        before = Entry.objects.count()
        assert self.sends_as_an_old_page(address, typed) == 422, address
        assert Entry.objects.count() == before
        reasons = self.page.locator(".missing li")
        assert reasons.count(), self._reads()
        assert all(text.strip() for text in reasons.all_inner_texts())
        chips = self.page.locator(".missing a.clause").evaluate_all("all => all.map(a => a.href)")
        return {chip.partition("#c")[2] for chip in chips}

    def sends_as_an_old_page(self, address: str, typed: Mapping[str, str]) -> int:
        """Send fields by name to an act that no page offers now; return how it is answered."""
        self._has_some_page_open()
        post = """([to, typed]) => {
            const form = document.createElement("form");
            form.method = "post";
            form.action = to;
            form.append(document.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
            for (const [name, value] of Object.entries(typed)) {
                const field = document.createElement("input");
                [field.type, field.name, field.value] = ["hidden", name, value];
                form.append(field);
            }
            document.body.append(form);
            form.submit();
        }"""
        with self.page.expect_navigation() as answered:
            self.page.evaluate(post, [address, typed])
        assert answered.value is not None
        return answered.value.status

    def _has_some_page_open(self) -> None:
        if not self.page.url.startswith(self.shop.url):
            self.opens("/")

    def fetches(self, link: str, among: str = "main") -> bytes:
        """Fetch what a link leads to: a paper, a file."""
        found = self.page.locator(among).get_by_role("link", name=_begins(link))
        assert found.count(), f"no link “{link}”: {self._reads()}"
        answer = self.page.request.get(found.first.evaluate("link => link.href"))
        assert answer.status == 200
        return answer.body()

    def may_not(self, address: str) -> None:
        """Send an act that is somebody else's: 403, and nothing is written."""
        before = Entry.objects.count()
        answer = self.person.client.post(address)
        assert answer.status_code == 403, f"{address}: {answer.status_code}"
        assert Entry.objects.count() == before

    # -- reading -----------------------------------------------------------------------------

    def reads(self, words: str, among: str = "main") -> None:
        """See these words on the page."""
        expect(self.page.locator(among).first).to_contain_text(words)

    def _reads(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())[:1500]

    def keeps_a_picture(self, name: str) -> None:
        """Keep a picture of the page where JIECHE_PICTURES names a folder for them."""
        folder = os.environ.get("JIECHE_PICTURES")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png")


@dataclass
class Screens:
    """The browser, and everybody who may sit down at it: ``screens["li"]``."""

    page: Page
    url: str
    people: dict[str, Person]
    who: str = ""
    seats: dict[str, Screen] = field(default_factory=dict)

    def __getitem__(self, who: str) -> Screen:
        return self.seats.setdefault(who, Screen(who, self.people[who], self))


@pytest.fixture
def screens(page: Page, live_server: object, people: dict[str, Person]) -> Screens:
    """Everybody of the shop at a screen."""
    return Screens(page, str(live_server), people)
