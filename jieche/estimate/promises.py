"""Promises of a delivery time: what they rest on, and whether an hour can be promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import Q

from jieche.estimate import queries, remembered
from jieche.estimate.forecast import (
    SAFE,
    Forecast,
    Parts,
    book_minutes,
    forecast_of,
    is_signed,
    stamp,
    supplies_of,
)
from jieche.estimate.models import Promise
from jieche.estimate.queries import Supply
from jieche.estimate.remembered import LATER, MORE, PLAIN, Learned
from jieche.journal import door
from jieche.journal.door import Refused
from jieche.journal.models import Entry
from jieche.journal.queries import case_of, entries_of
from jieche.rulebook.hours import Hours
from jieche.rulebook.judge import Refusal
from jieche.rulebook.words import Event
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.clock import A_YEAR, a_wrong_year
from jieche.values.verdict import Impossible
from jieche.visits.models import Visit
from jieche.visits.queries import order_of

_SALT = "jieche.estimate.promise"
_SHOWN_FOR = timedelta(minutes=15)  # so long an offer on a screen may be taken
# What changes when a car can be ready: an offer shown before it is reckoned anew.
_SHIFTS = (
    Event.DELIVERY_PROMISED, Event.ORDER_SIGNED, Event.ORDER_REOPENED, Event.SUPPLEMENT_OPENED,
    Event.SUPPLEMENT_AGREED, Event.INSPECTION_FAILED, Event.BOOKING_MADE,
)  # fmt: skip


# -- the offer on the screen -----------------------------------------------------------------------


def slip_of(visit: Visit, seen: Forecast) -> str:
    """
    Return what was offered, signed: the customer hears a time and it holds while it is written.

    Taken back by ``keep`` as long as nothing happened that changes it.
    """
    kept = {
        "visit": visit.pk,
        "at": seen.at.isoformat(),
        "stands": _last_shift(visit),
        "offers": [[each.level, each.at.isoformat(), each.chance] for each in seen.offers],
        "likely_at": seen.likely_at.isoformat(),
        "margin_minutes": seen.margin_minutes,
        "parts_at": seen.parts_at.isoformat() if seen.parts_at else None,
        "load": seen.load,
    }
    return signing.dumps(kept, salt=_SALT, compress=True)


@dataclass(frozen=True)
class Stand:
    """What a promise is measured by: of a fresh forecast, or of the offer that was shown."""

    likely_at: datetime
    safe_at: datetime
    margin_minutes: int
    parts_at: datetime | None
    load: dict[str, Any]
    chance: float


def _stand(
    visit: Visit, hour: datetime, supplies: Sequence[Supply], shown: str, learned: Learned,
    at: datetime,
) -> Stand:  # fmt: skip
    taken = _taken(visit, hour, supplies, shown, at)
    if taken is not None:
        return taken
    seen = forecast_of(visit, supplies, at, learned=learned)
    return Stand(
        seen.likely_at, seen.safe_at, seen.margin_minutes, seen.parts_at, seen.load,
        seen.chance(hour),
    )  # fmt: skip


def _taken(
    visit: Visit, hour: datetime, supplies: Sequence[Supply], shown: str, at: datetime
) -> Stand | None:
    """Return the offer that was shown, if it is taken as it stood and still stands."""
    if not shown:
        return None
    try:
        kept = signing.loads(shown, salt=_SALT)
    except signing.BadSignature:
        return None
    when = datetime.fromisoformat
    chances = {when(each): (level, chance) for level, each, chance in kept["offers"]}
    lines = queries.lines_in_force(order_of(visit))
    parts = [[each.line.pk, stamp(each.arrives_at)] for each in supplies]
    then = [[each["line"], each["arrives_at"]] for each in kept["load"]["parts"]]
    stands = (
        kept["visit"] == visit.pk
        and hour in chances
        and timedelta() <= at - when(kept["at"]) <= _SHOWN_FOR
        and kept["stands"] == _last_shift(visit)
        and kept["load"]["book_minutes"] == book_minutes(lines)
        and parts == then
    )
    if not stands:
        return None
    safe = min(each for each, (level, _chance) in chances.items() if level >= SAFE)
    return Stand(
        when(kept["likely_at"]),
        safe,
        kept["margin_minutes"],
        when(kept["parts_at"]) if kept["parts_at"] else None,
        kept["load"],
        max(chance for each, (_level, chance) in chances.items() if each == hour),
    )


def _last_shift(visit: Visit) -> int:
    """Return the number of the last line by which another car's way changed."""
    found = (
        Entry.objects.filter(shop_id=visit.shop_id, event__in=[each.value for each in _SHIFTS])
        .exclude(Q(matter_id=visit.matter_id) | Q(matter__parent_id=visit.matter_id))
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return found or 0


# -- the promise -----------------------------------------------------------------------------------


def check_hour(visit: Visit, hour: datetime, *, at: datetime, field: str) -> None:
    """Refuse an hour that is past, years away, or at which the desk is shut. Raises Refused."""
    wrong = wrong_with_hour(visit, hour, at)
    if wrong is not None:
        door.refuse(wrong.zh, wrong.en, clause="5.2", at=field)


def wrong_with_hour(visit: Visit, hour: datetime, at: datetime) -> Impossible | None:
    """Return why nobody can promise this hour, whatever the workshop does; None where one may."""
    desk = hours_of(visit.shop).desk
    local, now = hour.astimezone(desk.zone), at.astimezone(desk.zone)
    said = f"{local:%m-%d %H:%M}" if local.year == now.year else f"{local:%Y-%m-%d %H:%M}"
    if hour <= at:
        return Impossible(
            f"{said} 已经过了，写一个以后的时间", f"{said} is past; type a time that is to come"
        )
    if hour - at > A_YEAR:
        return a_wrong_year(said)
    return None if desk.is_open(hour) else _shut(desk, local)


def _shut(desk: Hours, hour: datetime) -> Impossible:
    """Return that the desk is shut at ``hour``, with the hours of that day and what is next."""
    spans = "、".join(f"{a:%H:%M}–{b:%H:%M}" for a, b in desk.spans(hour.date()))
    opens = desk.add(hour, 0).astimezone(desk.zone)
    if not spans:
        zh, en = f"{hour:%m-%d} 本店休息", f"The shop is closed on {hour:%m-%d}"
    else:
        zh = f"{hour:%m-%d %H:%M} 本店不营业（当天 {spans}）"
        en = f"The shop is shut at {hour:%m-%d %H:%M} (open {spans.replace('、', ', ')})"
    return Impossible(
        f"{zh}，请改在营业时间内，最近的是 {opens:%m-%d %H:%M}",
        f"{en}; choose a time within opening hours, the next is {opens:%m-%d %H:%M}",
    )


def keep(
    visit: Visit,
    promised_at: datetime,
    *,
    parts: Parts | None,
    why: str,
    told_to: str,
    shown: str,
    for_more_work: bool,
    by: Staff,
    at: datetime,
) -> Promise:
    """
    Write the promise with the forecast it rests on. Raises Refused where it can't be kept.

    Promises of one shop are made one after the other: the second desk counts the car of the first.
    """
    check_hour(visit, promised_at, at=at, field="promised_at")
    learned = remembered.catch_up(remembered.hold(visit.shop), at)
    supplies = supplies_of(visit, at, parts)
    seen = _stand(visit, promised_at, supplies, shown, learned, at)
    last = queries.promise_of(visit)
    because = _allowed(visit, promised_at)
    reasons = _unknown(visit, supplies) + _unexplained(visit, last, why, told_to)
    if not for_more_work:
        reasons += _late_and_not_told(visit, last, promised_at)
    reasons += _before_the_parts(promised_at, seen, visit)
    too_early = _too_early(visit, promised_at, seen)
    if too_early and not because:
        reasons += too_early
    if reasons:
        raise Refused(reasons)
    reason = MORE if for_more_work else LATER if is_signed(visit) else PLAIN
    return Promise.objects.create(
        visit=visit, version=(last.version if last else 0) + 1, promised_at=promised_at,
        earliest_at=min(seen.likely_at, seen.safe_at), margin_minutes=seen.margin_minutes,
        safe_at=seen.safe_at, parts_at=seen.parts_at,
        load={**seen.load, "for": reason, "chance": round(seen.chance, 3)},
        allowed_because=because if too_early else "", why=why.strip(), told_to=told_to.strip(),
        by=by, made_at=at,
    )  # fmt: skip


def facts_of(promise: Promise) -> dict[str, Any]:
    """Return what the journal keeps of a promise."""
    return {
        "version": promise.version,
        "earliest_at": stamp(promise.earliest_at),
        "margin_minutes": promise.margin_minutes,
        "parts_at": stamp(promise.parts_at),
        "cars_ahead": promise.load["cars"],
        "chance_percent": round(promise.load["chance"] * 100),
        "why": promise.why,
        "told_to": promise.told_to,
    }


def has_outgrown(promise: Promise, visit: Visit) -> bool:
    """Say whether hours or parts are others now than those the promise was made for."""
    lines = queries.lines_in_force(order_of(visit))
    parts = [(line.name, line.quantity_tenths) for line in lines if line.kind == "part"]
    then = [(each["name"], each["quantity_tenths"]) for each in promise.load["parts"]]
    minutes = promise.load.get("book_minutes", promise.load.get("own_minutes"))
    return parts != then or book_minutes(lines) != minutes


def allowed_now(visit: Visit) -> Entry | None:
    """Return what a manager allowed last, None once a time was promised or the estimate changed."""
    ends = {Event.ESTIMATE_MADE, Event.DELIVERY_PROMISED}
    for entry in reversed(entries_of(visit.matter)):
        if entry.what in ends:
            return None
        if entry.what is Event.PROMISE_OVERRIDDEN and entry.agreed_for:
            return entry
    return None


def reason_of(entry: Entry) -> str:
    """Return the reason for which an early hour was allowed."""
    return next((piece.words for piece in entry.evidence.all()), "")


def _allowed(visit: Visit, hour: datetime) -> str:
    """Return the reason for which a manager allowed this hour or an earlier one, if he did."""
    for entry in reversed(entries_of(visit.matter)):
        if entry.what is Event.ESTIMATE_MADE:
            return ""
        allowed = entry.what is Event.PROMISE_OVERRIDDEN and entry.agreed_for
        if allowed and allowed <= hour:
            return reason_of(entry)
    return ""


def _too_early(visit: Visit, hour: datetime, seen: Stand) -> list[Refusal]:
    if hour >= seen.safe_at:
        return []
    zone = hours_of(visit.shop).desk.zone
    likely, safe = (x.astimezone(zone) for x in (seen.likely_at, seen.safe_at))
    percent = round(seen.chance * 100)
    return [
        Refusal(
            f"{hour.astimezone(zone):%m-%d %H:%M} 只有约 {percent}% 的把握（最可能"
            f" {likely:%m-%d %H:%M}，九成把握 {safe:%m-%d %H:%M}）；要提前须主管准许",
            f"{hour.astimezone(zone):%m-%d %H:%M} is kept with a chance of about {percent}% "
            f"(likely {likely:%m-%d %H:%M}, nine of ten by {safe:%m-%d %H:%M}); earlier needs "
            "the manager",
            "5.2",
            Event.PROMISE_OVERRIDDEN,
            "promised_at",
        )
    ]


def _before_the_parts(hour: datetime, seen: Stand, visit: Visit) -> list[Refusal]:
    """Refuse an hour before the last part comes: that no manager can allow (5.3)."""
    if seen.parts_at is None or hour >= seen.parts_at:
        return []
    comes = seen.parts_at.astimezone(hours_of(visit.shop).desk.zone)
    return [
        Refusal(
            f"最晚的配件 {comes:%m-%d %H:%M} 才到，不能早于它；到货提前了，先改到货时间",
            f"The last part comes at {comes:%m-%d %H:%M}; no promise before that. If it comes "
            "earlier, change its date first",
            "5.3",
        )
    ]


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


def _late_and_not_told(visit: Visit, last: Promise | None, hour: datetime) -> list[Refusal]:
    """What the customer has signed gets later only by telling him so, with an apology (11.8)."""
    if last is None or not is_signed(visit) or hour <= last.promised_at:
        return []
    if case_of(visit.matter).has(Event.DELAY_TOLD, since=Event.DELIVERY_PROMISED):
        return []
    return [
        Refusal(
            "改晚了就是延误：向客户致歉，说明原因，另约时间",
            "Later than promised is a delay: tell the customer, with an apology and the reason",
            "11.8",
            Event.DELAY_TOLD,
            "promised_at",
        )
    ]


def _unexplained(visit: Visit, last: Promise | None, why: str, told_to: str) -> list[Refusal]:
    """A promise that the customer has signed is moved only with a reason, and he is told (5.4)."""
    if last is None or not is_signed(visit):
        return []
    reasons = []
    if not why.strip():
        reasons.append(Refusal("写明为何改时间", "Say why the time is moved", "5.4", field="why"))
    if not told_to.strip():
        reasons.append(Refusal("写明告知了谁", "Say who was told", "5.4", field="told_to"))
    return reasons
