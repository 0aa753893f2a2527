"""Articles 12.6 to 12.11 on the screen: from the exit notice to the gate."""

import pytest

from jieche.care.models import Complaint
from jieche.delivery.commands import check_yard
from jieche.delivery.gate import sign_acceptance
from jieche.delivery.till import hand_over_six, issue_exit_notice
from jieche.rulebook.words import Stage
from jieche.visits.models import Visit
from tests.journeys.story import fresh
from tests.support import story_delivery as delivering
from tests.support.cast import clock
from tests.support.hands import STROKES
from tests.support.screens import Screen, Screens
from tests.support.story_estimate import signature
from tests.walk.cars import MINUTE, finished
from tests.walk.desk import everybody, passed, reads_in_now, says_why, told_of

pytestmark = pytest.mark.django_db(transaction=True)

OUT = clock("2026-11-23 10:15")
SIX, YARD, ACCEPT, RELEASE = "交付六件", "车场清点视检", "请客户签名接车", "放行出厂"
THINGS = ("出厂通知单", "进厂维修单", "结算单", "质量保证书", "随车证件", "车钥匙")
SEEN = {"随车物品": "齐全", "外观": "与接车时一致"}
SIGNED = {"signature_signer": "陈静", "signature_strokes": STROKES}
SCRATCH = "右后门多了一道划痕"


def noticed(screens: Screens) -> Visit:
    """Let the customer come at 10:25 and pay; the exit notice is issued at 10:32."""
    people = everybody(screens)
    visit = delivering.viewed(finished(people), people, OUT)
    delivering.settled(visit, people, OUT + 15 * MINUTE)
    issue_exit_notice(visit, by=people["zhao"], at=OUT + 17 * MINUTE)
    screens["li"].clock.set("2026-11-23 10:33")
    return visit


def handed_over(screens: Screens) -> Visit:
    """And let him have his six things."""
    visit = noticed(screens)
    hand_over_six(
        visit, **delivering.ALL_SIX, by=screens["zhao"].person.staff, at=OUT + 18 * MINUTE
    )
    return visit


def looked_over(screens: Screens, objection: str = "") -> Visit:
    """And let him look the car over in the yard."""
    visit = handed_over(screens)
    check_yard(
        visit, are_items_complete=True, is_exterior_normal=not objection, objection=objection,
        by=screens["li"].person.staff, at=OUT + 18 * MINUTE,
    )  # fmt: skip
    return visit


def is_kept_in(men: Screen, visit: Visit, clause: str, words: str) -> None:
    """See the gate refuse the car: by its list, and from a stale page with the reason."""
    men.opens("/gate/")
    men.reads("不能放行")
    assert clause in men.is_refused(f"/visits/{visit.pk}/release/")
    assert words in says_why(men, clause)
    men.keeps_a_picture(f"{clause}-gate")


def test_12_6_six_things_are_handed_over_together(screens: Screens) -> None:
    """六件少勾一件，交不成；没交六件，门卫不放。"""
    visit = noticed(screens)
    is_kept_in(screens["men"], visit, "12.6", "须先：交付六件")
    zhao = screens["zhao"]
    zhao.takes_up(SIX, "A12345")
    five = dict.fromkeys(THINGS[:5], "✓")
    assert "车钥匙" in zhao.is_held_up(SIX, five)
    zhao.keeps_a_picture("12.6-wrong")
    zhao.presses(SIX, {"车钥匙": "✓"})
    zhao.reads("六件已交")
    zhao.keeps_a_picture("12.6-right")


def test_12_7_items_and_outside_are_looked_over_in_the_yard(screens: Screens) -> None:
    """没陪客户到车场清点、看外形，签不了字，出不了门；两样都要答。"""
    visit = handed_over(screens)
    is_kept_in(screens["men"], visit, "12.7", "须先：车场清点视检")
    li = screens["li"]
    assert "12.7" in li.is_refused(f"/visits/{visit.pk}/sign-acceptance/", **SIGNED)
    li.keeps_a_picture("12.7-wrong-unseen")
    li.mends(YARD)
    said = li.is_held_up(YARD)
    assert "随车物品" in said
    assert "外观" in said
    li.keeps_a_picture("12.7-wrong")
    li.reads("千斤顶")  # what was handed in stands beside
    li.presses(YARD, SEEN)
    li.keeps_a_picture("12.7-right")
    li.reads("车场清点视检完")


def test_12_8_no_objection_and_he_signs(screens: Screens) -> None:
    """没签收，门卫不放；签字框空着不行；签了放行。"""
    visit = looked_over(screens)
    men, li = screens["men"], screens["li"]
    is_kept_in(men, visit, "12.8", "须先：请客户签名接车")
    li.takes_up(ACCEPT, "A12345")
    assert "请签字人在框内签字" in li.is_held_up(ACCEPT)
    li.keeps_a_picture("12.8-wrong")
    li.signs()
    li.presses(ACCEPT)
    li.keeps_a_picture("12.8-right")
    men.opens("/gate/")
    men.reads("可以放行")


