"""
Nothing that is owed is missing from Now; nothing in Now lacks its clause and its button.

For each sentence of the book that owes something, a day is told by the real commands up to where
it is owed; then it stands in the list with clause and role, and its link opens the form of the act
for somebody of that role.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest
from django.test import Client

from jieche.appointments import changes, deposits
from jieche.appointments import commands as appointments
from jieche.appointments.models import Means
from jieche.board.lines import Item
from jieche.board.now import owed_now
from jieche.board.stations import acts_of
from jieche.care import commands as care
from jieche.care import follow_up_commands as follow_up
from jieche.care.file_commands import set_up_file
from jieche.checkin import commands as checkin
from jieche.delivery import commands as delivery
from jieche.estimate.commands import sign_order
from jieche.journal.models import Duty
from jieche.reception import commands as reception
from jieche.reports import commands as reports
from jieche.reports.acts import ACTS as REPORT_ACTS
from jieche.reports.models import Report
from jieche.reports.periods import Length, period_of
from jieche.rulebook.book import sentences
from jieche.rulebook.judge import allowed_roles
from jieche.rulebook.sentences import Follows
from jieche.rulebook.words import Event, Purpose
from jieche.staff.models import Staff
from jieche.visits.models import Channel, Visit
from jieche.workshop import commands as workshop
from tests.support import story_delivery as delivering
from tests.support import story_file
from tests.support.cast import clock
from tests.support.hands import WallClock
from tests.support.story_appointments import AGREED, COSTLY, booked
from tests.support.story_checkin import all_but_complete, handed_in
from tests.support.story_estimate import (
    a_car_in_negotiation,
    estimated,
    promised,
    shown,
    signature,
    signed,
)
from tests.support.story_follow_up import called
from tests.support.story_reception import arrived, received, talked_over
from tests.support.story_repair import a_car_in_the_workshop, agreed, refused, reported

AT = clock("2026-11-23 08:30")  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)
People = dict[str, Staff]
Told = Callable[[People], datetime]


def on_foot(staff: People) -> Visit:
    return arrived(staff["li"], AT, car=None, channel=Channel.ON_FOOT)


def asks(staff: People, channel: Channel) -> datetime:
    received(staff["li"], AT, purpose=Purpose.ENQUIRY, channel=channel, car=None)
    return AT + HOUR


def agrees_to_diagnosis(staff: People) -> Visit:
    visit = talked_over(staff["li"], AT)
    reception.agree_diagnosis(
        visit, agreed_by="陈静", fee_fen=8000, by=staff["li"], at=AT + 3 * MINUTE
    )
    return visit


def calls_a_technician(staff: People) -> datetime:
    reception.call_technician(
        agrees_to_diagnosis(staff), technician=staff["wang"], by=staff["li"], at=AT + 4 * MINUTE
    )
    return AT + 5 * MINUTE


def is_looked_at(staff: People) -> datetime:
    visit, wang = agrees_to_diagnosis(staff), staff["wang"]
    reception.start_diagnosis(visit, technician=wang, by=wang, at=AT + 5 * MINUTE)
    reception.end_diagnosis(visit, by=wang, at=AT + 20 * MINUTE)
    return AT + 21 * MINUTE


def is_signed(staff: People) -> Visit:
    return signed(a_car_in_negotiation(staff["li"], AT), staff["li"], AT)


def hands_in(staff: People) -> Visit:
    return handed_in(is_signed(staff), staff["li"], AT + 10 * MINUTE)


def waits(staff: People) -> datetime:
    visit, li = is_signed(staff), staff["li"]
    all_but_complete(visit, li, AT + 10 * MINUTE)
    checkin.complete_hand_in(visit, by=li, at=AT + 11 * MINUTE)
    checkin.customer_waits(visit, by=li, at=AT + 11 * MINUTE)
    return AT + 12 * MINUTE


def is_washed(staff: People) -> datetime:
    visit, li, wu = hands_in(staff), staff["li"], staff["wu"]
    workshop.tidy_order(visit, by=li, at=AT + 12 * MINUTE)
    workshop.ask_wash(visit, by=li, at=AT + 13 * MINUTE)
    workshop.finish_wash(visit, by=wu, at=AT + 25 * MINUTE)
    return AT + 26 * MINUTE


def in_the_workshop(staff: People) -> Visit:
    return a_car_in_the_workshop(staff["li"], staff["sun"], AT)


def has_a_supplement(staff: People, then: Callable[..., object]) -> datetime:
    one = reported(in_the_workshop(staff), staff["wang"], AT + HOUR)
    then(one, staff["li"], AT + HOUR + MINUTE)
    return AT + HOUR + 4 * MINUTE


def has_an_anomaly(staff: People) -> datetime:
    workshop.note_anomaly(in_the_workshop(staff), text="螺栓锈死", by=staff["wang"], at=AT + HOUR)
    return AT + HOUR + MINUTE


def is_promised(staff: People, hour: str) -> datetime:
    visit, li = a_car_in_negotiation(staff["li"], AT), staff["li"]
    estimated(visit, li, AT)
    promised(visit, li, AT, clock(hour))
    shown(visit, li, AT + 2 * MINUTE)
    sign_order(visit, signature=signature(), by=li, at=AT + 3 * MINUTE)
    return clock(hour) + HOUR


def paid_too_much(staff: People) -> datetime:
    visit = delivering.a_car_paid_ahead(staff, AT, paid_fen=90000)
    delivering.agreed(delivering.viewed(visit, staff, AT + 3 * HOUR), staff, AT + 4 * HOUR)
    return AT + 4 * HOUR + MINUTE


def is_settled(staff: People) -> datetime:
    visit = delivering.a_finished_car(staff, AT)
    delivering.settled(delivering.viewed(visit, staff, AT + 3 * HOUR), staff, AT + 4 * HOUR)
    return AT + 4 * HOUR + 2 * MINUTE


def comes_to_collect(staff: People) -> datetime:
    visit = delivering.told(delivering.a_finished_car(staff, AT), staff, AT + 3 * HOUR)
    delivery.receive_customer(visit, collector="陈静", by=staff["li"], at=AT + 4 * HOUR)
    return AT + 6 * HOUR


def is_released(staff: People, *, with_a_file: bool = False, later: timedelta = HOUR) -> datetime:
    visit = story_file.released(staff, AT)
    if with_a_file:
        set_up_file(visit, by=staff["li"], at=AT + 6 * HOUR)
    return AT + 6 * HOUR + later


def is_promised_an_answer(staff: People) -> datetime:
    visit = received(staff["li"], AT, purpose=Purpose.ENQUIRY, channel=Channel.PHONE, car=None)
    reception.promise_answer(
        visit, answer_at=AT + 3 * HOUR, ask_first="配件员", by=staff["li"], at=AT + HOUR
    )
    return AT + 2 * HOUR


def complains(staff: People, *, is_put_off: bool = False, is_answered: bool = False) -> datetime:
    li = staff["li"]
    case = care.register_complaint(
        words="又响了", channel="phone", visit=on_foot(staff), by=li, at=AT + HOUR
    )
    if is_put_off:
        care.promise_reply(case, reply_at=AT + 3 * HOUR, by=li, at=AT + HOUR)
    if is_answered:
        care.reply(case, answer="约好复检", by=li, at=AT + HOUR)
    return AT + 2 * HOUR


def wants_more(staff: People) -> datetime:
    visit, li = story_file.released(staff, AT), staff["li"]
    call = clock("2026-11-26 10:00")
    called(visit, li, call)
    follow_up.note_lead(visit, words="想换轮胎", by=li, at=call)
    return call + HOUR


def books(staff: People, *, costly: bool = False, informs: bool = False) -> datetime:
    booking = booked(staff["li"], AT, agreed=COSTLY if costly else AGREED)
    if informs:
        appointments.inform_workshop(booking, told=staff["sun"], by=staff["li"], at=AT + 5 * MINUTE)
    return AT + HOUR


def cancels(staff: People) -> datetime:
    booking = booked(staff["li"], AT, agreed=COSTLY)
    deposits.take_deposit(
        booking, amount_fen=100000, means=Means.CASH, by=staff["zhao"], at=AT + 5 * MINUTE
    )
    changes.cancel_booking(booking, reason="不来了", by=staff["li"], at=AT + HOUR)
    return AT + 2 * HOUR


def does_not_come(staff: People) -> datetime:
    booking = booked(staff["li"], AT, agreed=COSTLY)
    deposits.take_deposit(
        booking, amount_fen=100000, means=Means.CASH, by=staff["zhao"], at=AT + 5 * MINUTE
    )
    missed = clock("2026-11-26 11:00")
    appointments.miss_booking(booking, by=staff["li"], at=missed)
    return missed + HOUR


def reminds(staff: People) -> datetime:
    booked(staff["li"], AT)
    return clock("2026-11-25 14:00")


def a_week_ends(staff: People, *, is_submitted: bool = False) -> datetime:
    at = clock("2026-11-28 08:05")
    report = reports.open_report(
        staff["li"].shop, period_of(Length.WEEK, at.date()), by=staff["li"], at=at
    )
    assert isinstance(report, Report)
    if is_submitted:
        reports.submit_report(report, by=staff["li"], at=at + HOUR)
    return at + 2 * HOUR


E = Event
DAYS: Mapping[tuple[str, Event, Event], Told] = {
    ("P.2", E.VEHICLE_ARRIVED, E.ORDER_SIGNED): lambda s: arrived(s["li"], AT).arrived_at + DAY,
    ("P.2", E.CUSTOMER_CAME, E.ENQUIRY_ANSWERED): lambda s: asks(s, Channel.ON_FOOT),
    ("P.2", E.CALL_TAKEN, E.ENQUIRY_ANSWERED): lambda s: asks(s, Channel.PHONE),
    ("1.1", E.VEHICLE_ARRIVED, E.CUSTOMER_GREETED): lambda s: arrived(s["li"], AT).arrived_at,
    ("1.1", E.CUSTOMER_CAME, E.CUSTOMER_GREETED): lambda s: on_foot(s).arrived_at,
    ("2.3", E.TECHNICIAN_CALLED, E.TECHNICIAN_CAME): calls_a_technician,
    ("2.4", E.DIAGNOSIS_ENDED, E.DIAGNOSIS_REPORTED): is_looked_at,
    ("5.4", E.DELIVERY_PROMISED, E.TOLD_TO_COLLECT): lambda s: is_promised(s, "2026-11-23 17:00"),
    ("6.1", E.ORDER_SIGNED, E.HAND_IN_STARTED): lambda s: is_signed(s).arrived_at + HOUR,
    ("8.1", E.CUSTOMER_SEEN_OFF, E.ORDER_TIDIED): lambda s: hands_in(s).arrived_at + HOUR,
    ("8.1", E.CUSTOMER_WAITS, E.ORDER_TIDIED): waits,
    ("8.5", E.WASHED, E.WASH_BACK): is_washed,
    ("9.1", E.SUPPLEMENT_FOUND, E.CUSTOMER_ASKED): lambda s: has_a_supplement(s, lambda *_: None),
    ("9.3", E.SUPPLEMENT_AGREED, E.WORKSHOP_TOLD): lambda s: has_a_supplement(s, agreed),
    ("9.3", E.SUPPLEMENT_REFUSED, E.WORKSHOP_TOLD): lambda s: has_a_supplement(s, refused),
    ("9.6", E.SUPPLEMENT_AGREED, E.SHEET_DELIVERED): lambda s: has_a_supplement(s, agreed),
    ("10.1", E.TAKEN_INTO_WORKSHOP, E.PROGRESS_ASKED): lambda s: (
        (in_the_workshop(s).promised_at or AT) - MINUTE
    ),
    ("10.3", E.ANOMALY_FOUND, E.MEASURE_TAKEN): has_an_anomaly,
    ("11.6", E.DELIVERY_PROMISED, E.TOLD_TO_COLLECT): lambda s: is_promised(s, "2026-11-23 17:00"),
    ("11.7", E.DELIVERY_PROMISED, E.TOLD_TO_COLLECT): lambda s: is_promised(s, "2026-11-27 17:00"),
    ("11.8", E.DELIVERY_PROMISED, E.DELAY_TOLD): lambda s: is_promised(s, "2026-11-23 17:00"),
    ("12.3", E.SURPLUS_FOUND, E.SURPLUS_RETURNED): paid_too_much,
    ("12.5", E.SETTLEMENT_CLOSED, E.EXIT_NOTICE_ISSUED): is_settled,
    ("12.10", E.CUSTOMER_RETURNED, E.RELEASED): comes_to_collect,
    ("13.1", E.ORDER_SIGNED, E.FILE_SET_UP): lambda s: is_signed(s).arrived_at + HOUR,
    ("13.5", E.RELEASED, E.PAPERS_FILED): lambda s: is_released(s, with_a_file=True),
    ("14.1", E.ANSWER_PROMISED, E.ENQUIRY_ANSWERED): is_promised_an_answer,
    ("14.4", E.COMPLAINT_REGISTERED, E.COMPLAINT_REPLIED): complains,
    ("14.5", E.REPLY_PROMISED, E.COMPLAINT_REPLIED): lambda s: complains(s, is_put_off=True),
    ("14.8", E.COMPLAINT_REGISTERED, E.COMPLAINT_CLOSED): lambda s: complains(s, is_answered=True),
    ("15.2", E.RELEASED, E.FOLLOWED_UP): lambda s: is_released(s, later=3 * DAY),
    ("15.11", E.LEAD_NOTED, E.LEAD_READ): wants_more,
    ("16.3", E.BOOKING_MADE, E.BOOKING_CONFIRMED): books,
    ("16.4", E.DEPOSIT_ASKED, E.DEPOSIT_TAKEN): lambda s: books(s, costly=True),
    ("16.5", E.DEPOSIT_LEFT, E.DEPOSIT_SETTLED): cancels,
    ("16.5", E.DEPOSIT_WAITS, E.BOOKING_CANCELLED): does_not_come,
    ("16.7", E.BOOKING_MADE, E.WORKSHOP_INFORMED): books,
    ("16.7", E.WORKSHOP_INFORMED, E.BAY_RESERVED): lambda s: books(s, informs=True),
    ("16.8", E.BOOKING_MADE, E.BOOKING_REMINDED): reminds,
    ("17.4", E.REPORT_SUBMITTED, E.REPORT_READ): lambda s: a_week_ends(s, is_submitted=True),
    ("17.5", E.REPORT_OPENED, E.REPORT_SUBMITTED): a_week_ends,
}
# One act meets both, and stands in the list once: for the clause by which it is owed first.
SAID_BY = {"5.4": {"11.6", "11.7"}, "11.8": {"11.6", "11.7"}, "P.2": {"14.1"}}


def owing() -> set[tuple[str, Event, Event]]:
    """Return the sentences of the book that owe something; by one of two leads it is one."""
    return {(clause.number, follows.after, follows.event) for clause, follows in sentences(Follows)}


def test_each_sentence_that_owes_something_has_its_day() -> None:
    assert sorted(map(str, owing())) == sorted(map(str, DAYS))


@pytest.mark.parametrize("key", DAYS, ids=lambda key: f"{key[0]} {key[1].name}")
def test_what_is_owed_stands_in_now_and_its_link_opens_the_act(
    key: tuple[str, Event, Event],
    staff: People,
    sign_in: Callable[[str], Client],
    wall_clock: WallClock,
) -> None:
    clause, _after, event = key
    look = DAYS[key](staff)
    owed = Duty.objects.filter(clause=clause, event=event.value, is_prompt=False)
    assert owed.filter(met_at=None, is_moot=False, opens_at__lte=look).exists()
    items = owed_now(staff["jing"], look)
    wanted = {clause} | SAID_BY.get(clause, set())
    found = [item for item in items if item.clause in wanted]
    assert found, [(item.clause, item.event.name) for item in items]
    wall_clock.set(f"{look:%Y-%m-%d %H:%M}")
    for item in items:
        assert item.clause
        assert item.who
        assert item.button
        assert opens(item, staff, sign_in), (item.clause, item.event.name, item.url)


def opens(item: Item, staff: People, sign_in: Callable[[str], Client]) -> bool:
    """Say whether the link opens the form of the act for one of those who may do it."""
    who = next(
        name for name, person in staff.items() if person.is_one_of(*allowed_roles(item.event))
    )
    page = sign_in(who).get(item.url)
    slugs = [
        act.slug
        for prefix in ("visits", "supplements", "bookings", "complaints")
        for act in acts_of(prefix)
        if act.event is item.event
    ] + [act.slug for act in REPORT_ACTS if act.event is item.event]
    actions = re.findall(r'action="/[a-z]+/\d+/([a-z-]+)/"', page.content.decode())
    return page.status_code == 200 and any(slug in actions for slug in slugs)
