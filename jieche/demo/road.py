"""The road a car takes, as a story told in steps: each step calls one command, then waits.

A road is a generator: it yields how many minutes of opening time pass until the next step. The
driver keeps the clock, lets all cars of the house move in the order of the moments, and can leave
any of them standing where it is.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from jieche.demo.house import House
from jieche.demo.material.cars import Car
from jieche.demo.material.complaints import a_complaint
from jieche.demo.material.labour import LABOUR_BY_CODE
from jieche.demo.material.shapes import Complaint, Customer
from jieche.estimate.catalogue import draft_of_labour, draft_of_part
from jieche.estimate.models import LabourItem, Part
from jieche.estimate.pricing import Draft
from jieche.journal.door import Signature
from jieche.rulebook.hours import Shop as ShopHours
from jieche.rulebook.words import Event, Role
from jieche.shop.queries import hours_of
from jieche.staff.models import Staff
from jieche.visits.models import Category, Visit

Road = Iterator[float]


@dataclass
class Trip:
    """One car's visit while it is told: who acts, what was complained of, what time it is."""

    house: House
    rng: Random
    car: Car
    customer: Customer
    at: datetime  # set by the driver before each step
    turn: int = 0
    stop: Event | None = None  # where the car is left standing
    visit: Visit | None = None
    complaint: Complaint | None = None
    facts: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.complaint = self.complaint or a_complaint(self.rng, self.car.model)

    @property
    def desk(self) -> Staff:
        """Return the advisor of this trip: the same person all the way."""
        return self.house.role(Role.ADVISOR, self.turn)

    def who(self, role: Role) -> Staff:
        """Return who acts in a role on this trip."""
        return self.house.role(role, self.turn)

    @property
    def hours(self) -> ShopHours:
        """Return the shop's hours."""
        return hours_of(self.house.shop)

    @property
    def here(self) -> Visit:
        """Return the visit, read anew: other steps have moved it since."""
        if self.visit is None:
            raise ValueError("the car has not arrived")
        return Visit.objects.select_related(
            "matter", "matter__shop", "shop", "vehicle", "sender", "owner", "payer", "advisor"
        ).get(pk=self.visit.pk)

    def signature(self, capacity: str = "sender", name: str = "") -> Signature:
        """Return a signature drawn by a seed: a few strokes, like a hurried hand."""
        return Signature(name or self.customer.name, capacity, strokes_of(self.rng))

    def ticks(self, *clauses: str) -> list[str]:
        """Return the words said: nearly always all of them, as in a good shop."""
        return [clause for clause in clauses if self.rng.random() < 0.93]

    def seldom(self, every: int) -> bool:
        """Say whether this trip is the one in ``every`` on which somebody is slow or in a hurry."""
        return self.stop is None and self.turn % every == every // 2

    def drafts(self, labour: tuple[str, ...], parts: tuple[tuple[str, int], ...]) -> list[Draft]:
        """Return estimate lines from the catalogue."""
        shop = self.house.shop
        items = {item.code: item for item in LabourItem.objects.filter(shop=shop, code__in=labour)}
        stock = {
            part.code: part
            for part in Part.objects.filter(shop=shop, code__in=[code for code, _ in parts])
        }
        rate = shop.hourly_rate_fen
        return [draft_of_labour(items[code], rate) for code in labour] + [
            draft_of_part(stock[code], tenths) for code, tenths in parts
        ]

    def category(self, labour: tuple[str, ...]) -> Category:
        """Return the repair category that the first work belongs to."""
        from_material = LABOUR_BY_CODE[labour[0]].category.value
        return {
            "service": Category.SERVICE,
            "level_1": Category.FIRST_MAINTENANCE,
            "level_2": Category.SECOND_MAINTENANCE,
            "assembly": Category.ASSEMBLY,
            "special": Category.SPECIAL,
            "accident": Category.BODY,
            "care": Category.SERVICE,
        }.get(from_material, Category.SMALL)


def strokes_of(rng: Random) -> str:
    """Return strokes as the signature pad gives them: points with time and pressure."""
    strokes, x, now = [], 18.0, 0
    for _ in range(rng.randint(2, 4)):
        y, points = rng.uniform(30, 70), []
        for _ in range(rng.randint(9, 16)):
            x += rng.uniform(1, 8)
            y = min(105.0, max(12.0, y + rng.uniform(-20, 20)))
            now += rng.randint(10, 24)
            points.append({"x": round(x, 1), "y": round(y, 1), "time": now, "pressure": 0.5})
        strokes.append({"penColor": "black", "minWidth": 0.5, "maxWidth": 2.5, "points": points})
        x += rng.uniform(2, 10)
    return json.dumps(strokes, separators=(",", ":"))
