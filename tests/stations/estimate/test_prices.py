"""Sums are exact: whatever the lines, they add up to the total, by kind and on the paper."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jieche.estimate.lines import line_of
from jieche.estimate.pricing import Draft, totals_of, with_the_work, wrong_with
from jieche.estimate.sheets import prices
from jieche.estimate.words import Grade, Ground, LineKind, Method, System
from jieche.papers.sums import disagreements
from jieche.visits.models import RepairOrder

FEN = st.integers(0, 9_999_999)
TENTHS = st.integers(1, 9_999)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Draw a line that says all it has to."""
    kind = draw(st.sampled_from(LineKind))
    method = draw(st.sampled_from(Method))
    is_work = kind is LineKind.LABOUR
    return Draft(
        kind, "项目", method=method, symptom="抖动", reason="查不到", criterion="不抖",
        system=None if method is Method.SYMPTOM else System.BRAKES, ground=Ground.SIMPLE,
        hours_tenths=draw(TENTHS) if is_work else 0, rate_fen=draw(FEN) if is_work else 0,
        quantity_tenths=0 if is_work else draw(TENTHS), unit_fen=0 if is_work else draw(FEN),
        risk_fen=draw(FEN) if method is Method.SYMPTOM else 0, risk_reason="客户自担",
        grade=Grade.EQUAL if kind is LineKind.PART else None,
        is_own_part=kind is LineKind.PART and draw(st.booleans()),
    )  # fmt: skip


@settings(max_examples=200)
@given(st.lists(drafts(), min_size=1, max_size=12), st.integers(0, 200))
def test_the_sums_are_those_of_the_lines(given_lines: list[Draft], tax: int) -> None:
    complete = with_the_work(given_lines)
    assert wrong_with(complete) == []
    order = RepairOrder()
    lines = [line_of(order, 0, place, draft) for place, draft in enumerate(complete, 1)]
    sums = totals_of(lines)
    assert sums.total_fen == sum(line.amount_fen for line in lines)
    assert sums.risk_fen == sum(line.risk_fen for line in lines)
    for kind, fen in (
        (LineKind.LABOUR, sums.labour_fen),
        (LineKind.PART, sums.parts_fen),
        (LineKind.OTHER, sums.other_fen),
    ):
        assert fen == sum(line.work_fen for line in lines if line.kind == kind.value)
    shown = prices(lines, tax)
    assert disagreements({"prices": shown}) == []
    assert shown["total_fen"] == sums.total_fen
    assert all(type(value) is not float for value in vars(sums).values())


@given(FEN, TENTHS)
def test_a_half_fen_goes_up_and_nothing_else_moves(fen: int, tenths: int) -> None:
    line = Draft(LineKind.LABOUR, "项目", hours_tenths=tenths, rate_fen=fen)
    assert -5 < 10 * line.amount_fen - fen * tenths <= 5
