"""Cars brought quickly to where a walk begins, by the same commands that the pages call."""

from datetime import timedelta

from jieche.estimate import commands as estimate
from jieche.estimate.models import Promise
from jieche.visits.models import Category, Visit
from jieche.workshop import commands as workshop
from tests.support.cast import clock
from tests.support.story_checkin import handed_in, in_the_workshop
from tests.support.story_delivery import at_the_till, made_ready, paid, released
from tests.support.story_estimate import estimated, promised, shown, signature
from tests.support.story_reception import talked_over
from tests.support.story_repair import repaired
from tests.walk.desk import People

MINUTE = timedelta(minutes=1)
MONDAY, NOON = "2026-11-23 08:10", "2026-11-23 12:00"


def promised_for(
    people: People, hour: str, came: str = MONDAY, category: Category = Category.SMALL
) -> Visit:
    """Bring a car into the workshop half an hour after it ``came``, promised for that hour."""
    li, at = people["li"], clock(came)
    visit = talked_over(li, at)
    estimated(visit, li, at + 3 * MINUTE, category=category)
    # Whatever the forecast says: the walk is about the hour, not about how it was found.
    estimate.override_promise(
        visit, hour=clock(hour), reason="客户急用", by=people["he"], at=at + 3 * MINUTE
    )
    promised(visit, li, at + 4 * MINUTE, clock(hour))
    assert Promise.objects.get().promised_at == clock(hour)
    shown(visit, li, at + 5 * MINUTE)
    estimate.sign_order(visit, signature=signature(), by=li, at=at + 6 * MINUTE)
    handed_in(visit, li, at + 10 * MINUTE)
    return in_the_workshop(visit, li, people["sun"], at + 30 * MINUTE)


def ready_for(people: People, hour: str, at: str, came: str = MONDAY) -> Visit:
    """Bring a car to where its customer may be told: ready at ``at``, promised for that hour."""
    visit = promised_for(people, hour, came)
    repaired(visit, people["wang"], people["sun"], clock(at) - 60 * MINUTE)
    return made_ready(visit, people, clock(at) - 10 * MINUTE)


def finished(people: People) -> Visit:
    """Bring a car to its passed inspection at ten past ten; it is promised for noon."""
    visit = promised_for(people, NOON)
    return repaired(visit, people["wang"], people["sun"], clock("2026-11-23 09:30"))


def ready(people: People) -> Visit:
    """Bring a car to where its customer may be told at twenty past ten; promised for noon."""
    return made_ready(finished(people), people, clock("2026-11-23 10:15"))


def let_out_with_certificate(people: People) -> Visit:
    """Let a car out at noon after an assembly repair: its certificate is on paper only."""
    visit = promised_for(people, NOON, category=Category.ASSEMBLY)
    at = clock("2026-11-23 08:50")
    workshop.start_work(visit, by=people["wang"], at=at)
    workshop.finish_work(visit, by=people["wang"], at=at + 60 * MINUTE)
    workshop.pass_inspection(
        visit, self_by=people["wang"], no_peer_because="本组一人当班", certificate_no="HG-0001",
        by=people["sun"], at=at + 70 * MINUTE,
    )  # fmt: skip
    made_ready(visit, people, at + 80 * MINUTE)
    at_the_till(visit, people, at + 150 * MINUTE)
    visit.settlement.refresh_from_db()
    paid(visit, people, at + 160 * MINUTE, fen=visit.settlement.owed_fen)
    return released(visit, people, at + 170 * MINUTE)
