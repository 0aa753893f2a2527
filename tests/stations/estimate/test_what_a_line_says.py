"""The database itself refuses a line that says too little, or whose sum is another."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jieche.estimate.models import EstimateLine
from jieche.estimate.pricing import wrong_with
from jieche.estimate.words import System
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from tests.stations.estimate.conftest import AT
from tests.support.story_estimate import BALANCE, PADS, SHUDDER, estimated


@pytest.fixture
def line(visit: Visit, li: Staff) -> EstimateLine:
    """Return a good line by system; each test spoils one thing of it."""
    estimated(visit, li, AT)
    return EstimateLine.objects.get(order=order_of(visit), position=1)


def refused(line: EstimateLine, rule: str, **spoilt: Any) -> bool:
    """Say whether the database refuses the changed line by that rule."""
    for name, value in spoilt.items():
        setattr(line, name, value)
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as error:
        return rule in str(error)
    return False


def test_4_1_a_line_has_its_method(line: EstimateLine) -> None:
    assert refused(line, "line_has_its_method", method="")


def test_4_1_a_price_by_system_names_the_system(line: EstimateLine) -> None:
    assert refused(line, "system_price_names_its_system", system="")


@pytest.mark.parametrize("blank", ["symptom", "reason", "criterion"])
def test_4_2_a_price_by_symptom_says_why(visit: Visit, li: Staff, blank: str) -> None:
    (line,) = estimated(visit, li, AT, (SHUDDER,))
    assert refused(line, "symptom_price_says_why", **{blank: ""})


def test_4_2_a_known_system_is_not_priced_by_symptom() -> None:
    (wrong,) = wrong_with([replace(SHUDDER, system=System.ENGINE)])
    assert wrong.clause == "4.2"
    assert "系统已知（发动机）" in wrong.zh
    assert wrong_with([SHUDDER]) == []


def test_4_3_a_price_by_symptom_weighs_its_risk(visit: Visit, li: Staff) -> None:
    (line,) = estimated(visit, li, AT, (SHUDDER,))
    no_risk = {"risk_fen": 0, "amount_fen": line.work_fen}
    assert refused(line, "symptom_price_weighs_its_risk", **no_risk)
    assert not refused(line, "", risk_reason="客户自担", **no_risk)


@pytest.mark.parametrize("ground", ["", "because"])
def test_4_4_a_price_by_item_has_its_ground(visit: Visit, li: Staff, ground: str) -> None:
    (line,) = estimated(visit, li, AT, (BALANCE,))
    assert refused(line, "item_price_has_its_ground", ground=ground)


def test_4_5_a_price_by_item_bears_its_explanation(visit: Visit, li: Staff) -> None:
    (line,) = estimated(visit, li, AT, (BALANCE,))
    assert refused(line, "item_price_is_explained", explanation="")


@pytest.mark.parametrize("fen", [17999, 18001, 0])
def test_4_6_labour_is_hours_times_rate(line: EstimateLine, fen: int) -> None:
    assert refused(line, "labour_is_hours_times_rate", amount_fen=fen)


def test_4_6_goods_are_quantity_times_price(visit: Visit, li: Staff, line: EstimateLine) -> None:
    goods = EstimateLine.objects.get(order=order_of(visit), position=2)
    assert goods.name == PADS.name
    assert refused(goods, "goods_are_quantity_times_price", amount_fen=42801)


def test_4_6_only_a_package_takes_something_off(
    visit: Visit, li: Staff, line: EstimateLine
) -> None:
    goods = EstimateLine.objects.get(order=order_of(visit), position=2)
    off = {"unit_fen": -1000, "amount_fen": -1000}
    assert refused(goods, "only_a_package_takes_off", **off)
    assert not refused(goods, "", kind="other", is_package_price=True, **off)
