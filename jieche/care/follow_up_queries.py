"""Whom to call when, which leads wait, and the month in figures. Articles 15.1, 15.7, 15.11."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Exists, OuterRef, Q, QuerySet, Subquery

from jieche.care.follow_up_sheet import preferred
from jieche.care.models import CallAttempt, FollowUp, Lead
from jieche.journal.models import Duty, Entry
from jieche.rulebook.hours import Hours
from jieche.rulebook.words import Event, Stage, Word
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import OPEN, visible_to

WINDOW = timedelta(days=7)  # a regular call is in time within a week of its day
_MOST = 400
_REGULAR = 120  # regular calls at a time: as they are made, others move up


class Call(Word):
    """Which call it is."""

    FIRST = "first", "首次跟踪", "first call"
    REGULAR = "regular", "定期跟踪", "regular call"


@dataclass(frozen=True)
class Planned:
    """One call of the plan: of which visit, from when to when it is in time."""

    visit: Visit
    call: Call
    opens_at: datetime
    due_at: datetime
    last_try: CallAttempt | None

    @property
    def clause(self) -> str:
        """Return the clause that asks for it."""
        return "15.2" if self.call is Call.FIRST else "15.1"

    @property
    def is_unwanted(self) -> bool:
        """Say whether the customer does not wish to be called (15.9)."""
        return self.visit.sender is not None and self.visit.sender.may_not_be_called

    @property
    def again_at(self) -> datetime | None:
        """Return when it is to be tried again, None where nobody said."""
        return self.last_try.again_at if self.last_try else None

    @property
    def hours(self) -> tuple[time, time] | None:
        """Return the hours that suit the customer."""
        return preferred(self.visit.sender)


def plan(staff: Staff, until: datetime) -> list[Planned]:
    """Return the calls that open before ``until``, by the end of their windows, late ones first."""
    visits = visible_to(staff)
    duties = {
        duty.matter_id: duty
        for duty in Duty.objects.filter(
            shop_id=staff.shop_id, event=Event.FOLLOWED_UP.value, is_prompt=False, met_at=None,
            is_moot=False, opens_at__lt=until,
        ).order_by("due_at")[:_MOST]
    }  # fmt: skip
    found = [
        (visit, Call.FIRST, duties[visit.matter_id].opens_at, duties[visit.matter_id].due_at)
        for visit in visits.filter(matter_id__in=duties)
    ]
    found += [
        (one.visit, Call.REGULAR, one.opens_at, one.due_at)
        for one in regular_plan(staff, until)
        if one.visit.matter_id not in duties
    ]
    tries = _last_tries(visit.pk for visit, *_ in found)
    rows = [
        Planned(visit, call, opens, due, tries.get(visit.pk)) for visit, call, opens, due in found
    ]
    return sorted(rows, key=lambda one: (one.due_at, one.visit.pk))


def not_reached_at(staff: Staff, matters: Collection[int], at: datetime) -> set[int]:
    """Return those of these visits' matters whose customer named hours that are not now (15.9)."""
    clock = at.astimezone(hours_of(staff.shop).desk.zone).time()
    named = Visit.objects.filter(
        shop_id=staff.shop_id, matter_id__in=matters, sender__preferred_from__isnull=False
    )
    shut = named.exclude(sender__preferred_from__lte=clock, sender__preferred_until__gte=clock)
    return set(shut.values_list("matter_id", flat=True))


def regular_plan(staff: Staff, until: datetime) -> list[Planned]:
    """Return the regular calls whose day begins by ``until``, without what was tried (15.1).

    Who declined before any call was made and agreed to be called since is called from the next
    open day on: his first call is no duty any more, and no call has named the day of the next.
    """
    desk = hours_of(staff.shop).desk
    found = []
    for visit, allowed_at in _allowed_again(staff):
        opens = _next_morning(desk, allowed_at)
        if opens <= until:
            found.append(Planned(visit, Call.REGULAR, opens, opens + WINDOW, None))
    for call in _regular(staff, desk.day_of(until)):
        opens = desk.opens_on(call.next_call_on) or _midnight(call.next_call_on, staff.shop)
        if opens <= until:
            found.append(Planned(call.visit, Call.REGULAR, opens, opens + WINDOW, None))
    return found


def _allowed_again(staff: Staff) -> list[tuple[Visit, datetime]]:
    """Return the visits without any call whose customer declined calls and then allowed them."""
    asked = Duty.objects.filter(
        matter=OuterRef("matter"), event=Event.FOLLOWED_UP.value, is_prompt=False, met_at=None,
        is_moot=False,
    )  # fmt: skip
    allowed = Entry.objects.filter(
        matter=OuterRef("matter"), event=Event.CALLS_ALLOWED.value
    ).order_by("-number")
    # Few customers ever did so: their lines lead to the visits, not the visits to the lines.
    lines = Entry.objects.filter(shop_id=staff.shop_id, event=Event.CALLS_ALLOWED.value).order_by()
    found = visible_to(staff).filter(
        ~Exists(asked), ~Exists(FollowUp.objects.filter(visit=OuterRef("pk"))),
        ~Exists(_newer(OuterRef("vehicle"), OuterRef("pk"))),
        matter__in=lines.values("matter"), matter__stage=Stage.RELEASED.value,
        sender__may_not_be_called=False,
    )  # fmt: skip
    rows = found.annotate(allowed_at=Subquery(allowed.values("happened_at")[:1]))
    return [(visit, visit.allowed_at) for visit in rows.exclude(allowed_at=None)[:_MOST]]


