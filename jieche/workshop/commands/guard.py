"""What several commands ask before they look any further."""

from jieche.journal import door
from jieche.journal.models import Matter
from jieche.journal.queries import case_of
from jieche.rulebook.words import Event
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff


def nothing_forbids(matter: Matter, event: Event, *, by: Staff) -> None:
    """Let the book speak first, so that its reasons come before those of the house."""
    reasons = door.in_the_way(matter, event, by=by)
    if reasons:
        raise door.Refused(reasons)


def not_twice(matter: Matter, event: Event, *, since: Event | tuple[Event, ...] = ()) -> None:
    """Refuse what was done already, since the last of ``since``; say by whom and when."""
    case = case_of(matter)
    done = case.last(event)
    if done is None or not case.has(event, since=since):
        return
    local = done.at.astimezone(hours_of(matter.shop).desk.zone)
    door.refuse(
        f"{done.by} 已于 {local:%H:%M} 记下“{event.zh}”",
        f"{done.by} has noted “{event.en}” at {local:%H:%M}",
    )
