"""Article 9 on the screen: what the workshop finds, what the customer says, what becomes of it."""

import pytest

from jieche.journal.models import Entry
from jieche.journal.queries import latest_document
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import Team
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands as workshop
from jieche.workshop.models import Supplement
from tests.support.cast import CHINA, clock
from tests.support.screens import Screens
from tests.support.story_delivery import at_the_till, made_ready, paid
from tests.support.story_repair import (
    a_car_in_the_workshop,
    agreed,
    asked,
    done,
    refused,
    reported,
)
from tests.walk.desk import everybody, is_not_in_now, reads_in_now, says_why
from tests.walk.the_book import one_case

pytestmark = pytest.mark.django_db(transaction=True)

REPORT, CALL, YES, NO, RELAY, SHEET = (
    "报增项", "致电征询客户", "客户同意", "客户不同意", "转达车间", "交增项单",
)  # fmt: skip
WARN, SIGN, UNSIGNED = "讲明安全利害", "请客户补签增项单", "记录拒签"
DANGER = "制动软管鼓包，随时可能爆裂"
SPOKE = {"征询结果": "有明确答复"}


def in_work(screens: Screens) -> Visit:
    """Bring a car into work, at ten to nine."""
    people = everybody(screens)
    Staff.objects.filter(pk=people["wang"].pk).update(team=Team.objects.all()[0])
    visit = a_car_in_the_workshop(people["li"], people["sun"], clock("2026-11-23 08:10"))
    workshop.start_work(visit, by=people["wang"], at=clock("2026-11-23 08:50"))
    return visit


def found(screens: Screens, *, warning: str = "") -> Supplement:
    """Let the technician find something at nine."""
    one = reported(in_work(screens), screens["wang"].person.staff, clock("2026-11-23 09:00"),
                   warning=warning)  # fmt: skip
    screens["li"].clock.set("2026-11-23 09:03")
    return one


def card(one: Supplement) -> str:
    return f"/supplements/{one.pk}"


def test_9_1_the_customer_is_phoned_at_once(screens: Screens) -> None:
    """十分钟内致电；号码、接电话的人，一样不能空；晚了，红着，记逾期。"""
    found(screens)
    li = screens["li"]
    assert reads_in_now(li, CALL, "第 9 条 1 款", "还有 7 分") != "red"
    li.takes_up(CALL, "A12345")
    said = li.is_held_up(CALL, SPOKE | {"拨打号码": "", "接电话的人": ""})
    assert "写明拨打的号码" in said
    assert "接电话的人" in said
    li.keeps_a_picture("9.1-wrong")
    li.clock.set("2026-11-23 09:15")
    assert reads_in_now(li, CALL, "第 9 条 1 款", "已过 5 分") == "red"
    li.keeps_a_picture("9.1-late")
    li.takes_up(CALL, "A12345")
    li.presses(CALL, SPOKE)
    one_case(li, "9.1", "A12345", "已致电征询", "逾期")
    li.keeps_a_picture("9.1-right")


def test_9_2_the_same_call_says_how_long_it_takes(screens: Screens) -> None:
    """电话里同时讲新的交车时间；客户同意，没有新时间、也没说不变，记不下。"""
    one = found(screens)
    li = screens["li"]
    li.takes_up(CALL, "A12345")
    li.reads("加做后")
    stands = one.visit.promised_at
    assert stands is not None
    li.reads(f"仍按 {stands.astimezone(CHINA):%H:%M}")
    li.presses(CALL, SPOKE)  # the words were not ticked
    one_case(li, "9.2", "A12345", "未说")
    li.opens(f"/visits/{one.visit_id}/")
    li.turns_to(YES)
    li.form.evaluate(
        "form => form.querySelectorAll('[name=offer]').forEach(o => o.checked = false)"
    )
    assert "时间" in li.is_held_up(YES, {"前减振器总成 ×1 支": "在库"})
    li.keeps_a_picture("9.2-wrong")
    li.presses(YES, {"交车时间": "改到", "其他时间": "11-23 16:00"})
    one.visit.refresh_from_db()
    assert one.visit.promised_at == clock("2026-11-23 16:00")
    li.keeps_a_picture("9.2-right")


