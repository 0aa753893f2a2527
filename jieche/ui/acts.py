"""
The act table: one row for each thing a person can do, and the one view that does it.

A row names the event, the form that collects what it needs, and the command that does it. The page
of the subject (a visit, a supplement, a booking) shows its acts; the same row answers the POST. So
the button, the guard, the form and the address of an act can't drift apart.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, resolve
from django.utils.translation import get_language

from jieche.journal import queries
from jieche.journal.door import Refused
from jieche.journal.models import Entry
from jieche.rulebook import judge
from jieche.rulebook.case import Case
from jieche.rulebook.judge import Refusal
from jieche.rulebook.words import Event, Stage
from jieche.ui.chips import chips_of
from jieche.ui.forms import ActForm
from jieche.ui.press import SENT_BEFORE, led_before, led_otherwise, run
from jieche.ui.request import DeskRequest, Failed, View, for_roles
from jieche.ui.said import Reason, Words, put_beside, when_and_who, who_does


@dataclass(frozen=True)
class Subject:
    """A kind of thing that has a page and a matter: how it is found and addressed."""

    prefix: str  # "visits" in /visits/17/sign-order/
    find: Callable[[Any, int], Any]  # (staff, pk) -> object or None; only what the person may see
    # Shown as one card of several on the page of another: a supplement on its visit's.
    is_card: bool = False


def _always(_subject: Any, _case: Case) -> bool:
    return True


def _holds(_subject: Any) -> bool:
    return True


def _nothing(_subject: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Act:
    """One thing that a person can do to a subject."""

    slug: str
    event: Event
    subject: Subject
    command: Callable[..., Any]
    form: type[ActForm] = ActForm
    # How the fields are laid out; the plain look renders them one below the other.
    template: str = ""
    # What the template needs beyond the form.
    extra: Callable[[Any], dict[str, Any]] = _nothing
    # Whether the act is offered at all (the discrepancy signature only where papers differ).
    wanted: Callable[[Any, Case], bool] = _always
    # Done only if it happened since the last of these: a proof must be newer than what it proves.
    since: tuple[Event, ...] = ()
    # Another event that does instead of this one (no wash instead of a wash).
    instead: tuple[Event, ...] = ()
    # Offered quietly below the others; never the main button.
    optional: bool = False
    # Can be done again after it was done: the line that says so has a link to do it.
    again: bool = False
    # Whether what was done still holds: a call that nobody answered has to be made again.
    still: Callable[[Any], bool] = _holds


@dataclass
class Shown:
    """An act as the page shows it (``ui/act.html``)."""

    act: Act
    state: str  # "done", "open", "could", "waiting", "elsewhere"
    slug: str
    title: str
    url: str
    button: str = ""
    clauses: list[str] = field(default_factory=list)  # what is met by it; one where it is closed
    done: str = ""
    fields: str = ""
    token: str = ""
    reasons: list[Reason] = field(default_factory=list)
    names_entries: bool = False  # whether a list above the form names what was typed wrongly
    prompts: list[Words] = field(default_factory=list)
    form: forms.Form | None = None
    entry: Entry | None = None
    is_main: bool = False
    is_failed: bool = False
    can_again: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


def lang() -> str:
    """Return the language of the page."""
    return get_language() or "zh-hans"


def show(acts: Sequence[Act], subject: Any, request: DeskRequest) -> list[Shown]:
    """
    Return the acts of a subject as its page shows them; not what can never be done any more.

    One is open: that which failed, that which was asked for (``?act=``, ``?for=``), else the first
    that can be done. The others that can be done are links. A page opens one act in all, of the
    subject that is shown first; a card opens none by itself where another was asked for.
    """
    case = queries.case_of(subject.matter)
    entries = {entry.what: entry for entry in queries.entries_of(subject.matter)}
    still = judge.still_possible(case.kind, case.stage)
    shown = [
        _shown(act, subject, case, entries, request)
        for act in acts
        if (act.wanted(subject, case) and (act.event in still or case.has(act.event, *act.instead)))
        or _failed(act, subject, request)
    ]
    shown = [one for one in shown if not _is_said_by_another(one, shown)]
    main = _main(shown, subject, request)
    if main is not None:
        _open(main, subject, request)
        request.has_open_act = True
    return shown


def _is_said_by_another(one: Shown, shown: Sequence[Shown]) -> bool:
    """Say whether what was done instead of this act has its own line, and nothing is left here."""
    instead = one.entry.what if one.state == "done" and one.entry else one.act.event
    return (
        instead is not one.act.event
        and not one.can_again
        and any(other.state == "done" and other.act.event is instead for other in shown)
    )


def _main(shown: Sequence[Shown], subject: Any, request: DeskRequest) -> Shown | None:
    """Return the act to open, None where the page has another one open or asked for."""
    failed = next((one for one in shown if one.is_failed), None)
    if failed is not None or request.has_open_act:
        return failed
    act, event = request.GET.get("act", ""), request.GET.get("for", "")
    can = [one for one in shown if one.state == "could"]
    wanted = next((one for one in can if one.slug == act), None) or next(
        (one for one in can if _key(one.act, one.act.event.value, subject) == event), None
    )
    is_elsewhere = any(one.act.subject.is_card for one in shown) and (
        bool(act or event) or request.failed is not None
    )
    if wanted is not None or is_elsewhere:
        return wanted
    return next((one for one in can if not one.act.optional), None)


def _key(act: Act, name: str, subject: Any) -> str:
    """Return a name that is the act's own on a page where several cards have the same acts."""
    return f"{name}-{subject.pk}" if act.subject.is_card else name


