"""What a person can do to a car in the workshop, in the order in which it is done."""

from typing import Any

from jieche.estimate.queries import offers
from jieche.estimate.rows import options
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.ui.acts import Act
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT
from jieche.workshop import commands, queries
from jieche.workshop.forms import repair as forms

_PARTS_COME_BACK = frozenset({Stage.IN_WORKSHOP, Stage.READY, Stage.COLLECTING})


def _is_in_workshop(_visit: Visit, case: Case) -> bool:
    return case.stage is Stage.IN_WORKSHOP


def _is_or_was_asked(visit: Visit, case: Case) -> bool:
    return _is_in_workshop(visit, case) or case.has(Event.PROGRESS_ASKED)


def _has_parts(visit: Visit, case: Case) -> bool:
    if case.has(Event.PARTS_ISSUED):
        return True
    return case.stage is Stage.IN_WORKSHOP and queries.has_parts_to_issue(visit)


def _all_is_out(visit: Visit) -> bool:
    """Say whether no part waits at the counter; once the work is done none does."""
    in_work = visit.matter.stands_at is Stage.IN_WORKSHOP
    return not in_work or not queries.has_parts_to_issue(visit)


def _something_is_out(visit: Visit, case: Case) -> bool:
    may_come = case.stage in _PARTS_COME_BACK and bool(queries.issued_not_returned(visit))
    return may_come or case.has(Event.PARTS_RETURNED)


def _never(_visit: Visit) -> bool:
    return False


def _is_started(_visit: Visit, case: Case) -> bool:
    return case.has(Event.WORK_STARTED)


def _is_finished(_visit: Visit, case: Case) -> bool:
    return queries.is_finished(case) or case.has(Event.INSPECTION_PASSED)


def _may_fail(visit: Visit, case: Case) -> bool:
    return _is_in_workshop(visit, case) and queries.is_finished(case)


def _went_wrong(_visit: Visit, case: Case) -> bool:
    return case.has(Event.ANOMALY_FOUND)


def _offers(visit: Visit) -> dict[str, Any]:
    return {"offers": options(offers(visit.shop))}


ACTS = [
    Act("start-work", Event.WORK_STARTED, VISIT, commands.start_work),
    Act("issue-parts", Event.PARTS_ISSUED, VISIT, commands.issue_parts, forms.IssueParts,
        wanted=_has_parts, still=_all_is_out),
    Act("report-supplement", Event.SUPPLEMENT_OPENED, VISIT, commands.report_supplement,
        forms.ReportSupplement, template="workshop/report_supplement.html", extra=_offers,
        wanted=_is_in_workshop, optional=True, still=_never),
    Act("ask-progress", Event.PROGRESS_ASKED, VISIT, commands.ask_progress, forms.AskProgress,
        wanted=_is_or_was_asked, optional=True, again=True),
    Act("note-anomaly", Event.ANOMALY_FOUND, VISIT, commands.note_anomaly, forms.NoteAnomaly,
        wanted=_is_in_workshop, optional=True, still=_never),
    Act("take-measure", Event.MEASURE_TAKEN, VISIT, commands.take_measure, forms.TakeMeasure,
        wanted=_went_wrong, since=(Event.ANOMALY_FOUND,), again=True),
    Act("tell-delay", Event.DELAY_TOLD, VISIT, commands.tell_delay, forms.TellDelay,
        template="workshop/tell_delay.html", optional=True, again=True),
    Act("return-parts", Event.PARTS_RETURNED, VISIT, commands.return_parts, forms.ReturnParts,
        wanted=_something_is_out, optional=True, again=True),
    Act("finish-work", Event.WORK_FINISHED, VISIT, commands.finish_work, forms.FinishWork,
        wanted=_is_started, since=(Event.INSPECTION_FAILED, Event.SUPPLEMENT_OPENED)),
    Act("pass-inspection", Event.INSPECTION_PASSED, VISIT, commands.pass_inspection,
        forms.PassInspection, wanted=_is_finished),
    Act("fail-inspection", Event.INSPECTION_FAILED, VISIT, commands.fail_inspection,
        forms.FailInspection, wanted=_may_fail, optional=True, still=_never),
]  # fmt: skip
