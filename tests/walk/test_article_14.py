"""Article 14 on the screen: enquiries, and how a complaint comes in and is answered."""

import pytest

from jieche.care import commands
from jieche.care.file_models import ContactNote
from jieche.care.models import Complaint
from jieche.customers.models import Customer
from jieche.journal.models import Entry
from jieche.reception.models import Enquiry
from jieche.rulebook.words import Event, Purpose
from jieche.visits.models import Channel, Visit
from tests.support.cast import clock
from tests.support.screens import Screen, Screens
from tests.support.story_file import released
from tests.support.story_reception import received
from tests.walk.desk import everybody, is_not_in_now, passed, reads_in_now, says_why, told_of
from tests.walk.the_book import no_act, one_case

pytestmark = pytest.mark.django_db(transaction=True)

ASK = "四轮定位多少钱"
ANSWER = {"答复": "小型车 180 元，约四十分钟"}
OF_14_2 = '.say:has(a.clause[href$="#c14.2"])'
WORDS = "刚修完三天，刹车又响了"
JUDGED = {"measure": "免费更换制动片", "result": "异响消除，客户试过"}
RESULT = {"处理办法": JUDGED["measure"], "处理结果": JUDGED["result"]}
REPLY = "是我们装配时没有倒角，今天免费返工，向您致歉"


def rings_up(screens: Screens) -> Visit:
    """Have a customer of the shop ask a price by telephone."""
    li = screens["li"]
    visit = received(
        li.person.staff, li.clock.at, purpose=Purpose.ENQUIRY, wish=ASK, channel=Channel.PHONE
    )
    li.clock.wait(2)
    return visit


def complains(li: Screen, words: str = WORDS) -> Complaint:
    """投诉登记：照着页面填。"""
    li.opens("/complaints/new/")
    li.presses("登记", {"车牌": "沪A12345", "客户原话": words})
    return Complaint.objects.latest("pk")


def a_complaint(screens: Screens) -> Complaint:
    """Register a complaint about a car that left on Friday; it is Monday at nine."""
    released(everybody(screens), clock("2026-11-20 08:10"))
    li = screens["li"]
    li.clock.set("2026-11-23 09:00")
    return complains(li)


def test_14_1_an_enquiry_is_written_down_with_its_answer(screens: Screens) -> None:
    """问了什么、答了什么，缺一样记不上；写全了，列在咨询里。"""
    visit = rings_up(screens)
    li, sun = screens["li"], screens["sun"]
    sun.may_not(f"/visits/{visit.pk}/answer-enquiry/")
    li.takes_up("答复咨询", "A12345")
    said = li.is_held_up("答复咨询", {"问题": "", "答复": ""})
    assert said.count("请填写这一项") == 2
    li.keeps_a_picture("14.1-wrong")
    li.presses("答复咨询", {"问题": ASK} | ANSWER)
    assert Enquiry.objects.get().question == ASK
    li.opens("/enquiries/")
    li.reads(ASK)
    li.reads(ANSWER["答复"])
    li.keeps_a_picture("14.1-right")


def test_14_1_an_answer_that_takes_a_while_has_its_hour(screens: Screens) -> None:
    """当场答不了的约好几点答复：约在过去不行；到点没答，在办里红，答了记逾期。"""
    visit = rings_up(screens)
    li, he = screens["li"], screens["he"]
    li.opens(f"/visits/{visit.pk}/?act=promise-answer")
    assert "请填写这一项" in li.is_held_up("约定答复时间", {"答复时间": ""})
    assert "答复时间须在现在之后" in li.is_held_up("约定答复时间", {"答复时间": "11-23 08:00"})
    li.keeps_a_picture("14.1-wrong-hour")
    li.presses("约定答复时间", {"答复时间": "10:00", "先问谁": "配件员"})
    li.clock.set("2026-11-23 09:50")
    assert reads_in_now(li, "答复咨询", "第 14 条 1 款", "还有 10 分") == "amber"
    li.clock.set("2026-11-23 10:05")
    assert reads_in_now(li, "答复咨询", "第 14 条 1 款", "已过 5 分") == "red"
    li.keeps_a_picture("14.1-late")
    li.takes_up("答复咨询", "A12345")
    li.presses("答复咨询", ANSWER)
    is_not_in_now(li, "答复咨询")
    assert "逾期" in told_of(he, "14.1")[0]


