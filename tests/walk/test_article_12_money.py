"""Articles 12.1 to 12.5 on the screen: the customer comes to collect, and settles."""

import pytest

from jieche.delivery.commands import tell_to_collect
from jieche.visits.models import Visit
from tests.support import story_delivery as delivering
from tests.support.cast import clock
from tests.support.hands import STROKES
from tests.support.screens import Screens
from tests.walk.cars import MINUTE, finished, ready
from tests.walk.desk import everybody, is_not_in_now, passed, reads_in_now, says_why, told_of

pytestmark = pytest.mark.django_db(transaction=True)

OUT = clock("2026-11-23 10:15")
SIGNED = {"signature_signer": "陈静", "signature_strokes": STROKES}
SHOW, PRESENT, SIGN, PAY = "引导视检并说明", "呈交结算单", "请客户签结算单", "收款"
ASK, DECIDE, NOTICE = "转主管定优惠", "决定优惠", "开出厂通知单"


def viewed(screens: Screens) -> Visit:
    """Let the customer come at 10:25 and see the car at 10:27; the settlement is next."""
    people = everybody(screens)
    screens["li"].clock.set("2026-11-23 10:30")
    return delivering.viewed(finished(people), people, OUT)


def closed(screens: Screens) -> Visit:
    """Let the customer settle and pay by 10:31."""
    people = everybody(screens)
    return delivering.settled(viewed(screens), people, OUT + 15 * MINUTE)


def test_12_1_the_repair_is_explained_before_it_is_settled(screens: Screens) -> None:
    """取车客户来了先迎候，再陪看车、说明；没说明就结算，办不成。"""
    people = everybody(screens)
    visit = ready(people)
    tell_to_collect(
        visit, person_told="陈女士", channel="phone", by=people["li"], at=OUT + 5 * MINUTE
    )
    li, zhao, he = screens["li"], screens["zhao"], screens["he"]
    li.clock.set("2026-11-23 10:30")
    li.is_refused(f"/visits/{visit.pk}/show-car/", points="换了制动片")
    assert "须先：迎候取车客户" in says_why(li, "12.1")
    li.keeps_a_picture("12.1-wrong-nobody-came")
    li.mends("迎候取车客户")
    li.presses("迎候取车客户")
    zhao.is_refused(f"/visits/{visit.pk}/present-settlement/")
    assert "须先：引导视检并说明" in says_why(zhao, "P.7")
    zhao.keeps_a_picture("12.1-wrong-not-explained")
    li.opens(f"/visits/{visit.pk}/")
    li.reads("第 12 条 1 款", "form[data-main] .say")
    assert "说明要点" in li.is_held_up(SHOW)
    li.keeps_a_picture("12.1-wrong")
    li.says()
    li.presses(SHOW, {"说明要点": "前制动片换新，制动盘尚好，下次保养再看"})
    li.keeps_a_picture("12.1-right")
    assert "已说" in told_of(he, "12.1")[0]


@pytest.mark.parametrize("says", [True, False], ids=["said", "unsaid"])
def test_12_2_the_cashier_greets_first_and_offers_a_seat(screens: Screens, says: bool) -> None:
    """结算台前先问好、请坐：话在眼前；没勾记为未说，不拦人。"""
    viewed(screens)
    zhao, he = screens["zhao"], screens["he"]
    zhao.takes_up(PRESENT, "A12345")
    zhao.reads("请坐", "form[data-main] .say")
    zhao.reads("第 12 条 2 款", "form[data-main] .say")
    if says:
        zhao.says()
    zhao.keeps_a_picture(f"12.2-{'right' if says else 'wrong'}")
    zhao.presses(PRESENT)
    assert ("已说" if says else "未说") in told_of(he, "12.2")[0]


def test_12_3_the_list_is_presented_signed_and_then_paid(screens: Screens) -> None:
    """先呈单、签字，再收款；签字框空着、金额不对，都在旁边说清。"""
    visit = viewed(screens)
    zhao = screens["zhao"]
    zhao.opens("/till/")
    assert "12.3" in zhao.is_refused(f"/visits/{visit.pk}/agree-settlement/", **SIGNED)
    zhao.keeps_a_picture("12.3-wrong-not-presented")
    zhao.mends(PRESENT)
    zhao.presses(PRESENT)
    paid = {"amount_fen": "608", "mode": "wechat"}
    assert zhao.is_refused(f"/visits/{visit.pk}/take-payment/", **paid) == {"12.3"}
    zhao.keeps_a_picture("12.3-wrong-not-signed")
    zhao.mends(SIGN)
    assert "请签字人在框内签字" in zhao.is_held_up(SIGN)
    zhao.keeps_a_picture("12.3-wrong-no-signature")
    zhao.signs()
    zhao.presses(SIGN)
    zhao.turns_to(PAY)
    assert "应收只有 608.00 元" in zhao.is_held_up(PAY, {"金额": "680"})
    assert "金额" in zhao.is_held_up(PAY, {"金额": "一百"})
    zhao.keeps_a_picture("12.3-wrong")
    zhao.presses(PAY, {"金额": "608", "付款方式": "微信"})
    zhao.reads("结算完毕")
    zhao.keeps_a_picture("12.3-right")


