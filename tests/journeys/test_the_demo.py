"""The busy day that a visitor tries first: it loads by the book, and every page of it opens."""

import re
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from jieche.board.lanes import lanes
from jieche.board.now import owed_now
from jieche.demo.house import PEOPLE
from jieche.demo.plan import TODAY
from jieche.journal import queries
from jieche.shop.models import Shop
from jieche.shop.queries import forget_hours
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.support.hands import WallClock

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-11-24T14:00:00+08:00")
# What a page offers: the links to acts of visits and supplements, and the steps of the rail.
OFFERED = re.compile(r'href="(/(?:visits|supplements)/\d+/[a-z-]+/)')


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Load the demo's day once for all, as ``run.py`` does; give what it said."""
    out, wrong = StringIO(), StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        forget_hours()
        with patch("jieche.ui.middleware.datetime", WallClock(NOW)):
            call_command("demo", "--today", "--now", NOW.isoformat(), stdout=out, stderr=wrong)
            assert wrong.getvalue() == ""
            yield out.getvalue()
        transaction.set_rollback(True)


def at_the_browser(name: str) -> Client:
    """Sign a person in."""
    client = Client()
    person = Staff.objects.get(username=name)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_day_is_told_without_a_refusal_and_stands_in_every_lane(told: str) -> None:
    """开门就有一天的车：每一栏都有车，流水一笔不缺。"""
    shop = Shop.objects.get()
    assert Visit.objects.count() == len(TODAY)
    assert list(queries.breaks(shop)) == []
    call_command("verify", stdout=StringIO())
    advisor = Staff.objects.get(shop=shop, username="liwen")
    standing = {lane["name"]: len(lane["cars"]) for lane in lanes(advisor, NOW)}
    assert len(standing) == 4
    assert all(standing.values()), standing
    assert owed_now(advisor, NOW)


@pytest.mark.pages
def test_every_act_that_a_car_offers_opens_and_every_car_for_everybody(told: str) -> None:
    """每台车、每个人：页面打得开；页面上能做的每一件事，也都打得开。"""
    wrong: list[str] = []
    opened: set[str] = set()
    for name, _zh, _roles in PEOPLE:
        client = at_the_browser(name)
        for visit in Visit.objects.order_by("pk"):
            page = client.get(f"/visits/{visit.pk}/")
            if page.status_code != 200:
                wrong.append(f"{name} {visit.pk}: {page.status_code}")
            # What a person may do he is offered as a link; each is opened by who sees it first.
            links = set(OFFERED.findall(page.content.decode())) - opened
            opened |= links
            for link in sorted(links):
                answer = client.get(link, follow=True)
                if answer.status_code != 200 or f'action="{link}"' not in answer.content.decode():
                    wrong.append(f"{name} {link}: {answer.status_code}")
    assert len(opened) > 20
    assert wrong == []


@pytest.mark.pages
def test_every_step_of_every_car_opens(told: str) -> None:
    """轨道上的每一步都点得开。"""
    client = at_the_browser("lujianming")
    steps = re.compile(r'href="(/visits/\d+/\?step=[a-z_]+)')
    links = [
        link
        for visit in Visit.objects.order_by("pk")
        for link in sorted(set(steps.findall(client.get(f"/visits/{visit.pk}/").content.decode())))
    ]
    assert len(links) > Visit.objects.count()
    assert [link for link in links if client.get(link).status_code != 200] == []


@pytest.mark.pages
@pytest.mark.parametrize(("language", "word"), [("zh-hans", "车间"), ("en", "Workshop")])
def test_the_desk_opens_in_both_languages(told: str, language: str, word: str) -> None:
    """总台页面，中英文都好好的。"""
    Staff.objects.update(language=language)
    for name, _zh, _roles in PEOPLE:
        page = at_the_browser(name).get("/")
        assert page.status_code == 200
        assert page.headers["Content-Language"] == language
        assert word in page.content.decode()
