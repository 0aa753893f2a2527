"""The lines of Now: what each matter owes, what a car at risk asks, the step that comes next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from jieche.board.matters import Face
from jieche.board.steps import cars_here, step_of, who_does
from jieche.care.file_queries import keepers
from jieche.care.follow_up_queries import regular_plan
from jieche.estimate.watch import standings_of
from jieche.journal.models import Duty
from jieche.rulebook import judge
from jieche.rulebook.book import clause as clause_of
from jieche.rulebook.words import Event, Role
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.ui.acts import at_page, event_url, lang
from jieche.ui.moments import left, moment, tone_of_due
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit

_MOST = 5000  # more than a shop can owe; a bound, so that one page can never read a whole journal
_ASKED_LATELY = timedelta(hours=1)  # the workshop has answered: nobody asks again at once
_AHEAD = timedelta(hours=4)  # what opens later than this is not yet "now"


@dataclass
class Item:
    """One line of the list, as ``ui/now.html`` shows it."""

    car: Vehicle | str
    model: str
    what: str
    detail: str
    tone: str
    when: str
    due: datetime | None
    clause: str
    who: str
    url: str
    button: str
    event: Event
    visit_pk: int | None = None
    icon: str = ""  # instead of a plate, of what is about no car


class OpenDuty(NamedTuple):
    """A duty as the list needs it: hundreds are read for each page, few are shown."""

    matter_id: int
    parent: int | None
    clause: str
    event: str
    opens_at: datetime
    due_at: datetime


def open_duties(staff: Staff, at: datetime) -> list[OpenDuty]:
    """
    Return what is owed and not met, the first due on top; not what opens in some hours.

    Nor what a clause asks that the shop has switched off: who was late before stays so in the rule
    book, but nobody is pressed.
    """
    found = Duty.objects.filter(
        shop_id=staff.shop_id,
        met_at=None,
        is_moot=False,
        is_prompt=False,
        opens_at__lte=at + _AHEAD,
    ).order_by("due_at", "pk")
    if off := hours_of(staff.shop).off:
        found = found.exclude(clause__in=off)
    rows = found.values_list(
        "matter_id", "matter__parent_id", "clause", "event", "opens_at", "due_at"
    )
    return [OpenDuty(*row) for row in rows[:_MOST]]


def tone_of(duty: OpenDuty, at: datetime) -> str:
    """Return the colour's rule: grey not yet, blue now, amber soon, red late."""
    return tone_of_due(duty.opens_at, duty.due_at, at)


def line_of(duty: OpenDuty, face: Face, at: datetime) -> Item:
    """Return a duty in words, with its clause, whose it is, and the link to its act."""
    event = _as_he_wishes(Event.of(duty.event), face)
    not_open = duty.opens_at > at
    return Item(
        car=face.car or "",
        model=face.car.title if face.car else face.customer,
        what=event.do(lang()),
        detail=clause_of(duty.clause).text(lang()),
        tone=tone_of(duty, at),
        when=moment(duty.opens_at, at) if not_open else left(duty.due_at, at),
        due=None if not_open else duty.due_at,
        clause=duty.clause,
        who=who_does(event, face.visit),
        url=event_url(event, face.subject),
        button=event.do(lang()),
        event=event,
        visit_pk=face.visit.pk if face.visit else None,
        icon=face.icon,
    )


def _as_he_wishes(event: Event, face: Face) -> Event:
    """Return the act for a duty: who wants no calls is not called, but left in peace (15.9)."""
    customer = face.visit.sender if face.visit else None
    if event is Event.FOLLOWED_UP and customer is not None and customer.may_not_be_called:
        return Event.CALLS_DECLINED
    return event


def regular_calls(staff: Staff, at: datetime) -> list[Item]:
    """Return the regular calls whose day has come (15.1): the book's plan, no duty of one visit."""
    event = Event.FOLLOWED_UP
    return [
        _of_visit(
            call.visit,
            event,
            call.clause,
            detail=clause_of(call.clause).text(lang()),
            tone=tone_of_due(call.opens_at, call.due_at, at),
            when=left(call.due_at, at),
            due=call.due_at,
            url=at_page(call.visit.get_absolute_url(), "act", "follow-up", "act-follow-up"),
        )
        for call in regular_plan(staff, at)
    ]