def test_9_3_a_clear_answer_goes_to_the_workshop_at_once(screens: Screens) -> None:
    """没有明确答复，不当同意；有了答复，五分钟内转告，晚了记逾期。"""
    one = found(screens)
    li, wang = screens["li"], screens["wang"]
    li.takes_up(CALL, "A12345")
    li.presses(CALL, {"征询结果": "没有明确答复"})
    assert "9.10" in wang.is_refused(f"{card(one)}/start-supplement/")
    li.opens(f"/visits/{one.visit_id}/")
    assert li.page.get_by_role("button", name=YES).count() == 0
    li.keeps_a_picture("9.3-unclear")
    refused(one, li.person.staff, clock("2026-11-23 09:10"))
    li.clock.set("2026-11-23 09:12")
    assert reads_in_now(li, RELAY, "第 9 条 3 款", "还有 4 分") != "red"
    li.clock.set("2026-11-23 09:20")
    assert reads_in_now(li, RELAY, "第 9 条 3 款", "已过 4 分") == "red"
    li.keeps_a_picture("9.3-wrong")
    li.takes_up(RELAY, "A12345")
    said = li.is_held_up(RELAY, {"时间": "11-23 09:05"})  # before the customer had answered
    assert "第 9 条 3 款" in said
    li.keeps_a_picture("9.3-before-the-answer")
    li.opens("/")
    li.takes_up(RELAY, "A12345")
    li.presses(RELAY)
    is_not_in_now(li, RELAY)
    one_case(li, "9.3", "A12345", "逾期")


def test_9_4_a_no_may_be_told_by_word_with_whom_and_when(screens: Screens) -> None:
    """口头告诉车间就行，告诉了谁，要写。"""
    one = refused(found(screens), screens["li"].person.staff, clock("2026-11-23 09:04"))
    li = screens["li"]
    li.clock.set("2026-11-23 09:06")
    li.takes_up(RELAY, "A12345")
    assert "已告知谁" in li.is_held_up(RELAY, {"已告知谁": ""})
    li.keeps_a_picture("9.4-wrong")
    li.presses(RELAY, {"已告知谁": "孙师傅"})
    told = Entry.objects.get(matter=one.matter, event=Event.WORKSHOP_TOLD.value)
    assert told.happened_at == clock("2026-11-23 09:06")
    assert not Entry.objects.filter(event=Event.SHEET_DELIVERED.value).exists()
    li.reads("不做，已转告")
    li.keeps_a_picture("9.4-right")


