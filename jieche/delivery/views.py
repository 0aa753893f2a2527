"""The cashier's list and the gate's list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from jieche.appointments.queries import deposits_to_settle, deposits_to_take
from jieche.delivery import queries
from jieche.delivery.acts import ACTS
from jieche.delivery.models import ExitNotice, SettlementList
from jieche.journal import queries as journal
from jieche.rulebook import judge
from jieche.rulebook.case import Case
from jieche.rulebook.words import Event, Role, Stage
from jieche.ui.acts import Act, done_by, lang
from jieche.ui.request import DeskRequest, for_roles
from jieche.visits.models import Visit
from jieche.visits.queries import standing_at, visible_to

_TILL = (Stage.LEAVING, Stage.FINISHED, Stage.READY, Stage.TOLD, Stage.COLLECTING, Stage.SETTLED)
_AT_THE_TILL = (
    Event.PREPAID_SETTLED, Event.FEE_PAID, Event.PAPERS_COLLECTED, Event.ACCOUNT_DRAWN,
    Event.SETTLEMENT_PRESENTED, Event.SETTLEMENT_AGREED, Event.PAYMENT_TAKEN,
    Event.SETTLEMENT_CLOSED, Event.SURPLUS_RETURNED, Event.EXIT_NOTICE_ISSUED,
)  # fmt: skip


@for_roles(Role.CASHIER, Role.ADVISOR, Role.RECEPTION_MANAGER, Role.SHOP_MANAGER)
def till(request: DeskRequest) -> HttpResponse:
    """Show what the cashier has to do: cars to settle, money still owed, money to give back."""
    here = visible_to(request.staff).filter(matter__in=standing_at(request.staff.shop_id, _TILL))
    visits = list(here.order_by("promised_at"))
    accounts = {each.visit_id: each for each in SettlementList.objects.filter(visit__in=visits)}
    cases = journal.cases_of([visit.matter for visit in visits])
    rows = [_row(visit, cases[visit.matter_id], accounts.get(visit.pk)) for visit in visits]
    owing = sorted(queries.owing(request.staff.shop), key=lambda each: each.visit.credit.due_on)
    owed_back = queries.owed_back(request.staff.shop)
    context = {
        "rows": rows,
        "deposits": deposits_to_take(request.staff.shop),
        "deposits_back": deposits_to_settle(request.staff.shop),
        "settle_deposit": _button(Event.DEPOSIT_SETTLED),
        "take_deposit": _button(Event.DEPOSIT_TAKEN),
        "owing": owing,
        "owed_fen": sum(each.arrears_fen for each in owing),
        "owed_back": owed_back,
        "back_fen": sum(each.surplus_fen for each in owed_back),
        "pay": _button(Event.PAYMENT_TAKEN),
        "give_back": _button(Event.SURPLUS_RETURNED),
        "is_cashier": request.staff.is_one_of(Role.CASHIER),
    }
    return render(request, "delivery/till.html", context)


def _button(event: Event) -> dict[str, str]:
    return {"event": event.value, "words": event.do(lang())}


def _row(visit: Visit, case: Case, account: SettlementList | None) -> dict[str, Any]:
    event = next((act.event for act in ACTS if _is_next(act, visit, case)), None)
    return {
        "visit": visit,
        "state": visit.matter.stands_at.label(lang()),
        "account": account,
        "do": event.do(lang()) if event else "",
        "url": f"{visit.get_absolute_url()}?for={event.value}#{event.value}" if event else "",
    }


def _is_next(act: Act, visit: Visit, case: Case) -> bool:
    """Say whether the act is the cashier's, can be done, and is not done or not any more."""
    return (
        act.event in _AT_THE_TILL
        and not act.optional
        and not judge.refusals(act.event, (Role.CASHIER,), case)
        and act.wanted(visit, case)
        and not (done_by(act, case) and act.still(visit))
    )


@for_roles(Role.GATE, Role.ADVISOR, Role.RECEPTION_MANAGER, Role.SHOP_MANAGER)
def gate(request: DeskRequest) -> HttpResponse:
    """Show the cars that may soon leave, and what the gate still misses of each."""
    stages = [Stage.SETTLED, Stage.LEAVING]
    visits = list(
        visible_to(request.staff).filter(matter__in=standing_at(request.staff.shop_id, stages))
    )
    cases = journal.cases_of([visit.matter for visit in visits])
    notices = {each.visit_id: each for each in ExitNotice.objects.filter(visit__in=visits)}
    rows = []
    for visit in visits:
        leaves = visit.matter.stands_at is Stage.LEAVING
        event = Event.VEHICLE_LEFT if leaves else Event.RELEASED
        reasons = judge.refusals(event, (Role.GATE,), cases[visit.matter_id])
        rows.append(
            {
                "visit": visit,
                "notice": notices.get(visit.pk),
                "reasons": [(reason.clause, reason.text(lang())) for reason in reasons],
                "do": event.do(lang()),
                "url": f"{visit.get_absolute_url()}?for={event.value}#{event.value}",
            }
        )
    return render(request, "delivery/gate.html", {"rows": rows})
