"""Article 1 on the screen: how a customer is received."""

import pytest

from jieche.reception import commands
from jieche.reception.queries import bay_of
from jieche.rulebook.words import Outcome, Purpose, Stage
from jieche.shop.models import Place
from jieche.visits.models import Visit
from tests.journeys.story import fresh
from tests.support import story_reception
from tests.support.hands import STROKES
from tests.support.screens import Screens
from tests.support.story_estimate import estimated, promised
from tests.walk.the_book import cases_of, no_act, one_case, owes

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = commands.CarTold("沪B20001", make="丰田", model="卡罗拉")
THIRD = commands.CarTold("沪C30003", make="本田", model="雅阁")
MR_SUN = commands.PersonTold("孙强", phone="13700003333")
MRS_WU = commands.PersonTold("吴敏", phone="13900001111")


def arrives(screens: Screens, plate: str, name: str, phone: str) -> Visit:
    """来访登记，照着页面填。"""
    li = screens["li"]
    li.opens("/arrivals/new/")
    li.page.fill("[name=plate]", plate)
    li.page.wait_for_selector("[name=sender_name]")
    li.page.wait_for_load_state("networkidle")
    li.presses("开来访单", {"姓名": name, "电话": phone})
    return Visit.objects.get(vehicle__plate=plate)


def test_1_1_the_advisor_goes_out_at_once(screens: Screens) -> None:
    """车一进厂，迎接就开始计时：超过两分钟标红，规章页上记为超时。"""
    li = screens["li"]
    arrives(screens, "沪A12345", "陈静", "13800002207")
    li.clock.at = li.clock.at.replace(second=0)
    assert "1 分" in owes(li, "迎接客户", by="李雯", clause="1.1", tone="amber")
    li.clock.wait(4)
    assert "已过" in owes(li, "迎接客户", by="李雯", clause="1.1", tone="red")
    li.keeps_a_picture("1.1-wrong")
    li.takes_up("迎接客户", "A12345")
    li.presses("迎接客户")
    one_case(li, "1.1", "A12345", "逾期", "已迎接客户")
    li.keeps_a_picture("1.1-late")
    arrives(screens, "沪B20001", "吴敏", "13900001111")
    li.takes_up("迎接客户", "B20001")
    li.presses("迎接客户")
    li.keeps_a_picture("1.1-right")
    one_case(li, "1.1", "B20001", "做到", "已迎接客户")


def test_1_2_the_greeting_is_said_with_the_advisors_name(screens: Screens) -> None:
    """问好的话连同自己的名字都在页面上：没说照样往下办，规章页上记为未说。"""
    li = screens["li"]
    staff, at = li.person.staff, li.clock.at
    story_reception.arrived(staff, at)
    story_reception.arrived(staff, at, car=OTHER, sender=MRS_WU)
    li.takes_up("迎接客户", "A12345")
    li.reads("您好，欢迎光临！我是接待员李雯，很高兴为您服务。", ".say")
    li.reads("第 1 条 2 款", ".say .clause")
    li.keeps_a_picture("1.2-wrong")
    li.presses("迎接客户")
    li.takes_up("迎接客户", "B20001")
    li.says()
    li.keeps_a_picture("1.2-right")
    li.presses("迎接客户")
    one_case(li, "1.2", "A12345", "未说")
    one_case(li, "1.2", "B20001", "已说")


def test_1_3_two_cars_do_not_stand_in_one_bay(screens: Screens) -> None:
    """选好的车位刚停上别的车：说明停着哪一台，另选即可。"""
    li, ma = screens["li"], screens["ma"]
    staff, at = li.person.staff, li.clock.at
    first = story_reception.arrived(staff, at)
    second = story_reception.arrived(staff, at, car=OTHER, sender=MRS_WU)
    li.opens(f"/visits/{first.pk}/")
    bay = Place.objects.get(name="接1", shop=staff.shop)
    commands.greet_customer(second, bay=bay, by=ma.person.staff, at=at)
    told = li.is_held_up("迎接客户")
    assert "接1 停着 沪B·20001，请另选车位" in told
    li.keeps_a_picture("1.3-wrong")
    li.presses("迎接客户", {"接待车位": "接2"})
    li.keeps_a_picture("1.3-right")
    parked = bay_of(fresh(first))
    assert parked is not None
    assert parked.name == "接2"