def _failed(act: Act, subject: Any, request: DeskRequest) -> bool:
    """Say whether it is this act that was just refused: its reasons are shown in any case."""
    return request.failed is not None and request.failed.slug == _key(act, act.slug, subject)


def _shown(
    act: Act, subject: Any, case: Case, entries: dict[Event, Entry], request: DeskRequest
) -> Shown:
    slug = _key(act, act.slug, subject)
    failed = _failed(act, subject, request)
    done = done_by(act, case) if act.still(subject) else None
    reasons = judge.refusals(act.event, request.staff.acts_as, case)
    key = _key(act, act.event.value, subject) if act.again else slug
    asked = slug == request.GET.get("act") or key == request.GET.get("for")
    if done and not failed and (reasons or not asked):
        state = "done"
    elif not reasons:
        state = "could"
    else:
        mine = request.staff.is_one_of(*judge.allowed_roles(act.event))
        state = "waiting" if mine else "elsewhere"
    entry = entries.get(done) if done else None
    return Shown(
        act,
        state,
        slug=slug,
        title=(done or act.event).label(lang()) if state == "done" else act.event.do(lang()),
        url=act_url(act, subject),
        clauses=chips_of(act.event, request.staff.shop)[:1] if state != "done" else [],
        done=when_and_who(entry) if entry else "",
        reasons=_said([r for r in reasons if r.mend] or reasons, subject, request),  # leads on
        entry=entry,
        is_failed=failed,
        can_again=state == "done" and act.again and not reasons,
    )


def _open(one: Shown, subject: Any, request: DeskRequest) -> None:
    failed = request.failed if one.is_failed else None
    one.state, one.is_main = "open", True
    one.title = one.button = one.act.event.do(lang())
    one.form = (
        failed.form if failed else one.act.form(subject=subject, staff=request.staff, at=request.at)
    )
    one.fields = one.act.template
    one.reasons = _said(failed.not_beside_a_field(), subject, request) if failed else []
    one.names_entries = failed is not None and failed.has_wrong_entry()
    ticked = request.POST.getlist("ticked") if failed else []
    names = _names(subject, request)
    one.prompts = [
        Words(clause.number, prompt.words(lang(), **names), clause.number in ticked)
        for clause, prompt in judge.words_to_say(
            one.act.event, queries.case_of(subject.matter), request.at
        )
    ]
    spoken = {words.clause for words in one.prompts}  # they have their chip beside the words
    one.clauses = chips_of(one.act.event, request.staff.shop, spoken)
    one.token = new_token()
    one.extra = one.act.extra(subject)  # noqa: S610  # no query set: an act's own function


def _names(subject: Any, request: DeskRequest) -> dict[str, str]:
    """Return the names that the words to say leave open."""
    visit = getattr(subject, "visit", None) or subject
    person = getattr(visit, "sender", None) or getattr(subject, "customer", None)
    return {
        "advisor": request.staff.name,
        "customer": person.spoken_to(lang()) if person else "",
        "shop": request.staff.shop.short_name or request.staff.shop.name,
    }