def test_14_1_answered_by_the_promised_hour_it_is_kept(screens: Screens) -> None:
    """约好十点答复，十点前答了：算做到。"""
    visit = rings_up(screens)
    li, he = screens["li"], screens["he"]
    li.opens(f"/visits/{visit.pk}/?act=promise-answer")
    li.presses("约定答复时间", {"答复时间": "10:00"})
    li.clock.set("2026-11-23 09:58")
    li.takes_up("答复咨询", "A12345")
    li.presses("答复咨询", ANSWER)
    assert "做到" in told_of(he, "14.1")[0]


def test_14_2_the_contact_is_asked_for_with_what_it_is_kept_for(screens: Screens) -> None:
    """答询时问单位、地址、电话，用途照着念：没念的，规章页上记未说。"""
    li = screens["li"]
    rings_up(screens)
    li.takes_up("答复咨询", "A12345")
    li.reads("只用于维修联系和回访，您随时可以更正或要求删除", OF_14_2)
    li.presses("答复咨询", ANSWER)
    one_case(li, "14.2", "A12345", "未说")
    rings_up(screens)
    li.takes_up("答复咨询", "A12345")
    li.says()
    li.keeps_a_picture("14.2-said")
    li.presses("答复咨询", ANSWER)
    one_case(li, "14.2", "A12345", "已说")


@pytest.mark.parametrize("address", ["/arrivals/new/", "/bookings/new/", "/complaints/new/"])
def test_14_2_wherever_a_phone_is_taken_the_page_says_what_for(
    screens: Screens, address: str
) -> None:
    """登记到店、电话预约、登记投诉：哪里记电话，哪里就写着用途，照着念。"""
    li = screens["li"]
    li.opens(address)
    li.reads("电话只用于维修联系和回访，您随时可以更正或要求删除")
    assert li.page.locator('main a.clause[href$="#c14.2"]').count() == 1


def test_14_2_no_contact_is_kept_before_its_purpose_was_told(screens: Screens) -> None:
    """记单位、地址、电话：没告知用途不收，填的还在；告知了才记。"""
    li = screens["li"]
    rings_up(screens)
    li.takes_up("答复咨询", "A12345")
    li.presses("答复咨询", ANSWER)
    li.opens("/enquiries/")
    li.follows("记联系方式")
    li.reads("只用于维修联系和回访")
    told = {"工作单位": "申江物流", "工作地址": "外高桥路 88 号"}
    assert "请先向客户说明用途" in li.is_held_up("补记", told)
    li.reads("李雯", "button.person")
    li.keeps_a_picture("14.2-wrong")
    li.presses("补记", {"已向客户说明用途": "✓"})
    li.keeps_a_picture("14.2-right")
    person = Customer.objects.get()
    assert (person.employer, person.work_address) == ("申江物流", "外高桥路 88 号")
    assert person.notice_given_at == ContactNote.objects.get().at


def test_14_3_a_complaint_is_registered_on_the_spot(screens: Screens) -> None:
    """登记投诉：原话、方式、投诉人缺了不行；车牌听错了，选是哪辆；登记了有编号、有人、有时间。"""
    released(everybody(screens), clock("2026-11-20 08:10"))
    li, sun = screens["li"], screens["sun"]
    li.clock.set("2026-11-23 09:00")
    sun.may_not("/complaints/new/")
    li.opens("/complaints/")
    li.follows("登记投诉")
    said = li.is_held_up("登记", {"客户原话": ""})
    assert "请填写这一项" in said
    assert "请填投诉人或车牌" in said
    li.keeps_a_picture("14.3-wrong")
    said = li.is_held_up("登记", {"车牌": "沪A12354", "客户原话": WORDS, "投诉方式": "上门"})
    assert "没有这个车牌的来访记录" in said
    li.keeps_a_picture("14.3-wrong-plate")
    li.presses("登记", {"是哪辆车": "沪A·12345 陈静"})
    li.keeps_a_picture("14.3-right")
    found = Complaint.objects.get()
    assert (found.visit, found.plate_said) == (Visit.objects.get(), "")
    assert (found.channel, found.words, found.receiver) == ("in_person", WORDS, li.person.staff)
    for told in (found.number, WORDS, "上门", "李雯", "2026-11-23 09:00"):
        li.reads(told)


