"""Who works here, and in which roles."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from jieche.rulebook.words import Role


class StaffManager(BaseUserManager["Staff"]):
    """Makes accounts."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(username=username)


class Staff(AbstractBaseUser):
    """A person of the shop; may hold several roles."""

    shop = models.ForeignKey("shop.Shop", on_delete=models.PROTECT, related_name="staff")
    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    roles = models.JSONField(default=list)
    team = models.ForeignKey("shop.Team", null=True, blank=True, on_delete=models.SET_NULL)
    language = models.CharField(max_length=10, default="zh-hans")
    theme = models.CharField(max_length=10, default="", blank=True)  # "", "light", "dark"
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField(null=True, blank=True)
    # What a technician can do, by ``shop.words.Trade``; empty: nobody said, he counts for all.
    trades = models.JSONField(default=list, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[StaffManager] = StaffManager()

    def __str__(self) -> str:
        return self.name

    @property
    def acts_as(self) -> tuple[Role, ...]:
        """Return the person's roles."""
        return tuple(Role.of(role) for role in self.roles)

    def is_one_of(self, *roles: Role) -> bool:
        """Say whether the person holds one of ``roles``."""
        return any(role in roles for role in self.acts_as)


class Shift(models.Model):
    """One span that a person works on a weekday (0 Monday); without any: the shop's hours."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="a_shift_begins_before_it_ends", condition=Q(opens__lt=F("closes"))
            ),
            models.CheckConstraint(name="a_shift_has_its_weekday", condition=Q(weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


class Absence(models.Model):
    """A time in which a person is not there; without an end: the rest of that day."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="absences")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                name="an_absence_begins_before_it_ends",
                condition=Q(until=None) | Q(since__lt=F("until")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.since}"
