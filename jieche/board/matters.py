"""From a matter to what a person sees of it: the car, the people, the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from jieche.journal.models import Matter
from jieche.rulebook.words import Kind
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit

_OF_VISIT = ("visit__vehicle", "visit__sender", "visit__advisor")
# Where the page of a kind of matter hangs, and what leads from it to its car and people.
_SUBJECTS: dict[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.SUPPLEMENT: ("supplement", _OF_VISIT),
    Kind.BOOKING: ("booking", (*_OF_VISIT, "vehicle", "customer")),
    Kind.COMPLAINT: ("complaint", (*_OF_VISIT, "customer")),
    Kind.REPORT: ("report", ()),
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
    of_kind: dict[Kind, list[int]] = {}
    rows = Matter.objects.filter(pk__in=set(matters))
    for number, kind in rows.values_list("pk", "kind"):
        of_kind.setdefault(Kind.of(kind), []).append(number)
    visits = _visits(of_kind.pop(Kind.VISIT, []))
    found = {number: face_of_visit(visit) for number, visit in visits.items()}
    for kind, numbers in of_kind.items():
        name, ways = _SUBJECTS[kind]
        related = [name, *(f"{name}__{way}" for way in ways)]
        for matter in Matter.objects.filter(pk__in=numbers).select_related(*related):
            subject = _subject(matter, name)
            if subject is not None:
                found[matter.pk] = _of_subject(subject)
    return found


def _visits(numbers: list[int]) -> dict[int, Visit]:
    rows = Visit.objects.filter(matter_id__in=numbers).select_related(
        "matter", "vehicle", "sender", "advisor"
    )
    return {visit.matter_id: visit for visit in rows}


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
