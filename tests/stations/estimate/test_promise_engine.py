"""From the shop's records to the engine's picture, and back: what is learned, kept, shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from jieche.appointments.models import Booking as Slip
from jieche.board.lanes import lanes
from jieche.board.now import owed_now
from jieche.estimate import commands, queries, remembered, says
from jieche.estimate.catalogue import draft_of_labour
from jieche.estimate.forecast import Forecast, forecast_of, supplies_of
from jieche.estimate.hall import ANY_BAY, hall_of
from jieche.estimate.models import EstimateLine, LabourItem, Part, Promise, PromiseMemory
from jieche.estimate.picture import operations_of, state_of
from jieche.estimate.promises import slip_of
from jieche.estimate.remembered import learned_of, relearn
from jieche.estimate.watch import standings_of
from jieche.estimate.words import System
from jieche.journal.door import Refused
from jieche.promise import Job, words
from jieche.reception.commands import CarTold
from jieche.rulebook.words import Event
from jieche.shop.models import Place, Shop, SpecialDay
from jieche.shop.queries import forget_hours
from jieche.shop.words import BayKind, Trade
from jieche.staff.models import Absence, Shift, Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.workshop import commands as workshop
from tests.stations.estimate.conftest import AT
from tests.stations.estimate.page import address
from tests.support.cast import clock
from tests.support.story_appointments import booked
from tests.support.story_estimate import BRAKES, PADS, a_car_in_negotiation, estimated, signed
from tests.support.story_reception import CHEN
from tests.support.story_repair import (
    a_car_in_the_workshop,
    agreed,
    asked,
    done,
    refused,
    repaired,
    reported,
)

SignIn = Callable[[str], Client]
MINUTE = timedelta(minutes=1)
CAMRY = CarTold("沪B66K88", make="丰田", model="凯美瑞", year=2020)
EARLY = clock("2026-11-23 09:00")
NOW = clock("2026-11-23 10:00")


def seen(visit: Visit, at: datetime = AT) -> Forecast:
    return forecast_of(visit, supplies_of(visit, at, here(visit)), at)


def here(visit: Visit) -> dict[int, datetime | None]:
    return {line.pk: None for line in queries.lines_of(order_of(visit)) if line.kind == "part"}


def picture(shop: Shop, at: datetime) -> list[Job]:
    return list(state_of(shop, hall_of(shop, at), at).jobs)


@pytest.fixture
def car(staff: dict[str, Staff]) -> Visit:
    """A car with brakes and pads, taken into the workshop at half past nine."""
    return a_car_in_the_workshop(staff["li"], staff["sun"], EARLY)


# -- records of the shop ---------------------------------------------------------------------------


def test_bays_people_and_hours_come_from_the_records(shop: Shop, staff: dict[str, Staff]) -> None:
    bay = Place.objects.filter(shop=shop, kind="work_bay").first()
    assert bay is not None
    Place.objects.filter(pk=bay.pk).update(work_kind=BayKind.LIFT.value)
    wang = staff["wang"]
    wang.trades = [Trade.MECHANIC.value]
    wang.save()
    Shift.objects.create(staff=wang, weekday=0, opens=time(8), closes=time(12))
    Absence.objects.create(staff=wang, since=AT, until=AT + timedelta(hours=2))
    Absence.objects.create(staff=wang, since=AT - timedelta(days=9), until=None)  # long over
    SpecialDay.objects.create(shop=shop, day=AT.date(), works_like=None)
    forget_hours()
    floor = hall_of(shop, AT).floor
    assert sorted(each.kind for each in floor.bays) == sorted([BayKind.LIFT.value, ANY_BAY])
    (person,) = floor.technicians
    assert person.skills == {"mechanic"}
    assert person.week == {0: [(time(8), time(12))]}
    assert [*person.absences] == [(AT, AT + timedelta(hours=2))]
    assert floor.hours.special[AT.date()] == ()


def test_a_wheel_alignment_asks_for_its_own_bay_by_itself(
    visit: Visit, staff: dict[str, Staff]
) -> None:
    shop = visit.shop
    bays = [*Place.objects.filter(shop=shop, kind="work_bay")]
    for bay, kind in zip(bays, (BayKind.LIFT, BayKind.ALIGNMENT), strict=True):
        Place.objects.filter(pk=bay.pk).update(work_kind=kind.value)
    item = LabourItem.objects.create(
        shop=shop, code="align", zh="四轮定位", system="steering", hours_tenths=10,
        bay_kind=BayKind.ALIGNMENT.value,
    )  # fmt: skip
    estimated(visit, staff["li"], AT, (BRAKES, draft_of_labour(item, 12000)))
    job = operations_of(queries.lines_of(order_of(visit)))
    assert [(each.line, each.code, each.bays) for each in job] == [
        ("mechanic", "mechanic", ("lift", "alignment", ANY_BAY)),
        ("mechanic alignment", "align", ("alignment", ANY_BAY)),
    ]
    free = seen(visit).likely_at
    other = booked(staff["li"], EARLY, bay="接2", car=CAMRY, sender=CHEN)
    Slip.objects.filter(pk=other.pk).update(
        starts_at=AT, ends_at=AT + timedelta(hours=6), work_bay=bays[1]
    )
    assert seen(visit).likely_at > free


def test_an_absent_technician_makes_it_later(visit: Visit, staff: dict[str, Staff]) -> None:
    estimated(visit, staff["li"], AT)
    there = seen(visit).safe_at
    Absence.objects.create(staff=staff["wang"], since=AT, until=AT + timedelta(days=1))
    assert seen(visit).likely_at > there


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("2 个工位没有写用途", "bays"),
        ("1 名技术员没有写工种", "people"),
        ("没有登记技术员", "technicians"),
        ("没有登记维修工位", "places"),
        ("没有车间作业时间", "hours"),
        ("有配件不知何时到", "part"),
        ("没有写工时", "labour"),
        ("完工到可以交车按 30 分钟", "finish"),
    ],
)
def test_each_figure_that_nobody_gave_is_named(
    visit: Visit, staff: dict[str, Staff], sign_in: SignIn, words: str, missing: str
) -> None:
    shop = visit.shop
    only_parts = (replace(PADS, system=System.BRAKES),)
    estimated(visit, staff["li"], AT, only_parts if missing == "labour" else (BRAKES, PADS))
    if missing == "technicians":
        Staff.objects.filter(pk=staff["wang"].pk).update(is_active=False)
    elif missing == "places":
        Place.objects.filter(shop=shop, kind="work_bay").update(is_in_use=False)
    elif missing == "hours":
        shop.spans.filter(is_work=True).delete()
        forget_hours()
    page = sign_in("li").get(f"/visits/{visit.pk}/?act=promise-delivery").content.decode()
    assert words in page
    if missing == "bays":
        Place.objects.filter(shop=shop, kind="work_bay").update(work_kind="lift")
        page = sign_in("li").get(f"/visits/{visit.pk}/?act=promise-delivery").content.decode()
        assert words not in page


# -- records of a car ------------------------------------------------------------------------------


def test_a_car_is_as_far_as_its_journal_says(car: Visit, staff: dict[str, Staff]) -> None:
    (job,) = picture(car.shop, NOW)
    (work,) = job.operations
    assert (work.minutes, work.skills, work.started_at) == (90.0, ("mechanic",), None)
    workshop.start_work(car, by=staff["wang"], at=NOW)
    (job,) = picture(car.shop, NOW + 10 * MINUTE)
    assert job.operations[0].started_at == NOW
    assert job.operations[0].technician == str(staff["wang"].pk)
    workshop.finish_work(car, by=staff["wang"], at=NOW + 40 * MINUTE)
    (job,) = picture(car.shop, NOW + 41 * MINUTE)
    assert job.operations[0].done
    workshop.fail_inspection(car, failed="制动偏软", by=staff["sun"], at=NOW + 50 * MINUTE)
    (job,) = picture(car.shop, NOW + 51 * MINUTE)
    assert [each.done for each in job.operations] == [True, False]
    assert job.operations[1].code == "+rework"


def test_a_supplement_is_asked_about_then_agreed_then_done(
    car: Visit, staff: dict[str, Staff]
) -> None:
    workshop.start_work(car, by=staff["wang"], at=NOW)
    found = reported(car, staff["wang"], NOW + MINUTE)
    (job,) = picture(car.shop, NOW + 2 * MINUTE)
    assert [each.asked_at for each in job.operations] == [None, NOW + MINUTE]
    assert job.operations[1].line == "s1 mechanic"
    agreed(found, staff["li"], NOW + 3 * MINUTE)
    (job,) = picture(car.shop, NOW + 5 * MINUTE)
    assert job.operations[1].asked_at is None
    done(found, staff["li"], staff["wang"], NOW + 10 * MINUTE)
    (job,) = picture(car.shop, NOW + 15 * MINUTE)
    assert job.operations[1].done


def test_a_refused_supplement_is_no_work_and_the_promise_stands(
    car: Visit, staff: dict[str, Staff]
) -> None:
    workshop.start_work(car, by=staff["wang"], at=NOW)
    refused(reported(car, staff["wang"], NOW + MINUTE), staff["li"], NOW + 2 * MINUTE)
    (job,) = picture(car.shop, NOW + 5 * MINUTE)
    assert len(job.operations) == 1
    assert [each.version for each in Promise.objects.filter(visit=car)] == [1]


def test_9_2_an_agreed_supplement_makes_a_new_version(car: Visit, staff: dict[str, Staff]) -> None:
    workshop.start_work(car, by=staff["wang"], at=NOW)
    late = clock("2026-11-24 17:30")
    agreed(reported(car, staff["wang"], NOW + MINUTE), staff["li"], NOW, promised_at=late)
    first, second = Promise.objects.filter(visit=car)
    assert (first.load["for"], second.load["for"]) == ("order", "more_work")
    assert second.told_to == "陈静"
    assert second.why.startswith("增项")
    assert [each["line"] for each in second.load["operations"]] == ["mechanic", "s1 mechanic"]
    given = learned_of(car.shop, NOW + 5 * MINUTE).memory.given[str(car.matter_id)]
    assert [each.promised_at for each in given] == [late]


def test_a_part_is_waited_for_until_it_is_here_or_issued(
    car: Visit, staff: dict[str, Staff]
) -> None:
    line = EstimateLine.objects.get(order=order_of(car), kind="part")
    (job,) = picture(car.shop, NOW)
    assert job.parts == []  # it was said to be in stock
    promise = Promise.objects.get(visit=car)
    due = clock("2026-11-24 09:00")
    promise.load["parts"][0]["arrives_at"] = due.isoformat()
    Promise.objects.filter(pk=promise.pk).update(load=promise.load)
    (job,) = picture(car.shop, NOW)
    assert [part.expected_at for part in job.parts] == [due]
    part = Part.objects.create(
        shop=car.shop, code="pads", zh="前制动片", grade="equal", price_fen=42800, stock_tenths=50
    )
    EstimateLine.objects.filter(pk=line.pk).update(part=part)
    (job,) = picture(car.shop, NOW)
    assert job.parts == []  # on the shelf by now
    Part.objects.filter(pk=part.pk).update(stock_tenths=0, arrives_at=due + timedelta(days=1))
    (job,) = picture(car.shop, NOW)
    assert [part.expected_at for part in job.parts] == [due + timedelta(days=1)]
    workshop.start_work(car, by=staff["wang"], at=NOW)
    Part.objects.filter(pk=part.pk).update(stock_tenths=10)
    workshop.issue_parts(
        car, quantities={line.pk: 10}, to="王强", by=staff["peng"], at=NOW + MINUTE
    )
    (job,) = picture(car.shop, NOW + 2 * MINUTE)
    assert job.parts == []


def test_a_booking_keeps_its_bay(li: Staff, shop: Shop) -> None:
    slip = booked(li, AT)
    at = AT + 10 * MINUTE
    state = state_of(shop, hall_of(shop, at), at)
    (kept,) = state.bookings
    assert kept.starts_at == Slip.objects.get(pk=slip.pk).starts_at


# -- the promise -----------------------------------------------------------------------------------


def test_5_2_three_offers_the_likely_time_and_the_chance_of_a_typed_one(
    visit: Visit, li: Staff, sign_in: SignIn
) -> None:
    estimated(visit, li, AT)
    forecast = seen(visit)
    assert [each.level for each in forecast.offers] == [0.8, 0.9, 0.95]
    times = [each.at for each in forecast.offers]
    assert times == sorted(times)
    assert forecast.likely_at <= forecast.safe_at
    assert forecast.chance(forecast.safe_at) >= 0.9
    assert forecast.chance(AT + MINUTE) == 0
    assert says.reasons(forecast, queries.lines_of(order_of(visit)))
    answer = sign_in("li").post(f"/visits/{visit.pk}/promise-offers/", {"promised_at": "17:00"})
    assert "把握" in answer.content.decode()


def test_an_offer_on_the_screen_holds_while_it_is_written(
    visit: Visit, li: Staff, staff: dict[str, Staff]
) -> None:
    estimated(visit, li, AT)
    forecast = seen(visit)
    slip = slip_of(visit, forecast)
    later = AT + 14 * MINUTE
    kept = commands.promise_delivery(
        visit, promised_at=forecast.safe_at, parts=here(visit), shown=slip, by=li, at=later
    )
    assert kept.load["quote"]["made_at"] == forecast.quote.at.isoformat()
    for void in (slip + "x", ""):
        anew = commands.promise_delivery(
            visit, promised_at=clock("2026-11-23 17:00"), parts=here(visit), shown=void, by=li,
            at=later,
        )  # fmt: skip
        assert datetime.fromisoformat(anew.load["quote"]["made_at"]) == later


def test_two_desks_the_second_counts_the_car_of_the_first(visit: Visit, li: Staff) -> None:
    other = a_car_in_negotiation(li, clock("2026-11-23 09:40"), bay="接2", car=CAMRY, sender=CHEN)
    for each in (visit, other):
        estimated(each, li, AT, (BRAKES, BRAKES, PADS))
    forecast = seen(visit)
    slip = slip_of(visit, forecast)
    commands.promise_delivery(
        other, promised_at=seen(other).safe_at, parts=here(other), by=li, at=AT + MINUTE
    )
    with pytest.raises(Refused) as refusal:  # what the first screen shows is old by now
        commands.promise_delivery(
            visit, promised_at=forecast.safe_at, parts=here(visit), shown=slip, by=li,
            at=AT + 2 * MINUTE,
        )  # fmt: skip
    assert refusal.value.reasons[0].clause == "5.2"
    assert seen(visit, AT + 2 * MINUTE).load["cars"] == 1


def test_5_2_an_early_hour_is_counted_apart(visit: Visit, staff: dict[str, Staff]) -> None:
    estimated(visit, staff["li"], AT)
    hour = clock("2026-11-23 12:00")
    commands.override_promise(visit, hour=hour, reason="赶飞机", by=staff["he"], at=AT)
    kept = commands.promise_delivery(
        visit, promised_at=hour, parts=here(visit), by=staff["li"], at=AT
    )
    assert kept.load["chance"] < 0.9
    assert learned_of(visit.shop, AT).cars[str(visit.matter_id)]["allowed"]


# -- what is learned -------------------------------------------------------------------------------


def test_what_was_kept_is_what_the_journal_teaches(car: Visit, staff: dict[str, Staff]) -> None:
    repaired(car, staff["wang"], staff["sun"], NOW)
    other = a_car_in_negotiation(staff["li"], NOW + 90 * MINUTE, bay="接2", car=CAMRY, sender=CHEN)
    signed(other, staff["li"], NOW + 100 * MINUTE)
    at = NOW + 120 * MINUTE
    row = PromiseMemory.objects.get(shop=car.shop)
    assert row.through > 0
    learned = learned_of(car.shop, at)
    assert learned.memory.durations.seen == 1  # the finished car taught one duration
    assert learned.to_json() == relearn(car.shop, at).to_json()
    said = StringIO()
    call_command("learn", "--check", stdout=said)
    assert "as kept" in said.getvalue()
    PromiseMemory.objects.update(kept={}, through=row.through)
    with pytest.raises(SystemExit):
        call_command("learn", "--check", stdout=said)
    call_command("learn", stdout=said)
    assert learned_of(car.shop, at).memory.durations.seen == 1


def test_a_start_learns_what_a_shop_with_a_past_never_learned(
    car: Visit, staff: dict[str, Staff], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the journal is longer than what is read at a time."""
    monkeypatch.setattr(remembered, "_AT_A_TIME", 2)
    repaired(car, staff["wang"], staff["sun"], NOW)
    PromiseMemory.objects.update(kept={}, through=0)
    call_command("prepare", stdout=StringIO())
    row = PromiseMemory.objects.get(shop=car.shop)
    last = car.matter.entries.filter(event=Event.INSPECTION_PASSED.value).get()
    assert row.through == last.number
    assert row.kept["memory"]["durations"]
    assert row.kept == relearn(car.shop, NOW).to_json()


