"""The rows behind the figures: cars, settlements, payments, debts. Every figure is their sum.

Nothing is kept of them; they are read from orders, settlement lists, payments and the journal each
time. Moments are half open: what happened at ``since`` counts, what happened at ``until`` does not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum

from jieche.appointments.models import DepositEnd
from jieche.delivery.models import Credit, Means, Payment, PaymentKind, SettlementList
from jieche.journal.models import Entry
from jieche.rulebook.words import Event, Word
from jieche.shop.models import Shop
from jieche.values.plate import PlateKind
from jieche.visits.models import Category


class CarType(Word):
    """Vehicle type (车辆类型), as the number plate tells it."""

    SMALL = "small", "小型车", "small vehicle"
    SMALL_NEW = "small_new", "小型新能源车", "small new-energy vehicle"
    LARGE = "large", "大型车", "large vehicle"
    LARGE_NEW = "large_new", "大型新能源车", "large new-energy vehicle"
    OTHER = "other", "其他车辆", "other vehicle"


_TYPE_OF_PLATE = {
    PlateKind.BLUE.value: CarType.SMALL,
    PlateKind.GREEN.value: CarType.SMALL_NEW,
    PlateKind.YELLOW.value: CarType.LARGE,
    PlateKind.GREEN_LARGE.value: CarType.LARGE_NEW,
}


class Row(NamedTuple):
    """One order, payment or debt behind a figure; ``key`` is its own within its list."""

    key: str
    at: datetime
    number: str
    plate: str
    plate_kind: str
    car: str
    customer: str
    visit_id: int | None
    category: str  # Category, "" where there is no order
    amount_fen: int = 0
    means: str = ""
    labour_fen: int = 0
    parts_fen: int = 0
    other_fen: int = 0
    off_fen: int = 0  # discount and rounding
    due_on: date | None = None

    @property
    def type(self) -> CarType:
        """Return the vehicle type."""
        return _TYPE_OF_PLATE.get(self.plate_kind, CarType.OTHER)

    @property
    def category_word(self) -> Category:
        """Return the category as a word; raises KeyError where there is no order."""
        return Category.of(self.category)

    @property
    def means_word(self) -> Means:
        """Return the way of payment as a word; raises KeyError where it is no payment."""
        return Means.of(self.means)


_CAR = ("plate", "plate_kind", "make", "model", "year")


def _names(visit: str) -> dict[str, str]:
    """Return what is read of a visit, by its short name, from the table that leads to it."""
    names = {
        "visit": f"{visit}pk",
        "number": f"{visit}number",
        "payer": f"{visit}payer__name",
        "sender": f"{visit}sender__name",
        "category": f"{visit}order__category",
    }
    return names | {name: f"{visit}vehicle__{name}" for name in _CAR}


def _read(found: QuerySet[Any], visit: str, **more: str) -> Iterator[dict[str, Any]]:
    wanted = _names(visit) | more
    paths = list(dict.fromkeys(wanted.values()))
    at = [(name, paths.index(path)) for name, path in wanted.items()]
    for values in found.values_list(*paths).iterator(chunk_size=2000):
        yield {name: values[place] for name, place in at}


def _row(read: Mapping[str, Any], key: str, **more: Any) -> Row:
    title = " ".join(str(read[part]) for part in ("make", "model", "year") if read[part])
    return Row(
        key=key, at=read["at"], number=read["number"] or "", plate=read["plate"] or "",
        plate_kind=read["plate_kind"] or "", car=title,
        customer=read["payer"] or read["sender"] or "", visit_id=read["visit"],
        category=read["category"] or "", **more,
    )  # fmt: skip


def _events(shop: Shop, event: Event, since: datetime, until: datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(
        shop=shop, event=event.value, happened_at__gte=since, happened_at__lt=until
    ).order_by("happened_at", "number")


def cars(shop: Shop, event: Event, since: datetime, until: datetime) -> list[Row]:
    """Return the cars to which ``event`` happened: taken into the workshop, released."""
    found = _read(_events(shop, event, since, until), "matter__visit__", at="happened_at")
    return [_row(each, each["number"] or "") for each in found]


def count_cars(shop: Shop, event: Event, since: datetime, until: datetime) -> int:
    """Return how many ``cars`` there are."""
    return _events(shop, event, since, until).count()


def _settled(shop: Shop, since: datetime, until: datetime) -> QuerySet[SettlementList]:
    return SettlementList.objects.filter(shop=shop, closed_at__gte=since, closed_at__lt=until)


def settled_in_sum(shop: Shop, since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many lists are ``settled``, and what they come to in fen."""
    found = _settled(shop, since, until).aggregate(count=Count("pk"), fen=Sum("total_fen"))
    return found["count"], found["fen"] or 0


