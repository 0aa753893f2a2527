"""The calendar's hand: the first look at the desk opens the reports of the day (17.5)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from jieche.reports.commands import open_due

_DESK = "/"  # where what is owed stands; the page of the reports looks itself


def open_reports(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Open what the calendar asks for before the desk is shown; later that day it opens nothing."""
    return OpenReports(get_response)


class OpenReports:
    """
    Middleware, behind that which finds the person.

    A look that some page or button takes by itself opens nothing: it stays quick.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        is_look = request.method == "GET" and request.path == _DESK
        if is_look and request.staff is not None and "HX-Request" not in request.headers:
            open_due(request.staff, request.at)
        return self.get_response(request)
