"""The roads: a repair from gate to gate with all that may happen on it, and the other outcomes."""

from datetime import timedelta

from jieche.checkin import commands as checkin
from jieche.checkin.queries import free_boxes, free_hooks
from jieche.checkin.words import DocumentKind, Finding, Where, Zone, stays
from jieche.demo.material.answers import BELONGINGS, ENQUIRIES
from jieche.demo.material.cars import Car
from jieche.demo.material.shapes import Customer
from jieche.demo.road import Road, Trip
from jieche.estimate import commands as estimate
from jieche.estimate.forecast import forecast_of, supplies_of
from jieche.estimate.queries import categories_to_warrant
from jieche.estimate.warranty import Terms, legal_terms
from jieche.estimate.words import CarClass
from jieche.journal.queries import case_of
from jieche.reception import commands as reception
from jieche.reception.commands import CarTold, PersonTold
from jieche.reception.commands.diagnosis import Advice
from jieche.reception.models import LossReason, Urgency
from jieche.reception.queries import bays
from jieche.rulebook.words import Event, Outcome, Purpose, Role
from jieche.shop.models import Place
from jieche.values.fuel import Fuel
from jieche.vehicles.models import Energy
from jieche.visits.commands import state_purpose
from jieche.visits.models import Channel, Visit
from jieche.visits.queries import order_of
from jieche.workshop import commands as intake
from jieche.workshop.queries import to_ten_minutes

TIMES_THE_LAW = 2  # the shop promises twice the law's figures
WISHES = ("无", "无", "完工后洗车", "旧件带走")
DAMAGE = ("右后门划痕 6 厘米", "前保险杠左侧擦伤", "左前轮毂擦伤", "后备箱盖小凹陷")


# -- steps that several roads share --------------------------------------------------------------


def arrive(trip: Trip, purpose: Purpose) -> Road:
    """Come in, be greeted, say why."""
    car, person = trip.car, trip.customer
    if trip.visit is None:
        trip.visit = _register(trip, car, person)
        yield trip.rng.choice((0.5, 1, 1, 1.5, 1.5, 3))
    yield from greet(trip, purpose)


def _register(trip: Trip, car: Car, person: Customer) -> Visit:
    return reception.register_arrival(
        car=CarTold(
            plate=car.plate, plate_kind=car.plate_kind.value, vin=car.vin,
            make=car.model.make_zh, model=car.model.series_zh, colour=car.colour_zh, year=car.year,
            energy=_energy(trip),
        ),
        sender=PersonTold(name=person.name, phone=person.phone, title=person.title),
        channel=Channel.CAR, by=trip.who(Role.GATE), at=trip.at,
    )  # fmt: skip


def greet(trip: Trip, purpose: Purpose) -> Road:
    """Be greeted in a bay, say why, hear of the services if it is the first time."""
    reception.greet_customer(
        trip.here, bay=free_bay(trip), by=trip.desk, at=trip.at,
        ticked=trip.ticks("1.2"),
    )  # fmt: skip
    yield 1.5
    says = trip.complaint.says if trip.complaint else ""
    state_purpose(trip.here, purpose=purpose, wish=says, by=trip.desk, at=trip.at)
    yield 1
    if trip.here.is_first:
        reception.explain_services(trip.here, by=trip.desk, at=trip.at, ticked=trip.ticks("1.9"))
        yield 1


def _energy(trip: Trip) -> Energy:
    stored = trip.car.model.energy.value
    return Energy.HYBRID if stored == "plug_in" else Energy.of(stored)


def free_bay(trip: Trip) -> Place:
    """Return a reception bay in which no car stands; the first where all are taken."""
    every = bays(trip.house.shop)
    return next((bay for bay, holder in every if holder is None), every[0][0])


def consent(trip: Trip) -> Road:
    """Agree to talk it over in the hall."""
    reception.give_consent(trip.here, agreed_by=trip.customer.name, by=trip.desk, at=trip.at)
    yield 2
    if trip.seldom(13):
        reception.take_express(
            trip.here, reason="客户赶时间，要求当场填单", by=trip.desk, at=trip.at
        )
        yield 1
        return
    if trip.rng.random() < 0.6:
        reception.seat_customer(trip.here, by=trip.desk, at=trip.at)
        yield 1
        reception.serve_tea(trip.here, by=trip.desk, at=trip.at, ticked=trip.ticks("1.11"))
        yield 1


