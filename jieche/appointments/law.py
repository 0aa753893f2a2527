"""Earnest money (定金) in law, in dated rows with their source: how much, and its end."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jieche.appointments.models import Ground
from jieche.shop.models import LegalFigure
from jieche.shop.queries import legal_figure

SOURCE = "民法典第五百八十六条：定金不得超过主合同标的额的百分之二十，超过部分不产生定金的效力"
VALID_FROM = date(2021, 1, 1)  # the day on which the Civil Code came into force
_PERMILLE = 200
SOURCE_OF_RETURN = (
    "民法典第五百八十七条：收受定金的一方违约的，双倍返还定金；给付的一方违约的，无权请求返还"
)
_RETURNED_PERMILLE = 2000


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


def seed_return(figures: Any) -> None:
    """Write how much of it the receiver gives back who does not keep his word."""
    figures.objects.get_or_create(
        key="earnest_money", category="returned_by_receiver", unit="permille",
        valid_from=VALID_FROM,
        defaults={"value": _RETURNED_PERMILLE, "source": SOURCE_OF_RETURN},
    )  # fmt: skip


@dataclass(frozen=True)
class Dues:
    """What becomes of money paid ahead, in fen; ``fee_fen`` is set against a fee."""

    returned_fen: int
    kept_fen: int
    penalty_fen: int
    fee_fen: int = 0

    @property
    def paid_out_fen(self) -> int:
        """Return all that goes out to the customer, in fen."""
        return self.returned_fen + self.penalty_fen

    def against(self, owed_fen: int) -> "Dues":
        """Return the same with a fee that is owed taken from what would be given back."""
        fee = min(owed_fen, self.returned_fen)
        return replace(self, returned_fen=self.returned_fen - fee, fee_fen=fee)


def dues_of(ground: Ground, earnest_fen: int, prepaid_fen: int, on: date) -> Dues:
    """
    Return what becomes of earnest money and advance payment when a booking comes to nothing.

    The advance payment is given back in any case. The earnest money is kept where the customer
    breaks off, given back with as much again as the law's figure says where the shop does, and
    given back once where both agree.
    """
    if ground is Ground.CUSTOMER:
        return Dues(prepaid_fen, earnest_fen, 0)
    if ground is Ground.AGREED:
        return Dues(prepaid_fen + earnest_fen, 0, 0)
    try:
        permille = legal_figure("earnest_money", "returned_by_receiver", "permille", on).value
    except LegalFigure.DoesNotExist:
        permille = 1000
    return Dues(prepaid_fen + earnest_fen, 0, earnest_fen * permille // 1000 - earnest_fen)
