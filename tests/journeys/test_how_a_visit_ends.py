"""
Each outcome of a visit on the screens of those who bring it about (P.2).

A car enters, is booked, is only diagnosed against its fee, or leaves; what the book asks in
between is tried the wrong way first.
"""

from datetime import timedelta

import pytest

from jieche.journal.queries import latest_document, signatures_under
from jieche.rulebook.words import Outcome, Purpose, Stage
from jieche.visits.models import Visit
from tests.journeys.story import fresh
from tests.support import story_reception
from tests.support.hands import STROKES
from tests.support.screens import Screens
from tests.support.story_estimate import estimated, promised

pytestmark = pytest.mark.django_db(transaction=True)

MINUTES = timedelta(minutes=1)


def ended(visit: Visit, stage: Stage, outcome: Outcome) -> None:
    """Say how the visit ended."""
    visit = fresh(visit)
    assert (visit.matter.stands_at, visit.outcome) == (stage, outcome.value)


def talked_over(screens: Screens, wish: str = "刹车时抖动") -> Visit:
    """Prepare a customer who agreed to talk it over, and the price he was told."""
    li = screens["li"]
    visit = story_reception.talked_over(li.person.staff, li.clock.at, wish=wish)
    estimated(visit, li.person.staff, li.clock.at + 3 * MINUTES)
    li.clock.wait(5)
    return visit


def goes_out_by_notice(screens: Screens, visit: Visit) -> None:
    """The gate holds the car until the cashier has issued the notice; then it lets it go."""
    zhao, men = screens["zhao"], screens["men"]
    men.opens("/")
    men.follows("门卫", ".tabs")
    men.page.wait_for_url("**/gate/")
    men.reads("不能放行")
    assert men.is_refused(f"/visits/{visit.pk}/see-out/") == {"3.4"}
    men.reads("开出厂通知单 →", ".missing")
    zhao.opens("/till/")
    zhao.follows("开出厂通知单")
    zhao.presses("开出厂通知单")
    men.opens("/gate/")
    men.reads("可以放行")
    men.keeps_a_picture("gate-may-go")
    men.follows("送客离厂")
    men.presses("送客离厂")
    men.opens("/gate/")
    men.reads("没有要出厂的车")


def test_the_customer_signs_and_the_car_enters(screens: Screens) -> None:
    """进厂：没过目不能签；过目、签字，车就进厂。"""
    li = screens["li"]
    visit = talked_over(screens)
    promised(visit, li.person.staff, li.clock.at)
    unread = {"signature_signer": "陈静", "signature_strokes": STROKES}
    assert li.is_refused(f"/visits/{visit.pk}/sign-order/", **unread) == {"3.2"}
    li.keeps_a_picture("enters-refused")
    li.mends("请客户过目")
    li.presses("请客户过目")
    li.takes_up("请客户签字", "A12345")
    li.signs()
    li.keeps_a_picture("enters-signing")
    li.presses("请客户签字")
    li.reads("已签单")
    paper = latest_document(fresh(visit).matter, "order")
    assert paper is not None
    assert [one.words for one in signatures_under(paper)] == ["陈静"]
    ended(visit, Stage.SIGNED, Outcome.ENTERS)
    li.opens("/")
    assert "开始交车手续" in li.owes()


def test_the_customer_books_and_drives_away(screens: Screens) -> None:
    """预约：钟点要写明确，店要开门；签了预约单，凭通知单出门。"""
    li = screens["li"]
    visit = story_reception.received(
        li.person.staff, li.clock.at, purpose=Purpose.BOOKING, wish="想约个四万公里保养"
    )
    li.clock.wait(2)
    li.takes_up("改为预约", "A12345")
    agreed = {"预约日期和钟点": "11-29 10:00", "预计工时": "2", "维修项目": "四万公里保养",
              "估价": "1109"}  # fmt: skip
    assert "那时本店不营业" in li.is_held_up("改为预约", agreed)  # a Sunday
    li.keeps_a_picture("books-closed-day")
    li.presses("改为预约", {"预约日期和钟点": "11-26 10:00"})
    li.reads("10:00")
    assert li.is_held_up("请客户确认预约")
    li.signs()
    li.presses("请客户确认预约")
    li.keeps_a_picture("books-confirmed")
    goes_out_by_notice(screens, visit)
    ended(visit, Stage.LEFT, Outcome.BOOKING)


def test_a_diagnosis_alone_is_paid_before_the_gate(screens: Screens) -> None:
    """只诊断：先讲过的诊断费，付了才开通知单。"""
    li, zhao = screens["li"], screens["zhao"]
    visit = story_reception.diagnosed(
        li.person.staff, screens["wang"].person.staff, li.clock.at, fee_fen=8000
    )
    li.clock.wait(40)
    li.opens(f"/visits/{visit.pk}/")
    li.follows("客户不修")
    li.is_held_up("客户不修", {"结果": "只诊断报价"})  # without a reason
    li.presses("客户不修", {"理由": "再考虑"})
    assert zhao.is_refused(f"/visits/{visit.pk}/issue-exit-notice/") == {"3.5"}
    zhao.keeps_a_picture("diagnosis-fee-refused")
    zhao.may_not(f"/visits/{visit.pk}/waive-fee/")
    zhao.mends("收诊断费")
    zhao.reads("80.00")
    zhao.keeps_a_picture("diagnosis-fee")
    zhao.presses("收诊断费", {"付款方式": "现金"})
    goes_out_by_notice(screens, visit)
    ended(visit, Stage.LEFT, Outcome.QUOTE_ONLY)
    payment = visit.payments.get()
    assert (payment.amount_fen, payment.mode) == (8000, "cash")


def test_a_customer_who_heard_the_price_leaves(screens: Screens) -> None:
    """离厂：听过价钱不修了，不收钱，只凭通知单出门。"""
    li = screens["li"]
    visit = talked_over(screens)
    li.opens(f"/visits/{visit.pk}/")
    li.follows("客户不修")
    li.presses("客户不修", {"结果": "离厂", "理由": "价格"})
    li.keeps_a_picture("leaves")
    goes_out_by_notice(screens, visit)
    ended(visit, Stage.LEFT, Outcome.LEAVES)
    assert not visit.payments.exists()
