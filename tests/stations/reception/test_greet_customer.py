"""Greeting: in time, by name, in a bay that holds no other car."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from jieche.journal.models import Duty
from jieche.journal.queries import last_entry
from jieche.reception import commands, queries
from jieche.reception.models import BayUse
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.visits.models import Channel, Visit
from tests.stations.reception.conftest import Do
from tests.support.cast import clock
from tests.support.story_reception import CHEN, arrived, greeted

AT = clock("2026-11-23 10:00")
OTHER = commands.CarTold("沪B54321", make="本田", model="雅阁", year=2020)


def bay(visit: Visit, name: str) -> Place:
    return Place.objects.get(shop=visit.shop, kind=Place.Kind.RECEPTION_BAY, name=name)


def test_the_car_stands_in_its_bay_and_the_greeter_is_its_advisor(
    do: Do, li: Staff, staff: dict[str, Staff]
) -> None:
    visit = arrived(staff["men"], AT, sender=None)
    do("li", visit, "greet-customer", bay=bay(visit, "接2").pk, ticked="1.2")
    assert visit.matter.stands_at is Stage.GREETED
    assert visit.advisor == li
    assert queries.bay_of(visit) == bay(visit, "接2")
    entry = last_entry(visit.matter, Event.CUSTOMER_GREETED)
    assert entry is not None
    assert (entry.facts["bay"], entry.ticked) == ("接2", ["1.2"])


def test_1_1_the_seconds_until_the_greeting_are_kept(li: Staff) -> None:
    visit = arrived(li, AT)
    commands.greet_customer(visit, bay=bay(visit, "接1"), by=li, at=AT + timedelta(seconds=95))
    entry = last_entry(visit.matter, Event.CUSTOMER_GREETED)
    assert entry is not None
    assert entry.facts["seconds"] == 95
    assert queries.seconds_to_greet(visit, clock("2026-11-23 12:00")) == 95
    duty = Duty.objects.get(matter=visit.matter, clause="1.1")
    assert duty.met_at is not None
    assert duty.met_at < duty.due_at


def test_1_2_the_page_says_the_words_with_the_advisors_own_name(do: Do, li: Staff, sign_in) -> None:  # type: ignore[no-untyped-def]  # the fixture's type stands in cast
    visit = arrived(li, AT)
    page = sign_in("ma").get(visit.get_absolute_url()).content.decode()
    assert "我是接待员马丽" in page
    assert "已等" in page


def test_a_car_needs_a_bay(do: Do, li: Staff) -> None:
    visit = arrived(li, AT)
    assert do("li", visit, "greet-customer").status_code == 422
    assert visit.matter.stands_at is Stage.ARRIVED


def test_1_3_a_bay_with_a_car_in_it_is_refused_and_names_the_car(do: Do, li: Staff) -> None:
    greeted(li, AT, bay="接1")
    visit = arrived(li, AT, car=commands.CarTold("苏B00001"), sender=CHEN)
    response = do("li", visit, "greet-customer", bay=bay(visit, "接1").pk)
    assert response.status_code == 422
    assert "接1 停着 沪A·12345，请另选车位" in response.content.decode()
    assert visit.matter.stands_at is Stage.ARRIVED
    assert not visit.bay_uses.exists()


def test_the_form_offers_free_bays_and_names_the_taken(do: Do, li: Staff, sign_in) -> None:  # type: ignore[no-untyped-def]  # as above
    greeted(li, AT, bay="接1")
    visit = arrived(li, AT, car=commands.CarTold("苏B00001"))
    page = sign_in("li").get(visit.get_absolute_url()).content.decode()
    assert f'value="{bay(visit, "接2").pk}"' in page
    assert f'value="{bay(visit, "接1").pk}"' not in page
    assert "已占：接1 沪A·12345" in page


def test_a_bay_whose_car_has_gone_on_is_free_and_its_use_is_ended(li: Staff) -> None:
    first = greeted(li, AT, bay="接1")
    type(first.matter).objects.filter(pk=first.matter.pk).update(
        stage=Stage.HANDED_IN.value, changed_at=AT + timedelta(hours=1)
    )
    assert queries.bay_is_free(bay(first, "接1"))
    later = AT + timedelta(hours=2)
    second = arrived(li, later, car=commands.CarTold("苏B00001"))
    commands.greet_customer(second, bay=bay(second, "接1"), by=li, at=later)
    assert queries.holder_of(bay(second, "接1")) == second
    assert first.bay_uses.get().until == AT + timedelta(hours=1)


def test_1_3_the_database_itself_holds_one_car_in_a_bay(li: Staff) -> None:
    visit = greeted(li, AT, bay="接1")
    with pytest.raises(IntegrityError), transaction.atomic():
        BayUse.objects.create(visit=visit, bay=bay(visit, "接1"), since=AT)


def test_another_shops_bay_is_none(do: Do, li: Staff) -> None:
    visit = arrived(li, AT)
    box = Place.objects.get(shop=li.shop, kind=Place.Kind.STORAGE_BOX, name="B-01")
    assert do("li", visit, "greet-customer", bay=box.pk).status_code == 422


def test_who_comes_on_foot_needs_no_bay(do: Do, li: Staff) -> None:
    visit = arrived(li, AT, car=None, channel=Channel.ON_FOOT)
    do("li", visit, "greet-customer")
    assert visit.matter.stands_at is Stage.GREETED


def test_a_new_customer_is_noted_once(do: Do, li: Staff) -> None:
    visit = arrived(li, AT)
    do("li", visit, "greet-customer", bay=bay(visit, "接1").pk)
    assert last_entry(visit.matter, Event.NEW_CUSTOMER_MET) is not None
    type(visit).objects.filter(pk=visit.pk).update(is_first=False)
    again = arrived(li, AT, car=commands.CarTold("苏B00001"))
    type(again).objects.filter(pk=again.pk).update(is_first=False)
    do("li", again, "greet-customer", bay=bay(again, "接2").pk)
    assert last_entry(again.matter, Event.NEW_CUSTOMER_MET) is None


@pytest.mark.parametrize("who", ["men", "wang", "zhao", "sun"])
def test_others_do_not_greet(do: Do, li: Staff, who: str) -> None:
    visit = arrived(li, AT)
    assert do(who, visit, "greet-customer", bay=bay(visit, "接1").pk).status_code == 403
    assert visit.matter.stands_at is Stage.ARRIVED
    assert not visit.bay_uses.exists()


def test_a_customer_is_greeted_once(do: Do, li: Staff) -> None:
    visit = greeted(li, AT)
    assert do("ma", visit, "greet-customer", bay=bay(visit, "接2").pk).status_code == 422
    assert visit.advisor == li


def test_1_3_a_car_makes_room_and_the_bay_it_leaves_is_free(do: Do, li: Staff) -> None:
    first = greeted(li, AT, bay="接1")
    moved = do("li", first, "move-to-bay", bay=bay(first, "接2").pk)
    assert moved.status_code == 302
    assert queries.bay_of(first) == bay(first, "接2")
    assert first.matter.stands_at is Stage.GREETED
    entry = last_entry(first.matter, Event.BAY_CHANGED)
    assert entry is not None
    assert entry.facts == {"from": "接1", "bay": "接2"}
    second = arrived(li, AT, car=OTHER)
    assert do("li", second, "greet-customer", bay=bay(second, "接1").pk).status_code == 302


def test_1_3_a_car_is_not_moved_onto_another_nor_by_others(do: Do, li: Staff) -> None:
    first = greeted(li, AT, bay="接1")
    second = greeted(li, AT, bay="接2", car=OTHER)
    assert do("li", first, "move-to-bay", bay=bay(first, "接2").pk).status_code == 422
    assert do("li", first, "move-to-bay", bay="").status_code == 422
    assert do("wang", first, "move-to-bay", bay=bay(first, "接1").pk).status_code == 403
    assert [queries.bay_of(each) for each in (first, second)] == [
        bay(first, n) for n in ("接1", "接2")
    ]
    assert BayUse.objects.filter(until=None).count() == 2
