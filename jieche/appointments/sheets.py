"""The booking slip as the customer signs it (16.2), and the register of all slips (16.6)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from jieche.appointments import queries
from jieche.appointments.models import Booking
from jieche.journal.content_blocks import Bilingual
from jieche.journal.contents import BookedItem, BookingContent
from jieche.journal.register_contents import RegisterContent, RegisterRow
from jieche.rulebook.words import Event
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.visits.sheets import head_of, shop_head

TERMS: list[Bilingual] = [
    {
        "zh": "迟到超过保留时间的，工位可能已另作安排，请先来电。",
        "en": "After the time held the bay may be given away; please call first.",
    },
    {
        "zh": "预交款中的定金按法律规定处理，其余为预付款，结算时抵扣。",
        "en": "Of what is paid ahead, earnest money is dealt with by law; the rest is an advance "
        "payment and set against the bill.",
    },
]


def booking_sheet(booking: Booking) -> BookingContent:
    """Return the content of the booking slip, ready to freeze."""
    shop = booking.shop
    lines = booking.item_lines
    return {
        **head_of(booking.visit, booking.number),
        "source": {"zh": booking.source_word.zh, "en": booking.source_word.en},
        "starts_at": _minute(booking.starts_at, shop),
        "hold_minutes": booking.hold_minutes,
        "expected_end_at": _minute(booking.ends_at, shop),
        "bay": booking.work_bay.name,
        "advisor": booking.advisor.name,
        "taken_at": _minute(booking.made_at, shop),
        "items": [_item(no, line, booking) for no, line in enumerate(lines, 1)],
        "wishes": booking.wishes,
        "estimate_fen": booking.estimate_fen,
        "costly_parts_fen": booking.costly_parts_fen,
        "deposit_fen": booking.earnest_fen,
        "prepaid_fen": booking.prepaid_fen,
        "remind_at": _minute(remind_at(booking), shop),
        "terms": TERMS,
        "customer": None,
    }


def register_sheet(shop: Shop, first: date, last: date, *, printed_by: str) -> RegisterContent:
    """Return the register of the days from ``first`` to ``last`` as it stands now (16.6)."""
    found = list(queries.between(shop, first, last))
    done = queries.done_about(found)
    return {
        "number": f"YYDJ{first:%Y%m%d}" + (f"-{last:%m%d}" if last != first else ""),
        "shop": shop_head(shop),
        "first_on": first.isoformat(),
        "last_on": last.isoformat(),
        "printed_by": printed_by,
        "rows": [_row(no, each, done[each.pk]) for no, each in enumerate(found, 1)],
    }


def _row(no: int, booking: Booking, done: set[Event]) -> RegisterRow:
    shop, customer, stage = booking.shop, booking.customer, booking.matter.stands_at
    return {
        "no": no,
        "number": booking.number,
        "starts_at": _minute(booking.starts_at, shop),
        "expected_end_at": _minute(booking.ends_at, shop),
        "plate": booking.vehicle.plate if booking.vehicle else "",
        "customer": {
            "name": customer.name if customer else "",
            "phone": customer.phone if customer else "",
        },
        "items": booking.item_lines,
        "bay": booking.work_bay.name,
        "source": {"zh": booking.source_word.zh, "en": booking.source_word.en},
        "asked_fen": booking.deposit_fen,
        "paid_fen": booking.paid_fen,
        "told": Event.WORKSHOP_INFORMED in done,
        "reminded": Event.BOOKING_REMINDED in done,
        "state": {"zh": stage.zh, "en": stage.en},
        "advisor": booking.advisor.name,
        "taken_at": _minute(booking.made_at, shop),
    }


def remind_at(booking: Booking) -> datetime:
    """Return the last open moment at which the customer is to be reminded (16.8)."""
    desk = hours_of(booking.shop).desk
    return max(desk.last_open(booking.starts_at - timedelta(hours=12)), booking.made_at)


def _item(no: int, line: str, booking: Booking) -> BookedItem:
    return {
        "no": no,
        "item": line,
        "hours": "",
        "estimate_fen": None,
        "parts_note": booking.parts_note if no == 1 else "",
    }


def _minute(at: datetime, shop: Shop) -> str:
    return at.astimezone(ZoneInfo(shop.time_zone)).strftime("%Y-%m-%d %H:%M")
