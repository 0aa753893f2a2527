"""What other stations ask of the workshop: teams, wash, receipt, parts, supplements, inspection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Sum
from django.db.models.functions import Coalesce

from jieche.estimate.models import EstimateLine
from jieche.estimate.queries import agreed_lines, lines_of
from jieche.estimate.words import LineKind
from jieche.journal.once import once_a_page
from jieche.journal.queries import case_of
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Stage
from jieche.shop.models import Team
from jieche.shop.queries import hours_of
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Category, RepairOrder, Visit
from jieche.visits.queries import order_of, standing_at
from jieche.workshop.models import (
    Anomaly,
    FinalInspection,
    PartsIssue,
    PartsReturn,
    ProgressAnswer,
    Supplement,
    TeamAssignment,
    Wash,
    WorkshopReceipt,
)
from jieche.workshop.words import Answer

# A repair of these leaves with a numbered certificate (竣工出厂合格证).
HEAVY = frozenset({Category.SECOND_MAINTENANCE, Category.ASSEMBLY, Category.WHOLE})
_SETTLED = frozenset({Stage.DONE, Stage.DROPPED})
_UNANSWERED = frozenset({Stage.NEW, Stage.FOUND, Stage.ASKED})


# -- into the workshop ---------------------------------------------------------------------------


def work_of(visit: Visit) -> list[EstimateLine]:
    """Return the lines of the order that are work to be done by a team."""
    return [line for line in agreed_lines(order_of(visit)) if line.kind == LineKind.LABOUR.value]


@once_a_page
def assignments_of(visit: Visit) -> list[TeamAssignment]:
    """Return who does what, oldest first."""
    return list(
        TeamAssignment.objects.filter(visit=visit).select_related("team", "technician", "line")
    )


def team_of(visit: Visit, line: EstimateLine | None = None) -> Team | None:
    """Return the team of a line, or of the whole order; the last assignment counts. Clause 8.3."""
    return _team_among(assignments_of(visit), line.pk if line else None)


def _team_among(given: Sequence[TeamAssignment], line: int | None) -> Team | None:
    last_first = reversed(given)
    return next((one.team for one in last_first if one.line_id in (None, line)), None)


def teams_of(visit: Visit) -> list[Team]:
    """Return every team that works on the car, each once, in the order of the lines."""
    return _teams(assignments_of(visit), [line.pk for line in work_of(visit)])


def teams_of_many(visits: Sequence[Visit]) -> dict[int, list[Team]]:
    """Return the teams of many cars by visit, in two queries."""
    given: dict[int, list[TeamAssignment]] = {visit.pk: [] for visit in visits}
    for one in TeamAssignment.objects.filter(visit__in=given).select_related("team"):
        given[one.visit_id].append(one)
    lines: dict[int, list[int]] = {visit.pk: [] for visit in visits}
    work = EstimateLine.objects.filter(
        order__visit__in=given, kind=LineKind.LABOUR.value, is_agreed=True, is_dropped=False
    )
    for visit, line in work.values_list("order__visit", "pk"):
        lines[visit].append(line)
    return {visit: _teams(assigned, lines[visit]) for visit, assigned in given.items()}


def _teams(given: Sequence[TeamAssignment], lines: Sequence[int]) -> list[Team]:
    found = (_team_among(given, line) for line in lines or (None,))
    return list(dict.fromkeys(team for team in found if team is not None))


@once_a_page
def wash_of(visit: Visit) -> Wash | None:
    """Return the last wash, asked for or declined; None where nothing was said yet."""
    return Wash.objects.filter(visit=visit).select_related("washer").last()


def to_ten_minutes(at: datetime) -> datetime:
    """Return the moment rounded down to ten minutes, as a clock on the wall shows it (8.8)."""
    return at.replace(minute=at.minute - at.minute % 10, second=0, microsecond=0)


def can_be_received_since(visit: Visit, at: datetime) -> datetime:
    """Return since when the car can be received: its hand-in is done, and its wash; else ``at``."""
    case = case_of(visit.matter)
    done = case.last(Event.HAND_IN_COMPLETED, Event.WASH_BACK)
    return (done.at if done else at).astimezone(hours_of(visit.shop).work.zone)


@once_a_page
def receipt_of(visit: Visit) -> WorkshopReceipt | None:
    """Return the receipt by which the workshop has the car, None before."""
    return WorkshopReceipt.objects.filter(visit=visit).select_related("receiver").first()


# -- supplements ---------------------------------------------------------------------------------


@once_a_page
def supplements_of(visit: Visit) -> list[Supplement]:
    """Return the visit's supplements in the order of their finding."""
    return list(
        Supplement.objects.filter(visit=visit).select_related(
            "matter", "matter__shop", "found_by", "made_out"
        )
    )


