"""What the repair leaves behind: parts out and back, progress, anomalies, the final inspection."""

from django.db import models
from django.db.models import F, Q


class PartsIssue(models.Model):
    """A quantity of one agreed line, handed out; the rows of one slip share its number."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="parts_issues")
    line = models.ForeignKey(
        "estimate.EstimateLine", on_delete=models.PROTECT, related_name="issues"
    )
    number = models.CharField(max_length=20)  # of the slip (领料单)
    quantity_tenths = models.PositiveIntegerField()
    returned_tenths = models.PositiveIntegerField(default=0)
    to = models.CharField(max_length=60)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_line_stands_once_on_an_issue_slip", fields=["visit", "number", "line"]
            ),
            models.CheckConstraint(
                name="no_more_comes_back_than_went_out",
                condition=Q(quantity_tenths__gt=0, returned_tenths__lte=F("quantity_tenths")),
            ),
            models.CheckConstraint(
                name="an_issue_has_its_number_and_taker", condition=~Q(number="") & ~Q(to="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.line_id}"

    @property
    def out_tenths(self) -> int:
        """Return what was not brought back, in tenths."""
        return self.quantity_tenths - self.returned_tenths


class PartsReturn(models.Model):
    """What came back to the shelf of an issue (退料)."""

    issue = models.ForeignKey(PartsIssue, on_delete=models.PROTECT, related_name="returns")
    visit = models.ForeignKey(
        "visits.Visit", on_delete=models.PROTECT, related_name="parts_returns"
    )
    number = models.CharField(max_length=20)  # of the slip (退料单)
    quantity_tenths = models.PositiveIntegerField()
    reason = models.CharField(max_length=120)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_return_has_quantity_number_and_reason",
                condition=Q(quantity_tenths__gt=0) & ~Q(number="") & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.issue_id}"


class ProgressAnswer(models.Model):
    """What the workshop answered to the question how far a car is. Clause 10.2."""

    visit = models.ForeignKey(
        "visits.Visit", on_delete=models.PROTECT, related_name="progress_answers"
    )
    expected_finish_at = models.DateTimeField()
    is_abnormal = models.BooleanField()
    text = models.CharField(max_length=300, blank=True)
    answered_by = models.CharField(max_length=60)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="an_abnormal_answer_says_what", condition=Q(is_abnormal=False) | ~Q(text="")
            ),
            models.CheckConstraint(
                name="a_progress_answer_is_somebodys", condition=~Q(answered_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.expected_finish_at}"


class Anomaly(models.Model):
    """Something that endangers the promised time. Clause 10.3 asks for a measure at once."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="anomalies")
    text = models.CharField(max_length=300)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="an_anomaly_is_described", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class Measure(models.Model):
    """What is done against an anomaly, by whom, and what it does to the promise. Clause 10.3."""

    anomaly = models.ForeignKey(Anomaly, on_delete=models.PROTECT, related_name="measures")
    measure = models.CharField(max_length=300)
    owner = models.CharField(max_length=60)
    effect = models.CharField(max_length=200)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_measure_has_its_owner_and_effect",
                condition=~Q(measure="") & ~Q(owner="") & ~Q(effect=""),
            ),
        ]

    def __str__(self) -> str:
        return self.measure


class FinalInspection(models.Model):
    """
    The last of the three inspections (竣工检验), with who made the two before it (自检、互检).

    Nobody passes his own work. Where no peer looked at it, the reason stands. A second-level
    maintenance, an assembly or a whole repair leaves with a numbered certificate.
    """

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="inspections")
    passed = models.BooleanField()
    failed = models.CharField(max_length=300, blank=True)  # what failed
    self_by = models.ForeignKey(
        "staff.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    peer_by = models.ForeignKey(
        "staff.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    no_peer_because = models.CharField(max_length=120, blank=True)
    needs_certificate = models.BooleanField()
    certificate_no = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_failed_inspection_says_what", condition=Q(passed=True) | ~Q(failed="")
            ),
            models.CheckConstraint(
                name="a_pass_has_three_inspections",
                condition=Q(passed=False)
                | (Q(self_by__isnull=False) & (Q(peer_by__isnull=False) | ~Q(no_peer_because=""))),
            ),
            models.CheckConstraint(
                name="nobody_inspects_his_own_work",
                condition=~Q(self_by=F("by")) & ~Q(peer_by=F("self_by")),
            ),
            models.CheckConstraint(
                name="a_heavy_repair_leaves_with_a_certificate",
                condition=Q(passed=False) | Q(needs_certificate=False) | ~Q(certificate_no=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.passed}"
