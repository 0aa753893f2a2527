"""What is owed for a visit, what was paid and given back; ``models`` says what each sum is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from jieche.appointments.queries import money_ahead_of
from jieche.checkin.models import Belonging
from jieche.checkin.queries import belongings_of
from jieche.delivery.models import (
    NONE,
    Credit,
    Discount,
    ExitNotice,
    Payment,
    PaymentKind,
    SettlementList,
    YardCheck,
)
from jieche.journal.once import once_a_page
from jieche.shop.models import Shop
from jieche.values.money import extract_tax
from jieche.visits.models import Visit


@once_a_page
def objection_of(visit: Visit) -> str:
    """Return what the customer objected to at the last check in the yard, "" for nothing."""
    check = YardCheck.objects.filter(visit=visit).last()
    return "" if check is None or check.objection == NONE else check.objection


def is_after_promise(visit: Visit, at: datetime) -> bool:
    """Say whether the promised hour is past: a notice then comes with the reason (11.8)."""
    return visit.promised_at is not None and at > visit.promised_at


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


def open_requests(visit: Visit) -> QuerySet[Discount]:
    """Return what the customer asked that the manager has not yet decided."""
    return Discount.objects.filter(visit=visit, decided_fen=None)


def decided_discount(visit: Visit) -> Discount | None:
    """Return the discount in force, None where none was granted."""
    return Discount.objects.filter(visit=visit, decided_fen__isnull=False).order_by("pk").last()


@dataclass(frozen=True)
class Sums:
    """What came in towards an account and what was given back, in fen."""

    received_fen: int
    returned_fen: int


def payments_of(visit: Visit) -> list[Payment]:
    """Return what was paid and given back on the account, oldest first; a fee is no part of it."""
    paid = Payment.objects.filter(visit=visit).exclude(kind=PaymentKind.FEE.value)
    return list(paid.select_related("taken_by").order_by("pk"))


def sums_of(visit: Visit) -> Sums:
    """Return what was paid and given back on the account so far."""
    amounts = [payment.amount_fen for payment in payments_of(visit)]
    return Sums(sum(a for a in amounts if a > 0), -sum(a for a in amounts if a < 0))


def prepaid_fen(visit: Visit) -> int:
    """Return all that was paid ahead with the booking that this visit keeps, in fen (16.5)."""
    booking = money_ahead_of(visit)
    return booking.paid_fen if booking else 0


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


def _closed(shop: Shop) -> QuerySet[SettlementList]:
    people = ("visit__vehicle", "visit__payer", "visit__sender", "visit__credit")
    return SettlementList.objects.filter(shop=shop, closed_at__isnull=False).select_related(*people)


def owing(shop: Shop) -> list[SettlementList]:
    """Return the closed accounts of a shop on which money is still owed."""
    paid = F("prepaid_fen") + F("received_fen") - F("returned_fen")
    return list(_closed(shop).filter(credit_fen__gt=0, total_fen__gt=paid))


def owed_back(shop: Shop) -> list[SettlementList]:
    """Return the closed accounts of a shop of which something is to be given back, oldest first."""
    received = F("prepaid_fen") + F("received_fen")
    over = _closed(shop).filter(total_fen__lt=received)  # by its index: these are few
    return list(over.filter(total_fen__lt=received - F("returned_fen")).order_by("closed_at", "pk"))


def arrears_of_car(vehicle_id: int) -> int:
    """Return what is still owed for all visits of a car, in fen."""
    lists = SettlementList.objects.filter(visit__vehicle_id=vehicle_id, closed_at__isnull=False)
    return sum(each.arrears_fen for each in lists)
