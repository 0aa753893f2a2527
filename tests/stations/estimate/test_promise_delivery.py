"""A promised time: what it rests on, what refuses it, who may allow an earlier one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from jieche.estimate import commands, queries
from jieche.estimate.catalogue import restock
from jieche.estimate.forms import PromiseDelivery
from jieche.estimate.models import EstimateLine, Part, Promise
from jieche.estimate.words import LineKind
from jieche.journal.door import Proofs, Refused, record
from jieche.journal.models import Matter
from jieche.journal.queries import last_entry
from jieche.reception.commands import CarTold
from jieche.rulebook.words import Event, Proof, Stage
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from tests.stations.estimate.conftest import AT
from tests.stations.estimate.page import address
from tests.support.cast import clock
from tests.support.story_estimate import BRAKES, PADS, a_car_in_negotiation, estimated, signed
from tests.support.story_reception import CHEN

SignIn = Callable[[str], Client]


def promise(visit: Visit, by: Staff, hour: str, at: datetime = AT) -> Promise:
    parts = {
        line.pk: None
        for line in queries.lines_of(order_of(visit), 0)
        if line.kind == LineKind.PART.value and line.part_id is None
    }
    return commands.promise_delivery(visit, promised_at=clock(hour), parts=parts, by=by, at=at)


def clauses(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.clause for reason in refused.value.reasons]


def test_the_promise_keeps_what_it_was_based_on(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    kept = promise(visit, li, "2026-11-23 16:00")
    # One and a half hours of work, half an hour to make it ready, and lunch: likely at one.
    assert clock("2026-11-23 12:00") <= kept.earliest_at <= clock("2026-11-23 13:10")
    assert kept.safe_at == clock("2026-11-23 15:00")
    assert kept.margin_minutes == hours_of(visit.shop).work.between(kept.earliest_at, kept.safe_at)
    assert kept.load["operations"] == [{"line": "mechanic", "code": "mechanic", "minutes": 90.0}]
    assert (kept.load["cars"], kept.load["bookings"]) == (0, 0)
    assert 0.9 <= kept.load["chance"] < 1
    assert kept.load["quote"]["group"] == "short"
    visit.refresh_from_db()
    assert visit.promised_at == clock("2026-11-23 16:00")
    entry = last_entry(visit.matter, Event.DELIVERY_PROMISED)
    assert entry is not None
    assert entry.agreed_for == clock("2026-11-23 16:00")
    assert entry.facts["chance_percent"] == round(kept.load["chance"] * 100)


def test_5_2_no_promise_that_is_kept_less_than_nine_times_of_ten(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    with pytest.raises(Refused) as refused:
        promise(visit, li, "2026-11-23 14:30")
    assert clauses(refused) == ["5.2"]
    assert refused.value.reasons[0].mend is Event.PROMISE_OVERRIDDEN
    assert "把握" in refused.value.reasons[0].zh
    assert promise(visit, li, "2026-11-23 15:00").version == 1


def test_5_2_signed_cars_ahead_make_it_later(visit: Visit, li: Staff) -> None:
    car = CarTold("沪B66K88", make="丰田", model="凯美瑞", year=2020)
    other = a_car_in_negotiation(li, clock("2026-11-23 08:00"), bay="接2", car=car, sender=CHEN)
    signed(other, li, clock("2026-11-23 08:05"), (BRAKES, BRAKES))
    estimated(visit, li, AT)
    with pytest.raises(Refused):
        promise(visit, li, "2026-11-23 15:00")
    kept = promise(visit, li, "2026-11-24 12:00")
    assert kept.load["cars"] == 1
    assert kept.earliest_at > clock("2026-11-23 15:00")


def test_5_2_the_manager_allows_one_hour_with_his_reason(
    visit: Visit, staff: dict[str, Staff]
) -> None:
    li, he = staff["li"], staff["he"]
    estimated(visit, li, AT)
    hour = clock("2026-11-23 11:30")
    with pytest.raises(Refused):
        commands.override_promise(visit, hour=hour, reason="老客户赶飞机", by=li, at=AT)
    with pytest.raises(Refused):
        commands.override_promise(visit, hour=hour, reason=" ", by=he, at=AT)
    commands.override_promise(visit, hour=hour, reason="老客户赶飞机", by=he, at=AT)
    with pytest.raises(Refused):
        promise(visit, li, "2026-11-23 11:20")
    assert promise(visit, li, "2026-11-23 11:30").allowed_because == "老客户赶飞机"
    estimated(visit, li, AT, (BRAKES, BRAKES, PADS))
    with pytest.raises(Refused):
        promise(visit, li, "2026-11-23 11:30")


@pytest.fixture
def pads(visit: Visit, li: Staff) -> Part:
    """Pads of the catalogue, none on the shelf, in the estimate of the visit."""
    part = Part.objects.create(
        shop=li.shop, code="pads", zh="前制动片", grade="equal", unit="套", price_fen=42800,
        lead_days=2,
    )  # fmt: skip
    estimated(visit, li, AT, (BRAKES, replace(PADS, part=part)))
    return part


def test_5_3_a_part_that_has_to_come_moves_the_promise(visit: Visit, li: Staff, pads: Part) -> None:
    (supply,) = queries.supplies(visit, queries.lines_of(order_of(visit)), AT)
    assert supply.arrives_at == clock("2026-11-25 12:00")
    with pytest.raises(Refused) as refused:
        promise(visit, li, "2026-11-25 11:30")
    assert clauses(refused) == ["5.3", "5.2"]
    restock(pads, stock_tenths=0, arrives_at=clock("2026-11-23 15:00"))
    kept = promise(visit, li, "2026-11-25 12:00")
    assert kept.parts_at == clock("2026-11-23 15:00")
    assert kept.load["quote"]["group"] == "parts"
    restock(pads, stock_tenths=10)
    assert promise(visit, li, "2026-11-23 15:00").parts_at is None


def test_5_3_no_manager_allows_an_hour_before_the_last_part(
    visit: Visit, staff: dict[str, Staff], pads: Part
) -> None:
    li, he = staff["li"], staff["he"]
    hour = clock("2026-11-25 11:30")
    commands.override_promise(visit, hour=hour, reason="老客户赶飞机", by=he, at=AT)
    with pytest.raises(Refused) as refused:
        promise(visit, li, "2026-11-25 11:30")
    assert clauses(refused) == ["5.3"]
    restock(pads, stock_tenths=0, arrives_at=clock("2026-11-25 11:00"))
    assert promise(visit, li, "2026-11-25 11:30").allowed_because == "老客户赶飞机"


def test_5_3_a_part_nobody_asked_about_is_asked_about(visit: Visit, li: Staff) -> None:
    estimated(visit, li, AT)
    with pytest.raises(Refused) as refused:
        commands.promise_delivery(visit, promised_at=clock("2026-11-27 14:00"), by=li, at=AT)
    assert clauses(refused) == ["5.3"]
    line = EstimateLine.objects.get(order=order_of(visit), kind="part")
    with pytest.raises(Refused) as refused:
        commands.promise_delivery(
            visit, promised_at=clock("2026-11-23 14:00"),
            parts={line.pk: clock("2026-11-24 09:00")}, by=li, at=AT,
        )  # fmt: skip
    assert "5.3" in clauses(refused)


@pytest.mark.parametrize(
    ("rule", "spoilt"),
    [
        ("promise_keeps_its_margin", {"promised_at": clock("2026-11-23 14:59")}),
        ("promise_waits_for_parts", {"parts_at": clock("2026-11-23 17:00")}),
    ],
)
def test_5_2_5_3_the_database_refuses_it_too(
    visit: Visit, li: Staff, rule: str, spoilt: dict[str, datetime]
) -> None:
    estimated(visit, li, AT)
    kept = promise(visit, li, "2026-11-23 16:00")
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Promise.objects.filter(pk=kept.pk).update(**spoilt)


@pytest.mark.parametrize(
    ("hour", "why"),
    [
        ("2026-11-23 09:00", "11-23 09:00 已经过了"),
        ("2025-11-24 09:00", "2025-11-24 09:00 已经过了"),
        (
            "2026-11-23 19:00",
            "本店不营业（当天 08:00–18:00），请改在营业时间内，最近的是 11-24 08:00",
        ),
        ("2026-11-29 10:00", "11-29 本店休息，请改在营业时间内，最近的是 11-30 08:00"),
        ("2028-11-24 10:00", "离今天一年以上，请核对年份"),
    ],
)
def test_no_promise_for_the_past_a_shut_shop_or_a_wrong_year(
    visit: Visit, li: Staff, hour: str, why: str
) -> None:
    estimated(visit, li, AT)
    with pytest.raises(Refused) as refused:
        promise(visit, li, hour)
    (reason,) = refused.value.reasons
    assert why in reason.zh
    assert reason.field == "promised_at"


def test_5_4_a_signed_promise_is_moved_with_a_reason_and_told(visit: Visit, li: Staff) -> None:
    signed(visit, li, AT)
    # The stations between are not this one's to test.
    Matter.objects.filter(pk=visit.matter_id).update(stage=Stage.IN_WORKSHOP.value)
    hour, at = clock("2026-11-23 16:00"), AT + timedelta(hours=1)
    told = Proofs({Proof.REASON: "加修一项", Proof.PERSON_TOLD: "陈静"})
    record(visit.matter, Event.DELAY_TOLD, by=li, at=at, proofs=told)
    with pytest.raises(Refused) as refused:
        commands.promise_delivery(visit, promised_at=hour, by=li, at=at)
    assert [(r.clause, r.field) for r in refused.value.reasons] == [
        ("5.4", "why"),
        ("5.4", "told_to"),
    ]
    moved = commands.promise_delivery(
        visit, promised_at=hour, why="加修一项", told_to="陈静", by=li, at=at
    )
    assert (moved.version, moved.why, moved.told_to) == (2, "加修一项", "陈静")
    assert [p.version for p in Promise.objects.filter(visit=visit)] == [1, 2]


def test_11_8_a_signed_promise_gets_later_only_by_telling_the_delay(
    visit: Visit, li: Staff
) -> None:
    signed(visit, li, AT)
    Matter.objects.filter(pk=visit.matter_id).update(stage=Stage.IN_WORKSHOP.value)
    hour, at = clock("2026-11-23 16:00"), AT + timedelta(hours=1)
    with pytest.raises(Refused) as refused:
        commands.promise_delivery(visit, promised_at=hour, why="缺件", told_to="陈静", by=li, at=at)
    assert [(r.clause, r.mend) for r in refused.value.reasons] == [("11.8", Event.DELAY_TOLD)]


def test_5_2_work_that_grew_after_the_promise_needs_a_new_one(visit: Visit, li: Staff) -> None:
    signed(visit, li, AT)
    commands.reopen_order(visit, reason="加一项", by=li, at=AT + timedelta(minutes=5))
    estimated(visit, li, AT + timedelta(minutes=6), (BRAKES, BRAKES, PADS))
    with pytest.raises(Refused) as refused:
        commands.show_order(visit, by=li, at=AT + timedelta(minutes=7))
    assert [(r.clause, r.mend) for r in refused.value.reasons] == [("5.2", Event.DELIVERY_PROMISED)]


def test_the_page_shows_how_the_time_comes_about(visit: Visit, li: Staff, sign_in: SignIn) -> None:
    estimated(visit, li, AT)
    page = sign_in("li").get(f"/visits/{visit.pk}/?act=promise-delivery").content.decode()
    for words in ("最可能", "九成把握", "八成把握", "须主管准许", "余量用于", "按假定算的"):
        assert words in page


def test_a_time_that_can_mean_two_hours_is_asked_back(
    visit: Visit, li: Staff, sign_in: SignIn
) -> None:
    (work,) = estimated(visit, li, AT, (BRAKES,))
    assert work.pk
    answer = sign_in("li").post(
        address(visit, "promise-delivery"), {"promised_at": "差不多傍晚", "token": "a"}
    )
    assert answer.status_code == 422
    assert 'value="差不多傍晚"' in answer.content.decode()
    assert queries.promise_of(visit) is None


def test_an_advisor_does_not_allow_an_early_hour(visit: Visit, li: Staff, sign_in: SignIn) -> None:
    estimated(visit, li, AT)
    hour = {"hour": "2027-01-04 10:00", "reason": "赶"}
    assert sign_in("li").post(address(visit, "override-promise"), hour).status_code == 403


def test_the_hour_that_was_allowed_stands_in_the_form(
    visit: Visit, staff: dict[str, Staff]
) -> None:
    """主管准许的钟点直接写进承诺单，连同谁准的、为什么；承诺以后不再带出。"""
    li, he = staff["li"], staff["he"]
    estimated(visit, li, AT)
    hour = clock("2026-11-23 11:30")

    def form() -> PromiseDelivery:
        return PromiseDelivery(subject=Visit.objects.get(pk=visit.pk), staff=li, at=AT)

    assert form()["promised_at"].value() is None
    commands.override_promise(visit, hour=hour, reason="老客户赶飞机", by=he, at=AT)
    shown = form()["promised_at"]
    assert shown.value() == "11-23 11:30"
    assert he.name in str(shown.help_text)
    assert "老客户赶飞机" in str(shown.help_text)
    promise(visit, li, "2026-11-23 11:30")
    assert form()["promised_at"].value() is None


def test_an_hour_too_early_is_refused_once_with_what_mends_it(
    visit: Visit, li: Staff, sign_in: SignIn
) -> None:
    """太早的钟点：栏旁一次，题下一次（带条款与去处），不再另列一遍。"""
    estimated(visit, li, AT, (BRAKES,))
    typed = {"promised_at": "2026-11-23 11:20", "shown": ""}
    with patch("jieche.ui.middleware.datetime") as shows:
        shows.now.return_value = AT
        page = sign_in("li").post(address(visit, "promise-delivery"), typed)
    assert page.status_code == 422
    words = page.content.decode()
    assert words.count("要提前须主管准许") == 2
    assert "for=promise_overridden" in words