def test_12_8_an_objection_is_written_down_and_dealt_with_first(screens: Screens) -> None:
    """有异议先立案、答复，再签；没写客户的话，立不了案。"""
    visit = looked_over(screens, SCRATCH)
    li = screens["li"]
    li.opens("/")
    assert li.is_refused(f"/visits/{visit.pk}/sign-acceptance/", **SIGNED) == {"12.8"}
    assert "客户有异议，须先立案" in says_why(li, "12.8")
    li.keeps_a_picture("12.8-wrong-objection")
    li.mends("记录异议")
    assert "客户的异议" in li.is_held_up("记录异议", {"客户的异议": ""})
    li.presses("记录异议", {"客户的异议": SCRATCH})
    assert li.is_refused(f"/visits/{visit.pk}/sign-acceptance/", **SIGNED) == {"12.8"}
    li.keeps_a_picture("12.8-wrong-unanswered")
    li.mends("答复异议")
    assert "答复内容" in li.is_held_up("答复异议")
    li.presses("答复异议", {"答复内容": "对照接车照片是店内所致，免费补漆"})
    assert Complaint.objects.get().words == SCRATCH
    li.takes_up(ACCEPT, "A12345")
    li.signs()
    li.presses(ACCEPT)


@pytest.mark.parametrize("says", [True, False], ids=["said", "unsaid"])
def test_12_9_the_farewell_is_by_name(screens: Screens, says: bool) -> None:
    """送客的话带着姓氏称呼；没勾记为未说。"""
    looked_over(screens)
    li, he = screens["li"], screens["he"]
    li.takes_up(ACCEPT, "A12345")
    li.reads("陈女士请走好", "form[data-main] .say")
    li.reads("第 12 条 9 款", "form[data-main] .say")
    if says:
        li.says()
    li.keeps_a_picture(f"12.9-{'right' if says else 'wrong'}")
    li.signs()
    li.presses(ACCEPT)
    assert ("已说" if says else "未说") in told_of(he, "12.9")[0]


@pytest.mark.parametrize(
    ("now", "tone", "words", "verdict"),
    [("10:50", "amber", "还有 15 分", "做到"), ("11:20", "red", "已过 15 分", "逾期")],
    ids=["brisk", "tedious"],
)
def test_12_10_the_whole_collection_is_brisk(
    screens: Screens, now: str, tone: str, words: str, verdict: str
) -> None:
    """从客户来到出门四十分钟：拖过了，门卫那里红着，不拦车，记逾期。"""
    people = everybody(screens)
    visit = looked_over(screens)
    sign_acceptance(visit, signature=signature(), by=people["li"], at=OUT + 19 * MINUTE)
    men, he = screens["men"], screens["he"]
    men.clock.set(f"2026-11-23 {now}")
    assert reads_in_now(men, RELEASE, "第 12 条 10 款", words) == tone
    men.keeps_a_picture(f"12.10-{'right' if verdict == '做到' else 'wrong'}")
    men.takes_up(RELEASE, "A12345")
    men.presses(RELEASE)
    assert verdict in told_of(he, "12.10")[0]
    he.keeps_a_picture(f"12.10-book-{verdict}")


def test_12_11_the_gate_lets_go_on_notice_and_signature_only(screens: Screens) -> None:
    """没单、没签不放；放行只由门卫办。"""
    people = everybody(screens)
    visit = delivering.viewed(finished(people), people, OUT)
    delivering.settled(visit, people, OUT + 15 * MINUTE)
    men, li, he = screens["men"], screens["li"], screens["he"]
    men.clock.set("2026-11-23 10:33")
    men.opens("/")
    refused = men.is_refused(f"/visits/{visit.pk}/release/")
    men.keeps_a_picture("12.11-wrong")
    assert {"12.6", "12.7", "12.8", "12.11"} <= refused
    assert "须先：开出厂通知单" in says_why(men, "12.11")
    delivering.accepted(visit, people, OUT + 20 * MINUTE)
    men.clock.set("2026-11-23 10:40")
    for other in ("li", "he", "zhao"):
        screens[other].may_not(f"/visits/{visit.pk}/release/")
    li.opens(f"/visits/{visit.pk}/")
    assert li.page.locator("main").get_by_role("button", name=RELEASE).count() == 0
    men.opens("/gate/")
    men.keeps_a_picture("12.11-gate")
    men.follows(RELEASE)
    men.presses(RELEASE)
    men.keeps_a_picture("12.11-right")
    assert fresh(visit).matter.stands_at is Stage.RELEASED
    assert "已出厂" in passed(he, "12.11")[0]
