"""What is owed for a visit, what was paid, what hinders the account."""

from dataclasses import dataclass

from django.db.models import Sum

from jieche.appointments.models import Booking
from jieche.checkin.models import Belonging
from jieche.checkin.queries import belongings_of
from jieche.delivery.models import (
    Credit,
    Discount,
    ExitNotice,
    Payment,
    PaymentKind,
    SettlementList,
)
from jieche.journal.once import once_a_page
from jieche.values.money import extract_tax
from jieche.visits.models import Visit


@dataclass(frozen=True)
class Account:
    """A visit's account in whole fen; tax is inside the total."""

    labour_fen: int
    parts_fen: int
    other_fen: int
    discount_fen: int
    rounding_fen: int
    total_fen: int
    tax_permille: int
    tax_fen: int


def account(
    labour_fen: int,
    parts_fen: int,
    other_fen: int,
    *,
    discount_fen: int = 0,
    rounding_fen: int = 0,
    tax_permille: int,
) -> Account:
    """Add up an account. Raises ValueError where discount and rounding are more than the sum."""
    total = labour_fen + parts_fen + other_fen - discount_fen - rounding_fen
    if total < 0:
        raise ValueError("more is taken off than there is")
    _net, tax = extract_tax(total, tax_permille)
    return Account(
        labour_fen, parts_fen, other_fen, discount_fen, rounding_fen, total, tax_permille, tax
    )


def items_of(visit: Visit) -> list[Belonging]:
    """Return the items of the signed list, in its order."""
    listed = belongings_of(visit)
    return list(listed.items.all()) if listed else []


@once_a_page
def settlement_of(visit: Visit) -> SettlementList | None:
    """Return the visit's account, None before it is drawn."""
    return SettlementList.objects.filter(visit=visit).first()


def open_request(visit: Visit) -> Discount | None:
    """Return the customer's request that the manager has not yet decided."""
    return Discount.objects.filter(visit=visit, decided_fen=None).last()


def decided_discount(visit: Visit) -> Discount | None:
    """Return the discount in force, None where none was granted."""
    return Discount.objects.filter(visit=visit, decided_fen__isnull=False).last()


def received_fen(visit: Visit) -> int:
    """Return what was paid towards the account so far; a diagnosis fee is not part of it."""
    paid = Payment.objects.filter(visit=visit).exclude(kind=PaymentKind.FEE.value)
    return int(paid.aggregate(total=Sum("amount_fen"))["total"] or 0)


def prepaid_fen(visit: Visit) -> int:
    """Return what was paid ahead with the booking that this visit keeps, in fen (16.5)."""
    booking = Booking.objects.filter(kept_visit=visit).first()
    return booking.paid_fen if booking else 0


def payments_of(visit: Visit) -> list[Payment]:
    """Return what was paid so far, oldest first."""
    return list(Payment.objects.filter(visit=visit).select_related("taken_by").order_by("pk"))


def owing_fen(visit: Visit) -> int:
    """Return what the visit's payer owes the shop for other visits, in fen (12.5)."""
    if visit.payer_id is None:
        return 0
    lists = SettlementList.objects.filter(
        shop_id=visit.shop_id, visit__payer_id=visit.payer_id, closed_at__isnull=False
    ).exclude(visit=visit)
    return sum(each.arrears_fen for each in lists)


def credit_of(visit: Visit) -> Credit | None:
    """Return what was approved to be paid later."""
    return Credit.objects.filter(visit=visit).first()


def exit_notice_of(visit: Visit) -> ExitNotice | None:
    """Return the visit's exit notice."""
    return ExitNotice.objects.filter(visit=visit).first()


def arrears_of_car(vehicle_id: int) -> int:
    """Return what is still owed for all visits of a car, in fen."""
    lists = SettlementList.objects.filter(visit__vehicle_id=vehicle_id, closed_at__isnull=False)
    return sum(each.arrears_fen for each in lists)
