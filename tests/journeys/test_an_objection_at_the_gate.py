"""A customer who objects in the yard: the case is opened and answered, then he signs (12.8)."""

import pytest

from jieche.care.models import Complaint
from jieche.rulebook.words import Stage
from tests.journeys.story import fresh
from tests.support.cast import clock
from tests.support.hands import STROKES
from tests.support.screens import Screens
from tests.support.story_delivery import HOUR, MINUTE, a_finished_car, handed_over, settled, viewed

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "右后门上多了一道划痕，送来的时候没有"
ANSWER = "对照接车照片，确认是店内所致，免费补漆"


def test_what_the_customer_objects_to_is_dealt_with_before_he_signs(screens: Screens) -> None:
    """车场上有异议：先立案、答复，再签收；门卫等到签收才放行。"""
    people = {who: screens[who].person.staff for who in screens.people}
    li, men = screens["li"], screens["men"]
    visit = a_finished_car(people, clock("2026-11-23 08:10"))
    at = clock("2026-11-23 08:10") + 3 * HOUR
    settled(viewed(visit, people, at), people, at + 13 * MINUTE)
    handed_over(visit, people, at + 15 * MINUTE)
    li.clock.set("2026-11-23 11:26")

    li.takes_up("车场清点视检", "A12345")
    seen = {"随车物品": "齐全", "外观": "有出入"}
    assert "请写明客户的话" in li.is_held_up("车场清点视检", seen)
    li.presses("车场清点视检", {"客户的异议": WORDS})
    signed = {"signature_signer": "陈静", "signature_strokes": STROKES}
    assert li.is_refused(f"/visits/{visit.pk}/sign-acceptance/", **signed) == {"12.8"}
    li.keeps_a_picture("objection-refused")
    men.opens("/gate/")
    men.reads("不能放行")
    assert men.is_refused(f"/visits/{visit.pk}/release/") == {"12.8"}
    men.keeps_a_picture("objection-gate")

    li.opens(f"/visits/{visit.pk}/")
    li.turns_to("记录异议")
    li.presses("记录异议", {"客户的异议": WORDS})
    complaint = Complaint.objects.get()
    assert (complaint.words, complaint.visit_id) == (WORDS, visit.pk)
    assert li.is_refused(f"/visits/{visit.pk}/sign-acceptance/", **signed) == {"12.8"}
    li.mends("答复异议")
    li.presses("答复异议", {"答复内容": ANSWER})
    li.opens(f"/complaints/{complaint.pk}/")
    li.reads("已答复投诉")  # the case has its reply by it
    li.keeps_a_picture("objection-case")

    li.takes_up("请客户签名接车", "A12345")
    li.signs()
    li.says()
    li.presses("请客户签名接车")
    men.opens("/gate/")
    men.follows("放行出厂")
    men.presses("放行出厂")
    assert fresh(visit).matter.stands_at is Stage.RELEASED
