"""The pages of the floor: for the dispatcher, and for the washer's phone."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jieche.journal.door import Refused
from jieche.rulebook.words import Event, Role
from jieche.ui.acts import lang, new_token, run
from jieche.ui.request import DeskRequest, for_roles
from jieche.visits.queries import visible_to
from jieche.workshop import commands
from jieche.workshop import floor as cars

_WASH_ACTS = {
    "done": (commands.finish_wash, Event.WASHED),
    "back": (commands.hand_back, Event.WASH_BACK),
}


@for_roles()
def floor(request: DeskRequest) -> HttpResponse:
    """Show the cars that wait for the workshop, and those in it by team; a washer his own cars."""
    if request.staff.acts_as == (Role.WASHER,):
        return HttpResponseRedirect(reverse("workshop:wash"))
    context = {
        "waiting": cars.waiting(request.staff, request.at),
        "lanes": cars.teams_at_work(request.staff, request.at),
        "receives": request.staff.is_one_of(Role.DISPATCHER),
    }
    return render(request, "workshop/floor.html", context)


@for_roles(Role.WASHER, Role.ADVISOR, Role.RECEPTION_MANAGER)
def wash(request: DeskRequest) -> HttpResponse:
    """Show the cars to wash; a press of the big button washes one or hands it back."""
    here = reverse("workshop:wash")
    if request.method == "POST":
        _wash(request, here)
        return HttpResponseRedirect(here)
    cars_here = [(car, new_token()) for car in cars.cars_to_wash(request.staff)]
    return render(request, "workshop/wash.html", {"cars": cars_here})


def _wash(request: DeskRequest, here: str) -> None:
    pk, what = request.POST.get("visit", ""), request.POST.get("what", "")
    visit = visible_to(request.staff).filter(pk=pk).first() if pk.isdecimal() else None
    if visit is None or what not in _WASH_ACTS:
        raise Http404
    command, event = _WASH_ACTS[what]
    try:
        run(
            request,
            request.POST.get("token", ""),
            here,
            lambda: command(visit, by=request.staff, at=request.at),
        )
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text(lang()))
    else:
        messages.success(request, f"{visit.vehicle} {event.label(lang())}")
