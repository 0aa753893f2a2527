"""The second half of the road: repair, ready, collection, release."""

from datetime import date, datetime, timedelta

from jieche.care import commands as care
from jieche.care.models import Channel as CaseChannel
from jieche.care.models import Complaint
from jieche.delivery import account, gate, till
from jieche.delivery import commands as delivery
from jieche.delivery.models import Means
from jieche.delivery.queries import is_after_promise, items_of, settlement_of
from jieche.demo.material.answers import GRIEVANCES, OBJECTIONS
from jieche.demo.material.extras import DELAYS, EXTRAS
from jieche.demo.material.parts import PARTS_BY_CODE
from jieche.demo.road import Road, Trip
from jieche.demo.roads import minutes_until
from jieche.estimate.forecast import forecast_of, supplies_of
from jieche.estimate.queries import lines_of
from jieche.rulebook.words import Role
from jieche.values.clock import up_to_half_hour
from jieche.visits.queries import order_of
from jieche.workshop import commands as repair
from jieche.workshop import commands as supplements
from jieche.workshop.queries import (
    expected_papers,
    part_lines,
    progress_of,
    teams_of,
    to_issue,
    unsigned_supplements,
)
from jieche.workshop.words import Channel, Reached

AT_COLLECTION = CaseChannel.AT_COLLECTION.value
SHOWN_THE_PICTURES = "当场核对接车环检照片并向客户说明"


def work(trip: Trip, *, supplement: str = "", slow: bool = False) -> Road:
    """Repair: parts, perhaps a supplement, the progress question in its window, inspection."""
    hand = trip.who(Role.TECHNICIAN)
    repair.start_work(trip.here, by=hand, at=trip.at)
    yield 5
    lines = to_issue(part_lines(trip.here, sheet=0))
    if lines:
        repair.issue_parts(
            trip.here, quantities={line.pk: left for line, left in lines}, to=hand.name,
            by=trip.who(Role.PARTS), at=trip.at,
        )  # fmt: skip
        yield 5
    if supplement:
        yield from extra(trip, refused=supplement == "refused")
    takes = work_minutes(trip)
    window = minutes_until(trip, trip.rng.choice((0.71, 0.73, 0.75, 0.78, 0.86)))
    if slow or trip.stop or window <= takes + 45:
        yield window
        yield from ask(trip, slow=slow)
        if slow:
            yield from delay(trip)
        yield min(takes, minutes_until(trip, trip.rng.choice((0.82, 0.84, 0.87))))
    else:
        yield takes  # done before anybody has to ask
    dispatcher = trip.who(Role.DISPATCHER)
    repair.finish_work(trip.here, by=hand, at=trip.at)
    yield 4
    if trip.rng.random() < 0.05:
        repair.fail_inspection(trip.here, failed="轮胎螺栓扭矩未复紧", by=dispatcher, at=trip.at)
        yield 6
        repair.finish_work(trip.here, by=hand, at=trip.at)
        yield 4
    repair.pass_inspection(
        trip.here, self_by=hand, no_peer_because="单项作业", by=dispatcher, at=trip.at
    )
    yield 3


def work_minutes(trip: Trip) -> float:
    """Return how long the work takes: about its book hours, as in a real shop."""
    tenths = sum(line.hours_tenths for line in lines_of(order_of(trip.here)))
    return max(10.0, tenths * 6 * trip.rng.choice((0.8, 0.9, 1.0, 1.1, 1.3, 1.7)))


def ask(trip: Trip, *, slow: bool) -> Road:
    """Ask the workshop about progress; an anomaly gets its measure."""
    visit = trip.here
    due = visit.promised_at or trip.at
    late_by = timedelta(minutes=80 if slow else 0)
    expected = max(trip.at + timedelta(minutes=10), due - timedelta(minutes=45) + late_by)
    slow = slow or expected > due
    repair.ask_progress(
        visit, expected_finish_at=expected, is_abnormal=slow,
        text="拆检比预计费时" if slow else "", answered_by=trip.who(Role.DISPATCHER).name,
        by=trip.desk, at=trip.at,
    )  # fmt: skip
    yield 3
    if slow and progress_of(trip.here) is not None:
        repair.take_measure(
            trip.here, measure="加派一人协助", owner=trip.who(Role.DISPATCHER).name,
            effect="尽量少拖", by=trip.who(Role.DISPATCHER), at=trip.at,
        )  # fmt: skip
        yield 5


