"""How much earnest money (定金) the law allows, as a dated row with its source."""

from datetime import date
from typing import Any

from jieche.shop.models import LegalFigure
from jieche.shop.queries import legal_figure

SOURCE = "民法典第五百八十六条：定金不得超过主合同标的额的百分之二十，超过部分不产生定金的效力"
VALID_FROM = date(2021, 1, 1)  # the day on which the Civil Code came into force
_PERMILLE = 200


def seed(figures: Any) -> None:
    """Write the figure where it is missing; ``figures`` is the model or its historical state."""
    figures.objects.get_or_create(
        key="earnest_money", category="contract", unit="permille", valid_from=VALID_FROM,
        defaults={"value": _PERMILLE, "source": SOURCE},
    )  # fmt: skip


def earnest_limit_fen(contract_fen: int, on: date) -> int:
    """
    Return how much of a contract of ``contract_fen`` may be earnest money on a day.

    Without a figure of the law nothing is: then all that is paid ahead is an advance payment.
    """
    try:
        permille = legal_figure("earnest_money", "contract", "permille", on).value
    except LegalFigure.DoesNotExist:
        return 0
    return contract_fen * permille // 1000