def test_12_3_what_is_changed_after_the_signature_is_signed_anew(screens: Screens) -> None:
    """签了字又要优惠：优惠定下后须重新呈单、签字，才收款。"""
    people = everybody(screens)
    visit = delivering.agreed(viewed(screens), people, OUT + 15 * MINUTE)
    delivering.taken_off(visit, people, OUT + 16 * MINUTE, fen=800)
    zhao = screens["zhao"]
    zhao.clock.set("2026-11-23 10:33")
    zhao.opens("/till/")
    paid = {"amount_fen": "600", "mode": "wechat"}
    assert zhao.is_refused(f"/visits/{visit.pk}/take-payment/", **paid) == {"12.3"}
    assert "须重新" in says_why(zhao, "12.3")
    zhao.keeps_a_picture("12.3-wrong-anew")
    zhao.mends(SIGN)
    zhao.takes_up(PRESENT, "A12345")
    zhao.presses(PRESENT)
    zhao.signs()
    zhao.presses(SIGN)
    zhao.presses(PAY)
    zhao.reads("结算完毕")


def test_12_4_a_discount_is_decided_by_the_manager(screens: Screens) -> None:
    """客户要优惠：结算员转主管，自己定不了；没定之前不能签结算单；主管要写理由。"""
    people = everybody(screens)
    visit = delivering.presented(viewed(screens), people, OUT + 14 * MINUTE)
    zhao, he = screens["zhao"], screens["he"]
    zhao.opens(f"/visits/{visit.pk}/")
    zhao.turns_to(ASK)
    assert "客户要求" in zhao.is_held_up(ASK)
    zhao.presses(ASK, {"客户要求": "老客户，能不能去个零头"})
    zhao.may_not(f"/visits/{visit.pk}/decide-discount/")
    zhao.opens(f"/visits/{visit.pk}/")
    assert zhao.page.locator("main").get_by_role("button", name=DECIDE).count() == 0
    assert "12.4" in zhao.is_refused(f"/visits/{visit.pk}/agree-settlement/", **SIGNED)
    zhao.keeps_a_picture("12.4-wrong-undecided")
    he.takes_up(DECIDE, "A12345")
    he.reads("老客户，能不能去个零头")
    assert "理由" in he.is_held_up(DECIDE, {"优惠金额": "8"})
    he.keeps_a_picture("12.4-wrong")
    he.is_held_up(DECIDE, {"优惠金额": "900", "理由": "老客户"})
    he.keeps_a_picture("12.4-wrong-more-than-the-account")
    he.presses(DECIDE, {"优惠金额": "8"})
    he.keeps_a_picture("12.4-right")
    zhao.takes_up(PRESENT, "A12345")
    zhao.reads("600.00")
    zhao.presses(PRESENT)
    zhao.signs()
    zhao.presses(SIGN)
    # Asked for once more, after the signature: it is decided before anything is paid.
    asked = zhao.page.locator(".act", has_text="客户要求优惠")
    asked.get_by_role("link", name="重办").click()
    zhao.presses(ASK, {"客户要求": "再便宜些"})
    paid = {"amount_fen": "600", "mode": "wechat"}
    assert zhao.is_refused(f"/visits/{visit.pk}/take-payment/", **paid) == {"12.4"}
    zhao.keeps_a_picture("12.4-wrong-paid-undecided")
    he.takes_up(DECIDE, "A12345")
    he.presses(DECIDE, {"优惠金额": "8", "理由": "不再减"})


def test_12_5_no_exit_notice_before_the_account_is_closed(screens: Screens) -> None:
    """没付清，开不出出厂通知单；付清五分钟内开，算按时。"""
    people = everybody(screens)
    visit = delivering.agreed(viewed(screens), people, OUT + 14 * MINUTE)
    zhao, he = screens["zhao"], screens["he"]
    zhao.opens("/till/")
    assert "12.5" in zhao.is_refused(f"/visits/{visit.pk}/issue-exit-notice/")
    assert "须先：结算完毕" in says_why(zhao, "12.5")
    zhao.keeps_a_picture("12.5-wrong")
    zhao.opens(f"/visits/{visit.pk}/")
    zhao.presses(PAY)
    assert reads_in_now(zhao, NOTICE, "第 12 条 5 款", "还有 4 分") == "amber"
    zhao.takes_up(NOTICE, "A12345")
    zhao.presses(NOTICE)
    zhao.keeps_a_picture("12.5-right")
    is_not_in_now(zhao, NOTICE)
    assert "做到" in told_of(he, "12.5")[0]
    assert passed(he, "12.5")


def test_12_5_a_notice_that_comes_late_is_listed_as_late(screens: Screens) -> None:
    """付清一刻钟了还没开单：在办里红，记逾期。"""
    closed(screens)
    zhao, he = screens["zhao"], screens["he"]
    zhao.clock.set("2026-11-23 10:46")
    assert reads_in_now(zhao, NOTICE, "第 12 条 5 款", "已过 10 分") == "red"
    zhao.keeps_a_picture("12.5-late")
    zhao.takes_up(NOTICE, "A12345")
    zhao.presses(NOTICE)
    assert "逾期" in told_of(he, "12.5")[0]
