"""The instruments of the browser tests can see what they are to see."""

import shutil
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

STRICT = {"content-security-policy": "default-src 'self'", "content-type": "text/html"}
CLEAN = (
    "<!doctype html><html lang='zh'><title>接车</title><main><h1>沪A12345</h1><p>待检</p></main>"
)
FAULTY = CLEAN.replace("<p>", "<img src='/x.png'><p>")


def serve(page: Page, body: str) -> None:
    """Answer every address with this page, under the strict policy."""

    def answer(route: Route) -> None:
        route.fulfill(status=200, headers=STRICT, body=body)

    page.route("**/*", answer)
    page.goto("http://127.0.0.1/")


def test_a_font_for_chinese_is_there() -> None:
    """Without one every character is an empty box, and no error tells."""
    fc_list = shutil.which("fc-list")
    assert fc_list, "fontconfig is not installed"
    found = subprocess.run([fc_list, ":lang=zh-cn"], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip()


def test_chinese_is_drawn_and_not_boxed(page: Page) -> None:
    """Two characters of one missing glyph would be two equal pictures."""
    serve(page, "<!doctype html><html lang='zh'><title>字</title><p>车</p><p>修</p></html>")
    pictures = [line.screenshot() for line in page.locator("p").all()]
    assert pictures[0] != pictures[1]


def test_axe_passes_a_clean_page_under_the_strict_policy(
    page: Page, axe: Callable[[Page], list[str]]
) -> None:
    """The instrument itself breaks no policy."""
    serve(page, CLEAN)
    assert axe(page) == []


def test_axe_finds_a_planted_fault(page: Page, axe: Callable[[Page], list[str]]) -> None:
    """An image without words is named, with where it is."""
    serve(page, FAULTY)
    assert [fault.partition(":")[0] for fault in axe(page)] == ["image-alt"]


def test_a_refused_style_and_a_broken_script_are_complained_of(
    page: Page, complaints: list[str]
) -> None:
    """A page that breaks the policy does not pass unseen."""
    serve(page, CLEAN.replace("<p>", "<p style='color:red'>"))
    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('planted') })")
    assert "Content Security Policy" in complaints[0]
    assert "planted" in complaints[1]
    complaints.clear()


@pytest.mark.parametrize(("width", "height"), [(820, 1180), (390, 844)])
def test_a_page_has_the_size_asked_for(
    open_page: Callable[..., Page], width: int, height: int
) -> None:
    """Tablet and phone are looked at in their own size."""
    page = open_page((width, height))
    serve(page, CLEAN)
    assert page.evaluate("[innerWidth, innerHeight]") == [width, height]
