"""A supplement on which safety hangs, and the customer says no: on the screens (9.7, 9.8)."""

import pypdfium2
import pytest

from jieche.journal.queries import latest_document
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import Team
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands as workshop
from jieche.workshop.models import Supplement
from tests.journeys.story import fresh
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.support.story_delivery import HOUR, MINUTE, at_the_till, made_ready, paid_and_noticed
from tests.support.story_repair import a_car_in_the_workshop

pytestmark = pytest.mark.django_db(transaction=True)

DANGER = "制动软管鼓包，随时可能爆裂，踩刹车会突然失灵"


def under_repair(screens: Screens) -> Visit:
    """Prepare a car on which work has begun."""
    li, sun, wang = (screens[who].person.staff for who in ("li", "sun", "wang"))
    Staff.objects.filter(pk=wang.pk).update(team=Team.objects.filter(shop=wang.shop)[0])
    visit = a_car_in_the_workshop(li, sun, clock("2026-11-23 08:10"))
    workshop.start_work(visit, by=wang, at=clock("2026-11-23 08:50"))
    screens["li"].clock.set("2026-11-23 09:00")
    return visit


def is_reported(screens: Screens) -> Supplement:
    """The technician reports it on his phone; what may happen can't be left out."""
    wang = screens["wang"]
    wang.opens("/workshop/mine/")
    wang.follows("报增项")
    found = {
        "项目或配件": "更换左前制动软管", "工时": "1", "所属系统": "制动系统",
        "技术原因": "拆检发现左前制动软管鼓包", "增加工时": "60",
    }  # fmt: skip
    wang.fills(found)
    assert "不处理的后果" in wang.is_held_up("报增项", {"是否关系安全": "关系安全"})
    wang.keeps_a_picture("safety-report-held-up")
    wang.presses("报增项", {"不处理的后果": DANGER})
    return Supplement.objects.get()


def is_declined(screens: Screens, supplement: Supplement) -> None:
    """The advisor calls; a no counts only once the danger was told."""
    li, card = screens["li"], f"/supplements/{supplement.pk}"
    li.takes_up("致电征询客户", "A12345")
    li.reads(DANGER)
    li.presses("致电征询客户", {"征询结果": "有明确答复"})
    said = {"answered_by": "陈静", "said": "这次先不换"}
    assert li.is_refused(f"{card}/refuse-supplement/", **said) == {"9.8"}
    li.keeps_a_picture("safety-refused-unwarned")
    li.mends("讲明安全利害")
    li.reads(DANGER)
    li.says()
    li.presses("讲明安全利害", {"客户的反应": "知道了，下个月再换"})
    li.turns_to("客户不同意")
    li.presses("客户不同意", {"客户原话": "这次先不换"})
    wang = screens["wang"]
    assert wang.is_refused(f"{card}/start-supplement/") >= {"9.10"}
    li.takes_up("转达车间", "A12345")
    li.presses("转达车间")
    li.reads("不做，已转告")
    li.keeps_a_picture("safety-declined")


def test_a_refused_safety_item_goes_home_as_a_warning(screens: Screens) -> None:
    """关系安全的增项，客户不做：讲明利害，出厂单据上白纸黑字。"""
    visit = under_repair(screens)
    supplement = is_reported(screens)
    is_declined(screens, supplement)

    people = {who: screens[who].person.staff for who in screens.people}
    at = clock("2026-11-23 10:00")
    workshop.finish_work(visit, by=people["wang"], at=at)
    workshop.pass_inspection(visit, self_by=people["wang"], no_peer_because="单项作业",
                             by=people["sun"], at=at + 10 * MINUTE)  # fmt: skip
    visit = fresh(visit)
    made_ready(visit, people, at + HOUR)
    at_the_till(visit, people, at + 2 * HOUR)
    paid_and_noticed(visit, people, at + 2 * HOUR)
    screens["li"].clock.set("2026-11-23 12:10")

    zhao = screens["zhao"]
    zhao.opens(f"/visits/{visit.pk}/")
    document = pypdfium2.PdfDocument(zhao.fetches("出厂通知单", ".papers"))
    words = document[0].get_textpage().get_text_range()
    document.close()
    assert "行车安全提示" in words
    assert "更换左前制动软管" in words
    assert DANGER in words.replace("\r\n", "")
    zhao.keeps_a_picture("safety-papers")
    notice = latest_document(visit.matter, "exit_notice")
    assert notice is not None
    told = [entry.what for entry in supplement.matter.entries.all()]
    assert told.index(Event.SAFETY_WARNED) < told.index(Event.SUPPLEMENT_REFUSED)
    supplement.matter.refresh_from_db()
    assert supplement.matter.stands_at is Stage.DROPPED
