"""Writing the lines of a sheet."""

from collections.abc import Sequence

from jieche.estimate.models import EstimateLine
from jieche.estimate.pricing import Draft, with_the_work, wrong_with
from jieche.estimate.words import Method
from jieche.journal.door import Refused
from jieche.visits.models import RepairOrder


def replace_sheet(
    order: RepairOrder, drafts: Sequence[Draft], sheet: int = 0
) -> list[EstimateLine]:
    """Put these lines in the place of what stood on the sheet. Raises Refused as write_sheet."""
    EstimateLine.objects.filter(order=order, sheet=sheet).delete()
    return write_sheet(order, sheet, drafts)


def write_sheet(order: RepairOrder, sheet: int, drafts: Sequence[Draft]) -> list[EstimateLine]:
    """Write lines on a sheet that has none. Raises Refused where one says too little."""
    complete = with_the_work(drafts)
    reasons = wrong_with(complete)
    if reasons:
        raise Refused(reasons)
    return EstimateLine.objects.bulk_create(
        line_of(order, sheet, place, draft) for place, draft in enumerate(complete, 1)
    )


def line_of(order: RepairOrder, sheet: int, place: int, draft: Draft) -> EstimateLine:
    """Return a line as it will stand; only what its method asks for is kept."""
    by_symptom, by_item = draft.method is Method.SYMPTOM, draft.method is Method.ITEM
    return EstimateLine(
        order=order,
        sheet=sheet,
        position=place,
        kind=draft.kind.value,
        name=draft.name.strip(),
        name_en=draft.name_en,
        method=draft.method.value,
        system=draft.system.value if draft.system else "",
        symptom=draft.symptom if by_symptom else "",
        reason=draft.reason if by_symptom else "",
        criterion=draft.criterion if by_symptom else "",
        ground=draft.ground.value if by_item and draft.ground else "",
        explanation=draft.explanation if by_item else "",
        explanation_en=draft.explanation_en if by_item else "",
        hours_tenths=draft.hours_tenths,
        rate_fen=draft.rate_fen,
        quantity_tenths=draft.quantity_tenths,
        unit=draft.unit,
        unit_fen=draft.unit_fen,
        risk_fen=draft.risk_fen or 0,
        risk_reason=draft.risk_reason if by_symptom else "",
        amount_fen=draft.amount_fen,
        grade=draft.grade.value if draft.grade else "",
        is_own_part=draft.is_own_part,
        labour=draft.labour,
        part=draft.part,
        package=draft.package,
        is_package_price=draft.is_package_price,
        category=draft.category.value,
    )
