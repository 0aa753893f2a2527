"""Takes a signed visit into the workshop and through its repair, supplements included."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from jieche.estimate.pricing import Draft
from jieche.estimate.words import Grade, LineKind, System
from jieche.reception.commands import CarTold
from jieche.staff.models import Staff
from jieche.visits.models import Visit
from jieche.workshop import commands
from jieche.workshop.models import Supplement
from jieche.workshop.queries import lines_of_supplement, teams_of
from jieche.workshop.words import Channel, Reached
from tests.support.story_checkin import handed_in, in_the_workshop
from tests.support.story_estimate import BRAKES, PADS, signed
from tests.support.story_reception import talked_over

MINUTE = timedelta(minutes=1)
DAMPER = (
    Draft(
        LineKind.LABOUR, "更换右前减振器", system=System.SUSPENSION, hours_tenths=10,
        rate_fen=12000,
    ),
    Draft(
        LineKind.PART, "前减振器总成", quantity_tenths=10, unit="支", unit_fen=62000,
        grade=Grade.ORIGINAL,
    ),
)  # fmt: skip
WIPERS = (
    Draft(
        LineKind.PART, "雨刮片", system=System.BODY, quantity_tenths=20, unit="支", unit_fen=6800,
        grade=Grade.BRAND,
    ),
)  # fmt: skip


def a_car_in_the_workshop(
    by: Staff,
    dispatcher: Staff,
    at: datetime,
    *,
    plate: str = "沪A12345",
    lines: Sequence[Draft] = (BRAKES, PADS),
) -> Visit:
    """Bring a car into the workshop by the real commands: it is there 30 minutes after ``at``."""
    came = talked_over(by, at, car=CarTold(plate, make="大众", model="帕萨特", year=2019))
    visit = signed(came, by, at + 3 * MINUTE, lines)
    handed_in(visit, by, at + 10 * MINUTE)
    return in_the_workshop(visit, by, dispatcher, at + 30 * MINUTE)


def reported(
    visit: Visit,
    technician: Staff,
    at: datetime,
    *,
    lines: Sequence[Draft] = DAMPER,
    reason: str = "拆检发现右前减振器渗油，回弹无力",
    warning: str = "",
    added_minutes: int = 60,
) -> Supplement:
    """Let the technician report a supplement; with ``warning`` it concerns safety."""
    return commands.report_supplement(
        visit, lines=lines, technical_reason=reason, is_safety=bool(warning), warning=warning,
        added_minutes=added_minutes, by=technician, at=at,
    )  # fmt: skip


def asked(
    supplement: Supplement, by: Staff, at: datetime, reached: Reached = Reached.SPOKE
) -> Supplement:
    """Phone the customer."""
    commands.ask_customer(
        supplement, channel=Channel.PHONE, number_called="138 0000 2207", person_asked="陈静",
        reached=reached, by=by, at=at,
    )  # fmt: skip
    return supplement


def agreed(
    supplement: Supplement, by: Staff, at: datetime, *, promised_at: datetime | None = None
) -> Supplement:
    """Let the customer say yes on the phone; without an hour the promise stays."""
    asked(supplement, by, at)
    commands.agree_supplement(
        supplement, answered_by="陈静", said="好的，一起换掉", promised_at=promised_at,
        stays=promised_at is None, parts=here(supplement), by=by, at=at + MINUTE,
    )  # fmt: skip
    return supplement


def here(supplement: Supplement) -> dict[int, datetime | None]:
    """Say of each part of a supplement that it is on the shelf."""
    return {line.pk: None for line in lines_of_supplement(supplement) if line.kind == "part"}


def refused(supplement: Supplement, by: Staff, at: datetime) -> Supplement:
    """Let the customer say no on the phone, warned where safety is at stake."""
    asked(supplement, by, at)
    if supplement.is_safety:
        commands.warn_customer(supplement, by=by, at=at, ticked=["9.8"])
    commands.refuse_supplement(
        supplement, answered_by="陈静", said="这次先不换", by=by, at=at + MINUTE
    )
    return supplement


def dropped(supplement: Supplement, by: Staff, at: datetime) -> Supplement:
    """Let the customer say no and tell the workshop."""
    refused(supplement, by, at)
    commands.tell_workshop(supplement, person_told="孙师傅", by=by, at=at + 2 * MINUTE)
    return supplement


def done(supplement: Supplement, by: Staff, technician: Staff, at: datetime) -> Supplement:
    """Take an agreed supplement to its end: sheet, work, done; not yet signed."""
    (team,) = teams_of(supplement.visit)
    commands.deliver_sheet(supplement, delivered_to="孙师傅", team=team, by=by, at=at)
    commands.start_supplement(supplement, by=technician, at=at + MINUTE)
    commands.finish_supplement(supplement, by=technician, at=at + 2 * MINUTE)
    return supplement


def repaired(visit: Visit, technician: Staff, inspector: Staff, at: datetime) -> Visit:
    """Do the work and pass the three inspections."""
    commands.start_work(visit, by=technician, at=at)
    commands.finish_work(visit, by=technician, at=at + 30 * MINUTE)
    commands.pass_inspection(
        visit, self_by=technician, no_peer_because="本组一人当班", by=inspector,
        at=at + 40 * MINUTE,
    )  # fmt: skip
    return visit
