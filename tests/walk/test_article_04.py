"""Article 4 on the screen: how the work is priced, line by line."""

from collections.abc import Sequence

import pytest

from jieche.estimate.models import EstimateLine
from jieche.estimate.pricing import Draft
from jieche.journal.models import Entry
from jieche.rulebook.words import Event
from jieche.visits.models import Visit
from tests.support.screens import Screen, Screens
from tests.support.story_estimate import (
    BALANCE,
    a_car_in_negotiation,
    estimated,
    promised,
)
from tests.walk.desk import says_why
from tests.walk.the_book import one_case

pytestmark = pytest.mark.django_db(transaction=True)


def prices(screens: Screens) -> Visit:
    """Prepare a customer who wants to hear the price; the estimate is open."""
    li = screens["li"]
    visit = a_car_in_negotiation(li.person.staff, li.clock.at, words="怠速时车身抖动")
    li.clock.wait(3)
    li.opens(f"/visits/{visit.pk}/?act=make-estimate")
    li.fills({"旧件": "客户不要", "无其他要求": "✓"})
    return visit


def types(li: Screen, row: int = 0, **cells: str) -> None:
    """Type into the cells of a line; what is picked is named by its word."""
    for name, value in cells.items():
        cell = li.page.locator(f"[name=line-{row}-{name}]")
        if cell.evaluate("cell => cell.tagName") == "SELECT":
            cell.select_option(label=value)
        else:
            cell.fill(value)


def the_line() -> EstimateLine:
    """Return the one line that was written."""
    return EstimateLine.objects.get()


def in_the_row(li: Screen, words: str) -> None:
    """See what is wrong in the row itself."""
    li.reads(words, "table.estimate tr.has-error")


def test_4_1_the_usual_price_names_its_system(screens: Screens) -> None:
    """一般用系统估价：没写哪个系统不行，写明了才记价。"""
    li = screens["li"]
    prices(screens)
    types(li, name="检修前制动系统", hours="1.5")
    assert "写明是哪个系统" in li.is_held_up("估价")
    in_the_row(li, "写明是哪个系统")
    li.keeps_a_picture("4.1-wrong")
    types(li, system="制动系统")
    li.presses("估价")
    li.keeps_a_picture("4.1-right")
    assert (the_line().method, the_line().system) == ("system", "brakes")


def test_4_2_a_price_by_symptom_says_why(screens: Screens) -> None:
    """现象估价：理由、排除的标准要写；系统已知的，不用现象估价。"""
    li = screens["li"]
    prices(screens)
    types(li, name="消除怠速抖动", hours="2", method="现象", risk="80")
    assert "现象估价须写明现象、理由和验收标准" in li.is_held_up("估价")
    in_the_row(li, "现象估价须写明现象、理由和验收标准")
    types(
        li, reason="冷车才出现，一时查不到系统", criterion="冷车起动十分钟内不抖", system="发动机"
    )
    assert "系统已知（发动机），用系统估价" in li.is_held_up("估价")
    li.keeps_a_picture("4.2-wrong")
    types(li, system="—")
    li.presses("估价")
    li.reads("怠速抖动", ".paper-side")
    li.keeps_a_picture("4.2-right")
    assert the_line().method == "symptom"


def test_4_3_a_price_by_symptom_weighs_its_risk(screens: Screens) -> None:
    """现象估价没写风险价值不行；写 0 的，要写为什么不计。"""
    li = screens["li"]
    prices(screens)
    types(
        li, name="消除怠速抖动", hours="2", method="现象", reason="一时查不到系统",
        criterion="十分钟内不抖",
    )  # fmt: skip
    assert "写明风险价值；不计的填 0 并写理由" in li.is_held_up("估价")
    types(li, risk="0")
    assert "写明风险价值；不计的填 0 并写理由" in li.is_held_up("估价")
    in_the_row(li, "写明风险价值")
    li.keeps_a_picture("4.3-wrong")
    types(li, risk="80")
    li.reads("80.00", ".build-up")
    li.presses("估价")
    li.keeps_a_picture("4.3-right")
    assert the_line().risk_fen == 8000


