"""Every shared piece, in the gallery: readable by everybody, inside every screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from jieche.ui.gallery import SCENES
from tests.support.browser import DESK, PHONE, TABLET

pytestmark = [pytest.mark.urls("tests.support.gallery_urls"), pytest.mark.django_db]

SCREENS = [
    pytest.param(DESK, "light", "zh-hans", id="desk"),
    pytest.param(TABLET, "dark", "zh-hans", id="tablet"),
    pytest.param(PHONE, "dark", "en", id="phone"),
]


@pytest.mark.parametrize(("size", "theme", "language"), SCREENS)
def test_every_scene_passes_axe_and_needs_no_sideways_scrolling(
    size: tuple[int, int],
    theme: str,
    language: str,
    open_page: Callable[..., Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
) -> None:
    page = open_page(size, color_scheme=theme)
    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": live_server.url}]
    )
    faults = []
    for scene in SCENES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"/gallery/{scene}/")
        wide, high = page.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
        if wide > size[0]:
            faults.append(f"{scene}: {wide} wide")
        # The whole page in sight, so that the bar at the bottom covers nothing that is measured.
        page.set_viewport_size({"width": size[0], "height": high + 100})
        faults += [f"{scene}: {fault}" for fault in axe(page)]
    assert faults == []
