"""From a matter to what a person sees of it: the car, the people, the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from jieche.journal.models import Matter
from jieche.rulebook.words import Kind
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit

# Where the page of a kind of matter hangs, and what leads from it to its car.
_SUBJECTS = {
    Kind.VISIT: "visit",
    Kind.SUPPLEMENT: "supplement",
    Kind.BOOKING: "booking",
    Kind.COMPLAINT: "complaint",
    Kind.REPORT: "report",
}


@dataclass(frozen=True)
class Face:
    """What stands for a matter in a list."""

    subject: Any
    url: str
    car: Vehicle | None
    visit: Visit | None
    customer: str
    icon: str = ""  # of what is about no car


def faces(matters: Iterable[int]) -> dict[int, Face]:
    """Return the faces of matters by number, with one query for each kind that is there."""
    wanted = list(dict.fromkeys(matters))
    found: dict[int, Face] = {}
    visits = _visits(wanted)
    for number, visit in visits.items():
        found[number] = face_of_visit(visit)
    others = Matter.objects.filter(pk__in=[n for n in wanted if n not in visits])
    related = [_SUBJECTS[kind] for kind in Kind if kind is not Kind.VISIT]
    present = [name for name in related if name in _one_to_ones()]
    for matter in others.select_related(*present):
        subject = _subject(matter, _SUBJECTS[matter.is_kind])
        if subject is not None:
            found[matter.pk] = _of_subject(subject)
    return found


def _visits(numbers: list[int]) -> dict[int, Visit]:
    rows = Visit.objects.filter(matter_id__in=numbers).select_related(
        "matter", "vehicle", "sender", "advisor"
    )
    return {visit.matter_id: visit for visit in rows}


def _one_to_ones() -> set[str]:
    return {relation.name for relation in Matter._meta.related_objects if relation.one_to_one}  # noqa: SLF001  # Django's own name for it


def _subject(matter: Matter, name: str) -> Any:
    try:
        return getattr(matter, name, None)
    except ObjectDoesNotExist:
        return None


def face_of_visit(visit: Visit) -> Face:
    """Return the face of a visit that is at hand."""
    return Face(
        visit,
        visit.get_absolute_url(),
        visit.vehicle,
        visit,
        visit.sender.name if visit.sender else "",
    )


def _of_subject(subject: Any) -> Face:
    visit = getattr(subject, "visit", None)
    car = getattr(subject, "vehicle", None) or (visit.vehicle if visit else None)
    customer = getattr(subject, "customer", None) or (visit.sender if visit else None)
    name = customer.name if customer else getattr(subject, "title", "")
    icon = getattr(subject, "icon", "")
    return Face(subject, subject.get_absolute_url(), car, visit, name, icon)
