"""What the frame shows on every page."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jieche.rulebook.judge import allowed_roles
from jieche.rulebook.words import Event, Role
from jieche.staff.models import Staff

_NAV = [
    ("board:desk", "desk", _("Desk")),
    ("appointments:bookings", "calendar", _("Bookings")),
    ("workshop:floor", "wrench", _("Workshop")),
    ("delivery:till", "cash", _("Settlement")),
    ("delivery:gate", "exit", _("Gate")),
    ("care:calls", "phone", _("Calls")),
    ("care:files", "folder", _("Files")),
    ("reports:overview", "chart", _("Reports")),
    ("estimate:catalogue", "box", _("Catalogue")),
    ("rulebook", "book", _("Rule book")),
]

# Others may look in, but it is one role's own screen and stands on nobody else's bar.
_OWN = {"delivery:gate": Role.GATE}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return person, navigation and clock for the frame."""
    staff = getattr(request, "staff", None)
    if staff is None:
        return {"now": getattr(request, "at", None)}
    shop_url = _url("board:shop")
    return {
        "staff": staff,
        "person": {"name": staff.name, "role": staff.acts_as[0].label(get_language() or "zh")},
        "nav": _nav(request.path, staff),
        "now": getattr(request, "at", None),
        "shop_name": staff.shop.name,
        "theme": staff.theme,
        "search_url": reverse("board:search"),
        "arrival_url": _url("reception:register_arrival") if may_register(staff) else "",
        "sign_out_url": reverse("staff:sign_out"),
        "shop_url": shop_url if _opens_to(shop_url, staff) else "",
        "wall_url": _url("board:wall"),
        "theme_url": reverse("staff:wear"),
    }


def may_register(staff: Staff) -> bool:
    """Say whether the person may register an arrival."""
    return staff.is_one_of(*allowed_roles(Event.VEHICLE_ARRIVED))


def _nav(path: str, staff: Staff) -> list[dict[str, Any]]:
    found = [
        (_url(name), icon, label)
        for name, icon, label in _NAV
        if _opens_to(_url(name), staff) and (name not in _OWN or staff.is_one_of(_OWN[name]))
    ]
    return [
        {
            "url": url,
            "icon": icon,
            "label": label,
            "current": path == url if url == "/" else path.startswith(url),
        }
        for url, icon, label in found
        if url
    ]


def _opens_to(url: str, staff: Staff) -> bool:
    """Say whether the page may be opened by the person: who may stands on its view."""
    roles = _roles_of(url) if url else ()
    return not roles or staff.is_one_of(*roles)


# The addresses and who may open them never change while a process runs.
@cache
def _roles_of(url: str) -> tuple[Role, ...]:
    return getattr(resolve(url).func, "roles", ())


@cache
def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""  # the station is not built yet
