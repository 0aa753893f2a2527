"""Article 2 on the screen: what the customer says, and how the fault is found."""

import pytest

from jieche.journal.queries import case_of
from jieche.reception import commands
from jieche.reception.commands.diagnosis import Advice
from jieche.reception.models import DiagnosisReport, Urgency
from jieche.rulebook.words import Event
from jieche.visits.models import Visit
from tests.journeys.story import fresh
from tests.support import story_reception
from tests.support.screens import Screens
from tests.support.story_estimate import estimated, promised
from tests.walk.the_book import no_act, one_case, owes

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = commands.CarTold("沪B20001", make="丰田", model="卡罗拉")
MRS_WU = commands.PersonTold("吴敏", phone="13900001111")
FAULT = {"明确的故障": "左前制动片磨到极限，余 1.5 毫米", "诊断依据": "拆下左前轮，卡尺实测厚度"}


def agreed(screens: Screens, **told: object) -> Visit:
    """Prepare a customer who has agreed to the diagnosis and its fee."""
    li = screens["li"]
    visit = story_reception.talked_over(li.person.staff, li.clock.at, **told)
    commands.agree_diagnosis(
        visit, agreed_by="陈静", fee_fen=8000, by=li.person.staff, at=li.clock.at
    )
    return visit


def looked_at(screens: Screens, **told: object) -> Visit:
    """Prepare a car in which the technician looks for the fault."""
    visit, wang = agreed(screens, **told), screens["wang"].person.staff
    commands.start_diagnosis(visit, technician=wang, by=wang, at=screens["li"].clock.at)
    return visit


def reported(screens: Screens) -> Visit:
    """Prepare a car whose fault was found and written down, but not told yet."""
    visit, wang = looked_at(screens), screens["wang"].person.staff
    at = screens["li"].clock.at
    commands.end_diagnosis(visit, by=wang, at=at)
    commands.report_diagnosis(
        visit, author=wang, fault="左前制动片磨到极限，余 1.5 毫米", basis="拆轮实测厚度",
        advice=[Advice("更换前制动片一副", Urgency.NOW)],
        by=wang, at=at,
    )  # fmt: skip
    return visit


def test_2_1_the_complaint_is_in_the_customers_own_words(screens: Screens) -> None:
    """客户说的话只写代码不行，照原话写；原话一路带到维修单上。"""
    li = screens["li"]
    visit = story_reception.greeted(li.person.staff, li.clock.at)
    li.clock.wait(1)
    li.takes_up("问明来意", "A12345")
    assert "客户原话" in li.is_held_up("问明来意")
    assert "请照客户的原话写" in li.is_held_up("问明来意", {"客户原话": "P0301 C1234"})
    li.keeps_a_picture("2.1-wrong")
    li.presses("问明来意", {"客户原话": "一踩刹车方向盘就抖"})
    li.turns_to("征得客户同意")
    li.presses("征得客户同意")
    li.opens(f"/visits/{visit.pk}/?step=negotiation")
    li.reads("一踩刹车方向盘就抖", ".own-words")
    li.keeps_a_picture("2.1-right")


def test_2_2_the_customer_agrees_before_the_diagnosis_starts(screens: Screens) -> None:
    """客户没同意，不开始诊断；同意了，费用也讲了，才动手。"""
    li, wang = screens["li"], screens["wang"]
    visit = story_reception.talked_over(li.person.staff, li.clock.at)
    li.clock.wait(3)
    li.opens(f"/visits/{visit.pk}/?step=diagnosis")
    no_act(li, "开始诊断")
    address = f"/visits/{visit.pk}/start-diagnosis/"
    assert wang.is_refused(address, technician=str(wang.person.staff.pk)) == {"2.2"}
    wang.keeps_a_picture("2.2-wrong-phone")
    assert li.is_refused(address, technician=str(wang.person.staff.pk)) == {"2.2"}
    li.keeps_a_picture("2.2-wrong")
    li.mends("征得同意诊断")
    assert "告知的诊断费" in li.is_held_up("征得同意诊断", {"谁同意的": "陈静"})
    li.presses("征得同意诊断", {"告知的诊断费": "80"})
    wang.opens(f"/visits/{visit.pk}/")
    wang.turns_to("开始诊断")
    wang.keeps_a_picture("2.2-right-phone")
    wang.presses("开始诊断", {"技术员": "王强"})
    assert case_of(fresh(visit).matter).has(Event.DIAGNOSIS_STARTED)


