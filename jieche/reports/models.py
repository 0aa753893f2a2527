"""Reports and the monthly analysis; their figures are summed, never kept here. Article 17."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language

from jieche.journal.models import choices
from jieche.reports.periods import Length, Period, period_of
from jieche.rulebook.words import Word


class Post(Word):
    """To whom reports go (17.4)."""

    FINANCE = "finance", "财务部", "finance"
    DEPUTY = "deputy", "分管经理", "deputy manager"
    MANAGER = "manager", "经理", "manager"


class Report(models.Model):
    """The report of a day, a week or a month: a matter with a due hour (17.5)."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT, related_name="reports")
    matter = models.OneToOneField("journal.Matter", on_delete=models.PROTECT, related_name="report")
    length = models.CharField(max_length=6, choices=choices(Length))
    first_on = models.DateField()
    last_on = models.DateField()
    number = models.CharField(max_length=20)

    icon = "chart"  # stands for it in lists, where a car has its plate

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_period_has_one_report", fields=["shop", "length", "first_on"]
            ),
            models.CheckConstraint(
                name="a_period_ends_after_it_begins", condition=Q(last_on__gte=F("first_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of its page: that of its period."""
        return reverse("reports:period", args=[self.length, self.first_on.isoformat()])

    @property
    def length_word(self) -> Length:
        """Return the length as a word."""
        return Length.of(self.length)

    @property
    def period(self) -> Period:
        """Return the period it reports on."""
        return period_of(self.length_word, self.first_on)

    @property
    def title(self) -> str:
        """Return its name in the language of the page: "周报 2026-11-22 – 11-28"."""
        lang = get_language() or "zh"
        return f"{self.length_word.label(lang)} {self.period.name(lang)}"


class MonthlyAnalysis(models.Model):
    """What the author finds in the figures of a month (17.3); written anew, the last one counts."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="analyses")
    author = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    findings = models.TextField()
    measures = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_analysis_says_something",
                condition=~Q(findings="") & ~Q(measures=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.at:%Y-%m-%d}"


class Recipient(models.Model):
    """Who reads the reports for a post; where a post has none, those with its role do (17.4)."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.CASCADE)
    post = models.CharField(max_length=10, choices=choices(Post))
    person = models.ForeignKey("staff.Staff", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_post_names_a_person_once", fields=["shop", "post", "person"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.person_id}"
