"""
What is kept of getting a car ready, of its account, and of its release. Articles 11, 12.

The money, all in whole fen:

- **Receipts** are the rows of ``Payment``: what came in is above zero, what went back is below it;
  so the receipts of a day are the plain sum of its rows. Money paid ahead with a booking is taken
  by the station of appointments (``Booking.paid_fen``, on the day of its ``DEPOSIT_TAKEN``) and has
  no row here: add it for all the money that came in.
- **Income** is the ``total_fen`` of the settlements closed on a day (``closed_at``), and the fees
  (rows of the kind ``FEE``) of cars that left unrepaired. The tax is inside.
- **Arrears** are what customers owe on closed settlements: ``SettlementList.arrears_fen``.
- **Money held** is the shop's debt to its customers: paid ahead for bookings and not yet set
  against a closed settlement, parts of a settlement that is not closed, surplus not yet given back.

Over any time: income = receipts (bookings included) + change of arrears - change of money held.
"""

from django.db import models
from django.db.models import F, Q

from jieche.journal.models import choices
from jieche.rulebook.words import Word

NONE = "无"  # said by the customer, not left out


class Means(Word):
    """How money is paid."""

    WECHAT = "wechat", "微信", "WeChat"
    ALIPAY = "alipay", "支付宝", "Alipay"
    CARD = "card", "银行卡", "bank card"
    CASH = "cash", "现金", "cash"
    TRANSFER = "transfer", "转账", "bank transfer"


class PaymentKind(Word):
    """What a payment is for."""

    SETTLEMENT = "settlement", "结算款", "settlement"
    FEE = "fee", "诊断费", "diagnosis fee"
    ARREARS = "arrears", "收回欠款", "arrears"
    SURPLUS = "surplus", "退还余款", "surplus given back"


class ExitReason(Word):
    """Why a car may leave."""

    REPAIRED = "repaired", "维修竣工", "repaired"
    QUOTE_ONLY = "quote_only", "只诊断报价", "diagnosis or quote only"
    BOOKING = "booking", "改为预约", "booked for later"
    NOT_REPAIRED = "not_repaired", "未修离厂", "not repaired"


class TakeOver(models.Model):
    """The advisor takes the finished car out of the workshop (P.5)."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="take_overs")
    is_exterior_normal = models.BooleanField()
    are_items_complete = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_is_not_right_at_take_over_is_written",
                condition=Q(is_exterior_normal=True, are_items_complete=True) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.at:%m-%d %H:%M}"


class LastClean(models.Model):
    """The last tidy-up: wash, interior, outside (11.1)."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="cleans")
    is_washed = models.BooleanField()
    not_washed_because = models.CharField(max_length=120, blank=True)
    is_interior_clean = models.BooleanField()
    is_exterior_normal = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_unwashed_car_has_its_reason",
                condition=Q(is_washed=True) | ~Q(not_washed_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.is_washed}"


class ItemReturn(models.Model):
    """The items counted against the signed list and put back (11.2)."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="returns")
    counts = models.JSONField(default=list)  # [{"name", "listed", "found"}]
    all_there = models.BooleanField()
    difference = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="difference_is_explained",
                condition=Q(all_there=True) | ~Q(difference=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.all_there}"


class CollectedPaper(models.Model):
    """A paper of workshop or parts, expected and collected by the cashier (11.3)."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="papers_in")
    name = models.CharField(max_length=80)
    is_expected = models.BooleanField()
    is_received = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="every_expected_paper_received",
                condition=Q(is_expected=False) | Q(is_received=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.name}"


