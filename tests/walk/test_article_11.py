"""Article 11 on the screen: what is made ready before the customer hears that he can collect."""

import pytest

from jieche.delivery.commands import collect_papers
from jieche.visits.models import Visit
from jieche.workshop.queries import expected_papers
from tests.support import story_delivery as delivering
from tests.support.cast import clock
from tests.support.screens import Screen, Screens
from tests.support.story_repair import a_car_in_the_workshop
from tests.walk.cars import MINUTE, finished, ready
from tests.walk.desk import everybody, passed, says_why, told_of

pytestmark = pytest.mark.django_db(transaction=True)

OUT = clock("2026-11-23 10:15")
TELL = "通知客户接车"
CLEAN = {"洗车": "已洗", "车厢内部": "干净", "外观": "正常"}


def tells_too_early(screen: Screen, visit: Visit) -> set[str]:
    """Send the notice from a page that was opened long ago."""
    told = {"person_told": "陈女士", "channel": "phone"}
    return screen.is_refused(f"/visits/{visit.pk}/tell-to-collect/", **told)


def test_11_1_no_car_leaves_the_workshop_without_its_pass(screens: Screens) -> None:
    """竣工检验没过，车接不出来，更通知不了客户。"""
    people = everybody(screens)
    visit = a_car_in_the_workshop(people["li"], people["sun"], clock("2026-11-23 08:10"))
    li = screens["li"]
    li.clock.set("2026-11-23 10:20")
    sent = {"is_exterior_normal": "yes", "are_items_complete": "yes"}
    assert "11.1" in li.is_refused(f"/visits/{visit.pk}/take-over/", **sent)
    assert "竣工检验合格" in says_why(li, "11.1")
    li.keeps_a_picture("11.1-wrong-no-pass")


def test_11_1_the_car_is_cleaned_before_the_notice(screens: Screens) -> None:
    """最后清理：没做就通知不行；车厢没清不行；不洗、外观不正常要写明。"""
    people = everybody(screens)
    visit = delivering.taken_over(finished(people), people, OUT)
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 10:20")
    assert "11.1" in tells_too_early(li, visit)
    li.keeps_a_picture("11.1-wrong-too-early")
    assert "须先：最后清理" in says_why(li, "11.1")
    li.mends("最后清理")
    said = li.is_held_up("最后清理")
    assert all(label in said for label in CLEAN)
    assert "不洗车请写明理由" in li.is_held_up("最后清理", CLEAN | {"洗车": "未洗"})
    assert "车厢内部须清理干净" in li.is_held_up("最后清理", CLEAN | {"车厢内部": "不干净"})
    li.keeps_a_picture("11.1-wrong")
    assert "外观不正常" in li.is_held_up("最后清理", CLEAN | {"外观": "不正常"})
    li.presses("最后清理", {"备注": "右前轮拱有泥，已补冲"})
    li.keeps_a_picture("11.1-right")
    assert "最后清理完" in passed(he, "11.1")[0] or "已从车间接出" in passed(he, "11.1")[0]


def test_11_2_the_items_are_counted_against_the_signed_list(screens: Screens) -> None:
    """按签过的清单点数放回；数目不符要写原因。"""
    people = everybody(screens)
    visit = delivering.taken_over(finished(people), people, OUT)
    li = screens["li"]
    li.clock.set("2026-11-23 10:20")
    assert "11.2" in tells_too_early(li, visit)
    li.mends("清点放回物品")
    li.is_held_up("清点放回物品", {"千斤顶 × 1": ""})
    assert "数目不符，请写明原因" in li.is_held_up(
        "清点放回物品", {"千斤顶 × 1": "1", "充电器 × 2": "1"}
    )
    li.keeps_a_picture("11.2-wrong")
    li.presses("清点放回物品", {"数目不符的原因": "客户取走一个，电话里说过"})
    li.reads("物品已放回")
    li.keeps_a_picture("11.2-right")


def test_11_3_the_cashier_calls_in_every_paper(screens: Screens) -> None:
    """单据没收齐不能核算；少一份都列出来；这是结算员的事。"""
    people = everybody(screens)
    visit = delivering.cleaned(finished(people), people, OUT)
    li, zhao = screens["li"], screens["zhao"]
    zhao.clock.set("2026-11-23 10:20")
    li.may_not(f"/visits/{visit.pk}/collect-papers/")
    assert zhao.is_refused(f"/visits/{visit.pk}/draw-account/") == {"11.3"}
    zhao.keeps_a_picture("11.3-wrong-account")
    zhao.mends("收缴单据")
    said = zhao.is_held_up("收缴单据", {"派工单（施工记录）": "✓"})
    assert "还缺：竣工检验记录" in said
    zhao.keeps_a_picture("11.3-wrong")
    zhao.presses("收缴单据", {"竣工检验记录": "✓"})
    zhao.reads("单据已收齐")
    zhao.keeps_a_picture("11.3-right")


def test_11_4_the_account_is_drawn_before_the_notice(screens: Screens) -> None:
    """没有核算出账，不能通知；核算是结算员的事，抹零抹过头也不行。"""
    people = everybody(screens)
    visit = delivering.cleaned(finished(people), people, OUT)
    collect_papers(visit, received=expected_papers(visit), by=people["zhao"], at=OUT + 3 * MINUTE)
    li, zhao = screens["li"], screens["zhao"]
    li.clock.set("2026-11-23 10:20")
    assert "11.4" in tells_too_early(li, visit)
    li.keeps_a_picture("11.4-wrong")
    li.may_not(f"/visits/{visit.pk}/draw-account/")
    zhao.takes_up("汇总核算", "A12345")
    assert "再多就是优惠" in zhao.is_held_up("汇总核算", {"抹零": "8"})
    zhao.keeps_a_picture("11.4-wrong-rounding")
    zhao.presses("汇总核算", {"抹零": "0.50"})
    zhao.reads("已汇总核算")
    zhao.keeps_a_picture("11.4-right")


def test_11_5_the_customer_is_told_when_all_is_ready(screens: Screens) -> None:
    """准备缺一项，页面上没有通知的按钮；旧页面发来的，缺的一项项列出来。"""
    people = everybody(screens)
    visit = delivering.drawn(finished(people), people, OUT)
    li = screens["li"]
    li.clock.set("2026-11-23 10:25")
    li.opens(f"/visits/{visit.pk}/?for=told_to_collect")
    assert li.page.locator("main").get_by_role("button", name=TELL).count() == 0
    assert tells_too_early(li, visit) == {"P.6"}
    li.keeps_a_picture("11.5-wrong")
    li.mends("备齐接车资料")
    li.presses("备齐接车资料")
    li.turns_to(TELL)
    li.keeps_a_picture("11.5-right")
    li.presses(TELL)
    li.reads("已通知接车")


@pytest.mark.parametrize("says", [True, False], ids=["said", "unsaid"])
def test_11_9_thanks_go_with_the_notice(screens: Screens, says: bool) -> None:
    """通知时的话就在眼前；没勾也办得成，但记为未说。"""
    ready(everybody(screens))
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 10:30")
    li.takes_up(TELL, "A12345")
    li.reads("谢谢合作", "form[data-main] .say")
    li.reads("第 11 条 9 款", "form[data-main] .say")
    if says:
        li.says()
    li.keeps_a_picture(f"11.9-{'right' if says else 'wrong'}")
    li.presses(TELL)
    assert ("已说" if says else "未说") in told_of(he, "11.9")[0]
