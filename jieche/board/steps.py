"""The cars in the house, and the act that comes next on the way of each."""

from jieche.board.stations import acts_of
from jieche.journal import queries
from jieche.journal.once import once_a_page
from jieche.reception.queries import is_express
from jieche.rulebook import judge
from jieche.rulebook.case import Case
from jieche.rulebook.path import DIAGNOSIS
from jieche.rulebook.words import Event, Purpose, Role
from jieche.staff.models import Staff
from jieche.ui.acts import done_by, lang
from jieche.visits.models import Visit
from jieche.visits.queries import in_house


@once_a_page
def cars_here(staff: Staff) -> list[tuple[Visit, Case]]:
    """Return the visits that are not over with their cases, who came first on top."""
    visits = list(in_house(staff).order_by("arrived_at"))
    cases = queries.cases_of([visit.matter for visit in visits])
    return [(visit, cases[visit.matter_id]) for visit in visits]


def who_does(event: Event, visit: Visit | None) -> str:
    """
    Return whose an act is: the visit's advisor by name, another role by its word.

    The first role is meant; the desk may note for a technician or a washer, but does not owe it.
    """
    first = judge.allowed_roles(event)[0]
    if visit is not None and first is Role.ADVISOR:
        return visit.advisor.name
    return first.label(lang())


def _is_diagnosed(visit: Visit, case: Case) -> bool:
    """Say whether a diagnosis belongs to this visit: agreed to, or asked for and not in a hurry."""
    asked = visit.purpose_word is Purpose.DIAGNOSIS and not is_express(case)
    return asked or case.has(Event.DIAGNOSIS_AGREED)


@once_a_page
def step_of(visit: Visit) -> Event | None:
    """Return the step that comes next for a car, reckoned once for a page."""
    return next_event(visit, queries.case_of(visit.matter))


def next_event(visit: Visit, case: Case) -> Event | None:
    """Return the first act of the car's way that is still to do and that nothing forbids."""
    for act in acts_of("visits"):
        if act.optional or not judge.is_on_path(act.event, case):
            continue
        if act.event in DIAGNOSIS and not _is_diagnosed(visit, case):
            continue
        # The book is asked first: it has all it needs at hand, the station has to read.
        if judge.refusals(act.event, judge.allowed_roles(act.event), case):
            continue
        if act.wanted(visit, case) and not (done_by(act, case) and act.still(visit)):
            return act.event
    return None