def diagnose(trip: Trip) -> Road:
    """Agree to the fee, look, write the report, hand it over."""
    complaint = trip.complaint
    if complaint is None:
        return
    reception.agree_diagnosis(
        trip.here, agreed_by=trip.customer.name, fee_fen=trip.rng.choice((8000, 10000, 15000)),
        fee_note="进厂维修则免收", by=trip.desk, at=trip.at,
    )  # fmt: skip
    yield 1
    technician = trip.who(Role.TECHNICIAN)
    reception.call_technician(trip.here, technician=technician, by=trip.desk, at=trip.at)
    yield trip.rng.choice((2, 3, 4, 7))
    reception.technician_came(trip.here, by=technician, at=trip.at)
    yield 1
    reception.start_diagnosis(trip.here, technician=technician, by=technician, at=trip.at)
    yield trip.rng.randint(12, 30)
    reception.end_diagnosis(trip.here, by=technician, at=trip.at)
    yield trip.rng.choice((3, 5, 7, 14))
    reception.report_diagnosis(
        trip.here, author=technician, fault=complaint.finding, basis="检查、路试与电脑检测",
        cause=complaint.cause,
        advice=[Advice(complaint.advice, Urgency.NOW if complaint.safety else Urgency.SOON)],
        by=technician, at=trip.at,
    )  # fmt: skip
    yield 4
    reception.tell_diagnosis(trip.here, told_to=trip.customer.name, by=trip.desk, at=trip.at)
    yield 3


def price(trip: Trip) -> Road:
    """Make the estimate, promise quality and time."""
    complaint = trip.complaint
    if complaint is None:
        return
    lines = trip.drafts(complaint.labour, tuple((n.part, n.tenths) for n in complaint.parts))
    category = trip.category(complaint.labour)
    estimate.make_estimate(
        trip.here, lines=lines, category=category, other_wishes=trip.rng.choice(WISHES),
        keeps_old_parts=trip.rng.random() < 0.3, by=trip.desk, at=trip.at,
    )  # fmt: skip
    yield 3
    promise_quality(trip)
    yield 2
    promise(trip)
    yield 1


def promise_quality(trip: Trip) -> None:
    """Promise twice what the law asks."""
    order = order_of(trip.here)
    zone = trip.hours.desk.zone
    terms = []
    for category in categories_to_warrant(order):
        law = legal_terms(category, CarClass.CAR, trip.at, zone)
        terms.append(Terms(category, law.km * TIMES_THE_LAW, law.days * TIMES_THE_LAW))
    estimate.promise_quality(
        trip.here, terms=terms, by=trip.desk, at=trip.at, ticked=trip.ticks("5.1")
    )


def promise(trip: Trip, *, why: str = "", told_to: str = "") -> None:
    """Promise the hour that the shop's state suggests."""
    visit = trip.here
    seen = forecast_of(visit, supplies_of(visit, trip.at), trip.at)
    estimate.promise_delivery(
        visit, promised_at=seen.suggested_at, why=why, told_to=told_to, by=trip.desk, at=trip.at
    )


def sign(trip: Trip) -> Road:
    """Read and sign the order."""
    estimate.show_order(trip.here, by=trip.desk, at=trip.at, ticked=trip.ticks("4.6"))
    yield trip.rng.randint(2, 5)
    estimate.sign_order(trip.here, signature=trip.signature(), by=trip.desk, at=trip.at)
    yield trip.rng.choice((1, 2, 3, 2, 1, 2, 3, 12))


def hand_in(trip: Trip) -> Road:
    """Papers, walk-around, belongings, key, readings; then the customer goes or waits."""
    by = trip.desk
    checkin.start_hand_in(trip.here, by=by, at=trip.at)
    yield 1
    differs = trip.rng.random() < 0.06
    checkin.check_papers(
        trip.here,
        documents=[
            checkin.Paper(
                DocumentKind.LICENCE, is_taken=True, valid=True, complete=True,
                sound=not differs, note="副页破损" if differs else "",
            ),
            checkin.Paper(
                DocumentKind.INSURANCE, is_taken=False, valid=True, complete=True, sound=True
            ),
        ],
        discrepancy="行驶证副页破损" if differs else "",
        action="已当面说明，客户自行补办" if differs else "",
        by=by, at=trip.at,
    )  # fmt: skip
    yield 1
    if differs:
        checkin.sign_discrepancy(trip.here, signature=trip.signature(), by=by, at=trip.at)
        yield 1
    scratched = trip.rng.random() < 0.25
    found = {zone: checkin.ZoneFound(Finding.NORMAL) for zone in Zone}
    if scratched:
        words = trip.rng.choice(
            ("右后门划痕 6 厘米", "前保险杠左侧擦伤", "左前轮毂擦伤", "后备箱盖小凹陷")
        )
        found[Zone.EXTERIOR] = checkin.ZoneFound(Finding.ABNORMAL, words)
    checkin.walk_around(trip.here, zones=found, by=by, at=trip.at, ticked=trip.ticks("6.6"))
    yield 3
    things = trip.rng.sample(BELONGINGS, trip.rng.randint(0, 4))
    items = [
        checkin.Item(name, 1, where=Where.CAR if stays(name) else Where.BOX) for name in things
    ]
    checkin.list_belongings(
        trip.here, items=items, says_none=not items, valuables_told=True, by=by, at=trip.at
    )
    yield 2
    checkin.sign_belongings(
        trip.here, signature=trip.signature(), by=by, at=trip.at, ticked=trip.ticks("6.14")
    )
    yield 1
    if any(item.where is Where.BOX for item in items):
        box = free_boxes(trip.house.shop)[0]
        checkin.box_belongings(trip.here, box=box, by=by, at=trip.at)
        yield 1
    hook = free_hooks(trip.house.shop)[0]
    checkin.hang_key(trip.here, hook=hook, by=by, at=trip.at)
    yield 1
    last = trip.here.vehicle.last_km if trip.here.vehicle else None
    checkin.take_readings(
        trip.here, fuel=Fuel(trip.rng.randint(1, 8), 8), odometer_km=max(trip.car.km, last or 0),
        by=by, at=trip.at,
    )  # fmt: skip
    yield 1
    checkin.complete_hand_in(trip.here, by=by, at=trip.at, ticked=trip.ticks("7.1"))
    yield 2
    if trip.rng.random() < 0.2:
        checkin.customer_waits(trip.here, by=by, at=trip.at)
    else:
        checkin.see_customer_off(trip.here, by=by, at=trip.at, ticked=trip.ticks("7.2"))
    yield trip.rng.choice((3, 4, 6, 3, 4, 6, 5, 15))


