"""Article 17: statistics and reports. The week's report is due on Saturday, 28 November, at six."""

from dataclasses import replace

from jieche.rulebook import judge
from jieche.rulebook.hours import Off
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role
from tests.articles.cast import SHOP, a_report, clock, kept, lacks, may, owed, refused, the_one

WEEK = a_report().leaving_out(E.ANALYSIS_WRITTEN)
MONTH = a_report("month")
DUE = WEEK.until(E.REPORT_OPENED)
SENT = WEEK.until(E.REPORT_SUBMITTED)
OPEN = MONTH.until(E.ANALYSIS_DUE)
CLOSED = clock("2026-11-20 18:00")  # before any of these reports


def test_17_3_a_month_is_not_submitted_without_its_analysis() -> None:
    assert refused(OPEN, E.REPORT_SUBMITTED) == ["17.3"]
    assert may(OPEN.then(E.ANALYSIS_WRITTEN), E.REPORT_SUBMITTED)


def test_17_3_a_week_needs_no_analysis() -> None:
    assert may(DUE, E.REPORT_SUBMITTED)


def test_17_3_an_analysis_once_submitted_is_not_written_anew() -> None:
    assert not may(MONTH.until(E.REPORT_SUBMITTED), E.ANALYSIS_WRITTEN)


def test_17_4_a_report_goes_to_somebody() -> None:
    assert lacks(E.REPORT_SUBMITTED, Proof.PERSON_TOLD) == ["17.4"]


def test_17_4_it_is_read_the_same_day() -> None:
    one = the_one(SENT, "17.4")
    assert f"{one.due_at:%m-%d %H:%M:%S}" == "11-28 23:59:59"
    assert one.event is E.REPORT_READ
    assert kept(the_one(SENT.then(E.REPORT_READ, "2026-11-28 20:00"), "17.4"))
    assert not kept(the_one(SENT.then(E.REPORT_READ, "2026-11-30 08:00"), "17.4"))


def test_17_4_that_one_of_them_has_read_it_is_not_enough() -> None:
    assert the_one(SENT.then(E.REPORT_SEEN, "2026-11-28 17:40"), "17.4").met_at is None


def test_17_4_only_those_read_to_whom_it_goes() -> None:
    assert may(SENT, E.REPORT_SEEN, by=(Role.CASHIER,))
    assert not may(SENT, E.REPORT_SEEN, by=(Role.ADVISOR,))
    assert not may(DUE, E.REPORT_SEEN)


def test_17_4_a_shop_may_switch_it_off() -> None:
    shop = replace(SHOP, switched=(Off("17.4", CLOSED),))
    assert owed(SENT, "17.4", shop) == []
    assert judge.missing_proofs(E.REPORT_SUBMITTED, (), shop.off) == []
    assert [one.clause for one in judge.missing_proofs(E.REPORT_SUBMITTED, ())] == ["17.4"]


def test_17_5_it_is_submitted_before_closing() -> None:
    one = the_one(DUE, "17.5")
    assert f"{one.due_at:%m-%d %H:%M}" == "11-28 18:00"
    assert kept(the_one(DUE.then(E.REPORT_SUBMITTED, "2026-11-28 18:00"), "17.5"))
    assert not kept(the_one(DUE.then(E.REPORT_SUBMITTED, "2026-11-28 18:01"), "17.5"))


def test_17_5_a_shop_may_switch_it_off_and_nothing_else_with_it() -> None:
    shop = replace(SHOP, switched=(Off("17.5", CLOSED),))
    assert owed(SENT, "17.5", shop) == []
    assert len(owed(SENT, "17.4", shop)) == 1


def test_17_5_what_fell_due_while_it_was_off_is_never_owed() -> None:
    late = DUE.then(E.REPORT_SUBMITTED, "2026-11-30 09:00")
    noon, evening, monday = (clock(f"2026-11-{at}") for at in ("28 12:00", "28 18:00", "30 08:00"))
    for off, is_owed in (
        (Off("17.5", noon, monday), False),  # off at the hour, on again when it was submitted
        (Off("17.5", noon), False),
        (Off("17.5", noon, evening), True),  # on again when it fell due
        (Off("17.5", monday), True),  # it was late before; to switch it off does not undo that
        (Off("17.4", noon), True),
    ):
        shop = replace(SHOP, switched=(off,))
        assert bool(owed(late, "17.5", shop)) is is_owed, off
    assert not kept(the_one(late, "17.5"))


def test_17_4_what_fell_due_while_it_was_off_is_never_owed() -> None:
    read = SENT.then(E.REPORT_READ, "2026-11-30 09:00")
    off = Off("17.4", clock("2026-11-28 20:00"), clock("2026-11-29 08:00"))  # over midnight
    assert owed(read, "17.4", replace(SHOP, switched=(off,))) == []
    assert owed(read, "17.4", SHOP) != []


def test_17_6_a_report_is_submitted_once() -> None:
    assert may(DUE, E.REPORT_SUBMITTED)
    assert not may(SENT, E.REPORT_SUBMITTED)


def test_only_a_reconstructed_clause_can_be_switched_off() -> None:
    shop = replace(
        SHOP,
        switched=(
            Off("17.3", CLOSED),
            Off("15.2", CLOSED),
        ),
    )
    assert refused(OPEN, E.REPORT_SUBMITTED) == ["17.3"]
    assert len(owed(SENT, "17.5", shop)) == 1