def test_9_5_a_sheet_is_made_out_and_signed_before_the_car_is_settled(screens: Screens) -> None:
    """客户没同意，开不出增项单；电话同意的，没补签，结不了账；拒签只有主管能记，写理由。"""
    one = found(screens)
    people = everybody(screens)
    li, zhao, he = screens["li"], screens["zhao"], screens["he"]
    refusal = li.is_refused(f"{card(one)}/deliver-sheet/", delivered_to="孙师傅")
    assert "9.5" in refusal
    assert YES in says_why(li, "9.5")
    li.keeps_a_picture("9.5-refused")
    agreed(one, people["li"], clock("2026-11-23 09:04"), promised_at=clock("2026-11-23 16:00"))
    done(one, people["li"], people["wang"], clock("2026-11-23 09:10"))
    visit = one.visit
    visit.refresh_from_db()
    workshop.finish_work(visit, by=people["wang"], at=clock("2026-11-23 10:00"))
    workshop.pass_inspection(visit, self_by=people["wang"], no_peer_because="单项作业",
                             by=people["sun"], at=clock("2026-11-23 10:10"))  # fmt: skip
    made_ready(visit, people, clock("2026-11-23 10:20"))
    at_the_till(visit, people, clock("2026-11-23 13:00"))
    account = visit.settlement
    paid(visit, people, clock("2026-11-23 13:10"), fen=account.arrears_fen)
    zhao.clock.set("2026-11-23 13:20")
    assert "9.5" in zhao.is_refused(f"/visits/{visit.pk}/close-settlement/")
    assert "签齐增项单" in says_why(zhao, "9.5")
    assert "由接待员、业务主管办理" in says_why(zhao, "9.5")
    zhao.keeps_a_picture("9.5-wrong")
    li.may_not(f"{card(one)}/record-signature-refused/")
    he.opens(f"/visits/{visit.pk}/?step=repair")
    he.follows(UNSIGNED)
    assert "理由" in he.is_held_up(UNSIGNED)
    li.opens(f"/visits/{visit.pk}/?step=repair")
    li.follows(SIGN)
    assert li.is_held_up(SIGN)
    li.signs()
    li.presses(SIGN)
    zhao.opens(f"/visits/{visit.pk}/")
    zhao.turns_to("结算完毕")
    zhao.presses("结算完毕")
    paper = latest_document(one.matter, "supplement")
    assert paper is not None
    li.keeps_a_picture("9.5-right")


def test_9_6_the_sheet_goes_to_the_dispatcher_at_once(screens: Screens) -> None:
    """同意了，五分钟内交单；交给谁要写；没交，增项开不了工。"""
    one = agreed(found(screens), screens["li"].person.staff, clock("2026-11-23 09:04"),
                 promised_at=clock("2026-11-23 16:00"))  # fmt: skip
    li, wang = screens["li"], screens["wang"]
    li.clock.set("2026-11-23 09:06")
    assert "9.6" in wang.is_refused(f"{card(one)}/start-supplement/")
    assert "由接待员" in says_why(wang, "9.6")
    wang.keeps_a_picture("9.6-refused")
    assert reads_in_now(li, SHEET, "第 9 条 6 款", "还有 4 分") != "red"
    li.clock.set("2026-11-23 09:14")
    assert reads_in_now(li, SHEET, "第 9 条 6 款", "已过 4 分") == "red"
    li.takes_up(SHEET, "A12345")
    assert "接单人" in li.is_held_up(SHEET, {"接单人": ""})
    li.fills({"接单人": "孙师傅"})
    li.keeps_a_picture("9.6-wrong")
    li.presses(SHEET)
    one_case(li, "9.6", "A12345", "逾期")
    assert "9.6" not in _start(screens, one)
    li.keeps_a_picture("9.6-right")


def _start(screens: Screens, one: Supplement) -> str:
    wang = screens["wang"]
    wang.opens(f"/visits/{one.visit_id}/")
    wang.turns_to("增项开工")
    wang.presses("增项开工")
    return wang.page.locator("main").inner_text()


def test_9_7_the_technical_reason_is_told(screens: Screens) -> None:
    """技术原因没写，报不了增项；电话页上就摆着原因和那句话。"""
    in_work(screens)
    li, wang = screens["li"], screens["wang"]
    wang.clock.set("2026-11-23 09:00")
    wang.opens("/workshop/mine/")
    wang.follows(REPORT)
    told = {"项目或配件": "更换右前减振器", "工时": "1", "所属系统": "悬架系统", "增加工时": "60",
            "是否关系安全": "否"}  # fmt: skip
    assert "技术原因" in wang.is_held_up(REPORT, told)
    wang.keeps_a_picture("9.7-wrong")
    wang.presses(REPORT, {"技术原因": "拆检发现右前减振器渗油"})
    li.takes_up(CALL, "A12345")
    li.reads("拆检发现右前减振器渗油")
    li.reads("我把原因说给您听")
    li.says()
    li.presses(CALL, SPOKE)
    one_case(li, "9.7", "A12345", "已说")
    li.keeps_a_picture("9.7-right")


