"""Article 13: the file. The order is signed on Monday at 10:22, the car released at 17:15."""

from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Role
from tests.articles.cast import a_visit, kept, may, owed, refused, the_one

SIGNED = a_visit().leaving_out(E.FILE_SET_UP).until(E.ORDER_SIGNED)
OUT = a_visit().until(E.RELEASED)


def test_13_1_the_file_is_set_up_on_the_day_the_car_enters() -> None:
    assert f"{the_one(SIGNED, '13.1').due_at:%m-%d %H:%M}" in {"11-23 23:59", "11-24 00:00"}
    assert kept(the_one(SIGNED.then(E.FILE_SET_UP, "17:59"), "13.1"))
    assert not kept(the_one(SIGNED.then(E.FILE_SET_UP, "2026-11-24 08:00"), "13.1"))


def test_13_1_late_is_better_than_never() -> None:
    late = a_visit().leaving_out(E.FILE_SET_UP).until(E.RELEASED)
    assert may(late, E.FILE_SET_UP)
    assert may(late.then(E.FOLLOWED_UP, "2026-11-26 10:00"), E.FILE_SET_UP)


def test_13_1_who_does_not_enter_needs_no_file() -> None:
    leaves = a_visit().short_of(E.ORDER_SIGNED).then(E.ORDER_DECLINED)
    assert owed(leaves, "13.1") == []
    assert refused(leaves, E.PAPERS_FILED) == ["13.5"]


def test_13_5_papers_are_filed_on_the_day_of_release() -> None:
    assert kept(the_one(OUT.then(E.PAPERS_FILED, "17:59"), "13.5"))
    assert not kept(the_one(OUT.then(E.PAPERS_FILED, "2026-11-24 08:00"), "13.5"))
    assert may(OUT.then(E.FOLLOWED_UP, "2026-11-26 10:00"), E.PAPERS_FILED)


def test_13_5_there_is_a_file_before_papers_go_into_it() -> None:
    without = a_visit().leaving_out(E.FILE_SET_UP).until(E.RELEASED)
    assert refused(without, E.PAPERS_FILED) == ["13.5"]
    assert may(without.then(E.FILE_SET_UP), E.PAPERS_FILED)


def test_13_6_the_papers_are_the_records_keepers() -> None:
    assert refused(OUT, E.PAPERS_FILED, by=[Role.ADVISOR, Role.SHOP_MANAGER]) == ["13.6"]
    assert may(OUT, E.PAPERS_FILED, by=[Role.RECORDS_KEEPER])