def settled(shop: Shop, since: datetime, until: datetime) -> list[Row]:
    """Return the settlement lists that were closed: what they come to is income (17.2)."""
    lists = _settled(shop, since, until).order_by("closed_at", "pk")
    sums = {name: name for name in (
        "total_fen", "labour_fen", "parts_fen", "other_fen", "discount_fen", "rounding_fen",
    )}  # fmt: skip
    return [
        _row(
            each, each["list"], amount_fen=each["total_fen"], labour_fen=each["labour_fen"],
            parts_fen=each["parts_fen"], other_fen=each["other_fen"],
            off_fen=each["discount_fen"] + each["rounding_fen"],
        )
        for each in _read(lists, "visit__", at="closed_at", list="number", **sums)
    ]  # fmt: skip


def _payments(shop: Shop, since: datetime, until: datetime) -> QuerySet[Payment]:
    return Payment.objects.filter(shop=shop, at__gte=since, at__lt=until)


def payments_in_sum(shop: Shop, since: datetime, until: datetime) -> tuple[int, int]:
    """Return what ``payments`` come to in fen, and the diagnosis fees among them."""
    fee = Q(kind=PaymentKind.FEE.value)
    found = _payments(shop, since, until).aggregate(
        all=Sum("amount_fen"), fees=Sum("amount_fen", filter=fee)
    )
    return found["all"] or 0, found["fees"] or 0


def payments(shop: Shop, since: datetime, until: datetime) -> list[Row]:
    """Return the payments taken, diagnosis fees among them (``key`` begins with "fee")."""
    taken = _payments(shop, since, until).order_by("at", "pk")
    return [
        _row(each, f"{each['kind']} {each['pk']}", amount_fen=each["amount_fen"],
             means=each["mode"])
        for each in _read(taken, "visit__", at="at", pk="pk", kind="kind",
                          amount_fen="amount_fen", mode="mode")
    ]  # fmt: skip


def fees(rows: Iterable[Row]) -> list[Row]:
    """Return of some payments the diagnosis fees: income of cars that were not repaired (3.5)."""
    return [row for row in rows if row.key.startswith(f"{PaymentKind.FEE.value} ")]


_BOOKING = "matter__booking__"
_BOOKED_CAR = {name: f"{_BOOKING}vehicle__{name}" for name in _CAR}


def deposits(shop: Shop, since: datetime, until: datetime) -> list[Row]:
    """
    Return the money taken ahead with bookings (16.5), and what of it went back (below zero).

    When it was taken only the journal knows; what went back stands in ``DepositEnd``.
    """
    taken = _deposits(_events(shop, Event.DEPOSIT_TAKEN, since, until))
    came_in = [row for row, _read_ in taken if row.amount_fen]
    return came_in + _ended(shop, since, until, "back", _paid_out)


def forfeits(shop: Shop, since: datetime, until: datetime) -> list[Row]:
    """Return the earnest money that was kept, and what was paid on top of it (below zero)."""
    return _ended(shop, since, until, "", lambda each: each["kept"] - each["penalty"])


def fees_set_off(shop: Shop, since: datetime, until: datetime) -> list[Row]:
    """Return the diagnosis fees that were taken from money paid ahead (3.5)."""
    return _ended(shop, since, until, "ahead", lambda each: each["fee"])


def _paid_out(ended: Mapping[str, Any]) -> int:
    return -int(ended["returned"] + ended["penalty"])


def _ended(
    shop: Shop, since: datetime, until: datetime, key: str, fen: Callable[[Mapping[str, Any]], int]
) -> list[Row]:
    """Return for money paid ahead of bookings that came to nothing one of its sums, where any."""
    ends = DepositEnd.objects.filter(booking__shop=shop, at__gte=since, at__lt=until)
    car = {name: f"booking__vehicle__{name}" for name in _CAR}
    found = _read(
        ends.order_by("at", "pk"), "booking__kept_visit__", at="at", booking="booking__number",
        client="booking__customer__name", means="means", kept="kept_fen", fee="fee_fen",
        returned="returned_fen", penalty="penalty_fen", **car,
    )  # fmt: skip
    return [
        _row(
            each | {"number": each["booking"], "payer": each["client"]},
            f"{key} {each['booking']}".strip(), amount_fen=fen(each), means=each["means"],
        )
        for each in found
        if fen(each)
    ]  # fmt: skip


def _deposits(entries: QuerySet[Entry]) -> Iterator[tuple[Row, dict[str, Any]]]:
    found = _read(
        entries, f"{_BOOKING}kept_visit__", at="happened_at", facts="facts",
        booking=f"{_BOOKING}number", client=f"{_BOOKING}customer__name",
        closed_at=f"{_BOOKING}kept_visit__settlement__closed_at",
        used_fen=f"{_BOOKING}kept_visit__settlement__prepaid_fen",
        ended_at=f"{_BOOKING}deposit_end__at", **_BOOKED_CAR,
    )  # fmt: skip
    for each in found:
        facts = each["facts"]
        read = each | {"number": each["booking"], "payer": each["client"]}
        yield (
            _row(read, each["booking"], amount_fen=facts["amount_fen"], means=facts["means"]),
            each,
        )


