"""One car, one file: plate and VIN are mended, two records of one car are put together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jieche.appointments.commands import book_by_phone
from jieche.appointments.models import Booking
from jieche.care import file_queries as files
from jieche.care.file_commands import lend_file, move_file, set_up_file
from jieche.care.file_models import CustomerFile, FiledPaper, FileTrace
from jieche.care.models import FollowUp
from jieche.care.one_car_commands import put_together
from jieche.customers.commands import know_customer
from jieche.journal.door import Refused
from jieche.journal.models import Document, Entry
from jieche.journal.queries import breaks
from jieche.reception.commands import CarTold
from jieche.shop.models import Shop
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from jieche.values.plate import PlateKind, parse
from jieche.vehicles.commands import know_vehicle, read_odometer
from jieche.vehicles.models import SearchKey, Vehicle
from jieche.vehicles.queries import by_plate, found
from jieche.visits.models import Visit
from tests.support.cast import PEOPLE, clock, make_shop
from tests.support.hands import forms_of
from tests.support.story_appointments import AGREED, booked
from tests.support.story_file import filed
from tests.support.story_follow_up import called
from tests.support.story_reception import arrived

AT = clock("2026-11-23 08:30")
TUESDAY = clock("2026-11-24 08:30")
LATER = clock("2026-11-25 09:00")
VIN = "LSVFA49J232037048"
OTHER_VIN = "LSVAA49J132047371"
Browser = Callable[[str], Client]
People = dict[str, Staff]


@pytest.fixture
def file(staff: People) -> CustomerFile:
    """The file of 沪A12345, which was here on Monday; its VIN was not noted."""
    return filed(staff, AT)


@pytest.fixture
def second(file: CustomerFile, staff: People) -> CustomerFile:
    """A second file of the same car, made on Tuesday under a plate that was read wrongly."""
    return filed(staff, TUESDAY, "沪A12346")


def together(file: CustomerFile, second: CustomerFile, who: Staff, reason: str = "行驶证") -> Any:
    """Put the second record into the first."""
    return put_together(
        Vehicle.objects.get(pk=file.vehicle_id), goes=Vehicle.objects.get(pk=second.vehicle_id),
        reason=reason, by=who, at=LATER,
    )  # fmt: skip


def why_not(file: CustomerFile, second: CustomerFile, who: Staff) -> list[str]:
    """Try to put them together; return the reasons, with nothing changed."""
    before = list(Vehicle.objects.order_by("pk").values()), FileTrace.objects.count()
    with pytest.raises(Refused) as refused:
        together(file, second, who)
    assert (list(Vehicle.objects.order_by("pk").values()), FileTrace.objects.count()) == before
    return [reason.zh for reason in refused.value.reasons]


# -- put together ----------------------------------------------------------------------------------


def test_13_2_everything_that_pointed_at_the_second_record_points_at_the_first(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    booked(staff["li"], LATER, car=CarTold("沪A12346"))
    papers = FiledPaper.objects.count()
    entries, documents = Entry.objects.count(), Document.objects.count()
    car = together(file, second, staff["dang"]).vehicle
    assert Visit.objects.filter(vehicle=car).count() == 3
    assert Booking.objects.get().vehicle == car
    assert car.readings.count() == 2
    assert car.visits_so_far == 3
    assert (car.first_seen_at, car.last_seen_at) == (AT, LATER)
    assert FiledPaper.objects.filter(file=file).count() == papers
    gone = Vehicle.objects.get(pk=second.vehicle_id)
    assert (gone.merged_into, gone.plate, gone.vin, gone.owner) == (car, "", "", None)
    assert not Visit.objects.filter(vehicle=gone).exists()
    assert not SearchKey.objects.filter(vehicle=gone).exists()
    # The journal and what is frozen are as they were.
    assert (Entry.objects.count(), Document.objects.count()) == (entries, documents)
    assert list(breaks(file.shop)) == []


def test_13_2_facts_fill_what_is_blank_and_overwrite_nothing(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    other = know_customer(file.shop, name="王建国", phone="13900001111", at=AT)
    Vehicle.objects.filter(pk=second.vehicle_id).update(
        vin=VIN, vin_note="照铭牌", make="丰田", colour="白", owner=other
    )
    car = together(file, second, staff["dang"]).vehicle
    assert (car.plate, car.vin, car.vin_note, car.colour) == ("沪A12345", VIN, "照铭牌", "白")
    assert (car.make, str(car.owner)) == ("大众", "陈静")
    words = FileTrace.objects.filter(file=file, what="mended").order_by("pk")
    assert [line.words for line in words] == [f"— → {VIN} · 行驶证", "— → 白 · 行驶证"]
    merged = FileTrace.objects.get(file=file, what="merged").words
    assert merged.startswith(f"沪A12346 · {VIN} · 王建国 · ")  # what is on no record any more


def test_13_4_the_car_is_found_by_what_is_true_of_it(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    other = know_customer(file.shop, name="王建国", phone="13900001111", at=AT)
    car, _new = know_vehicle(file.shop, plate="沪A12346", owner=other, at=LATER)
    order = Visit.objects.get(vehicle=car).order.number
    first = Visit.objects.get(vehicle=file.vehicle).order.number
    together(file, second, staff["dang"])
    for words in ("沪A12345", order, first, "13900001111", "1111", "13800002207", "wangjianguo"):
        assert [car.pk for car in found(file.shop, words)] == [file.vehicle_id], words
    assert found(file.shop, "沪A12346") == []  # that plate is on no car
    assert by_plate(file.shop, "沪A12346") is None


def test_13_2_the_file_that_goes_is_closed_and_both_logs_say_so(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    place = second.cabinet
    together(file, second, staff["he"])
    second.refresh_from_db()
    assert second.merged_into == file
    ours = FileTrace.objects.get(file=file, what="merged")
    assert ours.words == f"沪A12346 · {second.number} · {place} · 行驶证"
    theirs = FileTrace.objects.get(file=second, what="merged")
    assert theirs.words == f"→ {file.number} · 沪A12345 · 行驶证"
    assert {ours.by, theirs.by} == {staff["he"]}
    move_file(file, cabinet=place, by=staff["dang"], at=LATER)  # its place is free
    third = filed(staff, clock("2026-11-26 08:30"), "沪A77777")
    assert third.number not in {file.number, second.number}
    assert [each.file_id for each in files.traces_of(file)].count(second.pk) >= 2
    with pytest.raises(Refused, match="was put into"):
        move_file(second, cabinet="C-01-01", by=staff["dang"], at=LATER)


def test_15_1_one_call_stays_planned(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    thursday = clock("2026-11-26 10:00")
    first, last = (Visit.objects.get(vehicle_id=each.vehicle_id) for each in (file, second))
    called(first, staff["li"], thursday)
    called(last, staff["li"], thursday + timedelta(hours=1))
    assert FollowUp.objects.filter(is_last=True).count() == 2
    put_together(
        file.vehicle, goes=second.vehicle, reason="行驶证", by=staff["dang"],
        at=thursday + timedelta(hours=2),
    )  # fmt: skip
    assert FollowUp.objects.get(is_last=True).visit == last


def test_an_open_visit_of_the_record_that_goes_is_moved_along(
    file: CustomerFile, staff: People
) -> None:
    visit = arrived(staff["li"], LATER, car=CarTold("沪A12346"))
    goes = Vehicle.objects.get(plate="沪A12346")
    put_together(file.vehicle, goes=goes, reason="行驶证", by=staff["dang"], at=LATER)
    visit.refresh_from_db()
    assert visit.vehicle == file.vehicle
    assert not visit.is_first
    assert not CustomerFile.objects.exclude(pk=file.pk).exists()
    again = arrived(staff["li"], LATER + timedelta(minutes=1))
    assert again.pk == visit.pk  # its visit is open: no second one


def test_three_records_become_one(
    file: CustomerFile, second: CustomerFile, staff: People, sign_in: Browser
) -> None:
    third = filed(staff, clock("2026-11-24 09:30"), "沪A77777")
    together(second, third, staff["dang"])
    together(file, second, staff["dang"])
    for each in (second, third):
        each.refresh_from_db()
        assert each.merged_into == file
        page = sign_in("li").get(f"/files/{each.vehicle_id}/")
        assert page.headers["Location"] == f"/files/{file.vehicle_id}/"


# -- refused ---------------------------------------------------------------------------------------


def test_13_2_two_vins_are_two_cars(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    Vehicle.objects.filter(pk=file.vehicle_id).update(vin=VIN)
    Vehicle.objects.filter(pk=second.vehicle_id).update(vin=OTHER_VIN)
    (reason,) = why_not(file, second, staff["dang"])
    assert f"车架号不同（{VIN}，{OTHER_VIN}）" in reason


def test_every_reason_is_said_at_once(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    Vehicle.objects.filter(pk=file.vehicle_id).update(vin=VIN)
    Vehicle.objects.filter(pk=second.vehicle_id).update(vin=OTHER_VIN)
    for each, bay in ((file, "接1"), (second, "接2")):
        plate = Vehicle.objects.get(pk=each.vehicle_id).plate
        booked(staff["li"], LATER, car=CarTold(plate), bay=bay)
        arrived(staff["li"], LATER + timedelta(hours=1), car=CarTold(plate))
        lend_file(
            each, borrower=staff["ma"], reason="核对", due_on=LATER.date(), by=staff["dang"],
            at=LATER,
        )  # fmt: skip
    reasons = why_not(file, second, staff["dang"])
    assert [words[:4] for words in reasons[:2]] == ["车架号不", "两份都有"]
    assert "同一时间" in reasons[2]
    assert [words[:14] in f"档案 {each.number} 已借" for words, each in zip(
        reasons[3:], (file, second), strict=True
    )] == [True, True]  # fmt: skip


def test_bookings_of_other_hours_are_not_in_the_way(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    friday = replace(AGREED, starts_at=clock("2026-11-27 10:00"))
    for plate, agreed in (("沪A12345", AGREED), ("沪A12346", friday)):
        book_by_phone(
            plate=parse(plate), name="陈静", phone="13800002207", agreed=agreed, by=staff["li"],
            at=LATER,
        )  # fmt: skip
    car = together(file, second, staff["dang"]).vehicle
    assert Booking.objects.filter(vehicle=car).count() == 2


def test_a_record_without_a_file_does_not_swallow_one_that_has_it(
    file: CustomerFile, staff: People
) -> None:
    bare, _new = know_vehicle(file.shop, plate="沪A12346", at=LATER)
    with pytest.raises(Refused, match="has no file"):
        put_together(bare, goes=file.vehicle, reason="行驶证", by=staff["dang"], at=LATER)


def test_a_car_of_another_shop_and_the_record_itself_are_refused(
    file: CustomerFile, staff: People
) -> None:
    there = hire(make_shop("另一家"), "else", "别人", PEOPLE["dang"][1])
    away, _new = know_vehicle(there.shop, plate="沪A12346", at=LATER)
    for by, goes in ((staff["dang"], away), (there, away), (staff["dang"], file.vehicle)):
        with pytest.raises(Refused):
            put_together(file.vehicle, goes=goes, reason="行驶证", by=by, at=LATER)
    assert Shop.objects.count() == 2


def test_done_once_and_not_back_again(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    together(file, second, staff["dang"])
    for stays, goes in ((file, second), (second, file)):
        (reason,) = why_not(stays, goes, staff["he"])
        assert reason == "已经并入 沪A12345 的车档"


def test_the_database_lets_no_merged_record_name_a_car(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    together(file, second, staff["dang"])
    for wrong in ({"plate": "沪A12346"}, {"vin": VIN}, {"merged_into": second.vehicle_id}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vehicle.objects.filter(pk=second.vehicle_id).update(**wrong)


def test_what_is_done_with_a_record_after_it_went_reaches_the_one_that_stays(
    file: CustomerFile, second: CustomerFile, staff: People
) -> None:
    """A page may have read the old record a moment before."""
    stale = Vehicle.objects.get(pk=second.vehicle_id)
    visit = Visit.objects.get(vehicle=stale)
    together(file, second, staff["dang"])
    read_odometer(stale, 47000, at=LATER)
    file.vehicle.refresh_from_db()
    assert file.vehicle.last_km == 47000
    assert visit.vehicle_id == stale.pk
    again = set_up_file(visit, by=staff["li"], at=LATER)
    assert again.pk == file.pk


# -- on the page -----------------------------------------------------------------------------------


def test_13_2_the_page_compares_and_puts_together_once(
    file: CustomerFile, second: CustomerFile, staff: People, sign_in: Browser
) -> None:
    Vehicle.objects.filter(pk=second.vehicle_id).update(vin=VIN)
    dang, address = sign_in("dang"), f"/files/{file.vehicle_id}/merge/"
    page = dang.get(address, {"other": "沪A·12346"}).content.decode()
    for words in (VIN, "补上", "不采用", second.number, second.cabinet):
        assert words in page
    form = next(form for form in forms_of(page).values() if "is_same" in form.names)
    untouched = dang.post(address, form.filled({"reason": "行驶证"}))
    assert untouched.status_code == 422
    assert "请核对后勾选" in untouched.content.decode()
    assert 'value="行驶证"' in untouched.content.decode()
    no_reason = dang.post(address, form.filled({"is_same": "on", "reason": " "}))
    assert no_reason.status_code == 422
    assert not FileTrace.objects.filter(what="merged").exists()
    for _press in range(2):
        answer = dang.post(address, form.filled({"is_same": "on", "reason": "行驶证"}))
        assert answer.headers["Location"] == f"/files/{file.vehicle_id}/"
    assert FileTrace.objects.filter(what="merged").count() == 2
    late = sign_in("he").post(
        address, {"goes": str(second.vehicle_id), "is_same": "on", "reason": "行驶证"}
    )
    assert late.status_code == 422
    assert "已经并入" in late.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("沪Z99999", "没有别的车档"), ("沪A12345", "这就是本份车档"), ("", "请填写这一项"),
        ("13800002207", "不止一台车符合"),
    ],
)  # fmt: skip
def test_the_other_record_is_asked_for_until_it_is_one(
    file: CustomerFile, second: CustomerFile, staff: People, sign_in: Browser, typed: str,
    words: str,
) -> None:  # fmt: skip
    filed(staff, clock("2026-11-24 09:30"), "沪A77777")
    page = sign_in("dang").get(f"/files/{file.vehicle_id}/merge/", {"other": typed})
    assert words in page.content.decode()
    assert f'value="{typed}"' in page.content.decode() or not typed


def test_what_is_in_the_way_stands_there_before_anything_is_pressed(
    file: CustomerFile, second: CustomerFile, staff: People, sign_in: Browser
) -> None:
    lend_file(
        second, borrower=staff["ma"], reason="核对", due_on=LATER.date(), by=staff["dang"], at=LATER
    )
    page = sign_in("dang").get(f"/files/{file.vehicle_id}/merge/?other=12346").content.decode()
    assert "已借给马丽" in page
    assert f'href="/files/{second.vehicle_id}/?deed=take-back#keep"' in page
    assert 'name="is_same"' not in page


def test_13_6_only_the_keeper_and_managers_put_together(
    file: CustomerFile, second: CustomerFile, sign_in: Browser
) -> None:
    address = f"/files/{file.vehicle_id}/merge/"
    for who in ("li", "zhao"):
        assert sign_in(who).get(address).status_code == 403
    assert address not in sign_in("li").get(f"/files/{file.vehicle_id}/").content.decode()
    for who in ("dang", "he", "jing"):
        assert address in sign_in(who).get(f"/files/{file.vehicle_id}/").content.decode()


def test_the_old_address_leads_to_the_one_that_stays(
    file: CustomerFile, second: CustomerFile, staff: People, sign_in: Browser
) -> None:
    together(file, second, staff["dang"])
    dang, old, new = sign_in("dang"), f"/files/{second.vehicle_id}/", f"/files/{file.vehicle_id}/"
    assert dang.get(old).headers["Location"] == new
    assert dang.get(f"{old}merge/").headers["Location"] == f"{new}merge/"
    stale = dang.post(f"{old}move/", {"cabinet": "C-01-01"}, follow=True)
    assert stale.redirect_chain == [(new, 302)]
    assert f"已并入 {file.number}" in stale.content.decode()
    page = dang.get(new).content.decode()
    assert f"并有 {second.number}" in page
    log = dang.get("/files/log/").content.decode()
    assert f'href="{old}"' not in log
    assert "共 1 份" in dang.get("/files/cabinet/").content.decode()


# -- the plate is mended ---------------------------------------------------------------------------


def mend(client: Client, file: CustomerFile, **typed: str) -> Any:
    """Send the mending form as the page gives it, with ``typed`` over it."""
    address = f"/files/{file.vehicle_id}/mend/"
    form = forms_of(client.get(f"/files/{file.vehicle_id}/").content.decode())[address]
    ticks = {name: value for name, value in typed.items() if name.startswith("is_")}
    rest = {name: value for name, value in typed.items() if name not in ticks}
    return client.post(address, form.filled({"reason": "照行驶证", **rest}) | ticks)


def test_13_2_a_plate_is_mended_with_its_kind_and_a_reason(
    file: CustomerFile, sign_in: Browser
) -> None:
    assert mend(sign_in("dang"), file, plate="沪ad12345").status_code == 302
    car = Vehicle.objects.get(pk=file.vehicle_id)
    assert (car.plate, car.plate_kind) == ("沪AD12345", "green")
    lines = FileTrace.objects.filter(file=file, what="mended").order_by("pk")
    assert [line.words for line in lines] == [
        "沪A12345 → 沪AD12345 · 照行驶证", "蓝牌 → 绿牌 · 照行驶证",
    ]  # fmt: skip
    assert [hit.pk for hit in found(file.shop, "AD12345")] == [car.pk]
    assert found(file.shop, "沪A12345") == []


@pytest.mark.parametrize(
    ("before", "typed", "asked", "after"),
    [
        ("blue", "沪A12345", "yellow", "yellow"),
        ("yellow", "沪A55555", "yellow", "yellow"),  # a kind that still fits stays
        ("green", "沪A55555", "green", "blue"),  # one that does not gives way
        ("none", "沪A55555", "none", "blue"),
        ("blue", "沪A55555", "", "blue"),
    ],
)
def test_the_kind_goes_with_the_plate(
    file: CustomerFile, sign_in: Browser, before: str, typed: str, asked: str, after: str
) -> None:
    Vehicle.objects.filter(pk=file.vehicle_id).update(plate_kind=before)
    assert mend(sign_in("dang"), file, plate=typed, plate_kind=asked).status_code == 302
    car = Vehicle.objects.get(pk=file.vehicle_id)
    assert (car.plate, car.plate_kind) == (typed, after)


def test_a_plate_is_taken_off_only_while_a_vin_names_the_car(
    file: CustomerFile, sign_in: Browser
) -> None:
    dang = sign_in("dang")
    answer = mend(dang, file, plate="")
    assert answer.status_code == 422
    assert "车牌和车架号至少留一个" in answer.content.decode()
    assert mend(dang, file, plate="无牌", plate_kind="none", vin=VIN).status_code == 302
    car = Vehicle.objects.get(pk=file.vehicle_id)
    assert (car.plate, car.plate_kind, car.vin) == ("", PlateKind.NONE.value, VIN)


def test_a_plate_of_no_usual_pattern_is_asked_about(file: CustomerFile, sign_in: Browser) -> None:
    dang = sign_in("dang")
    answer = mend(dang, file, plate="沪A1234")
    assert answer.status_code == 422
    assert "不是常见的格式" in answer.content.decode()
    assert mend(dang, file, plate="沪A1234", is_checked="on").status_code == 302


def test_13_2_a_plate_on_another_record_is_refused_until_it_is_said_to_have_moved(
    file: CustomerFile, second: CustomerFile, sign_in: Browser
) -> None:
    dang = sign_in("dang")
    answer = mend(dang, file, plate="沪A12346", colour="白")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "沪A·12346 在另一份车档里（大众 帕萨特 2019 陈静）" in page
    assert 'value="沪A12346"' in page
    assert 'value="白"' in page
    assert f'href="/files/{file.vehicle_id}/merge/?other=%E6%B2%AAA12346"' in page
    assert not FileTrace.objects.filter(what="mended").exists()
    assert mend(dang, file, plate="沪A12346", is_other_car="on").status_code == 302
    assert Vehicle.objects.get(pk=file.vehicle_id).plate == "沪A12346"
    assert Vehicle.objects.get(pk=second.vehicle_id).plate == ""
    line = FileTrace.objects.get(file=second, what="mended")
    assert line.words == "沪A12346 → — · 照行驶证"


def test_a_tick_nobody_asked_for_takes_no_plate(
    file: CustomerFile, second: CustomerFile, sign_in: Browser
) -> None:
    assert mend(sign_in("dang"), file, colour="白", is_other_car="on").status_code == 302
    assert Vehicle.objects.get(pk=second.vehicle_id).plate == "沪A12346"


def test_13_4_the_desk_hears_where_two_records_of_one_car_become_one(
    file: CustomerFile, sign_in: Browser, staff: People
) -> None:
    with_vin, _new = know_vehicle(file.shop, plate="沪A12346", vin=VIN, at=LATER)
    typed = {"plate": "沪A12345", "vin": VIN, "sender_name": "陈静", "channel": "car",
             "sender_phone": "13800002207", "brings": "owner"}  # fmt: skip
    link = f'href="/files/{with_vin.pk}/merge/?other=%E6%B2%AAA12345"'
    for who, is_led in (("li", False), ("he", True)):
        page = sign_in(who).post("/arrivals/new/", typed)
        assert page.status_code == 422
        assert "请档案员合并车档" in page.content.decode()
        assert (link in page.content.decode()) is is_led
    Vehicle.objects.filter(pk=file.vehicle_id).update(vin=OTHER_VIN)  # then it is another car
    page = sign_in("he").post("/arrivals/new/", typed)
    assert "请档案员合并车档" not in page.content.decode()
    assert link not in page.content.decode()
