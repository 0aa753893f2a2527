"""The backbone: one visit, and the head of its repair order. Each station keeps its own section."""

from functools import lru_cache

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jieche.journal.models import choices
from jieche.rulebook.path import STEP_OF_STAGE
from jieche.rulebook.words import Outcome, Purpose, Step, Word


class Channel(Word):
    """How the customer came."""

    CAR = "car", "驾车到店", "by car"
    ON_FOOT = "on_foot", "来人", "in person"
    PHONE = "phone", "来电", "by phone"


class Category(Word):
    """Repair category (维修类别), as lists and reports name it."""

    SMALL = "small", "小修", "small repair"
    SERVICE = "service", "保养", "service"
    FIRST_MAINTENANCE = "first_maintenance", "一级维护", "first-level maintenance"
    SECOND_MAINTENANCE = "second_maintenance", "二级维护", "second-level maintenance"
    SPECIAL = "special", "专项修理", "special repair"
    BODY = "body", "钣金喷漆", "body and paint"
    ASSEMBLY = "assembly", "总成修理", "assembly repair"
    WHOLE = "whole", "整车修理", "whole-vehicle repair"
    INSPECTION = "inspection", "年审", "annual inspection"


class Visit(models.Model):
    """One time that a customer comes or calls. Every later paper points here (P.1)."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT, related_name="visits")
    matter = models.OneToOneField("journal.Matter", on_delete=models.PROTECT, related_name="visit")
    number = models.CharField(max_length=20)
    vehicle = models.ForeignKey(
        "vehicles.Vehicle", null=True, on_delete=models.PROTECT, related_name="visits"
    )
    owner = models.ForeignKey(
        "customers.Customer", null=True, on_delete=models.PROTECT, related_name="+"
    )
    sender = models.ForeignKey(
        "customers.Customer", null=True, on_delete=models.PROTECT, related_name="visits"
    )
    payer = models.ForeignKey(
        "customers.Customer", null=True, on_delete=models.PROTECT, related_name="+"
    )
    advisor = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=choices(Channel), default="car")
    arrived_at = models.DateTimeField()
    is_first = models.BooleanField(default=False)  # the car's first visit here
    purpose = models.CharField(max_length=12, choices=choices(Purpose), blank=True)
    wish = models.TextField(blank=True)  # why he came, in his own words (1.4, 2.1)
    outcome = models.CharField(max_length=12, choices=choices(Outcome), blank=True)
    outcome_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)  # copy of the promise in force, for lists

    class Meta:
        constraints = [
            models.UniqueConstraint(name="visit_numbers_are_unique", fields=["shop", "number"]),
            models.CheckConstraint(  # P.2
                name="outcome_has_purpose_and_time",
                condition=Q(outcome="") | (~Q(purpose="") & Q(outcome_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="visit_by_arrival", fields=["shop", "arrived_at"])]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of the visit's page."""
        return _page_of(self.pk)

    @property
    def purpose_word(self) -> Purpose | None:
        """Return the purpose as a word, None while it is not known."""
        return Purpose.of(self.purpose) if self.purpose else None

    @property
    def channel_word(self) -> Channel:
        """Return the channel as a word."""
        return Channel.of(self.channel)

    @property
    def step(self) -> Step:
        """Return the step of the rail at which the visit stands."""
        return STEP_OF_STAGE[self.matter.stands_at]


@lru_cache(maxsize=4096)
def _page_of(visit: int) -> str:
    """Return the address of a page; a list asks for it several times a row, and it never moves."""
    return reverse("board:visit", args=[visit])


class RepairOrder(models.Model):
    """The head of a repair order (进厂维修单); its sections are kept by the stations."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="order")
    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    number = models.CharField(max_length=20)
    category = models.CharField(max_length=20, choices=choices(Category), default="small")
    other_wishes = models.CharField(max_length=200)  # "无" is said, not left out (3.1)
    keeps_old_parts = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="order_numbers_are_unique", fields=["shop", "number"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def category_word(self) -> Category:
        """Return the category as a word."""
        return Category.of(self.category)
