"""Article 6 on the screen: papers, walk-around, what the car may not lose on the way in."""

import pytest
from playwright.sync_api import expect

from jieche.checkin import commands
from jieche.checkin.models import BoxUse, KeyRecord, PapersCheck, Readings, Walkaround
from jieche.estimate.commands import sign_order
from jieche.reception.commands import CarTold
from jieche.visits.models import Category, Visit
from tests.support.cast import clock
from tests.support.screens import Screen, Screens
from tests.support.story_checkin import CHARGER, all_but_complete, ready_for_the_workshop
from tests.support.story_estimate import (
    a_car_in_negotiation,
    estimated,
    promised,
    shown,
    signature,
    signed,
)
from tests.walk.desk import is_not_in_now, reads_in_now, says_why
from tests.walk.the_book import one_case

pytestmark = pytest.mark.django_db(transaction=True)

START, PAPERS, DIFFER, ROUND, ITEMS = (
    "开始交车手续", "审验随车证件", "请客户确认差异", "环车检查", "清点随车物品",
)  # fmt: skip
SIGN, BOX, KEY, READ, DONE = (
    "请客户签物品清单", "物品入箱", "挂钥匙", "登记油表里程", "手续办完告知客户",
)  # fmt: skip
COMPLETE = "complete-hand-in"
ZONES = ("外观", "内饰表层", "仪表", "座椅")
TYPED = {"signature_signer": "陈静", "signature_typed": "陈静"}


def a_signed_order(screens: Screens, category: Category = Category.SMALL) -> Visit:
    """Bring Mrs Chen's car to its signed order at 8:15."""
    li, at = screens["li"].person.staff, clock("2026-11-23 08:10")
    visit = a_car_in_negotiation(li, at)
    estimated(visit, li, at, category=category)
    promised(visit, li, at)
    shown(visit, li, at)
    sign_order(visit, signature=signature(), by=li, at=clock("2026-11-23 08:15"))
    screens["li"].clock.set("2026-11-23 08:17")
    return visit


def hand_in(screens: Screens, category: Category = Category.SMALL) -> Visit:
    """Bring the car to the beginning of its hand-in."""
    visit = a_signed_order(screens, category)
    commands.start_hand_in(visit, by=screens["li"].person.staff, at=screens["li"].clock.at)
    return visit


def without_papers(screens: Screens, visit: Visit) -> Visit:
    """Say that the car brings no papers."""
    li = screens["li"]
    commands.check_papers(visit, says_none=True, by=li.person.staff, at=li.clock.at)
    return visit


def at(screens: Screens, visit: Visit, act: str) -> Screen:
    """Open an act of the hand-in."""
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to(act)
    return li


def barred(screens: Screens, visit: Visit, clause: str) -> str:
    """Tell the customer that all is done, too early; return why it is refused by the clause."""
    li = screens["li"]
    assert clause in li.is_refused(f"/visits/{visit.pk}/{COMPLETE}/")
    return says_why(li, clause)


def licence(li: Screen, **results: str) -> None:
    """Take the licence in and pick its results by their names: valid, complete, sound."""
    none = li.page.locator("[name=says_none]")
    if none.is_enabled():
        none.uncheck()
    li.fills({"行驶证": "收存"})
    for name, value in results.items():
        li.page.locator(f"[name=licence-{name}][value={value}]").check(force=True)


def test_6_1_the_hand_in_begins_as_soon_as_the_order_is_signed(screens: Screens) -> None:
    """签了单就办交车：十分钟里开始，过了就红。"""
    visit = a_signed_order(screens)
    li = screens["li"]
    assert reads_in_now(li, START, "第 6 条 1 款", "还有 8 分") != "red"
    li.keeps_a_picture("6.1-right")
    li.clock.set("2026-11-23 08:40")
    assert reads_in_now(li, START, "第 6 条 1 款", "已过 15 分") == "red"
    li.keeps_a_picture("6.1-wrong")
    li.takes_up(START, "A12345")
    li.presses(START)
    one_case(li, "6.1", "A12345", "逾期")
    is_not_in_now(li, START)
    assert visit.pk


def test_6_2_a_car_for_second_maintenance_brings_its_papers(screens: Screens) -> None:
    """二级维护的车，证件不能写“未收”；列出来才过。"""
    visit = hand_in(screens, Category.SECOND_MAINTENANCE)
    assert PAPERS in barred(screens, visit, "6.2")
    li = screens["li"]
    li.keeps_a_picture("6.2-refused")
    li.mends(PAPERS)
    assert not li.page.locator("[name=says_none]").is_enabled()  # there is no way to say none
    assert "二级维护卡 · 有效" in li.is_held_up(PAPERS)
    li.keeps_a_picture("6.2-wrong")
    licence(li, valid="yes", complete="yes", sound="yes")
    for name in ("valid", "complete", "sound"):
        li.page.locator(f"[name=second_card-{name}][value=yes]").check(force=True)
    li.presses(PAPERS)
    assert PapersCheck.objects.get(visit=visit).document_count == 2
    li.keeps_a_picture("6.2-right")


