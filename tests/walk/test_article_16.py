"""Article 16 on the screen: a booking from the customer's wish to the day before."""

import pytest

from jieche.appointments.models import Booking
from jieche.reception.commands import CarTold
from jieche.rulebook.words import Purpose
from tests.support import story_reception
from tests.support.cast import clock
from tests.support.screens import Screen, Screens
from tests.support.story_appointments import COSTLY, booked, confirmed
from tests.walk.desk import is_not_in_now, reads_in_now, says_why
from tests.walk.the_book import one_case

pytestmark = pytest.mark.django_db(transaction=True)

BOOK, CONFIRM, TAKE, TELL, KEEP, REMIND = (
    "改为预约", "请客户确认预约", "收定金", "通知车间留工位", "确认留工位", "提醒客户",
)  # fmt: skip
HOUR = "预约日期和钟点"
SERVICE = {HOUR: "11-26 10:00", "预计工时": "2", "维修项目": "四万公里保养", "估价": "1109"}
SHOCKS = SERVICE | {"维修项目": "更换前减振器一对", "估价": "3000", "需备配件价格": "2000",
                    "需备配件": "前减振器一对"}  # fmt: skip


def to_be_booked(screens: Screens) -> Screen:
    """Bring a customer who came to book to the slip; return the advisor, who has it open."""
    li = screens["li"]
    story_reception.received(li.person.staff, li.clock.at, purpose=Purpose.BOOKING,
                             wish="想约个四万公里保养")  # fmt: skip
    li.clock.wait(2)
    li.takes_up(BOOK, "A12345")
    return li


def slip(screens: Screens, *, costly: bool = False) -> Booking:
    """Bring a booking to its written slip, for Thursday at ten."""
    agreed = {"agreed": COSTLY} if costly else {}
    booking = booked(screens["li"].person.staff, clock("2026-11-23 08:10"), **agreed)
    screens["li"].clock.set("2026-11-23 08:20")
    return booking


def sums(booking: Booking) -> tuple[int, int, int]:
    booking.refresh_from_db()
    return booking.paid_fen, booking.earnest_fen, booking.prepaid_fen


def test_16_1_what_the_shop_proposes_needs_the_customers_agreement(screens: Screens) -> None:
    """本店建议的预约，客户没点头写不成；写成了，来源写在预约单上。"""
    li = to_be_booked(screens)
    said = li.is_held_up(BOOK, SERVICE | {"预约来源": "本店建议，客户同意"})
    assert "须经客户同意" in said
    assert "16.1" in li.page.locator(".missing a.clause, a.clause").evaluate_all(
        "all => all.map(a => a.href.split('#c')[1])"
    )
    li.keeps_a_picture("16.1-wrong")
    li.presses(BOOK, {"客户同意本店的建议": "✓"})
    li.opens(f"/bookings/{Booking.objects.get().pk}/")
    li.reads("本店建议，客户同意")
    li.keeps_a_picture("16.1-right")


def test_16_2_the_hour_is_definite(screens: Screens) -> None:
    """“下周找个时间”不算钟点；过去的、不营业的也约不了。"""
    li = to_be_booked(screens)
    assert "下周找个时间" in li.is_held_up(BOOK, SERVICE | {HOUR: "下周找个时间"})
    li.keeps_a_picture("16.2-wrong")
    assert "预约时间已过" in li.is_held_up(BOOK, {HOUR: "11-23 08:00"})
    assert "不营业" in li.is_held_up(BOOK, {HOUR: "11-29 10:00"})  # a Sunday
    assert not Booking.objects.exists()
    li.presses(BOOK, {HOUR: "11-26 10:00"})
    booking = Booking.objects.get()
    assert booking.starts_at == clock("2026-11-26 10:00")
    li.opens(f"/bookings/{booking.pk}/")
    li.reads("2026-11-26 星期四 10:00")
    li.keeps_a_picture("16.2-right")


