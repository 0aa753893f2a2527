"""People: who owns a car, who brings it, who pays; and what they agreed to."""

from django.db import models
from django.db.models import Q

from jieche.journal.models import choices
from jieche.rulebook.words import Word


class Title(Word):
    """How a person is spoken to."""

    MR = "mr", "先生", "Mr"
    MS = "ms", "女士", "Ms"
    COMPANY = "company", "公司", "company"


class Customer(models.Model):
    """A person or a company. Owner, sender and payer of one visit may be three of them."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT, related_name="customers")
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=10, choices=choices(Title), blank=True, default="")
    phone = models.CharField(max_length=20, blank=True)  # digits only
    employer = models.CharField(max_length=80, blank=True)
    work_address = models.CharField(max_length=120, blank=True)
    # When the person was told why this is kept and for how long.
    notice_given_at = models.DateTimeField(null=True, blank=True)
    marketing_agreed_at = models.DateTimeField(null=True, blank=True)
    may_not_be_called = models.BooleanField(default=False)
    preferred_from = models.TimeField(null=True, blank=True)
    preferred_until = models.TimeField(null=True, blank=True)
    credit_limit_fen = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(name="customer_by_phone", fields=["shop", "phone"])]
        constraints = [
            # What would reach a person is kept only once he was told why (14.2).
            models.CheckConstraint(
                name="contact_is_kept_with_its_notice",
                condition=Q(phone="", employer="", work_address="")
                | Q(notice_given_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def addressed(self) -> str:
        """Return how the person is spoken to: "陈女士"; a company by its name."""
        return self.spoken_to("zh")

    def spoken_to(self, lang: str) -> str:
        """Return how the person is spoken to in ``lang``: "陈女士", "Ms 陈"."""
        if self.title not in {Title.MR.value, Title.MS.value}:
            return self.name
        title = Title.of(self.title).label(lang)
        return f"{title} {self.surname}" if lang.startswith("en") else f"{self.surname}{title}"

    @property
    def surname(self) -> str:
        """Return the surname; compound surnames whole."""
        return self.name[:2] if self.name[:2] in _COMPOUND else self.name[:1]


_COMPOUND = {
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "尉迟",
    "皇甫",
    "令狐",
    "慕容",
    "夏侯",
    "司徒",
    "公孙",
    "端木",
}
