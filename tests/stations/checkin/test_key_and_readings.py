"""The key, fuel and odometer; and the end of the hand-in. Clauses 6.11, 6.12, 7.1, 7.2."""

from collections.abc import Callable

import pytest
from django.test import Client

from jieche.checkin import commands, queries
from jieche.checkin.models import KeyRecord, Readings
from jieche.checkin.words import Holder
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.values.fuel import Fuel
from jieche.vehicles.queries import found
from jieche.visits.models import Visit
from tests.stations.checkin.conftest import Do, a_signed_car
from tests.support.cast import clock
from tests.support.story_checkin import all_but_complete

AT = clock("2026-11-23 10:10")


def hook(li: Staff, name: str) -> Place:
    return Place.objects.get(shop=li.shop, name=name)


def test_the_tag_bears_the_number_of_its_hook(do: Do, visit: Visit, li: Staff) -> None:
    do("li", visit, "hang-key", hook=hook(li, "K-02").pk, keys="2")
    key = queries.key_of(visit)
    assert key is not None
    assert (key.tag, key.hook, key.keys, key.holder) == ("K-02", "K-02", 2, Holder.CABINET)


def test_the_car_is_found_by_its_tag_while_we_have_its_key(visit: Visit, li: Staff) -> None:
    commands.hang_key(visit, hook=hook(li, "K-01"), tag="红88", by=li, at=AT)
    assert found(li.shop, "红88") == [visit.vehicle]
    commands.move_key(visit, Holder.CUSTOMER, by=li, at=AT)
    assert found(li.shop, "红88") == []


@pytest.mark.parametrize(("second_hook", "tag"), [("K-01", "别"), ("K-02", "K-01")])
def test_6_11_a_hook_and_a_tag_are_one_keys(
    visit: Visit, li: Staff, second_hook: str, tag: str
) -> None:
    other = a_signed_car(li, plate="沪B7K201")
    commands.hang_key(other, hook=hook(li, "K-01"), by=li, at=AT)
    with pytest.raises(Refused, match="another car's key"):
        commands.hang_key(visit, hook=hook(li, second_hook), tag=tag, by=li, at=AT)
    assert queries.key_of(visit) is None
    assert KeyRecord.objects.filter(until=None).count() == 1


def test_a_hook_that_is_taken_is_not_offered(do: Do, visit: Visit, li: Staff) -> None:
    other = a_signed_car(li, plate="沪B7K201")
    commands.hang_key(other, hook=hook(li, "K-01"), by=li, at=AT)
    assert queries.free_hooks(li.shop) == [hook(li, "K-02")]
    response = do("li", visit, "hang-key", hook=hook(li, "K-01").pk, keys="1")
    assert response.status_code == 422
    assert "请换一个" in response.content.decode()


def test_the_log_follows_the_key_from_hand_to_hand(
    visit: Visit, li: Staff, staff: dict[str, Staff]
) -> None:
    commands.hang_key(visit, hook=hook(li, "K-01"), by=li, at=AT)
    for holder, hand in ((Holder.WASHER, "wu"), (Holder.WORKSHOP, "sun"), (Holder.WORKSHOP, "sun")):
        commands.move_key(visit, holder, by=staff[hand], at=AT)
    record = queries.key_record_of(visit)
    assert record is not None
    assert [(move.holder, move.by.name) for move in record.moves.all()] == [
        ("cabinet", "李雯"),
        ("washer", "吴洗车"),
        ("workshop", "孙师傅"),
    ]
    commands.move_key(visit, Holder.CUSTOMER, by=li, at=AT)
    key = queries.key_of(visit)
    assert key is not None
    assert (key.holder, key.is_ours) == (Holder.CUSTOMER, False)
    assert hook(li, "K-01") in queries.free_hooks(li.shop)


def test_a_key_that_was_never_hung_is_nowhere(visit: Visit, li: Staff) -> None:
    commands.move_key(visit, Holder.WORKSHOP, by=li, at=AT)
    assert queries.key_of(visit) is None


