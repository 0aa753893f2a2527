"""A booking: what was agreed for which hour, what was paid ahead, which bay is kept."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jieche.journal.models import choices
from jieche.rulebook.words import Stage, Word


class Source(Word):
    """Who thought of the booking. Clause 16.1."""

    CUSTOMER = "customer", "客户提出", "asked for by the customer"
    SHOP = "shop", "本店建议，客户同意", "proposed by the shop, agreed to"


class Reached(Word):
    """How the customer was reached."""

    PHONE = "phone", "电话", "by phone"
    SMS = "sms", "短信", "by text message"
    WECHAT = "wechat", "微信", "by WeChat"


class Means(Word):
    """How money was paid."""

    CASH = "cash", "现金", "cash"
    WECHAT = "wechat", "微信支付", "WeChat Pay"
    ALIPAY = "alipay", "支付宝", "Alipay"
    CARD = "card", "刷卡", "card"
    TRANSFER = "transfer", "转账", "transfer"


class Ground(Word):
    """Who breaks a booking off: it decides what becomes of the earnest money."""

    CUSTOMER = "customer", "客户取消或未到", "the customer does not come"
    SHOP = "shop", "本店取消", "the shop cancels"
    AGREED = "agreed", "双方商定", "agreed by both"


# A booking in one of these keeps its bay.
HOLDS_A_BAY = (Stage.WRITTEN, Stage.CONFIRMED)


class Booking(models.Model):
    """A booking slip (预约单); all of them together are the register (预约登记表). Article 16."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT, related_name="bookings")
    matter = models.OneToOneField(
        "journal.Matter", on_delete=models.PROTECT, related_name="booking"
    )
    # The time the customer came or called to book (P.1) ...
    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="bookings")
    # ... and the one in which he kept it.
    kept_visit = models.OneToOneField(
        "visits.Visit", null=True, on_delete=models.PROTECT, related_name="kept_booking"
    )
    number = models.CharField(max_length=20)
    vehicle = models.ForeignKey(
        "vehicles.Vehicle", null=True, on_delete=models.PROTECT, related_name="bookings"
    )
    customer = models.ForeignKey(
        "customers.Customer", null=True, on_delete=models.PROTECT, related_name="bookings"
    )
    advisor = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=choices(Source))
    # When the customer agreed to what the shop proposed.
    agreed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hold_minutes = models.PositiveSmallIntegerField(default=15)
    work_bay = models.ForeignKey("shop.Place", on_delete=models.PROTECT, related_name="bookings")
    # Two bookings never hold one bay at one time: the database itself sees to it (guards.py).
    is_bay_held = models.BooleanField(default=True)
    items = models.TextField()  # one in a line
    wishes = models.CharField(max_length=200, blank=True)
    estimate_fen = models.PositiveBigIntegerField(null=True)
    parts_note = models.CharField(max_length=120, blank=True)
    # The price of the parts to be got ready, where it is high enough to ask for money ahead.
    costly_parts_fen = models.PositiveBigIntegerField(default=0)
    # What is to be paid ahead; and of what was paid the earnest money and the rest.
    deposit_fen = models.PositiveBigIntegerField(default=0)
    is_deposit_waived = models.BooleanField(default=False)
    paid_fen = models.PositiveBigIntegerField(default=0)
    paid_by = models.CharField(max_length=10, choices=choices(Means), blank=True)
    earnest_fen = models.PositiveBigIntegerField(default=0)
    earnest_limit_fen = models.PositiveBigIntegerField(default=0)
    cancelled_because = models.CharField(max_length=10, choices=choices(Ground), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="booking_numbers_are_unique", fields=["shop", "number"]),
            models.CheckConstraint(
                name="booking_says_who_asked_and_for_what",
                condition=~Q(source="") & ~Q(items="") & Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="proposal_is_agreed_to",
                condition=~Q(source="shop") | Q(agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="deposit_is_half_of_costly_parts",
                condition=Q(is_deposit_waived=True)
                | Q(deposit_fen__gte=F("costly_parts_fen") - F("deposit_fen")),
            ),
            models.CheckConstraint(
                name="earnest_money_within_the_law",
                condition=Q(earnest_fen__lte=F("earnest_limit_fen"))
                & Q(earnest_fen__lte=F("paid_fen")),
            ),
        ]
        indexes = [models.Index(name="booking_by_hour", fields=["shop", "starts_at"])]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of the booking's page."""
        return reverse("appointments:booking", args=[self.pk])

    @property
    def source_word(self) -> Source:
        """Return who thought of it as a word."""
        return Source.of(self.source)

    @property
    def ground_word(self) -> Ground:
        """Return on which ground it was cancelled; the customer's where nobody said."""
        return Ground.of(self.cancelled_because or Ground.CUSTOMER.value)

    @property
    def prepaid_fen(self) -> int:
        """Return what was paid ahead beyond the earnest money (预付款), in fen."""
        return self.paid_fen - self.earnest_fen

    @property
    def item_lines(self) -> list[str]:
        """Return what is to be done, one by one."""
        return [line for line in self.items.splitlines() if line.strip()]


class DepositEnd(models.Model):
    """
    What became of money paid ahead of a booking that came to nothing (16.5), in fen.

    It was cancelled, or kept by a car that left unrepaired: then a diagnosis fee is set against it.
    Or a new booking took its place and the money went over to that.
    """

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="deposit_end")
    ground = models.CharField(max_length=10, choices=choices(Ground))
    paid_fen = models.PositiveBigIntegerField()
    earnest_fen = models.PositiveBigIntegerField()
    kept_fen = models.PositiveBigIntegerField()
    returned_fen = models.PositiveBigIntegerField()
    penalty_fen = models.PositiveBigIntegerField()  # paid on top, where the shop broke off
    fee_fen = models.PositiveBigIntegerField(default=0)  # of a diagnosis, taken from it (3.5)
    # Carried over to the booking that took this one's place; nothing goes through the till.
    carried_fen = models.PositiveBigIntegerField(default=0)
    carried_to = models.OneToOneField(
        Booking, null=True, on_delete=models.PROTECT, related_name="carried_from"
    )
    reason = models.CharField(max_length=200, blank=True)
    given_to = models.CharField(max_length=60, blank=True)
    means = models.CharField(max_length=10, choices=choices(Means))
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_was_paid_is_kept_or_returned",
                condition=Q(
                    paid_fen=F("kept_fen") + F("returned_fen") + F("fee_fen") + F("carried_fen")
                ),
            ),
            models.CheckConstraint(
                name="carried_over_is_all_of_it_and_to_a_booking",
                condition=Q(carried_fen=0, carried_to=None)
                | Q(carried_fen=F("paid_fen"), carried_to__isnull=False),
            ),
            models.CheckConstraint(
                name="only_earnest_money_of_the_customer_is_kept",
                condition=Q(kept_fen=0) | Q(ground="customer", kept_fen__lte=F("earnest_fen")),
            ),
            models.CheckConstraint(
                name="only_the_shop_pays_on_top", condition=Q(penalty_fen=0) | Q(ground="shop")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.ground}"
