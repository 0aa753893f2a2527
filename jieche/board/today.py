"""The day in numbers, and the day's bookings."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from jieche.appointments.queries import of_day
from jieche.journal.models import Entry
from jieche.rulebook.words import Event, Stage
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.ui.acts import lang
from jieche.ui.moments import hour
from jieche.visits.models import Visit

_TONES = {Stage.WRITTEN: "amber", Stage.CONFIRMED: "blue", Stage.KEPT: "green", Stage.MISSED: "red"}


def figures(staff: Staff, at: datetime) -> list[dict[str, Any]]:
    """Return today's figures, each counted from the journal."""
    end = hours_of(staff.shop).desk.end_of_day(at)
    start = end - timedelta(days=1)
    today = Entry.objects.filter(shop_id=staff.shop_id, happened_at__gt=start, happened_at__lte=end)
    came = today.filter(event=Event.VEHICLE_ARRIVED.value).count()
    signed = today.filter(event=Event.ORDER_SIGNED.value).count()
    released = list(
        today.filter(event=Event.RELEASED.value).values_list("matter_id", "happened_at")
    )
    in_time = Visit.objects.filter(
        matter_id__in=[pk for pk, _at in released], promised_at__isnull=False
    )
    told = dict(
        Entry.objects.filter(
            matter_id__in=[pk for pk, _at in released], event=Event.TOLD_TO_COLLECT.value
        ).values_list("matter_id", "happened_at")
    )
    kept = sum(
        1 for pk, promised in in_time.values_list("matter_id", F("promised_at"))
        if pk in told and told[pk] <= promised
    )  # fmt: skip
    return [
        {"label": _("Came in today"), "value": came},
        {"label": _("Orders signed"), "value": signed},
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
