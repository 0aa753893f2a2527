"""What the walks read at the desk: a line of Now, and what the clause's page says of a car."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator

from jieche.staff.models import Staff
from tests.support.screens import Screen, Screens

People = Mapping[str, Staff]
CAR = "A12345"


def everybody(screens: Screens) -> People:
    """Return the people of the shop by short name, for the commands that prepare the way."""
    return {who: screens[who].person.staff for who in screens.people}


def line_of(screen: Screen, what: str, car: str = CAR) -> Locator:
    """Return the line of Now by which ``what`` is owed for the car."""
    screen.opens("/")
    lines = screen.page.locator(".now-item").filter(has_text=car)
    link = screen.page.get_by_role("link", name=what, exact=True)
    return lines.filter(has=screen.page.locator(".what").filter(has=link))


def reads_in_now(screen: Screen, what: str, clause: str, when: str, car: str = CAR) -> str:
    """Find what is owed in Now with its clause and how long there is; return its colour."""
    line = line_of(screen, what, car)
    assert line.count() == 1, screen.owes()
    words = _flat(line.first)
    assert clause in words, words
    assert when in words, words
    found = re.search(r"is-(red|amber|blue|grey)", line.first.get_attribute("class") or "")
    assert found, words
    return found[1]


def is_not_in_now(screen: Screen, what: str, car: str = CAR) -> None:
    """See that it is owed no more."""
    assert line_of(screen, what, car).count() == 0, screen.owes()


def told_of(screen: Screen, clause: str) -> list[str]:
    """Open the clause's page; return what stands there under "By when", the last first."""
    screen.opens(f"/rulebook/{clause}/")
    return [_flat(row) for row in _table(screen, "按时限").all()]


def passed(screen: Screen, clause: str) -> list[str]:
    """Open the clause's page; return the acts that passed its gate, the last first."""
    screen.opens(f"/rulebook/{clause}/")
    return [_flat(row) for row in _table(screen, "经此关的办理").all()]


def _table(screen: Screen, heading: str) -> Locator:
    return screen.page.get_by_role("group", name=heading, exact=True).locator("tr")


def says_why(screen: Screen, clause: str) -> str:
    """Return the reasons that stand beside a refusal and name this clause."""
    chip = screen.page.locator(f'a.clause[href$="#c{clause}"]')
    return " ".join(_flat(one) for one in screen.page.locator(".missing li").filter(has=chip).all())


def _flat(found: Locator) -> str:
    return re.sub(r"\s+", " ", found.inner_text()).strip()
