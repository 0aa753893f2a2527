"""The shop's own pages, for its manager."""

from contextlib import AbstractContextManager
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from jieche.board import shop_forms as forms
from jieche.board.setup import WEEK
from jieche.board.shop_record import changes, recorded
from jieche.care.file_queries import keepers
from jieche.care.follow_up_commands import set_rhythm
from jieche.rulebook.words import Limit, Role
from jieche.shop import commands
from jieche.shop.models import Place, Shop, Team
from jieche.shop.queries import hours_of
from jieche.staff import commands as staff_commands
from jieche.staff.models import Staff
from jieche.ui.request import DeskRequest, for_roles

_TABS = (
    ("board:shop", _("Data")), ("board:shop_hours", _("Opening hours")),
    ("board:shop_limits", _("At once")), ("board:shop_calls", _("Calls")),
    ("board:shop_places", _("Places & teams")),
    ("board:shop_people", _("People")), ("estimate:means", _("Bays, trades, absences")),
    ("estimate:kept", _("Promises kept")),
)  # fmt: skip


@for_roles(Role.SHOP_MANAGER)
def details(request: DeskRequest) -> HttpResponse:
    """Show and take names, phones and figures; and the address of the wall board."""
    shop = _shop(request)
    if "wall" in request.POST:
        with _recorded(request, shop, "details", "wall."):
            commands.renew_wall(shop)
        return _saved("board:shop")
    form = forms.Details(request.POST or None, shop=shop)
    if request.method == "POST" and form.is_valid():
        with _recorded(request, shop, "details"):
            commands.describe(shop, **form.cleaned_data)
        return _saved("board:shop")
    wall = reverse("board:hung_wall", args=[shop.wall_key]) if shop.wall_key else ""
    address = request.build_absolute_uri(wall) if wall else ""
    return _page(request, "details", {"form": form, "wall": address})


@for_roles(Role.SHOP_MANAGER)
def hours(request: DeskRequest) -> HttpResponse:
    """Show and take the hours of the week, and the days that are not like their weekday."""
    shop = _shop(request)
    today = hours_of(shop).desk.day_of(request.at)
    what = request.POST.get("what", "")
    if what == "unmark" and (day := parse_date(request.POST.get("day", ""))):
        with _recorded(request, shop, "hours"):
            commands.unmark_day(shop, day)
        return _saved("board:shop_hours")
    week = [
        forms.Day(request.POST if what == "week" else None, weekday=n, shop=shop) for n, _d in WEEK
    ]
    special = forms.Special(request.POST if what == "mark" else None, today=today)
    if what == "week" and all(day.is_valid() for day in week):
        spans = {day.weekday: found for day in week if (found := day.spans())}
        if spans:
            with _recorded(request, shop, "hours"):
                commands.set_week(shop, spans)
            return _saved("board:shop_hours")
        week[0].add_error(None, _("On one day at least the shop is open."))
    if what == "mark" and special.is_valid():
        given = special.cleaned_data
        with _recorded(request, shop, "hours"):
            commands.mark_day(shop, given["day"], works_like=given["works_like"], why=given["why"])
        return _saved("board:shop_hours")
    days = forms.special_days(shop, today)
    columns = [label for _name, label in forms.Day.NAMES]
    return _page(
        request, "hours", {"week": week, "form": special, "days": days, "columns": columns}
    )


@for_roles(Role.SHOP_MANAGER)
def limits(request: DeskRequest) -> HttpResponse:
    """Show and take how long "at once" is."""
    shop = _shop(request)
    form = forms.Limits(request.POST or None, shop=shop)
    if request.method == "POST" and form.is_valid():
        with _recorded(request, shop, "limits"):
            for limit in Limit:
                commands.set_limit(shop, limit, form.cleaned_data[limit.value])
        return _saved("board:shop_limits")
    return _page(request, "limits", {"form": form})


