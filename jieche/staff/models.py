"""Who works here, and in which roles."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

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
