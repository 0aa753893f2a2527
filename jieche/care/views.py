"""Complaints, call list."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from jieche.care import commands, queries
from jieche.care.acts import ACTS
from jieche.care.forms import Register
from jieche.care.models import Complaint, Satisfaction
from jieche.customers.commands import know_customer
from jieche.customers.models import Customer
from jieche.journal import queries as journal
from jieche.journal.door import Refused
from jieche.journal.models import Entry, Evidence
from jieche.rulebook import judge
from jieche.rulebook.words import Event, Proof, Role
from jieche.ui.acts import lang, new_token, show
from jieche.ui.moments import left, moment, tone_of_due
from jieche.ui.press import run
from jieche.ui.request import DeskRequest, for_roles, may_open
from jieche.ui.said import Words, put_into
from jieche.visits.models import Visit

DESK = queries.READERS


@for_roles(*DESK)
def files(request: DeskRequest) -> HttpResponse:
    """Show whom to call and which complaints are open."""
    context = {
        "may_answer": request.staff.is_one_of(*DESK[:3]),
        "may_complain": may_open(request.staff, "care:register_complaint"),
        "complaints": queries.open_complaints(request.staff),
        "calls": [
            (duty, visit, duty.opens_at <= request.at, duty.due_at < request.at)
            for duty, visit in queries.follow_ups_owed(request.staff)
        ],
    }
    return render(request, "care/files.html", context)


@for_roles(Role.ADVISOR, Role.RECEPTION_MANAGER)
def register_complaint(request: DeskRequest) -> HttpResponse:
    """Register a complaint, by phone or in person."""
    typed = request.POST if request.method == "POST" else None
    form = Register(typed, staff=request.staff, at=request.at)
    # Kept until it is registered, so that the page before this one registers nothing twice.
    token = (typed and typed.get("token")) or new_token()
    status = 200
    if typed is not None:
        status = 422
        if form.is_valid():
            data, visit = form.cleaned_data, form.visit
            name, phone = data.pop("name"), data.pop("phone")
            try:
                page = run(
                    request, token, "/files/",
                    lambda: commands.register_complaint(
                        visit=visit, customer=_who(request, visit, name, phone),
                        by=request.staff, at=request.at, ticked=typed.getlist("ticked"), **data,
                    ),
                )  # fmt: skip
            except Refused as refused:
                put_into(form, refused.reasons, lang())
                token = new_token()
            else:
                return HttpResponseRedirect(page)
    ticked = request.POST.getlist("ticked")
    prompts = [
        Words(clause.number, prompt.words(lang()), clause.number in ticked)
        for clause, prompt in judge.prompts(Event.COMPLAINT_REGISTERED)
    ]
    context = {"form": form, "token": token, "prompts": prompts}
    return render(request, "care/register_complaint.html", context, status=status)


def _who(request: DeskRequest, visit: Visit | None, name: str, phone: str) -> Customer | None:
    """Return who complains, None where nobody else is named than who brought the car."""
    if not name:
        return None
    for known in (visit.sender, visit.owner) if visit else ():
        if known is not None and known.name == name and phone in {"", known.phone}:
            return known  # no second record of one person (13.4)
    return know_customer(request.staff.shop, name=name, phone=phone, at=request.at)


@for_roles(*DESK)
def complaint(request: DeskRequest, pk: int) -> HttpResponse:
    """Show one complaint, its acts and what happened."""
    found = queries.find_complaint(request.staff, pk)
    if found is None:
        raise Http404
    acts = [act for act in ACTS if act.subject.prefix == "complaints"]
    context = {
        "complaint": found,
        "documents": journal.documents_of(found.matter),
        "is_open": not found.matter.is_closed,
        "due": found.matter.next_due_at,
        "due_what": _owed_next(found),
        "due_tone": tone_of_due(found.registered_at, found.matter.next_due_at, request.at)
        if found.matter.next_due_at else "",
        "due_words": left(found.matter.next_due_at, request.at)
        if found.matter.next_due_at else "",
        "may_note": request.staff.is_one_of(Role.ADVISOR, Role.RECEPTION_MANAGER),
        "acts": show(acts, found, request),
        "entries": [
            (entry.happened_at, entry.what.label(lang()), entry.by.name,
             _("; ").join([_said(piece) for piece in entry.evidence.all() if piece.words]
                      + _hour(entry)))
            for entry in reversed(journal.with_evidence(journal.entries_of(found.matter)))
        ],
    }  # fmt: skip
    return render(request, "care/complaint.html", context)


def _owed_next(complaint: Complaint) -> str:
    """Return in words what is due next: the reply (14.4, 14.5) or the end (14.8)."""
    owed = complaint.matter.duties.filter(met_at=None, is_moot=False, is_prompt=False)
    first = owed.order_by("due_at").first()
    return Event.of(first.event).do(lang()) if first else ""


def _said(piece: Evidence) -> str:
    """Return the words of a proof; the customer's view is a word of ours."""
    if piece.proof == Proof.SATISFACTION.value:
        return Satisfaction.of(piece.words).label(lang())
    return piece.words


def _hour(entry: Entry) -> list[str]:
    """Return the hour that was agreed with an entry, if any."""
    return [moment(entry.agreed_for, entry.happened_at)] if entry.agreed_for else []
