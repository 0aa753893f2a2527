"""What a person can do to a car in the workshop, in the order in which it is done."""

from typing import Any

from jieche.estimate.queries import offers
from jieche.estimate.rows import options
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event
from jieche.ui.acts import Act
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT
from jieche.workshop import commands, queries
from jieche.workshop.forms import repair as forms


def _has_parts(visit: Visit, _case: Case) -> bool:
    return bool(queries.part_lines(visit, sheet=0))


def _all_is_out(visit: Visit) -> bool:
    return not queries.to_issue(queries.part_lines(visit, sheet=0))


def _something_is_out(visit: Visit, case: Case) -> bool:
    return bool(queries.issued_not_returned(visit)) or case.has(Event.PARTS_RETURNED)


def _never(_visit: Visit) -> bool:
    return False


def _is_started(_visit: Visit, case: Case) -> bool:
    return case.has(Event.WORK_STARTED)


def _is_finished(_visit: Visit, case: Case) -> bool:
    return queries.is_finished(case) or case.has(Event.INSPECTION_PASSED)


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
        optional=True, still=_never),
    Act("ask-progress", Event.PROGRESS_ASKED, VISIT, commands.ask_progress, forms.AskProgress,
        optional=True, again=True),
    Act("note-anomaly", Event.ANOMALY_FOUND, VISIT, commands.note_anomaly, forms.NoteAnomaly,
        optional=True, still=_never),
    Act("take-measure", Event.MEASURE_TAKEN, VISIT, commands.take_measure, forms.TakeMeasure,
        wanted=_went_wrong, since=(Event.ANOMALY_FOUND,), again=True),
    Act("tell-delay", Event.DELAY_TOLD, VISIT, commands.tell_delay, forms.TellDelay,
        optional=True, again=True),
    Act("return-parts", Event.PARTS_RETURNED, VISIT, commands.return_parts, forms.ReturnParts,
        wanted=_something_is_out, optional=True, again=True),
    Act("finish-work", Event.WORK_FINISHED, VISIT, commands.finish_work, forms.FinishWork,
        wanted=_is_started, since=(Event.INSPECTION_FAILED, Event.SUPPLEMENT_OPENED)),
    Act("pass-inspection", Event.INSPECTION_PASSED, VISIT, commands.pass_inspection,
        forms.PassInspection, wanted=_is_finished),
    Act("fail-inspection", Event.INSPECTION_FAILED, VISIT, commands.fail_inspection,
        forms.FailInspection, wanted=_is_finished, optional=True, still=_never),
]  # fmt: skip
