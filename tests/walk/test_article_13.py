"""Article 13 on the screen: one car, one file, in one place, with one keeper."""

import re

import pytest
from playwright.sync_api import expect

from jieche.care.file_models import CustomerFile
from jieche.journal.models import Entry
from jieche.vehicles.models import Vehicle
from tests.support.cast import clock
from tests.support.screens import Screen, Screens
from tests.support.story_file import filed, released
from tests.walk.cars import finished, let_out_with_certificate
from tests.walk.desk import everybody, is_not_in_now, reads_in_now, told_of

pytestmark = pytest.mark.django_db(transaction=True)

SET_UP, FILE = "建立档案", "资料归档"
VIN, OTHER_VIN = "LSVFA49J232037048", "LFV3A23C8H3000001"
CAME = clock("2026-11-23 08:10")
REFUSED = [  # the last first
    ("李雯 接待员", "改动被拒"), ("王强 技术员", "查阅被拒"), ("赵结算 结算员", "查阅被拒"),
]  # fmt: skip


def on_file(screens: Screens) -> CustomerFile:
    """Let a car out and file it, on Monday; the walk goes on on Wednesday."""
    file = filed(everybody(screens), CAME)
    Vehicle.objects.update(vin=VIN)
    screens["li"].clock.set("2026-11-25 10:00")
    return file


def arrives(li: Screen, plate: str, **typed: str) -> None:
    """Type an arrival."""
    li.opens("/arrivals/new/")
    page = li.page
    with page.expect_response("**/arrivals/look-up/"):
        page.locator("[name=plate]").press_sequentially(plate)
    for name, value in typed.items():
        if not page.locator(f"[name={name}]").is_visible():
            page.locator("summary").first.click()
        page.fill(f"[name={name}]", value)


def sends_arrival(li: Screen) -> int:
    """Send the arrival; return the answer's status."""
    with li.page.expect_navigation() as answered:
        li.page.locator("[name=plate]").press("Enter")
    assert answered.value is not None
    return answered.value.status


def closed_to(screen: Screen, path: str) -> None:
    """See that a page is not for this person."""
    answer = screen.page.goto(path)
    assert answer is not None
    assert answer.status == 403


def test_13_1_the_file_is_set_up_on_the_day_the_car_enters(screens: Screens) -> None:
    """进厂当日建档：在办里排着，当天建了算按时；柜号写乱了不行。"""
    finished(everybody(screens))
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 16:00")
    assert reads_in_now(li, SET_UP, "第 13 条 1 款", "还有 8 小时") == "blue"
    li.takes_up(SET_UP, "A12345")
    assert "请按标签填写" in li.is_held_up(SET_UP, {"柜号": "窗台上"})
    li.keeps_a_picture("13.1-wrong-place")
    li.presses(SET_UP, {"柜号": "a-01-07"})
    li.keeps_a_picture("13.1-right")
    is_not_in_now(li, SET_UP)
    assert "做到" in told_of(he, "13.1")[0]


def test_13_1_a_day_later_it_is_listed_as_late(screens: Screens) -> None:
    """第二天才建档：在办里红，记逾期。"""
    finished(everybody(screens))
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-24 09:00")
    assert reads_in_now(li, SET_UP, "第 13 条 1 款", "已过 9 小时") == "red"
    li.keeps_a_picture("13.1-wrong")
    li.takes_up(SET_UP, "A12345")
    li.presses(SET_UP)
    assert "逾期" in told_of(he, "13.1")[0]


def test_13_2_a_car_has_one_file(screens: Screens) -> None:
    """另一台车的档案里填不进这台车的车架号；指到那份档案去。"""
    people = everybody(screens)
    file = on_file(screens)
    other = filed(people, clock("2026-11-24 08:10"), plate="沪B00001")
    dang = screens["dang"]
    dang.clock.set("2026-11-25 10:00")
    dang.opens(f"/files/{other.vehicle_id}/?deed=mend#keep")
    before = Entry.objects.count()
    mend = dang.page.locator("details.deed[open]")
    mend.get_by_label("车架号", exact=False).first.fill(VIN)
    mend.get_by_label("更正原因").fill("抄错一位")
    dang.page.evaluate("document.querySelector('details.deed[open] form').submit()")
    expect(mend).to_contain_text("两份是同一台车的，请合并：一车一档")
    dang.keeps_a_picture("13.2-wrong")
    assert Entry.objects.count() == before
    mend.get_by_role("link", name="12345", exact=False).click()
    dang.reads(file.number)
    dang.keeps_a_picture("13.2-right")
    assert CustomerFile.objects.filter(vehicle_id=file.vehicle_id).count() == 1


def test_13_3_the_file_holds_six_sections(screens: Screens) -> None:
    """六项齐全：填了的、没有的都写明；缺什么，带着补的链接。"""
    file = on_file(screens)
    Vehicle.objects.update(vin="")
    dang = screens["dang"]
    dang.opens(f"/files/{file.vehicle_id}/")
    for title in ("客户资料", "车辆资料", "维修项目", "修理保养记录", "结算", "投诉"):
        dang.reads(title)
    dang.reads("暂无", "#complaints")
    dang.reads("缺车架号", "#car")
    dang.keeps_a_picture("13.3-wrong")
    dang.follows("补记", "#car")
    mend = dang.page.locator("details.deed[open]")
    mend.get_by_label("车架号", exact=False).first.fill(VIN)
    mend.get_by_label("更正原因").fill("照行驶证补记")
    mend.get_by_role("button").click()
    expect(dang.page.locator("#car")).to_contain_text(VIN)
    expect(dang.page.locator("#car")).not_to_contain_text("缺车架号")
    dang.keeps_a_picture("13.3-right")


