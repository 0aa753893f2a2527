"""Whoever sits down: no link that his pages offer him leads to a page that is closed to him."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from jieche.board.now import owed_now
from jieche.care.commands import register_complaint
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support.cast import PEOPLE, clock
from tests.support.hands import WallClock
from tests.support.story_appointments import booked
from tests.support.story_delivery import a_finished_car, made_ready

AT = clock("2026-11-23 08:10")
PAGES = ("/", "/?all=1", "/workshop/", "/files/", "/complaints/", "/bookings/", "/calls/", "/till/")


@pytest.fixture
def car(staff: dict[str, Staff], wall_clock: WallClock) -> Visit:
    """A finished car with its papers; its customer complains, and has booked once more."""
    visit = a_finished_car(staff, AT)
    made_ready(visit, staff, clock("2026-11-23 10:15"))
    register_complaint(
        words="等得太久", channel="phone", visit=visit, customer=visit.sender, by=staff["li"],
        at=clock("2026-11-23 10:20"),
    )  # fmt: skip
    booked(staff["li"], clock("2026-11-23 10:30"), car=None)
    wall_clock.set("2026-11-23 10:40")
    return visit


def links_of(client: Client, page: str) -> set[str]:
    """Return where the page leads to, one of a kind: none where the page itself is closed."""
    answer = client.get(page, follow=True)
    if answer.status_code != 200:
        return set()
    found = re.findall(r'<a [^>]*href="(/[^"#]*)', answer.content.decode())
    return set({re.sub(r"\d+", "0", link): link.replace("&amp;", "&") for link in found}.values())


@pytest.mark.parametrize("who", PEOPLE)
def test_no_link_leads_to_a_closed_door(
    who: str, car: Visit, sign_in: Callable[[str], Client]
) -> None:
    client = sign_in(who)
    links = set().union(*(links_of(client, page) for page in (*PAGES, car.get_absolute_url())))
    assert links
    closed = {link: client.get(link, follow=True).status_code for link in links}
    assert {link for link, status in closed.items() if status != 200} == set()


def test_a_complaint_is_owed_by_the_desk_and_seen_by_nobody_else(
    car: Visit, staff: dict[str, Staff]
) -> None:
    at = clock("2026-11-23 10:40")
    seen_by = {
        who
        for who, person in staff.items()
        if Event.COMPLAINT_REPLIED in {item.event for item in owed_now(person, at)}
    }
    assert seen_by == {"li", "ma", "he", "jing", "dang"}
