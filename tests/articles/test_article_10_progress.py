"""Article 10: progress. In the workshop at 8, promised for 18: ten hours less lunch, so nine."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof
from tests.articles.cast import Story, a_visit, kept, lacks, owed, the_one


def in_the_workshop(agreed: str = "18:00") -> Story:
    """Tell of a car that the workshop received at eight sharp, promised the day before."""
    day = a_visit().short_of(E.DELIVERY_PROMISED)
    promised = day.then(E.DELIVERY_PROMISED, "2026-11-21 17:00", agreed=agreed)
    return promised.then(E.ORDER_SIGNED, "2026-11-21 17:10").then(E.TAKEN_INTO_WORKSHOP, "08:00")


def test_10_1_the_window_is_70_to_80_per_cent_of_the_working_time() -> None:
    one = the_one(in_the_workshop(), "10.1")
    # 540 minutes of work: 378 of them end at 15:18, 432 at 16:12, lunch taken out.
    assert f"{one.opens_at:%H:%M} {one.due_at:%H:%M}" == "15:18 16:12"


def test_10_1_at_69_per_cent_the_question_does_not_count() -> None:
    early = in_the_workshop().then(E.PROGRESS_ASKED, "15:12")
    assert the_one(early, "10.1").met_at is None
    assert kept(the_one(early.then(E.PROGRESS_ASKED, "15:40"), "10.1"))


def test_10_1_at_70_and_at_80_per_cent_it_is_in_time() -> None:
    assert kept(the_one(in_the_workshop().then(E.PROGRESS_ASKED, "15:18"), "10.1"))
    assert kept(the_one(in_the_workshop().then(E.PROGRESS_ASKED, "16:12"), "10.1"))


def test_10_1_at_81_per_cent_it_is_late() -> None:
    assert not kept(the_one(in_the_workshop().then(E.PROGRESS_ASKED, "16:18"), "10.1"))


def test_10_1_asking_again_at_95_per_cent_does_not_make_it_late() -> None:
    day = in_the_workshop().then(E.PROGRESS_ASKED, "15:40").then(E.PROGRESS_ASKED, "17:33")
    assert kept(the_one(day, "10.1"))


def test_10_1_a_promise_moved_later_moves_the_window_while_nobody_has_asked() -> None:
    day = in_the_workshop().then(E.DELIVERY_PROMISED, "14:00", agreed="2026-11-24 18:00")
    one = the_one(day, "10.1")
    assert f"{one.opens_at:%m-%d %H:%M}" == "11-24 11:36"


def test_10_1_a_promise_moved_later_leaves_a_good_question_good() -> None:
    asked = in_the_workshop().then(E.PROGRESS_ASKED, "15:40")
    day = asked.then(E.DELIVERY_PROMISED, "15:50", agreed="2026-11-24 18:00")
    one = the_one(day, "10.1")
    assert kept(one)
    assert one.opens_at <= one.met_at  # type: ignore[operator]  # kept says it is there


def test_10_1_work_that_ends_before_the_window_needs_no_question() -> None:
    done = in_the_workshop().then(E.WORK_FINISHED, "13:30")
    assert kept(the_one(done, "10.1"))


def test_10_1_nobody_asked_and_the_work_ended_late() -> None:
    done = in_the_workshop().then(E.WORK_FINISHED, "17:30")
    assert not kept(the_one(done, "10.1"))


def test_10_1_over_a_closed_sunday_the_window_waits() -> None:
    day = a_visit().until(E.DELIVERY_PROMISED).then(E.ORDER_SIGNED, "2026-11-28 16:00")
    promised = day.then(E.DELIVERY_PROMISED, "2026-11-28 16:00", agreed="2026-11-30 17:00")
    one = the_one(promised.then(E.TAKEN_INTO_WORKSHOP, "2026-11-28 16:00"), "10.1")
    assert f"{one.opens_at:%A}" == "Monday"


def test_10_1_without_a_promise_there_is_no_window() -> None:
    assert owed(a_visit().then(E.TAKEN_INTO_WORKSHOP, "08:00"), "10.1") == []


def test_10_1_a_promise_that_is_up_already_has_no_window() -> None:
    assert owed(in_the_workshop(agreed="08:00"), "10.1") == []


def test_10_2_the_answer_and_who_gave_it_are_noted() -> None:
    assert lacks(E.PROGRESS_ASKED, Proof.ANSWER) == ["10.2"]
    assert lacks(E.PROGRESS_ASKED, Proof.PERSON_ASKED) == ["10.2"]


def test_10_3_an_anomaly_is_met_with_a_measure_at_once() -> None:
    day = a_visit().until(E.WORK_STARTED).then(E.ANOMALY_FOUND, "14:00")
    assert f"{the_one(day, '10.3').due_at:%H:%M}" == "14:15"
    assert kept(the_one(day.then(E.MEASURE_TAKEN, "14:15"), "10.3"))
    assert not kept(the_one(day.then(E.MEASURE_TAKEN, "14:16"), "10.3"))
    assert lacks(E.MEASURE_TAKEN, Proof.ACTION) == ["10.3"]


def test_10_3_a_second_anomaly_wants_a_second_measure() -> None:
    day = a_visit().until(E.WORK_STARTED).then(E.ANOMALY_FOUND, "14:00")
    again = day.then(E.MEASURE_TAKEN, "14:05").then(E.ANOMALY_FOUND, "15:00")
    first, second = owed(again, "10.3")
    assert kept(first)
    assert second.met_at is None
