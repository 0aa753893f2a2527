"""What the visit's page shows of the repair beside its acts: a card for each supplement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from jieche.estimate.models import EstimateLine
from jieche.estimate.pricing import tenths, totals_of
from jieche.journal.models import Document, Duty
from jieche.journal.queries import latest_document
from jieche.rulebook import judge
from jieche.rulebook.words import Event, Stage, Step
from jieche.ui.acts import Shown, lang, show
from jieche.ui.moments import left, moment, tone_of_due
from jieche.ui.request import DeskRequest
from jieche.visits.models import Visit
from jieche.workshop import queries
from jieche.workshop.models import PartsIssue, Supplement
from jieche.workshop.supplement_acts import ACTS

# The most urgent clock gives a card its colour.
_URGENT = ("red", "amber", "blue", "grey")


@dataclass(frozen=True)
class Clock:
    """One thing that is owed on a supplement, and by when."""

    what: str
    who: str
    clause: str
    tone: str
    due_at: datetime
    left: str


@dataclass(frozen=True)
class Card:
    """One supplement as its card shows it."""

    supplement: Supplement
    state: str
    tone: str
    clocks: list[Clock]
    lines: list[tuple[str, str, int]]  # name, quantity, fen
    total_fen: int
    found: str
    asked: str
    answered: str
    paper: Document | None  # its sheet, as it was last frozen
    acts: list[Shown]
    done: list[Shown]  # on a closed card, folded away


def supplements(visit: Visit, request: DeskRequest) -> dict[str, Any]:
    """Return the cards of a visit's supplements; those that are open stand first."""
    found = queries.supplements_of(visit)
    clocks = _clocks(found, request.at)
    found.sort(key=lambda each: each.matter.is_closed)
    for each in found:
        each.visit = visit
    return {
        "comes_first": True,
        "cards": [_card(each, clocks.get(each.matter_id, []), request) for each in found],
    }


def _card(supplement: Supplement, clocks: list[Clock], request: DeskRequest) -> Card:
    lines, at = queries.lines_of_supplement(supplement), request.at
    acts = show(ACTS, supplement, request)
    folded = [act for act in acts if act.state == "done"] if supplement.matter.is_closed else []
    return Card(
        supplement=supplement,
        state=supplement.matter.stands_at.label(lang()),
        tone=_tone(supplement.matter.stands_at, clocks),
        clocks=clocks,
        lines=[(line.name, _quantity(line), line.amount_fen) for line in lines],
        total_fen=totals_of(lines).total_fen,
        found=moment(supplement.found_at, at),
        asked=moment(supplement.asked_at, at) if supplement.asked_at else "",
        answered=moment(supplement.answered_at, at) if supplement.answered_at else "",
        paper=latest_document(supplement.matter, "supplement"),
        acts=[act for act in acts if act not in folded],
        done=folded,
    )


def _quantity(line: EstimateLine) -> str:
    if line.hours_tenths:
        return f"{tenths(line.hours_tenths)} h"
    return f"{tenths(line.quantity_tenths)} {line.unit}"


def _tone(stage: Stage, clocks: list[Clock]) -> str:
    if stage is Stage.DONE:
        return "green"
    tones = {clock.tone for clock in clocks}
    return next((tone for tone in _URGENT if tone in tones), "grey")


def _clocks(found: list[Supplement], at: datetime) -> dict[int, list[Clock]]:
    """Return what is owed on each supplement's matter, the most urgent first."""
    rows = Duty.objects.filter(
        matter__in=[each.matter_id for each in found], met_at=None, is_moot=False, is_prompt=False
    ).order_by("due_at", "pk")
    clocks: dict[int, list[Clock]] = {}
    for duty in rows:
        event = Event.of(duty.event)
        clocks.setdefault(duty.matter_id, []).append(
            Clock(
                what=event.do(lang()),
                who=judge.allowed_roles(event)[0].label(lang()),
                clause=duty.clause,
                tone=tone_of_due(duty.opens_at, duty.due_at, at),
                due_at=duty.due_at,
                left=left(duty.due_at, at),
            )
        )
    return clocks


def floor_record(visit: Visit, request: DeskRequest) -> dict[str, Any]:
    """Return what the workshop has written: answers, anomalies, parts, inspections."""
    progress = queries.progress_of(visit)
    return {
        "progress": progress,
        "asked": moment(progress.asked_at, request.at) if progress else "",
        "expected": moment(progress.expected_finish_at, request.at) if progress else "",
        "anomalies": queries.anomalies_of(visit),
        "issues": [
            (
                issue.number,
                issue.line.name,
                _parts_out(issue),
                moment(issue.issued_at, request.at),
                issue.to,
            )
            for issue in queries.issues_of(visit)
        ],
        "inspection": queries.inspection_of(visit),
    }


def _parts_out(issue: PartsIssue) -> str:
    out = f"{tenths(issue.quantity_tenths)} {issue.line.unit}"
    back = tenths(issue.returned_tenths)
    return gettext("%(out)s, %(back)s back") % {"out": out, "back": back} if back != "0" else out


def unsigned(visit: Visit, _request: DeskRequest) -> dict[str, Any]:
    """Return the agreed supplements whose sheet the customer has still to sign (9.5)."""
    return {"comes_first": True, "unsigned": queries.unsigned_supplements(visit)}


Panel = tuple[str, Callable[[Visit, DeskRequest], dict[str, Any]]]

PANELS: dict[Step, list[Panel]] = {
    Step.REPAIR: [
        ("workshop/_supplements.html", supplements),
        ("workshop/_floor_record.html", floor_record),
    ],
    Step.READY: [("workshop/_unsigned.html", unsigned)],
    Step.COLLECTION: [("workshop/_unsigned.html", unsigned)],
}