def open_supplements(visit: Visit) -> list[Supplement]:
    """Return the supplements that are neither done nor dropped (P.4)."""
    return [each for each in supplements_of(visit) if each.matter.stands_at not in _SETTLED]


def unsigned_supplements(visit: Visit) -> list[Supplement]:
    """Return the supplements without an answer, and those whose sheet has to be signed (9.5)."""
    return [each for each in supplements_of(visit) if not _is_signed_if_need_be(each)]


def _is_signed_if_need_be(supplement: Supplement) -> bool:
    if supplement.answer == Answer.REFUSED.value:
        return True
    if supplement.matter.stands_at in _UNANSWERED:
        return False
    return case_of(supplement.matter).has(Event.SUPPLEMENT_SIGNED, Event.SIGNATURE_REFUSED)


def without_team(supplement: Supplement) -> list[str]:
    """
    Return the work of an agreed supplement that was given to no team yet (8.3).

    What was given before the customer had agreed to it did not speak of it: not the whole order.
    """
    visit, agreed_at = supplement.visit, supplement.answered_at
    given = {
        one.line_id
        for one in assignments_of(visit)
        if one.line_id or (agreed_at and one.at >= agreed_at)
    }
    work = [line for line in work_of(visit) if line.sheet == supplement.sheet]
    return [line.name for line in work if None not in given and line.pk not in given]


def next_sheet(visit: Visit) -> int:
    """Return the number of the visit's next supplement sheet."""
    last = Supplement.objects.filter(visit=visit).aggregate(last=Max("sheet"))["last"]
    return int(last or 0) + 1


def order_with_lines(visit: Visit) -> RepairOrder:
    """Return the order of a visit that has a supplement; there always is one."""
    return RepairOrder.objects.get(visit=visit)


@dataclass(frozen=True)
class SafetyRefusal:
    """A supplement that concerns safety and that the customer did not want done (9.8)."""

    item: str
    warning: str
    refused_at: datetime
    refused_by: str


def safety_refusals(visit: Visit) -> list[SafetyRefusal]:
    """Return what the release papers have to warn of (9.8)."""
    refused = Supplement.objects.filter(
        visit=visit, is_safety=True, answer=Answer.REFUSED.value, answered_at__isnull=False
    )
    return [
        SafetyRefusal(each.item, each.warning, each.answered_at, each.answered_by)
        for each in refused
        if each.answered_at is not None
    ]


def declined_on(cars: Sequence[Vehicle]) -> dict[int, list[Supplement]]:
    """Return for each car what was declined at its latest visit at which anything was."""
    found: dict[int, list[Supplement]] = {}
    rows = Supplement.objects.filter(visit__vehicle__in=cars, answer=Answer.REFUSED.value)
    for each in rows.select_related("visit").order_by("-visit_id", "pk"):
        mine = found.setdefault(each.visit.vehicle_id or 0, [])
        if not mine or mine[0].visit_id == each.visit_id:
            mine.append(each)
    return found


# -- parts ---------------------------------------------------------------------------------------


def part_lines(visit: Visit, *, sheet: int) -> list[EstimateLine]:
    """Return the agreed lines of a sheet that are parts of the shop's own (9.10)."""
    return [
        line
        for line in agreed_lines(order_of(visit))
        if line.sheet == sheet and line.kind == LineKind.PART.value and not line.is_own_part
    ]


def to_issue(lines: Sequence[EstimateLine]) -> list[tuple[EstimateLine, int]]:
    """Return the lines of which something is still to be handed out, with how many tenths."""
    out: dict[int, int] = {}
    for issue in PartsIssue.objects.filter(line__in=lines):
        out[issue.line_id] = out.get(issue.line_id, 0) + issue.out_tenths
    left = [(line, line.quantity_tenths - out.get(line.pk, 0)) for line in lines]
    return [(line, tenths) for line, tenths in left if tenths > 0]


