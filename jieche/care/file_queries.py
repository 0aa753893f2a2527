"""What a car's file holds, what is missing in it, and where it stands. Article 13."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from jieche.care.file_models import (
    REFUSED,
    CustomerFile,
    FiledPaper,
    FileLoan,
    FileTrace,
    Filled,
    PaperName,
    Section,
    Trace,
)
from jieche.care.models import Complaint
from jieche.delivery.models import SettlementList
from jieche.journal.models import Document
from jieche.reception.models import DiagnosisReport
from jieche.rulebook.words import Event, Role, Stage
from jieche.shop.models import Shop
from jieche.staff.models import Staff
from jieche.vehicles.models import Vehicle
from jieche.visits.models import RepairOrder, Visit
from jieche.workshop.queries import needs_certificate

# A page that is loaded again, or read a while, is one look (13.6).
ONE_LOOK = timedelta(minutes=10)
_OUT = [Stage.RELEASED.value, Stage.FOLLOWED_UP.value]


def find_car(staff: Staff, pk: int) -> Vehicle | None:
    """Return the car if it belongs to the person's shop."""
    cars = Vehicle.objects.filter(shop_id=staff.shop_id, pk=pk)
    return cars.select_related("owner", "merged_into").first()


def other_with_vin(car: Vehicle, vin: str) -> Vehicle | None:
    """Return another record of the shop that has the VIN (13.2)."""
    if not vin:
        return None
    return Vehicle.objects.filter(shop_id=car.shop_id, vin=vin).exclude(pk=car.pk).first()


def other_with_plate(car: Vehicle, plate: str) -> Vehicle | None:
    """Return another record of the shop that bears the plate (normalised)."""
    if not plate:
        return None
    cars = Vehicle.objects.filter(shop_id=car.shop_id, plate=plate).exclude(pk=car.pk)
    return cars.select_related("owner").first()


def files_of(shop: Shop) -> QuerySet[CustomerFile]:
    """Return the shop's files, without those that were closed into another one."""
    return CustomerFile.objects.filter(shop=shop, merged_into=None)


def file_of(car: Vehicle | None) -> CustomerFile | None:
    """Return the car's one file, None where none is set up yet."""
    if car is None:
        return None
    return CustomerFile.objects.filter(vehicle=car).select_related("keeper", "set_up_by").first()


def keepers(shop: Shop) -> list[Staff]:
    """Return the people who may keep files (13.6)."""
    people = Staff.objects.filter(shop=shop, is_active=True).order_by("name")
    return [person for person in people if person.is_one_of(Role.RECORDS_KEEPER)]


def next_place(shop: Shop) -> str:
    """Return the place after the last one given: "A-01-07" after "A-01-06"; "A-01-01" at first."""
    files = files_of(shop)
    last = files.order_by("-pk").first()
    place = last.cabinet if last else "A-01-00"
    while place.endswith("-00") or files.filter(cabinet=place).exists():
        place = _after(place)
    return place


def _after(place: str) -> str:
    head, _, tail = place.rpartition("-")
    if not head or not tail.isdigit():
        return f"{place}-01"
    number = int(tail) + 1
    if number < 100:
        return f"{head}-{number:02}"
    return f"{_after(head)}-01"


# -- what a visit's papers are ---------------------------------------------------------------------


@dataclass(frozen=True)
class Required:
    """A paper that the file must hold of a visit, with the frozen one where there is one."""

    name: PaperName
    number: str
    document: Document | None
    mend: Event | None  # what would make it

    @property
    def key(self) -> str:
        """Return its name in a form."""
        return f"{self.name.value}:{self.number}"


_MADE_BY = {
    PaperName.ORDER: Event.ORDER_SHOWN,
    PaperName.BELONGINGS: Event.BELONGINGS_SIGNED,
    PaperName.SETTLEMENT: Event.SETTLEMENT_PRESENTED,
    PaperName.EXIT_NOTICE: Event.EXIT_NOTICE_ISSUED,
    PaperName.WARRANTY: Event.EXIT_NOTICE_ISSUED,
    PaperName.DIAGNOSIS: Event.DIAGNOSIS_REPORTED,
}


def required_papers(visit: Visit) -> list[Required]:
    """
    Return the papers that the file must hold after this visit's release (13.5).

    Always the order, the list of items, the settlement, the warranty and the exit notice; besides
    them what this visit had: a diagnosis, supplements, and where the category asks for it the
    certificate, which is a form of the authority and comes on paper only.
    """
    matters = [visit.matter_id, *visit.matter.children.values_list("pk", flat=True)]
    newest: dict[tuple[str, str], Document] = {}
    for document in Document.objects.filter(matter_id__in=matters).order_by("-version", "-pk"):
        newest.setdefault((document.kind, document.number), document)
    wanted = [
        PaperName.ORDER, PaperName.BELONGINGS, PaperName.SETTLEMENT, PaperName.WARRANTY,
        PaperName.EXIT_NOTICE,
    ]  # fmt: skip
    if DiagnosisReport.objects.filter(visit=visit).exists():
        wanted.insert(2, PaperName.DIAGNOSIS)
    found: list[Required] = []
    for name in wanted:
        have = [d for (kind, _), d in newest.items() if kind == name.value]
        found += [Required(name, d.number, d, None) for d in have] or [
            Required(name, "", None, _MADE_BY.get(name))
        ]
    found += [
        Required(PaperName.SUPPLEMENT, d.number, d, None)
        for (kind, _), d in newest.items()
        if kind == PaperName.SUPPLEMENT.value
    ]
    if needs_certificate(visit):
        found.append(Required(PaperName.CERTIFICATE, "", None, None))
    return found


