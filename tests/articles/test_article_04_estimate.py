"""Article 4: estimate. What must stand on each line is shown in the tests of the station."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role
from tests.articles.cast import a_supplement, a_visit, lacks, may, refused, said


def test_4_3_a_risk_above_the_limit_is_approved_before_the_order_is_shown() -> None:
    day = a_visit().short_of(E.ORDER_SHOWN).then(E.RISK_ABOVE_LIMIT)
    assert refused(day, E.ORDER_SHOWN) == ["4.3"]
    assert may(day.then(E.RISK_APPROVED), E.ORDER_SHOWN)
    assert refused(day.then(E.RISK_APPROVED).then(E.RISK_ABOVE_LIMIT), E.ORDER_SHOWN) == ["4.3"]
    assert may(day.then(E.RISK_WITHIN_LIMIT), E.ORDER_SHOWN)


def test_4_3_a_risk_above_the_limit_in_a_supplement_is_approved_before_the_call() -> None:
    day = a_supplement().short_of(E.CUSTOMER_ASKED)
    assert may(day, E.CUSTOMER_ASKED)
    above = day.then(E.RISK_ABOVE_LIMIT)
    assert refused(above, E.CUSTOMER_ASKED) == ["4.3"]
    assert may(above.then(E.RISK_APPROVED), E.CUSTOMER_ASKED)
    assert refused(above.then(E.RISK_APPROVED).then(E.RISK_ABOVE_LIMIT), E.CUSTOMER_ASKED)


def test_4_3_a_manager_approves_it_with_a_reason() -> None:
    day = a_visit().short_of(E.ORDER_SHOWN).then(E.RISK_ABOVE_LIMIT)
    assert refused(day, E.RISK_APPROVED, by=(Role.ADVISOR,)) == ["4.3"]
    assert may(day, E.RISK_APPROVED, by=(Role.RECEPTION_MANAGER,))
    assert may(day, E.RISK_APPROVED, by=(Role.SHOP_MANAGER,))
    assert lacks(E.RISK_APPROVED, Proof.REASON) == ["4.3"]


def test_4_5_item_pricing_is_explained_before_the_order_is_shown() -> None:
    day = a_visit().short_of(E.ORDER_SHOWN).then(E.ITEM_PRICED)
    assert refused(day, E.ORDER_SHOWN) == ["4.5"]
    assert may(day.then(E.ITEM_PRICING_EXPLAINED), E.ORDER_SHOWN)


def test_4_5_another_item_priced_later_is_explained_again() -> None:
    day = a_visit().short_of(E.ORDER_SHOWN).then(E.ITEM_PRICED).then(E.ITEM_PRICING_EXPLAINED)
    assert refused(day.then(E.ITEM_PRICED), E.ORDER_SHOWN) == ["4.5"]


def test_4_5_what_is_no_longer_priced_by_item_needs_no_explaining() -> None:
    day = a_visit().short_of(E.ORDER_SHOWN).then(E.ITEM_PRICED)
    assert may(day.then(E.ITEM_PRICING_DROPPED), E.ORDER_SHOWN)


def test_4_5_a_price_by_system_needs_no_such_word() -> None:
    assert may(a_visit().short_of(E.ORDER_SHOWN), E.ORDER_SHOWN)


def test_4_6_the_price_is_explained_with_hours_rate_and_materials() -> None:
    words = said(E.ORDER_SHOWN, "4.6")
    assert all(part in words for part in ("工时", "单价", "材料"))
