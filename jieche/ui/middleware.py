"""What every request passes: one clock reading, the person, the language, the right to the page."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import urlencode

from jieche.journal.once import one_page
from jieche.rulebook.words import Role
from jieche.staff.models import Staff

LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME


def at_the_desk(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Read the clock once, find the person, speak his language, and guard the page."""
    return AtTheDesk(get_response)


class AtTheDesk:
    """Middleware; ``request.at`` is the one clock reading of whatever the request does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.at = datetime.now(tz=UTC)
        request.failed = None
        request.has_open_act = False
        user = request.user
        request.staff = user if isinstance(user, Staff) else None
        language = request.staff.language if request.staff else _asked_for(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            # A page reads a thing once; an act reads it anew, under its lock.
            with one_page() if request.method == "GET" else nullcontext():
                response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    def process_view(self, request: Any, view: Any, _args: Any, kwargs: Any) -> HttpResponse | None:
        """Let in whom the page is for; keep what a person typed whose session ran out."""
        roles = getattr(view, "roles", ())
        if roles is None:
            return None
        if request.staff is None:
            return _sign_in_first(request)
        if roles and not request.staff.is_one_of(*roles):
            if (note := getattr(view, "refused", None)) is not None:
                note(request, **kwargs)
            return forbidden(request, roles)
        return None


def forbidden(request: HttpRequest, roles: tuple[Role, ...]) -> HttpResponse:
    """Tell a colleague that the page is somebody else's, and whose."""
    return render(request, "ui/403.html", {"roles": roles}, status=403)


def _asked_for(request: HttpRequest) -> str:
    asked = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        back = urlencode({"next": request.get_full_path()})
        return redirect(f"/sign-in/?{back}")
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    context = {"kept": kept, "kept_for": request.get_full_path()}
    return render(request, "staff/sign_in.html", context, status=401)