@for_roles(Role.SHOP_MANAGER)
def calls(request: DeskRequest) -> HttpResponse:
    """Show and take how often customers are called, and when a service is due again."""
    shop = _shop(request)
    today = hours_of(shop).desk.day_of(request.at)
    form = forms.Rhythm(request.POST or None, shop=shop, today=today)
    if request.method == "POST" and form.is_valid():
        with _recorded(request, shop, "calls"):
            set_rhythm(shop, **form.cleaned_data, on=today)
        return _saved("board:shop_calls")
    return _page(request, "calls", {"form": form})


@for_roles(Role.SHOP_MANAGER)
def places(request: DeskRequest) -> HttpResponse:
    """Show and take bays, boxes, hooks and teams."""
    shop = _shop(request)
    form = forms.Places(request.POST or None, shop=shop)
    if request.method == "POST" and form.is_valid():
        with _recorded(request, shop, "places"):
            for kind in Place.Kind:
                commands.keep_places(shop, kind.value, form.cleaned_data[kind.value])
            if form.cleaned_data["team"]:
                commands.add_team(shop, form.cleaned_data["team"])
        return _saved("board:shop_places")
    teams = Team.objects.filter(shop=shop).order_by("name")
    return _page(request, "places", {"form": form, "teams": teams})


@for_roles(Role.SHOP_MANAGER)
def people(request: DeskRequest) -> HttpResponse:
    """List who works here, in which roles."""
    everybody = Staff.objects.filter(shop_id=request.staff.shop_id).select_related("team")
    context = {
        "people": everybody.order_by("-is_active", "name"),
        "no_keeper": not keepers(_shop(request)),
    }
    return _page(request, "people", context)


@for_roles(Role.SHOP_MANAGER)
def person(request: DeskRequest, pk: int | None = None) -> HttpResponse:
    """Hire somebody, or change name, roles, team, password; who left can't sign in."""
    shop = _shop(request)
    found = Staff.objects.filter(shop=shop, pk=pk).first() if pk else None
    if pk and found is None:
        raise Http404
    form = forms.Person(request.POST or None, shop=shop, person=found)
    if request.method == "POST" and form.is_valid():
        renewed = [f"password.{found.username}"] if found and form.cleaned_data["password"] else []
        with _recorded(request, shop, "people", *renewed):
            _write(request, shop, found, form.cleaned_data)
        return _saved("board:shop_people")
    return _page(request, "person", {"form": form, "person_shown": found})


def _write(request: DeskRequest, shop: Shop, found: Staff | None, given: dict[str, Any]) -> None:
    if found is None:
        staff_commands.hire(
            shop, given["username"], given["name"], given["roles"], password=given["password"],
            team=given["team"],
        )  # fmt: skip
        return
    staff_commands.change(
        found, name=given["name"], roles=given["roles"], team=given["team"],
        is_active=given["is_active"],
    )  # fmt: skip
    if given["password"]:
        staff_commands.give_password(found, given["password"])
        if found.pk == request.staff.pk:
            update_session_auth_hash(request, found)


def _shop(request: DeskRequest) -> Shop:
    return Shop.objects.get(pk=request.staff.shop_id)


def _recorded(
    request: DeskRequest, shop: Shop, about: str, *besides: str
) -> AbstractContextManager[None]:
    return recorded(shop, about, by=request.staff, at=request.at, besides=besides)


def _saved(name: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(name)}?saved=1")


def _page(request: DeskRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    here = "board:shop_people" if name == "person" else f"board:shop_{name}"
    here = "board:shop" if name == "details" else here
    if request.GET.get("saved"):
        messages.success(request, _("Saved"))
    tabs = [(reverse(each), label, each == here) for each, label in _TABS]
    about = "people" if name == "person" else name
    context["changes"] = changes(_shop(request), about, request.at)
    status = 422 if request.method == "POST" else 200
    return render(request, f"board/shop/{name}.html", {"tabs": tabs, **context}, status=status)
