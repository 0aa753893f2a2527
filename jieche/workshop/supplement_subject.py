"""A supplement as the subject of acts: a card on the page of its visit."""

from jieche.staff.models import Staff
from jieche.ui.acts import Subject
from jieche.workshop.models import Supplement


def find(staff: Staff, pk: int) -> Supplement | None:
    """Return the supplement if the person may see it."""
    return (
        Supplement.objects.filter(shop_id=staff.shop_id, pk=pk)
        .select_related(
            "matter", "matter__shop", "found_by", "made_out", "made_out__order", "visit__order",
            "visit__matter", "visit__matter__shop", "visit__shop", "visit__sender",
            "visit__vehicle", "visit__owner", "visit__advisor",
        )
        .first()
    )  # fmt: skip


SUPPLEMENT = Subject("supplements", find, is_card=True)
