"""
A real browser for the tests that need one: Chromium of the system, driven by playwright; the one
without windows where there is one.

`page` is the office PC (1366 x 768), in Chinese, in Shanghai; `open_page` makes any other. Both
fail the test in the end when a script failed, the server broke, a file of ours was missing, or the
content security policy refused something.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)

CHROMIUMS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable", "chrome",
)  # fmt: skip
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]
ABORTED = ("htmx:sendAbort,", "htmx:afterRequest,")
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# How long a page may take on a machine that is busy with other things; nothing waits it out.
WAIT_MS = 30_000

# The screens of design.md: desk, tablet at the car, phone of the technician.
DESK, TABLET, PHONE = (1366, 768), (820, 1180), (390, 844)

# playwright's sync API runs an event loop in this thread, so Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def chromium_path() -> str:
    """Return where Chromium is; fail the test with what to do where it is not."""
    named = os.environ.get("JIECHE_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found:
        pytest.fail(
            "No Chromium: run python3 run.py test once, or set JIECHE_CHROMIUM to its path."
        )
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a page, so that `-m "not browser"` leaves it out."""
    for item in items:
        if {"browser", "page", "open_page"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Launch Chromium once."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path(), args=ARGS)
        yield running
        running.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Gather what the browser complains of; a test that provokes it clears the list."""
    gathered: list[str] = []
    yield gathered
    assert not gathered, "\n".join(["The browser complained:", *gathered])


@pytest.fixture
def open_page(
    browser: Browser, complaints: list[str], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """
    Give a function that opens a page in a browser profile of its own.

    `open_page(TABLET, color_scheme="dark", locale="en-GB")`; further words go to playwright's
    `new_context`. Where the test also asks for `live_server`, addresses begin there: `goto("/")`.
    """
    contexts = []

    def listen(message: ConsoleMessage) -> None:
        # A refused act answers 422, and who presses a button leaves what the page was still asking
        # for: the console calls both errors, and they are none.
        is_none = message.text.startswith(("Failed to load resource", *ABORTED))
        if message.type == "error" and not is_none:
            complaints.append(message.text)

    def watch(response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            complaints.append(f"{response.status} {response.url}")

    def opened(size: tuple[int, int] = DESK, **more: Any) -> Page:
        if "live_server" in request.fixturenames:
            more.setdefault("base_url", request.getfixturevalue("live_server").url)
        more.setdefault("locale", "zh-CN")
        more.setdefault("has_touch", size != DESK)
        # A colour on its way to another is neither: what is measured must stand still.
        more.setdefault("reduced_motion", "reduce")
        context = browser.new_context(
            timezone_id="Asia/Shanghai", viewport={"width": size[0], "height": size[1]}, **more
        )
        contexts.append(context)
        context.set_default_timeout(WAIT_MS)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", listen)
        context.on("response", watch)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Open the office PC's page."""
    return open_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """
    Give a function that lists what a page does against WCAG 2.2 A and AA, a line for each fault.

    It is run from outside the page (evaluate, no script tag), so the strict policy stays on.
    """
    script = AXE.read_text(encoding="utf-8")

    def faults(page: Page) -> list[str]:
        page.evaluate(script)
        found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(WCAG)}}})")
        return [
            f"{fault['id']}: {' '.join(node['target'])}: {node['failureSummary']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return faults
