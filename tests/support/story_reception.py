"""A visit at the reception, brought to a point by the commands themselves."""

from datetime import datetime, timedelta

from jieche.reception import commands
from jieche.reception.commands.diagnosis import Advice
from jieche.reception.models import Urgency
from jieche.rulebook.words import Purpose
from jieche.shop.models import Place
from jieche.staff.models import Staff
from jieche.visits.commands import state_purpose
from jieche.visits.models import Channel, Visit

CHEN = commands.PersonTold("陈静", phone="13800002207", title="ms")
SANTANA = commands.CarTold("沪A12345", make="大众", model="帕萨特", year=2019)


def arrived(
    by: Staff,
    at: datetime,
    *,
    car: commands.CarTold | None = SANTANA,
    sender: commands.PersonTold | None = CHEN,
    channel: Channel = Channel.CAR,
) -> Visit:
    """Return a visit that was just registered: Mrs Chen with 沪A12345."""
    return commands.register_arrival(car=car, sender=sender, channel=channel, by=by, at=at)


def greeted(by: Staff, at: datetime, *, bay: str = "接1", **told: object) -> Visit:
    """Return a visit greeted in its first minute."""
    visit = arrived(by, at, **told)  # type: ignore[arg-type]  # handed on as it was told
    if visit.channel_word is not Channel.PHONE:
        place = Place.objects.get(shop=by.shop, kind=Place.Kind.RECEPTION_BAY, name=bay)
        commands.greet_customer(
            visit, bay=place if visit.channel_word is Channel.CAR else None, by=by,
            at=at + timedelta(seconds=40),
        )  # fmt: skip
    return visit


def received(
    by: Staff, at: datetime, *, purpose: Purpose = Purpose.REPAIR, wish: str = "刹车有异响，要检查",
    **told: object,
) -> Visit:  # fmt: skip
    """Return a visit whose purpose is known."""
    visit = greeted(by, at, **told)  # type: ignore[arg-type]  # handed on as it was told
    state_purpose(visit, purpose=purpose, wish=wish, by=by, at=at + timedelta(minutes=1))
    return visit


def talked_over(by: Staff, at: datetime, **told: object) -> Visit:
    """Return a visit in negotiation: the customer agreed to come in, services explained."""
    visit = received(by, at, **told)  # type: ignore[arg-type]  # handed on as it was told
    if visit.is_first:
        commands.explain_services(visit, by=by, at=at + timedelta(minutes=2))
    commands.give_consent(visit, agreed_by="陈静", by=by, at=at + timedelta(minutes=2))
    return visit


def diagnosed(
    by: Staff, technician: Staff, at: datetime, *, fee_fen: int = 8000, **told: object
) -> Visit:
    """Return a visit whose diagnosis was agreed to, done, reported and told."""
    return examined(talked_over(by, at, **told), by, technician, at, fee_fen=fee_fen)


def examined(visit: Visit, by: Staff, technician: Staff, at: datetime, *, fee_fen: int) -> Visit:
    """Take a visit in negotiation through its diagnosis: told half an hour after ``at``."""
    commands.agree_diagnosis(
        visit, agreed_by="陈静", fee_fen=fee_fen, by=by, at=at + timedelta(minutes=3)
    )
    start = at + timedelta(minutes=5)
    commands.start_diagnosis(visit, technician=technician, by=technician, at=start)
    commands.end_diagnosis(visit, by=technician, at=start + timedelta(minutes=20))
    commands.report_diagnosis(
        visit, author=technician, fault="左前制动片磨到极限，余 1.5 毫米", basis="拆轮实测厚度",
        advice=[Advice("更换前制动片一副", Urgency.NOW, 38000)], by=technician,
        at=start + timedelta(minutes=24),
    )  # fmt: skip
    commands.tell_diagnosis(visit, told_to="陈静", by=by, at=start + timedelta(minutes=28))
    return visit
