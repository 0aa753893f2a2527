"""A booking for which costly parts are got ready, and one that nobody kept (article 16)."""

import pytest

from jieche.appointments.models import Booking
from jieche.delivery import account, commands
from jieche.journal.models import Duty
from jieche.reception import commands as reception
from jieche.rulebook.words import Event, Purpose, Stage
from jieche.visits.models import Visit
from tests.journeys.story import fresh
from tests.support import story_reception
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.support.story_appointments import COSTLY, confirmed
from tests.support.story_checkin import handed_in, in_the_workshop
from tests.support.story_delivery import MINUTE, made_ready
from tests.support.story_estimate import signed
from tests.support.story_repair import repaired

pytestmark = pytest.mark.django_db(transaction=True)


def is_written(screens: Screens) -> Booking:
    """The advisor writes the slip: an hour that is past is no hour."""
    li = screens["li"]
    staff, at = li.person.staff, li.clock.at
    wish = "前减振器漏油，想约时间换一对"
    story_reception.received(staff, at, purpose=Purpose.BOOKING, wish=wish)
    li.clock.wait(2)
    li.takes_up("改为预约", "A12345")
    agreed = {
        "预约日期和钟点": "11-20 10:00", "预计工时": "2", "维修项目": "更换前减振器一对",
        "估价": "3000", "需备配件价格": "2000", "需备配件": "前减振器一对",
    }  # fmt: skip
    assert li.is_held_up("改为预约", agreed)
    li.keeps_a_picture("booking-past-hour")
    li.presses("改为预约", {"预约日期和钟点": "11-26 10:00"})
    booking = Booking.objects.get()
    assert (booking.costly_parts_fen, booking.deposit_fen) == (200000, 100000)
    return booking


def is_paid_ahead(screens: Screens, booking: Booking) -> None:
    """No confirmation before the deposit; not less than one half of the parts."""
    li, zhao = screens["li"], screens["zhao"]
    page = f"/bookings/{booking.pk}"
    said = {"message": "确认", "reached": "wechat"}
    assert li.is_refused(f"{page}/confirm-booking/", **said) == {"16.4"}
    li.keeps_a_picture("booking-unpaid-refused")
    zhao.opens("/till/")
    zhao.reads("1,000.00")
    zhao.keeps_a_picture("deposit-at-the-till")
    zhao.follows("收定金")
    assert "预交款不少于 1,000.00 元" in zhao.is_held_up("收定金", {"金额": "500"})
    zhao.keeps_a_picture("deposit-too-little")
    zhao.presses("收定金", {"金额": "1000", "付款方式": "现金"})
    zhao.opens("/till/")
    assert not zhao.page.get_by_text("待收定金").count()
    booking.refresh_from_db()
    assert (booking.paid_fen, booking.earnest_fen) == (100000, 60000)  # a fifth of 3000.00


def is_confirmed(screens: Screens, booking: Booking) -> None:
    """The customer signs, the workshop is told and keeps the bay, the customer is reminded."""
    li, sun = screens["li"], screens["sun"]
    li.opens(f"/bookings/{booking.pk}/")
    li.turns_to("请客户确认预约")
    li.signs()
    li.presses("请客户确认预约")
    li.turns_to("通知车间留工位")
    li.presses("通知车间留工位", {"受话人": "孙师傅"})
    sun.takes_up("确认留工位", "A12345")
    sun.presses("确认留工位")
    li.clock.set("2026-11-25 14:00")
    li.takes_up("提醒客户", "A12345")
    li.is_held_up("提醒客户", {"通知方式": "电话"})  # without his answer
    li.says()
    li.presses("提醒客户", {"答复": "记得，准时到"})
    li.keeps_a_picture("booking-reminded")
    kept = Duty.objects.get(matter=booking.matter, event=Event.BOOKING_REMINDED.value,
                            is_prompt=False)  # fmt: skip
    assert kept.met_at is not None
    assert kept.opens_at <= kept.met_at <= kept.due_at


def is_repaired(screens: Screens, visit: Visit) -> None:
    """Prepare the way from the customer's wish to his look at the finished car."""
    people = {who: screens[who].person.staff for who in screens.people}
    li, at = people["li"], screens["li"].clock.at
    visit = fresh(visit)
    if visit.is_first:
        reception.explain_services(visit, by=li, at=at)
    reception.give_consent(visit, agreed_by="陈静", by=li, at=at)
    signed(visit, li, at + 2 * MINUTE)
    handed_in(visit, li, at + 8 * MINUTE)
    in_the_workshop(visit, li, people["sun"], clock("2026-11-26 10:10"))
    repaired(visit, people["wang"], people["sun"], clock("2026-11-26 10:20"))
    made_ready(visit, people, clock("2026-11-26 11:30"))
    commands.receive_customer(visit, collector="陈静", by=li, at=clock("2026-11-26 13:30"))
    commands.show_car(visit, points="前减振器已换", by=li, at=clock("2026-11-26 13:31"))
    screens["li"].clock.set("2026-11-26 13:33")