def delay(trip: Trip) -> Road:
    """Tell the customer that it gets later, with the reason and a new hour."""
    _key, reason, _en = trip.rng.choice(DELAYS)
    visit = trip.here
    seen = forecast_of(visit, supplies_of(visit, trip.at), trip.at)
    due = (visit.promised_at or trip.at) + timedelta(minutes=90)
    repair.tell_delay(
        visit, reason=reason, person_told=trip.customer.name,
        promised_at=open_hour(trip, max(due, seen.suggested_at)), by=trip.desk, at=trip.at,
        ticked=trip.ticks("11.8"),
    )  # fmt: skip
    yield 4


def open_hour(trip: Trip, at: datetime) -> datetime:
    """Return the half hour at or after ``at`` at which the desk is open."""
    moment = up_to_half_hour(at)
    return moment if trip.hours.desk.is_open(moment) else trip.hours.desk.add(moment, 30)


def extra(trip: Trip, *, refused: bool) -> Road:
    """A supplement: found, asked by phone, answered, told to the workshop, done or dropped."""
    fits = [
        each
        for each in EXTRAS
        if trip.car.model.energy in each.on
        and all(PARTS_BY_CODE[need.part].days == 0 for need in each.parts)
    ]
    found = trip.rng.choice(fits)
    dispatcher, hand = trip.who(Role.DISPATCHER), trip.who(Role.TECHNICIAN)
    one = repair.report_supplement(
        trip.here, lines=trip.drafts(found.labour, tuple((n.part, n.tenths) for n in found.parts)),
        technical_reason=found.reason, is_safety=found.safety,
        warning=found.without if found.safety else "", added_minutes=found.tenths_more * 6,
        by=hand, at=trip.at,
    )  # fmt: skip
    yield trip.rng.choice((3, 5, 8, 14))
    supplements.ask_customer(
        one, channel=Channel.PHONE, number_called=trip.customer.phone,
        person_asked=trip.customer.name, reached=Reached.SPOKE, by=trip.desk, at=trip.at,
        ticked=trip.ticks("9.7", "9.2"),
    )  # fmt: skip
    yield 2
    if found.safety:
        supplements.warn_customer(one, by=trip.desk, at=trip.at, ticked=trip.ticks("9.8"))
        yield 1
    if refused:
        supplements.refuse_supplement(
            one, answered_by=trip.customer.name, said="这次先不做", by=trip.desk, at=trip.at
        )
        yield trip.rng.choice((1, 2, 3, 7))
        supplements.tell_workshop(one, person_told=dispatcher.name, by=trip.desk, at=trip.at)
        yield 2
        return
    visit = trip.here
    seen = forecast_of(visit, supplies_of(visit, trip.at), trip.at, counting=one.sheet)
    later = max(visit.promised_at or trip.at, seen.suggested_at)
    supplements.agree_supplement(
        one, answered_by=trip.customer.name, said="同意，一起做了",
        promised_at=open_hour(trip, later), by=trip.desk, at=trip.at,
    )  # fmt: skip
    yield 1
    supplements.tell_workshop(one, person_told=dispatcher.name, by=trip.desk, at=trip.at)
    yield 16 if trip.seldom(5) else 1
    (team,) = teams_of(trip.here)
    supplements.deliver_sheet(
        one, delivered_to=dispatcher.name, team=team, by=trip.desk, at=trip.at
    )
    yield 2
    lines = to_issue(part_lines(trip.here, sheet=one.sheet))
    if lines:
        supplements.issue_supplement_parts(
            one, quantities={line.pk: left for line, left in lines}, to=hand.name,
            by=trip.who(Role.PARTS), at=trip.at,
        )  # fmt: skip
        yield 2
    supplements.start_supplement(one, by=hand, at=trip.at)
    yield max(10.0, found.tenths_more * 3)
    supplements.finish_supplement(one, by=hand, at=trip.at)
    yield 2


def make_ready(trip: Trip) -> Road:
    """Take over, clean, count, collect papers, draw the account."""
    by, cashier = trip.desk, trip.who(Role.CASHIER)
    delivery.take_over(
        trip.here, is_exterior_normal=True, are_items_complete=True, by=by, at=trip.at
    )
    yield 3
    washed = trip.rng.random() < 0.9
    delivery.clean_last(
        trip.here, is_washed=washed, not_washed_because="" if washed else "客户赶时间",
        is_interior_clean=True, is_exterior_normal=True, by=by, at=trip.at,
    )  # fmt: skip
    yield 5
    counts = [item.quantity for item in items_of(trip.here)]
    delivery.return_items(trip.here, found=counts, by=by, at=trip.at)
    yield 2
    delivery.collect_papers(trip.here, received=expected_papers(trip.here), by=cashier, at=trip.at)
    yield 2
    account.draw_account(trip.here, by=cashier, at=trip.at)
    yield 1
    delivery.lay_out_documents(trip.here, by=by, at=trip.at)
    yield 1