def test_16_3_the_customer_signs_the_slip(screens: Screens) -> None:
    """没签名、也没有回话，不算确认；到钟点还没确认，红着。"""
    booking = slip(screens)
    li = screens["li"]
    assert reads_in_now(li, CONFIRM, "第 16 条 3 款", "还有") != "red"
    li.takes_up(CONFIRM, "A12345")
    assert li.is_held_up(CONFIRM)
    li.keeps_a_picture("16.3-wrong")
    li.clock.set("2026-11-26 10:05")
    assert reads_in_now(li, CONFIRM, "第 16 条 3 款", "已过 5 分") == "red"
    li.keeps_a_picture("16.3-late")
    li.clock.set("2026-11-23 08:40")
    li.opens(f"/bookings/{booking.pk}/")
    li.turns_to(CONFIRM)
    li.signs()
    li.presses(CONFIRM)
    li.reads("预约已确认")
    is_not_in_now(li, CONFIRM)
    li.clock.set("2026-11-26 10:05")
    one_case(li, "16.3", "预约已确认", "做到")
    li.keeps_a_picture("16.3-right")


def test_16_4_costly_parts_are_not_got_ready_without_a_deposit(screens: Screens) -> None:
    """配件贵，定金没收，预约确认不了；免收只有主管能批，写明理由。"""
    booking = slip(screens, costly=True)
    li, he, zhao = screens["li"], screens["he"], screens["zhao"]
    page = f"/bookings/{booking.pk}"
    assert li.is_refused(f"{page}/confirm-booking/", message="好", reached="wechat") == {"16.4"}
    assert "收定金" in says_why(li, "16.4")
    assert "由结算员办理" in says_why(li, "16.4")
    li.keeps_a_picture("16.4-wrong")
    li.may_not(f"{page}/waive-deposit/")
    zhao.may_not(f"{page}/waive-deposit/")
    he.opens(f"{page}/")
    he.turns_to("免收定金")
    assert "理由" in he.is_held_up("免收定金")
    he.keeps_a_picture("16.4-waive-without-a-reason")
    he.presses("免收定金", {"理由": "老客户，三年没有爽约"})
    li.opens(f"{page}/")
    li.turns_to(CONFIRM)
    li.signs()
    li.presses(CONFIRM)
    li.reads("预约已确认")
    li.keeps_a_picture("16.4-right")


def test_16_5_at_least_half_and_no_more_earnest_money_than_the_law_allows(screens: Screens) -> None:
    """预交不足一半收不了；收够了，法定上限以内是定金，其余是预付款。"""
    booking = slip(screens, costly=True)
    zhao = screens["zhao"]
    zhao.takes_up(TAKE, "A12345")
    assert "预交款不少于 1,000.00 元" in zhao.is_held_up(TAKE, {"金额": "999.99"})
    zhao.keeps_a_picture("16.5-wrong")
    assert sums(booking) == (0, 0, 0)
    zhao.presses(TAKE, {"金额": "1000", "付款方式": "现金"})
    assert sums(booking) == (100000, 60000, 40000)  # a fifth of 3000.00
    zhao.opens(f"/bookings/{booking.pk}/")
    zhao.reads("¥600.00")
    zhao.reads("¥400.00")
    zhao.keeps_a_picture("16.5-right")


def test_16_6_the_register_is_the_slips_themselves(screens: Screens) -> None:
    """登记表不用另填：写了预约单，表上就有；表上没有可以另填的地方。"""
    li = screens["li"]
    register = "/bookings/?view=register&day=2026-11-26"
    li.opens(register)
    li.reads("没有预约")
    assert li.page.locator("main table input, main table textarea").count() == 0
    li.keeps_a_picture("16.6-before")
    li = to_be_booked(screens)
    li.presses(BOOK, SERVICE)
    booking = Booking.objects.get()
    li.opens(register)
    row = li.page.locator("main table tbody tr")
    assert row.count() == 1
    for told in (booking.number, "11-26 10:00", "陈静", "四万公里保养", "客户提出"):
        assert told in row.inner_text()
    li.keeps_a_picture("16.6-right")