@pytest.mark.parametrize(
    ("typed", "eighths", "read"),
    [({"eighths": "5"}, 5, "5/8"), ({"fuel": "62%"}, 5, "62%"), ({"fuel": "半箱"}, 4, "4/8")],
)
def test_fuel_is_read_by_a_touch_or_as_the_display_shows_it(
    do: Do, visit: Visit, typed: dict[str, str], eighths: int, read: str
) -> None:
    do("li", visit, "take-readings", odometer_km="46,210", **typed)
    readings = Readings.objects.get()
    assert (readings.fuel_eighths, readings.fuel_read, readings.odometer_km) == (
        eighths,
        read,
        46210,
    )
    assert visit.vehicle is not None
    visit.vehicle.refresh_from_db()
    assert visit.vehicle.last_km == 46210


@pytest.mark.parametrize("typed", [{"eighths": "5"}, {"odometer_km": "46210"}])
def test_6_12_neither_is_left_blank(do: Do, visit: Visit, typed: dict[str, str]) -> None:
    assert do("li", visit, "take-readings", **typed).status_code == 422
    assert not Readings.objects.exists()


def test_6_12_an_odometer_that_fell_says_why(do: Do, visit: Visit) -> None:
    do("li", visit, "take-readings", odometer_km="46210", eighths="5")
    response = do("li", visit, "take-readings", odometer_km="39870", eighths="5")
    assert response.status_code == 422
    assert "低于上次的 46,210 公里" in response.content.decode()
    assert Readings.objects.count() == 1
    do("li", visit, "take-readings", odometer_km="39870", eighths="5", reason="上次抄错")
    last = queries.readings_of(visit)
    assert last is not None
    assert (last.odometer_km, last.odometer.reason) == (39870, "上次抄错")


def test_a_great_leap_is_asked_about_once(do: Do, visit: Visit) -> None:
    do("li", visit, "take-readings", odometer_km="46210", eighths="5")
    typed = {"odometer_km": "462100", "eighths": "5"}
    response = do("li", visit, "take-readings", **typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "确认无误请再按一次" in page
    assert 'name="sure_km" value="462100"' in page
    do("li", visit, "take-readings", **typed, sure_km="462100")
    assert Readings.objects.count() == 2


def test_7_1_the_customer_is_told_when_all_is_done_and_not_before(
    do: Do, visit: Visit, li: Staff
) -> None:
    response = do("li", visit, "complete-hand-in")
    assert response.status_code == 422
    page = response.content.decode()
    for missing in ("环车检查", "审验随车证件", "清点随车物品", "挂钥匙", "登记油表里程"):
        assert f"须先：{missing}" in page
    all_but_complete(visit, li, AT)
    do("li", visit, "complete-hand-in", ticked="7.1")
    entry = journal.last_entry(visit.matter, Event.HAND_IN_COMPLETED)
    assert entry is not None
    assert entry.ticked == ["7.1"]


@pytest.mark.parametrize("slug", ["see-customer-off", "customer-waits"])
def test_7_2_the_customer_goes_or_waits(do: Do, visit: Visit, li: Staff, slug: str) -> None:
    all_but_complete(visit, li, AT)
    assert do("li", visit, slug).status_code == 422
    commands.complete_hand_in(visit, by=li, at=AT)
    do("li", visit, slug)
    assert visit.matter.stands_at is Stage.HANDED_IN


def test_readings_can_be_taken_by_the_command_alone(visit: Visit, li: Staff) -> None:
    commands.take_readings(visit, fuel=Fuel(100, 100), odometer_km=5, by=li, at=AT)
    assert Readings.objects.get().fuel_eighths == 8


def test_the_cabinet_shows_each_key_and_hands_it_on(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    commands.hang_key(visit, hook=hook(li, "K-01"), by=li, at=AT)
    sun = sign_in("sun")
    assert [(h.name, h.key is not None) for h, _to in sun.get("/keys/").context["hooks"]] == [
        ("K-01", True),
        ("K-02", False),
    ]
    for _press in range(2):
        sun.post("/keys/", {"visit": visit.pk, "holder": "workshop", "token": "once"})
    record = queries.key_record_of(visit)
    assert record is not None
    assert [move.holder for move in record.moves.all()] == ["cabinet", "workshop"]


def test_a_key_goes_back_to_the_customer_with_the_six_things_only(
    visit: Visit, li: Staff, sign_in: Callable[[str], Client]
) -> None:
    commands.hang_key(visit, hook=hook(li, "K-01"), by=li, at=AT)
    response = sign_in("li").post("/keys/", {"visit": visit.pk, "holder": "customer"})
    assert response.status_code == 404
    assert sign_in("zhao").get("/keys/").status_code == 403
