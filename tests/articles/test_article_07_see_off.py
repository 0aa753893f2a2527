"""Article 7: seeing the customer off."""

from jieche.rulebook.words import Event as E
from tests.articles.cast import a_visit, may, refused, said


def test_7_1_the_customer_goes_only_when_all_is_done() -> None:
    day = a_visit().leaving_out(E.HAND_IN_COMPLETED).short_of(E.CUSTOMER_SEEN_OFF)
    for goes in (E.CUSTOMER_SEEN_OFF, E.CUSTOMER_WAITS):
        assert refused(day, goes) == ["7.1"]
        assert may(day.then(E.HAND_IN_COMPLETED), goes)
    assert "手续都办好了" in said(E.HAND_IN_COMPLETED, "7.1")


def test_7_1_what_comes_up_afterwards_is_finished_first() -> None:
    day = a_visit().until(E.HAND_IN_COMPLETED)
    for late in (E.PAPERS_CHECKED, E.DISCREPANCY_FOUND, E.BELONGINGS_LISTED, E.ORDER_SIGNED):
        assert refused(day.then(late), E.CUSTOMER_SEEN_OFF) == ["7.1"]


def test_7_2_the_customer_is_seen_off_before_the_order_is_tidied() -> None:
    day = a_visit().leaving_out(E.CUSTOMER_SEEN_OFF).short_of(E.ORDER_TIDIED)
    assert refused(day, E.ORDER_TIDIED) == ["7.2"]
    assert may(day.then(E.CUSTOMER_WAITS), E.ORDER_TIDIED)
    assert said(E.CUSTOMER_SEEN_OFF, "7.2") == "请走好，恕不远送。"
