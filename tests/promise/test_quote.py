"""What the desk is told: never earlier for more, the same twice, with reasons that add up."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jieche.promise import (
    Assumed,
    Calibrator,
    Job,
    Memory,
    Operation,
    Part,
    Reason,
    Rules,
    Share,
    Technician,
    to_words,
)  # fmt: skip
from tests.promise.cast import (
    HOURS,
    NEW,
    NOW,
    align,
    bookings,
    cars,
    clock,
    floor,
    outlook,
    service,
)

BUSY = outlook(cars(7), bookings(5))


def leads(job: Job) -> list[float]:
    return list(BUSY.quote(job, [0.5, 0.8, 0.9, 0.95]).ladder)


# -- never earlier -------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.integers(10, 400), st.integers(0, 300))
def test_longer_work_is_never_ready_earlier(minutes: int, more: int) -> None:
    short = leads(Job("new", [service(minutes=minutes), align()]))
    long = leads(Job("new", [service(minutes=minutes + more), align()]))
    assert all(a <= b + 1e-6 for a, b in zip(short, long, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(10, 200), min_size=1, max_size=4))
def test_one_more_operation_is_never_ready_earlier(minutes: list[int]) -> None:
    work = [service(str(n), m) for n, m in enumerate(minutes)]
    fewer, all_of_them = leads(Job("new", work)), leads(Job("new", [*work, align("last", 30)]))
    assert all(a <= b + 1e-6 for a, b in zip(fewer, all_of_them, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 5000), st.integers(0, 3000))
def test_a_later_part_is_never_ready_earlier(minutes: int, later: int) -> None:
    def with_part(after: int) -> Job:
        comes = NOW + timedelta(minutes=after)
        return Job("new", [service()], parts=[Part(ordered_at=NOW, expected_at=comes)])

    early, late = leads(with_part(minutes)), leads(with_part(minutes + later))
    assert all(a <= b + 1e-6 for a, b in zip(early, late, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.01, 0.99), min_size=2, max_size=6, unique=True))
def test_a_safer_time_is_never_earlier(levels: list[float]) -> None:
    offers = BUSY.quote(NEW, levels).offers
    assert [offer.level for offer in offers] == sorted(levels)
    assert [offer.at for offer in offers] == sorted(offer.at for offer in offers)


def test_more_work_stays_monotone_from_one_group_into_the_next() -> None:
    """Also where short cars learned a large factor and the others a small one."""
    calibrator = Calibrator()
    for n in range(200):
        calibrator.settle("short", [100.0] * 4, 190 + n % 10)
        calibrator.settle("other", [100.0] * 4, 70 + n % 10)
    seen = outlook(cars(2), memory=Memory(calibrator=calibrator))
    promised = [
        seen.quote(Job("new", [service(minutes=float(minutes))])).offer(0.9).lead_minutes
        for minutes in range(60, 600, 20)
    ]
    assert promised == sorted(promised)


def test_a_promise_already_given_is_not_undercut() -> None:
    given_before = clock("2026-09-25 16:00")
    offers = BUSY.quote(NEW, not_before=given_before).offers
    assert all(offer.at >= given_before for offer in offers)


# -- the same twice ------------------------------------------------------------------------------


def test_asked_twice_the_answer_is_the_same_to_the_minute() -> None:
    assert BUSY.quote(NEW) == BUSY.quote(NEW)
    assert outlook(cars(7), bookings(5)).quote(NEW) == BUSY.quote(NEW)


def test_an_older_picture_says_how_old_it_is_and_never_promises_the_past() -> None:
    later = NOW + timedelta(hours=3)
    quote = BUSY.quote(NEW, at=later)
    assert quote.age_minutes == 120  # lunch is no working time
    assert quote.likely_at > later
    assert BUSY.quote(NEW).age_minutes == 0


# -- the clock -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "now",
    [
        "2026-09-21 11:59", "2026-09-21 12:00", "2026-09-21 12:59", "2026-09-21 17:59",
        "2026-09-19 18:30", "2026-09-26 19:00", "2026-09-30 17:59", "2026-10-01 10:00",
    ],
)  # fmt: skip
def test_a_promise_lies_in_working_hours_on_a_half_hour_after_now(now: str) -> None:
    quote = outlook(cars(3), at=clock(now)).quote(NEW)
    for offer in quote.offers:
        assert offer.at > clock(now)
        assert offer.at.minute in {0, 30}
        day = HOURS.spans(HOURS.day_of(offer.at))
        assert any(a <= offer.at.timestamp() <= b for a, b in day)


def test_a_part_promised_for_a_closed_day_is_fitted_on_the_next_open_one() -> None:
    part = Part(ordered_at=clock("2026-09-30 10:00"), expected_at=clock("2026-10-01 10:00"))
    quote = outlook(at=clock("2026-09-30 10:00")).quote(replace(NEW, parts=[part]))
    assert HOURS.day_of(quote.likely_at).day in {2, 3}
    assert quote.group == "parts"


# -- reasons -------------------------------------------------------------------------------------


def test_reasons_add_up_to_the_likely_time_and_shares_to_one() -> None:
    quote = BUSY.quote(NEW)
    until = BUSY.plan.axis.minute(quote.likely_at) - BUSY.plan.now
    assert sum(reason.minutes for reason in quote.reasons) == pytest.approx(until, abs=3)
    assert sum(share.share for share in quote.margin) == pytest.approx(1)
    assert {"work", "record"} <= {reason.code for reason in quote.reasons}


def test_the_margin_of_a_beginner_is_called_caution_and_later_the_record() -> None:
    calibrator = Calibrator()
    for n in range(200):
        calibrator.settle("other", [100.0] * 4, 140 + n % 10)
    known = outlook(cars(7), bookings(5), memory=Memory(calibrator=calibrator)).quote(NEW)
    beginner = {share.code for share in BUSY.quote(NEW).margin}
    later = {share.code for share in known.margin}
    assert "caution" in beginner
    assert "record" not in beginner
    assert "caution" not in later


def test_a_bay_kept_for_bookings_is_named_as_a_reason() -> None:
    soon = bookings(1, "2026-09-21 10:30") + [
        replace(each, key=f"other {each.key}") for each in bookings(2, "2026-09-21 10:30")
    ]
    quote = outlook([], soon).quote(Job("new", [service(minutes=120)]))
    assert "kept_bay" in {reason.code for reason in quote.reasons}
    assert any("预约" in to_words(reason) for reason in quote.reasons)


def test_every_reason_share_and_assumption_has_words_in_both_languages() -> None:
    unknown = Operation("x", "odd", None, ("juggling",), ("circus",), parts=[Part()])
    quote = outlook(cars(7), bookings(5)).quote(Job("new", [unknown]))
    said: list[Reason | Share | Assumed] = [*quote.reasons, *quote.margin, *quote.assumed]
    assert {each.code for each in quote.assumed} == {
        "no_minutes", "unknown_skill", "unknown_bay", "no_part_date",
    }  # fmt: skip
    for each in said:
        assert to_words(each, "zh")
        assert to_words(each, "en").isascii()


def test_what_was_assumed_of_one_car_is_not_said_of_the_next() -> None:
    BUSY.quote(Job("odd", [Operation("x", "odd")]))
    assert BUSY.quote(NEW).assumed == ()


def test_the_chance_of_a_typed_time_agrees_with_the_offers() -> None:
    quote = BUSY.quote(NEW)
    ninety = quote.offer(0.9)
    assert BUSY.chance(quote, ninety.at) >= 0.89
    assert BUSY.chance(quote, NOW) == 0
    assert BUSY.chance(quote, NOW + timedelta(days=30)) > 0.97


def test_a_quote_is_kept_as_plain_values() -> None:
    assert json.loads(json.dumps(BUSY.quote(NEW).record))["group"] == BUSY.quote(NEW).group


# -- nothing needs to be known -------------------------------------------------------------------


@pytest.mark.parametrize(
    "job",
    [
        Job("bare"),
        Job("done", [service(done=True)]),
        Job("unknown", [Operation("1")]),
        Job("no bay", [service(needs_bay=False)]),
        Job("overdue", [service()], parts=[Part(False, NOW - timedelta(9), NOW - timedelta(7))]),
        Job("asked long ago", [service(asked_at=NOW - timedelta(days=3))]),
        Job("waits", [service()], waits_until=NOW + timedelta(days=1)),
        Job("booked", [service()], booked_for=NOW + timedelta(hours=2)),
    ],
    ids=lambda job: job.key,
)  # fmt: skip
def test_a_car_of_which_little_is_known_has_its_time(job: Job) -> None:
    assert BUSY.quote(job).offer().at > NOW
    in_the_house = outlook([job, *cars(2)])
    assert in_the_house.quote(NEW).offer().at > NOW
    assert len(in_the_house.standings()) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"technicians": ()},
        {"bays": ()},
        {"technicians": (), "bays": ()},
        {"technicians": (Technician("wang"),)},
        {"technicians": (Technician("wang", absences=[(NOW - timedelta(hours=1), None)]),)},
        {"technicians": (Technician("wang", week={}),)},
        {"technicians": (Technician("wang", week={2: HOURS.week[0]}), Technician("wu"))},
    ],
)
def test_a_shop_of_which_little_is_known_has_its_times(changed: dict[str, object]) -> None:
    seen = outlook(cars(3), bookings(2), shop=floor(**changed))
    assert seen.quote(NEW).offer().at > NOW
    assert all(each.likely_at and each.likely_at > NOW for each in seen.standings())


def test_everybody_on_leave_means_work_begins_when_the_first_is_back() -> None:
    back = clock("2026-09-24 08:30")
    away = [replace(each, absences=[(NOW, back)]) for each in floor().technicians]
    quote = outlook(shop=floor(technicians=away)).quote(NEW)
    assert quote.likely_at > back
    assert any(each.code == "nobody_there" for each in quote.reasons)


# -- open cars -----------------------------------------------------------------------------------


def test_the_standings_tell_who_keeps_his_promise() -> None:
    safe, hopeless, past = (
        replace(car, promised_at=at)
        for car, at in zip(
            cars(3),
            [NOW + timedelta(days=5), NOW + timedelta(minutes=10), NOW - timedelta(hours=1)],
            strict=True,
        )
    )
    chances = [each.chance for each in outlook([safe, hopeless, past]).standings()]
    assert chances == [1.0, 0.0, 0.0]


def test_room_for_a_booking_is_where_a_lift_is_idle() -> None:
    assert outlook().room_for(service(), clock("2026-09-22 09:00")) == 1.0
    full = [Job(f"c{n}", [service(minutes=900)], checked_in_at=NOW) for n in range(6)]
    assert outlook(full).room_for(service(), clock("2026-09-21 14:00")) == 0.0


def test_fewer_scenarios_in_a_full_shop() -> None:
    assert outlook(cars(80), shop=floor(rules=Rules())).plan.count == 32
    assert outlook(shop=floor(rules=Rules())).plan.count == 100
