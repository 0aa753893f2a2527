"""The repair order as it goes with the car, and the sheet of a supplement."""

from copy import copy
from datetime import datetime

from jieche.checkin.sheets import hand_in_section
from jieche.estimate.models import EstimateLine
from jieche.estimate.pricing import tenths
from jieche.estimate.sheets import both, order_content, prices, zone_of
from jieche.journal import queries as journal
from jieche.journal.content_blocks import Bilingual, Signature
from jieche.journal.contents import OrderContent, SupplementContent, SupplementSheet
from jieche.journal.models import Evidence
from jieche.journal.signed import as_printed
from jieche.rulebook.words import Event
from jieche.visits.models import Visit
from jieche.visits.sheets import head_of
from jieche.workshop import queries
from jieche.workshop.models import Supplement

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
    content["supplements"] = supplement_sections(visit)
    content["consent"] = signed_at(visit, Event.ORDER_SIGNED)
    return content


def signed_at(visit: Visit, event: Event) -> Signature | None:
    """Return the signature that came with the latest ``event``, as a paper shows it."""
    entry = journal.last_entry(visit.matter, event)
    piece = journal.signatures_on(visit.matter).get(entry.pk) if entry else None
    return as_printed(piece) if piece else None


# -- supplements ---------------------------------------------------------------------------------


def supplement_content(supplement: Supplement) -> SupplementContent:
    """Return the sheet of an agreed supplement: for the workshop, and for signature (9.5, 9.6)."""
    visit, made_out = supplement.visit, supplement.made_out
    return SupplementContent(
        **head_of(visit, made_out.number),
        order_number=made_out.order.number,
        advisor=visit.advisor.name,
        old_promised_at=_moment(visit, made_out.old_promised_at),
        sheet=_section(supplement, visit),
    )


def supplement_sections(visit: Visit) -> list[SupplementSheet]:
    """Return every supplement of a visit as the repair order shows it, refused ones too."""
    return [_section(supplement, visit) for supplement in queries.supplements_of(visit)]


def _section(supplement: Supplement, visit: Visit) -> SupplementSheet:
    made_out = getattr(supplement, "made_out", None)
    return SupplementSheet(
        number=supplement.number,
        reason=supplement.technical_reason,
        safety=supplement.is_safety,
        warning=supplement.warning,
        prices=prices(_as_put(supplement), visit.shop.tax_permille),
        added_hours=tenths((supplement.added_minutes + 3) // 6),
        promised_at=_moment(visit, made_out.new_promised_at if made_out else None),
        asked_at=_moment(visit, supplement.asked_at),
        asked_how=_both(supplement),
        answer=both(supplement.answer_word) if supplement.answer_word else None,
        answered_by=supplement.answered_by,
        answered_at=_moment(visit, supplement.answered_at),
        delivered_at=_moment(visit, made_out.delivered_at if made_out else supplement.told_at),
        delivered_to=made_out.delivered_to if made_out else supplement.told_to,
        signature=_signature(supplement),
    )


def _as_put(supplement: Supplement) -> list[EstimateLine]:
    """Return the lines as they were put to the customer; a refused one still says what it was."""
    lines = [copy(line) for line in queries.lines_of_supplement(supplement)]
    for line in lines:
        line.is_dropped = False  # in this copy only: a paper leaves dropped lines out
    return lines


def _both(supplement: Supplement) -> Bilingual | None:
    return both(supplement.channel_word) if supplement.channel_word else None


def _signature(supplement: Supplement) -> Signature | None:
    """Return the customer's signature under an earlier version of the sheet, or its refusal."""
    piece = (
        Evidence.objects.filter(
            entry__matter=supplement.matter,
            entry__event__in=[Event.SUPPLEMENT_SIGNED.value, Event.SIGNATURE_REFUSED.value],
        )
        .select_related("entry", "entry__by", "entry__shop", "document")
        .last()
    )
    return as_printed(piece) if piece else None


def _moment(visit: Visit, at: datetime | None) -> str:
    return f"{at.astimezone(zone_of(visit)):%Y-%m-%d %H:%M}" if at else ""