def test_14_3_whose_car_was_never_here_complains_all_the_same(screens: Screens) -> None:
    """车牌查不到：照报的登记，问明姓名电话；都不愿留也登得上。退回去再按，不登两遍。"""
    li = screens["li"]
    li.opens("/complaints/new/")
    typed = {"车牌": "沪Z99999", "客户原话": WORDS}
    assert "没有这个车牌的来访记录" in li.is_held_up("登记", typed)
    picked = typed | {"是哪辆车": "没来过，照“沪Z99999”登记"}
    said = li.is_held_up("登记", picked)
    assert "请问明投诉人" in said
    assert "请问明电话" in said
    li.keeps_a_picture("14.3-wrong-nobody")
    li.presses("登记", {"投诉人": "周敏", "电话": "139 0000 1111"})
    for told in ("沪Z99999", "周敏", "13900001111", WORDS):
        li.reads(told)
    li.keeps_a_picture("14.3-right-as-said")
    li.page.go_back()
    li.presses("登记", {"投诉人": "周敏", "电话": "139 0000 1111"})
    assert Complaint.objects.get().plate_said == "沪Z99999"
    li.page.go_back()
    li.fills({"客户原话": "打电话一直没人接"})
    assert "这一页已办过一次" in li.is_held_up("登记")
    assert "请问明投诉人" in li.is_held_up("登记", {"投诉人": "", "电话": ""})
    li.presses("登记", {"客户不愿留姓名或电话": "✓"})
    li.keeps_a_picture("14.3-right-unnamed")
    other = Complaint.objects.get(words="打电话一直没人接")
    assert (other.customer, other.plate_said) == (None, "沪Z99999")
    li.opens("/")
    li.reads("沪Z99999", ".now")
    li.keeps_a_picture("14.3-right-in-now")


def test_14_4_a_complaint_is_replied_to_at_once(screens: Screens) -> None:
    """登记后十分钟内答复：没写答复不算；按时答了，算做到。"""
    a_complaint(screens)
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 09:05")
    assert reads_in_now(li, "答复投诉", "第 14 条 4 款", "还有 5 分") == "amber"
    li.keeps_a_picture("14.4-due")
    li.takes_up("答复投诉", "A12345")
    assert "请填写这一项" in li.is_held_up("答复投诉", {"答复内容": ""})
    li.keeps_a_picture("14.4-wrong")
    li.presses("答复投诉", {"答复内容": REPLY})
    li.reads(REPLY)
    li.reads("11-28 09:00 前结案", ".visit-head")
    li.keeps_a_picture("14.4-right")
    is_not_in_now(li, "答复投诉")
    assert "做到" in told_of(he, "14.4")[0]
    assert "已答复投诉" in passed(he, "14.4")[0]


def test_14_4_a_reply_after_the_limit_is_late(screens: Screens) -> None:
    """过了十分钟没答复：在办里红，答了记逾期。"""
    a_complaint(screens)
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 09:30")
    assert reads_in_now(li, "答复投诉", "第 14 条 4 款", "已过 20 分") == "red"
    li.keeps_a_picture("14.4-late")
    li.takes_up("答复投诉", "A12345")
    li.presses("答复投诉", {"答复内容": REPLY})
    assert "逾期" in told_of(he, "14.4")[0]


