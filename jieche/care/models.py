"""Complaints and follow-up calls. Articles 14, 15."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jieche.care.file_models import (  # noqa: F401  # Django finds a station's tables here
    ContactNote,
    CustomerFile,
    FiledPaper,
    FileLoan,
    FileTrace,
)
from jieche.care.follow_up_models import CallAttempt, CallRhythm, FollowUp, Lead
from jieche.journal.models import choices
from jieche.rulebook.words import Word

__all__ = [
    "CallAttempt", "CallRhythm", "Channel", "Complaint", "FollowUp", "Lead", "Satisfaction",
]  # fmt: skip


class Channel(Word):
    """By what a complaint came."""

    PHONE = "phone", "电话", "phone"
    IN_PERSON = "in_person", "上门", "in person"
    AT_COLLECTION = "at_collection", "取车时", "at collection"
    FOLLOW_UP = "follow_up", "回访中", "in a follow-up call"


class Satisfaction(Word):
    """Whether the customer is satisfied (14.9)."""

    SATISFIED = "satisfied", "满意", "satisfied"
    NOT_SATISFIED = "not_satisfied", "不满意", "not satisfied"
    NOT_REACHED = "not_reached", "未联系上", "not reached"


class Complaint(models.Model):
    """A complaint (投诉), a matter of its own."""

    matter = models.OneToOneField(
        "journal.Matter", on_delete=models.PROTECT, related_name="complaint"
    )
    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    number = models.CharField(max_length=20)
    visit = models.ForeignKey(
        "visits.Visit", null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    customer = models.ForeignKey(
        "customers.Customer", null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    channel = models.CharField(max_length=14, choices=choices(Channel))
    words = models.TextField()  # the customer's own
    plate_said = models.CharField(max_length=20, blank=True)  # of a car that was never here
    receiver = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    measure = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=300, blank=True)
    satisfaction = models.CharField(max_length=14, choices=choices(Satisfaction), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="complaint_numbers_are_unique", fields=["shop", "number"]),
            models.CheckConstraint(
                name="a_complaint_has_words", condition=~Q(words="") & ~Q(channel="")
            ),
            models.CheckConstraint(
                name="a_plate_as_said_is_of_no_visit", condition=Q(plate_said="") | Q(visit=None)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of the complaint's page."""
        return reverse("care:complaint", args=[self.pk])

    @property
    def title(self) -> str:
        """Return what names it where neither a car nor a person does."""
        return self.plate_said or self.number

    @property
    def icon(self) -> str:
        """Return the sign that stands for it where no car does."""
        return "" if self.visit and self.visit.vehicle_id else "flag"

    @property
    def channel_word(self) -> Channel:
        """Return the channel as a word."""
        return Channel.of(self.channel)

    @property
    def satisfaction_word(self) -> Satisfaction | None:
        """Return the customer's view of it as a word, None while it is open."""
        return Satisfaction.of(self.satisfaction) if self.satisfaction else None

    @property
    def satisfaction_tone(self) -> str:
        """Return the colour of that view."""
        return {"satisfied": "green", "not_satisfied": "red"}.get(self.satisfaction, "grey")
