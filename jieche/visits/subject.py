"""A visit as the subject of acts."""

from jieche.staff.models import Staff
from jieche.ui.acts import Subject
from jieche.visits.models import Visit
from jieche.visits.queries import visible_to


def find(staff: Staff, pk: int) -> Visit | None:
    """Return the visit if the person may see it."""
    return visible_to(staff).filter(pk=pk).first()


VISIT = Subject("visits", find)