class SettlementList(models.Model):
    """The account of a visit (结算单); drawn again when a discount is decided. 11.4, 12.3."""

    visit = models.OneToOneField(
        "visits.Visit", on_delete=models.PROTECT, related_name="settlement"
    )
    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    number = models.CharField(max_length=20)
    labour_fen = models.PositiveBigIntegerField()
    parts_fen = models.PositiveBigIntegerField()
    other_fen = models.PositiveBigIntegerField()  # other fees and the risk amount
    discount_fen = models.PositiveBigIntegerField(default=0)
    rounding_fen = models.PositiveIntegerField(default=0)  # 抹零
    total_fen = models.PositiveBigIntegerField()
    tax_permille = models.PositiveSmallIntegerField()
    tax_fen = models.PositiveBigIntegerField()  # inside the total
    prepaid_fen = models.PositiveBigIntegerField(default=0)  # all that the booking brought
    received_fen = models.PositiveBigIntegerField(default=0)  # paid here, arrears included
    returned_fen = models.PositiveBigIntegerField(default=0)  # given back of these two
    credit_fen = models.PositiveBigIntegerField(default=0)  # left on account when it was closed
    drawn_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="settlement_numbers_are_unique", fields=["shop", "number"]
            ),
            models.CheckConstraint(
                name="total_is_the_sum_of_its_kinds",
                condition=Q(
                    total_fen=F("labour_fen")
                    + F("parts_fen")
                    + F("other_fen")
                    - F("discount_fen")
                    - F("rounding_fen")
                ),
            ),
            models.CheckConstraint(
                name="closed_only_when_paid_or_on_credit",
                condition=Q(closed_at=None)
                | Q(
                    total_fen__lte=F("prepaid_fen")
                    + F("received_fen")
                    + F("credit_fen")
                    - F("returned_fen")
                ),
            ),
            models.CheckConstraint(
                name="no_more_is_given_back_than_was_too_much",
                condition=Q(returned_fen=0)
                | Q(total_fen__lte=F("prepaid_fen") + F("received_fen") - F("returned_fen")),
            ),
        ]
        indexes = [
            models.Index(name="settlement_by_day", fields=["shop", "closed_at"]),
            models.Index(
                name="settlement_overpaid", fields=["shop", "closed_at"],
                condition=Q(total_fen__lt=F("prepaid_fen") + F("received_fen")),
            ),
            models.Index(
                name="settlement_on_credit", fields=["shop", "closed_at"],
                condition=Q(credit_fen__gt=0),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def gross_fen(self) -> int:
        """Return the sum before anything is taken off."""
        return self.labour_fen + self.parts_fen + self.other_fen

    @property
    def balance_fen(self) -> int:
        """Return what is between customer and shop: above zero he owes it, below the shop does."""
        return self.total_fen + self.returned_fen - self.prepaid_fen - self.received_fen

    @property
    def owed_fen(self) -> int:
        """Return what is still to be paid or approved as credit."""
        return max(0, self.balance_fen - self.credit_fen)

    @property
    def arrears_fen(self) -> int:
        """Return what the customer still owes the shop, credit included."""
        return max(0, self.balance_fen)

    @property
    def surplus_fen(self) -> int:
        """Return what was paid too much and is not given back yet."""
        return max(0, -self.balance_fen)


class Discount(models.Model):
    """What the customer asked off, and what the manager decided (12.4)."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="discounts")
    asked = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    decided_fen = models.PositiveBigIntegerField(null=True)
    approver = models.ForeignKey(
        "staff.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_discount_has_its_approver_and_reason",
                condition=Q(decided_fen=None) | (Q(approver__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.decided_fen}"


class Payment(models.Model):
    """Money that came in, or was given back (below zero, kind ``SURPLUS``); never changed."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=12, choices=choices(PaymentKind))
    amount_fen = models.BigIntegerField()
    mode = models.CharField(max_length=12, choices=choices(Means))
    reference = models.CharField(max_length=60, blank=True)
    taken_by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_payment_is_of_something",
                condition=~Q(mode="")
                & (
                    (Q(amount_fen__gt=0) & ~Q(kind=PaymentKind.SURPLUS.value))
                    | Q(amount_fen__lt=0, kind=PaymentKind.SURPLUS.value)
                ),
            ),
        ]
        indexes = [models.Index(name="payment_by_day", fields=["shop", "at"])]

    def __str__(self) -> str:
        return f"{self.amount_fen} {self.mode}"

    @property
    def is_given_back(self) -> bool:
        """Say whether it went out to the customer."""
        return self.amount_fen < 0

    @property
    def size_fen(self) -> int:
        """Return how much it was, whichever way it went."""
        return abs(self.amount_fen)

    @property
    def mode_word(self) -> Means:
        """Return the means as a word."""
        return Means.of(self.mode)


class Credit(models.Model):
    """What may be paid later (挂账), by whose leave and until when (12.5)."""

    visit = models.OneToOneField("visits.Visit", on_delete=models.PROTECT, related_name="credit")
    amount_fen = models.PositiveBigIntegerField()
    limit_fen = models.PositiveBigIntegerField(default=0)  # what one payer might owe at that time
    due_on = models.DateField()
    reason = models.CharField(max_length=200)
    approved_by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.amount_fen} {self.due_on}"


class ExitNotice(models.Model):
    """The paper without which the gate lets no car out (出厂通知单). 3.4, 12.5."""

    visit = models.OneToOneField(
        "visits.Visit", on_delete=models.PROTECT, related_name="exit_notice"
    )
    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    number = models.CharField(max_length=20)
    reason = models.CharField(max_length=14, choices=choices(ExitReason))
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="exit_numbers_are_unique", fields=["shop", "number"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reason_word(self) -> ExitReason:
        """Return the reason as a word."""
        return ExitReason.of(self.reason)


class HandOver(models.Model):
    """The six things handed to the customer together (12.6)."""

    visit = models.OneToOneField("visits.Visit", on_delete=models.PROTECT, related_name="hand_over")
    exit_notice = models.BooleanField()
    repair_order = models.BooleanField()
    settlement_list = models.BooleanField()
    warranty = models.BooleanField()
    vehicle_documents = models.BooleanField()
    key = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="all_six_things",
                condition=Q(
                    exit_notice=True,
                    repair_order=True,
                    settlement_list=True,
                    warranty=True,
                    vehicle_documents=True,
                    key=True,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}"


class YardCheck(models.Model):
    """Items counted and outside viewed with the customer in the yard (12.7)."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="yard_checks")
    are_items_complete = models.BooleanField()
    is_exterior_normal = models.BooleanField()
    objection = models.CharField(max_length=500)  # "无" is said, not left out
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="the_yard_check_says_what_the_customer_said", condition=~Q(objection="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.objection[:20]}"
