"""Hours that can be booked: where a bay and somebody are free nine times of ten (16.7)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from jieche.appointments import room
from jieche.appointments.models import Booking
from jieche.appointments.room import Wanted
from jieche.estimate import rooms
from jieche.estimate.rooms import Slot, chance_of_room, open_days, slots_of
from jieche.journal.models import Entry
from jieche.reception.commands import CarTold
from jieche.rulebook.words import Event, Purpose
from jieche.shop.models import Place, Shop, SpecialDay
from jieche.shop.queries import forget_hours
from jieche.shop.words import BayKind
from jieche.staff.models import Staff
from tests.stations.appointments.conftest import stop_the_clock
from tests.support.cast import clock
from tests.support.story_appointments import AGREED, booked
from tests.support.story_reception import CHEN, received

SignIn = Callable[[str], Client]
NOW = clock("2026-11-23 10:00")  # a Monday
THURSDAY, TEN = clock("2026-11-26 00:00").date(), clock("2026-11-26 10:00")
HALF = timedelta(minutes=30)
EARLY = NOW - timedelta(hours=1)
CAMRY = CarTold("沪B66K88", make="丰田", model="凯美瑞", year=2020)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, "2026-11-23 10:00")


def bays_of(shop: Shop) -> list[Place]:
    return list(Place.objects.filter(shop=shop, kind="work_bay").order_by("pk"))


def thursday(shop: Shop, **asked: Any) -> dict[str, float]:
    found, _typed = slots_of(shop, [THURSDAY], Wanted(NOW, **({"minutes": 60} | asked)), NOW)
    return {f"{each.starts_at.astimezone(TEN.tzinfo):%H:%M}": each.chance for each in found}


def by_phone(**typed: str) -> dict[str, str]:
    return {
        "plate": "沪A88K88", "name": "赵敏", "phone": "13800138000", "items": "保养",
        "starts_at": "2026-11-26 10:00", "minutes": "1", "source": "customer", "token": "once",
        **typed,
    }  # fmt: skip


def test_an_empty_shop_is_free_in_all_its_hours(shop: Shop, staff: dict[str, Staff]) -> None:
    chances = thursday(shop)
    assert set(chances.values()) == {1.0}
    assert "10:00" in chances
    assert "12:00" not in chances  # nobody works at noon
    early, _typed = slots_of(shop, [NOW.date()], Wanted(NOW, 60), NOW)
    assert early[0].starts_at == NOW + HALF  # the present moment is over


def test_one_pair_of_hands_can_be_booked_once(shop: Shop, staff: dict[str, Staff]) -> None:
    booked(staff["li"], EARLY)  # ten to twelve; one technician, two bays
    chances = thursday(shop)
    assert chances["10:00"] < 0.5
    assert chances["09:30"] < 0.9
    assert chances["15:00"] > 0.8  # more work may be found on the car that is booked


def test_the_chance_is_the_engines_own(shop: Shop, staff: dict[str, Staff]) -> None:
    booked(staff["li"], EARLY)
    one = chance_of_room(shop, Wanted(TEN, 60), NOW)
    assert one == thursday(shop)["10:00"]


def test_a_bay_that_is_booked_is_full_whoever_is_idle(
    shop: Shop, staff: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jieche.promise.Outlook.room_for", lambda *_args: 1.0)
    slip = booked(staff["li"], EARLY)
    chances = thursday(shop, bay=slip.work_bay)
    assert (chances["09:30"], chances["10:00"], chances["13:00"]) == (0.0, 0.0, 1.0)
    (other,) = [bay for bay in bays_of(shop) if bay != slip.work_bay]
    assert thursday(shop, bay=other)["10:00"] == 1.0
    assert thursday(shop)["10:00"] == 1.0


def test_a_kind_of_bay_is_asked_for_by_the_bay(shop: Shop, staff: dict[str, Staff]) -> None:
    lift, paint = bays_of(shop)
    Place.objects.filter(pk=lift.pk).update(work_kind=BayKind.LIFT.value)
    Place.objects.filter(pk=paint.pk).update(work_kind=BayKind.PAINT.value)
    paint.refresh_from_db()
    wang = staff["wang"]
    wang.trades = ["mechanic", "paint"]
    wang.save()
    assert thursday(shop, bay=paint)["10:00"] == 1.0
    booked(staff["li"], EARLY, agreed=replace(AGREED, bay=paint))
    assert thursday(shop, bay=paint)["10:00"] == 0.0
    assert thursday(shop)["10:00"] < 0.9  # the lift is free, its only hand paints


def test_a_booking_that_is_moved_does_not_stand_in_its_own_way(
    shop: Shop, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    slip = booked(staff["li"], EARLY)
    assert thursday(shop, besides=slip.pk)["10:00"] == 1.0
    given = {"starts_at": "2026-11-26 10:30", "minutes": "1", "reason": "晚半小时", "token": "m"}
    answer = sign_in("li").post(f"/bookings/{slip.pk}/move-booking/", given)
    assert answer.status_code == 302


def test_days_without_work_are_passed_over(shop: Shop) -> None:
    SpecialDay.objects.create(shop=shop, day=THURSDAY, works_like=None)
    forget_hours()
    found = open_days(shop, THURSDAY - timedelta(days=1), 3)
    assert [day.isoformat() for day in found] == ["2026-11-25", "2026-11-27", "2026-11-28"]
    assert chance_of_room(shop, Wanted(TEN, 60), NOW) is None  # the desk is shut


def test_a_past_hour_has_no_chance_to_be_told(shop: Shop) -> None:
    assert chance_of_room(shop, Wanted(NOW, 60), NOW) is None


@pytest.mark.parametrize(
    ("chance", "tone"), [(0.9, "green"), (0.89, "amber"), (0.5, "amber"), (0.49, "red")]
)
def test_free_tight_and_full(chance: float, tone: str) -> None:
    assert Slot(TEN, TEN + HALF, chance).tone == tone


# -- on the page and in the form -------------------------------------------------------------------


def test_the_page_leads_to_a_booking_at_the_hour(staff: dict[str, Staff], sign_in: SignIn) -> None:
    client = sign_in("li")
    page = client.get("/bookings/slots/?day=2026-11-26&minutes=1.5").content.decode()
    assert "可约时间" in page
    link = "/bookings/new/?starts_at=2026-11-26+10%3A00&amp;minutes=1.5"
    assert link in page
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert 'value="2026-11-26 10:00"' in form
    assert 'value="1.5"' in form
    assert sign_in("wang").get("/bookings/slots/").status_code == 403


def test_the_part_for_a_form_fills_it_in_and_says_the_chance_of_the_typed_hour(
    staff: dict[str, Staff], sign_in: SignIn
) -> None:
    booked(staff["li"], EARLY)
    asked = "/bookings/slots/?starts_at=周四 10:10&minutes=1"
    part = sign_in("li").get(asked, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'data-hour="2026-11-26 15:00"' in part
    assert "11-26 10:10 有工位又有人手的把握约" in part
    assert "is-red" in part
    plain = sign_in("li").get("/bookings/slots/?starts_at=那天&minutes=x&bay=y&besides=z&day=w")
    assert plain.status_code == 200


def test_the_form_names_the_page_and_needs_no_script(sign_in: SignIn, li: Staff) -> None:
    assert 'href="/bookings/slots/"' in sign_in("li").get("/bookings/new/").content.decode()
    slip = booked(li, EARLY)
    page = sign_in("li").get(f"/bookings/{slip.pk}/?act=move-booking").content.decode()
    assert f'href="/bookings/slots/?besides={slip.pk}"' in page


def test_16_7_an_hour_with_little_room_is_asked_about_once(
    staff: dict[str, Staff], sign_in: SignIn
) -> None:
    booked(staff["li"], EARLY)
    client = sign_in("li")
    answer = client.post("/bookings/new/", by_phone())
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "有工位又有人手的把握只有约" in page
    assert "赵敏" in page  # what was typed is kept
    assert Booking.objects.count() == 1
    sure = page.split('name="sure_hour" value="')[1].split('"')[0]
    other = client.post("/bookings/new/", by_phone(sure_hour=sure, starts_at="2026-11-26 10:30"))
    assert other.status_code == 422  # sure of another hour
    assert client.post("/bookings/new/", by_phone(sure_hour=sure)).status_code == 302
    assert Booking.objects.count() == 2
    told, sure_of = Entry.objects.filter(event=Event.BOOKING_MADE.value).order_by("number")
    assert told.facts["room_percent"] is None  # made by hand, nobody was warned
    warned = re.search(r"把握只有约\s*(\d+)\s*%", page)
    assert warned is not None
    assert sure_of.facts["room_percent"] == int(warned[1])


def test_1_10_the_booking_agreed_in_a_visit_is_asked_the_same(
    staff: dict[str, Staff], sign_in: SignIn
) -> None:
    booked(staff["li"], EARLY)
    visit = received(
        staff["li"], NOW - HALF, purpose=Purpose.BOOKING, bay="接2", car=CAMRY, sender=CHEN
    )
    client = sign_in("li")
    assert 'hx-get="/bookings/slots/"' in client.get(f"/visits/{visit.pk}/").content.decode()
    given = {name: value for name, value in by_phone().items() if name not in {"plate", "name"}}
    answer = client.post(f"/visits/{visit.pk}/agree-booking/", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "有工位又有人手的把握只有约" in page
    sure = page.split('name="sure_hour" value="')[1].split('"')[0]
    answer = client.post(f"/visits/{visit.pk}/agree-booking/", given | {"sure_hour": sure})
    assert answer.status_code == 302


def test_where_all_bays_are_booked_the_book_refuses_and_nobody_is_asked(
    staff: dict[str, Staff], sign_in: SignIn
) -> None:
    slip = booked(staff["li"], EARLY)
    given = by_phone(bay=str(slip.work_bay_id))
    page = sign_in("li").post("/bookings/new/", given).content.decode()
    assert "那时已有预约" in page
    assert "把握只有约" not in page


def test_without_the_station_that_can_tell_an_hour_is_booked_as_before(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert room._teller() is rooms
    monkeypatch.setattr(room, "_teller", lambda: None)
    assert room.chance_of_room(shop, Wanted(TEN, 60), NOW) is None
    assert room.hours_url() == ""