def test_6_3_each_paper_is_valid_complete_and_sound_or_not(screens: Screens) -> None:
    """三样漏一样，就指着那一样问。"""
    visit = hand_in(screens)
    li = at(screens, visit, PAPERS)
    licence(li, valid="yes")
    said = li.is_held_up(PAPERS)
    assert "完整" in said
    assert "完好" in said
    assert "行驶证 · 有效" not in said
    li.keeps_a_picture("6.3-wrong")
    for name in ("complete", "sound"):
        li.page.locator(f"[name=licence-{name}][value=yes]").check(force=True)
    li.presses(PAPERS)
    paper = PapersCheck.objects.get(visit=visit).documents.get()
    assert (paper.valid, paper.complete, paper.sound) == (True, True, True)
    li.keeps_a_picture("6.3-right")


def test_6_4_a_difference_is_explained_and_what_is_done_is_written(screens: Screens) -> None:
    """证件不对，当时怎么说、怎么办，写下来才过。"""
    visit = hand_in(screens)
    li = at(screens, visit, PAPERS)
    licence(li, valid="yes", complete="yes", sound="no")
    li.page.fill("[name=licence-note]", "副页破损")
    assert "写明当时怎么处理" in li.is_held_up(PAPERS)
    li.keeps_a_picture("6.4-wrong")
    assert li.page.input_value("[name=licence-note]") == "副页破损"
    li.presses(PAPERS, {"当时说明并如何处理": "已当面说明，客户自行补办"})
    li.opens(f"/visits/{visit.pk}/")
    li.reads(DIFFER)
    li.keeps_a_picture("6.4-right")


def test_6_5_the_customer_signs_the_difference(screens: Screens) -> None:
    """差异没签，手续办不完；签名框空着，不算签。"""
    visit = hand_in(screens)
    li = at(screens, visit, PAPERS)
    licence(li, valid="yes", complete="yes", sound="no")
    li.page.fill("[name=licence-note]", "副页破损")
    li.presses(PAPERS, {"当时说明并如何处理": "已当面说明，客户自行补办"})
    assert DIFFER in barred(screens, visit, "6.5")
    li.mends(DIFFER)
    assert li.is_held_up(DIFFER)
    li.keeps_a_picture("6.5-wrong")
    li.signs()
    li.presses(DIFFER)
    li.reads("差异已签字")
    li.keeps_a_picture("6.5-right")
    assert "6.5" not in li.is_refused(f"/visits/{visit.pk}/{COMPLETE}/")


def test_6_6_outside_inside_instruments_and_seats_are_each_looked_at(screens: Screens) -> None:
    """四处看了两处，另两处指着问；“四项全部正常”一按就齐。"""
    visit = hand_in(screens)
    li = at(screens, visit, ROUND)
    said = li.is_held_up(ROUND, {"外观": "正常", "座椅": "正常"})
    assert "内饰表层" in said
    assert "仪表" in said
    li.keeps_a_picture("6.6-wrong")
    assert li.page.locator("[name=seats][value=normal]").is_checked()
    li.page.get_by_role("button", name="四项全部正常").click()
    li.presses(ROUND)
    assert Walkaround.objects.get(visit=visit)
    li.keeps_a_picture("6.6-right")


def test_6_7_what_is_abnormal_stands_on_the_order(screens: Screens) -> None:
    """记了异常，没标没写，问；写了，维修单上就有。"""
    visit = hand_in(screens)
    li = at(screens, visit, ROUND)
    all_normal = dict.fromkeys(ZONES, "正常")
    assert "写明异常" in li.is_held_up(ROUND, all_normal | {"座椅": "异常"})
    li.keeps_a_picture("6.7-wrong")
    li.page.fill("[name=seats_note]", "副驾座椅有烟洞")
    li.presses(ROUND)
    li.opens(f"/visits/{visit.pk}/")
    li.reads("副驾座椅有烟洞", ".paper")
    li.keeps_a_picture("6.7-right")