def test_1_3_where_every_bay_is_taken_the_page_says_by_whom(screens: Screens) -> None:
    """车位全停满了：页面指出是哪几台，点过去，让一台腾出来，再接这一台。"""
    li = screens["li"]
    staff, at = li.person.staff, li.clock.at
    leaves = story_reception.received(staff, at, purpose=Purpose.ENQUIRY, wish="问问保养价钱")
    story_reception.greeted(staff, at, bay="接2", car=OTHER, sender=MRS_WU)
    third = story_reception.arrived(staff, at, car=THIRD, sender=MR_SUN)
    li.clock.wait(2)
    li.opens(f"/visits/{third.pk}/")
    li.reads("接待车位都停满了", ".note")
    li.reads("沪B·20001", ".note")
    assert "接待车位" in li.is_held_up("迎接客户")
    li.keeps_a_picture("1.3-full")
    li.follows("沪A·12345", ".note")
    assert li.page.url.endswith(f"/visits/{leaves.pk}/")
    li.presses("答复咨询", {"答复": "机油机滤四百二十元"})
    li.opens(f"/visits/{third.pk}/")
    li.presses("迎接客户", {"接待车位": "接1"})


def test_1_4_the_purpose_comes_first(screens: Screens) -> None:
    """来意没问，后面的都不办；照链接问明，再往下。"""
    li = screens["li"]
    visit = story_reception.greeted(li.person.staff, li.clock.at)
    li.opens(f"/visits/{visit.pk}/")
    no_act(li, "征得客户同意")
    assert li.is_refused(f"/visits/{visit.pk}/give-consent/", agreed_by="陈静") == {"1.4"}
    li.keeps_a_picture("1.4-wrong")
    li.mends("问明来意")
    assert "请填写这一项" in li.is_held_up("问明来意", {"来意": "诊断"})
    li.presses("问明来意", {"来意": "诊断", "客户原话": "刹车时方向盘抖"})
    li.keeps_a_picture("1.4-right")
    assert fresh(visit).purpose_word is Purpose.DIAGNOSIS


def test_1_5_an_enquiry_is_answered_on_the_spot(screens: Screens) -> None:
    """咨询没有答复，了结不了；答了，道别，来访即了，不开维修单。"""
    li = screens["li"]
    staff, at = li.person.staff, li.clock.at
    visit = story_reception.received(
        staff, at, purpose=Purpose.ENQUIRY, wish="换一副前制动片要多少钱"
    )
    li.clock.wait(2)
    li.takes_up("答复咨询", "A12345")
    li.reads("请走好，欢迎再来！", ".say")
    assert "答复" in li.is_held_up("答复咨询", {"问题": "换一副前制动片要多少钱"})
    li.keeps_a_picture("1.5-wrong")
    li.says()
    li.presses("答复咨询", {"答复": "同质件约六百元，半天可取"})
    li.keeps_a_picture("1.5-right")
    assert fresh(visit).matter.stands_at is Stage.ANSWERED
    assert fresh(visit).outcome == Outcome.LEAVES.value
    assert not hasattr(fresh(visit), "order")
    assert any("已说" in row for row in cases_of(li, "1.5"))


def test_1_6_the_customer_agrees_to_talk_it_over(screens: Screens) -> None:
    """客户没同意，不诊断、不报价；问了，记下谁同意的。"""
    li = screens["li"]
    visit = story_reception.received(li.person.staff, li.clock.at)
    li.clock.wait(2)
    li.opens(f"/visits/{visit.pk}/?step=negotiation")
    no_act(li, "估价")
    assert "1.6" in li.is_refused(f"/visits/{visit.pk}/make-estimate/")
    li.keeps_a_picture("1.6-wrong")
    li.mends("征得客户同意")
    assert "谁同意的" in li.is_held_up("征得客户同意", {"谁同意的": ""})
    li.presses("征得客户同意", {"谁同意的": "陈静"})
    li.keeps_a_picture("1.6-right")
    assert fresh(visit).matter.stands_at is Stage.NEGOTIATION


def test_1_7_the_price_waits_for_the_diagnosis(screens: Screens) -> None:
    """客户在厅里等，车在诊断：结果没出来，不谈价钱。"""
    li, wang = screens["li"], screens["wang"]
    staff, at = li.person.staff, li.clock.at
    visit = story_reception.talked_over(staff, at)
    li.clock.wait(3)
    li.opens(f"/visits/{visit.pk}/?step=reception")
    li.turns_to("请客户休息")
    li.presses("请客户休息")
    commands.agree_diagnosis(visit, agreed_by="陈静", fee_fen=8000, by=staff, at=li.clock.at)
    commands.start_diagnosis(
        visit, technician=wang.person.staff, by=wang.person.staff, at=li.clock.at
    )
    li.opens(f"/visits/{visit.pk}/")
    li.reads("客户在店等候，等诊断", ".visit-head")
    assert "1.7" in li.is_refused(f"/visits/{visit.pk}/make-estimate/")
    li.keeps_a_picture("1.7-wrong")
    li.clock.wait(20)
    li.mends("结束诊断")
    li.presses("结束诊断")
    li.opens(f"/visits/{visit.pk}/?step=negotiation")
    assert "1.7" not in li.is_refused(f"/visits/{visit.pk}/make-estimate/")
    li.keeps_a_picture("1.7-right")


