"""The offers of a delivery time beside a form: at the promise, a delay, an agreed supplement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from jieche.estimate import queries, says
from jieche.estimate.asked import moment_or_none
from jieche.estimate.forecast import SAFE, Forecast, Parts, forecast_of, supplies_of
from jieche.estimate.promises import slip_of, wrong_with_hour
from jieche.estimate.watch import AT_RISK, standings_of
from jieche.ui.forms import said
from jieche.ui.moments import moment
from jieche.visits.models import Visit
from jieche.visits.queries import order_of

LONGEST_SLIP = 20_000


def asks_again(address: str, pk: int) -> dict[str, str]:
    """Return the attributes by which a field has the offers reckoned anew while one types."""
    return {
        "hx-post": reverse(address, args=[pk]),
        "hx-include": "closest form",
        "hx-target": "#promise-offers",
        "hx-sync": "closest form:replace",
        "hx-trigger": "input changed delay:250ms",
    }


def picked(sent: Mapping[str, object]) -> datetime | None:
    """Return the offer that was picked, None where none was."""
    try:
        found = datetime.fromisoformat(str(sent.get("offer", "")))
    except ValueError:
        return None
    return found if found.tzinfo else None


def slip_in(sent: Mapping[str, object]) -> str:
    """Return the signed offers that the form was sent with."""
    return str(sent.get("shown", ""))[:LONGEST_SLIP]


@dataclass(frozen=True)
class Old:
    """The promise that stands: when, and how likely it is kept, in hundredths."""

    when: str
    percent: int
    tone: str


class Offering:
    """
    What a form offers, reckoned once when it is looked at.

    ``counting``: a supplement's sheet that counts as agreed to; ``after``: only later hours are
    offered (a delay that is told moves the promise).
    """

    def __init__(
        self,
        visit: Visit,
        at: datetime,
        sent: Mapping[str, object],
        *,
        parts: Parts | None = None,
        counting: int | None = None,
        after: datetime | None = None,
    ) -> None:
        self.visit, self.at, self.sent = visit, at, sent
        self.parts, self.counting, self.after = parts, counting, after

    @cached_property
    def seen(self) -> Forecast:
        """Return the forecast, with the parts as far as they were asked about."""
        supplies = supplies_of(self.visit, self.at, self.parts, counting=self.counting)
        return forecast_of(self.visit, supplies, self.at, counting=self.counting)

    @cached_property
    def slip(self) -> str:
        """Return the offers, signed: what is picked of them holds."""
        return slip_of(self.visit, self.seen)

    def choices(self) -> list[says.Choice]:
        """Return the offers."""
        chosen, is_typed = str(self.sent.get("offer", "")), self.typed_chance is not None
        return says.choices(self.seen, chosen, is_typed=is_typed, after=self.after)

    def told(self) -> says.Told:
        """Return what the offers rest on, in words."""
        return says.told(self.seen, queries.lines_of(order_of(self.visit)))

    @cached_property
    def typed(self) -> datetime | None:
        """Return the time that is typed so far, None where there is none yet."""
        return moment_or_none(str(self.sent.get("promised_at", "")), self.visit, self.at)

    @property
    def typed_wrong(self) -> str:
        """Return why the typed time can't be promised at all; "" where it can."""
        wrong = wrong_with_hour(self.visit, self.typed, self.at) if self.typed else None
        return said(wrong) if wrong else ""

    @cached_property
    def typed_chance(self) -> int | None:
        """Return the chance of the time that is typed, in hundredths; None where there is none."""
        typed = self.typed
        return None if typed is None else round(self.seen.chance(typed) * 100)

    @property
    def typed_tone(self) -> str:
        """Return the colour of that chance."""
        return tone_of_chance((self.typed_chance or 0) / 100)

    @cached_property
    def old(self) -> Old | None:
        """
        Return the promise that stands, with the chance that it is kept as things are now.

        It is the one that boards and Now show of the car; with more work, or parts told of here,
        only this forecast knows.
        """
        stands = self.visit.promised_at
        if stands is None:
            return None
        is_as_seen = self.counting is None and not self.parts
        seen = standings_of(self.visit.shop, self.at).get(self.visit.matter_id)
        chance = seen.chance if seen and is_as_seen else self.seen.chance(stands)
        return Old(moment(stands, self.at), round(chance * 100), tone_of_chance(chance))

    @property
    def new(self) -> str:
        """Return the hour that is kept nine times of ten, never before the one that stands."""
        safe = self.seen.safe_at
        return moment(max(safe, self.visit.promised_at or safe), self.at)


def tone_of_chance(chance: float) -> str:
    """Return the colour of a chance that a promise is kept."""
    return "green" if chance >= SAFE else "amber" if chance >= AT_RISK else "red"