def test_14_5_the_next_reply_has_an_hour_that_is_kept(screens: Screens) -> None:
    """当场处理不了：致歉，约好下次答复的时间；时间没写、已过都不行；到时答了，算做到。"""
    found = a_complaint(screens)
    li, he = screens["li"], screens["he"]
    li.opens(found.get_absolute_url())
    li.turns_to("约定下次答复")
    li.reads("给您添麻烦了，非常抱歉", ".say")
    assert "请填写这一项" in li.is_held_up("约定下次答复", {"下次答复时间": ""})
    past = li.is_held_up("约定下次答复", {"下次答复时间": "2026-11-23T08:30"})
    assert "下次答复的时间须在现在之后" in past
    li.keeps_a_picture("14.5-wrong")
    li.says()
    li.presses("约定下次答复", {"下次答复时间": "2026-11-23T11:00"})
    one_case(li, "14.5", "A12345", "已说")
    assert "做到" in told_of(he, "14.4")[0]
    li.clock.set("2026-11-23 10:50")
    assert reads_in_now(li, "答复投诉", "第 14 条 5 款", "还有 10 分") == "amber"
    li.takes_up("答复投诉", "A12345")
    li.keeps_a_picture("14.5-due")
    li.presses("答复投诉", {"答复内容": REPLY})
    li.keeps_a_picture("14.5-right")
    assert "做到" in told_of(he, "14.5")[0]


def test_14_5_a_promised_reply_that_is_not_given_is_late(screens: Screens) -> None:
    """约好十一点没答复：在办里红，答了记逾期；没说致歉的话，记未说。"""
    found = a_complaint(screens)
    li, he = screens["li"], screens["he"]
    li.opens(found.get_absolute_url())
    li.turns_to("约定下次答复")
    li.presses("约定下次答复", {"下次答复时间": "2026-11-23T11:00"})
    one_case(li, "14.5", "A12345", "未说")
    li.clock.set("2026-11-23 11:20")
    assert reads_in_now(li, "答复投诉", "第 14 条 5 款", "已过 20 分") == "red"
    li.keeps_a_picture("14.5-late")
    li.takes_up("答复投诉", "A12345")
    li.presses("答复投诉", {"答复内容": REPLY})
    assert "逾期" in told_of(he, "14.5")[0]


def test_14_7_the_talk_ends_with_thanks_and_a_promise(screens: Screens) -> None:
    """谈话结束的致意在登记页上：没说照样登记，规章页上记未说；说了记已说。"""
    li = screens["li"]
    a_complaint(screens)
    one_case(li, "14.7", "A12345", "未说")
    li.opens("/complaints/new/")
    li.reads("感谢您的信任，一定给您满意答复", ".say")
    li.reads("第 14 条 7 款", ".say .clause")
    li.says()
    li.keeps_a_picture("14.7-right")
    li.presses("登记", {"车牌": "沪A12345", "客户原话": "洗车没洗干净"})
    one_case(li, "14.7", "A12345", "已说")
    registered = Entry.objects.filter(event=Event.COMPLAINT_REGISTERED.value)
    assert [entry.ticked for entry in registered.order_by("happened_at")] == [[], ["14.7"]]


def judged(screens: Screens, *, replied: bool) -> Complaint:
    """Bring a complaint to its facts, ten minutes old; it may have been replied to."""
    found = a_complaint(screens)
    staff, at = screens["li"].person.staff, clock("2026-11-23 09:04")
    if replied:
        commands.reply(found, answer=REPLY, by=staff, at=at)
    commands.gather_facts(found, facts="制动片边缘未倒角", by=staff, at=at)
    screens["li"].clock.set("2026-11-23 09:10")
    return found


def test_14_6_facts_come_before_the_judgement(screens: Screens) -> None:
    """事实没查明，处理结果不收，点过去先写事实；事实空着也不行。"""
    found = a_complaint(screens)
    li, sun = screens["li"], screens["sun"]
    case = f"/complaints/{found.pk}"
    sun.may_not(f"{case}/gather-facts/")
    no_act(li, "记录处理结果")
    assert li.is_refused(f"{case}/resolve/", **JUDGED) == {"14.6"}
    assert "查明事实" in says_why(li, "14.6")
    li.keeps_a_picture("14.6-wrong")
    li.mends("查明事实")
    assert "请填写这一项" in li.is_held_up("查明事实", {"查明的事实": ""})
    li.keeps_a_picture("14.6-wrong-empty")
    li.presses("查明事实", {"查明的事实": "试车复现异响，拆检见制动片边缘未倒角"})
    li.turns_to("记录处理结果")
    li.presses("记录处理结果", RESULT)
    li.keeps_a_picture("14.6-right")
    assert "投诉有结果" in passed(screens["he"], "14.6")[0]


