"""Follow-up calls, attempts, leads, and how often the shop calls. Article 15."""

from django.db import models
from django.db.models import F, Q

NO_OFFER = ""


class FollowUp(models.Model):
    """
    A follow-up call in which the customer was reached: the record of article 15 (跟踪服务记录).

    What was true at the call is copied here (convenient hours, consent, next service known), so
    that the table itself can hold the call against it, whatever the customer says later.
    """

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="calls")
    number = models.CharField(max_length=20)
    sheet_opened_at = models.DateTimeField()  # when the prepared sheet was looked at (15.10)
    called_at = models.DateTimeField()
    counts_from = models.DateTimeField(null=True)  # made before it: not the first call yet (15.2)
    called_clock = models.TimeField()  # the same moment on the shop's clock
    caller = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    is_his_call = models.BooleanField(default=False)  # the customer rang himself: his own hour
    preferred_from = models.TimeField(null=True)
    preferred_until = models.TimeField(null=True)
    usage = models.CharField(max_length=300)  # how the car runs
    opinion = models.CharField(max_length=300)  # of the service
    score = models.PositiveSmallIntegerField()  # 1 to 5
    advice = models.CharField(max_length=300)
    known_service_on = models.DateField(null=True)  # as the file tells it
    known_service_km = models.PositiveIntegerField(null=True)
    next_service_on = models.DateField(null=True)  # as the customer was told
    next_service_km = models.PositiveIntegerField(null=True)
    offer = models.CharField(max_length=200, blank=True)  # what was told of offers; "" for nothing
    offers_agreed_at = models.DateTimeField(null=True)
    next_call_on = models.DateField()
    # No later call of the car took its place: of all calls ever made, the plan looks at these.
    is_last = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_visits_call_has_one_number", fields=["number", "visit"]
            ),
            models.CheckConstraint(
                name="both_questions_are_asked", condition=~Q(usage="") & ~Q(opinion="")
            ),
            models.CheckConstraint(name="advice_is_given", condition=~Q(advice="")),
            models.CheckConstraint(name="score_is_one_to_five", condition=Q(score__range=(1, 5))),
            models.CheckConstraint(
                name="next_service_is_told_when_known",
                condition=(Q(known_service_on=None) | Q(next_service_on__isnull=False))
                & (Q(known_service_km=None) | Q(next_service_km__isnull=False)),
            ),
            models.CheckConstraint(
                name="offer_only_to_who_agreed",
                condition=Q(offer=NO_OFFER)
                | Q(offers_agreed_at__isnull=False, offers_agreed_at__lte=F("called_at")),
            ),
            models.CheckConstraint(
                name="call_inside_preferred_hours",
                condition=Q(is_his_call=True)
                | Q(preferred_from=None, preferred_until=None)
                | Q(
                    preferred_from__isnull=False, preferred_until__isnull=False,
                    preferred_from__lte=F("called_clock"), preferred_until__gte=F("called_clock"),
                ),
            ),
            models.CheckConstraint(
                name="what_counts_later_was_called_too_early",
                condition=Q(counts_from=None) | Q(counts_from__gt=F("called_at")),
            ),
            models.CheckConstraint(
                name="sheet_is_opened_before_the_call",
                condition=Q(sheet_opened_at__lte=F("called_at")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                name="last_call_by_next_day", fields=["next_call_on"], condition=Q(is_last=True)
            )
        ]

    def __str__(self) -> str:
        return self.number


class CallAttempt(models.Model):
    """An attempt in which nobody was reached, and when it is tried again (15.2)."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="attempts")
    tried_at = models.DateTimeField()
    caller = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_attempt_says_why_and_is_tried_again_later",
                condition=~Q(why="") & (Q(again_at=None) | Q(again_at__gt=F("tried_at"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.why}"


class Lead(models.Model):
    """Latent demand or news of the market heard in a talk, and what the manager says (15.11)."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="leads")
    words = models.CharField(max_length=300)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(
        "staff.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_lead_has_words_and_is_answered_by_somebody",
                condition=~Q(words="")
                & (
                    Q(read_at=None, read_by=None, answer="")
                    | (Q(read_at__isnull=False, read_by__isnull=False) & ~Q(answer=""))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class CallRhythm(models.Model):
    """How often a shop calls, and after how long it advises a service, from a day on (15.1)."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.CASCADE, related_name="rhythms")
    valid_from = models.DateField()
    call_every_days = models.PositiveSmallIntegerField()
    service_every_days = models.PositiveSmallIntegerField()
    service_every_km = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_rhythm_begins_once", fields=["shop", "valid_from"]),
            models.CheckConstraint(
                name="a_rhythm_has_length",
                condition=Q(
                    call_every_days__gt=0, service_every_days__gt=0, service_every_km__gt=0
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shop_id} {self.valid_from}"
