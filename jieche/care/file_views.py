"""The file of a car, the cabinet, who looked; contacts, enquiries, complaints as lists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from jieche.care import file_commands as commands
from jieche.care import file_forms as forms
from jieche.care import file_page
from jieche.care import file_queries as queries
from jieche.care.file_models import CustomerFile, Trace
from jieche.care.models import Complaint
from jieche.care.one_car_commands import mend_car
from jieche.care.one_car_forms import MendCar
from jieche.customers.models import Customer
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.reception.models import Enquiry
from jieche.rulebook import judge
from jieche.rulebook.rights import MANAGERS
from jieche.rulebook.words import Event, Purpose, Role, Stage
from jieche.shop.queries import hours_of
from jieche.ui.acts import event_url, lang, new_token
from jieche.ui.forms import ActForm
from jieche.ui.moments import left, moment, tone_of_due
from jieche.ui.press import run
from jieche.ui.request import DeskRequest, for_roles, may_open
from jieche.ui.said import put_beside, put_into
from jieche.values.text import half_width
from jieche.vehicles.models import Vehicle
from jieche.vehicles.queries import found
from jieche.visits.queries import standing_at, visible_to

DESK = (Role.ADVISOR, Role.RECEPTION_MANAGER)
READERS = (*DESK, Role.SHOP_MANAGER, Role.RECORDS_KEEPER)
KEEPER = (Role.RECORDS_KEEPER,)
_MOST = 60

# The deed that was refused, its form as it was typed, reasons that stand beside no field.
Failed = tuple[str, ActForm, list[str]]


@dataclass(frozen=True)
class Deed:
    """One thing that the keeper does with a file."""

    slug: str
    title: Callable[[], str]
    form: type[ActForm]
    command: Callable[..., Any]
    on_loan: bool | None = None  # only while it is out, only while it is in; None: always
    roles: tuple[Role, ...] = KEEPER

    @property
    def auto_id(self) -> str:
        """Return how its fields are named on a page with several forms."""
        return f"id_{self.slug}_%s"


DEEDS = (
    Deed("lend", lambda: _("Lend it out"), forms.LendFile, commands.lend_file, on_loan=False),
    Deed("take-back", lambda: _("Put it back"), forms.TakeFileBack, commands.take_file_back,
         on_loan=True),
    Deed("move", lambda: _("Give it another place"), forms.MoveFile, commands.move_file),
    Deed("keeper", lambda: _("Name another keeper"), forms.GiveToKeeper, commands.give_to_keeper),
)  # fmt: skip
MENDERS = (*KEEPER, *MANAGERS)
MEND = Deed("mend", lambda: _("Mend plate, VIN and model"), MendCar, mend_car, roles=MENDERS)


def find(request: DeskRequest, pk: int) -> Vehicle:
    """Return a car of the shop, or answer that there is none."""
    car = queries.find_car(request.staff, pk)
    if car is None:
        raise Http404
    return car


def note_refused(request: DeskRequest, pk: int, **_rest: str) -> None:
    """Note that somebody tried to open a car's file, or to change it, whose role may not (13.6)."""
    car = queries.find_car(request.staff, pk)
    its = queries.file_of(car.one_that_stays if car else None)
    if its is not None:
        what = Trace.NOT_LET_DO if request.method == "POST" else Trace.NOT_LET_IN
        commands.note_refusal(its, what, by=request.staff, at=request.at)


@for_roles(*READERS, refused=note_refused)
def file(request: DeskRequest, pk: int) -> HttpResponse:
    """Show the file of a car; the look is noted. A record that was put into another leads there."""
    car = find(request, pk)
    if car.merged_into is not None:
        return HttpResponseRedirect(reverse("care:file", args=[car.merged_into.pk]))
    its = queries.file_of(car)
    if its is not None:
        commands.note_look(its, by=request.staff, at=request.at)
    return _file_page(request, car)


def _file_page(request: DeskRequest, car: Vehicle, failed: Failed | None = None) -> HttpResponse:
    context = file_page.context(car, request)
    its = context["file"]
    if its is not None:
        is_out = context["loan"] is not None
        context["may_put_together"] = may_open(request.staff, "care:merge", car.pk)
        context["deeds"] = [
            _shown(deed, its, request, failed if failed and failed[0] == deed.slug else None)
            for deed in (*DEEDS, MEND)
            if request.staff.is_one_of(*deed.roles)
            and (deed.on_loan in {None, is_out} or (failed and failed[0] == deed.slug))
        ]
    status = 422 if failed else 200
    return render(request, "care/file.html", context, status=status)