def _next_morning(desk: Hours, at: datetime) -> datetime:
    """Return when the shop opens on the first open day after that of ``at``."""
    days = (desk.day_of(at) + timedelta(days=n) for n in range(1, 32))
    return next((opens for day in days if (opens := desk.opens_on(day))), at)


def _newer(vehicle: OuterRef, visit: OuterRef) -> QuerySet[Visit]:
    """Return the later visits of a car that are under way or were repairs."""
    stages = [stage.value for stage in (*OPEN, Stage.RELEASED, Stage.FOLLOWED_UP)]
    return Visit.objects.filter(vehicle=vehicle, pk__gt=visit, matter__stage__in=stages)


def earlier_calls(visit: Visit) -> QuerySet[FollowUp]:
    """Return the calls whose place in the plan (15.1) a call after this visit takes."""
    of_the_car = Q(
        visit__vehicle__isnull=False, visit__vehicle=visit.vehicle_id, visit__lt=visit.pk
    )
    return FollowUp.objects.filter(Q(visit=visit) | of_the_car, is_last=True)


def _regular(staff: Staff, last_day: date) -> list[FollowUp]:
    """Return the last calls of cars that have not been here since, whose next day has come."""
    # Asked by what is so and not by joins: the calls are walked by their day, and no further than
    # the list is long. A join would begin with all visits that the shop ever had.
    wanted = Visit.objects.filter(
        pk=OuterRef("visit"), shop=staff.shop_id, sender__may_not_be_called=False
    )
    due = FollowUp.objects.filter(
        Exists(wanted), ~Exists(_newer(OuterRef("visit__vehicle"), OuterRef("visit_id"))),
        is_last=True, next_call_on__lte=last_day,
    )  # fmt: skip
    first = list(due.order_by("next_call_on", "pk").values_list("pk", flat=True)[:_REGULAR])
    found = FollowUp.objects.filter(pk__in=first).order_by("next_call_on", "pk")
    calls = list(
        found.select_related(
            "visit", "visit__matter", "visit__vehicle", "visit__sender", "visit__advisor"
        )
    )
    for call in calls:  # the one shop of all of them is at hand
        call.visit.shop = call.visit.matter.shop = staff.shop
    return calls


def _last_tries(visits: Iterable[int]) -> dict[int, CallAttempt]:
    tries = CallAttempt.objects.filter(visit_id__in=list(visits)).select_related("caller")
    return {one.visit_id: one for one in tries.order_by("tried_at")}


def _midnight(day: date, shop: Shop) -> datetime:
    return datetime.combine(day, time(), hours_of(shop).desk.zone)


def open_leads(staff: Staff) -> list[Lead]:
    """Return the leads that no manager has read, the oldest first (15.11)."""
    return list(
        Lead.objects.filter(visit__shop_id=staff.shop_id, read_at=None)
        .select_related("visit", "visit__vehicle", "visit__sender", "noted_by")
        .order_by("noted_at")
    )


def answered_leads(staff: Staff, most: int = 10) -> list[Lead]:
    """Return the leads that were answered last."""
    return list(
        Lead.objects.filter(visit__shop_id=staff.shop_id, read_at__isnull=False)
        .select_related("visit", "visit__vehicle", "visit__sender", "noted_by", "read_by")
        .order_by("-read_at")[:most]
    )


@dataclass(frozen=True)
class Month:
    """The follow-ups of one month, summed from the records (15.7)."""

    first: date
    due: int  # first calls whose window ended in the month
    kept: int
    late: int
    missed: int
    left_in_peace: int
    reached: int
    tried: int
    average_tenths: int | None  # of the scores, None where nobody was reached
    leads: int


def month_of(shop: Shop, first: date, at: datetime) -> Month:
    """Return the figures of the month that begins with ``first``; what has time is not counted."""
    until = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    since_at, until_at = _midnight(first, shop), _midnight(until, shop)
    duties = list(
        Duty.objects.filter(
            shop=shop, clause="15.2", event=Event.FOLLOWED_UP.value, is_prompt=False,
            due_at__gte=since_at, due_at__lt=until_at,
        ).values_list("matter_id", "met_at", "due_at")
    )  # fmt: skip
    in_peace = set(
        Visit.objects.filter(matter_id__in=[pk for pk, *_ in duties])
        .filter(matter__entries__event=Event.CALLS_DECLINED.value)
        .values_list("matter_id", flat=True)
    )
    called = set(
        Visit.objects.filter(matter_id__in=in_peace)
        .filter(matter__entries__event=Event.FOLLOWED_UP.value)
        .values_list("matter_id", flat=True)
    )
    quiet = in_peace - called
    rated = [(met, due) for pk, met, due in duties if pk not in quiet and (met or due < at)]
    within = Q(called_at__gte=since_at, called_at__lt=until_at)
    calls = FollowUp.objects.filter(within, visit__shop=shop)
    average = calls.aggregate(average=Avg("score"))["average"]
    tries = CallAttempt.objects.filter(
        visit__shop=shop, tried_at__gte=since_at, tried_at__lt=until_at
    )
    return Month(
        first=first,
        due=len(rated),
        kept=sum(met is not None and met <= due for met, due in rated),
        late=sum(met is not None and met > due for met, due in rated),
        missed=sum(met is None for met, _due in rated),
        left_in_peace=len(quiet),
        reached=calls.count(),
        tried=tries.count(),
        average_tenths=None if average is None else round(average * 10),
        leads=Lead.objects.filter(
            visit__shop=shop, noted_at__gte=since_at, noted_at__lt=until_at
        ).count(),
    )