def test_a_booking_is_paid_ahead_and_becomes_a_visit(screens: Screens) -> None:
    """预约有贵重配件：先收定金再确认，留工位、提醒，到店即来访，定金抵账。"""
    li, zhao = screens["li"], screens["zhao"]
    booking = is_written(screens)
    is_paid_ahead(screens, booking)
    is_confirmed(screens, booking)
    first = booking.visit
    zhao.opens("/till/")
    zhao.follows("开出厂通知单")
    zhao.presses("开出厂通知单")
    screens["men"].opens("/gate/")
    screens["men"].follows("送客离厂")
    screens["men"].presses("送客离厂")
    assert fresh(first).matter.stands_at is Stage.LEFT

    li.clock.set("2026-11-26 09:50")
    li.opens("/")
    li.keeps_a_picture("booking-on-the-desk")
    li.page.locator(".booking a").first.click()
    li.page.wait_for_url("**/bookings/*/")
    li.turns_to("到店")
    li.presses("到店")
    booking.refresh_from_db()
    visit = booking.kept_visit
    assert visit is not None
    li.turns_to("迎接客户")
    li.presses("迎接客户")
    li.turns_to("问明来意")
    assert "前减振器漏油" in li.form.get_by_label("客户原话").input_value()  # from the slip
    li.fills({"来意": "维修"})
    li.presses("问明来意")
    is_repaired(screens, visit)

    people = {who: screens[who].person.staff for who in screens.people}
    account.present_settlement(visit, by=people["zhao"], at=li.clock.at)
    zhao.opens("/till/")
    zhao.follows("请客户签结算单")
    zhao.reads("1,000.00")
    zhao.signs()
    zhao.keeps_a_picture("deposit-set-against-the-bill")
    zhao.presses("请客户签结算单")
    visit = fresh(visit)
    assert visit.settlement.prepaid_fen == 100000


def test_a_booking_that_nobody_kept(screens: Screens) -> None:
    """未到：钟点没过不能记；记了，工位放出来；人后来到了，照样接。"""
    li = screens["li"]
    booking = confirmed(li.person.staff, screens["sun"].person.staff, clock("2026-11-23 09:00"))
    page = f"/bookings/{booking.pk}"
    li.clock.set("2026-11-26 09:59")
    li.is_refused(f"{page}/miss-booking/")
    li.reads("预约时间还没有过")
    li.keeps_a_picture("no-show-too-early")
    li.clock.set("2026-11-26 11:00")
    li.opens("/bookings/")
    li.keeps_a_picture("no-show-bookings")
    li.opens(f"{page}/")
    li.turns_to("记为未到")
    li.presses("记为未到")
    li.reads("未到")
    li.keeps_a_picture("no-show")
    booking.refresh_from_db()
    assert booking.matter.stands_at is Stage.MISSED
    assert not booking.is_bay_held
    li.clock.set("2026-11-26 15:00")
    li.opens(f"{page}/")
    li.turns_to("到店")
    li.presses("到店")
    booking.refresh_from_db()
    assert booking.kept_visit is not None


def test_the_deposit_of_who_did_not_come_goes_over_to_his_next_booking(screens: Screens) -> None:
    """未到的定金：不能就这么退，也丢不了；另约时间，整笔转入新预约单。"""
    li, zhao = screens["li"], screens["zhao"]
    old = confirmed(li.person.staff, screens["sun"].person.staff, clock("2026-11-23 09:00"),
                    cashier=zhao.person.staff, agreed=COSTLY)  # fmt: skip
    li.clock.set("2026-11-26 11:00")
    li.opens(f"/bookings/{old.pk}/")
    li.turns_to("记为未到")
    li.presses("记为未到")
    zhao.opens("/till/")
    zhao.reads("未成预约的预交款")
    zhao.keeps_a_picture("missed-deposit-at-the-till")
    assert zhao.is_refused(f"/bookings/{old.pk}/settle-deposit/", means="cash") == {"16.5"}
    li.takes_up("取消预约", "A12345")
    li.keeps_a_picture("missed-deposit")
    li.follows("另约时间")
    assert li.page.get_by_label("需备配件选填").input_value() == "前减振器一对"
    li.presses("填预约单", {"预约日期和钟点": "12-01 10:00"})
    new = Booking.objects.latest("pk")
    zhao.opens("/till/")
    zhao.follows("收定金")
    zhao.keeps_a_picture("missed-deposit-goes-over")
    zhao.reads(f"{old.number} · 未到 · ¥1,000.00")
    zhao.presses("收定金")
    new.refresh_from_db()
    assert (new.paid_fen, new.earnest_fen) == (100000, 60000)
    zhao.opens(f"/bookings/{old.pk}/")
    zhao.reads(f"已转入 {new.number}")
    zhao.keeps_a_picture("missed-deposit-gone-over")
    li.opens("/")
    assert "取消预约" not in li.owes()
