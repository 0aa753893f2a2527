"""Supplements: ask, pass on the answer, do the work, have the sheet signed. Article 9."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jieche.estimate.commands import agree_sheet, drop_sheet, promise_delivery
from jieche.journal import door
from jieche.journal.door import Proofs, Signature, Ticks
from jieche.journal.models import Document
from jieche.journal.queries import case_of, latest_document
from jieche.rulebook.words import Event, Proof
from jieche.shop.models import Team
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.values.canonical import canonical, digest_of_bytes
from jieche.visits.models import Visit
from jieche.workshop import queries, sheets
from jieche.workshop.commands.guard import not_twice, nothing_forbids
from jieche.workshop.commands.parts import hand_out
from jieche.workshop.commands.repair import facts_of_issue
from jieche.workshop.commands.teams import give_sheet, has_its_team
from jieche.workshop.models import PartsIssue, Supplement, SupplementSheet
from jieche.workshop.words import Answer, Channel, Reached


@transaction.atomic
def ask_customer(
    supplement: Supplement,
    *,
    channel: Channel,
    number_called: str,
    person_asked: str,
    reached: Reached,
    note: str = "",
    is_warned: bool = False,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Ask the customer, and say how it delays the car: by whom, at which number, what came of it.

    A call that nobody answered, or that brought no clear answer, is made again (9.1 to 9.3).
    ``is_warned``: in the same call he was told what may happen if a safety item is left (9.8).
    """
    _hold(supplement)
    if channel is Channel.IN_PERSON:
        number_called = number_called or Channel.IN_PERSON.zh
    door.record(
        supplement.matter, Event.CUSTOMER_ASKED, by=by, at=at,
        facts={
            "channel": channel.value, "reached": reached.value, "note": note,
            "call": supplement.calls + 1,
        },
        proofs=Proofs({Proof.NUMBER_CALLED: number_called, Proof.PERSON_ASKED: person_asked}),
        ticked=ticked,
    )  # fmt: skip
    supplement.calls += 1
    supplement.asked_at, supplement.asked_how = at, channel.value
    supplement.reached = reached.value
    supplement.save(update_fields=["calls", "asked_at", "asked_how", "reached"])
    if is_warned:
        warn_customer(supplement, by=by, at=at, ticked=["9.8"])


