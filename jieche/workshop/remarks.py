"""What was found on a car last time and not wanted."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from jieche.vehicles.models import Vehicle
from jieche.vehicles.remarks import Remark, Remarks
from jieche.workshop.queries import declined_on


def remarks(cars: Sequence[Vehicle]) -> Remarks:
    """Return for each car the work that was declined at its latest visit with any."""
    found: Remarks = {}
    for car, supplements in declined_on(cars).items():
        items = "；".join(each.item for each in supplements)
        is_safety = any(each.is_safety for each in supplements)
        words = _("Safety work declined: %(items)s") if is_safety else _("Declined: %(items)s")
        visit = supplements[0].visit
        found[car] = [
            Remark(
                "amber" if is_safety else "blue", words % {"items": items},
                visit.get_absolute_url(), visit.pk,
            )
        ]  # fmt: skip
    return found