def test_6_8_tools_and_belongings_are_counted_and_none_is_said(screens: Screens) -> None:
    """一件没写、也没说“无”，过不去；清单没有，签不了名。"""
    visit = without_papers(screens, hand_in(screens))
    li = screens["li"]
    unlisted = li.is_refused(f"/visits/{visit.pk}/sign-belongings/", signature_signer="陈静")
    assert unlisted == {"6.8"}
    li.keeps_a_picture("6.8-refused")
    li.mends(ITEMS)
    assert "无" in li.is_held_up(ITEMS)
    li.keeps_a_picture("6.8-wrong")
    li.presses(ITEMS, {"千斤顶": "1", "充电器": "2"})
    li.turns_to(SIGN)
    li.reads("千斤顶")
    li.keeps_a_picture("6.8-right")


def test_6_9_the_list_is_signed_and_signed_anew_when_it_changes(screens: Screens) -> None:
    """清单签过，又添了一件、又收了行驶证：签名作废，请客户再签。"""
    visit = hand_in(screens)
    assert "6.2" in screens["li"].is_refused(f"/visits/{visit.pk}/sign-belongings/", **TYPED)
    li = at(screens, without_papers(screens, visit), ITEMS)
    li.presses(ITEMS, {"千斤顶": "1"})
    assert SIGN in barred(screens, visit, "6.9")
    li.mends(SIGN)
    assert "在框内签字" in li.is_held_up(SIGN)
    pad = li.form.get_by_role("group", name="签字：签字")
    expect(pad).to_be_focused()  # the pad itself is marked, and it alone
    expect(pad).to_have_attribute("aria-invalid", "true")
    assert "在框内签字" in pad.locator(f"#{pad.get_attribute('aria-describedby')}").inner_text()
    assert li.form.locator("[aria-invalid]").count() == 1
    li.keeps_a_picture("6.9-wrong")
    li.signs()
    expect(pad).not_to_have_attribute("aria-invalid", "true")
    li.form.get_by_label("签字人", exact=True).fill("")
    li.page.keyboard.press("Control+Enter")
    expect(li.form.get_by_label("签字人", exact=True)).to_be_focused()  # now it is the name
    assert li.form.locator("[aria-invalid]").count() == 1
    li.presses(SIGN, {"签字人": "陈静"})
    assert "6.9" not in li.is_refused(f"/visits/{visit.pk}/{COMPLETE}/")
    li.opens(f"/visits/{visit.pk}/?act=list-belongings")
    li.presses(ITEMS, {"雨伞": "1"})
    assert "须重新" in barred(screens, visit, "6.9")
    li.keeps_a_picture("6.9-again")
    li.mends(SIGN)
    li.signs()
    li.presses(SIGN)
    assert "6.9" not in li.is_refused(f"/visits/{visit.pk}/{COMPLETE}/")
    li.opens(f"/visits/{visit.pk}/?act=check-papers")
    licence(li, valid="yes", complete="yes", sound="yes")
    li.presses(PAPERS)
    assert "须重新" in barred(screens, visit, "6.9")
    li.keeps_a_picture("6.9-papers")
    li.opens(f"/visits/{visit.pk}/?act=check-papers")  # what was taken is still ticked
    assert li.page.locator("[name=licence-held][value=taken]").is_checked()
    li.opens(f"/visits/{visit.pk}/?act=sign-belongings")
    li.reads("行驶证", ".to-sign")
    li.signs()
    li.presses(SIGN)
    assert "6.9" not in li.is_refused(f"/visits/{visit.pk}/{COMPLETE}/")
    li.keeps_a_picture("6.9-right")


def test_6_10_a_box_is_one_cars_and_its_number_is_noted(screens: Screens) -> None:
    """充电器留车上要写原因，放箱没登箱号，过不去；别的车占了的箱，选不到，硬发也不行。"""
    visit = hand_in(screens)
    li = at(screens, visit, ITEMS)
    li.page.fill("[name=charger-quantity]", "1")
    li.page.locator("[name=charger-where][value=car]").check(force=True)
    assert "充电器：写明原因" in li.is_held_up(ITEMS)
    assert li.page.locator("[name=charger-because]").is_visible()
    li.keeps_a_picture("6.10-loose")
    li.page.locator("[name=charger-where][value=box]").check(force=True)
    li.presses(ITEMS)
    assert BOX in barred(screens, visit, "6.10")
    li.keeps_a_picture("6.10-refused")
    li.mends(BOX)
    li.presses(BOX, {"存物箱": "B-01"})
    li.reads("B-01")
    li.keeps_a_picture("6.10-right")
    box = BoxUse.objects.get().box
    other = another_car(screens)
    li.opens(f"/visits/{other.pk}/?act=box-belongings")
    assert li.form.get_by_label("存物箱").locator("option").all_inner_texts() == ["B-02"]
    field = li.form.get_by_label("存物箱").get_attribute("name") or ""
    taken = {field: str(box.pk)}
    assert li.sends_as_an_old_page(f"/visits/{other.pk}/box-belongings/", taken) == 422
    li.keeps_a_picture("6.10-wrong")
    assert BoxUse.objects.count() == 1


