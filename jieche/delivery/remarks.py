"""What is still owed for a car."""

from collections.abc import Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from jieche.delivery.models import SettlementList
from jieche.rulebook.words import Event
from jieche.ui.acts import event_url
from jieche.values.money import yuan
from jieche.vehicles.models import Vehicle
from jieche.vehicles.remarks import Remark, Remarks


def remarks(cars: Sequence[Vehicle]) -> Remarks:
    """Return for each car what its customer still owes, visit by visit."""
    found: Remarks = {}
    owing = SettlementList.objects.filter(
        visit__vehicle__in=cars, closed_at__isnull=False,
        total_fen__gt=F("prepaid_fen") + F("received_fen"),
    ).select_related("visit", "visit__matter")  # fmt: skip
    for each in owing.order_by("closed_at"):
        words = _("¥%(sum)s still owed from %(number)s") % {
            "sum": yuan(each.arrears_fen), "number": each.visit.number,
        }  # fmt: skip
        url = event_url(Event.PAYMENT_TAKEN, each.visit)
        found.setdefault(each.visit.vehicle_id or 0, []).append(
            Remark("amber", words, url, each.visit_id)
        )
    return found
