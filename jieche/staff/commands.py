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


def speak(staff: Staff, language: str) -> None:
    """Set the person's language: "zh-hans" or "en"."""
    staff.language = language
    staff.save(update_fields=["language"])


def wear(staff: Staff, theme: str) -> None:
    """Set the person's theme: "" for the device's own, "light" or "dark"."""
    staff.theme = theme
    staff.save(update_fields=["theme"])