def test_6_11_the_key_hangs_on_its_own_hook_with_its_own_tag(screens: Screens) -> None:
    """钥匙没挂，过不去；一个号牌不能挂两把钥匙。"""
    visit = hand_in(screens)
    assert KEY in barred(screens, visit, "6.11")
    li = screens["li"]
    li.keeps_a_picture("6.11-refused")
    li.mends(KEY)
    li.presses(KEY, {"钥匙钩": "K-01"})
    other = another_car(screens)
    li.opens(f"/visits/{other.pk}/?act=hang-key")
    assert "K-01" not in li.form.get_by_label("钥匙钩").inner_text()
    assert li.is_held_up(KEY, {"钥匙牌号": "K-01"})
    li.keeps_a_picture("6.11-wrong")
    li.presses(KEY, {"钥匙牌号": "K-02"})
    assert KeyRecord.objects.count() == 2
    li.opens("/keys/")
    li.reads("K-01")
    li.reads("K-02")
    li.keeps_a_picture("6.11-right")


def test_6_12_fuel_and_odometer_are_read(screens: Screens) -> None:
    """油表没读、里程写“四万”，都问回来；里程变小，要写理由。"""
    visit = hand_in(screens)
    assert READ in barred(screens, visit, "6.12")
    li = screens["li"]
    li.mends(READ)
    said = li.is_held_up(READ, {"里程": "四万"})
    assert "请读油表" in said
    assert "里程看不懂" in said
    li.keeps_a_picture("6.12-wrong")
    li.presses(READ, {"油表": "5/8", "里程": "46，210 km"})
    readings = Readings.objects.get(visit=visit)
    assert readings.odometer_km == 46210
    li.keeps_a_picture("6.12-right")
    li.opens(f"/visits/{visit.pk}/?act=take-readings")
    assert "低于上次的 46,210 公里" in li.is_held_up(READ, {"油表": "5/8", "里程": "4621"})
    li.keeps_a_picture("6.12-fell")


def test_6_13_the_receiver_of_the_workshop_signs_for_the_car(screens: Screens) -> None:
    """车间不签收，车进不去；接待员代签不了。"""
    visit = a_signed_order(screens)
    li, sun = screens["li"], screens["sun"]
    all_but_complete(visit, li.person.staff, li.clock.at)
    commands.complete_hand_in(visit, by=li.person.staff, at=li.clock.at)
    commands.see_customer_off(visit, by=li.person.staff, at=li.clock.at)
    ready_for_the_workshop(visit, li.person.staff, li.clock.at)
    li.may_not(f"/visits/{visit.pk}/take-into-workshop/")
    sun.clock.set("2026-11-23 08:30")
    sun.opens(f"/visits/{visit.pk}/")
    sun.turns_to("车间接车")
    assert "签" in sun.is_held_up("车间接车")
    sun.keeps_a_picture("6.13-wrong")
    sun.signs()
    sun.presses("车间接车")
    sun.reads("车间已接车")
    sun.keeps_a_picture("6.13-right")


def test_6_14_the_signature_on_the_order_is_never_forgotten(screens: Screens) -> None:
    """重开了维修单没再签，手续办不完；请客户签名的那句话，说没说看得出来。"""
    visit = without_papers(screens, hand_in(screens))
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/?act=list-belongings")
    li.presses(ITEMS, {"千斤顶": "1"})
    li.opens(f"/visits/{visit.pk}/?act=sign-belongings")
    li.reads("麻烦在这里签个名")
    assert li.form.locator('a.clause[href$="#c6.14"]').count() == 1
    li.signs()
    li.presses(SIGN)  # the words were not ticked
    one_case(li, "6.14", "A12345", "未说")
    li.keeps_a_picture("6.14-wrong")
    li.opens(f"/visits/{visit.pk}/?act=list-belongings")
    li.presses(ITEMS, {"雨伞": "1"})
    li.opens(f"/visits/{visit.pk}/?act=sign-belongings")
    li.says()
    li.signs()
    li.presses(SIGN)
    one_case(li, "6.14", "A12345", "已说")
    li.keeps_a_picture("6.14-right")


def another_car(screens: Screens) -> Visit:
    """Bring a second car to where its charger is listed and its key is in hand."""
    li, at = screens["li"].person.staff, screens["li"].clock.at
    visit = signed(a_car_in_negotiation(li, at, car=CarTold("沪B54321"), bay="接2"), li, at)
    screens["li"].clock.wait(10)
    at = screens["li"].clock.at
    commands.start_hand_in(visit, by=li, at=at)
    commands.list_belongings(visit, items=[CHARGER], says_none=False, by=li, at=at)
    return visit
