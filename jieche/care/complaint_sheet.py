"""The complaint record (投诉登记表) as it is printed."""

from datetime import datetime

from jieche.care.models import Complaint, Satisfaction
from jieche.journal import queries as journal
from jieche.journal.content_blocks import Bilingual, Car, ReplyLine
from jieche.journal.contents import ComplaintContent
from jieche.journal.models import Entry
from jieche.rulebook.words import Event, Proof, Word
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.queries import order_of
from jieche.visits.sheets import NO_CAR, car_of, person, shop_head

PAPER = "complaint_record"


def complaint_sheet(
    complaint: Complaint,
    *,
    satisfaction: Satisfaction | None = None,
    said: str = "",
    by: Staff | None = None,
    at: datetime | None = None,
) -> ComplaintContent:
    """Return the record as it stands; with ``satisfaction``, ``by`` and ``at`` as it is closed."""
    visit = complaint.visit
    order = order_of(visit) if visit else None
    entries = journal.with_evidence(journal.entries_of(complaint.matter))
    replies = [e for e in entries if e.what in {Event.COMPLAINT_REPLIED, Event.REPLY_PROMISED}]
    facts = [_words(e, Proof.FACTS) for e in entries if e.what is Event.FACTS_GATHERED]
    return {
        "number": complaint.number,
        "shop": shop_head(complaint.shop),
        "car": car_of(visit.vehicle) if visit and visit.vehicle else _no_car(complaint),
        "plate_said": complaint.plate_said,
        "owner": person(visit.owner if visit else None),
        "sender": person(complaint.customer),
        "order_number": order.number if order else "",
        "channel": _both(complaint.channel_word),
        "registered_at": _clock(complaint, complaint.registered_at),
        "receiver": complaint.receiver.name,
        "words": complaint.words,
        "replies": [_reply(complaint, entry) for entry in replies],
        "facts": facts,
        "measure": complaint.measure,
        "result": complaint.result,
        "satisfaction": _both(satisfaction) if satisfaction else None,
        "satisfaction_words": said,
        "closed_at": _clock(complaint, at) if at else "",
        "closed_by": by.name if by else "",
    }


def _no_car(complaint: Complaint) -> Car:
    return {**NO_CAR, "plate": complaint.plate_said or NO_CAR["plate"]}


def _reply(complaint: Complaint, entry: Entry) -> ReplyLine:
    if entry.agreed_for is not None:
        what, text = {"zh": "约定", "en": "promised"}, _clock(complaint, entry.agreed_for)
    else:
        what, text = {"zh": "答复", "en": "reply"}, _words(entry, Proof.ANSWER)
    return {
        "at": _clock(complaint, entry.happened_at),
        "by": entry.by.name,
        "what": {"zh": what["zh"], "en": what["en"]},
        "text": text,
    }


def _words(entry: Entry, proof: Proof) -> str:
    return next((p.words for p in entry.evidence.all() if p.proof == proof.value), "")


def _both(word: Word) -> Bilingual:
    return {"zh": word.zh, "en": word.en}


def _clock(complaint: Complaint, at: datetime) -> str:
    return f"{at.astimezone(hours_of(complaint.shop).desk.zone):%Y-%m-%d %H:%M}"
