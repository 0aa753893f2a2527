"""A customer on account: approved within the limit, paid later (12.5)."""

from datetime import datetime

import pytest

from jieche.delivery import commands, gate, till
from jieche.journal.queries import latest_document
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from tests.journeys.story import fresh
from tests.support.cast import clock
from tests.support.hands import words_of
from tests.support.screens import Screens
from tests.support.story_delivery import ALL_SIX, a_car_to_be_paid
from tests.support.story_estimate import signature

pytestmark = pytest.mark.django_db(transaction=True)


def drives_away(visit: Visit, people: dict[str, Staff], at: datetime) -> None:
    """Let the customer take his things, look the car over, sign, and go."""
    till.hand_over_six(visit, **ALL_SIX, by=people["zhao"], at=at)
    commands.check_yard(visit, are_items_complete=True, is_exterior_normal=True, objection="",
                        by=people["li"], at=at)  # fmt: skip
    gate.sign_acceptance(visit, signature=signature(), by=people["li"], at=at)
    gate.release(visit, by=people["men"], at=at)


def test_a_bill_is_put_on_account_and_paid_later(screens: Screens) -> None:
    """挂账：结算员批不了，超限主管也批不了，经理批；出了厂，后来收回欠款。"""
    people = {who: screens[who].person.staff for who in screens.people}
    zhao, he, jing = screens["zhao"], screens["he"], screens["jing"]
    shop = people["he"].shop
    shop.credit_limit_fen = 60000
    shop.save()
    visit = a_car_to_be_paid(people, clock("2026-11-23 08:10"))
    zhao.clock.set("2026-11-23 13:20")
    zhao.opens("/till/")
    assert zhao.is_refused(f"/visits/{visit.pk}/close-settlement/") == {"12.5"}
    zhao.keeps_a_picture("credit-unpaid-refused")
    zhao.mends("收款")
    zhao.reads("608.00")
    zhao.may_not(f"/visits/{visit.pk}/approve-credit/")

    he.opens(f"/visits/{visit.pk}/")
    he.turns_to("批准挂账")
    he.reads("600.00")
    asked = {"付款期限": "2026-12-20", "理由": "月结客户"}
    assert "须由经理批准" in he.is_held_up("批准挂账", asked)
    he.keeps_a_picture("credit-over-the-limit")
    jing.opens(f"/visits/{visit.pk}/")
    jing.turns_to("批准挂账")
    jing.is_held_up("批准挂账", {"付款期限": "2026-11-20", "理由": "月结客户"})
    jing.reads("到期日不能早于今天")
    jing.presses("批准挂账", {"付款期限": "2026-12-20"})

    zhao.opens("/till/")
    zhao.follows("结算完毕")
    zhao.presses("结算完毕")
    zhao.turns_to("开出厂通知单")
    zhao.presses("开出厂通知单")
    notice = latest_document(fresh(visit).matter, "exit_notice")
    assert notice is not None
    assert "经理" in notice.content
    drives_away(visit, people, zhao.clock.at)

    # Weeks later he pays: first too much is typed, then what he owes.
    zhao.clock.set("2026-12-18 10:00")
    zhao.opens("/till/")
    zhao.keeps_a_picture("credit-till")
    zhao.reads("608.00")
    zhao.follows("收款")
    assert "应收只有 608.00 元" in zhao.is_held_up("收款", {"金额": "680"})
    zhao.presses("收款", {"金额": "608", "付款方式": "转账"})
    zhao.keeps_a_picture("credit-paid")
    zhao.opens("/till/")
    assert "608.00" not in words_of(zhao.page.locator("main").inner_html())
    visit = fresh(visit)
    assert (visit.settlement.arrears_fen, visit.settlement.received_fen) == (0, 60800)
