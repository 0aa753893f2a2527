"""The first page of a new shop: its name, its hours, its first manager."""

from ipaddress import ip_address
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login, password_validation
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from jieche.rulebook.words import Role
from jieche.shop.commands import open_shop
from jieche.shop.models import Place, Shop
from jieche.staff.commands import hire
from jieche.staff.models import Staff
from jieche.ui.request import public

WEEK = [(n, name) for n, name in enumerate(
    (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
)]  # fmt: skip


class SetUpForm(forms.Form):
    """What a shop needs before its first customer."""

    # Asked where others than this computer can reach the page: only who started it can know it.
    key = forms.CharField(
        label=_("Key from the console"), max_length=60,
        help_text=_("It stands in the window in which Jieche was started."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name of the shop"), max_length=80)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    address = forms.CharField(label=_("Address"), max_length=160, required=False)
    opens = forms.TimeField(
        label=_("Opens"), initial="08:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    closes = forms.TimeField(
        label=_("Closes"), initial="18:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    lunch_from = forms.TimeField(
        label=_("Workshop's lunch from"),
        initial="12:00",
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    lunch_until = forms.TimeField(
        label=_("until"), initial="13:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Open on"),
        choices=WEEK,
        coerce=int,
        initial=[*range(6)],
        widget=forms.CheckboxSelectMultiple,
    )
    reception_bays = forms.IntegerField(
        label=_("Reception bays"), min_value=1, max_value=30, initial=2
    )
    work_bays = forms.IntegerField(label=_("Work bays"), min_value=1, max_value=80, initial=4)
    manager = forms.CharField(label=_("First manager"), max_length=40)
    username = forms.CharField(label=_("Sign-in name"), max_length=40)
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.SET_UP_KEY:
            del self.fields["key"]

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"]).strip()
        if not constant_time_compare(key, settings.SET_UP_KEY):
            raise forms.ValidationError(_("That is not the key. Look at the console again."))
        return key

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if Staff.objects.filter(username=username).exists():
            raise forms.ValidationError(_("This sign-in name is taken."))
        return username

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        order = [data.get(name) for name in ("opens", "lunch_from", "lunch_until", "closes")]
        given = [moment for moment in order if moment is not None]
        if given != sorted(set(given)):
            raise forms.ValidationError(_("Opening, lunch and closing must follow one another."))
        return data


def is_only_ours(host: str) -> bool:
    """Say whether a server that listens at ``host`` is reached from this computer alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@public
def set_up(request: HttpRequest) -> HttpResponse:
    """Show and take the set-up of the first shop; closed once there is one."""
    if Shop.objects.exists():
        return HttpResponseRedirect("/sign-in/")
    if not settings.SET_UP_KEY and not is_only_ours(settings.HOST):
        return render(request, "board/no_set_up.html", status=403)
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        manager = _open(form.cleaned_data)
        login(request, manager, backend="django.contrib.auth.backends.ModelBackend")
        return HttpResponseRedirect("/")
    status = 422 if request.method == "POST" else 200
    return render(request, "board/set_up.html", {"form": form}, status=status)


@transaction.atomic
def _open(data: dict[str, Any]) -> Staff:
    shop = open_shop(
        data["name"],
        desk=((data["opens"], data["closes"]),),
        work=((data["opens"], data["lunch_from"]), (data["lunch_until"], data["closes"])),
        weekdays=data["weekdays"],
        places={
            Place.Kind.RECEPTION_BAY: [f"接{n}" for n in range(1, data["reception_bays"] + 1)],
            Place.Kind.WORK_BAY: [f"{n}号" for n in range(1, data["work_bays"] + 1)],
            Place.Kind.STORAGE_BOX: [f"B-{n:02}" for n in range(1, 21)],
            Place.Kind.KEY_HOOK: [f"K-{n:02}" for n in range(1, 41)],
        },
        teams=("一组",),
        phone=data["phone"],
        address=data["address"],
    )
    # A new shop begins with one person; he may do everything until he hires the others.
    return hire(shop, data["username"], data["manager"], list(Role), password=data["password"])
