"""Two records of one car become one, in Chromium: the wrong try first, then the right one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jieche.care.file_models import CustomerFile, FileTrace
from jieche.journal.queries import breaks
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit
from tests.support.cast import clock
from tests.support.screens import Screen, Screens
from tests.support.story_file import filed

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Page], list[str]]
VIN, OTHER_VIN = "LSVFA49J232037048", "LSVAA49J132047371"


@pytest.fixture
def two(staff: dict[str, Staff]) -> list[CustomerFile]:
    """One car with two files; the VIN in the second is that of the car."""
    found = [
        filed(staff, clock("2026-11-23 08:30")),
        filed(staff, clock("2026-11-24 08:30"), "沪A12346"),
    ]
    Vehicle.objects.filter(pk=found[0].vehicle_id).update(vin=OTHER_VIN)  # copied wrongly
    Vehicle.objects.filter(pk=found[1].vehicle_id).update(vin=VIN)
    return found


def mends(keeper: Screen, file: CustomerFile, **typed: str) -> None:
    """Open the form that mends the car, type, press its button."""
    keeper.opens(f"/files/{file.vehicle_id}/?deed=mend")
    form = keeper.page.locator("details.deed[open] form")
    for name, value in {"reason": "照行驶证", **typed}.items():
        form.locator(f"[name={name}]").fill(value)
    with keeper.page.expect_navigation():
        form.get_by_role("button").click()


def test_13_2_the_keeper_is_led_from_the_refusal_to_one_file(
    screens: Screens, two: list[CustomerFile], axe: Axe
) -> None:
    """车架号在另一份里：更正被拒，合并被拒；抹去抄错的车架号，两份并成一份。"""
    first, second = two
    keeper = screens["dang"]
    keeper.clock.set("2026-11-25 09:00")
    mends(keeper, first, vin=VIN)
    keeper.reads("这个车架号是 沪A·12346 的", "details.deed[open]")
    expect(keeper.page.locator("details.deed[open] [name=vin]")).to_have_value(VIN)
    keeper.follows("合并车档", "details.deed[open]")
    keeper.reads("不是同一台车", ".missing")
    expect(keeper.page.locator("[name=is_same]")).to_have_count(0)
    mends(keeper, first, vin="")  # what was copied wrongly goes
    keeper.follows("合并车档")
    keeper.page.get_by_label("另一份的车牌或车架号").fill("沪a 12346")
    with keeper.page.expect_navigation():
        keeper.page.get_by_role("button", name="查找").click()
    assert axe(keeper.page) == []
    keeper.keeps_a_picture("two-records")
    assert "请核对后勾选" in keeper.is_held_up("合并", {"合并依据": "行驶证"})
    keeper.fills({"合并依据": "行驶证", "已逐项核对": "✓"})
    with keeper.page.expect_navigation():
        keeper.page.locator("form[data-main] .btn-main").dblclick()
    keeper.page.wait_for_url(f"**/files/{first.vehicle_id}/")
    keeper.reads("两份车档已合并", "body")
    keeper.reads(VIN)
    keeper.reads(f"并有 {second.number}")
    keeper.opens(f"/files/{second.vehicle_id}/")  # the old address leads here
    assert keeper.page.url.endswith(f"/files/{first.vehicle_id}/")
    assert FileTrace.objects.filter(what="merged").count() == 2
    assert Visit.objects.filter(vehicle_id=first.vehicle_id).count() == 2
    assert list(breaks(first.shop)) == []
