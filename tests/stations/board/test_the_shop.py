"""The shop's own pages: what the manager writes is what papers, hours and acts go by."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.test import Client

from jieche.care.follow_up_sheet import Rhythm, rhythm_of
from jieche.care.models import CallRhythm
from jieche.rulebook.words import Limit, Role
from jieche.shop.models import Place, Shop, Team
from jieche.shop.queries import hours_of, places
from jieche.staff.models import Staff
from jieche.visits.sheets import shop_head
from tests.support.cast import clock
from tests.support.story_reception import greeted

SignIn = Callable[[str], Client]


def details(shop: Shop) -> dict[str, str]:
    return {
        "name": shop.name, "hourly_rate_fen": "120", "tax_permille": "13",
        "costly_part_fen": "1000", "credit_limit_fen": "5000",
    }  # fmt: skip


def week(**changed: str) -> dict[str, str]:
    """Return the hours as the page has them: Monday to Saturday, 8-18, lunch 12-13."""
    given: dict[str, str] = {"what": "week"}
    for day in range(6):
        given |= {
            f"day{day}-is_open": "on", f"day{day}-opens": "08:00", f"day{day}-closes": "18:00",
            f"day{day}-works_from": "08:00", f"day{day}-works_until": "18:00",
            f"day{day}-lunch_from": "12:00", f"day{day}-lunch_until": "13:00",
        }  # fmt: skip
    return {**given, **{name.replace("__", "-"): value for name, value in changed.items()}}


def test_names_and_phones_stand_on_the_papers(li: Staff, sign_in: SignIn) -> None:
    jing = sign_in("jing")
    new = {"name_en": "Shunda Motors", "complaint_phone": "12315", "credit_limit_fen": "8000"}
    assert jing.post("/shop/", {**details(li.shop), **new}).status_code == 302
    li.shop.refresh_from_db()
    assert shop_head(li.shop)["name_en"] == "Shunda Motors"
    assert shop_head(li.shop)["complaint_phone"] == "12315"
    assert (li.shop.credit_limit_fen, li.shop.tax_permille) == (800000, 130)


def test_a_wrong_entry_is_said_beside_its_field_and_kept(li: Staff, sign_in: SignIn) -> None:
    wrong = {**details(li.shop), "credit_code": "12", "tax_permille": "130"}
    answer = sign_in("jing").post("/shop/", wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "18 位数字或大写字母" in page
    assert 'value="12"' in page
    li.shop.refresh_from_db()
    assert li.shop.tax_permille == 130


def test_the_hours_of_a_day_change(li: Staff, sign_in: SignIn) -> None:
    jing = sign_in("jing")
    assert 'value="08:00"' in jing.get("/shop/hours/").content.decode()
    sent = week(day5__closes="12:00", day5__works_until="12:00", day5__lunch_from="",
                day5__lunch_until="")  # fmt: skip
    assert jing.post("/shop/hours/", sent).status_code == 302
    shop = Shop.objects.get()
    assert hours_of(shop).desk.week[5] == ((time(8), time(12)),)
    assert hours_of(shop).work.week[5] == ((time(8), time(12)),)
    assert hours_of(shop).work.week[0] == ((time(8), time(12)), (time(13), time(18)))
    assert 6 not in hours_of(shop).desk.week


@pytest.mark.parametrize("wrong", [{"day0__closes": "07:00"}, {"day0__opens": ""},
                                   {"day0__lunch_until": "11:00"}])  # fmt: skip
def test_hours_that_can_not_be_are_refused(
    li: Staff, sign_in: SignIn, wrong: dict[str, str]
) -> None:
    answer = sign_in("jing").post("/shop/hours/", week(**wrong))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert hours_of(Shop.objects.get()).desk.week[0] == ((time(8), time(18)),)


def test_a_closed_day_and_a_make_up_day(li: Staff, sign_in: SignIn) -> None:
    jing = sign_in("jing")
    closed = {"what": "mark", "day": "2099-10-01", "works_like": "", "why": "国庆"}
    assert jing.post("/shop/hours/", closed).status_code == 302
    make_up = {**closed, "day": "2099-10-04", "works_like": "0"}
    assert jing.post("/shop/hours/", make_up).status_code == 302
    special = hours_of(Shop.objects.get()).desk.special
    assert special == {date(2099, 10, 1): (), date(2099, 10, 4): ((time(8), time(18)),)}
    assert jing.post("/shop/hours/", {**closed, "day": "2020-10-01"}).status_code == 422
    assert jing.post("/shop/hours/", {"what": "unmark", "day": "2099-10-01"}).status_code == 302
    assert date(2099, 10, 1) not in hours_of(Shop.objects.get()).desk.special


def test_15_1_the_rhythm_of_calls_is_the_shops_own(li: Staff, sign_in: SignIn) -> None:
    jing = sign_in("jing")
    page = jing.get("/shop/calls/").content.decode()
    assert all(f'value="{usual}"' in page for usual in (90, 180, 10000))
    typed = {"call_every_days": "60", "service_every_days": "365", "service_every_km": "15000"}
    bad = jing.post("/shop/calls/", {**typed, "call_every_days": "0"})
    assert bad.status_code == 422
    assert 'value="15000"' in bad.content.decode()
    assert not CallRhythm.objects.exists()
    for _ in range(2):  # twice on one day: the last word counts
        assert jing.post("/shop/calls/", typed).status_code == 302
    own = CallRhythm.objects.get()
    assert rhythm_of(li.shop, own.valid_from) == Rhythm(60, 365, 15000)
    assert rhythm_of(li.shop, own.valid_from - timedelta(days=1)) == Rhythm()  # never backwards
    assert sign_in("li").get("/shop/calls/").status_code == 403


def test_at_once_is_as_long_as_the_shop_says(li: Staff, sign_in: SignIn) -> None:
    jing, minutes = sign_in("jing"), {limit.value: "7" for limit in Limit}
    assert jing.post("/shop/limits/", {**minutes, "greet": "0"}).status_code == 422
    assert jing.post("/shop/limits/", {**minutes, "greet": "3"}).status_code == 302
    limits = hours_of(Shop.objects.get()).limits
    assert (limits[Limit.GREET], limits[Limit.MEASURE]) == (3, 7)


def test_places_come_and_go_but_not_while_a_car_is_in_them(li: Staff, sign_in: SignIn) -> None:
    greeted(li, clock("2026-11-23 10:00"), bay="接1")
    jing = sign_in("jing")
    names = {"reception_bay": "接1\n接3", "work_bay": "1号举升", "storage_box": "B-01",
             "key_hook": "K-01", "team": "快修组"}  # fmt: skip
    gone = jing.post("/shop/places/", {**names, "reception_bay": "接3"})
    assert gone.status_code == 422
    assert "接1 现在有车在用" in gone.content.decode()
    assert jing.post("/shop/places/", names).status_code == 302
    shop = li.shop
    assert [p.name for p in places(shop, Place.Kind.RECEPTION_BAY)] == ["接1", "接3"]
    assert Place.objects.filter(name="接2", is_in_use=False).exists()  # its history stays
    assert Team.objects.filter(shop=shop, name="快修组").exists()


def test_somebody_is_hired_and_leaves(li: Staff, sign_in: SignIn) -> None:
    jing = sign_in("jing")
    new = {"name": "新人", "username": "xin", "roles": ["advisor", "cashier"], "password": "short"}
    assert jing.post("/shop/people/new/", new).status_code == 422
    assert jing.post("/shop/people/new/", {**new, "password": "Four-words-12"}).status_code == 302
    xin = Staff.objects.get(username="xin")
    assert xin.acts_as == (Role.ADVISOR, Role.CASHIER)
    answer = Client().post("/sign-in/", {"username": "xin", "password": "Four-words-12"})
    assert answer.status_code == 302
    left = {"name": "新人", "roles": ["advisor"], "password": ""}
    assert jing.post(f"/shop/people/{xin.pk}/", left).status_code == 302
    xin.refresh_from_db()
    assert not xin.is_active
    assert xin.check_password("Four-words-12")
    answer = Client().post("/sign-in/", {"username": "xin", "password": "Four-words-12"})
    assert answer.status_code != 302


def test_the_last_manager_stays_one(staff: dict[str, Staff], sign_in: SignIn) -> None:
    jing = staff["jing"]
    for roles, active in ((["advisor"], "on"), (["shop_manager"], "")):
        sent = {"name": jing.name, "roles": roles, "is_active": active, "password": ""}
        answer = sign_in("jing").post(f"/shop/people/{jing.pk}/", sent)
        assert answer.status_code == 422
        assert "至少要有一位经理" in answer.content.decode()
    jing.refresh_from_db()
    assert jing.is_active


def test_a_person_of_another_shop_is_not_found(li: Staff, sign_in: SignIn) -> None:
    other = Shop.objects.create(name="别家")
    stranger = Staff.objects.create(shop=other, username="else", name="外人", roles=["advisor"])
    assert sign_in("jing").get(f"/shop/people/{stranger.pk}/").status_code == 404


def test_the_wall_has_an_address_that_can_be_changed(li: Staff, sign_in: SignIn) -> None:
    jing = sign_in("jing")
    for _time in range(2):
        before = Shop.objects.get().wall_key
        jing.post("/shop/", {"wall": "1"})
        key = Shop.objects.get().wall_key
        assert key != before
        assert f"/wall/{key}/" in jing.get("/shop/").content.decode()
        assert Client().get(f"/wall/{key}/").status_code == 200
        if before:
            assert Client().get(f"/wall/{before}/").status_code == 404