def test_14_8_it_closes_with_a_measure_and_a_result(screens: Screens) -> None:
    """没办法、没结果结不了案；办法、结果缺一样也不收；写明了才结案。"""
    found = judged(screens, replied=True)
    li = screens["li"]
    li.opens(found.get_absolute_url())
    no_act(li, "结案")
    assert li.is_refused(f"{found.get_absolute_url()}close/", satisfaction="satisfied") == {"14.8"}
    assert "记录处理结果" in says_why(li, "14.8")
    li.keeps_a_picture("14.8-wrong")
    li.mends("记录处理结果")
    assert "处理结果" in li.is_held_up("记录处理结果", RESULT | {"处理结果": ""})
    assert "处理办法" in li.is_held_up("记录处理结果", RESULT | {"处理办法": ""})
    li.keeps_a_picture("14.8-wrong-empty")
    li.presses("记录处理结果", RESULT)
    li.turns_to("结案")
    li.presses("结案", {"客户是否满意": "满意"})
    li.opens("/complaints/")
    for told in (*RESULT.values(), "满意"):
        li.reads(told)
    li.keeps_a_picture("14.8-right")
    screens["he"].clock.set("2026-11-28 10:00")
    assert "做到" in told_of(screens["he"], "14.8")[0]


def test_14_8_what_drags_on_is_late(screens: Screens) -> None:
    """登记后五天没结案：“现在”里红，结了也记逾期。"""
    found = judged(screens, replied=True)
    li = screens["li"]
    commands.resolve(found, **JUDGED, by=li.person.staff, at=li.clock.at)
    li.clock.set("2026-11-28 08:30")
    assert reads_in_now(li, "结案", "第 14 条 8 款", "还有 30 分") == "blue"
    li.clock.set("2026-11-30 09:00")
    assert reads_in_now(li, "结案", "第 14 条 8 款", "已过") == "red"
    li.keeps_a_picture("14.8-late")
    li.takes_up("结案", "A12345")
    li.presses("结案", {"客户是否满意": "满意"})
    assert "逾期" in told_of(screens["he"], "14.8")[0]


def test_14_9_it_closes_with_the_customers_view(screens: Screens) -> None:
    """没答复、没问客户是否满意，结不了案；问过了照实记，结过的不再结。"""
    found = judged(screens, replied=False)
    li = screens["li"]
    commands.resolve(found, **JUDGED, by=li.person.staff, at=li.clock.at)
    case = found.get_absolute_url()
    assert li.is_refused(f"{case}close/", satisfaction="satisfied") == {"14.9"}
    assert "答复投诉" in says_why(li, "14.9")
    li.keeps_a_picture("14.9-wrong")
    li.mends("答复投诉")
    li.presses("答复投诉", {"答复内容": REPLY})
    li.turns_to("结案")
    assert "客户是否满意" in li.is_held_up("结案")
    li.keeps_a_picture("14.9-wrong-empty")
    assert "客户不满意的，请写明他怎么说" in li.is_held_up("结案", {"客户是否满意": "不满意"})
    tried = li.is_held_up("结案", {"客户是否满意": "未联系上"})
    assert "请写明怎么联系的" in tried
    li.keeps_a_picture("14.9-wrong-bare")
    li.presses("结案", {"客户是否满意": "不满意", "客户怎么说": "跑了两趟才修好"})
    li.keeps_a_picture("14.9-right")
    found.refresh_from_db()
    assert found.satisfaction == "not_satisfied"
    li.opens("/complaints/")
    li.reads("不满意")
    li.is_refused(f"{case}close/", satisfaction="satisfied")
    li.keeps_a_picture("14.9-twice")
