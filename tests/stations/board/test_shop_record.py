"""What was changed about the shop is written down with who and when, and stays."""

from collections.abc import Callable
from datetime import time

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from jieche.shop.commands import set_hours
from jieche.shop.models import Place, ShopChange
from jieche.shop.queries import hours_of, places
from jieche.staff.models import Staff
from tests.stations.board.test_the_shop import details, week

SignIn = Callable[[str], Client]
DESK = ((time(8, 0), time(12, 0)), (time(13, 30), time(18, 0)))


def what(about: str) -> list[list[str]]:
    return [line for change in ShopChange.objects.filter(about=about) for line in change.what]


def test_who_changed_a_limit_stands_on_the_page(li: Staff, sign_in: SignIn) -> None:
    jing = sign_in("jing")
    known = {limit.value: n for limit, n in hours_of(li.shop).limits.items()}
    assert jing.post("/shop/limits/", {**known, "greet": "7"}).status_code == 302
    assert what("limits") == [["limit.greet", str(known["greet"]), "7"]]
    page = jing.get("/shop/limits/").content.decode()
    assert ShopChange.objects.get().by.name in page.split('class="changes"')[1]
    assert jing.post("/shop/limits/", {**known, "greet": "7"}).status_code == 302
    assert ShopChange.objects.count() == 1  # what stays as it was is no change


def test_every_page_of_the_shop_leaves_its_line(li: Staff, sign_in: SignIn) -> None:
    jing = sign_in("jing")
    jing.post("/shop/", {**details(li.shop), "complaint_phone": "12315"})
    jing.post("/shop/", {"wall": "1"})
    assert ["data.complaint_phone", "", "12315"] in what("details")
    assert ["wall.", "", ""] in what("details")
    jing.post(
        "/shop/hours/", {"what": "mark", "day": "2026-12-24", "works_like": "", "why": "盘点"}
    )
    assert what("hours") == [["special.2026-12-24", "", "× 盘点"]]
    jing.post("/shop/people/new/", {
        "name": "方圆", "username": "fang", "roles": ["advisor"], "password": "a-long-word-8",
    })  # fmt: skip
    fang = Staff.objects.get(username="fang")
    jing.post(f"/shop/people/{fang.pk}/", {
        "name": "方圆", "roles": ["advisor"], "password": "another-word-9", "is_active": "on",
    })  # fmt: skip
    assert what("people")[-1] == ["password.fang", "", ""]
    assert "another-word-9" not in str(what("people"))


def test_a_refused_entry_leaves_nothing(li: Staff, sign_in: SignIn) -> None:
    wrong = {**details(li.shop), "credit_code": "12"}
    assert sign_in("jing").post("/shop/", wrong).status_code == 422
    assert sign_in("li").post("/shop/", details(li.shop)).status_code == 403
    assert not ShopChange.objects.exists()


def test_the_record_is_neither_changed_nor_taken_away(li: Staff, sign_in: SignIn) -> None:
    sign_in("jing").post("/shop/", {**details(li.shop), "complaint_phone": "12315"})
    change = ShopChange.objects.get()
    with pytest.raises(NotImplementedError):
        change.save()
    with pytest.raises(NotImplementedError):
        change.delete()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        ShopChange.objects.update(what=[])
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        ShopChange.objects.all().delete()


def test_two_desk_spans_a_day_survive_saving_the_week(li: Staff, sign_in: SignIn) -> None:
    set_hours(li.shop, desk=DESK, work=DESK, weekdays=range(6))
    jing = sign_in("jing")
    page = jing.get("/shop/hours/").content.decode()
    assert 'value="13:30"' in page
    spans = {
        f"day{n}-{name}": value
        for n in range(6)
        for name, value in (
            ("shut_from", "12:00"), ("shut_until", "13:30"), ("lunch_until", "13:30"),
        )
    }  # fmt: skip
    assert jing.post("/shop/hours/", {**week(), **spans}).status_code == 302
    li.shop.refresh_from_db()
    assert hours_of(li.shop).desk.week[0] == DESK
    late = {**week(), **spans, "day0-shut_until": ""}
    assert jing.post("/shop/hours/", late).status_code == 422


def test_bays_count_like_numbers(li: Staff, sign_in: SignIn) -> None:
    jing = sign_in("jing")
    names = "接10\n接2\n接1"
    jing.post("/shop/places/", {"reception_bay": names})
    bays = [place.name for place in places(li.shop, Place.Kind.RECEPTION_BAY)]
    assert bays == ["接1", "接2", "接10"]
    assert "接1\n接2\n接10" in jing.get("/shop/places/").content.decode()
