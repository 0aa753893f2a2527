"""What the page of one visit shows."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jieche.board.notice import Call, call_of
from jieche.board.promise import clock_of
from jieche.board.stations import acts_of, panels_of
from jieche.board.steps import next_event
from jieche.board.waiting import next_of, tea_of, waiting_of
from jieche.care.file_views import READERS
from jieche.delivery.sheets import live_order
from jieche.estimate.watch import standings_of
from jieche.journal import queries
from jieche.journal.models import Document, Entry
from jieche.reception.queries import is_express
from jieche.rulebook.case import Case
from jieche.rulebook.path import STEP_OF_EVENT
from jieche.rulebook.words import Event, Stage, Step
from jieche.staff.models import Staff
from jieche.ui.acts import Act, lang, show
from jieche.ui.moments import moment
from jieche.ui.request import DeskRequest
from jieche.values.phone import parse as parse_phone
from jieche.values.verdict import Impossible
from jieche.vehicles.remarks import Remark, remarks_of
from jieche.visits.models import Visit

PAPER_NAMES = {
    "order": _("Repair order"),
    "diagnosis": _("Diagnosis report"),
    "belongings": _("List of items"),
    "supplement": _("Supplement sheet"),
    "settlement": _("Settlement list"),
    "exit_notice": _("Exit notice"),
    "warranty": _("Quality warranty"),
    "booking": _("Booking slip"),
    "follow_up": _("Follow-up record"),
}


def step_of(event: Event, visit: Visit) -> Step:
    """Return the step in which an act stands; an unrepaired car gets its exit notice early."""
    leaves = visit.matter.stands_at in {Stage.LEAVING, Stage.LEFT}
    if leaves and event is Event.EXIT_NOTICE_ISSUED:
        return Step.NEGOTIATION
    if event is Event.BOOKING_AGREED and visit.matter.stands_at is Stage.RECEIVED:
        return Step.RECEPTION  # who came to book is not led through the estimate
    return STEP_OF_EVENT[event]


def context(visit: Visit, request: DeskRequest) -> dict[str, Any]:
    """Return rail, open step with its acts, and the journal of a visit."""
    acts = acts_of("visits")
    entries = queries.entries_of(visit.matter)  # first: the case is worked out from them
    case = queries.case_of(visit.matter)
    step_now = _step_now(visit, case)
    step = _asked_step(acts, visit, request) or step_now
    here = [act for act in acts if step_of(act.event, visit) is step]
    panels = panels_of(step, visit, request)  # first: a page opens one act, a card's before its own
    waiting = waiting_of(visit, case, request.at)
    documents = queries.documents_of(visit.matter)
    return {
        "visit": visit,
        "step": step,
        "steps": _rail(visit, step, step_now, entries),
        "acts": show(here, visit, request),
        "entries": [
            (moment(entry.happened_at, request.at), entry.what.label(lang()), entry.by.name)
            for entry in reversed(entries)
        ],
        "panels": panels,
        "promise": clock_of(visit, case, request.at),
        "call": _call(visit, case, request.at),
        "waiting": waiting,
        "next": next_of(visit, case) if waiting else None,
        "tea": tea_of(visit, case, request.staff) if waiting else "",
        "is_express": is_express(case),
        "papers": _papers(documents, request.staff),
        "masked": _masked(visit),
        "remarks": _remarks(visit, request),
        "file_url": _file_url(visit, request),
        "paper": live_order(visit, request.at),
        "is_signed": case.has(Event.ORDER_SIGNED, since=Event.ORDER_REOPENED),
        "version": max((d.version for d in documents if d.kind == "order"), default=None),
    }


def _step_now(visit: Visit, case: Case) -> Step:
    """Return the step of what comes next, so that the page opens where there is something to do."""
    event = next_event(visit, case)
    return step_of(event, visit) if event else visit.step


def _call(visit: Visit, case: Case, at: datetime) -> Call | None:
    """Return the call that is due; without a promise nothing is forecast, and none is."""
    if visit.promised_at is None:
        return None
    return call_of(visit, case, standings_of(visit.shop, at).get(visit.matter_id), at)


def _papers(documents: list[Document], staff: Staff) -> list[tuple[str, Document]]:
    """Return the papers that he may read by name, the newest version of each, newest first."""
    newest: dict[tuple[str, str], Document] = {}
    for document in documents:
        if not queries.may_read(staff, document.kind):
            continue
        newest.setdefault((document.kind, document.number), document)
    return [(str(PAPER_NAMES.get(d.kind, d.kind)), d) for d in newest.values()]


def _remarks(visit: Visit, request: DeskRequest) -> list[Remark]:
    """Return what earlier visits left to be known; this one's own is on the page already."""
    if visit.vehicle is None:
        return []
    known = remarks_of([visit.vehicle], request.staff)[visit.vehicle.pk]
    return [remark for remark in known if remark.visit != visit.pk]


def _file_url(visit: Visit, request: DeskRequest) -> str:
    """Return the address of the car's file for who may open it, empty for others."""
    may = visit.vehicle_id is not None and request.staff.is_one_of(*READERS)
    return reverse("care:file", args=[visit.vehicle_id]) if may else ""


def _masked(visit: Visit) -> str:
    if visit.sender is None or not visit.sender.phone:
        return ""
    try:
        return parse_phone(visit.sender.phone).masked
    except Impossible:
        return ""


def _asked_step(acts: tuple[Act, ...], visit: Visit, request: DeskRequest) -> Step | None:
    """Return the step that was asked for: of the failed or asked act, or by name; None if none."""
    slug = request.failed.slug if request.failed else request.GET.get("act", "")
    wanted = request.GET.get("for", "")
    for act in acts:
        if act.slug == slug or act.event.value == wanted:
            return step_of(act.event, visit)
    if wanted in {event.value for event in STEP_OF_EVENT}:
        return step_of(Event.of(wanted), visit)  # it follows from other acts
    named = request.GET.get("step", "")
    return next((step for step in Step if step.value == named), None)


def _rail(visit: Visit, shown: Step, step_now: Step, entries: list[Entry]) -> list[dict[str, Any]]:
    order = list(Step)
    # While a fault is looked for, the negotiation waits for it.
    is_diagnosed = visit.step is Step.NEGOTIATION and step_now is Step.DIAGNOSIS
    now = order.index(step_now if is_diagnosed else visit.step)
    over = visit.matter.is_closed or visit.matter.stands_at is Stage.RELEASED
    touched = {STEP_OF_EVENT.get(entry.what) for entry in entries}
    rail = []
    for place, step in enumerate(order):
        if place < now or over:
            state = "done" if step in touched else "skipped"
        else:
            state = "now" if place == now else "todo"
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
