"""The repair order as it goes with the car: the hand-in, teams and wash put in."""

from jieche.checkin.sheets import hand_in_section
from jieche.estimate.sheets import order_content
from jieche.journal import queries as journal
from jieche.journal.content_blocks import Signature
from jieche.journal.contents import OrderContent
from jieche.journal.models import Evidence
from jieche.journal.signed import as_printed
from jieche.rulebook.words import Event, Proof
from jieche.visits.models import Visit
from jieche.workshop import queries

PAPER = "order"


def order_sheet(visit: Visit) -> OrderContent | None:
    """
    Return the order as it stands when it goes to the workshop (8.1, 8.6), None without an order.

    The customer's consent was signed on an earlier version and is carried along.
    """
    content = order_content(visit)
    if content is None:
        return None
    case = journal.case_of(visit.matter)
    wash = queries.wash_of(visit)
    hand_in = hand_in_section(visit)
    content["car"]["odometer_km"] = hand_in["odometer_km"]
    content["walk_around"] = hand_in["walk_around"]
    content["fuel"] = hand_in["fuel"]
    content["fuel_percent"] = hand_in["fuel_percent"]
    content["box"] = hand_in["box"]
    content["key_tag"] = hand_in["key_tag"]
    content["team"] = "、".join(team.name for team in queries.teams_of(visit))
    content["waits"] = case.has(Event.CUSTOMER_WAITS)
    content["wash"] = (wash.declined_at is None) if wash else None
    content["consent"] = signed_at(visit, Event.ORDER_SIGNED)
    return content


def signed_at(visit: Visit, event: Event) -> Signature | None:
    """Return the signature that came with the latest ``event``, as a paper shows it."""
    entry = journal.last_entry(visit.matter, event)
    piece = (
        Evidence.objects.filter(entry=entry, proof=Proof.SIGNATURE.value)
        .select_related("entry", "entry__shop", "entry__by", "document")
        .first()
        if entry
        else None
    )
    return as_printed(piece) if piece else None