def test_9_8_where_safety_is_at_stake_the_danger_is_told_first(screens: Screens) -> None:
    """关系安全的，利害没讲，记不了“不同意”；讲了再不做，出厂单上有提示。"""
    one = found(screens, warning=DANGER)
    li = screens["li"]
    asked(one, li.person.staff, clock("2026-11-23 09:03"))
    said = {"answered_by": "陈静", "said": "这次先不换"}
    assert li.is_refused(f"{card(one)}/refuse-supplement/", **said) == {"9.8"}
    li.keeps_a_picture("9.8-wrong")
    li.mends(WARN)
    li.reads(DANGER)
    li.says()
    li.presses(WARN, {"客户的反应": "知道了，下个月再换"})
    li.turns_to(NO)
    li.presses(NO, {"客户原话": "这次先不换"})
    one_case(li, "9.8", "A12345", "已说")
    one.matter.refresh_from_db()
    assert one.matter.stands_at is Stage.REFUSED
    li.keeps_a_picture("9.8-right")


def test_9_9_after_a_clear_no_nobody_asks_again(screens: Screens) -> None:
    """客户说了不做，页上没有再问的地方；旧页面硬发，被告知谁已记下不同意。"""
    one = refused(found(screens), screens["li"].person.staff, clock("2026-11-23 09:04"))
    li = screens["li"]
    li.clock.set("2026-11-23 09:08")
    li.opens(f"/visits/{one.visit_id}/")
    assert li.page.locator("main").get_by_role("link", name=CALL).count() == 0
    assert li.page.get_by_role("button", name=CALL).count() == 0
    again = {"channel": "phone", "number_called": "13800002207", "person_asked": "陈静"}
    assert "9.9" in li.is_refused(f"{card(one)}/ask-customer/", **again, reached="spoke")
    li.reads("不同意", ".missing")
    li.keeps_a_picture("9.9-wrong")


def test_9_9_one_press_takes_the_no_down(screens: Screens) -> None:
    """客户不愿意，一按就记下，不用再解释，也不再追问。"""
    one = asked(found(screens), screens["li"].person.staff, clock("2026-11-23 09:03"))
    li = screens["li"]
    li.opens(f"/visits/{one.visit_id}/")
    li.reads("点一下即记为不同意，不再征询")
    assert li.page.locator('main a.clause[href$="#c9.9"]').count()
    li.page.locator("main").get_by_role("button", name=NO).first.click()
    li.page.wait_for_load_state()
    one.matter.refresh_from_db()
    assert one.matter.stands_at is Stage.REFUSED
    li.keeps_a_picture("9.9-right")


def test_9_10_nothing_is_done_or_issued_before_a_clear_yes(screens: Screens) -> None:
    """客户没点头，不开工，不发料；点了头，才发得出。"""
    one = found(screens)
    peng, wang = screens["peng"], screens["wang"]
    assert "9.10" in wang.is_refused(f"{card(one)}/start-supplement/")
    assert YES in says_why(wang, "9.10")
    wang.keeps_a_picture("9.10-start")
    assert "9.10" in peng.is_refused(f"{card(one)}/issue-supplement-parts/", to="王强")
    peng.keeps_a_picture("9.10-wrong")
    agreed(one, screens["li"].person.staff, clock("2026-11-23 09:04"),
           promised_at=clock("2026-11-23 16:00"))  # fmt: skip
    workshop.deliver_sheet(one, delivered_to="孙师傅", by=screens["li"].person.staff,
                           at=clock("2026-11-23 09:06"))  # fmt: skip
    peng.clock.set("2026-11-23 09:08")
    peng.opens(f"/visits/{one.visit_id}/")
    peng.turns_to("增项发料")
    peng.presses("增项发料", {"领料人": "王强"})
    assert Entry.objects.filter(event=Event.SUPPLEMENT_PARTS_ISSUED.value).exists()
    peng.keeps_a_picture("9.10-right")
