"""Takes a visit through estimate and signing by the real commands, in their order."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jieche.estimate import commands
from jieche.estimate.forecast import forecast_of, supplies_of
from jieche.estimate.law import seed
from jieche.estimate.models import EstimateLine, Promise
from jieche.estimate.pricing import Draft
from jieche.estimate.queries import categories_to_warrant
from jieche.estimate.warranty import Terms, legal_terms
from jieche.estimate.words import CarClass, Grade, Ground, LineKind, Method, System
from jieche.journal import door
from jieche.journal.door import Signature
from jieche.journal.models import Document
from jieche.rulebook.words import Event
from jieche.shop.models import LegalFigure
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Category, Visit
from jieche.visits.queries import order_of
from tests.support.story_reception import talked_over

MINUTE = timedelta(minutes=1)
STROKES = '[{"points":[{"x":10.5,"y":40.0},{"x":80.0,"y":12.5}]}]'

BRAKES = Draft(
    LineKind.LABOUR, "检修前制动系统", system=System.BRAKES, hours_tenths=15, rate_fen=12000
)
PADS = Draft(
    LineKind.PART, "前制动片", quantity_tenths=10, unit="套", unit_fen=42800, grade=Grade.EQUAL
)
BALANCE = Draft(
    LineKind.LABOUR, "四轮动平衡", method=Method.ITEM, ground=Ground.MARKET, hours_tenths=8,
    rate_fen=10000,
)  # fmt: skip
SHUDDER = Draft(
    LineKind.LABOUR, "消除怠速抖动", method=Method.SYMPTOM, symptom="怠速时车身抖动",
    reason="冷车才出现，一时查不到系统", criterion="冷车起动十分钟内不再抖动", hours_tenths=20,
    rate_fen=12000, risk_fen=8000,
)  # fmt: skip


def a_car_in_negotiation(
    by: Staff, at: datetime, *, words: str = "刹车时抖动", **told: object
) -> Visit:
    """Let a customer (Mrs Chen) come, be greeted, say what is wanted and agree to talk it over."""
    return talked_over(by, at, wish=words, **told)


def estimated(
    visit: Visit,
    by: Staff,
    at: datetime,
    lines: Sequence[Draft] = (BRAKES, PADS),
    category: Category = Category.SMALL,
) -> list[EstimateLine]:
    """Make the estimate."""
    return commands.make_estimate(
        visit, lines=lines, category=category, other_wishes="无", keeps_old_parts=True,
        by=by, at=at,
    )  # fmt: skip


def promised(visit: Visit, by: Staff, at: datetime, hour: datetime | None = None) -> Promise:
    """Explain what must be explained, promise quality at the law's figures and a time."""
    seed(LegalFigure)
    order = order_of(visit)
    if not door.in_the_way(visit.matter, Event.ITEM_PRICING_EXPLAINED, by=by) and any(
        line.method == Method.ITEM.value for line in EstimateLine.objects.filter(order=order)
    ):
        commands.explain_item_pricing(visit, by=by, at=at)
    zone = hours_of(visit.shop).desk.zone
    terms = [
        Terms(category, (law := legal_terms(category, CarClass.CAR, at, zone)).km, law.days)
        for category in categories_to_warrant(order)
    ]
    commands.promise_quality(visit, terms=terms, by=by, at=at)
    parts = {each.line.pk: None for each in supplies_of(visit, at) if not each.is_known}
    suggested = forecast_of(visit, supplies_of(visit, at, parts), at).suggested_at
    return commands.promise_delivery(
        visit, promised_at=hour or suggested, parts=parts, by=by, at=at
    )


def shown(visit: Visit, by: Staff, at: datetime) -> Document:
    """Let the customer read the order."""
    return commands.show_order(visit, by=by, at=at)


def signature(name: str = "陈静", capacity: str = "sender") -> Signature:
    """Return strokes on the pad."""
    return Signature(name=name, capacity=capacity, strokes=STROKES)


def signed(visit: Visit, by: Staff, at: datetime, lines: Sequence[Draft] = (BRAKES, PADS)) -> Visit:
    """Take a visit in negotiation to its signed order."""
    estimated(visit, by, at, lines)
    promised(visit, by, at + MINUTE)
    shown(visit, by, at + 2 * MINUTE)
    commands.sign_order(visit, signature=signature(), by=by, at=at + 3 * MINUTE)
    return visit
