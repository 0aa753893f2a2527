"""Now: what the book asks of this shop, of whom, by when, over all cars."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from jieche.board import doors
from jieche.board.lines import (
    Item,
    OpenDuty,
    at_risk,
    event_of,
    line_of,
    next_steps,
    no_keeper,
    open_duties,
    regular_calls,
    tone_of_line,
)
from jieche.board.matters import Face, face_of_visit, faces
from jieche.board.notice import Call, call_of
from jieche.board.steps import cars_here, step_of, who_does
from jieche.care.follow_up_queries import not_reached_at
from jieche.estimate.watch import standings_of
from jieche.journal import queries
from jieche.journal.models import Matter
from jieche.rulebook import judge
from jieche.rulebook.case import Case
from jieche.rulebook.path import stage_after
from jieche.rulebook.words import Event
from jieche.staff.models import Staff
from jieche.ui.acts import event_url, lang
from jieche.visits.models import Visit

_FURTHEST = 8  # steps that lead to one another; no way of the book is as long


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
    found: list[Item | OpenDuty] = []
    busy, gave_way = set(), set()
    for duty in _in_their_order(_one_for_each_act(open_duties(staff, at)), here):
        if duty.matter_id not in here:
            found.append(duty)  # a car that has gone asks for no other step first
            if duty.parent in here:  # a supplement's: its car has something to do
                busy.add(here[duty.parent][0].pk)
            continue
        visit, case = here[duty.matter_id]
        line = line_of(duty, face_of_visit(visit), at)
        call = _call(line, visit, case, at)
        item = _as_the_call(line, call) if call else _as_things_stand(line, visit, case)
        if item:
            found.append(item)
            busy.add(visit.pk)
        else:
            gave_way.add(visit.pk)
    stands = {(one.visit_pk, one.event) for one in found if isinstance(one, Item)}
    found += regular_calls(staff, at)
    mend = no_keeper(staff, found)
    called = {one.visit_pk for one in found if isinstance(one, Item) and _is_call(one)}
    besides = called | _asked_too_late(found, here, at)
    risks = {pk: item for pk, item in at_risk(staff, at).items() if pk not in besides}
    found = [one for one in found if not _is_said_by(one, risks, here)]
    late = _how_many_late(found, at)
    found[:late] = _whom_it_keeps_waiting_first(found[:late], here, staff, at)
    found[late:late] = risks.values()
    steps = next_steps(staff, at, besides=(busy - gave_way) | set(risks))
    found += [step for step in steps if (step.visit_pk, step.event) not in stands]
    if only_mine:
        found = [one for one in found if staff.is_one_of(*judge.allowed_roles(event_of(one)))]
    late = _how_many_late(found, at)
    found[late:late] = mend
    if closed := doors.closed_to(staff):
        found = [one for one in found if doors.kind_of(event_of(one)) not in closed]
    tones = [tone_of_line(one, at) for one in found]
    return Owed(_in_words(found[:most], at), len(found), tones.count("red"), tones.count("amber"))


def _how_many_late(found: list[Item | OpenDuty], at: datetime) -> int:
    """Return how many lines on top are late: what is pressing comes below them."""
    return next((n for n, one in enumerate(found) if tone_of_line(one, at) != "red"), len(found))


def _whom_it_keeps_waiting_first(
    late: list[Item | OpenDuty], here: Collection[int], staff: Staff, at: datetime
) -> list[Item | OpenDuty]:
    """
    Return what is late with the cars in the house on top: somebody stands there or is promised.

    A call whose customer can't be reached at this hour (15.9) comes last: nobody can make it now.
    """
    calls = [one.matter_id for one in late if isinstance(one, OpenDuty) and _is_follow_up(one)]
    shut = not_reached_at(staff, calls, at)

    def rank(one: Item | OpenDuty) -> int:
        if isinstance(one, Item):
            return 1 if _is_follow_up(one) else 0
        if one.parent in here:
            return 0
        return 2 if one.matter_id in shut else 1

    return sorted(late, key=rank)


def _is_follow_up(one: Item | OpenDuty) -> bool:
    return event_of(one) is Event.FOLLOWED_UP


def _in_words(found: list[Item | OpenDuty], at: datetime) -> list[Item]:
    face_of = faces(one.matter_id for one in found if isinstance(one, OpenDuty))
    items, too_early = [], []
    for one in found:
        if isinstance(one, Item):
            items.append(one)
        elif face := face_of.get(one.matter_id):
            items.append(line_of(one, face, at))
            # A supplement's call may wait for a manager (4.3): its case has to be looked at.
            if one.parent or not _can_come(items[-1].event, face.subject.matter):
                too_early.append((items[-1], face))
    cases = queries.cases_of([face.subject.matter for _item, face in too_early])
    for item, face in too_early:
        _lead_on(item, face, cases[face.subject.matter_id])
    return items


def _can_come(event: Event, matter: Matter) -> bool:
    return stage_after(matter.is_kind, matter.stands_at, event) is not None


def _lead_on(item: Item, face: Face, case: Case) -> None:
    """Let a line lead to the step before its act, where that can't come yet: facts first."""
    event = owed = item.event
    for _step in range(_FURTHEST):
        stops = judge.refusals(event, judge.allowed_roles(event), case)
        leads = next((stop.mend for stop in stops if stop.mend), None)
        if leads is None:
            break
        event = leads
    if event is not owed:
        _by(item, event, face)


