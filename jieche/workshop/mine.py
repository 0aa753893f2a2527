"""The cars of one technician: what is to be done on each, and what can be done next."""

from dataclasses import dataclass
from datetime import datetime

from jieche.estimate.words import LineKind
from jieche.journal import door
from jieche.journal.queries import case_of
from jieche.rulebook.words import Stage
from jieche.staff.models import Staff
from jieche.ui.acts import Act, act_url, done_by, lang, new_token
from jieche.ui.moments import left, moment, tone_of_due
from jieche.visits.models import Visit
from jieche.visits.queries import standing_at, visible_to
from jieche.workshop import queries, repair_acts, supplement_acts
from jieche.workshop.models import Supplement, TeamAssignment

_VISIT = {act.slug: act for act in repair_acts.ACTS}
_SUPPLEMENT = {act.slug: act for act in supplement_acts.ACTS}
# What one press does, in the order in which it is done; anything else has a form of its own.
_PRESSES = {"start-work": _VISIT, "start-supplement": _SUPPLEMENT, "finish-supplement": _SUPPLEMENT,
            "finish-work": _VISIT}  # fmt: skip


@dataclass(frozen=True)
class Press:
    """A button that does one act at once."""

    slug: str
    pk: int
    label: str
    token: str


@dataclass(frozen=True)
class Extra:
    """A supplement of the car, where it stands, and its button."""

    sheet: int
    item: str
    state: str
    lacks_team: bool  # it may be started as soon as the dispatcher has said by whom
    presses: list[Press]


@dataclass(frozen=True)
class MyCar:
    """One car as a technician's phone shows it."""

    visit: Visit
    promised: str
    left: str
    tone: str
    work: list[str]
    presses: list[Press]
    extras: list[Extra]
    report_url: str


def my_cars(staff: Staff, at: datetime) -> list[MyCar]:
    """Return the cars in the workshop that are the person's or his team's, next promise first."""
    visits = sorted(
        visible_to(staff).filter(matter__in=standing_at(staff.shop_id, [Stage.IN_WORKSHOP])),
        key=lambda visit: (visit.promised_at or visit.arrived_at, visit.pk),
    )
    given: dict[int, dict[int | None, TeamAssignment]] = {}
    for each in TeamAssignment.objects.filter(visit__in=visits):
        lines = given.setdefault(each.visit_id, {})
        if each.line_id is None:
            lines.clear()  # the whole order was given anew
        lines[each.line_id] = each
    return [
        _car(visit, staff, at, given[visit.pk])
        for visit in visits
        if any(_is_his(each, staff) for each in given.get(visit.pk, {}).values())
    ]


def _is_his(given: TeamAssignment, staff: Staff) -> bool:
    if given.technician_id is not None:
        return given.technician_id == staff.pk
    return staff.team_id is not None and given.team_id == staff.team_id


def _car(
    visit: Visit, staff: Staff, at: datetime, given: dict[int | None, TeamAssignment]
) -> MyCar:
    def is_his(line: int) -> bool:
        one = given.get(line) or given.get(None)
        return one is not None and _is_his(one, staff)

    promised = visit.promised_at
    return MyCar(
        visit=visit,
        promised=moment(promised, at) if promised else "",
        left=left(promised, at) if promised else "",
        tone=tone_of_due(visit.arrived_at, promised, at) if promised else "grey",
        work=[
            line.name
            for line in queries.work_of(visit)
            if line.kind == LineKind.LABOUR.value and line.sheet == 0 and is_his(line.pk)
        ],
        presses=_presses(visit, staff, _VISIT),
        extras=[_extra(each, staff) for each in queries.open_supplements(visit)],
        report_url=act_url(_VISIT["report-supplement"], visit),
    )


def _extra(supplement: Supplement, staff: Staff) -> Extra:
    stage = supplement.matter.stands_at
    lacks_team = stage is Stage.DELIVERED and bool(queries.without_team(supplement))
    presses = [] if lacks_team else _presses(supplement, staff, _SUPPLEMENT)
    return Extra(supplement.sheet, supplement.item, stage.label(lang()), lacks_team, presses)


def _presses(subject: Visit | Supplement, staff: Staff, acts: dict[str, Act]) -> list[Press]:
    """Return the buttons that would do something now."""
    case = case_of(subject.matter)
    return [
        Press(slug, subject.pk, act.event.do(lang()), new_token())
        for slug, home in _PRESSES.items()
        if home is acts
        and (act := acts[slug]).wanted(subject, case)
        and not done_by(act, case)
        and not door.in_the_way(subject.matter, act.event, by=staff)
    ]


def press(slug: str) -> Act | None:
    """Return the act behind a button; None for any other name."""
    return _PRESSES[slug][slug] if slug in _PRESSES else None
