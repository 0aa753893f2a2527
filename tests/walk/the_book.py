"""What a walk looks at again and again: a line of Now, and a clause's own page."""

import re

from playwright.sync_api import expect

from tests.support.screens import Screen
from tests.walk.desk import CAR, line_of


def owes(
    screen: Screen, what: str, *, by: str, clause: str, tone: str, car: str = CAR
) -> str:  # fmt: skip
    """See who owes something, by which clause and how pressing; return in words by when."""
    line = line_of(screen, what, car)
    assert line.count() == 1, f"{what}: {screen.owes()}"
    expect(line).to_contain_text(by)
    expect(line.locator("a.clause")).to_have_attribute("href", re.compile(rf"#c{clause}$"))
    expect(line).to_have_class(re.compile(rf"\bis-{tone}\b"))
    return line.locator(".state").inner_text().strip()


def cases_of(screen: Screen, clause: str) -> list[str]:
    """Open a clause's page and return its cases: "沪A·12345 超时 已迎接客户 · 08:20 08:12"."""
    screen.opens(f"/rulebook/{clause}/")
    rows = screen.page.locator(".clauses tr").all_inner_texts()
    return [re.sub(r"\s+", " ", row).strip() for row in rows]


def one_case(screen: Screen, clause: str, *words: str) -> None:
    """See one case of a clause in which all these words stand."""
    rows = cases_of(screen, clause)
    found = [row for row in rows if all(word in row for word in words)]
    assert len(found) == 1, f"{words}: {rows}"


def no_act(screen: Screen, act: str) -> None:
    """See that the page offers no way to an act: no link and no button with its words."""
    main = screen.page.locator("main .acts")
    words = re.compile(rf"^\s*{re.escape(act)}")
    assert main.get_by_role("link", name=words).count() == 0, act
    assert main.get_by_role("button", name=words).count() == 0, act
