"""Promises of a delivery time: what they rest on, and whether an hour can be promised."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from jieche.estimate import queries
from jieche.estimate.forecast import ENGINE, Forecast, forecast
from jieche.estimate.models import Promise
from jieche.estimate.queries import Supply
from jieche.journal import door
from jieche.journal.door import Refused
from jieche.journal.queries import case_of, entries_of
from jieche.rulebook.judge import Refusal
from jieche.rulebook.words import Event
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.visits.queries import order_of

Parts = Mapping[int, datetime | None]


def supplies_of(visit: Visit, at: datetime, parts: Parts | None = None) -> list[Supply]:
    """Return the supply of the visit's parts, with what was asked about in ``parts`` put first."""
    known = queries.supplies(visit, queries.lines_in_force(order_of(visit)), at)
    if parts is None:
        return known
    return [
        Supply(
            each.line,
            is_here=parts[each.line.pk] is None,
            arrives_at=parts[each.line.pk],
            is_known=True,
        )
        if each.line.pk in parts
        else each
        for each in known
    ]


def forecast_of(visit: Visit, supplies: Sequence[Supply], at: datetime) -> Forecast:
    """Return when the visit's car can be ready, as the shop stands now."""
    shop, own = visit.shop, queries.own_minutes(visit, at)
    hours = hours_of(shop)
    comes = [each.arrives_at for each in supplies if each.arrives_at is not None]
    waits = own > 0
    return forecast(
        work=hours.work,
        desk=hours.desk,
        at=at,
        own_minutes=own,
        cars=queries.cars_ahead(visit, at) if waits else [],
        places=queries.working_places(shop),
        parts_at=max(comes, default=None),
        margin_percent=shop.promise_margin_percent,
    )


def check_hour(visit: Visit, hour: datetime, *, at: datetime, field: str) -> None:
    """Refuse an hour that is past, or at which the desk is shut. Raises Refused."""
    if hour <= at:
        door.refuse("这个时间已经过了", "That time is past", clause="5.2", at=field)
    if not hours_of(visit.shop).desk.is_open(hour):
        door.refuse(
            "那时本店不营业，请改在营业时间内",
            "The shop is shut then; choose a time within opening hours",
            clause="5.2", at=field,
        )  # fmt: skip


def keep(
    visit: Visit,
    promised_at: datetime,
    *,
    parts: Parts | None,
    why: str,
    told_to: str,
    by: Staff,
    at: datetime,
) -> Promise:
    """Write the promise with what it rests on. Raises Refused where it can't be kept."""
    check_hour(visit, promised_at, at=at, field="promised_at")
    supplies = supplies_of(visit, at, parts)
    seen = forecast_of(visit, supplies, at)
    last = queries.promise_of(visit)
    because = _allowed(visit, promised_at)
    reasons = _unknown(visit, supplies) + _unexplained(visit, last, why, told_to)
    too_early = _too_early(visit, promised_at, seen)
    if too_early and not because:
        reasons += too_early
    if reasons:
        raise Refused(reasons)
    return Promise.objects.create(
        visit=visit, version=(last.version if last else 0) + 1, promised_at=promised_at,
        earliest_at=seen.earliest_at, margin_minutes=seen.margin_minutes, safe_at=seen.safe_at,
        parts_at=seen.parts_at, load=load_of(seen, supplies),
        allowed_because=because if too_early else "", why=why.strip(), told_to=told_to.strip(),
        by=by, made_at=at,
    )  # fmt: skip


def load_of(seen: Forecast, supplies: Sequence[Supply]) -> dict[str, Any]:
    """Return the state a promise rests on, as plain values."""
    return {
        "engine": ENGINE,
        "places": seen.places,
        "own_minutes": seen.own_minutes,
        "wait_minutes": seen.wait_minutes,
        "suggested_at": _stamp(seen.suggested_at),
        "cars": [
            {"number": car.number, "plate": car.plate, "minutes": car.minutes} for car in seen.cars
        ],
        "parts": [
            {
                "name": each.line.name,
                "quantity_tenths": each.line.quantity_tenths,
                "arrives_at": _stamp(each.arrives_at),
            }
            for each in supplies
        ],
    }


