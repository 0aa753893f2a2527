"""What the small scripts do in a browser: keys, rows, signature, walk-around, no network."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import TABLET

pytestmark = [pytest.mark.urls("tests.support.gallery_urls"), pytest.mark.django_db]

# All in one turn of the page's loop, as a scanner types.
BURST = """keys => { for (const key of keys) document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key, bubbles: true})) }"""


def desk(open_page: Callable[..., Page], live_server: object) -> Page:
    page = open_page()
    page.clock.install()
    page.goto("/gallery/desk/")
    page.evaluate("document.querySelector('[data-key=n]').href = '/gallery/forms/?new'")
    page.evaluate("document.querySelector('[data-top]').href = '/gallery/forms/?top'")
    return page


def test_slash_goes_to_the_search_box_where_letters_are_letters(
    open_page: Callable[..., Page], live_server: object
) -> None:
    page = desk(open_page, live_server)
    page.keyboard.press("/")
    page.clock.run_for(1000)
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("n?")
    page.clock.run_for(1000)
    expect(page.locator("#find")).to_have_value("n?")
    expect(page.locator("#keys")).to_be_hidden()


def test_n_registers_an_arrival_and_enter_opens_the_top_item(
    open_page: Callable[..., Page], live_server: object
) -> None:
    page = desk(open_page, live_server)
    page.evaluate(BURST, ["n"])
    page.clock.run_for(1000)
    page.wait_for_url("**/forms/?new")
    page = desk(open_page, live_server)
    page.keyboard.press("Enter")
    page.wait_for_url("**/forms/?top")


def test_a_scanner_presses_no_key(open_page: Callable[..., Page], live_server: object) -> None:
    page = desk(open_page, live_server)
    page.evaluate(BURST, ["n", "a", "1", "Enter"])
    page.clock.run_for(1000)
    assert page.url.endswith("/gallery/desk/")


def test_rows_add_up_in_fen_and_a_spare_row_follows_the_last(
    open_page: Callable[..., Page], live_server: object
) -> None:
    page = open_page()
    page.goto("/gallery/forms/")
    page.fill("[name=line-3-item]", "螺栓")
    page.fill("[name=line-3-quantity]", "3")
    page.fill("[name=line-3-price]", "0.1")
    expect(page.locator("[data-sum]")).to_have_text("508.30")
    page.fill("[name=line-4-item]", "垫片")
    page.fill("[name=line-5-item]", "油封")
    expect(page.locator("[name=line-6-item]")).to_be_visible()
    expect(page.locator("#id_line-TOTAL_FORMS")).to_have_value("7")
    page.locator("table.lines .drop").first.click()
    expect(page.locator("[data-sum]")).to_have_text("120.30")
    expect(page.locator("[name=line-0-DELETE]")).to_be_checked()


def test_a_signature_keeps_its_strokes_until_it_is_cleared(
    open_page: Callable[..., Page], live_server: object
) -> None:
    page = open_page()
    page.goto("/gallery/forms/")
    pad = page.locator(".sign.is-live canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90, steps=8)
    page.mouse.up()
    strokes = page.locator("[name=signature_strokes]")
    page.wait_for_function("document.querySelector('[name=signature_strokes]').value")
    assert '"points"' in strokes.input_value()
    assert page.locator("[name=signature_picture]").input_value().startswith("data:image/png")
    page.click("[data-clear]")
    expect(strokes).to_have_value("")


def test_a_finger_on_the_car_marks_the_panel_and_a_second_says_the_damage(
    open_page: Callable[..., Page], live_server: object
) -> None:
    page = open_page(TABLET)
    page.goto("/gallery/walkaround/")
    box = page.locator("svg.car").bounding_box()
    assert box is not None
    scale = box["width"] / 640
    page.touchscreen.tap(box["x"] + 200 * scale, box["y"] + 432 * scale)
    expect(page.locator("dialog [data-place]")).to_have_text("左前门")
    page.get_by_role("button", name="凹陷").tap()
    expect(page.locator("[name=marks-2-zone]")).to_have_value("left-front-door")
    expect(page.locator("[name=marks-2-damage]")).to_have_value("dent")
    expect(page.locator("[name=marks-2-x]")).to_have_value(re.compile("31[0-5]"))
    expect(page.locator(".mark:not(.is-old)")).to_have_count(3)
    page.touchscreen.tap(box["x"] + 200 * scale, box["y"] + 432 * scale)
    page.locator("[data-take-off]").tap()
    expect(page.locator(".mark:not(.is-old)")).to_have_count(2)
    expect(page.locator("[name=marks-2-gone]")).to_be_checked()


def test_without_a_network_the_page_stays_with_what_was_typed(
    open_page: Callable[..., Page], live_server: object
) -> None:
    page = open_page()
    page.goto("/gallery/visit/")
    page.fill("[name=marks-0-note]", "7 cm")
    page.context.set_offline(True)
    page.locator("form[data-main] .btn-main").click()
    expect(page.locator(".toast.is-error")).to_contain_text("没有丢")
    expect(page.locator("[name=marks-0-note]")).to_have_value("7 cm")


def test_without_scripts_the_walk_around_is_plain_rows(
    open_page: Callable[..., Page], live_server: object
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/gallery/walkaround/")
    expect(page.locator("[name=marks-4-zone]")).to_be_visible()
    expect(page.locator(".mark")).to_have_count(3)
