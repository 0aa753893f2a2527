"""A booking is made: a definite hour, a bay kept, half of costly parts asked ahead."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jieche.appointments import changes, commands, queries
from jieche.appointments.models import Booking, Source
from jieche.journal.door import Refused
from jieche.journal.models import Document
from jieche.journal.queries import breaks, case_of, last_entry
from jieche.rulebook.words import Event, Outcome, Purpose, Stage
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.visits.models import Channel, Visit
from tests.support.cast import clock, utc
from tests.support.story_appointments import AGREED, COSTLY, booked
from tests.support.story_reception import received, talked_over

AT = clock("2026-11-23 10:00")
SignIn = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("monday_ten")


def typed(**fields: Any) -> dict[str, Any]:
    """Return the fields of a good booking, changed by ``fields``."""
    return {
        "starts_at": "周四 10:00", "minutes": "2", "items": "四万公里保养\n检查前制动",
        "estimate_fen": "1109", "source": "customer", "token": "once", **fields,
    }  # fmt: skip


def test_p_1_the_booking_hangs_on_its_visit_and_ends_it(sign_in: SignIn, li: Staff) -> None:
    visit = received(li, AT, purpose=Purpose.BOOKING, wish="想约个保养")
    response = sign_in("li").post(f"/visits/{visit.pk}/agree-booking/", typed(ticked="1.10"))
    booking = Booking.objects.get()
    assert response["Location"] == f"/bookings/{booking.pk}/"
    assert booking.visit == visit
    assert (booking.vehicle, booking.customer) == (visit.vehicle, visit.sender)
    visit.refresh_from_db()
    assert visit.matter.stands_at is Stage.LEAVING
    assert Outcome.of(visit.outcome) is Outcome.BOOKING
    agreed = last_entry(visit.matter, Event.BOOKING_AGREED)
    assert agreed is not None
    assert (agreed.agreed_for, agreed.ticked) == (utc("2026-11-26 10:00"), ["1.10"])


def test_16_2_day_and_hour_stand_on_the_frozen_slip(li: Staff) -> None:
    booking = booked(li, AT)
    assert (booking.starts_at, booking.ends_at) == (
        clock("2026-11-26 10:00"),
        clock("2026-11-26 12:00"),
    )
    slip = json.loads(Document.objects.get(kind="booking").content)
    assert slip["starts_at"] == "2026-11-26 10:00"
    assert [item["item"] for item in slip["items"]] == ["四万公里保养", "检查前制动"]
    assert slip["remind_at"] == "2026-11-25 18:00"
    assert list(breaks(li.shop)) == []


def test_work_over_the_lunch_break_ends_after_it(li: Staff) -> None:
    booking = booked(li, AT, agreed=replace(AGREED, starts_at=clock("2026-11-26 11:00")))
    assert booking.ends_at == clock("2026-11-26 14:00")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts_at": "下周的某天"}, "不是"),
        ({"starts_at": "周四"}, ""),
        ({"starts_at": "周一 9:00"}, "预约时间已过"),
        ({"starts_at": "周日 10:00"}, "不营业"),
        ({"starts_at": "周四 19:30"}, "不营业"),
        ({"starts_at": "2027-09-01 10:00"}, "半年"),
        ({"minutes": "很久"}, "不是工时"),
        ({"minutes": "0"}, "不是工时"),
        ({"items": " "}, ""),
        ({"source": "shop"}, "须经客户同意"),
        ({"estimate_fen": "abc"}, "没有金额"),
    ],
)
def test_16_2_some_time_next_week_is_no_hour(
    sign_in: SignIn, li: Staff, wrong: dict[str, str], said: str
) -> None:
    visit = received(li, AT, purpose=Purpose.BOOKING, wish="想约个保养")
    response = sign_in("li").post(f"/visits/{visit.pk}/agree-booking/", typed(**wrong))
    assert response.status_code == 422
    assert said in response.content.decode()
    if "items" not in wrong:
        assert "检查前制动" in response.content.decode()
    assert not Booking.objects.exists()
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.RECEIVED


def test_16_1_a_proposal_of_the_shop_is_agreed_to(sign_in: SignIn, li: Staff) -> None:
    visit = received(li, AT, purpose=Purpose.BOOKING, wish="什么时候方便都行")
    sign_in("li").post(
        f"/visits/{visit.pk}/agree-booking/", typed(source="shop", is_proposal_agreed="on")
    )
    booking = Booking.objects.get()
    assert booking.source_word is Source.SHOP
    assert booking.agreed_at is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(agreed_at=None)


def test_16_1_who_thought_of_it_is_never_blank(li: Staff) -> None:
    booking = booked(li, AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(source="")


def test_who_came_for_a_repair_may_book_instead(sign_in: SignIn, li: Staff) -> None:
    visit = talked_over(li, AT)
    sign_in("li").post(f"/visits/{visit.pk}/book-instead/", typed())
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.LEAVING
    assert Booking.objects.get().visit == visit


def test_who_came_to_book_finds_the_form_at_once(sign_in: SignIn, li: Staff) -> None:
    visit = received(li, AT, purpose=Purpose.BOOKING, wish="想约个保养")
    page = sign_in("li").get(visit.get_absolute_url()).content.decode()
    assert f'action="/visits/{visit.pk}/agree-booking/"' in page
    assert "请记住预约时间" in page


def test_16_7_two_bookings_of_one_hour_get_two_bays_and_a_third_none(li: Staff) -> None:
    first = booked(li, AT)
    second = booked(li, AT, bay="接2", car=None)
    assert first.work_bay != second.work_bay
    visit = received(li, AT, purpose=Purpose.BOOKING, wish="想约个保养", channel=Channel.ON_FOOT,
                     car=None)  # fmt: skip
    overlapping = replace(AGREED, starts_at=clock("2026-11-26 11:30"))
    with pytest.raises(Refused, match="No work bay is free"):
        commands.agree_booking(visit, agreed=overlapping, by=li, at=AT)
    assert not Booking.objects.filter(visit=visit).exists()
    after = replace(AGREED, starts_at=clock("2026-11-26 13:00"))
    assert commands.agree_booking(visit, agreed=after, by=li, at=AT).work_bay == first.work_bay


def test_16_7_a_bay_that_is_booked_is_refused_by_name(sign_in: SignIn, li: Staff) -> None:
    taken = booked(li, AT).work_bay
    visit = received(li, AT, purpose=Purpose.BOOKING, wish="想约个保养", bay="接2",
                     channel=Channel.ON_FOOT, car=None)  # fmt: skip
    response = sign_in("li").post(f"/visits/{visit.pk}/agree-booking/", typed(bay=taken.pk))
    assert response.status_code == 422
    assert f"{taken.name} 那时已有预约" in response.content.decode()


def test_a_cancelled_booking_gives_its_bay_back(li: Staff) -> None:
    booking = booked(li, AT)
    free = queries.free_bays(li.shop, booking.starts_at, booking.ends_at)
    assert booking.work_bay not in free
    changes.cancel_booking(booking, reason="客户出差", by=li, at=AT + timedelta(hours=1))
    assert booking.work_bay in queries.free_bays(li.shop, booking.starts_at, booking.ends_at)


def test_16_5_half_of_costly_parts_is_asked_ahead(li: Staff) -> None:
    booking = booked(li, AT, agreed=replace(COSTLY, parts_fen=200001))
    assert (booking.costly_parts_fen, booking.deposit_fen) == (200001, 100001)
    assert case_of(booking.matter).has(Event.DEPOSIT_ASKED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(deposit_fen=100000)


def test_16_4_parts_below_the_shops_figure_ask_for_nothing(li: Staff) -> None:
    booking = booked(li, AT, agreed=replace(COSTLY, parts_fen=li.shop.costly_part_fen - 1))
    assert (booking.costly_parts_fen, booking.deposit_fen) == (0, 0)
    assert not case_of(booking.matter).has(Event.DEPOSIT_ASKED)


def test_p_1_a_call_opens_its_visit_and_leaves_it_ended(sign_in: SignIn) -> None:
    response = sign_in("li").post(
        "/bookings/new/",
        typed(plate="沪ad88123", name="王建国", phone="139 1111 2222", title="mr"),
    )
    booking = Booking.objects.get()
    assert response["Location"] == f"/bookings/{booking.pk}/"
    visit = booking.visit
    assert visit.channel_word is Channel.PHONE
    assert visit.matter.stands_at is Stage.BOOKED
    assert visit.wish == "四万公里保养\n检查前制动"
    assert str(visit.vehicle) == "沪AD88123"
    events = [entry.what for entry in visit.matter.entries.all()]
    assert events == [
        Event.CALL_TAKEN, Event.PURPOSE_STATED, Event.BOOKING_AGREED, Event.CALL_ENDED,
    ]  # fmt: skip


def test_who_calls_about_a_known_car_is_not_made_its_owner(sign_in: SignIn, li: Staff) -> None:
    car = received(li, clock("2026-11-20 10:00")).vehicle
    assert car is not None
    sign_in("li").post("/bookings/new/", typed(plate="沪A12345", name="刘洋", phone="13700001111"))
    car.refresh_from_db()
    assert str(car.owner) == "陈静"
    assert str(Booking.objects.get().customer) == "刘洋"


@pytest.mark.parametrize(
    "wrong",
    [{"plate": ""}, {"plate": "x"}, {"name": " "}, {"phone": "12"}, {"starts_at": "某天"}],
)
def test_a_call_that_is_filled_in_wrongly_leaves_nothing(
    sign_in: SignIn, wrong: dict[str, str]
) -> None:
    good = typed(plate="沪AD88123", name="王建国", phone="13911112222")
    response = sign_in("li").post("/bookings/new/", good | wrong)
    assert response.status_code == 422
    assert not Booking.objects.exists()
    assert not Visit.objects.exists()


def test_a_call_that_is_refused_leaves_nothing(sign_in: SignIn) -> None:
    response = sign_in("li").post(
        "/bookings/new/",
        typed(plate="沪AD88123", name="王建国", phone="13911112222", starts_at="周日 10:00"),
    )
    assert response.status_code == 422
    assert "不营业" in response.content.decode()
    assert "王建国" in response.content.decode()
    assert not Visit.objects.exists()


def test_a_second_press_books_once(sign_in: SignIn) -> None:
    client = sign_in("li")
    good = typed(plate="沪AD88123", name="王建国", phone="13911112222")
    pages = {client.post("/bookings/new/", good)["Location"] for _press in range(2)}
    assert len(pages) == 1
    assert Booking.objects.count() == 1


def test_a_known_plate_fills_in_the_caller(sign_in: SignIn, li: Staff) -> None:
    received(li, clock("2026-11-20 10:00"))
    found = sign_in("li").post("/bookings/look-up/", {"plate": "沪A12345"}).content.decode()
    assert 'value="陈静"' in found
    assert 'value="13800002207"' in found
    # An unknown plate fills in nothing, so what is being typed stays as it is.
    unknown = sign_in("li").post("/bookings/look-up/", {"plate": "沪A9", "name": "王"})
    assert (unknown.status_code, unknown.content) == (204, b"")


def test_it_is_the_desks_to_book(sign_in: SignIn, li: Staff) -> None:
    visit = received(li, AT, purpose=Purpose.BOOKING, wish="想约个保养")
    url = f"/visits/{visit.pk}/agree-booking/"
    assert sign_in("sun").post(url, typed()).status_code == 403
    assert not Booking.objects.exists()


def test_a_broken_bay_is_not_kept(li: Staff) -> None:
    Place.objects.filter(shop=li.shop, kind=Place.Kind.WORK_BAY, name="1号举升").update(
        is_in_use=False
    )
    assert booked(li, AT).work_bay.name == "2号举升"
