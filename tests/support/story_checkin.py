"""Takes a signed visit through hand-in and into the workshop by the real commands."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jieche.checkin import commands
from jieche.checkin.commands import Item, Paper, ZoneFound
from jieche.checkin.queries import free_boxes, free_hooks
from jieche.checkin.words import DocumentKind, Finding, Where, Zone
from jieche.shop.models import Team
from jieche.staff.models import Staff
from jieche.ui.car import Mark
from jieche.values.fuel import Fuel
from jieche.visits.models import Visit
from jieche.workshop import commands as workshop
from tests.support.story_estimate import signature

MINUTE = timedelta(minutes=1)

NORMAL = {zone: ZoneFound(Finding.NORMAL) for zone in Zone}
LICENCE = Paper(DocumentKind.LICENCE, is_taken=True, valid=True, complete=True, sound=True)
WORN = Paper(DocumentKind.LICENCE, is_taken=True, valid=True, complete=True, sound=False)
JACK = Item("千斤顶", 1, "完好", Where.CAR)
CHARGER = Item("充电器", 2, "完好", Where.BOX)
SCRATCH = Mark("right-rear-door", "scratch", "6 cm", 249, 184)


def all_but_complete(
    visit: Visit,
    by: Staff,
    at: datetime,
    items: Sequence[Item] = (JACK, CHARGER),
    marks: Sequence[Mark] = (),
) -> Visit:
    """Do every piece of the hand-in, up to telling the customer that all is done."""
    outside = ZoneFound(Finding.ABNORMAL if marks else Finding.NORMAL)
    commands.start_hand_in(visit, by=by, at=at)
    commands.check_papers(visit, says_none=True, by=by, at=at)
    commands.walk_around(visit, zones={**NORMAL, Zone.EXTERIOR: outside}, marks=marks, by=by, at=at)
    commands.list_belongings(visit, items=items, says_none=not items, by=by, at=at)
    if any(item.where is Where.BOX for item in items):
        commands.box_belongings(visit, box=free_boxes(visit.shop)[0], by=by, at=at)
    commands.hang_key(visit, hook=free_hooks(visit.shop)[0], by=by, at=at)
    km = (visit.vehicle.last_km if visit.vehicle else 0) or 46210
    commands.take_readings(visit, fuel=Fuel(5, 8), odometer_km=km, by=by, at=at)
    commands.sign_belongings(visit, signature=signature(), by=by, at=at)
    return visit


def handed_in(
    visit: Visit,
    by: Staff,
    at: datetime,
    items: Sequence[Item] = (JACK, CHARGER),
    marks: Sequence[Mark] = (),
) -> Visit:
    """Take a signed visit to the moment when the customer has gone."""
    all_but_complete(visit, by, at, items, marks)
    commands.complete_hand_in(visit, by=by, at=at + MINUTE)
    commands.see_customer_off(visit, by=by, at=at + MINUTE)
    return visit


def ready_for_the_workshop(visit: Visit, by: Staff, at: datetime) -> Visit:
    """Tidy the order, set its team, and leave the car unwashed."""
    workshop.tidy_order(visit, by=by, at=at)
    workshop.set_team(visit, team=Team.objects.filter(shop=visit.shop)[0], by=by, at=at)
    workshop.decline_wash(visit, reason="雨天", by=by, at=at)
    return visit


def in_the_workshop(visit: Visit, by: Staff, dispatcher: Staff, at: datetime) -> Visit:
    """Take a car that was handed in into the workshop; ``at`` is a full ten minutes."""
    ready_for_the_workshop(visit, by, at)
    workshop.take_into_workshop(
        visit,
        received_at=at,
        signature=signature(dispatcher.name, "receiver"),
        by=dispatcher,
        at=at,
    )
    return visit