def test_16_7_the_workshop_hears_of_it_the_same_day(screens: Screens) -> None:
    """当天告诉车间主管，他当天回话工位留出来了；没工位约不成；隔天才说，记逾期。"""
    booking = slip(screens)
    li, sun = screens["li"], screens["sun"]
    booked(li.person.staff, clock("2026-11-23 08:12"), car=CarTold("沪B54321"), bay="接2")
    late = f"/bookings/{booking.pk}/"
    assert reads_in_now(li, TELL, "第 16 条 7 款", "还有") != "red"
    li.opens("/bookings/new/")
    with li.page.expect_response("**/bookings/look-up/"):
        li.page.fill("[name=plate]", "沪C99999")
    other = SERVICE | {"姓名": "周先生", "电话": "13900001111"}
    with li.page.expect_response("**/bookings/slots/**"):
        li.fills(other)
    said = li.is_held_up("填预约单")
    assert "没有空工位" in said
    li.keeps_a_picture("16.7-no-bay")
    li.may_not(f"{late}reserve-bay/")
    li.opens(late)
    li.turns_to(TELL)
    li.presses(TELL, {"受话人": "孙师傅"})
    sun.takes_up(KEEP, "A12345")
    sun.presses(KEEP)
    sun.keeps_a_picture("16.7-right")
    one_case(li, "16.7", "A12345", "车间已留工位", "做到")
    li.clock.set("2026-11-24 08:30")
    assert reads_in_now(li, TELL, "第 16 条 7 款", "已过", car="B54321") == "red"
    li.keeps_a_picture("16.7-wrong")
    li.takes_up(TELL, "B54321")
    li.presses(TELL, {"受话人": "孙师傅"})
    one_case(li, "16.7", "B54321", "车间已获通知", "逾期")


def test_16_8_the_customer_is_reminded_a_day_to_half_a_day_ahead(screens: Screens) -> None:
    """提前半天到一天提醒：提醒早了不算数；回话不写记不上。"""
    li, sun = screens["li"], screens["sun"]
    booking = confirmed(li.person.staff, sun.person.staff, clock("2026-11-23 09:00"))
    li.clock.set("2026-11-24 09:00")
    li.opens(f"/bookings/{booking.pk}/")
    li.turns_to(REMIND)
    li.presses(REMIND, {"答复": "知道了"})  # two days ahead: forgotten again by then
    li.clock.set("2026-11-25 14:00")
    assert reads_in_now(li, REMIND, "第 16 条 8 款", "还有 4 小时") != "red"
    li.takes_up(REMIND, "A12345")
    li.keeps_a_picture("16.8-again")
    assert "答复" in li.is_held_up(REMIND, {"通知方式": "电话"})
    li.keeps_a_picture("16.8-wrong")
    li.says()
    li.presses(REMIND, {"答复": "记得，准时到"})
    li.clock.set("2026-11-25 18:30")
    one_case(li, "16.8", "已提醒客户", "做到")
    li.keeps_a_picture("16.8-right")


def test_16_8_reminded_too_late_it_is_listed_as_late(screens: Screens) -> None:
    """临到跟前才提醒，记逾期；该说的话没说，也看得出来。"""
    li = screens["li"]
    confirmed(li.person.staff, screens["sun"].person.staff, clock("2026-11-23 09:00"))
    li.clock.set("2026-11-26 08:10")
    assert reads_in_now(li, REMIND, "第 16 条 8 款", "已过") == "red"
    li.takes_up(REMIND, "A12345")
    li.presses(REMIND, {"答复": "在路上了"})
    one_case(li, "16.8", "逾期")
    one_case(li, "16.8", "未说")
    li.keeps_a_picture("16.8-late")
