"""The risk amount of a price by symptom, and who approves one above the shop's limit (4.3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction

from jieche.estimate.models import EstimateLine
from jieche.estimate.pricing import totals_of
from jieche.journal import door
from jieche.journal.door import Proofs, Ticks
from jieche.journal.models import Entry, Matter
from jieche.journal.queries import case_of, last_entry
from jieche.rulebook.words import Event, Proof
from jieche.staff.models import Staff


class Priced(Protocol):
    """What has a price to approve: a visit by its order, a supplement by its sheet."""

    @property
    def matter(self) -> Matter: ...


def note_risk(
    matter: Matter, lines: Sequence[EstimateLine], *, by: Staff, at: datetime, may_shrink: bool
) -> None:
    """
    Note that the risk in these lines is above the shop's limit, and not approved as it stands.

    The sum counts: a risk that is cut into several lines is no smaller. ``may_shrink``: the lines
    take the place of earlier ones, which may have been above it.
    """
    limit, total = matter.shop.risk_limit_fen, totals_of(lines).risk_fen
    if limit is not None and total > limit:
        names = sorted({line.name for line in lines if line.risk_fen})
        if not _is_covered(last_entry(matter, Event.RISK_APPROVED), total, names):
            door.record(
                matter, Event.RISK_ABOVE_LIMIT, by=by, at=at,
                facts={"amount_fen": total, "limit_fen": limit, "items": names},
            )  # fmt: skip
            return
    if may_shrink and awaits_approval(matter):
        door.record(
            matter, Event.RISK_WITHIN_LIMIT, by=by, at=at, facts={"amount_fen": total}
        )  # fmt: skip


def _is_covered(approved: Entry | None, total: int, names: Sequence[str]) -> bool:
    """Say whether a manager approved as much, for the same work."""
    if approved is None:
        return False
    is_enough = total <= int(approved.facts["amount_fen"])
    return is_enough and set(names) <= set(approved.facts["items"])


def awaits_approval(matter: Matter) -> bool:
    """Say whether the risk amount waits for the manager."""
    settled = (Event.RISK_APPROVED, Event.RISK_WITHIN_LIMIT)
    return case_of(matter).has(Event.RISK_ABOVE_LIMIT, since=settled)


def to_approve(matter: Matter) -> Entry | None:
    """Return what is to be approved, None where nothing is."""
    return last_entry(matter, Event.RISK_ABOVE_LIMIT) if awaits_approval(matter) else None


@transaction.atomic
def approve_risk(
    priced: Priced, *, reason: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Approve a risk amount above the limit: a manager, with reason (4.3). Raises Refused."""
    door.hold(priced.matter)
    asked = to_approve(priced.matter)
    reasons = door.in_the_way(priced.matter, Event.RISK_APPROVED, by=by)
    if asked is None and not reasons:
        door.refuse("没有要批准的风险价值", "No risk amount is to be approved", clause="4.3")
    door.record(
        priced.matter, Event.RISK_APPROVED, by=by, at=at,
        facts=dict(asked.facts) if asked else {}, proofs=Proofs({Proof.REASON: reason}),
        ticked=ticked,
    )  # fmt: skip