def has_parts_to_issue(visit: Visit) -> bool:
    """Say whether an agreed part of the order is still at the counter, of a car in the workshop."""
    return visit.pk in _waiting_for_parts(visit.shop_id)


@once_a_page
def _waiting_for_parts(shop_id: int) -> frozenset[int]:
    """Return the visits in the workshop with parts of the order to issue; one look, for lists."""
    parts = EstimateLine.objects.filter(
        order__visit__matter__in=standing_at(shop_id, [Stage.IN_WORKSHOP]), sheet=0,
        kind=LineKind.PART.value, is_agreed=True, is_dropped=False, is_own_part=False,
    )  # fmt: skip
    out = Coalesce(Sum(F("issues__quantity_tenths") - F("issues__returned_tenths")), 0)
    left = parts.annotate(out=out).filter(quantity_tenths__gt=F("out")).order_by()
    return frozenset(left.values_list("order__visit", flat=True))


@once_a_page
def issues_of(visit: Visit) -> list[PartsIssue]:
    """Return what was handed out for the visit, of its supplements too."""
    return list(PartsIssue.objects.filter(visit=visit).select_related("line", "line__part", "by"))


@once_a_page
def returns_of(visit: Visit) -> list[PartsReturn]:
    """Return what came back."""
    return list(
        PartsReturn.objects.filter(visit=visit).select_related("issue", "issue__line", "by")
    )


def issued_not_returned(visit: Visit) -> list[PartsIssue]:
    """Return the issues of which something is still out: in the car, as a rule."""
    return [issue for issue in issues_of(visit) if issue.out_tenths > 0]


# -- progress and inspection ---------------------------------------------------------------------


@once_a_page
def progress_of(visit: Visit) -> ProgressAnswer | None:
    """Return the workshop's last answer to how far the car is (10.2)."""
    return ProgressAnswer.objects.filter(visit=visit).select_related("by").last()


def anomalies_of(visit: Visit) -> list[Anomaly]:
    """Return what went wrong on the way, with what was done against it (10.3)."""
    return list(Anomaly.objects.filter(visit=visit).prefetch_related("measures"))


@once_a_page
def inspection_of(visit: Visit) -> FinalInspection | None:
    """Return the last final inspection, passed or failed (11.1)."""
    return (
        FinalInspection.objects.filter(visit=visit)
        .select_related("self_by", "peer_by", "by")
        .last()
    )


def needs_certificate(visit: Visit) -> bool:
    """Say whether the repair leaves only with a certificate: second-level, assembly, whole."""
    order = order_of(visit)
    return order is not None and order.category_word in HEAVY


def is_finished(case: Case) -> bool:
    """Say whether the work was finished, and nothing was found or failed since."""
    return case.has(Event.WORK_FINISHED, since=(Event.INSPECTION_FAILED, Event.SUPPLEMENT_OPENED))


# -- papers --------------------------------------------------------------------------------------


def expected_papers(visit: Visit, lang: str = "zh") -> list[str]:
    """
    Return the names of the papers that the cashier collects from workshop and parts (11.3).

    The same papers in the same order in either language.
    """
    issues = dict.fromkeys(issue.number for issue in issues_of(visit))
    returns = dict.fromkeys(back.number for back in returns_of(visit))
    sheets = [each.made_out.number for each in supplements_of(visit) if hasattr(each, "made_out")]
    names = [
        ("派工单（施工记录）", "Job sheet"),
        *((f"领料单 {number}", f"Issue slip {number}") for number in issues),
        *((f"退料单 {number}", f"Return slip {number}") for number in returns),
        *((f"增项单 {number}", f"Supplement sheet {number}") for number in sheets),
        ("竣工检验记录", "Final inspection record"),
    ]
    return [en if lang.startswith("en") else zh for zh, en in names]


def lines_of_supplement(supplement: Supplement) -> list[EstimateLine]:
    """Return what is priced in a supplement, refused or not."""
    return lines_of(order_of(supplement.visit), supplement.sheet)
