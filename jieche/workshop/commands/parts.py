"""Parts over the counter: out against an agreed line, and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F
from django.db.models.functions import Greatest

from jieche.estimate.models import EstimateLine, Part
from jieche.estimate.pricing import tenths
from jieche.journal import door
from jieche.rulebook.judge import Refusal
from jieche.shop.commands import next_number
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop.models import PartsIssue, PartsReturn
from jieche.workshop.queries import to_issue


def hand_out(
    visit: Visit,
    lines: Sequence[EstimateLine],
    quantities: Mapping[int, int],
    *,
    to: str,
    by: Staff,
    at: datetime,
) -> list[PartsIssue]:
    """
    Hand out parts of ``lines`` on one slip and take them off the shelf.

    ``quantities`` in tenths by line. Raises Refused for a line that is not among ``lines`` and for
    more of one than was agreed and is not out yet.
    """
    wanted = {pk: quantity for pk, quantity in quantities.items() if quantity > 0}
    open_lines = {line.pk: (line, left) for line, left in to_issue(lines)}
    if not wanted:
        door.refuse("写明发几件", "Say how many of what")
    if wanted.keys() - open_lines.keys():
        door.refuse(
            "只能发客户已同意、还没发完的配件",
            "Only parts that the customer agreed to and that are not out yet are issued",
            clause="9.10",
        )
    reasons = [
        Refusal(
            f"{line.name}：最多再发 {tenths(left)}{line.unit}",
            f"{line.name}: no more than {tenths(left)} can go out",
            field=f"quantity_{line.pk}",
        )
        for line, left in open_lines.values()
        if wanted.get(line.pk, 0) > left
    ]
    if reasons:
        raise door.Refused(reasons)
    number = next_number(visit.shop, "LL", hours_of(visit.shop).desk.day_of(at))
    # The most wanted part is in every order: shelves are locked in one order, so nobody waits
    # for each other.
    for line, _left in sorted(open_lines.values(), key=lambda pair: pair[0].part_id or 0):
        if line.pk in wanted and line.part_id is not None:
            _shelf(line.part_id, -wanted[line.pk])
    return PartsIssue.objects.bulk_create(
        PartsIssue(
            visit=visit, line_id=pk, number=number, quantity_tenths=quantity, to=to, by=by,
            issued_at=at,
        )
        for pk, quantity in wanted.items()
    )  # fmt: skip


def take_back(
    visit: Visit, quantities: Mapping[int, int], *, reason: str, by: Staff, at: datetime
) -> list[PartsReturn]:
    """
    Take parts back on one slip and put them on the shelf; ``quantities`` in tenths by issue.

    Raises Refused for more than went out.
    """
    wanted = {pk: quantity for pk, quantity in quantities.items() if quantity > 0}
    if not wanted:
        door.refuse("写明退几件", "Say how many of what")
    issues = {
        issue.pk: issue
        for issue in PartsIssue.objects.filter(visit=visit, pk__in=wanted).select_related("line")
    }
    reasons = [
        Refusal(
            f"{issue.line.name}：最多退 {tenths(issue.out_tenths)}{issue.line.unit}",
            f"{issue.line.name}: no more than {tenths(issue.out_tenths)} can come back",
            field=f"quantity_{issue.pk}",
        )
        for issue in issues.values()
        if wanted[issue.pk] > issue.out_tenths
    ]
    if wanted.keys() - issues.keys():
        reasons.append(Refusal("这些配件不是本车领的", "These parts did not go out for this car"))
    if reasons:
        raise door.Refused(reasons)
    number = next_number(visit.shop, "TL", hours_of(visit.shop).desk.day_of(at))
    for issue in sorted(issues.values(), key=lambda each: each.line.part_id or 0):
        PartsIssue.objects.filter(pk=issue.pk).update(
            returned_tenths=F("returned_tenths") + wanted[issue.pk]
        )
        if issue.line.part_id is not None:
            _shelf(issue.line.part_id, wanted[issue.pk])
    return PartsReturn.objects.bulk_create(
        PartsReturn(
            issue=issue, visit=visit, number=number, quantity_tenths=wanted[issue.pk],
            reason=reason, by=by, returned_at=at,
        )
        for issue in issues.values()
    )  # fmt: skip


def _shelf(part: int, change: int) -> None:
    """Change what is known to lie on the shelf; what the keeper has in hand goes before that."""
    Part.objects.filter(pk=part).update(stock_tenths=Greatest(F("stock_tenths") + change, 0))