def test_4_3_a_risk_above_the_limit_is_approved_by_a_manager(screens: Screens) -> None:
    """经理设了限额：超过的，主管没批，单子不给客户过目；批了写明理由。"""
    jing, li, he = screens["jing"], screens["li"], screens["he"]
    jing.opens("/shop/")
    jing.presses("保存", {"风险价值免批限额": "50"})
    jing.keeps_a_picture("4.3-limit")
    visit = prices(screens)
    types(
        li, name="消除怠速抖动", hours="2", method="现象", reason="一时查不到系统",
        criterion="十分钟内不抖", risk="80",
    )  # fmt: skip
    li.presses("估价")
    li.keeps_a_picture("4.3-above")
    assert "4.3" in li.is_refused(f"/visits/{visit.pk}/show-order/")
    assert "须先：批准风险价值" in says_why(li, "4.3")
    li.keeps_a_picture("4.3-above-refused")
    li.may_not(f"/visits/{visit.pk}/approve-risk/")
    he.clock.set(f"{li.clock.at:%Y-%m-%d %H:%M}")
    he.takes_up("批准风险价值", "A12345")
    he.reads("风险价值 80.00 元，限额 50.00 元：消除怠速抖动", "form[data-main]")
    assert "请填写这一项" in he.is_held_up("批准风险价值")
    he.keeps_a_picture("4.3-approve")
    he.presses("批准风险价值", {"理由": "查过两次，配件可退"})
    assert "4.3" not in li.is_refused(f"/visits/{visit.pk}/show-order/")
    li.keeps_a_picture("4.3-approved")


def test_4_4_a_price_by_item_has_its_ground(screens: Screens) -> None:
    """项目定价要有依据：三种里选一种，没选不行。"""
    li = screens["li"]
    prices(screens)
    types(li, name="四轮动平衡", hours="0.8", method="项目")
    assert "项目定价须选一条依据" in li.is_held_up("估价")
    in_the_row(li, "项目定价须选一条依据")
    li.keeps_a_picture("4.4-wrong")
    types(li, ground="市场有行价")
    li.presses("估价")
    li.keeps_a_picture("4.4-right")
    assert the_line().ground == "market"


def offered(screens: Screens, lines: Sequence[Draft]) -> Visit:
    """Prepare an order that is priced; what must be explained is not explained yet."""
    li = screens["li"]
    visit = a_car_in_negotiation(li.person.staff, li.clock.at)
    estimated(visit, li.person.staff, li.clock.at, lines)
    li.clock.wait(3)
    return visit


def test_4_5_what_an_item_price_may_not_assure_is_said_before(screens: Screens) -> None:
    """项目定价没向客户说明，单子不给过目；说明了，写在单上。"""
    li = screens["li"]
    visit = offered(screens, (BALANCE,))
    assert "4.5" in li.is_refused(f"/visits/{visit.pk}/show-order/")
    li.keeps_a_picture("4.5-wrong")
    li.mends("说明项目定价")
    li.keeps_a_picture("4.5-mend")
    assert "请填写这一项" in li.is_held_up("说明项目定价", {"单上的说明": ""})
    said = "只做动平衡，跑偏要另做四轮定位"
    li.presses("说明项目定价", {"单上的说明": said})
    li.reads(said, ".paper-side")
    promised(visit, li.person.staff, li.clock.at)
    li.opens(f"/visits/{visit.pk}/?act=show-order")
    li.presses("请客户过目")
    li.reads(said, ".paper-side")
    li.keeps_a_picture("4.5-right")


def test_4_6_the_price_is_explained_line_by_line(screens: Screens) -> None:
    """一行价没有工时算不出来，不收；给客户看单时，价怎么来的照着念。"""
    li = screens["li"]
    visit = prices(screens)
    types(li, name="检修前制动系统", system="制动系统")
    assert "写明工时" in li.is_held_up("估价")
    in_the_row(li, "写明工时")
    li.keeps_a_picture("4.6-wrong")
    types(li, hours="1.5")
    li.reads("180.00", ".build-up")
    li.presses("估价")
    promised(visit, li.person.staff, li.clock.at)
    li.opens(f"/visits/{visit.pk}/?act=show-order")
    li.reads("1.5 h × 120.00", ".paper-side")
    li.reads("价格是这样算的：工时乘工时单价，加上材料费，每一项都列在单上。", ".say")
    li.presses("请客户过目")
    one_case(li, "4.6", "A12345", "未说")
    li.opens(f"/visits/{visit.pk}/?act=show-order")
    li.says()
    li.keeps_a_picture("4.6-right")
    li.presses("请客户过目")
    one_case(li, "4.6", "A12345", "已说")
    shown = Entry.objects.filter(event=Event.ORDER_SHOWN.value)
    assert [entry.ticked for entry in shown.order_by("number")] == [[], ["4.6"]]