def notify(trip: Trip) -> Road:
    """Tell the customer to collect."""
    is_late = is_after_promise(trip.here, trip.at)
    delivery.tell_to_collect(
        trip.here, person_told=trip.customer.name, channel="phone", by=trip.desk, at=trip.at,
        late_because="前面的车多占了工位" if is_late else "",
        ticked=trip.ticks("11.8", "11.9") if is_late else trip.ticks("11.9"),
    )  # fmt: skip
    due = trip.here.promised_at
    until = trip.hours.desk.between(trip.at, due) if due and not trip.facts.get("brisk") else 12
    soon = trip.rng.choice((60, 90, 120, 240, 400))  # who is told comes when it suits
    yield max(8.0, min(until + trip.rng.choice((-20, -5, 0, 5, 15)), soon))


def settle(trip: Trip, *, credit: bool = False, discount: bool = False, overpaid: str = "") -> Road:
    """Meet the customer, show the car, settle; ``overpaid``: he paid before the discount came."""
    by, cashier = trip.desk, trip.who(Role.CASHIER)
    delivery.receive_customer(trip.here, collector=trip.customer.name, by=by, at=trip.at)
    yield 1
    for one in unsigned_supplements(trip.here):
        supplements.sign_supplement(one, signature=trip.signature(), by=by, at=trip.at)
        yield 1
    points = trip.complaint.advice if trip.complaint else "已按单完成"
    delivery.show_car(trip.here, points=points[:200], by=by, at=trip.at, ticked=trip.ticks("12.1"))
    yield 4
    account.present_settlement(trip.here, by=cashier, at=trip.at, ticked=trip.ticks("12.2"))
    yield 2
    if overpaid:
        account.agree_settlement(trip.here, signature=trip.signature(), by=cashier, at=trip.at)
        _pay(trip, all_but_fen=_tenth_of_labour(trip) // 2)  # what was in his purse
        yield 1
    if discount:
        yield from _discount(trip)
    account.agree_settlement(trip.here, signature=trip.signature(), by=cashier, at=trip.at)
    yield 1
    drawn = settlement_of(trip.here)
    owed = drawn.owed_fen if drawn else 0
    if credit and owed:
        day: date = trip.hours.desk.day_of(trip.at) + timedelta(days=30)
        till.approve_credit(
            trip.here, due_on=day, reason="月结客户", by=trip.who(Role.SHOP_MANAGER), at=trip.at
        )
        yield 1
        till.close_settlement(trip.here, by=cashier, at=trip.at)
        yield 1
    elif owed:
        _pay(trip)
        yield 1
    elif drawn and drawn.surplus_fen and overpaid != "late":
        give_back(trip)
        yield 1


def _tenth_of_labour(trip: Trip) -> int:
    drawn = settlement_of(trip.here)
    return (drawn.labour_fen // 1000) * 100 if drawn else 0


def _discount(trip: Trip) -> Road:
    """Ask for a discount, have the manager say how much, show the sheet again."""
    cashier, manager = trip.who(Role.CASHIER), trip.who(Role.RECEPTION_MANAGER)
    account.ask_discount(trip.here, asked="老客户，能否优惠一点", by=cashier, at=trip.at)
    yield 2
    account.decide_discount(
        trip.here, discount_fen=_tenth_of_labour(trip), reason="老客户，工时九折", by=manager,
        at=trip.at,
    )  # fmt: skip
    yield 1
    account.present_settlement(trip.here, by=cashier, at=trip.at, ticked=trip.ticks("12.2"))
    yield 1


def _pay(trip: Trip, *, all_but_fen: int = 0) -> None:
    drawn = settlement_of(trip.here)
    mode = trip.rng.choice((Means.WECHAT, Means.WECHAT, Means.ALIPAY, Means.CARD, Means.CASH))
    till.take_payment(
        trip.here, amount_fen=(drawn.owed_fen if drawn else 0) - all_but_fen, mode=mode.value,
        by=trip.who(Role.CASHIER), at=trip.at,
    )  # fmt: skip


def give_back(trip: Trip) -> None:
    """Give back what was paid too much (12.3)."""
    till.return_surplus(
        trip.here, mode=Means.WECHAT.value, given_to=trip.customer.name,
        by=trip.who(Role.CASHIER), at=trip.at,
    )  # fmt: skip


def leave(trip: Trip, *, objects: bool = False) -> Road:
    """Exit notice, six things, the yard, acceptance, the gate."""
    by, cashier = trip.desk, trip.who(Role.CASHIER)
    if trip.seldom(17):  # the cashier was called away, sometimes for long
        yield 45 if trip.turn % 2 else 14
    till.issue_exit_notice(trip.here, by=cashier, at=trip.at)
    yield 1
    till.hand_over_six(
        trip.here, exit_notice=True, repair_order=True, settlement_list=True, warranty=True,
        vehicle_documents=True, key=True, by=cashier, at=trip.at,
    )  # fmt: skip
    yield 3
    words = trip.rng.choice(OBJECTIONS)[0] if objects else ""
    delivery.check_yard(
        trip.here, are_items_complete=True, is_exterior_normal=not objects, objection=words,
        by=by, at=trip.at,
    )  # fmt: skip
    yield 2
    if objects:
        care.raise_objection(trip.here, words=words, by=by, at=trip.at)
        yield 3
        care.answer_objection(trip.here, answer=SHOWN_THE_PICTURES, by=by, at=trip.at)
        yield 5
    gate.sign_acceptance(
        trip.here, signature=trip.signature(), by=by, at=trip.at, ticked=trip.ticks("12.9")
    )
    yield 3
    gate.release(trip.here, by=trip.who(Role.GATE), at=trip.at)


def settle_objection(trip: Trip) -> Road:
    """Bring the case of an objection at the gate to its end, once the car is out."""
    for case in trip.here.complaints.filter(channel=AT_COLLECTION):
        yield 120
        yield from bring_to_an_end(trip, case, SHOWN_THE_PICTURES)


def leave_unrepaired(trip: Trip, *, waive: bool = False) -> Road:
    """Pay the fee if one was told, get the exit notice, go."""
    cashier = trip.who(Role.CASHIER)
    from_diagnosis = trip.facts.get("diagnosed", False)
    if from_diagnosis and waive:
        till.waive_fee(
            trip.here, reason="约定下周来修，到时一并结算", by=trip.who(Role.RECEPTION_MANAGER),
            at=trip.at,
        )  # fmt: skip
        yield 2
    elif from_diagnosis:
        till.take_fee(trip.here, mode=Means.WECHAT.value, by=cashier, at=trip.at)
        yield 2
    till.issue_exit_notice(trip.here, by=cashier, at=trip.at)
    yield 2
    gate.see_out(trip.here, by=trip.who(Role.GATE), at=trip.at, ticked=trip.ticks("3.6"))


def complain(trip: Trip, *, ends: bool = True) -> Road:
    """Complain by phone some time after; most are answered to the end, a few past their hour."""
    grievance = trip.rng.choice(GRIEVANCES)
    complaint = care.register_complaint(
        words=grievance.says, channel="phone", visit=trip.here, by=trip.desk, at=trip.at,
        ticked=trip.ticks("14.7"),
    )  # fmt: skip
    yield 35 if trip.seldom(2) else 6
    day = trip.hours.desk.add(trip.at, 240)
    care.promise_reply(complaint, reply_at=day, by=trip.desk, at=trip.at, ticked=trip.ticks("14.5"))
    if not ends:
        return
    # One in four gets its reply after the hour that was named.
    yield 260 if trip.turn % 4 == 0 else 150
    care.reply(complaint, answer=grievance.measure, by=trip.who(Role.RECEPTION_MANAGER), at=trip.at)
    yield 20
    yield from bring_to_an_end(trip, complaint, grievance.measure)


def bring_to_an_end(trip: Trip, complaint: Complaint, measure: str) -> Road:
    """Look into a complaint that was answered, settle it, ask whether the customer is content."""
    manager = trip.who(Role.RECEPTION_MANAGER)
    care.gather_facts(complaint, facts="调阅维修单、增项通话记录与施工照片", by=manager, at=trip.at)
    # Some drag on for more days than the shop allows itself.
    yield 3200 if trip.seldom(8) else 60
    care.resolve(complaint, measure=measure, result="客户接受处理", by=manager, at=trip.at)
    yield 5
    is_content = trip.turn % 7 != 0
    care.close(
        complaint, satisfaction="satisfied" if is_content else "not_satisfied",
        said="" if is_content else "问题解决了，但跑了两趟", by=manager, at=trip.at,
    )  # fmt: skip
