"""The pages of the floor: for the dispatcher, and for the phones of washer and technician."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jieche.rulebook.words import Event, Role
from jieche.ui.acts import lang, new_token
from jieche.ui.press import run_or_say
from jieche.ui.request import DeskRequest, for_roles, may_open
from jieche.visits.models import Visit
from jieche.visits.queries import visible_to
from jieche.visits.subject import VISIT
from jieche.workshop import commands
from jieche.workshop import floor as cars
from jieche.workshop.forms.repair import TellDelay
from jieche.workshop.forms.supplements import AgreeSupplement
from jieche.workshop.mine import my_cars, press
from jieche.workshop.models import Supplement
from jieche.workshop.supplement_subject import SUPPLEMENT

_WASH_ACTS = {
    "done": (commands.finish_wash, Event.WASHED),
    "back": (commands.hand_back, Event.WASH_BACK),
}


@for_roles()
def floor(request: DeskRequest) -> HttpResponse:
    """Show the cars that wait for the workshop, and those in it by team; hands their own cars."""
    if request.staff.acts_as == (Role.WASHER,):
        return HttpResponseRedirect(reverse("workshop:wash"))
    if request.staff.acts_as == (Role.TECHNICIAN,):
        return HttpResponseRedirect(reverse("workshop:mine"))
    context = {
        "waiting": cars.waiting(request.staff, request.at),
        "lanes": cars.teams_at_work(request.staff, request.at),
        "receives": request.staff.is_one_of(Role.DISPATCHER),
        "may_see_keys": may_open(request.staff, "checkin:keys"),
        "may_wash": may_open(request.staff, "workshop:wash"),
    }
    return render(request, "workshop/floor.html", context)


@for_roles()
def delay_offers(request: DeskRequest, pk: int) -> HttpResponse:
    """Answer with the later times that can be promised; nothing is written."""
    return _offers(request, TellDelay, VISIT.find(request.staff, pk))


@for_roles()
def agree_offers(request: DeskRequest, pk: int) -> HttpResponse:
    """Answer with the times for the parts of a supplement as typed so far; nothing is written."""
    return _offers(request, AgreeSupplement, SUPPLEMENT.find(request.staff, pk))


def _offers(
    request: DeskRequest,
    form_class: type[TellDelay | AgreeSupplement],
    subject: Visit | Supplement | None,
) -> HttpResponse:
    if subject is None:
        raise Http404
    form = form_class(request.POST, subject=subject, staff=request.staff, at=request.at)
    return render(request, "estimate/_offers.html", {"offering": form.offering})


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
    if run_or_say(request, here, lambda: command(visit, by=request.staff, at=request.at)):
        messages.success(request, f"{visit.vehicle} {event.label(lang())}")


@for_roles(Role.TECHNICIAN, Role.DISPATCHER)
def mine(request: DeskRequest) -> HttpResponse:
    """Show a technician his cars on his phone; a press of a button starts or finishes one."""
    here = reverse("workshop:mine")
    if request.method == "POST":
        _press(request, here)
        return HttpResponseRedirect(here)
    return render(request, "workshop/mine.html", {"cars": my_cars(request.staff, request.at)})


def _press(request: DeskRequest, here: str) -> None:
    act, pk = press(request.POST.get("what", "")), request.POST.get("pk", "")
    subject = act.subject.find(request.staff, int(pk)) if act and pk.isdecimal() else None
    if act is None or subject is None:
        raise Http404
    command = act.command
    if run_or_say(request, here, lambda: command(subject, by=request.staff, at=request.at)):
        messages.success(request, act.event.label(lang()))
