"""Article 7 on the screen: the customer is told that all is done, and seen to the door."""

import pytest

from jieche.checkin import commands
from jieche.rulebook.words import Stage
from jieche.visits.models import Visit
from tests.journeys.story import fresh
from tests.support.cast import clock
from tests.support.screens import Screens
from tests.support.story_checkin import all_but_complete
from tests.support.story_estimate import a_car_in_negotiation, signed
from tests.walk.desk import is_not_in_now, reads_in_now, says_why
from tests.walk.the_book import no_act, one_case

pytestmark = pytest.mark.django_db(transaction=True)

DONE, OFF, WAITS, ITEMS, TIDY = (
    "手续办完告知客户", "送客", "客户在店等候", "清点随车物品", "清理维修单",
)  # fmt: skip


def all_but_told(screens: Screens) -> Visit:
    """Bring the car to where only the customer is to be told that all is done."""
    li, at = screens["li"].person.staff, clock("2026-11-23 08:10")
    visit = signed(a_car_in_negotiation(li, at), li, at)
    all_but_complete(visit, li, clock("2026-11-23 08:16"))
    screens["li"].clock.set("2026-11-23 08:25")
    return visit


def told(screens: Screens) -> Visit:
    """Bring the car to where the customer may go."""
    visit = all_but_told(screens)
    commands.complete_hand_in(visit, by=screens["li"].person.staff, at=screens["li"].clock.at)
    screens["li"].clock.wait(1)
    return visit


def test_7_1_the_customer_goes_when_every_formality_is_done(screens: Screens) -> None:
    """手续没办完，送不了客、也不算在店等；点过去办完，才送。"""
    visit = all_but_told(screens)
    li = screens["li"]
    for address in ("see-customer-off", "customer-waits"):
        assert "7.1" in li.is_refused(f"/visits/{visit.pk}/{address}/")
        assert DONE in says_why(li, "7.1")
    li.keeps_a_picture("7.1-wrong")
    li.mends(DONE)
    li.reads("手续都办好了，车就交给我们，您放心。", ".say")
    li.says()
    li.keeps_a_picture("7.1-mend")
    li.presses(DONE)
    one_case(li, "7.1", "A12345", "已说")
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to(OFF)
    li.presses(OFF)
    assert fresh(visit).matter.stands_at is Stage.HANDED_IN


def test_7_1_what_is_opened_again_is_told_again(screens: Screens) -> None:
    """告知过又重清了物品：手续又没办完，客户先别走。"""
    visit = told(screens)
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/?act=list-belongings")
    li.presses(ITEMS, {"雨伞": "1"})
    assert "7.1" in li.is_refused(f"/visits/{visit.pk}/see-customer-off/")
    assert DONE in says_why(li, "7.1")
    li.keeps_a_picture("7.1-again")
    assert {"6.9", "6.10"} <= li.is_refused(f"/visits/{visit.pk}/complete-hand-in/")
    li.opens(f"/visits/{visit.pk}/?act=box-belongings")
    li.presses("物品入箱")
    li.opens(f"/visits/{visit.pk}/?act=sign-belongings")
    li.signs()
    li.presses("请客户签物品清单")
    li.opens(f"/visits/{visit.pk}/?act=complete-hand-in")
    li.says()
    li.presses(DONE)
    one_case(li, "7.1", "A12345", "已说")


def test_7_1_untold_words_are_counted(screens: Screens) -> None:
    """手续办完，那句话没说：过得去，规程页上记着“未说”。"""
    visit = all_but_told(screens)
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to(DONE)
    li.presses(DONE)
    one_case(li, "7.1", "A12345", "未说")


def test_7_2_nobody_leaves_without_being_seen_off(screens: Screens) -> None:
    """没送客就清理维修单，不行；送到门口，说了请走好，记下几点走的。"""
    visit = told(screens)
    li = screens["li"]
    assert "7.2" in li.is_refused(f"/visits/{visit.pk}/tidy-order/")
    li.keeps_a_picture("7.2-wrong")
    li.mends(OFF)
    li.reads("请走好，恕不远送。", ".say")
    assert li.form.locator('a.clause[href$="#c7.2"]').count()
    li.says()
    li.keeps_a_picture("7.2-mend")
    li.presses(OFF)
    li.keeps_a_picture("7.2-right")
    one_case(li, "7.2", "A12345", "已说", "08:26")
    li.opens(f"/visits/{visit.pk}/")
    no_act(li, WAITS)  # he has gone
    li.turns_to(TIDY)
    li.presses(TIDY)


def test_7_2_unsaid_words_are_counted(screens: Screens) -> None:
    """送了，话没说：规程页上记着“未说”。"""
    visit = told(screens)
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to(OFF)
    li.presses(OFF)
    one_case(li, "7.2", "A12345", "未说")


def test_7_2_who_stays_in_the_shop_is_not_seen_off(screens: Screens) -> None:
    """客户在店等：不用送，维修单照样清理。"""
    visit = told(screens)
    li = screens["li"]
    li.opens(f"/visits/{visit.pk}/")
    li.turns_to(WAITS)
    li.presses(WAITS)
    assert reads_in_now(li, TIDY, "第 8 条 1 款", "还有") != "red"
    li.opens(f"/visits/{visit.pk}/")
    no_act(li, OFF)
    li.turns_to(TIDY)
    li.presses(TIDY)
    is_not_in_now(li, TIDY)
    li.keeps_a_picture("7.2-waits")
