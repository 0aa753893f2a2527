"""Article 3 on the screen: what is agreed, read and signed, and the way out without it."""

import pytest

from jieche.estimate.commands import decline_order, sign_order
from jieche.reception.models import LossReason
from jieche.rulebook.words import Outcome, Stage
from jieche.visits.models import Visit
from tests.journeys.story import fresh
from tests.support import story_reception
from tests.support.hands import STROKES
from tests.support.screens import Screens
from tests.support.story_estimate import MINUTE, estimated, promised, shown, signature
from tests.walk.the_book import cases_of, no_act, one_case

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED = {"signature_signer": "陈静", "signature_strokes": STROKES}


def promised_to(screens: Screens) -> Visit:
    """Prepare an order that is priced and promised, and not read yet."""
    li = screens["li"]
    visit = story_reception.talked_over(li.person.staff, li.clock.at)
    estimated(visit, li.person.staff, li.clock.at)
    promised(visit, li.person.staff, li.clock.at)
    li.clock.wait(3)
    return visit


def declined(screens: Screens, *, fee_fen: int | None = None) -> Visit:
    """Prepare a customer who does not stay; with a fee he had his car diagnosed."""
    li = screens["li"]
    staff, at = li.person.staff, li.clock.at
    if fee_fen is None:
        visit = story_reception.talked_over(staff, at)
    else:
        visit = story_reception.diagnosed(staff, screens["wang"].person.staff, at, fee_fen=fee_fen)
        li.clock.wait(35)
    decline_order(
        visit, reason=LossReason.PRICE, outcome=Outcome.LEAVES, by=staff, at=li.clock.at + MINUTE
    )
    li.clock.wait(3)
    return visit


def test_3_1_everything_agreed_stands_in_the_order(screens: Screens) -> None:
    """项目、价格、交车时间、其他要求缺一样，维修单不给过目，缺什么点哪里。"""
    li = screens["li"]
    visit = story_reception.talked_over(li.person.staff, li.clock.at)
    li.clock.wait(3)
    assert "3.1" in li.is_refused(f"/visits/{visit.pk}/show-order/")
    li.keeps_a_picture("3.1-wrong")
    li.mends("估价")
    told = li.is_held_up("估价")
    assert "至少填一行" in told
    assert "请填写其他要求，或勾选“无其他要求”" in told
    assert "请问客户旧件是否带走" in told
    li.keeps_a_picture("3.1-held-up")
    li.page.fill("[name=line-0-name]", "检修前制动系统")
    li.page.fill("[name=line-0-hours]", "1.5")
    li.page.select_option("[name=line-0-system]", label="制动系统")
    li.presses("估价", {"旧件": "客户带走", "无其他要求": "✓"})
    assert "3.1" in li.is_refused(f"/visits/{visit.pk}/show-order/")
    li.mends("承诺交车时间")
    li.presses("承诺交车时间")
    li.opens(f"/visits/{visit.pk}/?act=promise-quality")
    li.presses("承诺质量")
    li.turns_to("请客户过目")
    for words in ("检修前制动系统", "180.00", "其他要求"):
        li.reads(words, ".paper-side")
    li.presses("请客户过目")
    li.keeps_a_picture("3.1-right")


def test_3_2_what_is_changed_is_read_again(screens: Screens) -> None:
    """没过目不能签；过目后改了价，签字页就被挡回来，重新过目才能签。"""
    li = screens["li"]
    visit = promised_to(screens)
    li.opens(f"/visits/{visit.pk}/")
    no_act(li, "请客户签字")
    assert li.is_refused(f"/visits/{visit.pk}/sign-order/", **SIGNED) == {"3.2"}
    li.mends("请客户过目")
    li.presses("请客户过目")
    li.turns_to("请客户签字")
    li.signs()
    estimated(visit, li.person.staff, li.clock.at)  # a colleague prices it anew meanwhile
    assert "重新：请客户过目" in li.is_held_up("请客户签字")
    li.keeps_a_picture("3.2-wrong")
    li.opens(f"/visits/{visit.pk}/?act=show-order")
    li.presses("请客户过目")
    li.reads("第 2 版", ".paper-side")
    li.turns_to("请客户签字")
    li.signs()
    li.presses("请客户签字")
    li.keeps_a_picture("3.2-right")
    assert fresh(visit).matter.stands_at is Stage.SIGNED