def _shown(
    deed: Deed, its: CustomerFile, request: DeskRequest, failed: Failed | None
) -> dict[str, Any]:
    """Return a deed as the page shows it; one that failed is open, with what was typed."""
    return {
        "slug": deed.slug,
        "title": deed.title(),
        "url": f"{its.get_absolute_url()}{deed.slug}/",
        "form": failed[1]
        if failed
        else deed.form(subject=its, at=request.at, auto_id=deed.auto_id),
        "reasons": failed[2] if failed else [],
        "is_open": failed is not None or request.GET.get("deed") == deed.slug,
        "token": new_token(),
    }


@for_roles(*KEEPER, refused=note_refused)
def keep_file(request: DeskRequest, pk: int, slug: str) -> HttpResponse:
    """Let the keeper lend a file out, put it back, move it, hand it to another keeper."""
    deed = next((each for each in DEEDS if each.slug == slug), None)
    if deed is None:
        raise Http404
    return _do(request, pk, deed)


@for_roles(*MENDERS, refused=note_refused)
def mend(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the keeper or a manager mend what the file says of its car."""
    return _do(request, pk, MEND)


def _do(request: DeskRequest, pk: int, deed: Deed) -> HttpResponse:
    car = find(request, pk)
    its = queries.file_of(car)
    if its is None:
        raise Http404
    page = its.one_that_stays.get_absolute_url()
    if request.method != "POST":
        return HttpResponseRedirect(page)
    form = deed.form(
        request.POST, subject=its, staff=request.staff, at=request.at, auto_id=deed.auto_id
    )
    if not form.is_valid():
        return _file_page(request, car, (deed.slug, form, []))
    do, told = deed.command, form.cleaned_data
    try:
        run(
            request, request.POST.get("token", ""), page,
            lambda: do(its, by=request.staff, at=request.at, **told),
        )  # fmt: skip
    except Refused as refused:
        if its.merged_into_id is not None:  # a page that was open while the file was closed
            messages.error(request, " ".join(each.text(lang()) for each in refused.reasons))
            return HttpResponseRedirect(page)
        return _file_page(request, car, (deed.slug, form, beside(form, refused)))
    messages.success(request, deed.title())
    return HttpResponseRedirect(page)


def beside(form: ActForm, refused: Refused) -> list[str]:
    """Put reasons beside their fields and return those that have none."""
    return [reason.text(lang()) for reason in put_beside(form, refused.reasons, lang())]


@for_roles(*READERS)
def cabinet(request: DeskRequest) -> HttpResponse:
    """Answer where a paper file is: in which place, or lent to whom."""
    typed = request.GET.get("q", "")[:40].strip()
    files = queries.files_of(request.staff.shop).select_related(
        "vehicle", "vehicle__owner", "keeper"
    )
    if typed:
        cars = found(request.staff.shop, typed, most=_MOST)
        place = files.filter(cabinet__startswith=half_width(typed).strip().upper())
        files = files.filter(vehicle__in=cars) | place
    rows = list(files.order_by("cabinet")[:_MOST])
    loans = queries.loans_of(rows)
    today = hours_of(request.staff.shop).desk.day_of(request.at)
    context = {
        "q": typed,
        "rows": [(each, loans.get(each.pk)) for each in rows],
        "out": [(loan, loan.due_on < today) for loan in queries.loans_out(request.staff.shop)],
        "not_filed": [
            (visit, event_url(Event.FILE_SET_UP, visit))
            for visit in queries.not_filed(request.staff.shop)
        ],
        "no_keeper": not queries.keepers(request.staff.shop),
        "count": queries.files_of(request.staff.shop).count(),
        "may_see_traces": file_page.may_see_traces(request),
    }
    return render(request, "care/file_cabinet.html", context)


@for_roles(Role.RECORDS_KEEPER, Role.RECEPTION_MANAGER, Role.SHOP_MANAGER)
def traces(request: DeskRequest) -> HttpResponse:
    """Show who looked at which file and who changed one, latest first."""
    rows = [(moment(each.at, request.at), each) for each in queries.traces_in(request.staff.shop)]
    return render(request, "care/file_traces.html", {"rows": rows})


# -- contacts (14.2) -------------------------------------------------------------------------------


@for_roles(*READERS)
def contact(request: DeskRequest, pk: int) -> HttpResponse:
    """Note where a customer works and how he is reached, once he was told why."""
    person = Customer.objects.filter(shop_id=request.staff.shop_id, pk=pk).first()
    if person is None:
        raise Http404
    page = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts=None):
        page = reverse("care:files")
    words = _notice(person)
    data = request.POST if request.method == "POST" else None
    form = forms.NoteContact(data, subject=person, staff=request.staff, at=request.at)
    status = 200
    if data is not None:
        status = 422
        if form.is_valid():
            told = {name: form.cleaned_data[name] for name in ("employer", "work_address", "phone")}
            try:
                run(
                    request, request.POST.get("token", ""), page,
                    lambda: commands.note_contact(
                        person, **told, told=words, by=request.staff, at=request.at
                    ),
                )  # fmt: skip
            except Refused as refused:
                put_into(form, refused.reasons, lang())
            else:
                messages.success(request, _("Contact noted"))
                return HttpResponseRedirect(page)
    context = {"form": form, "customer": person, "words": words, "token": new_token(), "page": page}
    return render(request, "care/contact.html", context, status=status)


def _notice(person: Customer) -> str:
    """Return the words by which a person is told what his contact is kept for."""
    return next(
        prompt.words(lang(), customer=person.spoken_to(lang()))
        for clause, prompt in judge.prompts(Event.ENQUIRY_ANSWERED)
        if clause.number == "14.2"
    )


# -- enquiries and complaints as lists (14.1, 14.3) ------------------------------------------------


@for_roles(*DESK, Role.SHOP_MANAGER)
def enquiries(request: DeskRequest) -> HttpResponse:
    """Show enquiries that wait for their answer, and those that were answered."""
    visits = list(
        visible_to(request.staff)
        .filter(
            purpose=Purpose.ENQUIRY.value,
            matter__in=standing_at(request.staff.shop_id, [Stage.RECEIVED]),
        )
        .order_by("arrived_at")
    )  # fmt: skip
    cases = journal.cases_of([visit.matter for visit in visits])
    waiting = []
    for visit in visits:
        due = cases[visit.matter_id].agreed_hour(Event.ANSWER_PROMISED)
        tone = tone_of_due(visit.arrived_at, due, request.at) if due else "blue"
        words = left(due, request.at) if due else _("to be answered on the spot")
        waiting.append(
            {"visit": visit, "tone": tone, "words": words, "due": due,
             "url": event_url(Event.ENQUIRY_ANSWERED, visit)}
        )  # fmt: skip
    answered = (
        Enquiry.objects.filter(visit__shop_id=request.staff.shop_id)
        .select_related("visit__vehicle", "visit__sender", "visit__advisor")
        .order_by("-answered_at")[:_MOST]
    )
    return render(
        request, "care/enquiries.html",
        {"waiting": waiting, "answered": answered, "may_note": request.staff.is_one_of(*DESK)},
    )  # fmt: skip


@for_roles(*READERS)
def complaints(request: DeskRequest) -> HttpResponse:
    """Show the complaints: open ones by when they are due, then those that were closed."""
    rows = Complaint.objects.filter(shop_id=request.staff.shop_id).select_related(
        "matter", "visit__vehicle", "customer", "receiver"
    )
    waiting = []
    for each in rows.filter(matter__closed_at=None).order_by("matter__next_due_at", "pk"):
        due = each.matter.next_due_at
        tone = tone_of_due(each.registered_at, due, request.at) if due else "blue"
        words = left(due, request.at) if due else each.matter.stands_at.label(lang())
        waiting.append({"complaint": each, "tone": tone, "words": words, "due": due})
    closed = rows.exclude(matter__closed_at=None).order_by("-matter__closed_at")[:_MOST]
    return render(request, "care/complaints.html", {"waiting": waiting, "closed": closed,
                   "may_note": request.staff.is_one_of(*DESK)})  # fmt: skip