def test_13_4_a_returning_car_keeps_its_file(screens: Screens) -> None:
    """老客户换了新牌来：按电话认出来，问明；填了车架号，归入原档，不另建。"""
    file = on_file(screens)
    li = screens["li"]
    arrives(li, "沪B00001", sender_name="陈静", sender_phone="13800002207")
    assert sends_arrival(li) == 422
    li.reads("名下已有车辆 沪A·12345")
    li.keeps_a_picture("13.4-wrong")
    assert Vehicle.objects.count() == 1
    if not li.page.locator("[name=vin]").is_visible():
        li.page.locator("summary").first.click()
    li.page.fill("[name=vin]", VIN)
    assert sends_arrival(li) == 200
    li.keeps_a_picture("13.4-right")
    car = Vehicle.objects.get()
    assert (car.plate, car.pk) == ("沪B00001", file.vehicle_id)
    li.follows("档案", ".visit-head")
    li.reads(file.number)


def test_13_5_no_required_paper_is_missing(screens: Screens) -> None:
    """缺一份规定的资料，归不了档，哪一份缺写明白；当天归齐算按时。"""
    visit = let_out_with_certificate(everybody(screens))
    dang, he = screens["dang"], screens["he"]
    dang.clock.set("2026-11-23 15:00")
    dang.opens("/")
    assert dang.is_refused(f"/visits/{visit.pk}/file-papers/") == {"13.5"}
    dang.keeps_a_picture("13.5-wrong-no-file")
    screens["li"].takes_up(SET_UP, "A12345")
    screens["li"].presses(SET_UP)
    assert reads_in_now(dang, FILE, "第 13 条 5 款", "还有 8 小时") == "blue"
    dang.takes_up(FILE, "A12345")
    for paper in ("进厂维修单", "随车物品清单", "结算单", "质量保证书", "出厂通知单"):
        dang.reads(paper)
    assert "缺竣工出厂合格证副本" in dang.is_held_up(FILE)
    dang.keeps_a_picture("13.5-wrong")
    dang.fills({"竣工出厂合格证副本": "✓"})
    dang.presses(FILE)
    dang.keeps_a_picture("13.5-right")
    assert any("做到" in row for row in told_of(he, "13.5"))


def test_13_5_papers_filed_a_day_late_are_listed_as_late(screens: Screens) -> None:
    """出厂第二天才归档：在办里红，记逾期。"""
    people = everybody(screens)
    released(people, CAME)
    li, dang, he = screens["li"], screens["dang"], screens["he"]
    li.clock.set("2026-11-23 15:00")
    li.takes_up(SET_UP, "A12345")
    li.presses(SET_UP)
    dang.clock.set("2026-11-24 09:00")
    assert reads_in_now(dang, FILE, "第 13 条 5 款", "已过 9 小时") == "red"
    dang.keeps_a_picture("13.5-late")
    dang.takes_up(FILE, "A12345")
    dang.presses(FILE)
    assert any("逾期" in row for row in told_of(he, "13.5"))


def test_13_6_files_have_a_place_and_a_keeper(screens: Screens) -> None:
    """档案由档案员管：别人动不了、打不开，谁看过、谁被拒都有记录；柜位放着别的档案不行。"""
    people = everybody(screens)
    file = on_file(screens)
    other = filed(people, clock("2026-11-24 08:10"), plate="沪B00001")
    li, ma, dang, he = (screens[who] for who in ("li", "ma", "dang", "he"))
    dang.clock.set("2026-11-25 10:00")
    address = f"/files/{file.vehicle_id}/"
    for who in ("zhao", "wang"):
        closed_to(screens[who], address)
    screens["zhao"].keeps_a_picture("13.6-wrong-closed")
    li.may_not(f"{address}move/")
    ma.opens(address)
    assert ma.page.locator("#keep").count() == 0
    dang.opens(address)
    move = dang.page.locator("details.deed").filter(has_text="调整柜号")
    move.locator("summary").click()
    move.get_by_label("柜号", exact=False).fill(other.cabinet)
    move.get_by_role("button").click()
    dang.page.wait_for_load_state()
    dang.reads(f"{other.cabinet} 已放着")
    dang.keeps_a_picture("13.6-wrong")
    move = dang.page.locator("details.deed[open]")
    move.get_by_label("柜号", exact=False).fill("B-02-09")
    move.get_by_role("button").click()
    expect(dang.page.locator(".visit-head .place")).to_contain_text("B-02-09")
    expect(dang.page.locator(".visit-head .place")).to_contain_text(re.compile("党档案"))
    dang.keeps_a_picture("13.6-right")
    he.opens("/files/log/")
    he.reads("马丽")
    he.reads("B-02-09")
    he.keeps_a_picture("13.6-log")
    dang.opens("/files/log/")
    rows = dang.page.locator("tbody tr").filter(has_text="被拒").filter(has_text="B-02-09")
    told = [re.sub(r"\s+", " ", row.inner_text()) for row in rows.all()]
    assert len(told) == len(REFUSED), told
    for row, (who, what) in zip(told, REFUSED, strict=True):
        assert who in row
        assert what in row
    dang.opens(address)
    dang.reads("查阅被拒", "aside")
    closed_to(ma, "/files/log/")
