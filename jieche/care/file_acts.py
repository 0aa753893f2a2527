"""The acts by which a visit comes into its car's file."""

from typing import Any

from jieche.care import file_commands as commands
from jieche.care import file_forms as forms
from jieche.care import file_queries as queries
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event
from jieche.ui.acts import Act
from jieche.visits.models import Visit
from jieche.visits.subject import VISIT


def _entered(visit: Visit, case: Case) -> bool:
    return visit.vehicle_id is not None and case.has(Event.ORDER_SIGNED)


def _is_released(_visit: Visit, case: Case) -> bool:
    return case.has(Event.RELEASED)


def _file(visit: Visit) -> dict[str, Any]:
    return {"file": queries.file_of(visit.vehicle), "no_keeper": not queries.keepers(visit.shop)}


def _papers(visit: Visit) -> dict[str, Any]:
    return {"required": queries.required_papers(visit)}


FILE_ACTS = [
    Act("set-up-file", Event.FILE_SET_UP, VISIT, commands.set_up_file, forms.SetUpFile,
        template="care/file-set-up.html", extra=_file, wanted=_entered),
    Act("file-papers", Event.PAPERS_FILED, VISIT, commands.file_papers, forms.FilePapers,
        template="care/file-papers.html", extra=_papers, wanted=_is_released),
]  # fmt: skip
