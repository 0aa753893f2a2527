"""The desk's screens."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from jieche.board import visit_page
from jieche.ui.request import DeskRequest, for_roles
from jieche.visits.queries import visible_to


@for_roles()
def desk(request: DeskRequest) -> HttpResponse:
    """Show what is owed now, the cars by step, today's bookings."""
    return render(request, "board/desk.html", {})


@for_roles()
def search(request: DeskRequest) -> HttpResponse:
    """Answer the search box."""
    return render(request, "board/search.html", {})


@for_roles()
def visit(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one visit: the rail, the acts of the step, the order as paper."""
    found = visible_to(request.staff).filter(pk=pk).first()
    if found is None:
        raise Http404
    context: dict[str, Any] = visit_page.context(found, request)
    return render(request, "board/visit.html", context)
