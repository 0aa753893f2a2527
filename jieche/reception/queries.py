"""What reception can tell: where cars stand, what was found, what is owed for it."""

from datetime import datetime

from jieche.customers.models import Customer
from jieche.journal.once import once_a_page
from jieche.journal.queries import case_of, last_entry
from jieche.reception.models import BayUse, DiagnosisConsent, DiagnosisReport
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Role, Stage
from jieche.shop.models import Place, Shop
from jieche.shop.queries import places
from jieche.staff.models import Staff
from jieche.values.plate import search_text
from jieche.vehicles.models import SearchKey, Vehicle
from jieche.vehicles.queries import by_plate
from jieche.visits.models import Visit
from jieche.visits.queries import fee_due

# A car stands in its reception bay until the advisor drives it away or the visit ends.
IN_RECEPTION = (
    Stage.ARRIVED, Stage.GREETED, Stage.RECEIVED, Stage.NEGOTIATION, Stage.LEAVING, Stage.SIGNED,
)  # fmt: skip
# "The last four" is what people say; fewer would be somebody else's car.
_SHORTEST_TAIL = 4
_MOST_CARS = 5  # that one person's number brings to mind
_STANDS = [stage.value for stage in IN_RECEPTION]


def is_express(case: Case) -> bool:
    """Say whether the order is written at once, without what may be left out (1.8)."""
    return case.has(Event.EXPRESS_ASKED)


def car_of(shop: Shop, typed: str) -> Vehicle | None:
    """Return the car meant by what was typed: its plate, or a tail that one car alone has."""
    text = search_text(typed)
    car = by_plate(shop, text) if text else None
    if car is not None or len(text) < _SHORTEST_TAIL:
        return car
    owners = (
        SearchKey.objects.filter(shop=shop, kind="plate", key=text)
        .values_list("vehicle_id", flat=True)
        .distinct()[:2]
    )
    if len(owners) != 1:
        return None
    return Vehicle.objects.select_related("owner").get(pk=owners[0])


def cars_of_phone(shop: Shop, phone: str) -> list[Vehicle]:
    """Return the cars on file whose owner is reached under this number, the last seen first."""
    if not phone:
        return []
    his = Vehicle.objects.filter(shop=shop, owner__shop=shop, owner__phone=phone)
    return list(his.order_by("-last_seen_at", "-pk")[:_MOST_CARS])


def last_sender(car: Vehicle) -> Customer | None:
    """Return who brought the car last time, as long as its owner is the same."""
    last = car.visits.exclude(sender=None).select_related("sender").order_by("-arrived_at").first()
    return last.sender if last and last.owner_id == car.owner_id else car.owner


def report_of(visit: Visit) -> DiagnosisReport | None:
    """Return the visit's latest diagnosis report."""
    return visit.diagnosis_reports.select_related("author").order_by("pk").last()


@once_a_page
def consent_of(visit: Visit) -> DiagnosisConsent | None:
    """Return what the customer agreed to last before a diagnosis."""
    return visit.diagnosis_consents.order_by("pk").last()


_FEE_IS_OVER = (Event.FEE_PAID, Event.FEE_SET_OFF, Event.FEE_WAIVED)


def fee_owed(visit: Visit) -> int:
    """Return the fee in fen that was told beforehand and is neither paid nor waived (3.5)."""
    due = fee_due(visit)
    if not due or case_of(visit.matter).has(*_FEE_IS_OVER):
        return 0
    ahead = last_entry(visit.matter, Event.PREPAID_SETTLED)  # a share may be set against it
    return due - (int(ahead.facts["fee_fen"]) if ahead else 0)


def bay_of(visit: Visit) -> Place | None:
    """Return the reception bay to which the car was guided."""
    use = visit.bay_uses.select_related("bay").order_by("pk").last()
    return use.bay if use else None


def holder_of(bay: Place) -> Visit | None:
    """Return the visit whose car stands in the reception bay, None where it is free."""
    use = (
        BayUse.objects.filter(bay=bay, until=None, visit__matter__stage__in=_STANDS)
        .select_related("visit__vehicle")
        .first()
    )
    return use.visit if use else None


def bay_is_free(bay: Place) -> bool:
    """Say whether no car stands in the reception bay."""
    return holder_of(bay) is None


def bays(shop: Shop) -> list[tuple[Place, Visit | None]]:
    """Return the shop's reception bays with the visit whose car stands in each."""
    taken = {
        use.bay_id: use.visit
        for use in BayUse.objects.filter(
            bay__shop=shop, until=None, visit__matter__stage__in=_STANDS
        ).select_related("visit__vehicle")
    }
    return [(bay, taken.get(bay.pk)) for bay in places(shop, Place.Kind.RECEPTION_BAY)]


def who_is_here(visit: Visit) -> str:
    """Return the name of who stands at the desk, "" while nobody is noted."""
    return visit.sender.name if visit.sender else ""


def technicians(shop: Shop) -> list[Staff]:
    """Return the people who can be called for a diagnosis."""
    people = Staff.objects.filter(shop=shop, is_active=True).order_by("name")
    return [person for person in people if person.is_one_of(Role.TECHNICIAN)]


def seconds_to_greet(visit: Visit, at: datetime) -> int:
    """Return how long the customer waited, or has waited by ``at``, until he was greeted (1.1)."""
    greeted = case_of(visit.matter).first(Event.CUSTOMER_GREETED)
    return max(0, int(((greeted.at if greeted else at) - visit.arrived_at).total_seconds()))
