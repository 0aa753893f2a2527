"""Follow-up calls: made, tried, declined; consent to offers; leads to the manager. Article 15."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NoReturn

from django.db import transaction

from jieche.care.commands import register_complaint
from jieche.care.follow_up_paper import follow_up_content
from jieche.care.follow_up_queries import earlier_calls
from jieche.care.follow_up_sheet import (
    CallSheet,
    NextService,
    call_sheet,
    counts_from,
    in_the_first_week,
    preferred,
)
from jieche.care.models import CallAttempt, CallRhythm, Channel, Complaint, FollowUp, Lead
from jieche.customers.models import Customer
from jieche.journal import door
from jieche.journal.door import Proofs, Ticks
from jieche.rulebook.words import Event, Proof, Word
from jieche.shop.commands import next_number
from jieche.shop.models import Shop
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.clock import A_YEAR
from jieche.vehicles.models import Vehicle
from jieche.visits.models import Visit

SERIES = "GZ"  # 跟踪


class Consent(Word):
    """What the customer said in the call when asked whether he wants to hear of offers."""

    AGREED = "agreed", "同意", "agrees"
    WITHDRAWN = "withdrawn", "不愿意", "does not wish it"


@dataclass(frozen=True)
class Answers:
    """What was said in a call; ``score`` 1 to 5, readings in km."""

    usage: str
    opinion: str
    score: int
    advice: str
    next_service_on: date | None = None
    next_service_km: int | None = None
    offer: str = ""
    consent: Consent | None = None  # None: not spoken of
    next_call_on: date | None = None  # None: by the shop's rhythm
    lead: str = ""
    complaint: str = ""
    is_his_call: bool = False


@transaction.atomic
def follow_up(
    visit: Visit,
    *,
    answers: Answers,
    sheet_opened_at: datetime | None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> Complaint | None:
    """
    Record the follow-up call: both questions, advice, next service, offers, leads (15.2-15.11).

    Returns the complaint that came of it, if one did. Raises Refused where the customer does not
    wish to be called or not now, where the sheet was not looked at, where a known service is not
    told, or an offer is told to one who did not agree.
    """
    door.hold(visit.matter)
    # First: nobody is to read a sheet for a call that is not to be made.
    if not answers.is_his_call:
        _refuse_untimely(visit, at)
    if sheet_opened_at is None:
        door.refuse(
            "通话前须先看准备单。准备单已在本页，请看过后再记一次",
            "Look at the call sheet before the call. It is on this page: read it and save again",
            clause="15.10",
        )
    sheet = call_sheet(visit, at)
    if answers.consent is Consent.AGREED:
        agree_offers(visit, by=by, at=at)
    elif answers.consent is Consent.WITHDRAWN:
        withdraw_offers(visit, by=by, at=at)
    call = _call_of(visit, answers, sheet, sheet_opened_at, by, at)
    paper = door.freeze(
        visit.matter, "follow_up", call.number, follow_up_content(call, sheet, answers.lead), at=at
    )
    earlier_calls(visit).update(is_last=False)
    call.save()
    door.record(
        visit.matter, Event.FOLLOWED_UP, by=by, at=at,
        facts={
            "number": call.number, "score": call.score, "usage": call.usage,
            "opinion": call.opinion, "next_call_on": call.next_call_on.isoformat(),
            **({"counts_from": call.counts_from.isoformat()} if call.counts_from else {}),
        },
        papers=[paper], ticked=ticked,
    )  # fmt: skip
    if answers.lead:
        note_lead(visit, words=answers.lead, by=by, at=at)
    if answers.complaint:
        return register_complaint(
            words=answers.complaint, channel=Channel.FOLLOW_UP.value, visit=visit, by=by, at=at
        )
    return None


def _call_of(
    visit: Visit, answers: Answers, sheet: CallSheet, opened_at: datetime, by: Staff, at: datetime
) -> FollowUp:
    _refuse_forgotten_service(answers, sheet.service)
    desk = hours_of(visit.shop).desk
    today = desk.day_of(at)
    _refuse_past_service(answers, sheet.service, today, visit.vehicle)
    next_call_on = answers.next_call_on or sheet.next_call_on
    if next_call_on <= today:
        door.refuse(
            "下次跟踪日期须在今天之后", "The next call has to be after today", clause="15.1",
            at="next_call_on",
        )  # fmt: skip
    if next_call_on > today + A_YEAR:
        door.refuse(
            "定期跟踪，下次不能晚于一年", "Calls are regular: the next one is within a year",
            clause="15.1", at="next_call_on",
        )  # fmt: skip
    agreed_at = visit.sender.marketing_agreed_at if visit.sender else None
    if answers.offer and agreed_at is None:
        door.refuse(
            "客户未同意接收优惠，不能介绍。请先征得同意",
            "The customer has not agreed to hear of offers. Ask for his consent first",
            clause="15.6",
            mend=Event.OFFERS_AGREED,
            at="offer",
        )
    hours = preferred(visit.sender)
    return FollowUp(
        visit=visit,
        number=next_number(visit.shop, SERIES, desk.day_of(at)),
        sheet_opened_at=opened_at,
        called_at=at,
        counts_from=counts_from(visit, at),
        called_clock=_clock(visit, at),
        caller=by,
        is_his_call=answers.is_his_call,
        preferred_from=hours[0] if hours else None,
        preferred_until=hours[1] if hours else None,
        usage=answers.usage,
        opinion=answers.opinion,
        score=answers.score,
        advice=answers.advice,
        known_service_on=sheet.service.on,
        known_service_km=sheet.service.km,
        next_service_on=answers.next_service_on,
        next_service_km=answers.next_service_km,
        offer=answers.offer,
        offers_agreed_at=agreed_at,
        next_call_on=next_call_on,
    )


def _refuse_forgotten_service(answers: Answers, known: NextService) -> None:
    if known.on is not None and answers.next_service_on is None:
        door.refuse(
            f"下次保养日期已知（{known.on}），请提醒客户",
            f"The next service is known ({known.on}): remind him of it",
            clause="15.5",
            at="next_service_on",
        )
    if known.km is not None and answers.next_service_km is None:
        door.refuse(
            f"下次保养里程已知（{known.km} km），请提醒客户",
            f"The next service is known ({known.km} km): remind him of it",
            clause="15.5",
            at="next_service_km",
        )


def _refuse_past_service(
    answers: Answers, known: NextService, today: date, car: Vehicle | None
) -> None:
    """Refuse a next service that is behind; one that the file knows may be overdue (15.5)."""
    on, km = answers.next_service_on, answers.next_service_km
    if on is not None and on < today and on != known.on:
        door.refuse(
            "这个保养日期已过，请核对", "That day has passed: check it", clause="15.5",
            at="next_service_on",
        )  # fmt: skip
    driven = car.last_km if car and car.last_km else 0
    if km is not None and km <= driven and km != known.km:
        door.refuse(
            f"车上已有 {driven} km，请核对下次保养里程",
            f"The car has {driven} km already: check the reading", clause="15.5",
            at="next_service_km",
        )  # fmt: skip


def _refuse_untimely(visit: Visit, at: datetime) -> None:
    """Refuse a call that the customer does not wish, or not at this hour (15.9)."""
    if visit.sender is not None and visit.sender.may_not_be_called:
        door.refuse(
            "客户不愿再接电话，不要致电", "The customer does not wish to be called: leave him be",
            clause="15.9", mend=Event.CALLS_ALLOWED,
        )  # fmt: skip
    hours = preferred(visit.sender)
    clock = _clock(visit, at)
    if hours is not None and not hours[0] <= clock <= hours[1]:
        door.refuse(
            f"客户方便的时间是 {hours[0]:%H:%M} 至 {hours[1]:%H:%M}，请到时再打",
            f"It suits the customer from {hours[0]:%H:%M} to {hours[1]:%H:%M}: call then",
            clause="15.9",
            mend=Event.CALL_HOURS_NOTED,
        )


def _clock(visit: Visit, at: datetime) -> time:
    return at.astimezone(hours_of(visit.shop).desk.zone).time()


@transaction.atomic
def try_follow_up(
    visit: Visit,
    *,
    why: str,
    again_at: datetime | None = None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Record an attempt in which nobody was reached, and when it is tried again (15.2, 15.9)."""
    door.hold(visit.matter)
    _refuse_untimely(visit, at)
    if again_at is not None and again_at <= at:
        door.refuse(
            "再打的时间须在现在之后", "The next attempt has to be later than now", clause="15.2",
            at="again_at",
        )  # fmt: skip
    if again_at is not None and (latest := in_the_first_week(visit, again_at, at)) < again_at:
        until = f"{latest.astimezone(hours_of(visit.shop).desk.zone):%m-%d %H:%M}"
        door.refuse(
            f"首次跟踪须在 {until} 前，再打不能晚于它",
            f"The first follow-up is due by {until}: try again before", clause="15.2",
            at="again_at",
        )  # fmt: skip
    door.record(
        visit.matter, Event.FOLLOW_UP_TRIED, by=by, at=at, agreed_for=again_at,
        facts={"why": why}, ticked=ticked,
    )  # fmt: skip
    CallAttempt.objects.create(visit=visit, tried_at=at, caller=by, why=why, again_at=again_at)


