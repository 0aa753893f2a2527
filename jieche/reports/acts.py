"""What a person does with a report."""

from jieche.reports import commands, forms
from jieche.reports.models import Report
from jieche.reports.periods import Length
from jieche.reports.queries import find_report
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.ui.acts import Act, Subject

REPORT = Subject("reports", find_report)


def _is_month(report: Report, _case: Case) -> bool:
    return report.length_word is Length.MONTH


def _is_submitted(_report: Report, case: Case) -> bool:
    return case.stage is Stage.SUBMITTED


ACTS = [
    Act("write-analysis", Event.ANALYSIS_WRITTEN, REPORT, commands.write_analysis, forms.Analysis,
        wanted=_is_month, again=True),
    Act("submit-report", Event.REPORT_SUBMITTED, REPORT, commands.submit_report),
    Act("read-report", Event.REPORT_READ, REPORT, commands.read_report, wanted=_is_submitted),
]  # fmt: skip
