"""Shops, clocks and records that are odd, and what must be said of them all the same."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jieche.promise import (
    CHINA,
    Booking,
    Calendar,
    Calibrator,
    Job,
    Memory,
    NaiveMoment,
    NeverOpen,
    Operation,
    Part,
    Rules,
    State,
    Technician,
    working_minutes,
)
from jieche.promise.axis import rounded_up
from jieche.promise.durations import Durations
from tests.promise.cast import (
    HOURS,
    NEW,
    NOW,
    PEOPLE,
    align,
    bookings,
    cars,
    clock,
    floor,
    outlook,
    service,
)

NAIVE = datetime(2026, 9, 21, 10)  # noqa: DTZ001
FAR = datetime(9999, 12, 31, tzinfo=CHINA)
LONG_AGO = datetime(1900, 1, 1, tzinfo=CHINA)
JUST_NOW = NOW - timedelta(minutes=5)


# -- work under way ------------------------------------------------------------------------------


def test_cars_under_way_nobody_knows_where_stand_in_different_bays() -> None:
    """Two lifts, two cars at work on them, no bay and no person noted: no lift is idle."""
    under_way = [Job(f"car {n}", [service(started_at=JUST_NOW)]) for n in range(2)]
    one, both = (outlook(under_way[:count]).quote(NEW) for count in (1, 2))
    assert both.leads[0] > one.leads[0] + 20
    assert "bay" in {reason.code for reason in both.reasons}


def test_a_noted_bay_is_left_to_the_car_that_is_noted_there() -> None:
    nobody_knows = Job("first", [service(started_at=JUST_NOW)])
    noted = Job("second", [service(started_at=JUST_NOW, technician="wang", bay="L1")])
    courses = outlook([nobody_knows, noted]).plan.courses
    assert courses[0].steps[0].bays != courses[1].steps[0].bays
    assert courses[0].steps[0].people != courses[1].steps[0].people


def test_a_question_puts_nobody_to_work() -> None:
    seen = outlook(cars(3))
    again = Job("again", [service(started_at=JUST_NOW), align()])
    assert seen.quote(again) == seen.quote(again)
    assert seen.quote(NEW) == outlook(cars(3)).quote(NEW)


def test_work_under_way_is_seen_wherever_it_is_listed() -> None:
    waits = service(parts=[Part(expected_at=NOW + timedelta(days=1))])
    under_way = align(started_at=JUST_NOW, technician="wu", bay="A")
    listed, turned = (
        outlook([Job("car", work)]).quote(Job("new", [align()]))
        for work in ([waits, under_way], [under_way, waits])
    )
    assert listed.leads == turned.leads
    assert listed.leads[0] > outlook().quote(Job("new", [align()])).leads[0] + 20


def test_parts_of_a_car_are_for_the_work_that_has_not_begun() -> None:
    tomorrow = clock("2026-09-22 12:00")
    work = [service(started_at=JUST_NOW, technician="wang", bay="L1"), align()]
    car = Job("car", work, parts=[Part(ordered_at=NOW, expected_at=tomorrow)])
    (standing,) = outlook([car]).standings()
    assert standing.likely_at
    assert standing.likely_at > tomorrow - timedelta(hours=2)


def test_work_that_should_have_ended_long_ago_still_has_something_before_it() -> None:
    long, longer = (
        Durations().predict("service", 90)[0].rest(spent, [0.5, 0.9]) for spent in (400, 4000)
    )
    assert long == longer
    assert 10 < long[0] < long[1] < 90


# -- moments -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "car",
    [
        Job("car", [service()], checked_in_at=NAIVE),
        Job("car", [service()], promised_at=NAIVE),
        Job("car", [service()], booked_for=NAIVE),
        Job("car", [service()], waits_until=NAIVE),
        Job("car", [service(started_at=NAIVE)]),
        Job("car", [service(asked_at=NAIVE)]),
        Job("car", [service()], parts=[Part(expected_at=NAIVE)]),
        Job("car", [service()], parts=[Part(ordered_at=NAIVE, expected_at=NOW)]),
    ],
)
def test_a_car_with_a_moment_without_zone_is_refused(car: Job) -> None:
    with pytest.raises(NaiveMoment, match="2026-09-21T10:00:00 has no time zone"):
        outlook([car]).standings()


def test_other_moments_without_zone_are_refused() -> None:
    away = floor(technicians=[Technician("wang", absences=[(NAIVE, None)])])
    seen, memory = outlook(), Memory()
    quote = seen.quote(NEW)
    memory.promise_given("car", quote)
    for asks in (
        lambda: outlook(at=NAIVE),
        lambda: outlook(booked=[Booking("booking", NAIVE, [service()])]),
        lambda: outlook(shop=away),
        lambda: seen.quote(NEW, at=NAIVE),
        lambda: seen.quote(NEW, not_before=NAIVE),
        lambda: seen.chance(quote, NAIVE),
        lambda: seen.room_for(service(), NAIVE),
        lambda: memory.promise_given("other", quote, promised_at=NAIVE),
        lambda: memory.car_ready("car", NAIVE, floor()),
        lambda: memory.look_for_late(NAIVE),
        lambda: working_minutes(HOURS, NAIVE, NAIVE + timedelta(hours=1)),
    ):
        with pytest.raises(NaiveMoment):
            asks()
    assert memory.car_ready("car", NOW, floor())


@pytest.mark.parametrize(
    "car",
    [
        Job("car", [service()], checked_in_at=LONG_AGO, promised_at=FAR),
        Job("car", [service(started_at=LONG_AGO)]),
        Job("car", [service()], parts=[Part(ordered_at=LONG_AGO, expected_at=FAR)]),
        Job("car", [service()], booked_for=FAR),
        Job("car", [service(minutes=float("inf"))]),
        Job("car", [service(minutes=float("nan"))]),
        Job("car", [service(minutes=-5)]),
    ],
)
def test_a_slip_of_the_pen_does_not_keep_the_desk_from_its_answer(car: Job) -> None:
    seen = outlook([car], [Booking("booking", FAR, [service()])])
    assert seen.quote(NEW).offer().at > NOW
    assert seen.quote(car).offer().at > NOW
    assert len(seen.standings()) == 1


def test_endless_work_is_long_work() -> None:
    endless = outlook().quote(Job("new", [service(minutes=float("inf"))]))
    assert endless.likely_at > NOW + timedelta(days=365)


def test_leave_of_many_months_is_not_forgotten_after_two() -> None:
    back = clock("2027-03-01 08:30")
    away = [replace(each, absences=[(NOW, back)]) for each in PEOPLE]
    assert outlook(shop=floor(technicians=away)).quote(NEW).likely_at > back
    for_good = [replace(each, absences=[(LONG_AGO, FAR)]) for each in PEOPLE[:1]]
    others = outlook(shop=floor(technicians=[*for_good, *PEOPLE[1:]])).quote(NEW)
    assert others.likely_at < NOW + timedelta(days=1)


def test_a_shop_that_closes_for_good_says_when() -> None:
    last = Calendar({}, {NOW.date(): HOURS.week[0]})
    full = [Job(f"car {n}", [service(minutes=300)]) for n in range(9)]
    with pytest.raises(NeverOpen, match="no working hours within 800 days of 2026-10"):
        outlook(full, shop=replace(floor(), hours=last)).quote(NEW)


def test_where_the_clock_is_set_back_nothing_is_rounded_into_the_past() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    second_time = datetime(2026, 10, 25, 2, 10, tzinfo=berlin, fold=1)  # the same hour again
    said = rounded_up(second_time, 30)
    assert said.astimezone(UTC) - second_time.astimezone(UTC) == timedelta(minutes=20)
    always = Calendar({key: [(time(0), time(0))] for key in range(7)}, zone=berlin)
    shop = replace(floor(), hours=always)
    for quarter in range(0, 240, 15):
        at = datetime(2026, 10, 25, tzinfo=berlin).astimezone(UTC) + timedelta(minutes=quarter)
        quote = outlook(shop=shop, at=at).quote(Job("new", [service(minutes=1)]))
        wait = quote.offer().at.astimezone(UTC) - at
        assert timedelta(minutes=30) <= wait < timedelta(hours=5)


# -- hours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hours",
    [
        {day: [(time(8), time(20))] for day in range(7)},  # no lunch
        {day: [(time(10), time(11))] for day in range(7)},  # an hour a day
        {day: [(time(10), time(10, 20))] for day in range(7)},  # less than the rounding
        {2: [(time(8), time(12))]},  # one morning a week
        {day: [(time(18), time(2))] for day in range(7)},  # over midnight
        {day: [(time(0), time(0))] for day in range(7)},  # day and night
        {day: [(time(13), time(18)), (time(8), time(14))] for day in range(7)},  # overlapping
    ],
)
@pytest.mark.parametrize("now", ["2026-09-21 11:59", "2026-09-21 23:50", "2026-09-22 01:50"])
def test_odd_hours_have_promises_within_them(hours: dict[int, object], now: str) -> None:
    calendar = Calendar(hours)  # type: ignore[arg-type]
    shop = replace(floor(), hours=calendar)
    quote = outlook(cars(4), bookings(2), shop=shop, at=clock(now)).quote(NEW)
    for offer in quote.offers:
        assert offer.at > clock(now)
        day, second = offer.at.date(), offer.at.timestamp()
        spans = [s for n in (-1, 0) for s in calendar.spans(day + timedelta(n))]
        assert any(begin <= second <= end for begin, end in spans)


def test_weeks_closed_are_passed_over() -> None:
    closed = {clock("2027-02-01 00:00").date() + timedelta(n): () for n in range(21)}
    shop = replace(floor(), hours=replace(HOURS, special=closed))
    quote = outlook(shop=shop, at=clock("2027-01-30 17:59")).quote(NEW)
    assert quote.likely_at.date() == clock("2027-02-22 00:00").date()


def test_waiting_for_a_longer_shift_is_not_called_a_kept_bay() -> None:
    def shift(opens: int, closes: int) -> dict[int, list[tuple[time, time]]]:
        return {day: [(time(opens), time(closes))] for day in range(7)}

    early, late = Technician("early", week=shift(6, 14)), Technician("late", week=shift(14, 22))
    shop = floor(technicians=[early, late])
    quote = outlook(shop=shop).quote(Job("new", [service(minutes=300)]))
    codes = {reason.code for reason in quote.reasons}
    assert "technician" in codes
    assert "kept_bay" not in codes


# -- never earlier -------------------------------------------------------------------------------

CROWDED = outlook(cars(9), bookings(6))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2), st.integers(10, 120))
def test_one_more_operation_anywhere_is_never_ready_earlier(place: int, minutes: int) -> None:
    work = [service("1", 60), service("2", 30)]
    more = [*work[:place], align("more", minutes), *work[place:]]
    fewer, longer = (CROWDED.quote(Job("new", each)).ladder for each in (work, more))
    assert all(a <= b + 1e-6 for a, b in zip(fewer, longer, strict=True))


def test_a_part_or_heavy_work_is_never_promised_earlier_whatever_was_learned() -> None:
    calibrator = Calibrator()
    for n in range(200):
        calibrator.settle("other", [100.0] * 4, 190 + n % 10)
        calibrator.settle("short", [100.0] * 4, 150 + n % 10)
        calibrator.settle("parts", [100.0] * 4, 40 + n % 10)
        calibrator.settle("heavy", [100.0] * 4, 60 + n % 10)
    shop = floor(rules=Rules(scenarios=40, heavy_kinds=frozenset({"alignment"})))
    seen = outlook(cars(6), shop=shop, memory=Memory(calibrator=calibrator))
    plain = seen.quote(Job("new", [service()]))
    part = Part(ordered_at=NOW, expected_at=NOW + timedelta(minutes=40))
    waits = seen.quote(Job("new", [service()], parts=[part]))
    heavy = seen.quote(Job("new", [service(), align(minutes=5)]))
    both = seen.quote(Job("new", [service(), align(minutes=5)], parts=[part]))
    assert [each.group for each in (waits, heavy, both)] == ["parts", "heavy", "parts"]
    for level in (0.5, 0.8, 0.9, 0.95):
        promised = [each.offer(level).at for each in (plain, waits, both)]
        assert promised == sorted(promised)
        assert heavy.offer(level).at >= plain.offer(level).at


# -- what a picture may lack or have twice -------------------------------------------------------


def test_an_aged_picture_does_not_say_that_the_car_is_not_here() -> None:
    quote = outlook(cars(3)).quote(NEW, at=NOW + timedelta(hours=1))
    codes = {reason.code: reason.minutes for reason in quote.reasons}
    assert "arrival" not in codes
    assert abs(codes["record"]) < 30
    booked = replace(NEW, booked_for=NOW + timedelta(hours=3))
    minutes = {
        reason.code: reason.minutes
        for reason in outlook().quote(booked, at=NOW + timedelta(hours=1)).reasons
    }
    assert minutes["arrival"] == pytest.approx(60)  # lunch is no working time


@pytest.mark.parametrize(
    "car",
    [
        Job("car 0", [service()]),  # a key that is there already
        Job("twice", [service(), service(), service()]),  # one line thrice
        Job("both", [service(started_at=JUST_NOW), align(started_at=JUST_NOW)]),
        Job("nowhere", [service(technician="nobody", bay="moon", started_at=JUST_NOW)]),
        Job("negative", [service(spent_minutes=-50)]),
        Job("later", [service(asked_at=NOW + timedelta(hours=1))]),
        Job("numbers", [Operation(1, "service", 30)]),  # type: ignore[arg-type]
    ],
    ids=lambda car: car.key,
)
def test_odd_records_have_their_times(car: Job) -> None:
    seen = outlook([*cars(2), car], [Booking("bare", NOW), Booking("car 0", NOW, [service()])])
    assert seen.quote(NEW).offer().at > NOW
    assert seen.quote(car).offer().at > NOW
    assert len(seen.standings()) == 3


def test_skills_may_be_any_collection() -> None:
    listed = [replace(each, skills=[*each.skills]) for each in PEOPLE]  # type: ignore[arg-type]
    assert outlook(shop=floor(technicians=listed)).quote(NEW) == outlook().quote(NEW)


def test_an_empty_shop_needs_the_work_itself() -> None:
    bare = floor(rules=Rules(covers_more_work=False))
    for minutes in (30.0, 90.0, 240.0):
        quote = outlook(shop=bare).quote(Job("new", [service(minutes=minutes)]))
        assert quote.leads[0] == pytest.approx(minutes, rel=0.05)


def test_three_hundred_open_cars_have_their_times() -> None:
    full = State(NOW, floor(), cars(300, 30))
    seen = outlook([*full.jobs])
    assert len(seen.standings()) == 300
    assert seen.quote(NEW).likely_at > NOW + timedelta(days=30)
