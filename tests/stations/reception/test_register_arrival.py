"""The arrival: a plate brings the rest along, one car has one record and one open visit."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jieche.customers.models import Customer
from jieche.journal.door import Refused
from jieche.reception import commands
from jieche.reception.models import Brings
from jieche.rulebook.words import Event, Stage
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Channel, Visit
from tests.support.cast import clock, utc
from tests.support.story_reception import CHEN, SANTANA, arrived, received

NEW = "/arrivals/new/"
AT = clock("2026-11-23 10:00")
GOOD_VIN = "1M8GDM9AXKP042788"
ODD_VIN = "1M8GDM9A1KP042788"
SignIn = Callable[[str], Client]


def typed(**fields: Any) -> dict[str, Any]:
    """Return the fields of a new car brought by its owner, changed by ``fields``."""
    return {
        "plate": "沪a·d88123", "sender_name": "王建国", "sender_phone": "139 1111 2222",
        "brings": "owner", "channel": "car", "token": "once", **fields,
    }  # fmt: skip


def test_a_new_car_and_its_owner_are_written_and_the_visit_opens(sign_in: SignIn) -> None:
    response = sign_in("li").post(NEW, typed(make="比亚迪", model="秦", year="2022", vin=GOOD_VIN))
    visit = Visit.objects.get()
    assert response["Location"] == f"/visits/{visit.pk}/"
    car = visit.vehicle
    assert car is not None
    assert (car.plate, car.plate_kind, car.vin, car.year) == ("沪AD88123", "green", GOOD_VIN, 2022)
    assert [visit.sender, visit.owner, visit.payer] == [car.owner] * 3
    assert visit.is_first
    assert visit.matter.stands_at is Stage.ARRIVED


def test_a_page_sent_once_that_names_another_car_is_not_taken_for_done(sign_in: SignIn) -> None:
    li = sign_in("li")
    assert li.post(NEW, typed()).status_code == 302
    other = {"plate": "沪AD99999", "sender_name": "周敏", "sender_phone": "13900003333"}
    back = li.post(NEW, typed(**other))
    assert back.status_code == 422
    page = back.content.decode()
    assert "这一页已办过一次" in page
    assert 'value="沪AD99999"' in page
    assert 'name="token" value="once"' not in page
    assert Visit.objects.count() == 1
    assert li.post(NEW, typed(**other, token="new")).status_code == 302
    assert Visit.objects.count() == 2


def test_a_known_plate_alone_opens_the_visit_with_all_it_brings(sign_in: SignIn, li: Staff) -> None:
    before = _ended(li)
    response = sign_in("li").post(NEW, {"plate": "沪A12345", "token": "once"})
    visit = Visit.objects.exclude(pk=before.pk).get()
    assert response["Location"] == f"/visits/{visit.pk}/"
    assert (visit.vehicle, visit.sender, visit.is_first) == (before.vehicle, before.sender, False)


def test_the_last_four_are_enough_where_one_car_has_them(sign_in: SignIn, li: Staff) -> None:
    before = _ended(li)
    sign_in("li").post(NEW, {"plate": "2345", "token": "once"})
    assert Visit.objects.exclude(pk=before.pk).get().vehicle == before.vehicle


def test_a_tail_of_two_cars_is_none(sign_in: SignIn, li: Staff) -> None:
    _ended(li)
    arrived(li, AT, car=commands.CarTold("苏B12345"))
    response = sign_in("li").post(NEW, {"plate": "2345", "token": "once"})
    assert response.status_code == 422
    assert Visit.objects.count() == 2


def test_who_brought_the_car_last_comes_along_with_the_plate(li: Staff) -> None:
    driver = commands.PersonTold("刘洋", phone="13700001111")
    first = commands.register_arrival(
        car=SANTANA, sender=driver, owner=CHEN, brings=Brings.FOR_OWNER, by=li, at=AT
    )
    _leave(first, li)
    again = arrived(li, clock("2026-11-24 10:00"), sender=None)
    assert (str(again.sender), str(again.owner), str(again.payer)) == ("刘洋", "陈静", "刘洋")


def test_an_open_visit_of_the_car_is_opened_instead_of_a_second(sign_in: SignIn, li: Staff) -> None:
    visit = arrived(li, AT)
    response = sign_in("ma").post(NEW, {"plate": "沪A12345", "token": "other"})
    assert response["Location"] == f"/visits/{visit.pk}/"
    assert Visit.objects.count() == 1


def test_a_call_about_the_car_does_not_keep_it_from_arriving(li: Staff) -> None:
    call = arrived(li, AT, channel=Channel.PHONE)
    assert arrived(li, AT).pk != call.pk


def test_the_second_press_opens_no_second_visit(sign_in: SignIn) -> None:
    client = sign_in("li")
    first = client.post(NEW, typed())
    _leave(Visit.objects.get(), Staff.objects.get(username="li"))
    assert client.post(NEW, typed())["Location"] == first["Location"]
    assert Visit.objects.count() == 1


def test_the_gate_notes_the_plate_alone_and_the_advisor_fills_in_the_rest(
    sign_in: SignIn,
) -> None:
    page = sign_in("men").get(NEW).content.decode()
    assert "sender_name" not in page
    assert sign_in("men").post(NEW, {"plate": "沪A99999", "token": "g"})["Location"] == NEW
    visit = Visit.objects.get()
    assert visit.sender is None
    response = sign_in("li").post(
        f"/visits/{visit.pk}/arrival/", typed(plate="沪A99999", make="大众")
    )
    assert response["Location"] == f"/visits/{visit.pk}/"
    visit.refresh_from_db()
    assert visit.vehicle is not None
    assert (visit.vehicle.make, str(visit.sender), str(visit.owner)) == ("大众", "王建国", "王建国")


def test_a_plate_read_wrongly_at_the_gate_is_put_right(sign_in: SignIn) -> None:
    sign_in("men").post(NEW, {"plate": "沪A99998", "token": "g"})
    visit = Visit.objects.get()
    sign_in("li").post(f"/visits/{visit.pk}/arrival/", typed(plate="沪A99999"))
    visit.refresh_from_db()
    assert visit.vehicle is not None
    assert (visit.vehicle.plate, visit.vehicle.visits_so_far, visit.is_first) == (
        "沪A99999",
        1,
        True,
    )
    assert Vehicle.objects.get(plate="沪A99998").visits_so_far == 0


@pytest.mark.parametrize("who", ["wang", "zhao", "sun", "jing"])
def test_others_do_not_register(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).post(NEW, typed()).status_code == 403
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"plate": ""}, "请输入车牌"),
        ({"plate": "A1"}, "缺省份简称"),
        ({"sender_name": ""}, "请问客户姓名"),
        ({"sender_phone": ""}, "请留一个电话"),
        ({"sender_phone": "123"}, "手机号应为 11 位"),
        ({"vin": "123"}, "17"),
        ({"vin": ODD_VIN}, "校验位"),
        ({"year": "2044"}, "还没有这个年款"),
        ({"brings": "for_owner"}, "请问车主是谁"),
        ({"arrived_at": "25:00"}, "不是时间"),
        ({"arrived_at": "23:59"}, "到店时间不能晚于现在"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_written(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], said: str
) -> None:
    _stop_the_clock(monkeypatch)
    response = sign_in("li").post(NEW, typed(**wrong))
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    if "sender_name" not in wrong:
        assert "王建国" in page  # what was typed stays
    assert not Visit.objects.exists()


def test_an_odd_vin_passes_with_a_reason(sign_in: SignIn) -> None:
    sign_in("li").post(NEW, typed(vin=ODD_VIN, vin_note="进口车，行驶证如此"))
    assert Vehicle.objects.get().vin_note == "进口车，行驶证如此"


def test_an_earlier_hour_is_kept(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    _stop_the_clock(monkeypatch)
    sign_in("li").post(NEW, typed(arrived_at="9:40"))
    visit = Visit.objects.get()
    assert visit.arrived_at == utc("2026-11-23 09:40")
    assert visit.matter.entries.get().happened_at == utc("2026-11-23 09:40")


def test_a_phone_on_file_is_asked_about_before_a_second_person_gets_it(
    sign_in: SignIn, li: Staff
) -> None:
    _ended(li)
    other = typed(plate="沪B00001", sender_name="陈晶", sender_phone=CHEN.phone)
    response = sign_in("li").post(NEW, other)
    assert response.status_code == 422
    assert "已登记为 陈静" in response.content.decode()
    sign_in("li").post(NEW, other | {"is_checked": "on"})
    assert Customer.objects.filter(phone=CHEN.phone).count() == 2


def test_13_4_a_phone_on_file_is_asked_about_before_a_second_car_gets_a_file(
    sign_in: SignIn, li: Staff
) -> None:
    _ended(li)
    Vehicle.objects.update(vin="LSVFA49J232037048")
    again = typed(plate="沪B00001", sender_name="陈静", sender_phone=CHEN.phone)
    response = sign_in("li").post(NEW, again)
    assert response.status_code == 422
    assert "已有车辆 沪A·12345" in response.content.decode()
    assert Vehicle.objects.count() == 1
    by_vin = again | {"vin": "LSVFA49J232037048"}  # it is the same car with a new plate
    assert sign_in("li").post(NEW, by_vin).status_code == 302
    assert Vehicle.objects.get().plate == "沪B00001"


def test_13_4_another_car_of_a_customer_on_file_is_ticked(sign_in: SignIn, li: Staff) -> None:
    _ended(li)
    other = typed(plate="沪B00001", sender_name="陈静", sender_phone=CHEN.phone, is_checked="on")
    assert sign_in("li").post(NEW, other).status_code == 302
    assert (Vehicle.objects.count(), Customer.objects.count()) == (2, 1)


def test_the_same_person_with_the_same_phone_gets_one_record(li: Staff) -> None:
    arrived(li, AT)
    arrived(li, AT, car=commands.CarTold("沪B00001"))
    assert Customer.objects.count() == 1


def test_the_owner_with_a_new_phone_stays_one_person(li: Staff) -> None:
    _ended(li)
    moved = commands.PersonTold("陈静", phone="13800009999", title="ms")
    visit = arrived(li, clock("2026-11-24 10:00"), sender=moved)
    assert Customer.objects.count() == 1
    assert visit.sender is not None
    assert visit.sender.phone == "13800009999"
    assert visit.vehicle is not None
    assert visit.vehicle.keys.filter(key="13800009999").exists()


def test_another_name_is_not_made_the_owner_without_saying_so(sign_in: SignIn, li: Staff) -> None:
    before = _ended(li)
    stranger = typed(plate="沪A12345")
    response = sign_in("li").post(NEW, stranger)
    assert response.status_code == 422
    assert "档案里车主是 陈静" in response.content.decode()
    sign_in("li").post(NEW, stranger | {"brings": "new_owner"})
    assert before.vehicle is not None
    before.vehicle.refresh_from_db()
    assert str(before.vehicle.owner) == "王建国"


def test_a_vin_of_another_car_is_refused_until_the_plate_is_said_to_have_moved(
    sign_in: SignIn, li: Staff
) -> None:
    first = arrived(li, AT, car=commands.CarTold("沪A12345", vin=GOOD_VIN))
    _leave(first, li)
    arrived(li, AT, car=commands.CarTold("沪B00001"))
    moved = typed(plate="沪B00001", vin=GOOD_VIN, brings="new_owner")
    response = sign_in("li").post(NEW, moved)
    assert response.status_code == 422
    assert "这个车架号是 沪A·12345 的" in response.content.decode()
    sign_in("li").post(NEW, moved | {"is_other_car": "on"})
    assert Vehicle.objects.get(vin=GOOD_VIN).plate == "沪B00001"
    assert Vehicle.objects.filter(plate="沪A12345").count() == 0


def test_what_another_plate_had_filled_in_is_not_written_to_this_one(
    sign_in: SignIn, li: Staff
) -> None:
    """Enter may be quicker than the answer to the last letter typed."""
    _ended(li)
    response = sign_in("li").post(
        NEW, typed(plate="沪C77777", filled_for="沪A12345", sender_name="陈静", make="大众")
    )
    assert response.status_code == 422
    assert not Vehicle.objects.filter(plate="沪C77777").exists()


def test_two_cars_without_a_plate_are_two_cars(li: Staff) -> None:
    arrived(li, AT, car=commands.CarTold("", plate_kind="none"))
    arrived(li, AT, car=commands.CarTold("", plate_kind="none"))
    assert Vehicle.objects.count() == 2


def test_who_comes_on_foot_needs_no_plate_and_no_name(sign_in: SignIn) -> None:
    sign_in("li").post(NEW, {"channel": "on_foot", "token": "once"})
    visit = Visit.objects.get()
    assert (visit.vehicle, visit.sender, visit.channel_word) == (None, None, Channel.ON_FOOT)


def test_a_call_is_the_desks(li: Staff, staff: dict[str, Staff]) -> None:
    visit = arrived(li, AT, channel=Channel.PHONE)
    assert [entry.what for entry in visit.matter.entries.all()] == [Event.CALL_TAKEN]
    with pytest.raises(Refused):
        arrived(staff["men"], AT, channel=Channel.PHONE, car=None)


def test_an_arrival_of_last_week_is_refused(li: Staff) -> None:
    with pytest.raises(Refused, match="two days"):
        commands.register_arrival(car=SANTANA, arrived_at=clock("2026-11-16 10:00"), by=li, at=AT)


def test_the_page_shows_what_is_known_of_a_plate(sign_in: SignIn, li: Staff) -> None:
    _ended(li)
    page = sign_in("li").get(f"{NEW}?plate=沪A12345").content.decode()
    assert "陈静" in page
    assert "大众 帕萨特 2019" in page
    assert 'name="filled_for" value="沪A12345"' in page


def test_while_it_is_typed_the_page_is_filled_and_cars_are_offered(
    sign_in: SignIn, li: Staff
) -> None:
    _ended(li)
    client = sign_in("li")
    htmx = {"headers": {"HX-Request": "true"}}
    found = client.post("/arrivals/look-up/", {"plate": "沪A12345"}, **htmx)  # type: ignore[arg-type]  # stubs know no headers here
    assert "<html" not in found.content.decode()
    assert "帕萨特" in found.content.decode()
    offered = client.post("/arrivals/look-up/", {"plate": "chenjing"}, **htmx)  # type: ignore[arg-type]  # as above
    assert f"{NEW}?plate=沪A12345" in offered.content.decode()
    plain = client.post("/arrivals/look-up/", {"plate": "沪A12345"})
    assert "<html" in plain.content.decode()
    assert Visit.objects.count() == 1


def test_the_gate_sees_no_persons(sign_in: SignIn, li: Staff) -> None:
    _ended(li)
    for typed_plate in ("沪A12345", "chenjing", "2345"):
        page = sign_in("men").post("/arrivals/look-up/", {"plate": typed_plate}).content.decode()
        assert "陈静" not in page
        assert CHEN.phone not in page


def _ended(li: Staff) -> Visit:
    """Return a visit of Mrs Chen's car that is over."""
    visit = received(li, clock("2026-11-20 10:00"))
    _leave(visit, li)
    return visit


def _leave(visit: Visit, _by: Staff) -> None:
    """Close a visit without the stations that come later."""
    visit.matter.refresh_from_db()
    type(visit.matter).objects.filter(pk=visit.matter.pk).update(
        stage=Stage.LEFT.value, closed_at=AT
    )


def _stop_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request of this test be made at ten o'clock."""
    monkeypatch.setattr("jieche.ui.middleware.datetime", _Ten)


class _Ten:
    @staticmethod
    def now(tz: object) -> object:
        """Return ten o'clock."""
        assert tz is not None
        return utc("2026-11-23 10:00")


def test_after_a_look_up_without_javascript_the_button_opens_the_visit(
    sign_in: SignIn, li: Staff
) -> None:
    _ended(li)
    client = sign_in("li")
    before = client.get(NEW).content.decode()
    assert '<noscript><button class="btn" formaction="/arrivals/look-up/">' in before
    after = client.post("/arrivals/look-up/", {"plate": "沪A12345"}).content.decode()
    assert f'id="arrival-form" action="{NEW}"' in after
    assert "<noscript>" not in after