def facts_of(promise: Promise) -> dict[str, Any]:
    """Return what the journal keeps of a promise."""
    return {
        "version": promise.version,
        "earliest_at": _stamp(promise.earliest_at),
        "margin_minutes": promise.margin_minutes,
        "parts_at": _stamp(promise.parts_at),
        "cars_ahead": len(promise.load["cars"]),
        "why": promise.why,
        "told_to": promise.told_to,
    }


def has_outgrown(promise: Promise, visit: Visit, at: datetime) -> bool:
    """Say whether hours or parts are others now than those the promise was made for."""
    lines = queries.lines_in_force(order_of(visit))
    parts = [(line.name, line.quantity_tenths) for line in lines if line.kind == "part"]
    then = [(each["name"], each["quantity_tenths"]) for each in promise.load["parts"]]
    return parts != then or queries.own_minutes(visit, at) != promise.load["own_minutes"]


def _stamp(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="minutes") if at else None


def _allowed(visit: Visit, hour: datetime) -> str:
    """Return the reason for which a manager allowed this hour or an earlier one, if he did."""
    for entry in reversed(entries_of(visit.matter)):
        if entry.what is Event.ESTIMATE_MADE:
            return ""
        allowed = entry.what is Event.PROMISE_OVERRIDDEN and entry.agreed_for
        if allowed and allowed <= hour:
            return next((piece.words for piece in entry.evidence.all()), "")
    return ""


def _too_early(visit: Visit, hour: datetime, seen: Forecast) -> list[Refusal]:
    zone = hours_of(visit.shop).desk.zone
    reasons = []
    if hour < seen.safe_at:
        earliest, safe = (x.astimezone(zone) for x in (seen.earliest_at, seen.safe_at))
        reasons.append(
            Refusal(
                f"最早 {earliest:%m-%d %H:%M} 能完工，加余地 {seen.margin_minutes} 分钟，"
                f"不早于 {safe:%m-%d %H:%M}；要提前须主管准许",
                f"The earliest finish is {earliest:%m-%d %H:%M}, with {seen.margin_minutes} "
                f"minutes of margin not before {safe:%m-%d %H:%M}; earlier needs the manager",
                "5.2",
                Event.PROMISE_OVERRIDDEN,
                "promised_at",
            )
        )
    if seen.parts_at is not None and hour < seen.parts_at:
        comes = seen.parts_at.astimezone(zone)
        reasons.append(
            Refusal(
                f"最晚的配件 {comes:%m-%d %H:%M} 才到，不能早于它",
                f"The last part comes at {comes:%m-%d %H:%M}; no promise before that",
                "5.3",
                Event.PROMISE_OVERRIDDEN,
                "promised_at",
            )
        )
    return reasons


def _unknown(visit: Visit, supplies: Sequence[Supply]) -> list[Refusal]:
    if case_of(visit.matter).has(Event.ORDER_SIGNED):
        return []  # the parts keeper has the order by then; what is late comes to light there
    return [
        Refusal(
            f"{each.line.name}是否有货还没有查",
            f"Nobody has asked whether {each.line.name} is here",
            "5.3",
        )
        for each in supplies
        if not each.is_known
    ]  # fmt: skip


def _unexplained(visit: Visit, last: Promise | None, why: str, told_to: str) -> list[Refusal]:
    """A promise that the customer has signed is moved only with a reason, and he is told (5.4)."""
    signed = case_of(visit.matter).has(Event.ORDER_SIGNED, since=Event.ORDER_REOPENED)
    if last is None or not signed:
        return []
    reasons = []
    if not why.strip():
        reasons.append(Refusal("写明为何改时间", "Say why the time is moved", "5.4", field="why"))
    if not told_to.strip():
        reasons.append(Refusal("写明告知了谁", "Say who was told", "5.4", field="told_to"))
    return reasons