def test_2_3_the_technician_comes_at_once(screens: Screens) -> None:
    """拿不准就叫技术员：五分钟不到标红，到了记一笔；再叫一次，及时到的算做到。"""
    li, wang = screens["li"], screens["wang"]
    visit = story_reception.talked_over(li.person.staff, li.clock.at)
    li.clock.wait(3)
    assert "2.3" in wang.is_refused(f"/visits/{visit.pk}/technician-came/")
    li.opens(f"/visits/{visit.pk}/?step=diagnosis")
    li.turns_to("呼叫技术员")
    li.presses("呼叫技术员", {"技术员": "王强", "疑难所在": "冷车异响，找不到出处"})
    assert "还有" in owes(wang, "技术员到位", by="技术员", clause="2.3", tone="amber")
    wang.keeps_a_picture("2.3-owed-phone")
    li.clock.wait(9)
    assert "已过" in owes(wang, "技术员到位", by="技术员", clause="2.3", tone="red")
    wang.keeps_a_picture("2.3-wrong-phone")
    wang.takes_up("技术员到位", "A12345")
    wang.reads("冷车异响，找不到出处")
    wang.presses("技术员到位", {"初步看法": "像是发电机轴承"})
    one_case(li, "2.3", "A12345", "逾期", "技术员已到位")
    li.opens(f"/visits/{visit.pk}/?act=call-technician")
    li.presses("呼叫技术员", {"技术员": "王强"})
    wang.takes_up("技术员到位", "A12345")
    wang.presses("技术员到位")
    one_case(li, "2.3", "A12345", "做到", "技术员已到位")
    li.keeps_a_picture("2.3-right")


def test_2_4_the_report_names_the_fault_at_once(screens: Screens) -> None:
    """诊断做完随即出单：写“原因不明”不行，拖久了标红；写明了才算。"""
    li, wang = screens["li"], screens["wang"]
    visit = looked_at(screens)
    commands.end_diagnosis(visit, by=wang.person.staff, at=li.clock.at)
    assert "还有" in owes(wang, "出具诊断单", by="技术员", clause="2.4", tone="amber")
    li.clock.wait(15)
    assert "已过" in owes(wang, "出具诊断单", by="技术员", clause="2.4", tone="red")
    wang.keeps_a_picture("2.4-late-phone")
    wang.takes_up("出具诊断单", "A12345")
    assert "太短" in wang.is_held_up("出具诊断单", {"明确的故障": "坏了"})
    vague = {"明确的故障": "异响，原因不明", "诊断依据": "试车"}
    assert "没有写明故障" in wang.is_held_up("出具诊断单", vague)
    wang.keeps_a_picture("2.4-wrong-phone")
    assert "至少写一条维修建议" in wang.is_held_up("出具诊断单", FAULT)
    wang.page.fill("[name=advice-0-text]", "更换前制动片一副")
    wang.presses("出具诊断单")
    wang.keeps_a_picture("2.4-right-phone")
    assert DiagnosisReport.objects.get().author == wang.person.staff
    one_case(li, "2.4", "A12345", "逾期", "已出诊断单")


def test_2_4_a_report_in_time_is_kept(screens: Screens) -> None:
    """十分钟内出了单，算做到；没出单，不报价。"""
    li, wang = screens["li"], screens["wang"]
    visit = looked_at(screens)
    commands.end_diagnosis(visit, by=wang.person.staff, at=li.clock.at)
    li.clock.wait(3)
    assert "2.4" in li.is_refused(f"/visits/{visit.pk}/make-estimate/")
    li.mends("出具诊断单")
    li.page.fill("[name=advice-0-text]", "更换前制动片一副")
    li.presses("出具诊断单", FAULT)
    one_case(li, "2.4", "A12345", "做到", "已出诊断单")


def test_2_5_the_report_is_handed_to_the_customer(screens: Screens) -> None:
    """诊断单没交到客户手里，维修单不给过目；讲清了、交了，再往下。"""
    li = screens["li"]
    visit = reported(screens)
    estimated(visit, li.person.staff, li.clock.at)
    promised(visit, li.person.staff, li.clock.at)
    li.clock.wait(3)
    assert li.is_refused(f"/visits/{visit.pk}/show-order/") == {"2.5"}
    li.keeps_a_picture("2.5-wrong")
    li.mends("呈交诊断单")
    li.keeps_a_picture("2.5-mend")
    assert "告诉了谁" in li.is_held_up("呈交诊断单", {"告诉了谁": ""})
    li.presses("呈交诊断单", {"告诉了谁": "陈静"})
    assert li.fetches("检测诊断单").startswith(b"%PDF")
    li.opens(f"/visits/{visit.pk}/?act=show-order")
    li.presses("请客户过目")
    li.keeps_a_picture("2.5-right")


def test_2_6_a_clear_conclusion_is_asked_for_where_it_is_written(screens: Screens) -> None:
    """诊断是否认真靠人抽查：写诊断单的人看得到这一条，规章页说明由谁看。"""
    li, wang = screens["li"], screens["wang"]
    visit = looked_at(screens)
    wang.opens(f"/visits/{visit.pk}/")
    wang.turns_to("结束诊断")
    wang.reads("第 2 条 6 款", ".act-open")
    wang.presses("结束诊断")
    wang.turns_to("出具诊断单")
    wang.reads("第 2 条 6 款", ".act-open")
    wang.keeps_a_picture("2.6-phone")
    wang.page.fill("[name=advice-0-text]", "更换前制动片一副")
    wang.presses("出具诊断单", FAULT)
    li.opens("/rulebook/2.6/")
    li.reads("由技术主管抽查")
    li.keeps_a_picture("2.6-right")
    li.opens(f"/visits/{visit.pk}/?step=negotiation")
    li.reads("左前制动片磨到极限", ".act-open .facts")
    li.keeps_a_picture("2.6-estimate")