def test_an_answer_teaches_how_long_customers_take(car: Visit, staff: dict[str, Staff]) -> None:
    workshop.start_work(car, by=staff["wang"], at=NOW)
    found = reported(car, staff["wang"], NOW)
    asked(found, staff["li"], NOW + 20 * MINUTE)
    workshop.refuse_supplement(
        found, answered_by="陈静", said="不换", by=staff["li"], at=NOW + 30 * MINUTE
    )
    counts = learned_of(car.shop, NOW + 31 * MINUTE).memory.chances.counts
    assert counts["agreed"] == [0, 1]
    assert counts["next_day"] == [0, 1]


# -- watching --------------------------------------------------------------------------------------


def test_10_1_a_car_in_danger_is_asked_about_at_once(
    car: Visit, staff: dict[str, Staff], sign_in: SignIn
) -> None:
    calm = standings_of(car.shop, NOW)[car.matter_id]
    assert not calm.is_at_risk
    assert car.promised_at is not None
    tight = car.promised_at - 150 * MINUTE  # too early for the notice
    found = standings_of(car.shop, tight)[car.matter_id]
    assert found.is_at_risk
    assert found.likely_at > car.promised_at
    urgent = [item for item in owed_now(staff["li"], tight) if item.clause == "10.1"]
    assert [(item.visit_pk, item.event) for item in urgent] == [(car.pk, Event.PROGRESS_ASKED)]
    assert "把握约" in urgent[0].detail
    (risk,) = [card["risk"] for lane in lanes(staff["li"], tight) for card in lane["cars"]]
    assert risk.startswith("把握")
    workshop.ask_progress(
        car, expected_finish_at=car.promised_at, is_abnormal=False, answered_by="孙师傅",
        by=staff["li"], at=tight,
    )  # fmt: skip
    (owed,) = [item for item in owed_now(staff["li"], tight + MINUTE) if item.clause == "10.1"]
    assert owed.tone == "grey"  # nothing to ask at once; the window of the book is yet to come


