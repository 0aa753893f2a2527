"""What a clause wants written stands on its paper, because the table itself takes nothing less."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jieche.care.models import Complaint, FollowUp
from jieche.checkin.models import PapersCheck, VehicleDocument, Walkaround
from jieche.estimate.models import EstimateLine, Promise
from jieche.journal import door
from jieche.rulebook.words import Kind
from jieche.staff.models import Staff
from jieche.vehicles.commands import know_vehicle
from jieche.vehicles.models import Vehicle
from jieche.visits.models import RepairOrder, Visit
from jieche.workshop.models import WorkshopReceipt
from tests.stations.tables.conftest import AT, takes
from tests.support.cast import clock


def a_line(order: RepairOrder, **of: Any) -> dict[str, Any]:
    """Return a line of one hour's work, priced by system."""
    return {
        "order": order, "position": 1, "kind": "labour", "name": "更换刹车片", "method": "system",
        "system": "brakes", "hours_tenths": 10, "rate_fen": 12000, "amount_fen": 12000, **of,
    }  # fmt: skip


def test_p_1_no_order_without_its_visit(visit: Visit, order: RepairOrder) -> None:
    row = {"visit": visit, "shop_id": visit.shop_id, "number": "W2", "other_wishes": "无"}
    order.delete()
    assert takes(RepairOrder, row)
    assert not takes(RepairOrder, row, visit=None)


def test_p_2_no_outcome_without_purpose_and_time(visit: Visit) -> None:
    visit.outcome = "leaves"
    for purpose, at in (("", AT), ("repair", None)):
        visit.purpose, visit.outcome_at = purpose, at
        with pytest.raises(IntegrityError), transaction.atomic():
            visit.save()
    visit.purpose, visit.outcome_at = "repair", AT
    visit.save()


def test_4_1_a_price_has_its_method_and_a_system_price_its_system(order: RepairOrder) -> None:
    assert takes(EstimateLine, a_line(order))
    assert not takes(EstimateLine, a_line(order), method="")
    assert not takes(EstimateLine, a_line(order), system="")


def by_symptom(order: RepairOrder) -> dict[str, Any]:
    """Return the same line priced by symptom, with a risk amount of 20 yuan."""
    return a_line(
        order, method="symptom", system="", symptom="冷车异响", reason="拆检前找不准系统",
        criterion="冷车起动三次无异响", risk_fen=2000, amount_fen=14000,
    )  # fmt: skip


def test_4_2_a_symptom_price_names_symptom_reason_and_test(order: RepairOrder) -> None:
    assert takes(EstimateLine, by_symptom(order))
    for part in ("symptom", "reason", "criterion"):
        assert not takes(EstimateLine, by_symptom(order), **{part: ""}), part


def test_4_3_a_symptom_price_weighs_its_risk(order: RepairOrder) -> None:
    without = {"risk_fen": 0, "amount_fen": 12000}
    assert not takes(EstimateLine, by_symptom(order), **without)
    assert takes(EstimateLine, by_symptom(order), **without, risk_reason="同车型同症状多次修好")


def test_4_4_an_item_price_names_one_of_the_three_grounds(order: RepairOrder) -> None:
    row = a_line(order, method="item", system="", ground="market", explanation="按市场行价")
    assert takes(EstimateLine, row)
    assert not takes(EstimateLine, row, ground="")
    assert not takes(EstimateLine, row, ground="mood")


def test_4_5_an_item_price_carries_its_explanation(order: RepairOrder) -> None:
    row = a_line(order, method="item", system="", ground="market", explanation="按市场行价")
    assert not takes(EstimateLine, row, explanation="")


def a_promise(visit: Visit, by: Staff) -> dict[str, Any]:
    """Return a promise for 17:00 of what is safe from 16:30 on."""
    return {
        "visit": visit, "version": 1, "promised_at": clock("2026-11-23 17:00"),
        "earliest_at": clock("2026-11-23 16:00"), "margin_minutes": 30,
        "safe_at": clock("2026-11-23 16:30"), "load": {}, "by": by, "made_at": AT,
    }  # fmt: skip


