"""The visits of a car as its file shows them, each with what belongs to it."""

from dataclasses import dataclass, field

from jieche.care import file_queries as queries
from jieche.care.file_models import FiledPaper, PaperName
from jieche.delivery.models import SettlementList
from jieche.estimate.models import EstimateLine
from jieche.journal import queries as journal
from jieche.journal.models import Document
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event
from jieche.vehicles.models import Vehicle
from jieche.visits.models import RepairOrder, Visit

_NAMED = {name.value for name in PaperName}  # a complaint and a call have pages of their own
_MOST = 40  # visits that one page shows; a car that comes weekly has that many in a year


@dataclass
class Came:
    """One visit as the file shows it."""

    visit: Visit
    case: Case
    order: RepairOrder | None = None
    items: list[str] = field(default_factory=list)
    settlement: SettlementList | None = None
    documents: list[tuple[PaperName, Document]] = field(default_factory=list)
    filed: list[FiledPaper] = field(default_factory=list)
    missing: list[queries.Required] = field(default_factory=list)

    @property
    def is_out(self) -> bool:
        """Say whether the car has left repaired."""
        return self.case.has(Event.RELEASED)


def visits_of(car: Vehicle) -> list[Came]:
    """Return the car's visits with what belongs to each, latest first; a query for each kind."""
    visits = list(
        Visit.objects.filter(vehicle=car)
        .select_related("matter", "matter__shop", "sender", "owner", "payer", "advisor", "shop")
        .order_by("-arrived_at")[:_MOST]
    )
    cases = journal.cases_of([visit.matter for visit in visits])
    came = {visit.pk: Came(visit, cases[visit.matter_id]) for visit in visits}
    for order in RepairOrder.objects.filter(visit__in=visits):
        came[order.visit_id].order = order
    lines = EstimateLine.objects.filter(order__visit__in=visits, is_agreed=True)
    for line in lines.select_related("order").order_by("order", "sheet", "position"):
        came[line.order.visit_id].items.append(line.name)
    for each in SettlementList.objects.filter(visit__in=visits):
        came[each.visit_id].settlement = each
    for pk, papers in queries.papers_of(car).items():
        if pk in came:
            came[pk].filed = papers
    _add_documents(came)
    for one in came.values():
        if one.is_out and not one.filed:
            required = queries.required_papers(one.visit)
            one.missing = [each for each in required if each.document is None]
    return list(came.values())


def _add_documents(came: dict[int, Came]) -> None:
    """Give each visit its frozen papers, the newest version of each, supplements' too."""
    of_matter = {one.visit.matter_id: one for one in came.values()}
    documents = Document.objects.filter(matter__in=of_matter) | Document.objects.filter(
        matter__parent__in=of_matter
    )
    seen: set[tuple[str, str]] = set()
    for document in documents.select_related("matter").order_by("-version", "-pk"):
        if (document.kind, document.number) in seen or document.kind not in _NAMED:
            continue
        seen.add((document.kind, document.number))
        one = of_matter.get(document.matter_id) or of_matter.get(document.matter.parent_id or 0)
        if one is not None:
            one.documents.append((PaperName.of(document.kind), document))
    order = list(PaperName)
    for one in came.values():
        one.documents.sort(key=lambda pair: (order.index(pair[0]), pair[1].number))