def arrears(shop: Shop, at: datetime) -> list[Row]:
    """
    Return what customers owed on settled accounts just before ``at``, the oldest first.

    An account is closed only when it is paid or on credit (12.5), so all debts are among the
    credits.
    """
    earlier = Q(visit__payments__at__lt=at) & ~Q(visit__payments__kind=PaymentKind.FEE.value)
    on_credit = SettlementList.objects.filter(shop=shop, credit_fen__gt=0, closed_at__lt=at)
    owing = (
        Credit.objects.filter(visit__in=on_credit.values("visit"))
        .annotate(paid=Sum("visit__payments__amount_fen", filter=earlier))
        .annotate(rest=F("visit__settlement__total_fen") - F("visit__settlement__prepaid_fen"))
        .order_by("visit__settlement__closed_at", "pk")
    )
    found = _read(
        owing, "visit__", at="visit__settlement__closed_at", rest="rest", paid="paid",
        due_on="due_on", list="visit__settlement__number",
    )  # fmt: skip
    rows = (
        _row(each, each["list"], amount_fen=each["rest"] - (each["paid"] or 0),
             due_on=each["due_on"])
        for each in found
    )  # fmt: skip
    return [row for row in rows if row.amount_fen > 0]  # paid too much is held in advance


def advances(shop: Shop, at: datetime) -> list[Row]:
    """Return what the shop held in advance just before ``at``: deposits, part payments."""
    before = Entry.objects.filter(shop=shop, event=Event.DEPOSIT_TAKEN.value, happened_at__lt=at)
    rows = []
    for taken, each in _deposits(before.order_by("happened_at", "number")):
        # What was carried over from an earlier booking came in with that one.
        row = taken._replace(amount_fen=taken.amount_fen + _told(each["facts"], "carried_fen"))
        used = each["used_fen"] if each["closed_at"] and each["closed_at"] < at else 0
        if each["ended_at"] and each["ended_at"] < at:  # given back, kept, set against a fee
            used = row.amount_fen
        if row.amount_fen - used:
            rows.append(row._replace(amount_fen=row.amount_fen - used))
    # Only a drawn account is paid on, so the open accounts lead to all part payments.
    unsettled = Q(closed_at=None) | Q(closed_at__gte=at)
    accounts = SettlementList.objects.filter(unsettled, shop=shop)
    parts = (
        Payment.objects.filter(visit__in=accounts.values("visit"), at__lt=at)
        .exclude(kind=PaymentKind.FEE.value)
        .order_by("at", "pk")
    )
    found = _read(parts, "visit__", at="at", pk="pk", amount_fen="amount_fen", mode="mode")
    rows += [
        _row(each, f"part {each['pk']}", amount_fen=each["amount_fen"], means=each["mode"])
        for each in found
    ]
    return rows + _overpaid(shop, at)


def _overpaid(shop: Shop, at: datetime) -> list[Row]:
    """Return what customers paid beyond their settled accounts: a discount came after the money."""
    earlier = Q(visit__payments__at__lt=at) & ~Q(visit__payments__kind=PaymentKind.FEE.value)
    over = (
        SettlementList.objects.filter(
            shop=shop, closed_at__lt=at, total_fen__lt=F("prepaid_fen") + F("received_fen")
        )
        .annotate(paid=Sum("visit__payments__amount_fen", filter=earlier))
        .order_by("closed_at", "pk")
    )
    found = _read(
        over, "visit__", at="closed_at", list="number", paid="paid", total="total_fen",
        prepaid="prepaid_fen",
    )  # fmt: skip
    rows = (
        _row(each, f"over {each['list']}",
             amount_fen=each["prepaid"] + (each["paid"] or 0) - each["total"])
        for each in found
    )  # fmt: skip
    return [row for row in rows if row.amount_fen > 0]


# How the journal tells of money: what came in, and what was given back.
_MONEY_IN = (Event.PAYMENT_TAKEN.value, Event.FEE_PAID.value, Event.DEPOSIT_TAKEN.value)
_MONEY_OUT = (Event.SURPLUS_RETURNED.value, Event.DEPOSIT_SETTLED.value)


def taken_by_the_journal(shop: Shop, since: datetime, until: datetime) -> int:
    """Return the money received as the journal tells it, whatever the payments say."""
    told = (
        Entry.objects.filter(
            shop=shop,
            happened_at__gte=since,
            happened_at__lt=until,
            event__in=[*_MONEY_IN, *_MONEY_OUT],
        )
        .order_by()
        .values_list("event", "facts")
    )  # sorted, it would not go by their index
    return sum(-_told_out(facts) if event in _MONEY_OUT else _told(facts) for event, facts in told)


def _told(facts: Mapping[str, Any], name: str = "amount_fen") -> int:
    return int(facts.get(name, 0))


def _told_out(facts: Mapping[str, Any]) -> int:
    return sum(_told(facts, name) for name in ("amount_fen", "returned_fen", "penalty_fen"))


def all_money(rows: Iterable[Row]) -> int:
    """Return the sum of some rows, in fen."""
    return sum(row.amount_fen for row in rows)
