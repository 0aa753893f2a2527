"""What the six sections of a file miss, each with the act that mends it (13.3, 13.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from jieche.care.file_came import Came
from jieche.care.file_models import Section
from jieche.care.file_queries import Gap, Held
from jieche.care.models import Complaint
from jieche.customers.models import Customer
from jieche.rulebook.words import Event, Stage
from jieche.ui.acts import event_url, lang
from jieche.vehicles.models import Vehicle


@dataclass(frozen=True)
class Known:
    """What the file holds of a car."""

    car: Vehicle
    people: Sequence[tuple[str, Customer]]
    came: Sequence[Came]
    complaints: Sequence[Complaint]
    at: datetime
    may_mend: bool  # its file, whoever looks at it


def note_gaps(sections: Sequence[Held], known: Known) -> None:
    """Note for each section what it misses."""
    find = {
        Section.CUSTOMER: _of_customer,
        Section.CAR: _of_car,
        Section.ITEMS: _of_items,
        Section.HISTORY: _of_history,
        Section.SETTLEMENTS: _of_settlements,
        Section.COMPLAINTS: _of_complaints,
    }
    for held in sections:
        held.gaps = find[held.section](known)


def _of_customer(known: Known) -> list[Gap]:
    if not known.people:
        return [Gap(_("Nobody is noted for this car"))]
    person = known.people[0][1]
    page = reverse("care:file", args=[known.car.pk])
    url = f"{reverse('care:contact', args=[person.pk])}?next={page}"
    wanted = (
        (person.phone, _("No telephone number")),
        (person.employer or person.work_address, _("Employer and work address not noted")),
    )
    return [Gap(words, url, _("Note the contact")) for is_there, words in wanted if not is_there]


def _of_car(known: Known) -> list[Gap]:
    visit = next((one.visit for one in known.came if not one.visit.matter.is_closed), None)
    url = reverse("reception:complete_arrival", args=[visit.pk]) if visit else ""
    is_here = visit is not None and visit.matter.stands_at is not Stage.RELEASED
    if known.may_mend and not is_here:
        url = f"{reverse('care:file', args=[known.car.pk])}?deed=mend#keep"
    wanted = (
        (known.car.vin, _("No VIN")),
        (known.car.make, _("Make and model not noted")),
    )
    return [Gap(words, url, _("Note it") if url else "") for value, words in wanted if not value]


def _of_items(known: Known) -> list[Gap]:
    return [
        Gap(
            _("Order %(number)s is not in the file")
            % {"number": one.order.number if one.order else one.visit.number},
            event_url(Event.FILE_SET_UP, one.visit),
            _("Put it in"),
        )
        for one in known.came
        if one.case.has(Event.ORDER_SIGNED) and not one.case.has(Event.FILE_SET_UP)
    ]


def _of_history(known: Known) -> list[Gap]:
    gaps = []
    for one in known.came:
        if not one.is_out or one.case.has(Event.PAPERS_FILED):
            continue
        url = event_url(Event.PAPERS_FILED, one.visit)
        if not one.missing:
            words = _("Papers of %(visit)s are not filed yet") % {"visit": one.visit.number}
            gaps.append(Gap(words, url, _("File them")))
        for each in one.missing:
            told = {"visit": one.visit.number, "paper": each.name.label(lang())}
            gaps.append(Gap(_("%(visit)s: %(paper)s is missing") % told, url, _("Mend it")))
    return gaps


def _of_settlements(known: Known) -> list[Gap]:
    return [
        Gap(
            _("%(number)s is not paid in full") % {"number": one.settlement.number},
            event_url(Event.PAYMENT_TAKEN, one.visit),
            _("Take a payment"),
        )
        for one in known.came
        if one.settlement and one.settlement.closed_at and one.settlement.arrears_fen
    ]


def _of_complaints(known: Known) -> list[Gap]:
    gaps = []
    for complaint in known.complaints:
        if complaint.matter.stands_at is Stage.CLOSED:
            continue
        due = complaint.matter.next_due_at
        late = due is not None and due < known.at
        words = _("%(number)s is overdue") if late else _("%(number)s is open")
        gaps.append(
            Gap(words % {"number": complaint.number}, complaint.get_absolute_url(), _("Handle"))
        )
    return gaps
