"""The workshop takes the car over with its order, signed and to ten minutes. Clauses 8.6-8.9."""

import pytest

from jieche.checkin.queries import key_of
from jieche.checkin.words import Holder
from jieche.journal import queries
from jieche.journal.door import Refused
from jieche.rulebook.words import Event, Stage
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands
from jieche.workshop.models import WorkshopReceipt
from tests.support.cast import clock, utc
from tests.support.story_checkin import handed_in, in_the_workshop, ready_for_the_workshop
from tests.support.story_estimate import a_car_in_negotiation, signature, signed

SEEN_OFF = clock("2026-11-23 10:20")


@pytest.fixture
def visit(li: Staff) -> Visit:
    came = signed(
        a_car_in_negotiation(li, clock("2026-11-23 10:00")), li, clock("2026-11-23 10:01")
    )
    return handed_in(came, li, SEEN_OFF)


def test_the_car_goes_in_with_its_order_and_key(
    visit: Visit, li: Staff, staff: dict[str, Staff]
) -> None:
    in_the_workshop(visit, li, staff["sun"], clock("2026-11-23 10:40"))
    visit.matter.refresh_from_db()
    assert visit.matter.stands_at is Stage.IN_WORKSHOP
    receipt = WorkshopReceipt.objects.get(visit=visit)
    assert (receipt.received_at, receipt.received_minute) == (utc("2026-11-23 10:40"), 40)
    entry = queries.last_entry(visit.matter, Event.TAKEN_INTO_WORKSHOP)
    assert entry is not None
    assert entry.happened_at == utc("2026-11-23 10:40")
    key = key_of(visit)
    assert key is not None
    assert key.holder is Holder.WORKSHOP
    order = queries.latest_document(visit.matter, "order")
    assert order is not None
    assert [e.words for e in queries.signatures_under(order)] == ["孙师傅"]


@pytest.mark.parametrize("hour", ["2026-11-23 10:41", "2026-11-23 10:10"])
def test_8_8_only_full_tens_after_the_hand_in_will_do(
    visit: Visit, li: Staff, staff: dict[str, Staff], hour: str
) -> None:
    ready_for_the_workshop(visit, li, clock("2026-11-23 10:40"))
    with pytest.raises(Refused):
        commands.take_into_workshop(
            visit,
            received_at=clock(hour),
            signature=signature("孙师傅", "receiver"),
            by=staff["sun"],
            at=clock("2026-11-23 10:45"),
        )
    assert not WorkshopReceipt.objects.exists()
