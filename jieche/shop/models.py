"""The shop's own data: what it is, when it is open, what it holds."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from jieche.rulebook.words import Limit
from jieche.shop.words import BayKind


class Shop(models.Model):
    """One repair shop. Every record belongs to one."""

    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=20, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)  # unified social credit code
    address = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    complaint_phone = models.CharField(max_length=30, blank=True)  # on papers; else the phone
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    hourly_rate_fen = models.PositiveIntegerField(default=12000)
    tax_permille = models.PositiveSmallIntegerField(default=130)
    credit_limit_fen = models.PositiveBigIntegerField(default=500000)  # what one payer may owe
    # Above it a manager approves the risk amount of a price by symptom (4.3); None for no limit.
    risk_limit_fen = models.PositiveBigIntegerField(null=True, blank=True)
    costly_part_fen = models.PositiveIntegerField(default=100000)
    # In the address of the wall board, which hangs where nobody is signed in; "" for no such board.
    wall_key = models.CharField(max_length=40, blank=True)
    # Counted up with each change of hours or limits, so that a process knows its copy is old.
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class OpeningSpan(models.Model):
    """One open span of a weekday (0 Monday): of the desk, or of the workshop without its lunch."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="spans")
    is_work = models.BooleanField()
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="opens_before_it_closes", condition=Q(opens__lt=models.F("closes"))
            ),
            models.CheckConstraint(name="weekday_is_one", condition=Q(weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


class SpecialDay(models.Model):
    """A closed day, or a make-up day (调休) worked like another weekday."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="special_days")
    day = models.DateField()
    works_like = models.PositiveSmallIntegerField(null=True, blank=True)  # None: closed
    why = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_day_is_special_once", fields=["shop", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.why}"


class ShopLimit(models.Model):
    """How long "at once" is in this shop, in minutes of opening time."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="limits")
    limit = models.CharField(max_length=30, choices=[(each.value, each.zh) for each in Limit])
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_limit_is_set_once", fields=["shop", "limit"]),
        ]

    def __str__(self) -> str:
        return f"{self.limit} {self.minutes}"


class ClauseSwitch(models.Model):
    """
    A reconstructed clause (17.4-17.6) switched off, with the reason, or on again, and by whom.

    Written once, the journal's triggers keep it: what fell due while it was off is not counted.
    """

    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="clause_switches")
    clause = models.CharField(max_length=8)
    is_off = models.BooleanField()
    why = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_clause_is_off_for_a_reason", condition=Q(is_off=False) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {'off' if self.is_off else 'on'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; once it stands it is never changed."""
        if self.pk is not None:
            raise NotImplementedError("how a clause was switched is written once")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse it: evidence is never taken away."""
        raise NotImplementedError("how a clause was switched is kept")


class Place(models.Model):
    """A place that holds one thing at a time: reception bay, work bay, storage box, key hook."""

    class Kind(models.TextChoices):
        RECEPTION_BAY = "reception_bay"
        WORK_BAY = "work_bay"
        STORAGE_BOX = "storage_box"
        KEY_HOOK = "key_hook"

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=20)
    is_in_use = models.BooleanField(default=True)  # out of order: no longer offered
    # What a work bay is for; blank: nobody said, it takes any work.
    work_kind = models.CharField(
        max_length=12, blank=True, choices=[(each.value, each.zh) for each in BayKind]
    )

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(name="a_place_has_one_name", fields=["shop", "kind", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A working team (作业组) of the workshop."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(name="a_team_has_one_name", fields=["shop", "name"])]

    def __str__(self) -> str:
        return self.name


class LegalFigure(models.Model):
    """A figure of the law, with the day from which it holds and where it stands."""

    key = models.CharField(max_length=40)  # e.g. "warranty"
    category = models.CharField(max_length=40)  # e.g. "second_maintenance"
    unit = models.CharField(max_length=10)  # "km", "days", "permille"
    value = models.PositiveIntegerField()
    valid_from = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_figure_stands_once", fields=["key", "category", "unit", "valid_from"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.category} {self.value} {self.unit}"


class ShopChange(models.Model):
    """What somebody changed about the shop, written once; the journal's triggers keep it too."""

    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey("staff.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    about = models.CharField(max_length=20)  # the page: "details", "hours", "limits", …
    what = models.JSONField()  # a list of [key, before, after]

    class Meta:
        indexes = [models.Index(name="shop_changes_by_page", fields=["shop", "about", "at"])]

    def __str__(self) -> str:
        return f"{self.about} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; once it stands it is never changed."""
        if self.pk is not None:
            raise NotImplementedError("what was changed about the shop is written once")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse it: evidence is never taken away."""
        raise NotImplementedError("what was changed about the shop is kept")


class Counter(models.Model):
    """The last number given in a series on a day; locked while the next is taken."""

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE)
    series = models.CharField(max_length=10)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_series_counts_once", fields=["shop", "series", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.day} {self.last}"
