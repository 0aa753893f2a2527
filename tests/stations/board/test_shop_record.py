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


def test_who_changed_the_rhythm_of_calls_stands_on_the_page(sign_in: SignIn, li: Staff) -> None:
    jing = sign_in("jing")
    rhythm = {"call_every_days": "60", "service_every_days": "180", "service_every_km": "10000"}
    assert jing.post("/shop/calls/", rhythm).status_code == 302
    assert ["rhythm.call_every_days", "90", "60"] in what("calls")
    assert ShopChange.objects.get().by.name in jing.get("/shop/calls/").content.decode()
    assert jing.post("/shop/calls/", rhythm).status_code == 302
    assert ShopChange.objects.count() == 1
    assert jing.post("/shop/calls/", {**rhythm, "call_every_days": "1"}).status_code == 422
    assert ShopChange.objects.count() == 1


def test_who_changed_a_bay_a_shift_or_an_absence_stands_on_the_page(
    sign_in: SignIn, staff: dict[str, Staff]
) -> None:
    sun, wang = sign_in("sun"), staff["wang"]
    bays = Place.objects.filter(shop=wang.shop, kind=Place.Kind.WORK_BAY, is_in_use=True)
    bay = bays.order_by("name").first()
    assert bay is not None
    typed = {
        "do": "means", f"bay_{bay.pk}": "alignment", f"hand_{wang.pk}-trades": ["mechanic"],
        f"hand_{wang.pk}-days": ["0"], f"hand_{wang.pk}-opens": "08:30",
        f"hand_{wang.pk}-closes": "12:00",
    }  # fmt: skip
    assert sun.post("/promises/means/", typed).status_code == 302
    told = {key: (before, after) for key, before, after in what("means")}
    assert told[f"bay.{bay.name}"][0] == ""
    assert told[f"bay.{bay.name}"][1]
    assert "08:30–12:00" in told[f"hand.{wang.name} · wang"][1]
    page = sun.get("/promises/means/").content.decode()
    assert staff["sun"].name in page.split('class="changes"')[1]
    assert sun.post("/promises/means/", typed).status_code == 302
    assert ShopChange.objects.count() == 1  # what stays as it was is no change
    away = {"do": "away", "away-who": wang.pk, "away-since": "2026-12-01 08:00", "away-why": "培训"}
    assert sun.post("/promises/means/", away).status_code == 302
    (key, before, after) = what("means")[-1]
    assert key.startswith(f"away.{wang.name}")
    assert (before, after.endswith("培训")) == ("", True)
    absence = wang.absences.get()
    assert sun.post("/promises/means/", {"do": f"back-{absence.pk}"}).status_code == 302
    assert what("means")[-1][2] == ""
    assert ShopChange.objects.count() == 3
