"""The day in numbers, and the day's bookings."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from jieche.appointments.queries import of_day
from jieche.journal.models import Entry
from jieche.rulebook.words import Event, Stage
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.moments import hour

_TONES = {Stage.WRITTEN: "amber", Stage.CONFIRMED: "blue", Stage.KEPT: "green", Stage.MISSED: "red"}

_COUNTED = [event.value for event in (Event.VEHICLE_ARRIVED, Event.ORDER_SIGNED, Event.RELEASED)]


def figures(staff: Staff, at: datetime) -> list[dict[str, Any]]:
    """Return today's figures, each counted from the journal."""
    end = hours_of(staff.shop).desk.end_of_day(at)
    start = end - timedelta(days=1)
    today = Entry.objects.filter(shop_id=staff.shop_id, happened_at__gt=start, happened_at__lte=end)
    done = list(today.filter(event__in=_COUNTED).values_list("event", "matter_id"))
    count = Counter(event for event, _pk in done)
    released = [pk for event, pk in done if event == Event.RELEASED.value]
    told = Entry.objects.filter(
        matter_id__in=released, event=Event.TOLD_TO_COLLECT.value
    )  # fmt: skip
    # Told more than once, the last time counts.
    last = {
        pk: (at, promised)
        for pk, at, promised in told.order_by("number").values_list(
            "matter_id", "happened_at", "matter__visit__promised_at"
        )
    }
    kept = sum(promised is not None and at <= promised for at, promised in last.values())
    return [
        {"label": _("Came in today"), "value": count[Event.VEHICLE_ARRIVED.value]},
        {"label": _("Orders signed"), "value": count[Event.ORDER_SIGNED.value]},
        {"label": _("Delivered"), "value": len(released)},
        {"label": _("Of these in time"), "value": kept, "of": f"/ {len(released)}"},
    ]


def bookings_today(staff: Staff, at: datetime) -> list[dict[str, Any]]:
    """Return today's bookings as ``ui/bookings.html`` shows them."""
    day = hours_of(staff.shop).desk.day_of(at)
    return [
        {
            "hour": hour(booking.starts_at),
            "car": booking.vehicle or "",
            "url": booking.get_absolute_url(),
            "what": booking.items,
            "tone": _TONES.get(booking.matter.stands_at, "grey"),
            "state": booking.matter.stands_at.label(lang()),
            "past": booking.matter.is_closed,
        }
        for booking in of_day(staff.shop, day)
    ]
