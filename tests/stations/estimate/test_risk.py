"""A risk amount above the shop's limit: noted with the price, approved by a manager (4.3)."""

from dataclasses import replace

import pytest

from jieche.board.now import owed_now
from jieche.estimate import commands
from jieche.estimate.risk import approve_risk, awaits_approval
from jieche.journal.door import Refused
from jieche.journal.queries import entries_of
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop.commands import report_supplement
from tests.stations.estimate.conftest import AT
from tests.support.cast import clock
from tests.support.story_estimate import BRAKES, SHUDDER, estimated
from tests.support.story_repair import a_car_in_the_workshop

RISK = 30000
DEAR = replace(SHUDDER, risk_fen=RISK)
RISKY = (Event.RISK_ABOVE_LIMIT, Event.RISK_APPROVED, Event.RISK_WITHIN_LIMIT)


@pytest.fixture(autouse=True)
def limit(staff: dict[str, Staff]) -> None:
    sets_limit(staff, RISK - 1)


def sets_limit(staff: dict[str, Staff], fen: int | None) -> None:
    Shop.objects.update(risk_limit_fen=fen)
    for each in staff.values():
        each.shop.refresh_from_db()


def noted(visit: Visit) -> list[Event]:
    return [entry.what for entry in entries_of(visit.matter) if entry.what in RISKY]


def refused(visit: Visit, li: Staff) -> list[tuple[str, Event | None]]:
    with pytest.raises(Refused) as refusal:
        commands.show_order(visit, by=li, at=AT)
    return [(each.clause, each.mend) for each in refusal.value.reasons]


def test_4_3_above_the_limit_the_manager_approves_before_the_customer_reads(
    visit: Visit, staff: dict[str, Staff]
) -> None:
    estimated(visit, staff["li"], AT, (DEAR,))
    assert ("4.3", Event.RISK_APPROVED) in refused(visit, staff["li"])
    with pytest.raises(Refused):
        approve_risk(visit, reason="查过两次", by=staff["li"], at=AT)
    approve_risk(visit, reason="查过两次", by=staff["he"], at=AT)
    entry = entries_of(visit.matter)[-1]
    assert entry.facts == {"amount_fen": RISK, "limit_fen": RISK - 1, "items": [DEAR.name]}
    assert ("4.3", Event.RISK_APPROVED) not in refused(visit, staff["li"])
    with pytest.raises(Refused):  # a second press approves nothing more
        approve_risk(visit, reason="查过两次", by=staff["he"], at=AT)


def test_4_3_what_was_approved_holds_for_as_much_and_the_same_work(
    visit: Visit, staff: dict[str, Staff]
) -> None:
    estimated(visit, staff["li"], AT, (DEAR,))
    approve_risk(visit, reason="查过两次", by=staff["he"], at=AT)
    estimated(visit, staff["li"], AT, (DEAR, BRAKES))
    assert not awaits_approval(visit.matter)
    for more in (
        (replace(DEAR, risk_fen=RISK + 1),),
        (replace(DEAR, name="消除异响"),),
        (DEAR, replace(DEAR, risk_fen=1)),
    ):
        estimated(visit, staff["li"], AT, more)
        assert awaits_approval(visit.matter)
        estimated(visit, staff["li"], AT, (BRAKES,))


def test_4_3_a_risk_cut_into_lines_is_no_smaller_and_one_taken_back_needs_nobody(
    visit: Visit, li: Staff
) -> None:
    half = replace(SHUDDER, risk_fen=RISK // 2)
    estimated(visit, li, AT, (half, half))
    estimated(visit, li, AT, (half,))
    estimated(visit, li, AT, (BRAKES,))
    assert noted(visit) == [Event.RISK_ABOVE_LIMIT, Event.RISK_WITHIN_LIMIT]


@pytest.mark.parametrize("limit_fen", [None, RISK])
def test_4_3_up_to_the_limit_or_without_one_nobody_is_asked(
    staff: dict[str, Staff], visit: Visit, limit_fen: int | None
) -> None:
    sets_limit(staff, limit_fen)
    visit.matter.shop.refresh_from_db()
    estimated(visit, staff["li"], AT, (DEAR,))
    assert noted(visit) == []


def test_4_3_a_supplement_is_approved_before_the_customer_is_called(
    staff: dict[str, Staff],
) -> None:
    car = a_car_in_the_workshop(staff["li"], staff["sun"], clock("2026-11-23 09:00"))
    found = report_supplement(
        car, lines=(DEAR,), technical_reason="异响位置不定", is_safety=False, added_minutes=60,
        by=staff["wang"], at=AT,
    )  # fmt: skip
    assert awaits_approval(found.matter)
    (call,) = [one for one in owed_now(staff["he"], AT) if one.clause == "9.1"]
    assert (call.event, call.who) == (Event.RISK_APPROVED, "业务主管")
    approve_risk(found, reason="先拆检", by=staff["he"], at=AT)
    assert not awaits_approval(found.matter)
