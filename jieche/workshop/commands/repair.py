"""The work on the car: started, parts out and back, a supplement reported, finished."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from jieche.estimate.commands import add_sheet
from jieche.estimate.pricing import Draft, tenths
from jieche.estimate.queries import totals
from jieche.estimate.risk import note_risk
from jieche.journal import door
from jieche.journal.door import Ticks
from jieche.journal.queries import case_of
from jieche.rulebook.words import Event, Kind
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.workshop import queries
from jieche.workshop.commands.guard import not_twice, nothing_forbids
from jieche.workshop.commands.parts import hand_out, take_back
from jieche.workshop.models import PartsIssue, PartsReturn, Supplement

_ITEM_LENGTH = 120


@transaction.atomic
def start_work(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Start work on the car; every item has its team by now (8.3)."""
    door.hold(visit.matter)
    not_twice(visit.matter, Event.WORK_STARTED, since=Event.INSPECTION_FAILED)
    door.record(visit.matter, Event.WORK_STARTED, by=by, at=at, ticked=ticked)


@transaction.atomic
def finish_work(
    visit: Visit, *, note: str = "", by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Say that the work is done; no supplement is open any more (P.4). ``note``: what was done."""
    door.hold(visit.matter)
    nothing_forbids(visit.matter, Event.WORK_FINISHED, by=by)
    if not case_of(visit.matter).has(Event.WORK_STARTED):
        door.refuse("还没有开工", "Work has not started", mend=Event.WORK_STARTED)
    not_twice(
        visit.matter,
        Event.WORK_FINISHED,
        since=(Event.INSPECTION_FAILED, Event.SUPPLEMENT_OPENED),
    )
    facts = {"note": note.strip()}
    door.record(visit.matter, Event.WORK_FINISHED, by=by, at=at, facts=facts, ticked=ticked)


# -- parts ---------------------------------------------------------------------------------------


@transaction.atomic
def issue_parts(
    visit: Visit,
    *,
    quantities: Mapping[int, int],
    to: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> list[PartsIssue]:
    """
    Hand out parts of the signed order; ``quantities`` in tenths by line, ``to`` who takes them.

    Raises Refused before the customer has signed (3.3) and for more than he agreed to (9.10).
    """
    door.hold(visit.matter)
    nothing_forbids(visit.matter, Event.PARTS_ISSUED, by=by)
    lines = queries.part_lines(visit, sheet=0)
    issues = hand_out(visit, lines, quantities, to=to, by=by, at=at)
    facts = {"number": issues[0].number, "to": to, "parts": facts_of_issue(issues)}
    door.record(visit.matter, Event.PARTS_ISSUED, by=by, at=at, facts=facts, ticked=ticked)
    return issues


def facts_of_issue(issues: Sequence[PartsIssue]) -> list[dict[str, str]]:
    """Return what the journal keeps of an issue: name and quantity of each part."""
    return [
        {"name": issue.line.name, "quantity": tenths(issue.quantity_tenths)} for issue in issues
    ]


@transaction.atomic
def return_parts(
    visit: Visit,
    *,
    quantities: Mapping[int, int],
    reason: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> list[PartsReturn]:
    """Take parts back, of supplements too; ``quantities`` in tenths by issue. Raises Refused."""
    door.hold(visit.matter)
    nothing_forbids(visit.matter, Event.PARTS_RETURNED, by=by)
    returns = take_back(visit, quantities, reason=reason, by=by, at=at)
    facts = {
        "number": returns[0].number,
        "reason": reason,
        "parts": [
            {"name": each.issue.line.name, "quantity": tenths(each.quantity_tenths)}
            for each in returns
        ],
    }
    door.record(visit.matter, Event.PARTS_RETURNED, by=by, at=at, facts=facts, ticked=ticked)
    return returns


# -- supplements ---------------------------------------------------------------------------------


@transaction.atomic
def report_supplement(
    visit: Visit,
    *,
    lines: Sequence[Draft],
    technical_reason: str,
    is_safety: bool,
    warning: str = "",
    added_minutes: int,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> Supplement:
    """
    Report one finding that needs work beyond the order; it gets a matter and a clock of its own.

    ``lines`` are priced like the estimate. Raises Refused without the technical reason (9.7), or
    where safety is concerned and nothing is said of what may happen (9.8).
    """
    door.hold(visit.matter)
    nothing_forbids(visit.matter, Event.SUPPLEMENT_OPENED, by=by)
    if not technical_reason.strip():
        door.refuse(
            "写明技术原因", "Write why the work is needed", clause="9.7", at="technical_reason"
        )
    if is_safety and not warning.strip():
        door.refuse(
            "事关安全，写明不处理的后果", "Safety is at stake: write what may happen if it is left",
            clause="9.8", at="warning",
        )  # fmt: skip
    order = order_of(visit)
    if order is None:  # a car in the workshop has its order; a telephone enquiry has none
        door.refuse("没有维修单", "There is no order", clause="P.4")
    sheet = queries.next_sheet(visit)
    written = add_sheet(order, sheet, lines)
    matter = door.open_matter(Kind.SUPPLEMENT, visit.shop, at=at, parent=visit.matter)
    supplement = Supplement.objects.create(
        shop=visit.shop, matter=matter, visit=visit, sheet=sheet,
        item="、".join(dict.fromkeys(line.name for line in written))[:_ITEM_LENGTH],
        technical_reason=technical_reason.strip(), is_safety=is_safety,
        warning=warning.strip() if is_safety else "", added_minutes=added_minutes,
        found_by=by, found_at=at,
    )  # fmt: skip
    facts = {
        "sheet": sheet,
        "item": supplement.item,
        "reason": supplement.technical_reason,
        "safety": is_safety,
        "warning": supplement.warning,
        "added_minutes": added_minutes,
        "total_fen": totals(order, sheet).total_fen,
    }
    door.record(matter, Event.SUPPLEMENT_FOUND, by=by, at=at, facts=facts)
    if is_safety:
        door.record(
            matter, Event.SAFETY_AT_STAKE, by=by, at=at, facts={"warning": supplement.warning}
        )
    note_risk(matter, written, by=by, at=at, may_shrink=False)
    door.record(
        visit.matter, Event.SUPPLEMENT_OPENED, by=by, at=at,
        facts={"sheet": sheet, "item": supplement.item}, ticked=ticked,
    )  # fmt: skip
    return supplement
