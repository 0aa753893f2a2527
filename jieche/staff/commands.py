"""What is done with accounts."""

from collections.abc import Sequence

from jieche.rulebook.words import Role
from jieche.shop.models import Shop, Team
from jieche.staff.models import Staff


def hire(
    shop: Shop,
    username: str,
    name: str,
    roles: Sequence[Role],
    *,
    password: str = "",
    team: Team | None = None,
) -> Staff:
    """Make an account; without ``password`` nobody can sign in with it."""
    staff = Staff(
        shop=shop, username=username, name=name, roles=[role.value for role in roles], team=team
    )
    if password:
        staff.set_password(password)
    else:
        staff.set_unusable_password()
    staff.save()
    return staff


def change(
    staff: Staff, *, name: str, roles: Sequence[Role], team: Team | None, is_active: bool
) -> None:
    """Write a person's name, roles and team; who is not active any more can't sign in."""
    staff.name, staff.team, staff.is_active = name, team, is_active
    staff.roles = [role.value for role in roles]
    staff.save(update_fields=["name", "team", "is_active", "roles"])


def give_password(staff: Staff, password: str) -> None:
    """Give a new password; whoever is signed in with the old one has to sign in again."""
    staff.set_password(password)
    staff.save(update_fields=["password"])


def speak(staff: Staff, language: str) -> None:
    """Set the person's language: "zh-hans" or "en"."""
    staff.language = language
    staff.save(update_fields=["language"])


def wear(staff: Staff, theme: str) -> None:
    """Set the person's theme: "" for the device's own, "light" or "dark"."""
    staff.theme = theme
    staff.save(update_fields=["theme"])
