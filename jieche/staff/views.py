"""Signing in and out; language and theme."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jieche.shop.models import Shop
from jieche.staff import commands


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(label=_("Name"), max_length=40)
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput, max_length=200)


def sign_in(request: Any) -> HttpResponse:
    """Sign a person in; what he had typed when his session ran out is kept and shown to send."""
    if not Shop.objects.exists():
        return HttpResponseRedirect("/set-up/")
    kept, kept_for = _kept(request)
    back = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    form = SignInForm(request.POST if request.method == "POST" and not kept_back(request) else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        staff = authenticate(request, **form.cleaned_data)
        if staff is not None:
            login(request, staff)
            if kept_for:
                return render(
                    request, "staff/send_again.html", {"kept": kept, "kept_for": kept_for}
                )
            return HttpResponseRedirect(back or "/")
        form.add_error(None, _("Name and password don't fit together."))
        status = 422
    context = {"form": form, "next": back, "kept": kept, "kept_for": kept_for}
    return render(request, "staff/sign_in.html", context, status=status)


def kept_back(request: HttpRequest) -> bool:
    """Say whether the post is only the hand-over of kept entries, without a name yet."""
    return "username" not in request.POST


def _kept(request: HttpRequest) -> tuple[list[tuple[str, str]], str]:
    names = request.POST.getlist("kept_name")
    values = request.POST.getlist("kept_value")
    kept_for = _safe(request, request.POST.get("kept_for", ""))
    return list(zip(names, values, strict=False)), kept_for


def _safe(request: HttpRequest, url: str) -> str:
    """Return the address if it lies in this house, else nothing."""
    hosts = {request.get_host()}
    inside = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=hosts)
    return url if inside else ""


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Tell a person who typed too many wrong passwords how long to wait."""
    return render(request, "staff/locked_out.html", {}, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign the person out."""
    logout(request)
    return HttpResponseRedirect("/sign-in/")


@require_POST
def speak(request: Any) -> HttpResponse:
    """Set the language: of the person's record, or of this browser before he signs in."""
    language = "en" if request.POST.get("language") == "en" else "zh-hans"
    response = HttpResponseRedirect(_safe(request, request.POST.get("next", "")) or "/")
    if request.staff is not None:
        commands.speak(request.staff, language)
    response.set_cookie("django_language", language, max_age=365 * 24 * 3600, samesite="Lax")
    return response


@require_POST
def wear(request: Any) -> HttpResponse:
    """Set the person's theme."""
    theme = request.POST.get("theme", "")
    commands.wear(request.staff, theme if theme in {"light", "dark"} else "")
    return HttpResponseRedirect(_safe(request, request.POST.get("next", "")) or "/")


# Read by the middleware of ``ui``, which lies above this package: None is public, () signed in.
for view, roles in ((sign_in, None), (speak, None), (sign_out, ()), (wear, ())):
    setattr(view, "roles", roles)  # noqa: B010  # a mark on a function