def test_3_3_unsigned_no_car_enters_the_workshop(screens: Screens) -> None:
    """签名框空着不算签；没签字，车不进车间，件不出库。"""
    li, sun, peng = screens["li"], screens["sun"], screens["peng"]
    visit = promised_to(screens)
    shown(visit, li.person.staff, li.clock.at)
    li.takes_up("请客户签字", "A12345")
    assert "请签字人在框内签字" in li.is_held_up("请客户签字")
    li.keeps_a_picture("3.3-wrong")
    assert "3.3" in sun.is_refused(f"/visits/{visit.pk}/take-into-workshop/")
    sun.keeps_a_picture("3.3-workshop")
    assert "3.3" in peng.is_refused(f"/visits/{visit.pk}/issue-parts/")
    peng.keeps_a_picture("3.3-parts")
    li.opens(f"/visits/{visit.pk}/?act=sign-order")
    li.signs()
    li.presses("请客户签字")
    li.keeps_a_picture("3.3-right")


def test_3_3_an_order_that_was_reopened_is_signed_anew(screens: Screens) -> None:
    """签了又重开的单子，原来的签名不作数，要重新过目、重新签。"""
    li = screens["li"]
    visit = promised_to(screens)
    shown(visit, li.person.staff, li.clock.at)
    sign_order(visit, signature=signature(), by=li.person.staff, at=li.clock.at)
    li.clock.wait(1)
    li.opens(f"/visits/{visit.pk}/?step=negotiation")
    li.follows("重开维修单")
    assert "理由" in li.is_held_up("重开维修单", {"理由": ""})
    li.presses("重开维修单", {"理由": "客户要加做动平衡"})
    li.keeps_a_picture("3.3-reopened")
    assert fresh(visit).matter.stands_at is Stage.NEGOTIATION
    assert "3.3" in screens["sun"].is_refused(f"/visits/{visit.pk}/take-into-workshop/")


def test_3_4_who_does_not_stay_gets_his_exit_notice(screens: Screens) -> None:
    """不修的客户：没有出厂通知单，门卫不放；结算台开了单，才出得去。"""
    li, zhao, men = screens["li"], screens["zhao"], screens["men"]
    visit = declined(screens)
    li.opens("/")
    li.keeps_a_picture("3.4-desk")
    men.opens("/gate/")
    men.reads("不能放行")
    assert men.is_refused(f"/visits/{visit.pk}/see-out/") == {"3.4"}
    men.keeps_a_picture("3.4-wrong")
    zhao.opens("/till/")
    zhao.follows("开出厂通知单")
    zhao.keeps_a_picture("3.4-till")
    zhao.presses("开出厂通知单")
    men.opens("/gate/")
    men.reads("可以放行")
    men.keeps_a_picture("3.4-right")
    men.follows("送客离厂")
    men.presses("送客离厂")
    assert fresh(visit).matter.stands_at is Stage.LEFT


def test_3_5_the_fee_told_before_is_paid_before_the_notice(screens: Screens) -> None:
    """诊断费没讲不能开始；没交清又没免，通知单开不出来；免收只有主管能办，要写理由。"""
    zhao, he = screens["zhao"], screens["he"]
    visit = declined(screens, fee_fen=8000)
    assert zhao.is_refused(f"/visits/{visit.pk}/issue-exit-notice/") == {"3.5"}
    zhao.keeps_a_picture("3.5-wrong")
    zhao.may_not(f"/visits/{visit.pk}/waive-fee/")
    he.opens(f"/visits/{visit.pk}/?act=waive-fee")
    assert "理由" in he.is_held_up("免收诊断费")
    he.keeps_a_picture("3.5-waive")
    zhao.opens("/till/")
    zhao.follows("收诊断费")
    zhao.reads("80.00")
    zhao.presses("收诊断费", {"付款方式": "现金"})
    zhao.opens("/till/")
    zhao.follows("开出厂通知单")
    zhao.presses("开出厂通知单")
    zhao.keeps_a_picture("3.5-right")