def test_5_2_a_promise_keeps_its_margin_unless_a_manager_says_why(visit: Visit, li: Staff) -> None:
    row = a_promise(visit, li)
    early = row["safe_at"] - timedelta(minutes=1)
    assert takes(Promise, row, promised_at=row["safe_at"])
    assert not takes(Promise, row, promised_at=early)
    assert takes(Promise, row, promised_at=early, allowed_because="客户赶火车，加人手")


def test_5_3_no_promise_is_earlier_than_the_last_part(visit: Visit, li: Staff) -> None:
    row = a_promise(visit, li)
    assert takes(Promise, row, parts_at=row["promised_at"])
    assert not takes(Promise, row, parts_at=row["promised_at"] + timedelta(minutes=1))


def test_6_3_each_paper_has_its_three_results(visit: Visit) -> None:
    check = PapersCheck.objects.create(
        visit=visit, needs_papers=False, document_count=1, says_none=False, at=AT
    )
    row = {
        "check_made": check, "kind": "licence", "is_taken": True,
        "valid": True, "complete": True, "sound": False,
    }  # fmt: skip
    assert takes(VehicleDocument, row)
    for result in ("valid", "complete", "sound"):
        assert not takes(VehicleDocument, row, **{result: None}), result


def test_6_6_each_of_the_four_zones_is_answered(visit: Visit, li: Staff) -> None:
    zones = ("exterior", "interior", "instruments", "seats")
    row = {"visit": visit, "mark_count": 0, "by": li, "at": AT, **dict.fromkeys(zones, "normal")}
    assert takes(Walkaround, row)
    for zone in zones:
        assert not takes(Walkaround, row, **{zone: ""}), zone


def test_8_6_no_car_is_received_without_its_order(
    visit: Visit, order: RepairOrder, li: Staff
) -> None:
    row = {
        "visit": visit, "order": order, "receiver": li, "received_at": AT, "received_minute": 0,
    }  # fmt: skip
    assert takes(WorkshopReceipt, row)
    assert not takes(WorkshopReceipt, row, order=None)
    assert not takes(WorkshopReceipt, row, receiver=None)


def test_13_2_there_is_no_second_record_for_a_car(visit: Visit) -> None:
    row = {"shop_id": visit.shop_id, "plate": "沪B54321", "first_seen_at": AT}
    assert takes(Vehicle, row)
    assert not takes(Vehicle, row, vin="LSVAA41Z8B2000001")
    assert not takes(Vehicle, row, plate="沪A12345")


def test_13_4_a_car_that_comes_back_is_found_not_entered_again(visit: Visit) -> None:
    shop = visit.shop
    by_vin = know_vehicle(shop, plate="沪C00001", vin="LSVAA41Z8B2000001", at=AT)
    by_plate = know_vehicle(shop, plate="沪C00001", at=AT)
    assert [by_vin, by_plate] == [(visit.vehicle, False)] * 2
    assert Vehicle.objects.count() == 1


def test_14_3_a_complaint_is_registered_with_words_way_and_receiver(
    visit: Visit, li: Staff
) -> None:
    row = {
        "matter": door.open_matter(Kind.COMPLAINT, li.shop, at=AT), "shop_id": visit.shop_id,
        "number": "T1", "channel": "phone", "words": "空调还是不凉", "receiver": li,
        "registered_at": AT,
    }  # fmt: skip
    assert takes(Complaint, row)
    assert not takes(Complaint, row, words="")
    assert not takes(Complaint, row, channel="")
    assert not takes(Complaint, row, receiver=None)


def test_15_3_a_follow_up_asks_both_questions(visit: Visit, li: Staff) -> None:
    row = {
        "visit": visit, "called_at": AT, "caller": li, "usage": "行驶正常", "opinion": "满意",
        "score": 5, "advice": "前三百公里避免急刹", "number": "GZ1", "sheet_opened_at": AT,
        "called_clock": time(10), "next_call_on": date(2027, 2, 22),
    }  # fmt: skip
    assert takes(FollowUp, row)
    assert not takes(FollowUp, row, usage="")
    assert not takes(FollowUp, row, opinion="")
