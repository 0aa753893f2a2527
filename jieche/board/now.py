"""Now: what the book asks of this shop, of whom, by when, over all cars."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from jieche.board.matters import Face, face_of_visit, faces
from jieche.board.notice import Call, call_of
from jieche.board.stations import acts_of
from jieche.care.follow_up_queries import regular_plan
from jieche.estimate.watch import standings_of
from jieche.journal import queries
from jieche.journal.models import Duty
from jieche.journal.once import once_a_page
from jieche.reception.queries import is_express
from jieche.rulebook import judge
from jieche.rulebook.book import clause as clause_of
from jieche.rulebook.case import Case
from jieche.rulebook.path import DIAGNOSIS
from jieche.rulebook.words import Event, Purpose, Role
from jieche.staff.models import Staff
from jieche.ui.acts import at_page, done_by, event_url, lang
from jieche.ui.moments import left, moment, tone_of_due
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit
from jieche.visits.queries import in_house

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


class _Duty(NamedTuple):
    """A duty as the list needs it: hundreds are read for each page, few are shown."""

    matter_id: int
    parent: int | None
    clause: str
    event: str
    opens_at: datetime
    due_at: datetime


def _open_duties(staff: Staff, at: datetime) -> list[_Duty]:
    found = Duty.objects.filter(
        shop_id=staff.shop_id,
        met_at=None,
        is_moot=False,
        is_prompt=False,
        opens_at__lte=at + _AHEAD,
    ).order_by("due_at", "pk")
    rows = found.values_list(
        "matter_id", "matter__parent_id", "clause", "event", "opens_at", "due_at"
    )
    return [_Duty(*row) for row in rows[:_MOST]]


@dataclass
class Owed:
    """What is owed: the first of it as lines to show, and how much there is in all."""

    items: list[Item]
    count: int
    late: int
    soon: int


def owed_now(staff: Staff, at: datetime, *, only_mine: bool = False) -> list[Item]:
    """Return what is owed, the most urgent first: late, soon, now, then what opens in a while."""
    return first_owed(staff, at, None, only_mine=only_mine).items


def first_owed(staff: Staff, at: datetime, most: int | None, *, only_mine: bool = False) -> Owed:
    """Return the first ``most`` of what is owed now (None: all); the rest is only counted."""
    here = {visit.matter_id: (visit, case) for visit, case in cars_here(staff)}
    found: list[Item | _Duty] = []
    busy, gave_way = set(), set()
    for duty in _one_for_each_act(_open_duties(staff, at)):
        if duty.matter_id not in here:
            found.append(duty)  # a car that has gone asks for no other step first
            if duty.parent in here:  # a supplement's: its car has something to do
                busy.add(here[duty.parent][0].pk)
            continue
        visit, case = here[duty.matter_id]
        owed = _item(duty, face_of_visit(visit), at)
        call = _call(owed, visit, case, at)
        item = _as_the_call(owed, call) if call else _as_things_stand(owed, visit, case)
        if item:
            found.append(item)
            busy.add(visit.pk)
        else:
            gave_way.add(visit.pk)
    stands = {(one.visit_pk, one.event) for one in found if isinstance(one, Item)}
    found += regular_calls(staff, at)
    called = {one.visit_pk for one in found if isinstance(one, Item) and _is_call(one)}
    risks = {pk: item for pk, item in _at_risk(staff, at).items() if pk not in called}
    found = [one for one in found if not _is_said_by(one, risks, here)]
    late = next((n for n, one in enumerate(found) if _tone(one, at) != "red"), len(found))
    found[late:late] = risks.values()
    steps = next_steps(staff, at, besides=(busy - gave_way) | set(risks))
    found += [step for step in steps if (step.visit_pk, step.event) not in stands]
    if only_mine:
        found = [one for one in found if staff.is_one_of(*judge.allowed_roles(_event(one)))]
    tones = [_tone(one, at) for one in found]
    return Owed(_in_words(found[:most], at), len(found), tones.count("red"), tones.count("amber"))


def _event(one: Item | _Duty) -> Event:
    return one.event if isinstance(one, Item) else Event.of(one.event)


def _in_words(found: list[Item | _Duty], at: datetime) -> list[Item]:
    face_of = faces(one.matter_id for one in found if isinstance(one, _Duty))
    items = []
    for one in found:
        if isinstance(one, Item):
            items.append(one)
        elif face := face_of.get(one.matter_id):
            items.append(_item(one, face, at))
    return items


def _as_things_stand(item: Item, visit: Visit, case: Case) -> Item | None:
    """
    Return a duty as what can be done for it now.

    Where its own act is not possible yet, a pressing duty leads to the step that comes next; one
    that has time gives way to that step (None), which stands in the list by itself.
    """
    if not judge.refusals(item.event, judge.allowed_roles(item.event), case):
        return item
    event = _next(visit)
    if event is None:
        return item
    if item.tone not in {"red", "amber"}:
        return None
    item.button, item.event = event.do(lang()), event
    item.who, item.url = who_does(event, visit), event_url(event, visit)
    return item


def _call(item: Item, visit: Visit, case: Case, at: datetime) -> Call | None:
    """Return what the notice to collect is as things stand, None for any other duty."""
    if item.event is not Event.TOLD_TO_COLLECT:
        return None
    standing = standings_of(visit.shop, at).get(visit.matter_id)
    return call_of(visit, case, standing, at)


def _is_call(item: Item) -> bool:
    return item.event is Event.DELAY_TOLD


def _as_the_call(item: Item, call: Call) -> Item:
    """Say of the notice whether it is good news or the apology, and lead to the act for it."""
    item.event, item.url, item.clause = call.event, call.url, call.clause
    item.what = item.button = call.button
    item.detail = f"{call.what} · {call.words}"
    return item


def _tone(one: "Item | _Duty", at: datetime) -> str:
    return one.tone if isinstance(one, Item) else tone_of(one, at)


def _is_said_by(
    one: "Item | _Duty", risks: Mapping[int, Item], here: Mapping[int, tuple[Visit, Case]]
) -> bool:
    """Say whether a line only repeats the question that a car at risk asks at once."""
    if isinstance(one, Item):
        return one.event is Event.PROGRESS_ASKED and one.visit_pk in risks
    visit = here.get(one.matter_id)
    is_asked = one.event == Event.PROGRESS_ASKED.value
    return is_asked and visit is not None and visit[0].pk in risks


def _at_risk(staff: Staff, at: datetime) -> dict[int, Item]:
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
        event = Event.PROGRESS_ASKED
        detail = _("Promised %(hour)s: kept with a chance of %(n)s %%; likely ready %(likely)s") % {
            "hour": moment(visit.promised_at, at),
            "n": round(standing.chance * 100),
            "likely": moment(standing.likely_at, at),
        }
        found[visit.pk] = Item(
            car=visit.vehicle or "",
            model=visit.vehicle.title if visit.vehicle else visit.number,
            what=event.do(lang()),
            detail=detail,
            tone="amber",
            when=_("at risk"),
            due=None,
            clause="10.1",
            who=who_does(event, visit),
            url=event_url(event, visit),
            button=event.do(lang()),
            event=event,
            visit_pk=visit.pk,
        )
    return found


def _one_for_each_act(duties: Iterable[_Duty]) -> list[_Duty]:
    """Keep, where one act meets several duties of a matter, the one that falls due first."""
    first: dict[tuple[int, str], _Duty] = {}
    for duty in duties:
        first.setdefault((duty.matter_id, duty.event), duty)
    return list(first.values())


def tone_of(duty: _Duty, at: datetime) -> str:
    """Return the colour's rule: grey not yet, blue now, amber soon, red late."""
    return tone_of_due(duty.opens_at, duty.due_at, at)


