"""A small workshop, always the same, and cars for it."""

from datetime import date, datetime, time, timedelta

from jieche.promise import (
    CHINA,
    Bay,
    Booking,
    Calendar,
    Floor,
    Job,
    Memory,
    Operation,
    Outlook,
    Rules,
    State,
    Technician,
)  # fmt: skip

SPANS = ((time(8, 30), time(12)), (time(13), time(18)))
# The first of October is a holiday, the Sunday before is worked for it (调休).
HOURS = Calendar(
    dict.fromkeys(range(6), SPANS), {date(2026, 10, 1): (), date(2026, 9, 27): SPANS[:1]}
)
BAYS = (Bay("L1", "lift"), Bay("L2", "lift"), Bay("A", "alignment"))
PEOPLE = (
    Technician("wang", frozenset({"engine"})),
    Technician("zhou", frozenset({"engine", "chassis"})),
    Technician("wu", frozenset({"chassis"})),
)


def clock(text: str) -> datetime:
    """Return the moment that a shop's clock shows: "2026-09-21 10:00" (a Monday)."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


NOW = clock("2026-09-21 10:00")


def floor(**changed: object) -> Floor:
    """Return the workshop; any field may be another."""
    fields: dict[str, object] = {"bays": BAYS, "technicians": PEOPLE, "rules": Rules(scenarios=40)}
    return Floor(HOURS, **{**fields, **changed})  # type: ignore[arg-type]


def service(line: str = "1", minutes: float | None = 90, **more: object) -> Operation:
    """Return work on a lift."""
    return Operation(line, "service", minutes, ("engine",), ("lift",), **more)  # type: ignore[arg-type]


def align(line: str = "2", minutes: float | None = 45, **more: object) -> Operation:
    """Return work on the alignment bay."""
    return Operation(line, "align", minutes, ("chassis",), ("alignment",), **more)  # type: ignore[arg-type]


def cars(count: int, minutes: float = 90) -> list[Job]:
    """Return so many cars that came before, each with a service and an alignment."""
    return [
        Job(
            f"car {n}",
            [service(minutes=minutes + 7 * n), align()],
            checked_in_at=NOW - timedelta(minutes=10 * (count - n)),
        )
        for n in range(count)
    ]


def bookings(count: int, first: str = "2026-09-21 11:00") -> list[Booking]:
    """Return cars that are expected, one an hour."""
    start = clock(first)
    return [Booking(f"booking {n}", start + timedelta(hours=n), [service()]) for n in range(count)]


def outlook(
    jobs: list[Job] | None = None,
    booked: list[Booking] | None = None,
    *,
    shop: Floor | None = None,
    at: datetime = NOW,
    memory: Memory | None = None,
) -> Outlook:
    """Return the outlook of the small workshop."""
    state = State(at, shop or floor(), jobs or [], booked or [])
    return Outlook(state, memory or Memory())


NEW = Job("new", [service(), align()])