def test_3_5_a_manager_waives_the_fee_with_a_reason(screens: Screens) -> None:
    """主管免收：写了理由，通知单就开得出来。"""
    zhao, he = screens["zhao"], screens["he"]
    visit = declined(screens, fee_fen=8000)
    he.opens(f"/visits/{visit.pk}/?act=waive-fee")
    he.presses("免收诊断费", {"理由": "约定下周来修"})
    zhao.opens("/till/")
    zhao.follows("开出厂通知单")
    zhao.presses("开出厂通知单")


def test_3_5_a_free_diagnosis_keeps_nobody_at_the_gate(screens: Screens) -> None:
    """诊断事先讲好免费的，不用交也不用免，通知单照开。"""
    zhao = screens["zhao"]
    declined(screens, fee_fen=0)
    zhao.opens("/till/")
    zhao.follows("开出厂通知单")
    zhao.presses("开出厂通知单")


def test_3_5_an_estimate_fee_is_told_before_and_paid_too(screens: Screens) -> None:
    """估价收费的，商洽前先讲；客户不修，交了估价费才开通知单。"""
    li, zhao = screens["li"], screens["zhao"]
    visit = story_reception.received(li.person.staff, li.clock.at)
    li.clock.wait(2)
    li.opens(f"/visits/{visit.pk}/?act=give-consent")
    assert "请输入数字" in li.is_held_up("征得客户同意", {"告知的估价费": "一百"})
    li.keeps_a_picture("3.5-estimate-told")
    li.presses("征得客户同意", {"告知的估价费": "100"})
    estimated(visit, li.person.staff, li.clock.at)
    li.opens(f"/visits/{visit.pk}/?act=decline-order")
    li.reads("100.00", ".note")
    li.keeps_a_picture("3.5-estimate-declined")
    li.presses("客户不修", {"结果": "只诊断报价", "理由": "价格"})
    assert zhao.is_refused(f"/visits/{visit.pk}/issue-exit-notice/") == {"3.5"}
    zhao.mends("收诊断费")
    zhao.reads("100.00")
    zhao.keeps_a_picture("3.5-estimate-till")
    zhao.presses("收诊断费", {"付款方式": "微信"})
    zhao.opens("/till/")
    zhao.follows("开出厂通知单")
    zhao.presses("开出厂通知单")


def test_3_6_who_does_not_stay_is_seen_off_kindly(screens: Screens) -> None:
    """不修的原因只选中性的几种，不选不行；送别的话，门口看得到，说没说有数。"""
    li, zhao, men = screens["li"], screens["zhao"], screens["men"]
    visit = story_reception.talked_over(li.person.staff, li.clock.at)
    li.clock.wait(3)
    li.opens(f"/visits/{visit.pk}/?act=decline-order")
    assert "理由" in li.is_held_up("客户不修", {"结果": "离厂"})
    li.keeps_a_picture("3.6-wrong")
    li.presses("客户不修", {"结果": "离厂", "理由": "再考虑"})
    zhao.opens("/till/")
    zhao.follows("开出厂通知单")
    zhao.presses("开出厂通知单")
    men.opens("/gate/")
    men.follows("送客离厂")
    men.reads("请走好，欢迎再来！", ".say")
    men.says()
    men.keeps_a_picture("3.6-right")
    men.presses("送客离厂")
    one_case(li, "3.6", "A12345", "已说")
    li.keeps_a_picture("3.6-said")
    assert cases_of(li, "3.6")
