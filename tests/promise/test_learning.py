"""Durations, chances and the calibrator: cautious at first, then the shop's own."""

import json
import math
from random import Random

import pytest

from jieche.promise import Calibrator
from jieche.promise.calibrator import GROUP_WINDOW, LEVELS, MOST_KINDS
from jieche.promise.chances import Chances, normals_of, shares_of
from jieche.promise.durations import CLIP, Durations

NINETY = LEVELS.index(0.9)


# -- durations -----------------------------------------------------------------------------------


def after(jobs: int, actual: float) -> float:
    durations = Durations()
    for _ in range(jobs):
        durations.learn("brakes", 60, actual)
    durations.drift = 0.0  # only what was learned of the code
    return durations.predict("brakes", 60)[0].median


def test_three_jobs_do_not_overturn_the_book_and_two_hundred_do() -> None:
    assert after(0, 120) == pytest.approx(60)
    assert 60 < after(3, 120) < 75
    assert after(200, 120) == pytest.approx(120, rel=0.05)


def test_a_forgotten_clock_out_counts_no_more_than_the_bound() -> None:
    assert after(1, 60 * math.exp(CLIP)) == after(1, 100_000)


def test_times_of_nought_or_less_are_not_learned() -> None:
    durations = Durations()
    for actual in (0, -5, math.nan, math.inf):
        durations.learn("brakes", 60, actual)
    assert durations.seen == 0


def test_what_all_work_has_in_common_is_followed_within_a_few_weeks() -> None:
    durations = Durations()
    for n in range(600):
        durations.learn(f"code {n % 12}", 60, 60)
    for n in range(200):
        durations.learn(f"code {n % 12}", 60, 75)
    assert durations.predict("never seen", 60)[0].median > 66


def test_work_without_a_book_time_is_guessed_and_then_known() -> None:
    durations = Durations()
    guess, is_guess = durations.predict("odd", None)
    assert is_guess
    assert guess.median == 60
    for _ in range(50):
        durations.learn("odd", None, 200)
    assert durations.predict("odd", None)[0].median == pytest.approx(200, rel=0.05)


def test_work_under_way_has_the_rest_of_its_time_and_always_some() -> None:
    expected, _ = Durations().predict("brakes", 60)
    shares = [(n + 0.5) / 50 for n in range(50)]
    soon, late = expected.rest(5, shares), expected.rest(59, shares)
    assert sum(late) < sum(soon)
    assert min(late) > 0
    assert all(a >= 1.0 for a in expected.rest(10_000, shares))


# -- chances -------------------------------------------------------------------------------------


def test_shares_belong_to_car_and_line_and_fill_the_interval_evenly() -> None:
    mine = shares_of("car", "1", 10)
    assert mine == shares_of("car", "1", 10)
    assert mine != shares_of("car", "2", 10)
    assert sorted(mine) == pytest.approx([0.05 + n / 10 for n in range(10)])
    assert sum(normals_of("car", "1", 10)) == pytest.approx(0)


def test_a_chance_begins_with_the_prior_and_ends_with_the_counts() -> None:
    chances = Chances()
    assert chances.share("more_work") == pytest.approx(0.2)
    for n in range(400):
        chances.learn("more_work", happened=n % 2 == 0)
    assert chances.share("more_work") == pytest.approx(0.5, abs=0.02)


def test_a_later_share_never_answers_earlier() -> None:
    chances = Chances()
    for minutes in (10, 20, 30, 400):
        chances.learn_answer(minutes)
    answers = [chances.answer_after(n / 100, 510) for n in range(1, 100)]
    assert answers == sorted(answers)


def test_a_part_that_is_overdue_still_has_to_come() -> None:
    comes = Chances().delivery(86400, 3 * 86400, [0.1, 0.5, 0.99])
    assert min(comes) >= 1800


# -- calibrator ----------------------------------------------------------------------------------


def dice_of(seed: int) -> Random:
    """Return dice that always fall alike."""
    return Random(seed)  # noqa: S311


def kept_share(calibrator: Calibrator, dice: Random, count: int, slower: float = 1.0) -> float:
    """Promise ``count`` cars whose real time is log-normal around a forecast that is wrong."""
    kept = 0
    for _ in range(count):
        actual = 100 * slower * math.exp(dice.gauss(0.2, 0.4))
        promised = [100 * calibrator.factor(level, "any") for level in LEVELS]
        kept += actual <= promised[NINETY]
        calibrator.saw([actual > each for each in promised])
        calibrator.settle("any", [100.0] * len(LEVELS), actual)
    return kept / count


def test_nine_of_ten_are_kept_though_the_forecast_is_wrong() -> None:
    calibrator, dice = Calibrator(), dice_of(1)
    kept_share(calibrator, dice, 200)
    assert 0.885 <= kept_share(calibrator, dice, 3000) <= 0.915


