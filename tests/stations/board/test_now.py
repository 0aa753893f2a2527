"""The list of what is owed now."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from jieche.board import views
from jieche.board.now import owed_now
from jieche.customers.models import Customer
from jieche.reception.commands import CarTold
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.story_estimate import a_car_in_negotiation, signed
from tests.support.story_follow_up import released
from tests.support.story_reception import arrived

AT = clock("2026-11-23 10:00")


def test_one_act_that_meets_two_duties_is_listed_once_for_the_earlier(li: Staff) -> None:
    visit = a_car_in_negotiation(li, AT)
    signed(visit, li, AT)
    long_past = AT + timedelta(days=9)
    told = [i for i in owed_now(li, long_past) if i.what == Event.TOLD_TO_COLLECT.do_zh]
    assert [item.clause for item in told] == ["11.6"]  # and not 5.4 an hour later once more


def test_a_duty_with_time_gives_way_to_what_can_be_done_now(li: Staff) -> None:
    visit = a_car_in_negotiation(li, AT)
    signed(visit, li, AT)
    here = [item for item in owed_now(li, AT) if item.visit_pk == visit.pk]
    assert Event.TOLD_TO_COLLECT not in {item.event for item in here}
    assert here


def test_what_the_list_does_not_show_is_one_press_away(
    li: Staff, sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_SHOWN", 2)
    for number in range(3):
        arrived(li, AT, car=CarTold(f"沪B1000{number}"), sender=None)
    desk = sign_in("li").get("/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert desk.count("now-item") == 2
    assert 'href="?all=1' in desk
    everything = sign_in("li").get("/?all=1").content.decode()
    assert everything.count("now-item") >= 3
    assert 'href="?all=1' not in everything


def test_who_stands_at_the_desk_comes_before_a_call_and_a_call_that_fits_before_the_rest(
    staff: dict[str, Staff],
) -> None:
    li = staff["li"]
    evening = Customer.objects.create(
        shop=li.shop, name="谢雨", phone="13900001111", preferred_from=time(16, 30),
        preferred_until=time(18), notice_given_at=AT,
    )  # fmt: skip
    first = released(staff, AT, plate="沪B20001")
    Visit.objects.filter(pk=first.pk).update(sender=evening)
    released(staff, AT + timedelta(hours=1), plate="沪B20002")
    late = AT + timedelta(days=9)
    arrived(li, late - timedelta(hours=1), car=CarTold("沪B10000"), sender=None)
    wanted = {Event.CUSTOMER_GREETED, Event.FOLLOWED_UP}

    def plates(at: datetime) -> list[str]:
        seen = [item.car for item in owed_now(li, at) if item.event in wanted]
        return [car.plate for car in seen if isinstance(car, Vehicle)]

    assert plates(late) == ["沪B10000", "沪B20002", "沪B20001"]
    assert plates(late.replace(hour=17)) == ["沪B10000", "沪B20001", "沪B20002"]
