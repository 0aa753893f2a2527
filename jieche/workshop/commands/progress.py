"""How far the car is, what went wrong, and a delay told in time. Articles 10 and 11.8."""

from datetime import datetime

from django.db import transaction

from jieche.estimate.commands import promise_delivery
from jieche.journal import door
from jieche.journal.door import Proofs, Ticks
from jieche.rulebook.words import Event, Proof
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop.models import Anomaly, Measure, ProgressAnswer


@transaction.atomic
def ask_progress(
    visit: Visit,
    *,
    expected_finish_at: datetime,
    is_abnormal: bool,
    text: str = "",
    answered_by: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> ProgressAnswer:
    """
    Ask the workshop when the car is finished and whether anything is wrong (10.1, 10.2).

    What is wrong is recorded as an anomaly in the same act (10.3). Raises Refused; also where the
    work would end after the promised hour, and that is called normal.
    """
    door.hold(visit.matter)
    visit.refresh_from_db(fields=["promised_at"])
    text = text.strip()
    if is_abnormal and not text:
        door.refuse("写明有何异常", "Write what is wrong", clause="10.2", at="text")
    local = expected_finish_at.astimezone(hours_of(visit.shop).desk.zone)
    if expected_finish_at < at.replace(second=0, microsecond=0):
        door.refuse(
            "预计完工不能早于现在", "The work can't end before now", at="expected_finish_at"
        )
    if visit.promised_at and expected_finish_at > visit.promised_at and not is_abnormal:
        promised = visit.promised_at.astimezone(local.tzinfo)
        door.refuse(
            f"完工晚于承诺的 {promised:%m-%d %H:%M}，就是异常：写明原因，采取措施",
            f"Later than promised ({promised:%m-%d %H:%M}) is abnormal: write why, take a measure",
            clause="10.3", at="is_abnormal",
        )  # fmt: skip
    said = f"{local:%m-%d %H:%M} 完工，{'有异常' if is_abnormal else '无异常'}"
    door.record(
        visit.matter, Event.PROGRESS_ASKED, by=by, at=at,
        facts={"expected_finish_at": local.isoformat(timespec="minutes"), "abnormal": is_abnormal},
        proofs=Proofs({
            Proof.ANSWER: f"{said}：{text}" if text else said, Proof.PERSON_ASKED: answered_by,
        }),
        ticked=ticked,
    )  # fmt: skip
    if is_abnormal:
        _note_anomaly(visit, text, by=by, at=at)
    return ProgressAnswer.objects.create(
        visit=visit, expected_finish_at=expected_finish_at, is_abnormal=is_abnormal, text=text,
        answered_by=answered_by, by=by, asked_at=at,
    )  # fmt: skip


@transaction.atomic
def note_anomaly(
    visit: Visit, *, text: str, by: Staff, at: datetime, ticked: Ticks = ()
) -> Anomaly:
    """Record what endangers the promised time without being asked (10.3)."""
    return _note_anomaly(visit, text, by=by, at=at, ticked=ticked)


def _note_anomaly(
    visit: Visit, text: str, *, by: Staff, at: datetime, ticked: Ticks = ()
) -> Anomaly:
    door.record(
        visit.matter, Event.ANOMALY_FOUND, by=by, at=at, facts={"text": text}, ticked=ticked
    )
    return Anomaly.objects.create(visit=visit, text=text, by=by, found_at=at)


@transaction.atomic
def take_measure(
    visit: Visit,
    *,
    measure: str,
    owner: str,
    effect: str,
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> Measure:
    """Record what is done against the last anomaly, by whom, and with what effect (10.3)."""
    door.hold(visit.matter)
    anomaly = Anomaly.objects.filter(visit=visit).last()
    if anomaly is None:
        door.refuse("还没有记录异常", "No anomaly is recorded", mend=Event.ANOMALY_FOUND)
    door.record(
        visit.matter, Event.MEASURE_TAKEN, by=by, at=at, facts={"owner": owner, "effect": effect},
        proofs=Proofs({Proof.ACTION: measure}), ticked=ticked,
    )  # fmt: skip
    return Measure.objects.create(
        anomaly=anomaly, measure=measure, owner=owner, effect=effect, by=by, taken_at=at
    )


@transaction.atomic
def tell_delay(
    visit: Visit,
    *,
    reason: str,
    person_told: str,
    promised_at: datetime,
    shown: str = "",
    by: Staff,
    at: datetime,
    ticked: Ticks = (),
) -> None:
    """
    Tell the customer that the car will be late, why, and the new hour agreed with him (11.8).

    ``shown`` is the slip of the offers on the screen: an hour picked of them holds.
    Raises Refused where the new hour is no later than the old, or can't be kept either (5.2).
    """
    door.hold(visit.matter)
    visit.refresh_from_db(fields=["promised_at"])
    if visit.promised_at is not None and promised_at <= visit.promised_at:
        door.refuse(
            "新的时间要晚于原来承诺的", "The new time has to be later than the promised one",
            clause="11.8", at="promised_at",
        )  # fmt: skip
    door.record(
        visit.matter, Event.DELAY_TOLD, by=by, at=at,
        proofs=Proofs({Proof.REASON: reason, Proof.PERSON_TOLD: person_told}), ticked=ticked,
    )  # fmt: skip
    promise_delivery(
        visit, promised_at=promised_at, why=reason, told_to=person_told, shown=shown, by=by, at=at
    )