@transaction.atomic
def decline_calls(visit: Visit, *, words: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Note that the customer wants no calls: he is left in peace from now on (15.9)."""
    customer = _customer(visit)
    door.record(
        visit.matter, Event.CALLS_DECLINED, by=by, at=at,
        proofs=Proofs({Proof.OWN_WORDS: words}), ticked=ticked,
    )  # fmt: skip
    customer.may_not_be_called = True
    customer.save(update_fields=["may_not_be_called"])


@transaction.atomic
def allow_calls(visit: Visit, *, words: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Note that the customer agrees to be called again (15.9)."""
    customer = _customer(visit)
    if not customer.may_not_be_called:
        door.refuse("客户本来就可以致电", "He may be called already", clause="15.9")
    door.record(
        visit.matter, Event.CALLS_ALLOWED, by=by, at=at,
        proofs=Proofs({Proof.OWN_WORDS: words}), ticked=ticked,
    )  # fmt: skip
    customer.may_not_be_called = False
    customer.save(update_fields=["may_not_be_called"])


@transaction.atomic
def note_call_hours(
    visit: Visit,
    *,
    preferred_from: time | None,
    preferred_until: time | None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Note the hours of the day that suit the customer, or None for any (15.9)."""
    customer = _customer(visit)
    if (preferred_from is None) != (preferred_until is None):
        door.refuse(
            "请写明从几点到几点，或都留空", "Write from when to when, or leave both empty",
            clause="15.9", at="preferred_until",
        )  # fmt: skip
    if preferred_from and preferred_until and preferred_from >= preferred_until:
        door.refuse(
            "结束时间须晚于开始时间", "The end has to be later than the beginning",
            clause="15.9", at="preferred_until",
        )  # fmt: skip
    said = f"{preferred_from:%H:%M}-{preferred_until:%H:%M}" if preferred_from else ""
    door.record(
        visit.matter, Event.CALL_HOURS_NOTED, by=by, at=at, facts={"hours": said}, ticked=ticked
    )
    customer.preferred_from, customer.preferred_until = preferred_from, preferred_until
    customer.save(update_fields=["preferred_from", "preferred_until"])


@transaction.atomic
def agree_offers(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Note that the customer was asked and agrees to hear of services and offers (15.6)."""
    customer = _customer(visit)
    door.record(
        visit.matter, Event.OFFERS_AGREED, by=by, at=at, facts={"customer": customer.name},
        ticked=ticked,
    )  # fmt: skip
    customer.marketing_agreed_at = at
    customer.save(update_fields=["marketing_agreed_at"])


@transaction.atomic
def withdraw_offers(visit: Visit, *, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Note that the customer does not, or no longer, wish to hear of offers (15.6)."""
    customer = _customer(visit)
    door.record(
        visit.matter, Event.OFFERS_WITHDRAWN, by=by, at=at, facts={"customer": customer.name},
        ticked=ticked,
    )  # fmt: skip
    customer.marketing_agreed_at = None
    customer.save(update_fields=["marketing_agreed_at"])


def _customer(visit: Visit) -> Customer:
    if visit.sender is None:
        _refuse_nobody()
    return visit.sender


def _refuse_nobody() -> NoReturn:
    door.refuse("本次来访没有登记客户", "No customer is written for this visit", clause="15.9")


def set_rhythm(
    shop: Shop, *, call_every_days: int, service_every_days: int, service_every_km: int, on: date
) -> None:
    """Set how often the shop calls and advises a service, from a day on; days and km (15.1)."""
    CallRhythm.objects.update_or_create(
        shop=shop, valid_from=on,
        defaults={
            "call_every_days": call_every_days, "service_every_days": service_every_days,
            "service_every_km": service_every_km,
        },
    )  # fmt: skip


@transaction.atomic
def note_lead(visit: Visit, *, words: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Note latent demand heard in the talk, for the manager (15.11)."""
    door.record(visit.matter, Event.LEAD_NOTED, by=by, at=at, facts={"words": words}, ticked=ticked)
    Lead.objects.create(visit=visit, words=words, noted_at=at, noted_by=by)


@transaction.atomic
def read_lead(visit: Visit, *, answer: str, by: Staff, at: datetime, ticked: Ticks = ()) -> None:
    """Read what was noted and say what is to be done about it (15.11)."""
    door.hold(visit.matter)
    waiting = Lead.objects.filter(visit=visit, read_at=None)
    if not waiting.exists():
        door.refuse("没有待阅的潜在需求", "There is no lead to read", clause="15.11")
    door.record(
        visit.matter, Event.LEAD_READ, by=by, at=at, facts={"answer": answer}, ticked=ticked
    )
    waiting.update(answer=answer, read_at=at, read_by=by)
