"""The desk's screens."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from jieche.board import visit_page
from jieche.board.finding import hits
from jieche.board.lanes import lanes
from jieche.board.now import first_owed
from jieche.board.today import bookings_today, figures
from jieche.ui.request import DeskRequest, for_roles
from jieche.visits.queries import visible_to

_SHOWN = 30  # lines of Now; the rest is counted and one press away


@for_roles()
def desk(request: DeskRequest) -> HttpResponse:
    """Show what is owed now, the cars by step, today's bookings."""
    only_mine = request.GET.get("who") == "mine"
    most = None if request.GET.get("all") else _SHOWN
    owed = first_owed(request.staff, request.at, most, only_mine=only_mine)
    rows = lanes(request.staff, request.at)
    context = {
        "items": owed.items,
        "count": owed.count,
        "all": most is None,
        "more": owed.count - len(owed.items),
        "late": owed.late,
        "soon": owed.soon,
        "only_mine": only_mine,
        "lanes": rows,
        "cars": sum(len(lane["cars"]) for lane in rows),
        "figures": figures(request.staff, request.at),
        "bookings": bookings_today(request.staff, request.at),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "board/_desk.html" if part else "board/desk.html", context)


@for_roles()
def search(request: DeskRequest) -> HttpResponse:
    """Answer the search box: rows under it, or a page of them."""
    words = request.GET.get("q", "")[:60]
    part = request.headers.get("HX-Request") == "true"
    found = hits(request.staff, words, request.at, 8 if part else 40)
    context = {"hits": found, "q": words}
    return render(request, "ui/hits.html" if part else "board/search.html", context)


@for_roles()
def visit(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one visit: the rail, the acts of the step, the order as paper."""
    found = visible_to(request.staff).filter(pk=pk).first()
    if found is None:
        raise Http404
    context: dict[str, Any] = visit_page.context(found, request)
    return render(request, "board/visit.html", context)