def test_and_are_kept_again_after_all_got_slower() -> None:
    calibrator, dice = Calibrator(), dice_of(2)
    kept_share(calibrator, dice, 600)
    assert 0.87 <= kept_share(calibrator, dice, 1500, slower=1.4) <= 0.92


@pytest.mark.parametrize(("settled", "least"), [(0, 1.0), (3, 1.25), (19, 1.25), (20, 1.1)])
def test_a_beginner_is_cautious(settled: int, least: float) -> None:
    calibrator = Calibrator()
    for _ in range(settled):
        calibrator.settle("any", [100.0] * len(LEVELS), 40)
    assert calibrator.factor(0.9, "any") >= least


def test_caution_ends_with_sixty_settled_promises() -> None:
    calibrator = Calibrator()
    for _ in range(59):
        calibrator.settle("any", [100.0] * len(LEVELS), 40)
    assert calibrator.factor(0.9, "any") == pytest.approx(1.1)
    calibrator.settle("any", [100.0] * len(LEVELS), 40)
    assert calibrator.factor(0.9, "any") < 0.5


def test_cars_that_hang_raise_the_factor() -> None:
    calibrator, dice = Calibrator(), dice_of(3)
    kept_share(calibrator, dice, 300)
    before = calibrator.factor(0.9, "any")
    calibrator.hanging.update({f"car {n}": "any" for n in range(20)})
    assert calibrator.factor(0.9, "any") > before


def test_they_raise_it_for_all_groups() -> None:
    calibrator = Calibrator()
    for n in range(100):
        calibrator.settle("any", [100.0] * len(LEVELS), 100 + n)
    before = calibrator.factor(0.9, "another")
    calibrator.hanging.update({f"car {n}": "any" for n in range(5)})
    assert calibrator.factor(0.9, "another") > before


def test_a_group_has_its_own_factor_once_it_is_known() -> None:
    calibrator = Calibrator()
    for n in range(200):
        calibrator.settle("short", [100.0] * 4, 80 + n % 10)
        calibrator.settle("parts", [100.0] * 4, 160 + n % 10)
    assert calibrator.factor(0.9, "parts") > 1.4 * calibrator.factor(0.9, "short")


def test_a_kind_of_work_has_its_own_factor_within_its_group() -> None:
    """Long repairs and oil changes of one group: the ones twice as late, the others in time."""
    calibrator = Calibrator()
    for n in range(150):
        calibrator.settle("other", [100.0] * 4, 80 + n % 10, ["oil"])
        calibrator.settle("other", [100.0] * 4, 160 + n % 10, ["overhaul", "test drive"])
    group = calibrator.factor(0.9, "other")
    oil, overhaul = (calibrator.factor(0.9, "other", [kind]) for kind in ("oil", "overhaul"))
    assert oil < 0.7 * overhaul
    assert calibrator.factor(0.9, "other", ["never seen"]) == group
    # One more kind never makes the factor smaller.
    assert calibrator.factor(0.9, "other", ["oil", "overhaul"]) == overhaul
    assert calibrator.factor(0.9, "other", ["oil", "never seen"]) == max(oil, group)


def test_a_late_car_raises_the_factor_of_its_kinds_until_it_is_ready() -> None:
    calibrator = Calibrator()
    for n in range(100):
        calibrator.settle("other", [100.0] * 4, 80 + n, ["oil"])
        calibrator.settle("other", [100.0] * 4, 80 + n, ["brakes"])
    before = calibrator.factor(0.9, "other", ["brakes"])
    for n in range(8):
        calibrator.hang(f"late {n}", "other", ["brakes"])
    late, oil = (calibrator.factor(0.9, "other", [kind]) for kind in ("brakes", "oil"))
    assert late > oil > before
    for n in range(8):
        calibrator.unhang(f"late {n}")
    assert calibrator.factor(0.9, "other", ["brakes"]) == before


def test_kinds_not_seen_for_long_are_forgotten() -> None:
    calibrator = Calibrator()
    for n in range(MOST_KINDS + 5):
        calibrator.settle("other", [100.0] * 4, 100, [f"kind {n}", "oil"])
    assert len(calibrator.kinds) == MOST_KINDS
    assert "kind 0" not in calibrator.kinds
    assert len(calibrator.kinds["oil"]) == GROUP_WINDOW


def test_what_was_learned_survives_as_json() -> None:
    calibrator, dice = Calibrator(), dice_of(4)
    kept_share(calibrator, dice, 80)
    calibrator.settle("any", [100.0] * 4, 70, ["oil"])
    calibrator.hang("late", "any", ["oil"])
    again = Calibrator.from_json(json.loads(json.dumps(calibrator.to_json())))
    assert [again.factor(level, "any") for level in LEVELS] == [
        calibrator.factor(level, "any") for level in LEVELS
    ]
    assert again == calibrator
    calibrator.hanging_kinds.clear()
    older = {k: v for k, v in calibrator.to_json().items() if "kinds" not in k}
    calibrator.kinds.clear()
    assert Calibrator.from_json(older) == calibrator