def test_1_8_the_order_is_written_at_once(screens: Screens) -> None:
    """客户要当场填单：缘由记下，别的一样不少，没过目照样不能签。"""
    li = screens["li"]
    visit = story_reception.talked_over(li.person.staff, li.clock.at, wish="换机油机滤，赶时间")
    li.clock.wait(3)
    li.opens(f"/visits/{visit.pk}/?step=negotiation")
    li.follows("快捷办理")
    li.keeps_a_picture("1.8-form")
    li.presses("快捷办理", {"快捷办理的缘由": "客户要求", "备注": "赶时间"})
    li.reads("快捷", ".visit-head")
    li.keeps_a_picture("1.8-right")
    address = f"/visits/{visit.pk}/show-order/"
    assert li.is_refused(address) >= {"3.1"}
    li.keeps_a_picture("1.8-wrong")
    assert li.is_refused(
        f"/visits/{visit.pk}/sign-order/", signature_signer="陈静", signature_strokes=STROKES
    ) >= {"3.2"}


def test_1_9_a_new_customer_is_told_how_it_goes(screens: Screens) -> None:
    """首次来店的没介绍过，单子不给过目；介绍的话在页面上。"""
    li = screens["li"]
    staff, at = li.person.staff, li.clock.at
    visit = story_reception.received(staff, at)
    commands.give_consent(visit, agreed_by="陈静", by=staff, at=at)
    estimated(visit, staff, at)
    promised(visit, staff, at)
    li.clock.wait(3)
    assert li.is_refused(f"/visits/{visit.pk}/show-order/") == {"1.9"}
    li.keeps_a_picture("1.9-wrong")
    li.mends("介绍服务与程序")
    li.reads("您是第一次来，我先简单介绍一下我们的服务项目和办理程序。", ".say")
    li.says()
    li.keeps_a_picture("1.9-right")
    li.presses("介绍服务与程序")
    li.opens(f"/visits/{visit.pk}/?act=show-order")
    li.presses("请客户过目")
    assert any("已说" in row for row in cases_of(li, "1.9"))


def test_1_10_the_slip_names_the_hour_to_remember(screens: Screens) -> None:
    """预约没写钟点不成立；写了，单子随即可以呈交，请客户记住时间。"""
    li = screens["li"]
    story_reception.received(
        li.person.staff, li.clock.at, purpose=Purpose.BOOKING, wish="想约个四万公里保养"
    )
    li.clock.wait(2)
    li.takes_up("改为预约", "A12345")
    li.reads("这是您的预约单，请记住预约时间。", ".say")
    agreed = {"预计工时": "2", "维修项目": "四万公里保养", "估价": "1109"}
    assert "预约日期和钟点" in li.is_held_up("改为预约", agreed)
    li.keeps_a_picture("1.10-wrong")
    li.says()
    li.presses("改为预约", {"预约日期和钟点": "11-26 10:00"})
    li.keeps_a_picture("1.10-right")
    assert li.fetches("预约单第").startswith(b"%PDF")
    assert any("已说" in row for row in cases_of(li, "1.10"))


def test_1_11_who_waits_is_served_tea(screens: Screens) -> None:
    """没入座的不奉茶；入座等候的，请用茶，记下时间。"""
    li = screens["li"]
    visit = story_reception.talked_over(li.person.staff, li.clock.at)
    li.clock.wait(3)
    assert li.is_refused(f"/visits/{visit.pk}/serve-tea/") == {"1.11"}
    li.keeps_a_picture("1.11-wrong")
    li.mends("请客户休息")
    li.presses("请客户休息")
    one_case(li, "1.11", "A12345", "未说")
    li.opens(f"/visits/{visit.pk}/")
    li.reads("请用茶", ".visit-head .tea")
    li.keeps_a_picture("1.11-waits")
    li.follows("请用茶", ".visit-head")
    li.reads("请用茶。", ".say")
    li.says()
    li.keeps_a_picture("1.11-right")
    li.presses("请用茶")
    assert li.page.locator(".visit-head .tea").count() == 0
    one_case(li, "1.11", "A12345", "已说")
