"""Now: what the book asks of this shop, of whom, by when, over all cars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jieche.board.matters import Face, faces
from jieche.board.stations import acts_of
from jieche.journal import queries
from jieche.journal.models import Duty
from jieche.rulebook import judge
from jieche.rulebook.book import clause as clause_of
from jieche.rulebook.case import Case
from jieche.rulebook.path import DIAGNOSIS
from jieche.rulebook.words import Event, Purpose, Role
from jieche.staff.models import Staff
from jieche.ui.acts import done_by, event_url, lang
from jieche.ui.moments import left, moment, tone_of_due
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit
from jieche.visits.queries import in_house

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


def owed_now(staff: Staff, at: datetime, *, only_mine: bool = False) -> list[Item]:
    """Return what is owed, the most urgent first: late, soon, now, then what opens in a while."""
    duties = Duty.objects.filter(
        shop_id=staff.shop_id,
        met_at=None,
        is_moot=False,
        is_prompt=False,
        opens_at__lte=at + _AHEAD,
    ).order_by("due_at", "pk")
    rows = _one_for_each_act(duties[:400])
    face_of = faces(duty.matter_id for duty in rows)
    cases = queries.cases_of(
        [
            face.visit.matter
            for pk, face in face_of.items()
            if face.visit is not None and _is_visit(pk, face)
        ]
    )
    items = []
    for duty in rows:
        face = face_of.get(duty.matter_id)
        item = _item(duty, face, at) if face else None
        if item and face and _is_visit(duty.matter_id, face):
            item = _as_things_stand(item, face.visit, cases[duty.matter_id])
        if item:
            items.append(item)
    busy = {item.visit_pk for item in items}
    items += [item for item in next_steps(staff, at) if item.visit_pk not in busy]
    if only_mine:
        items = [i for i in items if staff.is_one_of(*judge.allowed_roles(i.event))]
    return items


def _is_visit(matter_pk: int, face: Face) -> bool:
    """Say whether a face is a visit's own, not of a supplement or complaint that hangs on it."""
    return face.visit is not None and face.visit.matter_id == matter_pk


def _as_things_stand(item: Item, visit: Visit | None, case: Case) -> Item | None:
    """
    Return a duty as what can be done for it now.

    Where its own act is not possible yet, a pressing duty leads to the step that comes next; one
    that has time gives way to that step (None), which stands in the list by itself.
    """
    if visit is None or not judge.refusals(item.event, judge.allowed_roles(item.event), case):
        return item
    event = next_event(visit, case)
    if event is None:
        return item
    if item.tone not in {"red", "amber"}:
        return None
    item.button, item.event = event.do(lang()), event
    item.who, item.url = _who(event, visit), event_url(event, visit)
    return item


def _one_for_each_act(duties: Iterable[Duty]) -> list[Duty]:
    """Keep, where one act meets several duties of a matter, the one that falls due first."""
    first: dict[tuple[int, str], Duty] = {}
    for duty in duties:
        first.setdefault((duty.matter_id, duty.event), duty)
    return list(first.values())


def tone_of(duty: Duty, at: datetime) -> str:
    """Return the colour's rule: grey not yet, blue now, amber soon, red late."""
    return tone_of_due(duty.opens_at, duty.due_at, at)


def _item(duty: Duty, face: Face, at: datetime) -> Item:
    event = Event.of(duty.event)
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
        who=_who(event, face.visit),
        url=event_url(event, face.subject),
        button=event.do(lang()),
        event=event,
        visit_pk=face.visit.pk if face.visit else None,
    )


def _who(event: Event, visit: Visit | None) -> str:
    roles = judge.allowed_roles(event)
    if visit is not None and Role.ADVISOR in roles:
        return visit.advisor.name
    return roles[0].label(lang())


def next_steps(staff: Staff, at: datetime) -> list[Item]:
    """Return, for cars of which nothing is owed by an hour, the step that comes next."""
    visits = list(in_house(staff).order_by("arrived_at"))
    cases = queries.cases_of([visit.matter for visit in visits])
    found = []
    for visit in visits:
        event = next_event(visit, cases[visit.matter_id])
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
                who=_who(event, visit),
                url=event_url(event, visit),
                button=event.do(lang()),
                event=event,
                visit_pk=visit.pk,
            )
        )
    return found


def _is_diagnosed(visit: Visit, case: Case) -> bool:
    """Say whether a diagnosis belongs to this visit: asked for, or agreed to."""
    return visit.purpose_word is Purpose.DIAGNOSIS or case.has(Event.DIAGNOSIS_AGREED)


def next_event(visit: Visit, case: Case) -> Event | None:
    """Return the first act of the car's way that is still to do and that nothing forbids."""
    for act in acts_of("visits"):
        if act.optional or not act.wanted(visit, case):
            continue
        if done_by(act, case) and act.still(visit):
            continue
        if act.event in DIAGNOSIS and not _is_diagnosed(visit, case):
            continue
        if not judge.refusals(act.event, judge.allowed_roles(act.event), case):
            return act.event
    return None
