"""What other stations ask of the workshop: teams, wash, receipt."""

from jieche.estimate.models import EstimateLine
from jieche.estimate.queries import agreed_lines
from jieche.estimate.words import LineKind
from jieche.shop.models import Team
from jieche.visits.models import Visit
from jieche.visits.queries import order_of
from jieche.workshop.models import TeamAssignment, Wash, WorkshopReceipt


def work_of(visit: Visit) -> list[EstimateLine]:
    """Return the lines of the order that are work to be done by a team."""
    return [line for line in agreed_lines(order_of(visit)) if line.kind == LineKind.LABOUR.value]


def assignments_of(visit: Visit) -> list[TeamAssignment]:
    """Return who does what, oldest first."""
    return list(
        TeamAssignment.objects.filter(visit=visit).select_related("team", "technician", "line")
    )


def team_of(visit: Visit, line: EstimateLine | None = None) -> Team | None:
    """Return the team of a line, or of the whole order; the last assignment counts. Clause 8.3."""
    for given in reversed(assignments_of(visit)):
        if given.line_id is None or (line is not None and given.line_id == line.pk):
            return given.team
    return None


def teams_of(visit: Visit) -> list[Team]:
    """Return every team that works on the car, each once, in the order of the lines."""
    lines = work_of(visit)
    found = [team_of(visit, line) for line in lines] or [team_of(visit)]
    return list(dict.fromkeys(team for team in found if team is not None))


def wash_of(visit: Visit) -> Wash | None:
    """Return the last wash, asked for or declined; None where nothing was said yet."""
    return Wash.objects.filter(visit=visit).select_related("washer").last()


def receipt_of(visit: Visit) -> WorkshopReceipt | None:
    """Return the receipt by which the workshop has the car, None before."""
    return WorkshopReceipt.objects.filter(visit=visit).select_related("receiver").first()
