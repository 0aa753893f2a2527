"""Each rule that a clause names is more than a name: a bad row bounces off it."""

from datetime import timedelta
from typing import Any

import pytest

from jieche.appointments.models import Booking
from jieche.checkin.models import BelongingsList, BoxUse, KeyRecord, PapersCheck
from jieche.delivery.models import CollectedPaper, Discount, HandOver, ItemReturn, SettlementList
from jieche.estimate.models import WarrantyTerm
from jieche.journal import door
from jieche.reception.models import BayUse
from jieche.rulebook.words import Kind
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.vehicles.models import OdometerReading
from jieche.visits.models import RepairOrder, Visit
from jieche.workshop.models import WorkshopReceipt
from jieche.workshop.supplement_models import Supplement
from tests.stations.tables.conftest import AT, takes


def a_place(visit: Visit, kind: Place.Kind) -> Place:
    """Return the first place of a kind in the shop."""
    return Place.objects.filter(shop=visit.shop, kind=kind)[0]


def test_1_3_two_cars_do_not_stand_in_one_bay(visit: Visit, other: Visit) -> None:
    row = {"bay": a_place(visit, Place.Kind.RECEPTION_BAY), "since": AT}
    first = BayUse.objects.create(visit=visit, **row)
    assert not takes(BayUse, row, visit=other)
    first.until = AT
    first.save()
    assert takes(BayUse, row, visit=other)


def test_5_1_no_warranty_is_below_the_law(order: RepairOrder) -> None:
    row = {
        "order": order, "category": "small", "car_class": "car", "km": 2000, "days": 10,
        "legal_km": 2000, "legal_days": 10, "source": "机动车维修管理规定",
    }  # fmt: skip
    assert takes(WarrantyTerm, row)
    assert not takes(WarrantyTerm, row, km=1999)
    assert not takes(WarrantyTerm, row, days=9)


def test_6_2_an_inspection_car_has_its_papers_listed(visit: Visit) -> None:
    row = {"visit": visit, "needs_papers": True, "document_count": 1, "says_none": False, "at": AT}
    assert takes(PapersCheck, row)
    assert not takes(PapersCheck, row, document_count=0, says_none=True)
    assert takes(PapersCheck, row, needs_papers=False, document_count=0, says_none=True)


def test_6_8_an_empty_list_says_none(visit: Visit) -> None:
    row = {
        "visit": visit, "item_count": 0, "says_none": True, "valuables_told": True, "at": AT,
    }  # fmt: skip
    assert takes(BelongingsList, row)
    assert not takes(BelongingsList, row, says_none=False)
    assert takes(BelongingsList, row, says_none=False, item_count=1)


def test_6_10_a_box_holds_the_things_of_one_car(visit: Visit, other: Visit) -> None:
    row = {"box": a_place(visit, Place.Kind.STORAGE_BOX), "since": AT}
    first = BoxUse.objects.create(visit=visit, **row)
    assert not takes(BoxUse, row, visit=other)
    first.until = AT
    first.save()
    assert takes(BoxUse, row, visit=other)


def test_6_11_a_tag_and_a_hook_hold_one_key(visit: Visit, other: Visit) -> None:
    hook, second = Place.objects.filter(shop=visit.shop, kind=Place.Kind.KEY_HOOK)[:2]
    row = {"shop": visit.shop, "visit": visit, "tag": "17", "hook": hook, "since": AT}
    first = KeyRecord.objects.create(**row)
    assert not takes(KeyRecord, row, visit=other, tag="18")
    assert not takes(KeyRecord, row, visit=other, hook=second)
    first.until = AT
    first.save()
    assert takes(KeyRecord, row, visit=other)


def test_6_12_an_odometer_falls_only_with_a_reason(visit: Visit) -> None:
    row = {"vehicle": visit.vehicle, "km": 50000, "last_known_km": 50000, "read_at": AT}
    assert takes(OdometerReading, row)
    assert not takes(OdometerReading, row, km=49999)
    assert takes(OdometerReading, row, km=12, reason="更换仪表")


@pytest.mark.parametrize(("minute", "is_taken"), [(0, True), (50, True), (5, False), (59, False)])
def test_8_8_the_receipt_is_to_ten_minutes(
    visit: Visit, order: RepairOrder, li: Staff, minute: int, *, is_taken: bool
) -> None:
    row = {
        "visit": visit, "order": order, "receiver": li, "received_at": AT,
        "received_minute": minute,
    }  # fmt: skip
    assert takes(WorkshopReceipt, row) is is_taken


def test_9_8_a_safety_item_carries_its_warning(visit: Visit, li: Staff) -> None:
    row = {
        "shop": visit.shop, "matter": door.open_matter(Kind.SUPPLEMENT, visit.shop, at=AT),
        "visit": visit, "sheet": 1, "item": "制动油管", "technical_reason": "渗漏",
        "is_safety": False, "added_minutes": 60, "found_by": li, "found_at": AT,
    }  # fmt: skip
    assert takes(Supplement, row)
    assert not takes(Supplement, row, is_safety=True)
    assert takes(Supplement, row, is_safety=True, warning="制动可能失效")
    assert not takes(Supplement, row, technical_reason="")  # 9.7


