"""What the page of one visit shows."""

from typing import Any

from jieche.board.promise import clock_of
from jieche.board.stations import acts_of, panels_of
from jieche.estimate.sheets import beside
from jieche.journal import queries
from jieche.journal.models import Entry
from jieche.rulebook.path import STEP_OF_EVENT
from jieche.rulebook.words import Event, Stage, Step
from jieche.ui.acts import Act, lang, show
from jieche.ui.moments import moment
from jieche.ui.request import DeskRequest
from jieche.visits.models import Visit


def step_of(event: Event, visit: Visit) -> Step:
    """Return the step in which an act stands; a car that leaves unrepaired gets its notice early."""
    leaves = visit.matter.stands_at in {Stage.LEAVING, Stage.LEFT}
    if leaves and event is Event.EXIT_NOTICE_ISSUED:
        return Step.NEGOTIATION
    return STEP_OF_EVENT[event]


def context(visit: Visit, request: DeskRequest) -> dict[str, Any]:
    """Return rail, open step with its acts, and the journal of a visit."""
    acts = acts_of("visits")
    step = _asked_step(acts, visit, request)
    here = [act for act in acts if step_of(act.event, visit) is step]
    entries = queries.entries_of(visit.matter)
    panels = panels_of(step, visit, request)  # first: a page opens one act, a card's before its own
    return {
        "visit": visit,
        "step": step,
        "steps": _rail(visit, step, entries),
        "acts": show(here, visit, request),
        "entries": [
            (moment(entry.happened_at, request.at), entry.what.label(lang()), entry.by.name)
            for entry in reversed(entries)
        ],
        "panels": panels,
        "promise": clock_of(visit, queries.case_of(visit.matter), request.at),
        "documents": queries.documents_of(visit.matter),
        "paper_template": "ui/papers/order.html",
        **beside(visit),
    }


def _asked_step(acts: tuple[Act, ...], visit: Visit, request: DeskRequest) -> Step:
    """Return the step to show: of the failed act, the asked act or event, the asked step, or now."""
    slug = request.failed.slug if request.failed else request.GET.get("act", "")
    wanted = request.GET.get("for", "")
    for act in acts:
        if act.slug == slug or act.event.value == wanted:
            return step_of(act.event, visit)
    if wanted in {event.value for event in STEP_OF_EVENT}:
        return step_of(Event.of(wanted), visit)  # it follows from other acts
    named = request.GET.get("step", "")
    return next((step for step in Step if step.value == named), visit.step)


def _rail(visit: Visit, shown: Step, entries: list[Entry]) -> list[dict[str, Any]]:
    order = list(Step)
    now = order.index(visit.step)
    over = visit.matter.is_closed or visit.matter.stands_at is Stage.RELEASED
    touched = {STEP_OF_EVENT.get(entry.what) for entry in entries}
    rail = []
    for place, step in enumerate(order):
        is_done = place < now or over
        state = "done" if is_done and step in touched else "now" if place == now else "todo"
        rail.append(
            {
                "name": step.label(lang()),
                "note": "",
                "state": state,
                "url": f"{visit.get_absolute_url()}?step={step.value}",
                "current": step is shown,
            }
        )
    return rail
