"""The record of a follow-up call as it is printed (跟踪服务记录). Clause 15.7."""

from datetime import datetime

from jieche.care.follow_up_sheet import CallSheet
from jieche.care.models import FollowUp
from jieche.journal.contents import FollowUpContent
from jieche.shop.queries import hours_of
from jieche.visits.sheets import head_of


def follow_up_content(call: FollowUp, sheet: CallSheet, lead: str) -> FollowUpContent:
    """Return the content of a call's record, ready to freeze."""
    visit = call.visit
    zone = hours_of(visit.shop).desk.zone

    def minute(at: datetime | None) -> str:
        return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""

    kept = sheet.promise
    return {
        **head_of(visit, call.number),
        "order_number": sheet.order_number,
        "released_at": minute(sheet.released_at),
        "sheet_opened_at": minute(call.sheet_opened_at),
        "called_at": minute(call.called_at),
        "counts_from": minute(call.counts_from),
        "caller": call.caller.name,
        "his_call": call.is_his_call,
        "attempts": [
            {"at": minute(one.tried_at), "why": one.why, "caller": one.caller.name}
            for one in sheet.attempts
        ],
        "done": sheet.done,
        "declined": [one.words for one in sheet.declined],
        "promise": None
        if kept is None
        else {"zh": "按时", "en": "kept"}
        if kept.is_kept
        else {"zh": "迟于承诺", "en": "late"},
        "usage": call.usage,
        "opinion": call.opinion,
        "score": call.score,
        "advice": call.advice,
        "next_service_on": call.next_service_on.isoformat() if call.next_service_on else "",
        "next_service_km": call.next_service_km,
        "offer": call.offer,
        "offers_agreed": call.offers_agreed_at is not None,
        "lead": lead,
        "next_call_on": call.next_call_on.isoformat(),
    }