# -- the six sections ------------------------------------------------------------------------------


@dataclass
class Gap:
    """Something that a section misses, with the act that mends it."""

    words: str
    url: str = ""
    do: str = ""


@dataclass
class Held:
    """What a section holds now, and how it was found when the file was last gone through."""

    section: Section
    count: int
    noted: Filled | None
    gaps: list[Gap] = field(default_factory=list)

    @property
    def is_stale(self) -> bool:
        """Say whether something came since the file was gone through last."""
        return self.noted is Filled.NONE and self.count > 0


def counts(car: Vehicle) -> dict[Section, int]:
    """Return how much there is for each of the six sections of a car."""
    visits = Visit.objects.filter(vehicle=car)
    person = car.owner or next(
        (visit.sender for visit in visits.exclude(sender=None).order_by("-pk")[:1]), None
    )
    return {
        Section.CUSTOMER: int(person is not None),
        Section.CAR: int(bool(car.plate or car.vin)),
        Section.ITEMS: RepairOrder.objects.filter(visit__vehicle=car).count(),
        Section.HISTORY: visits.filter(matter__stage__in=_OUT).count(),
        Section.SETTLEMENTS: SettlementList.objects.filter(
            visit__vehicle=car, closed_at__isnull=False
        ).count(),
        Section.COMPLAINTS: Complaint.objects.filter(visit__vehicle=car).count(),
    }


def found_now(car: Vehicle) -> dict[str, str]:
    """Return for each section, by the name of its field, whether it is filled or none."""
    return {
        section.value: (Filled.FILLED if count else Filled.NONE).value
        for section, count in counts(car).items()
    }


def held(car: Vehicle, file: CustomerFile | None) -> list[Held]:
    """Return the six sections in the book's order."""
    return [
        Held(section, count, file.found(section) if file else None)
        for section, count in counts(car).items()
    ]


# -- where it is, who looked -----------------------------------------------------------------------


def open_loan(file: CustomerFile | None) -> FileLoan | None:
    """Return to whom the paper file is lent, None while it stands in its place."""
    if file is None:
        return None
    return file.loans.filter(back_at=None).select_related("borrower", "lent_by").first()


def loans_of(files: Sequence[CustomerFile]) -> dict[int, FileLoan]:
    """Return the open loans of many files by the file's number."""
    rows = FileLoan.objects.filter(file__in=files, back_at=None).select_related("borrower")
    return {loan.file_id: loan for loan in rows}


def loans_out(shop: Shop) -> list[FileLoan]:
    """Return what is lent out, the first due back first."""
    rows = FileLoan.objects.filter(file__shop=shop, back_at=None)
    return list(rows.select_related("file__vehicle", "borrower").order_by("due_on", "lent_at"))


def traces_of(file: CustomerFile, most: int = 60) -> list[FileTrace]:
    """Return who did what with a file and those closed into it, latest first."""
    rows = FileTrace.objects.filter(Q(file=file) | Q(file__merged_into=file))
    return list(rows.select_related("by", "file").order_by("-at", "-pk")[:most])


def traces_in(shop: Shop, most: int = 200) -> list[FileTrace]:
    """Return the latest lines of all files."""
    rows = FileTrace.objects.filter(shop=shop).select_related(
        "by", "file__vehicle__merged_into", "file__merged_into__vehicle"
    )
    return list(rows.order_by("-at", "-pk")[:most])


def noted_lately(file: CustomerFile, what: Trace, by: Staff, at: datetime) -> bool:
    """
    Say whether the person was noted for the same within the last minutes.

    Whatever he did with the file he had it open: any deed is a look too, a refusal is none.
    """
    lately = FileTrace.objects.filter(file=file, by=by, at__gt=at - ONE_LOOK)
    if what is Trace.LOOKED:
        return lately.exclude(what__in=REFUSED).exists()
    return lately.filter(what=what.value).exists()


def not_filed(shop: Shop, most: int = 60) -> list[Visit]:
    """Return the signed visits whose car has no file at all, the earliest first."""
    return list(
        Visit.objects.filter(
            shop=shop, vehicle__isnull=False, vehicle__file=None,
            matter__entries__event=Event.ORDER_SIGNED.value,
        )
        .select_related("vehicle", "sender", "matter")
        .distinct()
        .order_by("arrived_at")[:most]
    )  # fmt: skip


def papers_of(car: Vehicle) -> dict[int, list[FiledPaper]]:
    """Return what was filed of each of a car's visits."""
    found: dict[int, list[FiledPaper]] = {}
    rows = FiledPaper.objects.filter(visit__vehicle=car).select_related("document").order_by("pk")
    for paper in rows:
        found.setdefault(paper.visit_id, []).append(paper)
    return found
