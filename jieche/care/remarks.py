"""A complaint of a car's customer that is not closed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from jieche.care.models import Complaint
from jieche.care.queries import READERS
from jieche.vehicles.models import Vehicle
from jieche.vehicles.remarks import Remark, Remarks

_LENGTH = 40


def remarks(cars: Sequence[Vehicle]) -> Remarks:
    """Return for each car its open complaints."""
    found: Remarks = {}
    rows = Complaint.objects.filter(visit__vehicle__in=cars, matter__closed_at=None)
    for each in rows.select_related("visit").order_by("registered_at"):
        if each.visit is None:
            continue
        said = each.words if len(each.words) <= _LENGTH else f"{each.words[:_LENGTH]}…"
        words = _("Open complaint %(number)s: %(words)s") % {"number": each.number, "words": said}
        found.setdefault(each.visit.vehicle_id or 0, []).append(
            Remark("red", words, each.get_absolute_url(), readers=READERS)
        )
    return found
