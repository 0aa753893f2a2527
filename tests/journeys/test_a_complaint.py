"""A complaint by telephone, from the call to the closed case (14.3-14.9)."""

import pytest

from jieche.care.models import Complaint, Satisfaction
from jieche.journal.models import Duty
from jieche.rulebook.words import Event, Stage
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.support.story_file import released

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "刚修完三天，刹车又响了"


def test_a_complaint_by_telephone_comes_to_a_good_end(screens: Screens) -> None:
    """来电投诉：登记、约定答复、查明事实、按时答复、有结果，问过满意才结案。"""
    people = {who: screens[who].person.staff for who in screens.people}
    li = screens["li"]
    released(people, clock("2026-11-20 08:10"))
    li.clock.set("2026-11-23 09:00")
    li.opens("/complaints/")
    li.follows("登记投诉")
    assert "投诉人" in li.is_held_up("登记", {"客户原话": WORDS, "投诉方式": "电话"})
    li.keeps_a_picture("complaint-held-up")
    li.says()
    li.presses("登记", {"车牌": "沪A12345"})
    complaint = Complaint.objects.get()
    case = f"/complaints/{complaint.pk}"

    li.takes_up("答复投诉", "A12345")
    li.reads(WORDS)
    li.turns_to("约定下次答复")
    assert li.is_held_up("约定下次答复", {"下次答复时间": "2026-11-23T08:30"})
    li.reads("下次答复的时间须在现在之后")
    li.says()
    li.presses("约定下次答复", {"下次答复时间": "2026-11-23T11:00"})
    li.keeps_a_picture("complaint-promised")

    judged = {"measure": "免费更换制动片", "result": "异响消除"}
    assert li.is_refused(f"{case}/resolve/", **judged) == {"14.6"}
    li.keeps_a_picture("complaint-facts-first")
    li.mends("查明事实")
    li.presses("查明事实", {"查明的事实": "试车复现异响，拆检见制动片边缘未倒角"})
    assert li.is_refused(f"{case}/close/", satisfaction="satisfied") == {"14.8", "14.9"}

    li.clock.set("2026-11-23 10:50")
    li.takes_up("答复投诉", "A12345")
    li.presses("答复投诉", {"答复内容": "是我们装配时没有倒角，今天免费返工，向您致歉"})
    li.turns_to("记录处理结果")
    li.presses("记录处理结果", {"处理办法": "免费倒角并试车", "处理结果": "异响消除，客户当场试过"})
    li.turns_to("结案")
    li.is_held_up("结案")
    li.presses("结案", {"客户是否满意": "满意"})
    li.keeps_a_picture("complaint-closed")
    li.opens("/complaints/")
    li.reads("满意")
    complaint.refresh_from_db()
    assert complaint.matter.stands_at is Stage.CLOSED
    assert complaint.satisfaction == Satisfaction.SATISFIED.value
    kept = Duty.objects.filter(matter=complaint.matter, clause="14.5",
                               event=Event.COMPLAINT_REPLIED.value).get()  # fmt: skip
    assert kept.met_at is not None
    assert kept.met_at <= kept.due_at
