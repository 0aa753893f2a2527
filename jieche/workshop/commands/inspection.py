"""The three inspections at the end of a repair (自检、互检、竣工检验). Clause 11.1."""

from datetime import datetime

from django.db import transaction

from jieche.journal import door
from jieche.journal.door import Ticks
from jieche.journal.queries import case_of
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import queries
from jieche.workshop.commands.guard import nothing_forbids
from jieche.workshop.models import FinalInspection


@transaction.atomic
def fail_inspection(
    visit: Visit, *, failed: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> FinalInspection:
    """Send the car back to its team (返工): what failed; the work has to be finished anew."""
    door.hold(visit.matter)
    nothing_forbids(visit.matter, Event.INSPECTION_FAILED, by=by)
    _work_is_finished(visit)
    door.record(
        visit.matter, Event.INSPECTION_FAILED, by=by, at=at, facts={"failed": failed}, ticked=ticked
    )
    return FinalInspection.objects.create(
        visit=visit, passed=False, failed=failed,
        needs_certificate=queries.needs_certificate(visit), by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def pass_inspection(
    visit: Visit,
    *,
    self_by: Staff,
    peer_by: Staff | None = None,
    no_peer_because: str = "",
    certificate_no: str = "",
    note: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> FinalInspection:
    """
    Pass the final inspection after the worker's own and a colleague's (自检、互检、总检).

    Raises Refused before the work is finished, where somebody would pass his own work, and where
    the repair leaves only with a certificate and its number is missing.
    """
    door.hold(visit.matter)
    nothing_forbids(visit.matter, Event.INSPECTION_PASSED, by=by)
    _work_is_finished(visit)
    _three_inspections(self_by, peer_by, no_peer_because, by)
    needs_certificate = queries.needs_certificate(visit)
    if needs_certificate and not certificate_no.strip():
        door.refuse(
            "本类维修须开竣工出厂合格证，写明编号",
            "This repair leaves with a certificate: write its number",
            clause="11.1", at="certificate_no",
        )  # fmt: skip
    inspection = FinalInspection.objects.create(
        visit=visit, passed=True, self_by=self_by, peer_by=peer_by,
        no_peer_because="" if peer_by else no_peer_because.strip(),
        needs_certificate=needs_certificate, certificate_no=certificate_no.strip(), note=note,
        by=by, at=at,
    )  # fmt: skip
    facts = {
        "self": self_by.name,
        "peer": peer_by.name if peer_by else "",
        "no_peer_because": inspection.no_peer_because,
        "certificate_no": inspection.certificate_no,
    }
    door.record(visit.matter, Event.INSPECTION_PASSED, by=by, at=at, facts=facts, ticked=ticked)
    return inspection


def _three_inspections(
    self_by: Staff, peer_by: Staff | None, no_peer_because: str, by: Staff
) -> None:
    if self_by == by:
        door.refuse(
            "自己的活不能自己终检", "Nobody passes his own work", clause="11.1", at="self_by"
        )
    if peer_by is None and not no_peer_because.strip():
        door.refuse(
            "写明互检人；没有互检的写明理由",
            "Name the colleague who checked, or say why nobody did",
            clause="11.1", at="peer_by",
        )  # fmt: skip
    if peer_by == self_by:
        door.refuse("互检须是另一个人", "The peer check is another's", clause="11.1", at="peer_by")


def _work_is_finished(visit: Visit) -> None:
    """Refuse an inspection of work that is not finished, or not finished again."""
    if not queries.is_finished(case_of(visit.matter)):
        door.refuse("先完工，再检验", "Finish the work first", mend=Event.WORK_FINISHED)
