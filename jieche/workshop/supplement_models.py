"""Supplements: what the workshop found besides, and the sheet made out when it is agreed."""

from django.db import models
from django.db.models import Q

from jieche.journal.models import choices
from jieche.workshop.words import Answer, Channel, Reached


class Supplement(models.Model):
    """
    One finding that needs work beyond the order (追加维修项目), a matter of its own. Article 9.

    Its lines stand in the estimate on sheet ``sheet`` of the visit's order. What was asked and
    answered is copied here from the journal for cards and lists.
    """

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT, related_name="supplements")
    matter = models.OneToOneField(
        "journal.Matter", on_delete=models.PROTECT, related_name="supplement"
    )
    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="supplements")
    sheet = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=120)  # what it is, from its first lines
    technical_reason = models.CharField(max_length=500)
    is_safety = models.BooleanField()
    warning = models.CharField(max_length=300, blank=True)  # what may happen if it is left
    added_minutes = models.PositiveIntegerField()
    found_by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()

    calls = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)  # the last call
    asked_how = models.CharField(max_length=12, choices=choices(Channel), blank=True)
    reached = models.CharField(max_length=12, choices=choices(Reached), blank=True)

    answer = models.CharField(max_length=8, choices=choices(Answer), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=60, blank=True)
    said = models.CharField(max_length=300, blank=True)

    told_at = models.DateTimeField(null=True)  # the workshop
    told_to = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["sheet"]
        constraints = [
            models.UniqueConstraint(name="a_supplement_has_its_sheet", fields=["visit", "sheet"]),
            models.CheckConstraint(name="a_supplement_sheet_counts", condition=Q(sheet__gt=0)),
            models.CheckConstraint(  # 9.7
                name="supplement_says_why", condition=~Q(technical_reason="") & ~Q(item="")
            ),
            models.CheckConstraint(  # 9.8
                name="safety_supplement_warns", condition=Q(is_safety=False) | ~Q(warning="")
            ),
            models.CheckConstraint(
                name="an_answer_is_somebodys",
                condition=Q(answer="") | (~Q(answered_by="") & Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="supplement_by_answer", fields=["shop", "answer"])]

    def __str__(self) -> str:
        return self.item

    def get_absolute_url(self) -> str:
        """Return the address of its card on the visit's page."""
        return f"{self.visit.get_absolute_url()}?step=repair#supplement-{self.pk}"

    @property
    def number(self) -> str:
        """Return the number of its sheet: that of the order, and which supplement it is."""
        return f"{self.visit.order.number}-A{self.sheet}"

    @property
    def answer_word(self) -> Answer | None:
        """Return the answer as a word, None while there is none."""
        return Answer.of(self.answer) if self.answer else None

    @property
    def channel_word(self) -> Channel | None:
        """Return by what the customer was last asked, None before that."""
        return Channel.of(self.asked_how) if self.asked_how else None

    @property
    def reached_word(self) -> Reached | None:
        """Return what came of the last call, None before the first."""
        return Reached.of(self.reached) if self.reached else None

    @property
    def has_clear_answer(self) -> bool:
        """Say whether the last call brought a clear answer (9.3)."""
        return self.reached == Reached.SPOKE.value


class SupplementSheet(models.Model):
    """The sheet of an agreed supplement (增项单): what the workshop works by. Clauses 9.5, 9.6."""

    supplement = models.OneToOneField(Supplement, on_delete=models.PROTECT, related_name="made_out")
    order = models.ForeignKey(
        "visits.RepairOrder", on_delete=models.PROTECT, related_name="supplement_sheets"
    )
    number = models.CharField(max_length=30)
    made_at = models.DateTimeField()
    old_promised_at = models.DateTimeField()
    new_promised_at = models.DateTimeField(null=True)  # None: the promise stays
    delivered_at = models.DateTimeField(null=True)
    delivered_to = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="sheet_numbers_are_unique_in_an_order", fields=["order", "number"]
            ),
            models.CheckConstraint(name="a_sheet_has_its_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="a_delivered_sheet_names_its_receiver",
                condition=Q(delivered_at=None) | ~Q(delivered_to=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number
