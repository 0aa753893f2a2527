"""The road of a follow-up: prepared, made, tried again, or left undone because it is not wanted."""

from datetime import datetime, timedelta

from jieche.care import follow_up_commands as care
from jieche.care.commands import reply
from jieche.care.follow_up_sheet import in_the_first_week, next_service
from jieche.demo.back import bring_to_an_end
from jieche.demo.material.answers import FOLLOW_UPS, FollowUp
from jieche.demo.road import Road, Trip
from jieche.rulebook.words import Role

ADVICE = (
    "新换制动片头三百公里避免急刹", "胎压按门框铭牌，长途前加 0.2", "每月看一次机油尺",
    "空调停用前先关制冷、再吹两分钟风", "怠速不超过五分钟，冷车缓加速",
    "玻璃水已加防冻型，别再兑水",
)  # fmt: skip
NO_CALLS = "以后不用打电话了，发短信就行。"
OFFER = "冬季免费检测：蓄电池、防冻液、轮胎"
# Who works in the daytime can be reached in the last hour and a half of the desk's day.
EVENING = timedelta(minutes=90)
CHECKED_AGAIN = "已约客户回店复检，费用由本店承担"
ANSWERS_TO_LEADS = ("请接待员本周内回电报价", "已安排预约检查", "转告代办年检的同事联系")


def call(trip: Trip) -> Road:
    """Call after the repair; who is not reached is tried once more the day after."""
    answer = trip.rng.choice(FOLLOW_UPS)
    if (sender := trip.here.sender) is not None:
        if sender.may_not_be_called:  # he said so after an earlier visit
            care.decline_calls(trip.here, words=NO_CALLS, by=trip.desk, at=trip.at)
            return
        if sender.preferred_from is not None:
            yield _until_evening(trip)
    if answer.satisfied is None:
        again = in_the_first_week(trip.here, _same_hour_tomorrow(trip), trip.at)
        care.try_follow_up(trip.here, why=answer.says, again_at=again, by=trip.desk, at=trip.at)
        if trip.rng.random() < 0.15:  # it was forgotten for some days
            again += timedelta(days=trip.rng.randint(2, 4))
        yield max(1.0, trip.hours.desk.between(trip.at, again))
        answer = trip.rng.choice([each for each in FOLLOW_UPS if each.satisfied is not None])
    if answer.says == NO_CALLS:
        care.decline_calls(trip.here, words=answer.says, by=trip.desk, at=trip.at)
        return
    opened_at = trip.at
    yield 4
    _talk(trip, answer, opened_at)
    for case in trip.here.complaints.filter(channel="follow_up"):
        yield trip.rng.choice((2, 3, 5, 30))
        reply(case, answer=CHECKED_AGAIN, by=trip.desk, at=trip.at)
        yield 240
        yield from bring_to_an_end(trip, case, CHECKED_AGAIN)
    if trip.rng.random() < 0.12:
        yield 1
        opens, closes = _evening(trip)
        care.note_call_hours(
            trip.here, preferred_from=opens.time(), preferred_until=closes.time(), by=trip.desk,
            at=trip.at,
        )  # fmt: skip
    if answer.lead:
        # Most are read the same day; some on the next.
        yield trip.rng.choice((20, 45, 90, 180, 700))
        care.read_lead(
            trip.here, answer=trip.rng.choice(ANSWERS_TO_LEADS),
            by=trip.who(Role.RECEPTION_MANAGER), at=trip.at,
        )  # fmt: skip


def _talk(trip: Trip, answer: FollowUp, opened_at: datetime) -> None:
    visit = trip.here
    known = next_service(visit, trip.at)
    agrees = trip.rng.random() < 0.3
    care.follow_up(
        visit,
        answers=care.Answers(
            usage="使用正常" if answer.satisfied else "仍有异常",
            opinion=answer.says,
            score=trip.rng.choice((4, 5, 5)) if answer.satisfied else trip.rng.choice((2, 3)),
            advice=trip.rng.choice(ADVICE),
            next_service_on=known.on,
            next_service_km=known.km,
            consent=care.Consent.AGREED if agrees else None,
            offer=OFFER if agrees and answer.satisfied else "",
            lead=answer.lead,
            complaint=answer.says if not answer.satisfied and trip.rng.random() < 0.25 else "",
        ),
        sheet_opened_at=opened_at,
        by=trip.desk,
        at=trip.at,
        ticked=trip.ticks("15.4", "15.6", "15.8"),
    )


def _evening(trip: Trip) -> tuple[datetime, datetime]:
    closes = trip.hours.desk.spans(trip.hours.desk.day_of(trip.at))[-1][1]
    return closes - EVENING, closes


def _until_evening(trip: Trip) -> float:
    """Return the opening minutes until the customer can be reached; few where it is evening."""
    opens, closes = _evening(trip)
    if trip.at > closes - timedelta(minutes=15):  # too late for a talk: tomorrow's
        opens += timedelta(days=1)
    return max(1.0, trip.hours.desk.between(trip.at, opens))


def _same_hour_tomorrow(trip: Trip) -> datetime:
    desk = trip.hours.desk
    there = trip.at + timedelta(days=1)
    return there if desk.is_open(there) else desk.add(trip.at, 600)