def test_11_8_a_car_in_danger_at_the_hour_of_the_notice_is_an_apology_and_still_a_question(
    car: Visit, staff: dict[str, Staff]
) -> None:
    assert car.promised_at is not None
    items = owed_now(staff["li"], car.promised_at - 80 * MINUTE)
    said = [(item.clause, item.event) for item in items if item.visit_pk == car.pk]
    assert said[:2] == [("11.8", Event.DELAY_TOLD), ("10.1", Event.PROGRESS_ASKED)]


def test_a_page_without_a_promise_reckons_none(
    visit: Visit, li: Staff, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    estimated(visit, li, AT)

    def fails(*_args: object, **_named: object) -> None:
        raise AssertionError("nobody asked for it")

    monkeypatch.setattr("jieche.estimate.forecast.Outlook", fails)
    assert sign_in("li").get(f"/visits/{visit.pk}/?act=make-estimate").status_code == 200


def test_picking_an_offer_is_one_press(visit: Visit, li: Staff, sign_in: SignIn) -> None:
    (labour,) = estimated(visit, li, AT, (BRAKES,))
    assert labour.pk
    client = sign_in("li")
    blank = client.post(address(visit, "promise-delivery"), {"token": "a"})
    assert blank.status_code == 422
    assert "选一个时间" in blank.content.decode()
    page = client.get(f"/visits/{visit.pk}/?act=promise-delivery").content.decode()
    assert page.count('name="offer"') >= 1
    offer = page.split('name="offer" value="')[-1].split('"')[0]
    shown = page.split('name="shown" value="')[1].split('"')[0]
    answer = client.post(
        address(visit, "promise-delivery"), {"offer": offer, "shown": shown, "token": "b"}
    )
    assert answer.status_code == 302
    kept = Promise.objects.get(visit=visit)
    assert kept.promised_at == datetime.fromisoformat(offer)
    assert Event.DELIVERY_PROMISED.value in {e.event for e in visit.matter.entries.all()}


def test_whatever_the_engine_says_has_its_words() -> None:
    assert set(words.REASONS) - {"parts_soon"} <= {each.value for each in says.Why}
    assert set(words.MARGIN) <= {each.value for each in says.Margin}
    assert set(words.ASSUMED) <= {each.value for each in says.Given}
