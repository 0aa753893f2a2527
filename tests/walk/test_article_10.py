"""Article 10 on the screen: reception asks the workshop how far a car is."""

import pytest

from jieche.visits.models import Visit
from jieche.workshop import commands as workshop
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.walk.cars import NOON, promised_for
from tests.walk.desk import (
    everybody,
    is_not_in_now,
    passed,
    reads_in_now,
    told_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

ASK, MEASURE = "查询进度", "采取应急措施"
NORMAL = {"有无异常": "无异常", "答话人": "孙师傅"}
BOLT = "螺栓锈死，拆不下来"
DONE = {"处理办法": "加派一人，用气动工具", "负责人": "孙师傅", "对工期的影响": "不影响"}


def in_work(screens: Screens) -> Visit:
    """Bring a car into the workshop: taken in at 8:40, promised for noon, being worked on."""
    people = everybody(screens)
    visit = promised_for(people, NOON)
    workshop.start_work(visit, by=people["wang"], at=clock("2026-11-23 08:50"))
    return visit


def test_10_1_progress_is_asked_at_seven_to_eight_tenths(screens: Screens) -> None:
    """问早了不算，到点还要问；七成到八成之间问过，算按时。"""
    in_work(screens)
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 09:40")
    li.takes_up(ASK, "A12345")
    li.presses(ASK, NORMAL)
    li.clock.set("2026-11-23 11:05")
    # Until 11:20; where it looks tight the line says so instead of the minutes.
    assert reads_in_now(li, ASK, "第 10 条 1 款", "") == "amber"
    li.keeps_a_picture("10.1-due")
    li.takes_up(ASK, "A12345")
    li.keeps_a_picture("10.1-right")
    li.presses(ASK, NORMAL)
    is_not_in_now(li, ASK)
    assert "做到" in told_of(he, "10.1")[0]


def test_10_1_asked_too_late_it_is_listed_as_late(screens: Screens) -> None:
    """过了八成才问：在办里已经红了，问过也记逾期。"""
    in_work(screens)
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 11:30")
    assert reads_in_now(li, ASK, "第 10 条 1 款", "已过 10 分") == "red"
    li.keeps_a_picture("10.1-wrong")
    li.takes_up(ASK, "A12345")
    li.presses(ASK, NORMAL)
    assert "逾期" in told_of(he, "10.1")[0]
    he.keeps_a_picture("10.1-late")


def test_10_2_the_answer_of_the_workshop_is_written_down(screens: Screens) -> None:
    """没写完工时间、有无异常、答话人，记不上；有异常的要写明。"""
    visit = in_work(screens)
    li, he = screens["li"], screens["he"]
    li.clock.set("2026-11-23 11:05")
    li.takes_up(ASK, "A12345")
    said = li.is_held_up(ASK, {"预计完工": "", "答话人": ""})
    li.keeps_a_picture("10.2-wrong")
    for missing in ("预计完工", "有无异常", "答话人"):
        assert missing in said
    wrong = NORMAL | {"有无异常": "异常", "预计完工": "11-23 11:40"}
    assert "写明有何异常" in li.is_held_up(ASK, wrong)
    li.keeps_a_picture("10.2-wrong-abnormal")
    li.presses(ASK, {"有无异常": "无异常", "车间的回答": "制动片已装好，正在试车"})
    li.opens(f"/visits/{visit.pk}/")
    for told in ("11:40", "孙师傅", "制动片已装好，正在试车"):
        li.reads(told)
    li.keeps_a_picture("10.2-right")
    assert "已查询进度" in passed(he, "10.2")[0]


def test_10_3_an_anomaly_calls_for_a_measure_at_once(screens: Screens) -> None:
    """完工晚于承诺就是异常；有异常一刻钟内拿出办法，写明办法、负责人和对工期的影响。"""
    visit = in_work(screens)
    li, sun, he = screens["li"], screens["sun"], screens["he"]
    li.clock.set("2026-11-23 11:05")
    li.takes_up(ASK, "A12345")
    late = NORMAL | {"预计完工": "11-23 13:30"}
    assert "完工晚于承诺的 11-23 12:00" in li.is_held_up(ASK, late)
    li.keeps_a_picture("10.3-wrong-later-than-promised")
    li.presses(ASK, NORMAL | {"有无异常": "异常", "车间的回答": BOLT})
    sun.clock.set("2026-11-23 11:10")
    assert reads_in_now(sun, MEASURE, "第 10 条 3 款", "还有 10 分") == "amber"
    sun.takes_up(MEASURE, "A12345")
    sun.reads(f"针对：{BOLT}")
    assert "处理办法" in sun.is_held_up(MEASURE, DONE | {"处理办法": ""})
    sun.keeps_a_picture("10.3-wrong")
    sun.presses(MEASURE, DONE)
    is_not_in_now(sun, MEASURE)
    sun.opens(f"/visits/{visit.pk}/")
    sun.reads(DONE["处理办法"])
    sun.keeps_a_picture("10.3-right")
    assert "做到" in told_of(he, "10.3")[0]


def test_10_3_a_measure_taken_late_is_listed_as_late(screens: Screens) -> None:
    """异常报了半小时才有办法：在办里红，记逾期。"""
    visit, people = in_work(screens), everybody(screens)
    workshop.note_anomaly(visit, text=BOLT, by=people["wang"], at=clock("2026-11-23 09:30"))
    sun, he = screens["sun"], screens["he"]
    sun.clock.set("2026-11-23 10:00")
    assert reads_in_now(sun, MEASURE, "第 10 条 3 款", "已过 15 分") == "red"
    sun.keeps_a_picture("10.3-late")
    sun.takes_up(MEASURE, "A12345")
    sun.presses(MEASURE, DONE)
    assert "逾期" in told_of(he, "10.3")[0]
