"""A matter's history: first, last, since, and the hour that was agreed last."""

from jieche.rulebook.words import Event as E
from tests.articles.cast import a_visit, clock

DAY = a_visit().until(E.DELIVERY_PROMISED).then(E.ESTIMATE_MADE, "10:40")
CASE = DAY.then(E.DELIVERY_PROMISED, "10:41", agreed="18:00").case


def test_first_and_last_of_what_happened_twice() -> None:
    first, last = CASE.first(E.ESTIMATE_MADE), CASE.last(E.ESTIMATE_MADE)
    assert first is not None
    assert last is not None
    assert (first.at, last.at) == (clock("10:18"), clock("10:40"))
    assert CASE.first(E.RELEASED) is CASE.last(E.RELEASED) is None


def test_since_means_after_the_last_of_those() -> None:
    assert CASE.has(E.QUALITY_PROMISED)
    assert CASE.has(E.QUALITY_PROMISED, since=E.CONSENT_GIVEN)
    assert not CASE.has(E.QUALITY_PROMISED, since=E.ESTIMATE_MADE)
    assert not CASE.has(E.QUALITY_PROMISED, since=(E.CONSENT_GIVEN, E.ESTIMATE_MADE))
    assert CASE.has(E.QUALITY_PROMISED, since=E.RELEASED)  # which never happened
    assert not CASE.has(E.RELEASED)


def test_the_hour_agreed_last_is_the_one_that_holds() -> None:
    assert CASE.agreed_hour(E.DELIVERY_PROMISED) == clock("18:00")
    assert CASE.before(len(CASE.history) - 1).agreed_hour(E.DELIVERY_PROMISED) == clock("17:00")
    assert CASE.agreed_hour(E.ORDER_SIGNED) is None