def into_workshop(trip: Trip) -> Road:
    """Tidy, team, wash, receipt."""
    by = trip.desk
    intake.tidy_order(trip.here, by=by, at=trip.at)
    yield 1
    team = list(trip.house.shop.teams.order_by("pk"))[trip.turn % 2]
    intake.set_team(trip.here, team=team, by=by, at=trip.at)
    yield 1
    if not trip.facts.get("washed") and trip.rng.random() < 0.35:
        intake.decline_wash(trip.here, reason="客户要求先修", by=by, at=trip.at)
        yield 2
    else:
        intake.ask_wash(trip.here, by=by, at=trip.at)
        yield trip.rng.randint(10, 20)
        intake.finish_wash(trip.here, by=trip.who(Role.WASHER), at=trip.at)
        yield trip.rng.choice((2, 4, 6, 3, 2, 4, 6, 13))
        intake.hand_back(trip.here, by=trip.who(Role.WASHER), at=trip.at)
        yield 3
    dispatcher = trip.who(Role.DISPATCHER)
    intake.take_into_workshop(
        trip.here, received_at=to_ten_minutes(trip.at),
        signature=trip.signature("receiver", dispatcher.name), by=dispatcher, at=trip.at,
    )  # fmt: skip
    yield trip.rng.randint(3, 10)


# -- other ends of an intake ---------------------------------------------------------------------


def decline(trip: Trip, outcome: Outcome) -> None:
    """Not repaired here, with a neutral reason."""
    reason = trip.rng.choice(list(LossReason))
    estimate.decline_order(trip.here, reason=reason, outcome=outcome, by=trip.desk, at=trip.at)


def enquire(trip: Trip) -> Road:
    """Ask something, hear the answer, go."""
    question, answer = trip.rng.choice(ENQUIRIES)
    trip.visit = reception.register_arrival(
        car=None, sender=PersonTold(name=trip.customer.name, phone=trip.customer.phone),
        channel=Channel.PHONE, by=trip.desk, at=trip.at,
    )  # fmt: skip
    yield 1
    state_purpose(trip.here, purpose=Purpose.ENQUIRY, wish=question, by=trip.desk, at=trip.at)
    yield 2
    if trip.turn % 3 == 0:  # it has to be asked for; one in two of these is answered too late
        later = trip.hours.desk.add(trip.at, 60)
        reception.promise_answer(
            trip.here, answer_at=later, ask_first="配件员", by=trip.desk, at=trip.at
        )
        yield 85 if trip.turn % 2 else 45
    reception.answer_enquiry(
        trip.here, question=question, answer=answer, by=trip.desk, at=trip.at,
        ticked=trip.ticks("1.5", "14.2"),
    )  # fmt: skip


def minutes_until(trip: Trip, share: float) -> float:
    """Return the opening minutes until that share of the planned time is gone, at least 1."""
    if trip.facts.get("brisk"):
        return 12
    visit = trip.here
    began = case_of(visit.matter).first(Event.TAKEN_INTO_WORKSHOP)
    if began is None or visit.promised_at is None:
        return 1
    work = trip.hours.work
    whole = work.between(began.at, visit.promised_at)
    target = work.add(began.at, whole * share) if whole > 0 else trip.at + timedelta(minutes=1)
    return max(1.0, trip.hours.desk.between(trip.at, target))
