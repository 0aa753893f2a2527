"""What the workshop writes down. Articles 8, 9, 10."""

from django.db import models
from django.db.models import Q


class TeamAssignment(models.Model):
    """Which team does a line of the order, or all of it; the last one for a line counts. 8.3."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="assignments")
    line = models.ForeignKey(
        "estimate.EstimateLine", null=True, on_delete=models.PROTECT, related_name="assignments"
    )  # None: the whole order
    team = models.ForeignKey("shop.Team", on_delete=models.PROTECT, related_name="assignments")
    technician = models.ForeignKey(
        "staff.Staff", null=True, on_delete=models.PROTECT, related_name="assignments"
    )
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.team_id}"


class Wash(models.Model):
    """A wash before the workshop: asked for, done, handed back; or not wanted. 8.4, 8.5."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="washes")
    asked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    washer = models.ForeignKey("staff.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    back_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_because = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_wash_was_asked_for_or_declined",
                condition=Q(asked_at__isnull=False) | Q(declined_at__isnull=False),
            ),
            models.CheckConstraint(
                name="no_wash_has_its_reason",
                condition=Q(declined_at=None) | ~Q(declined_because=""),
            ),
            models.CheckConstraint(
                name="handed_back_after_the_wash",
                condition=Q(back_at=None) | Q(done_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_wash_at_a_time",
                fields=["visit"],
                condition=Q(back_at=None, declined_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.asked_at or self.declined_at}"


class WorkshopReceipt(models.Model):
    """The car and its order taken into the workshop, by whom and when to ten minutes. 8.6-8.8."""

    visit = models.OneToOneField("visits.Visit", on_delete=models.PROTECT, related_name="receipt")
    order = models.OneToOneField(
        "visits.RepairOrder", on_delete=models.PROTECT, related_name="receipt"
    )
    receiver = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    # The minute of that hour, copied: a rule on the moment itself would need a function of Django's
    # in the table, and SQLite's own tools could then neither check nor compact the file.
    received_minute = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="received_to_ten_minutes",
                condition=Q(received_minute__in=(0, 10, 20, 30, 40, 50)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.received_at:%m-%d %H:%M}"


# The rest of the records; a table of Django's is found by way of this module.
from jieche.workshop.repair_models import (  # noqa: E402
    Anomaly,
    FinalInspection,
    Measure,
    PartsIssue,
    PartsReturn,
    ProgressAnswer,
)
from jieche.workshop.supplement_models import Supplement, SupplementSheet  # noqa: E402

__all__ = [
    "Anomaly",
    "FinalInspection",
    "Measure",
    "PartsIssue",
    "PartsReturn",
    "ProgressAnswer",
    "Supplement",
    "SupplementSheet",
    "TeamAssignment",
    "Wash",
    "WorkshopReceipt",
]