def _said(reasons: Sequence[Refusal], subject: Any, request: DeskRequest) -> list[Reason]:
    """Return refusals with the links that mend them: to the act that records what is missing."""
    return [
        Reason(
            refusal.text(lang()),
            refusal.clause,
            event_url(refusal.mend, subject) if refusal.mend else "",
            refusal.mend.do(lang()) if refusal.mend else "",
            who_does(refusal.mend, request.staff, lang()) if refusal.mend else "",
        )
        for refusal in reasons
    ]


def event_url(event: Event, subject: Any) -> str:
    """Return the address at which ``event`` is recorded: of the subject, or of its visit."""
    if event not in judge.still_possible(subject.matter.is_kind, Stage.NEW):
        subject = getattr(subject, "visit", None) or subject
    page = subject.get_absolute_url()
    is_card = "#" in page  # it has its place on the page of another
    return at_page(page, "for", f"{event.value}-{subject.pk}" if is_card else event.value)


def at_page(page: str, name: str, value: str, anchor: str = "") -> str:
    """Return an address with one question more; its own anchor is kept where it has one."""
    path_, _, own = page.partition("#")
    joint = "&" if "?" in path_ else "?"
    return f"{path_}{joint}{name}={value}#{own or anchor or value}"


def new_token() -> str:
    """Return a one-time token for a form."""
    return secrets.token_urlsafe(16)


def done_by(act: Act, case: Case) -> Event | None:
    """Return the event by which the act is done, None where it is still to do."""
    for happened in reversed(case.history):
        if happened.event in {act.event, *act.instead}:
            return happened.event
        if happened.event in act.since:
            return None
    return None


def act_url(act: Act, subject: Any) -> str:
    """Return the address to which the act is sent."""
    return f"/{act.subject.prefix}/{subject.pk}/{act.slug}/"


def act_urls(acts: Iterable[Act]) -> list[URLPattern]:
    """Return the addresses of a station's acts."""
    return [
        path(
            f"{act.subject.prefix}/<int:pk>/{act.slug}/",
            perform(act),
            name=act.slug.replace("-", "_"),
        )
        for act in acts
    ]


def perform(act: Act) -> View:
    """Return the view that does ``act``: a GET opens its page there, a POST does it."""

    @for_roles()
    def view(request: DeskRequest, pk: int) -> HttpResponse:
        subject = act.subject.find(request.staff, pk)
        if subject is None:
            raise Http404
        page = subject.get_absolute_url()
        key = _key(act, act.slug, subject)
        if request.method != "POST":
            return HttpResponseRedirect(at_page(page, "act", key, f"act-{key}"))
        form = act.form(
            request.POST, request.FILES, subject=subject, staff=request.staff, at=request.at
        )
        case = queries.case_of(subject.matter)
        if not request.staff.is_one_of(*judge.allowed_roles(act.event)):  # asked before the form
            reasons = judge.refusals(act.event, request.staff.acts_as, case)
            return show_again(request, page, Failed(key, form, reasons), act.event)
        token = request.POST.get("token", "")
        sent_before = [SENT_BEFORE] if led_otherwise(request, token) else []
        if not form.is_valid() or sent_before:
            # All that is in the way at once: no entry is mended for an act that can't be.
            reasons = judge.refusals(act.event, request.staff.acts_as, case)
            return show_again(request, page, Failed(key, form, reasons + sent_before))
        stands = token and not act.again and act.still(subject) and done_by(act, case)
        if stands and (led_to := led_before(request)):
            return HttpResponseRedirect(led_to)
        ticked = request.POST.getlist("ticked")
        try:
            led_to = run(
                request,
                token,
                page,
                lambda: act.command(
                    act.subject.find(request.staff, pk),
                    by=request.staff,
                    at=request.at,
                    ticked=ticked,
                    **form.cleaned_data,
                ),
            )
        except Refused as refused:
            put_beside(form, refused.reasons, lang())
            return show_again(request, page, Failed(key, form, refused.reasons), act.event)
        messages.success(request, act.event.label(lang()))
        return HttpResponseRedirect(led_to)

    view.act = act  # type: ignore[attr-defined]  # the test table compares rights with it
    return view


def show_again(
    request: DeskRequest, page: str, failed: Failed, event: Event | None = None
) -> HttpResponse:
    """Show the subject's page again with what was typed: 422, or 403 where the role is wrong."""
    path_, _, query = page.partition("#")[0].partition("?")
    request.failed, request.GET = failed, QueryDict(query)
    found = resolve(path_)
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    is_mine = event is None or request.staff.is_one_of(*judge.allowed_roles(event))
    response.status_code = 422 if is_mine else 403
    return response