def _item(duty: _Duty, face: Face, at: datetime) -> Item:
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
        Item(
            car=call.visit.vehicle or "",
            model=call.visit.vehicle.title if call.visit.vehicle else call.visit.number,
            what=event.do(lang()),
            detail=clause_of(call.clause).text(lang()),
            tone=tone_of_due(call.opens_at, call.due_at, at),
            when=left(call.due_at, at),
            due=call.due_at,
            clause=call.clause,
            who=who_does(event, call.visit),
            url=at_page(call.visit.get_absolute_url(), "act", "follow-up", "act-follow-up"),
            button=event.do(lang()),
            event=event,
            visit_pk=call.visit.pk,
        )
        for call in regular_plan(staff, at)
    ]


def who_does(event: Event, visit: Visit | None) -> str:
    """Return whose an act is: the visit's advisor by name, another role by its word."""
    roles = judge.allowed_roles(event)
    if visit is not None and Role.ADVISOR in roles:
        return visit.advisor.name
    return roles[0].label(lang())


@once_a_page
def cars_here(staff: Staff) -> list[tuple[Visit, Case]]:
    """Return the visits that are not over with their cases, who came first on top."""
    visits = list(in_house(staff).order_by("arrived_at"))
    cases = queries.cases_of([visit.matter for visit in visits])
    return [(visit, cases[visit.matter_id]) for visit in visits]


def next_steps(staff: Staff, at: datetime, besides: Collection[int] = ()) -> list[Item]:
    """Return, for cars of which nothing is owed by an hour, the step that comes next."""
    found = []
    for visit, _case in cars_here(staff):
        event = None if visit.pk in besides else _next(visit)
        if event is None:
            continue
        found.append(
            Item(
                car=visit.vehicle or "",
                model=visit.vehicle.title if visit.vehicle else visit.number,
                what=event.do(lang()),
                detail=visit.matter.stands_at.label(lang()),
                tone="grey",
                when=moment(visit.matter.changed_at, at),
                due=None,
                clause=next((c.number for c in judge.speaking_of(event)), "P.1"),
                who=who_does(event, visit),
                url=event_url(event, visit),
                button=event.do(lang()),
                event=event,
                visit_pk=visit.pk,
            )
        )
    return found


def _is_diagnosed(visit: Visit, case: Case) -> bool:
    """Say whether a diagnosis belongs to this visit: agreed to, or asked for and not in a hurry."""
    asked = visit.purpose_word is Purpose.DIAGNOSIS and not is_express(case)
    return asked or case.has(Event.DIAGNOSIS_AGREED)


@once_a_page
def _next(visit: Visit) -> Event | None:
    return next_event(visit, queries.case_of(visit.matter))


def next_event(visit: Visit, case: Case) -> Event | None:
    """Return the first act of the car's way that is still to do and that nothing forbids."""
    for act in acts_of("visits"):
        if act.optional or not judge.is_on_path(act.event, case):
            continue
        if act.event in DIAGNOSIS and not _is_diagnosed(visit, case):
            continue
        # The book is asked first: it has all it needs at hand, the station has to read.
        if judge.refusals(act.event, judge.allowed_roles(act.event), case):
            continue
        if act.wanted(visit, case) and not (done_by(act, case) and act.still(visit)):
            return act.event
    return None