def test_11_2_a_difference_in_the_items_is_explained(visit: Visit) -> None:
    row = {"visit": visit, "all_there": True, "at": AT}
    assert takes(ItemReturn, row)
    assert not takes(ItemReturn, row, all_there=False)
    assert takes(ItemReturn, row, all_there=False, difference="雨伞由客户中途取走")


def test_11_3_every_paper_that_is_expected_comes_in(visit: Visit) -> None:
    row = {"visit": visit, "name": "领料单", "is_expected": True, "is_received": True, "at": AT}
    assert takes(CollectedPaper, row)
    assert not takes(CollectedPaper, row, is_received=False)
    assert takes(CollectedPaper, row, is_expected=False, is_received=False)


def an_account(visit: Visit) -> dict[str, Any]:
    """Return an account of 508 yuan after a discount of 20."""
    return {
        "visit": visit, "shop": visit.shop, "number": "S1", "labour_fen": 18000,
        "parts_fen": 34800, "other_fen": 0, "discount_fen": 2000, "total_fen": 50800,
        "tax_permille": 130, "tax_fen": 5844, "drawn_at": AT,
    }  # fmt: skip


def test_11_4_the_total_is_the_sum_of_its_kinds(visit: Visit) -> None:
    assert takes(SettlementList, an_account(visit))
    assert not takes(SettlementList, an_account(visit), total_fen=50799)
    assert not takes(SettlementList, an_account(visit), discount_fen=0)


def test_12_5_an_account_closes_only_paid_or_on_credit(visit: Visit) -> None:
    row = {**an_account(visit), "closed_at": AT}
    assert not takes(SettlementList, row)
    assert not takes(SettlementList, row, received_fen=50799)
    assert takes(SettlementList, row, received_fen=50800)
    assert takes(SettlementList, row, received_fen=20000, credit_fen=30800)
    assert takes(SettlementList, row, prepaid_fen=50800)


def test_12_4_no_discount_without_its_approver_and_reason(visit: Visit, li: Staff) -> None:
    row = {"visit": visit, "asked": "老客户", "asked_at": AT}
    decided = {**row, "decided_fen": 2000, "approver": li, "reason": "老客户", "decided_at": AT}
    assert takes(Discount, row)  # asked, not decided yet
    assert takes(Discount, decided)
    assert not takes(Discount, decided, approver=None)
    assert not takes(Discount, decided, reason="")


def test_12_6_five_things_are_not_six(visit: Visit) -> None:
    six = (
        "exit_notice", "repair_order", "settlement_list", "warranty", "vehicle_documents", "key",
    )  # fmt: skip
    row = {"visit": visit, "at": AT, **dict.fromkeys(six, True)}
    assert takes(HandOver, row)
    for one in six:
        assert not takes(HandOver, row, **{one: False}), one


def a_booking(visit: Visit, li: Staff) -> dict[str, Any]:
    """Return a booking with parts of 1000 yuan, half of it asked ahead."""
    return {
        "shop": visit.shop, "matter": door.open_matter(Kind.BOOKING, visit.shop, at=AT),
        "visit": visit, "number": "Y1", "advisor": li, "source": "customer", "made_at": AT,
        "starts_at": AT + timedelta(days=2), "ends_at": AT + timedelta(days=2, hours=2),
        "work_bay": a_place(visit, Place.Kind.WORK_BAY), "items": "更换变速箱油",
        "costly_parts_fen": 100000, "deposit_fen": 50000,
    }  # fmt: skip


def test_16_1_what_the_shop_proposes_is_agreed_to(visit: Visit, li: Staff) -> None:
    row = a_booking(visit, li)
    assert takes(Booking, row)
    assert not takes(Booking, row, source="")
    assert not takes(Booking, row, source="shop")
    assert takes(Booking, row, source="shop", agreed_at=AT)


def test_16_2_and_16_7_a_booking_has_its_hour_and_its_bay(visit: Visit, li: Staff) -> None:
    row = a_booking(visit, li)
    assert not takes(Booking, row, starts_at=None)
    assert not takes(Booking, row, work_bay=None)


def test_16_5_half_of_costly_parts_is_asked_ahead_or_waived(visit: Visit, li: Staff) -> None:
    row = a_booking(visit, li)
    assert not takes(Booking, row, deposit_fen=49999)
    assert takes(Booking, row, deposit_fen=49999, is_deposit_waived=True)


def test_16_5_earnest_money_stays_within_the_law(visit: Visit, li: Staff) -> None:
    row = {**a_booking(visit, li), "paid_fen": 50000, "earnest_limit_fen": 30000}
    assert takes(Booking, row, earnest_fen=30000)
    assert not takes(Booking, row, earnest_fen=30001)
