"""What reception writes down: where the car stands, what was agreed, what the diagnosis found."""

from django.db import models
from django.db.models import Q

from jieche.rulebook.words import Word


class Brings(Word):
    """Who stands at the desk with the car."""

    OWNER = "owner", "车主本人", "the owner"
    FOR_OWNER = "for_owner", "代车主送修", "somebody for the owner"
    NEW_OWNER = "new_owner", "新车主", "a new owner"


class LossReason(Word):
    """Why a customer does not have the car repaired here: neutral words only (3.6)."""

    PRICE = "price", "价格", "price"
    TIME = "time", "时间不合适", "time"
    PARTS = "parts", "配件要等", "waiting for parts"
    THINKING = "thinking", "再考虑", "wants to think"
    ARRANGED = "arranged", "已另有安排", "arranged elsewhere"
    NOT_OFFERED = "not_offered", "本店不做", "not offered here"
    NO_FAULT = "no_fault", "不需要修", "no repair needed"
    OTHER = "other", "其他", "other"


class Urgency(Word):
    """How soon an advice should be followed."""

    NOW = "now", "立即", "now"
    SOON = "soon", "近期", "soon"
    WATCH = "watch", "观察", "watch"


class CodeState(Word):
    """Whether a fault code was there at the reading or is only remembered."""

    PRESENT = "present", "当前", "present"
    STORED = "stored", "历史", "stored"


class HandedOver(Word):
    """How the customer got the diagnosis report. Clause 2.5."""

    PRINTED = "printed", "打印呈交", "printed and handed over"
    SHOWN = "shown", "屏幕出示", "shown on the screen"
    SENT = "sent", "发到手机", "sent to the phone"


class BayUse(models.Model):
    """A car in a reception bay. Clause 1.3."""

    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="bay_uses")
    bay = models.ForeignKey("shop.Place", on_delete=models.PROTECT, related_name="bay_uses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_car_in_a_bay", fields=["bay"], condition=Q(until=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bay} {self.since}"


class Enquiry(models.Model):
    """A question that was answered on the spot. Clauses 1.5, 14.1."""

    visit = models.OneToOneField("visits.Visit", on_delete=models.PROTECT, related_name="enquiry")
    question = models.CharField(max_length=300)
    answer = models.CharField(max_length=500)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_enquiry_is_answered", condition=~Q(question="") & ~Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        return self.question


class DiagnosisConsent(models.Model):
    """That the customer agreed to a diagnosis, and the fee told before it. Clauses 2.2, 3.5."""

    visit = models.ForeignKey(
        "visits.Visit", on_delete=models.PROTECT, related_name="diagnosis_consents"
    )
    fee_fen = models.PositiveBigIntegerField()  # 0 is said, not left out
    fee_note = models.CharField(max_length=60, blank=True)
    agreed_by = models.CharField(max_length=60)
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_person_agreed_to_the_diagnosis", condition=~Q(agreed_by="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreed_by} {self.fee_fen}"


class DiagnosisReport(models.Model):
    """A diagnosis report (检测诊断单): the definite fault and what is advised. Clauses 2.4, 2.5."""

    visit = models.ForeignKey(
        "visits.Visit", on_delete=models.PROTECT, related_name="diagnosis_reports"
    )
    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT)
    number = models.CharField(max_length=20)
    fault = models.CharField(max_length=300)
    cause = models.CharField(max_length=300, blank=True)
    basis = models.CharField(max_length=300)  # what the conclusion rests on
    tests = models.JSONField(default=list)  # {item, reading, standard, is_normal}
    codes = models.JSONField(default=list)  # {code, system, meaning, state}
    advice = models.JSONField()  # {text, urgency, estimate_fen}
    author = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="diagnosis_numbers_are_unique", fields=["shop", "number"]),
            models.CheckConstraint(
                name="a_report_names_the_fault", condition=~Q(fault="") & ~Q(basis="")
            ),
        ]

    def __str__(self) -> str:
        return self.number