@transaction.atomic
def warn_customer(
    supplement: Supplement, *, note: str = "", by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """
    Say what may happen if a safety item is left, before a no counts (9.8).

    ``note`` is what he said to it. Raises Refused where nobody was reached.
    """
    _hold(supplement)
    nothing_forbids(supplement.matter, Event.SAFETY_WARNED, by=by)
    if not supplement.warning:
        door.refuse("这一项没有注明关系安全", "This is not marked as a safety item", clause="9.8")
    if supplement.reached == Reached.NOBODY.value:
        door.refuse(
            "还没有接通客户", "Nobody was reached yet", clause="9.8", mend=Event.CUSTOMER_ASKED
        )
    door.record(
        supplement.matter, Event.SAFETY_WARNED, by=by, at=at,
        facts={"warning": supplement.warning, "note": note}, ticked=ticked,
    )  # fmt: skip


@transaction.atomic
def agree_supplement(
    supplement: Supplement,
    *,
    answered_by: str,
    said: str,
    promised_at: datetime | None = None,
    stays: bool = False,
    parts: Mapping[int, datetime | None] | None = None,
    shown: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> SupplementSheet:
    """
    Write the customer's yes with the delivery time that comes with it, and make out the sheet.

    The new hour, or that the promise ``stays``, is said by name (9.2). ``parts`` tells by line
    when a part comes, None where it is on the shelf; ``shown`` is the slip of the offers on the
    screen. Raises Refused where the
    last call brought no clear answer (9.3), and for an hour that can't be kept (5.2).
    """
    visit = _hold(supplement)
    nothing_forbids(supplement.matter, Event.SUPPLEMENT_AGREED, by=by)
    _has_answered(supplement)
    old = visit.promised_at
    hour = _new_hour(old, promised_at, stays=stays, at=at)
    door.record(
        supplement.matter, Event.SUPPLEMENT_AGREED, by=by, at=at, agreed_for=hour,
        facts={"by": answered_by, "said": said, "stays": stays},
        proofs=Proofs({Proof.ANSWER: said}), ticked=ticked,
    )  # fmt: skip
    _answer(supplement, Answer.AGREED, answered_by, said, at)
    order = queries.order_with_lines(visit)
    agree_sheet(order, supplement.sheet)
    if not stays:
        promise_delivery(
            visit, promised_at=hour, why=f"增项：{supplement.item}", told_to=answered_by,
            parts=parts, shown=shown, for_more_work=True, by=by, at=at,
        )  # fmt: skip
    return SupplementSheet.objects.create(
        supplement=supplement, order=order, number=supplement.number,
        made_at=at, old_promised_at=old or hour, new_promised_at=None if stays else hour,
    )  # fmt: skip


def _new_hour(old: datetime | None, new: datetime | None, *, stays: bool, at: datetime) -> datetime:
    """Return the hour agreed with the supplement. Raises Refused where it is not said, or twice."""
    if stays and new is not None and new != old:
        door.refuse(
            "时间不变还是改时间，只选一样", "Either the time stays or it moves", clause="9.2",
            at="promised_at",
        )  # fmt: skip
    if stays and old is not None:
        if old <= at:
            door.refuse(
                "原定交车时间已过，写明新的时间", "The promised time is past: write the new one",
                clause="9.2", at="promised_at",
            )  # fmt: skip
        return old
    if new is None:
        door.refuse(
            "写明新的交车时间；不变的，选“时间不变”",
            "Write the new delivery time, or choose “the time stays”",
            clause="9.2", at="promised_at",
        )  # fmt: skip
    if old is not None and new < old:
        door.refuse(
            "加做一项，时间不能提前", "More work can't move the time forward", clause="9.2",
            at="promised_at",
        )  # fmt: skip
    return new


@transaction.atomic
def refuse_supplement(
    supplement: Supplement,
    *,
    answered_by: str,
    said: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Write the customer's no, in one act; the same item is not asked about again (9.9).

    Where safety is concerned the warning stays and goes with the release papers (9.8).
    """
    visit = _hold(supplement)
    nothing_forbids(supplement.matter, Event.SUPPLEMENT_REFUSED, by=by)
    _has_answered(supplement)
    door.record(
        supplement.matter, Event.SUPPLEMENT_REFUSED, by=by, at=at,
        facts={"by": answered_by, "said": said, "warning": supplement.warning}, ticked=ticked,
    )  # fmt: skip
    _answer(supplement, Answer.REFUSED, answered_by, said, at)
    drop_sheet(queries.order_with_lines(visit), supplement.sheet)


def _answer(
    supplement: Supplement, answer: Answer, answered_by: str, said: str, at: datetime
) -> None:
    supplement.answer, supplement.answered_at = answer.value, at
    supplement.answered_by, supplement.said = answered_by, said
    supplement.save(update_fields=["answer", "answered_at", "answered_by", "said"])


def _has_answered(supplement: Supplement) -> None:
    if not supplement.has_clear_answer:
        door.refuse(
            "上次征询没有得到明确答复，须再征询",
            "The last call brought no clear answer: ask again",
            clause="9.3", mend=Event.CUSTOMER_ASKED,
        )  # fmt: skip


@transaction.atomic
def tell_workshop(
    supplement: Supplement,
    *,
    person_told: str,
    told_at: datetime | None = None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """Pass the customer's answer to the workshop by word: to whom and when (9.3, 9.4)."""
    visit = _hold(supplement)
    told_at = _passed_on(supplement, told_at, at, clause="9.3", field="told_at")
    door.record(
        supplement.matter, Event.WORKSHOP_TOLD, by=by, at=at, happened_at=told_at,
        facts={"answer": supplement.answer}, proofs=Proofs({Proof.PERSON_TOLD: person_told}),
        ticked=ticked,
    )  # fmt: skip
    supplement.told_at, supplement.told_to = told_at, person_told
    supplement.save(update_fields=["told_at", "told_to"])
    _settle(visit, by=by, at=at)


def _passed_on(
    supplement: Supplement, said: datetime | None, at: datetime, *, clause: str, field: str
) -> datetime:
    """
    Return when the answer was passed on, now where nobody says: after it came, and not later.

    A time is typed to the minute, an answer is noted to the second. Raises Refused at ``field``.
    """
    answered = supplement.answered_at
    if said is None or answered is None:
        return at
    if said > at:
        door.refuse("不能晚于现在", "It can't be later than now", clause=clause, at=field)
    if said < answered.replace(second=0, microsecond=0):
        local = answered.astimezone(hours_of(supplement.visit.shop).desk.zone)
        door.refuse(
            f"客户 {local:%m-%d %H:%M} 才答复，不能早于它",
            f"The customer answered at {local:%m-%d %H:%M}; it can't be earlier",
            clause=clause,
            at=field,
        )
    return max(said, answered)


@transaction.atomic
def deliver_sheet(
    supplement: Supplement,
    *,
    delivered_to: str,
    delivered_at: datetime | None = None,
    team: Team | None = None,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> Document:
    """
    Give the sheet to the dispatcher, to whom and when; it is frozen as it is given (9.6).

    ``team`` is the one that works on the car already; without it the dispatcher assigns one (8.3).
    """
    _hold(supplement)
    nothing_forbids(supplement.matter, Event.SHEET_DELIVERED, by=by)
    delivered_at = _passed_on(supplement, delivered_at, at, clause="9.6", field="delivered_at")
    sheet = supplement.made_out
    sheet.delivered_to, sheet.delivered_at = delivered_to, delivered_at
    sheet.save(update_fields=["delivered_to", "delivered_at"])
    give_sheet(supplement, team, by=by, at=at)
    paper = _freeze(supplement, at)
    door.record(
        supplement.matter, Event.SHEET_DELIVERED, by=by, at=at, happened_at=delivered_at,
        facts={
            "number": sheet.number, "version": paper.version, "team": team.name if team else "",
        },
        proofs=Proofs({Proof.PERSON_TOLD: delivered_to}), ticked=ticked, papers=[paper],
    )  # fmt: skip
    return paper


@transaction.atomic
def issue_supplement_parts(
    supplement: Supplement,
    *,
    quantities: Mapping[int, int],
    to: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> list[PartsIssue]:
    """Hand out parts of an agreed supplement; never before the customer's clear yes (9.10)."""
    visit = _hold(supplement)
    nothing_forbids(supplement.matter, Event.SUPPLEMENT_PARTS_ISSUED, by=by)
    lines = queries.part_lines(visit, sheet=supplement.sheet)
    issues = hand_out(visit, lines, quantities, to=to, by=by, at=at)
    door.record(
        supplement.matter, Event.SUPPLEMENT_PARTS_ISSUED, by=by, at=at,
        facts={"number": issues[0].number, "to": to, "parts": facts_of_issue(issues)},
        ticked=ticked,
    )  # fmt: skip
    return issues


@transaction.atomic
def start_supplement(
    supplement: Supplement, *, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Start the work of a supplement: agreed to, its sheet in hand, its team named (9.6, 8.3)."""
    _hold(supplement)
    nothing_forbids(supplement.matter, Event.SUPPLEMENT_STARTED, by=by)
    has_its_team(supplement)
    door.record(supplement.matter, Event.SUPPLEMENT_STARTED, by=by, at=at, ticked=ticked)


@transaction.atomic
def finish_supplement(
    supplement: Supplement, *, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Say that the work of a supplement is done."""
    visit = _hold(supplement)
    door.record(supplement.matter, Event.SUPPLEMENT_DONE, by=by, at=at, ticked=ticked)
    _settle(visit, by=by, at=at)


@transaction.atomic
def sign_supplement(
    supplement: Supplement, *, signature: Signature, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Take the customer's signature under the sheet, at the latest when he collects (9.5)."""
    visit = _hold(supplement)
    nothing_forbids(supplement.matter, Event.SUPPLEMENT_SIGNED, by=by)
    not_twice(supplement.matter, Event.SUPPLEMENT_SIGNED)
    paper = _freeze(supplement, at)
    door.record(
        supplement.matter, Event.SUPPLEMENT_SIGNED, by=by, at=at,
        facts={"number": supplement.made_out.number, "version": paper.version},
        proofs=Proofs(signature=signature, paper=paper), ticked=ticked, papers=[paper],
    )  # fmt: skip
    _note_all_signed(visit, by=by, at=at)


@transaction.atomic
def record_signature_refused(
    supplement: Supplement, *, reason: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> None:
    """Note that the customer won't sign what he agreed to: a manager, with the reason (9.5)."""
    visit = _hold(supplement)
    nothing_forbids(supplement.matter, Event.SIGNATURE_REFUSED, by=by)
    not_twice(supplement.matter, Event.SUPPLEMENT_SIGNED)
    paper = _freeze(supplement, at)
    door.record(
        supplement.matter, Event.SIGNATURE_REFUSED, by=by, at=at,
        proofs=Proofs({Proof.REASON: reason}, paper=paper), ticked=ticked, papers=[paper],
    )  # fmt: skip
    _note_all_signed(visit, by=by, at=at)


# -- what the commands share ---------------------------------------------------------------------


def _hold(supplement: Supplement) -> Visit:
    """Lock the supplement with its visit, read all of it anew, and return the visit."""
    door.hold(supplement.matter)
    supplement.refresh_from_db(fields=["calls", "reached", "answer"])
    visit = supplement.visit
    visit.matter.refresh_from_db()
    visit.refresh_from_db(fields=["promised_at"])
    return visit


def _freeze(supplement: Supplement, at: datetime) -> Document:
    """Return the sheet as it stands, frozen; a version that says the same is kept."""
    content = dict(sheets.supplement_content(supplement))
    last = latest_document(supplement.matter, "supplement")
    if last is not None and last.sha256 == digest_of_bytes(canonical(content)):
        return last
    return door.freeze(supplement.matter, "supplement", supplement.made_out.number, content, at=at)


def _settle(visit: Visit, *, by: Staff, at: datetime) -> None:
    """Record on the visit that no supplement is open any more, once it is so (P.4)."""
    is_noted = case_of(visit.matter).has(Event.SUPPLEMENTS_SETTLED, since=Event.SUPPLEMENT_OPENED)
    if not is_noted and not queries.open_supplements(visit):
        door.record(visit.matter, Event.SUPPLEMENTS_SETTLED, by=by, at=at)
    _note_all_signed(visit, by=by, at=at)


def _note_all_signed(visit: Visit, *, by: Staff, at: datetime) -> None:
    """Record on the visit that every agreed sheet is signed, or its refusal noted (9.5)."""
    is_noted = case_of(visit.matter).has(Event.SHEETS_SIGNED, since=Event.SUPPLEMENT_OPENED)
    if not is_noted and not queries.unsigned_supplements(visit):
        door.record(visit.matter, Event.SHEETS_SIGNED, by=by, at=at)