def _of_visit(
    visit: Visit,
    event: Event,
    clause: str,
    *,
    detail: str,
    tone: str,
    when: str,
    due: datetime | None = None,
    url: str = "",
) -> Item:
    """Return a line about a car that no duty owes; its link leads to the act, or to ``url``."""
    return Item(
        car=visit.vehicle or "",
        model=visit.vehicle.title if visit.vehicle else visit.number,
        what=event.do(lang()),
        detail=detail,
        tone=tone,
        when=when,
        due=due,
        clause=clause,
        who=who_does(event, visit),
        url=url or event_url(event, visit),
        button=event.do(lang()),
        event=event,
        visit_pk=visit.pk,
    )


def at_risk(staff: Staff, at: datetime) -> dict[int, Item]:
    """Return by visit the question how far a car is, where its promise is in danger (10.1)."""
    standings = standings_of(staff.shop, at)
    found = {}
    for visit, case in cars_here(staff):
        standing = standings.get(visit.matter_id)
        if standing is None or not standing.is_at_risk:
            continue
        if visit.promised_at is None or visit.promised_at <= at:
            continue  # it is late by now, and owes more than a question
        asked = case.last(Event.PROGRESS_ASKED)
        if (asked and at - asked.at < _ASKED_LATELY) or judge.refusals(
            Event.PROGRESS_ASKED, judge.allowed_roles(Event.PROGRESS_ASKED), case
        ):
            continue
        detail = _("Promised %(hour)s: kept with a chance of %(n)s %%; likely ready %(likely)s") % {
            "hour": moment(visit.promised_at, at),
            "n": round(standing.chance * 100),
            "likely": moment(standing.likely_at, at),
        }
        found[visit.pk] = _of_visit(
            visit, Event.PROGRESS_ASKED, "10.1", detail=detail, tone="amber", when=_("at risk")
        )
    return found


def no_keeper(staff: Staff, found: Iterable[Item | OpenDuty]) -> list[Item]:
    """Tell the shop manager to name a records keeper, where a file is owed that none could keep."""
    event = Event.FILE_SET_UP
    is_owed = any(event_of(one) is event for one in found)
    if not is_owed or not staff.is_one_of(Role.SHOP_MANAGER) or keepers(staff.shop):
        return []
    return [
        Item(
            car="",
            model=_("Records keeper"),
            what=_("Name a records keeper"),
            detail=clause_of("13.6").text(lang()),
            tone="amber",
            when=_("before the next file"),
            due=None,
            clause="13.6",
            who=Role.SHOP_MANAGER.label(lang()),
            url=reverse("board:shop_people"),
            button=_("Name a records keeper"),
            event=event,
            icon="folder",
        )
    ]


def next_steps(staff: Staff, at: datetime, besides: Collection[int] = ()) -> list[Item]:
    """Return, for cars of which nothing is owed by an hour, the step that comes next."""
    found = []
    for visit, _case in cars_here(staff):
        event = None if visit.pk in besides else step_of(visit)
        if event is None:
            continue
        found.append(
            _of_visit(
                visit,
                event,
                _clause_of_step(event),
                detail=visit.matter.stands_at.label(lang()),
                tone="grey",
                when=moment(visit.matter.changed_at, at),
            )
        )
    return found


def _clause_of_step(event: Event) -> str:
    """Return the clause for which a step is done."""
    return next((clause.number for clause in judge.shown_at(event)), "P.1")


def event_of(one: Item | OpenDuty) -> Event:
    """Return what is to be done."""
    return one.event if isinstance(one, Item) else Event.of(one.event)


def tone_of_line(one: Item | OpenDuty, at: datetime) -> str:
    """Return the colour of a line, in words yet or not."""
    return one.tone if isinstance(one, Item) else tone_of(one, at)
