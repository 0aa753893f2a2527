"""What several commands ask before they look any further."""

from jieche.journal import door
from jieche.journal.models import Matter
from jieche.rulebook.words import Event
from jieche.staff.models import Staff


def nothing_forbids(matter: Matter, event: Event, *, by: Staff) -> None:
    """Let the book speak first, so that its reasons come before those of the house."""
    reasons = door.in_the_way(matter, event, by=by)
    if reasons:
        raise door.Refused(reasons)
