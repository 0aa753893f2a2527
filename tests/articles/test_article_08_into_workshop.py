"""Article 8: into the workshop."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role
from tests.articles.cast import a_visit, kept, lacks, may, refused, the_one

INTO = E.TAKEN_INTO_WORKSHOP


def test_8_1_the_order_is_tidied_soon_after_the_customer_has_gone() -> None:
    day = a_visit().until(E.CUSTOMER_SEEN_OFF)
    assert f"{the_one(day, '8.1').due_at:%H:%M}" == "10:42"
    assert kept(the_one(day.then(E.ORDER_TIDIED, "10:42"), "8.1"))
    assert not kept(the_one(day.then(E.ORDER_TIDIED, "10:43"), "8.1"))


def test_8_1_it_is_tidied_as_soon_when_the_customer_waits() -> None:
    day = a_visit().short_of(E.CUSTOMER_SEEN_OFF).then(E.CUSTOMER_WAITS, "10:32")
    assert f"{the_one(day, '8.1').due_at:%H:%M}" == "10:42"


def test_8_1_an_untidied_order_keeps_the_car_out() -> None:
    day = a_visit().leaving_out(E.ORDER_TIDIED).short_of(INTO)
    assert refused(day, INTO) == ["8.1"]


def test_8_3_reception_fills_in_one_team_the_dispatcher_assigns_several() -> None:
    day = a_visit().short_of(E.TEAM_SET)
    assert refused(day, E.TEAM_SET, by=(Role.DISPATCHER,)) == ["8.3"]
    assert may(day, E.TEAM_SET, by=(Role.ADVISOR,))
    assert may(day, E.TEAM_SET, by=(Role.RECEPTION_MANAGER,))
    assert refused(day, E.TEAMS_ASSIGNED, by=(Role.ADVISOR,)) == ["8.3"]
    assert may(day, E.TEAMS_ASSIGNED, by=(Role.DISPATCHER,))


def test_8_3_no_car_goes_in_without_a_team_or_a_word_to_the_dispatcher() -> None:
    day = a_visit().leaving_out(E.TEAM_SET).short_of(INTO)
    assert refused(day, INTO) == ["8.3"]
    assert may(day.then(E.TEAMS_REFERRED), INTO)


def test_8_3_work_left_to_the_dispatcher_starts_when_he_has_assigned_it() -> None:
    day = a_visit().leaving_out(E.TEAM_SET).short_of(INTO).then(E.TEAMS_REFERRED).then(INTO)
    assert refused(day, E.WORK_STARTED) == ["8.3"]
    assert may(day.then(E.TEAMS_ASSIGNED), E.WORK_STARTED)
    assert may(a_visit().short_of(E.WORK_STARTED), E.WORK_STARTED)  # one team, set by reception


def test_8_4_the_car_is_washed_first_or_it_is_said_why_not() -> None:
    day = a_visit().leaving_out(E.WASH_ASKED, E.WASHED, E.WASH_BACK).short_of(INTO)
    assert refused(day, INTO) == ["8.4"]
    assert may(day.then(E.WASH_DECLINED), INTO)
    assert lacks(E.WASH_DECLINED, Proof.REASON) == ["8.4"]


def test_8_4_a_car_in_the_wash_is_not_given_to_the_workshop() -> None:
    day = a_visit().leaving_out(E.WASH_BACK).short_of(INTO)
    assert refused(day, INTO) == ["8.4"]
    assert may(day.then(E.WASH_BACK), INTO)
    assert may(day.then(E.WASH_DECLINED), INTO)


def test_8_4_a_second_wash_is_waited_for_too() -> None:
    assert refused(a_visit().short_of(INTO).then(E.WASH_ASKED), INTO) == ["8.4"]


def test_8_5_the_washer_hands_back_at_once() -> None:
    day = a_visit().until(E.WASHED)
    assert f"{the_one(day, '8.5').due_at:%H:%M}" == "11:00"
    assert kept(the_one(day.then(E.WASH_BACK, "11:00"), "8.5"))
    assert not kept(the_one(day.then(E.WASH_BACK, "11:01"), "8.5"))


def test_8_7_only_the_dispatcher_receives_the_car() -> None:
    day = a_visit().short_of(INTO)
    assert refused(day, INTO, by=(Role.ADVISOR, Role.TECHNICIAN)) == ["8.7"]
    assert may(day, INTO, by=(Role.DISPATCHER,))


def test_8_8_the_receipt_names_its_time() -> None:
    assert lacks(INTO, Proof.RECEIVED_AT) == ["8.8"]


def test_8_9_the_hand_in_is_complete_before_the_car_goes_in() -> None:
    day = a_visit().leaving_out(E.HAND_IN_COMPLETED).short_of(INTO)
    assert refused(day, INTO) == ["8.9"]


def test_8_9_each_formality_alone_keeps_the_car_out() -> None:
    formalities = (
        E.ORDER_SIGNED, E.WALKED_AROUND, E.BELONGINGS_LISTED, E.BELONGINGS_SIGNED,
        E.BELONGINGS_BOXED, E.KEY_HUNG, E.READINGS_TAKEN, E.HAND_IN_COMPLETED, E.ORDER_TIDIED,
        E.TEAM_SET, E.WASH_BACK,
    )  # fmt: skip
    for one in formalities:
        assert not may(a_visit().leaving_out(one).short_of(INTO), INTO), one
    assert may(a_visit().short_of(INTO), INTO)


def test_8_9_all_that_is_missing_is_named_at_once() -> None:
    day = a_visit().leaving_out(E.WALKED_AROUND, E.KEY_HUNG, E.ORDER_TIDIED).short_of(INTO)
    assert refused(day, INTO) == ["P.3", "6.11", "8.1"]