def _by(item: Item, event: Event, face: Face) -> Item:
    """Let another act be pressed for what a line says, by whom it may be done."""
    item.button, item.event = event.do(lang()), event
    item.who, item.url = who_does(event, face.visit), event_url(event, face.subject)
    return item


def _as_things_stand(item: Item, visit: Visit, case: Case) -> Item | None:
    """
    Return a duty as what can be done for it now.

    Where its own act is not possible yet, a pressing duty leads to the step that comes next; one
    that has time gives way to that step (None), which stands in the list by itself.
    """
    if not judge.refusals(item.event, judge.allowed_roles(item.event), case):
        return item
    event = step_of(visit)
    if event is None:
        return item
    if item.tone not in {"red", "amber"}:
        return None
    return _by(item, event, face_of_visit(visit))


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


def _asked_too_late(
    found: Iterable[Item | OpenDuty], here: Mapping[int, tuple[Visit, Case]], at: datetime
) -> set[int]:
    """Return the cars whose question the book asked for already: that line is the stronger one."""
    late = [
        one
        for one in found
        if event_of(one) is Event.PROGRESS_ASKED and tone_of_line(one, at) == "red"
    ]
    return {one.visit_pk for one in late if isinstance(one, Item) and one.visit_pk} | {
        here[one.matter_id][0].pk
        for one in late
        if isinstance(one, OpenDuty) and one.matter_id in here
    }


def _is_said_by(
    one: Item | OpenDuty, risks: Mapping[int, Item], here: Mapping[int, tuple[Visit, Case]]
) -> bool:
    """Say whether a line only repeats the question that a car at risk asks at once."""
    if isinstance(one, Item):
        return one.event is Event.PROGRESS_ASKED and one.visit_pk in risks
    visit = here.get(one.matter_id)
    is_asked = one.event == Event.PROGRESS_ASKED.value
    return is_asked and visit is not None and visit[0].pk in risks


def _one_for_each_act(duties: Iterable[OpenDuty]) -> list[OpenDuty]:
    """
    Keep, where one act meets several duties of a matter, the one that falls due first.

    That the car is ready and that it will be late are one call; which it is, ``_call`` says.
    """
    first: dict[tuple[int, str], OpenDuty] = {}
    for duty in duties:
        is_call = duty.event in {Event.DELAY_TOLD.value, Event.TOLD_TO_COLLECT.value}
        act = Event.TOLD_TO_COLLECT.value if is_call else duty.event
        first.setdefault((duty.matter_id, act), duty)
    return list(first.values())


def _in_their_order(duties: list[OpenDuty], here: Collection[int]) -> list[OpenDuty]:
    """Leave out what waits for another act that the same matter owes: a deposit comes first."""
    count = Counter(duty.matter_id for duty in duties)
    several = [pk for pk, n in count.items() if n > 1 and pk not in here]
    cases = queries.cases_of(list(Matter.objects.filter(pk__in=several)))
    owed = {(duty.matter_id, duty.event) for duty in duties}

    def waits(duty: OpenDuty) -> bool:
        case, event = cases.get(duty.matter_id), Event.of(duty.event)
        stops = judge.refusals(event, judge.allowed_roles(event), case) if case else []
        return any(stop.mend and (duty.matter_id, stop.mend.value) in owed for stop in stops)

    return [duty for duty in duties if not waits(duty)]
