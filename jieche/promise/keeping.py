"""A state as plain JSON and back: what a promise rested on can be kept, sent and asked again."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from jieche.promise.axis import Calendar, Span
from jieche.promise.floor import Bay, Dispatch, Floor, Rules, Technician
from jieche.promise.jobs import Booking, Job, Operation, Part, State

Plain = dict[str, Any]
_MOMENTS = (
    "at", "ordered_at", "expected_at", "started_at", "asked_at", "checked_in_at", "booked_for",
    "promised_at", "waits_until", "starts_at",
)  # fmt: skip


def state_to_json(state: State) -> Plain:
    """Return the whole picture as plain values."""
    kept: Plain = _plain(state)
    return kept


def state_from_json(kept: Plain) -> State:
    """Return what ``state_to_json`` wrote."""
    return State(
        datetime.fromisoformat(kept["at"]),
        _floor(kept["floor"]),
        [_job(each) for each in kept["jobs"]],
        [
            Booking(**{**_moments(each), "operations": _operations(each)})
            for each in kept["bookings"]
        ],
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, tzinfo):
        named = getattr(value, "key", None)
        offset = value.utcoffset(None)
        return named if named or offset is None else offset.total_seconds() / 60
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value


def _moments(kept: Plain) -> Plain:
    return {
        name: datetime.fromisoformat(value) if name in _MOMENTS and value else value
        for name, value in kept.items()
    }


def _floor(kept: Plain) -> Floor:
    rules = {
        **kept["rules"],
        "dispatch": Dispatch(kept["rules"]["dispatch"]),
        "heavy_kinds": frozenset(kept["rules"]["heavy_kinds"]),
    }
    return Floor(
        _calendar(kept["hours"]),
        [Bay(**each) for each in kept["bays"]],
        [_technician(each) for each in kept["technicians"]],
        Rules(**rules),
        _calendar(kept["desk"]) if kept["desk"] else None,
    )


def _calendar(kept: Plain) -> Calendar:
    zone = kept["zone"]
    return Calendar(
        {int(day): _spans(spans) for day, spans in kept["week"].items()},
        {date.fromisoformat(day): _spans(spans) for day, spans in kept["special"].items()},
        ZoneInfo(zone) if isinstance(zone, str) else timezone(timedelta(minutes=zone)),
    )


def _spans(kept: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    return tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in kept)


def _technician(kept: Plain) -> Technician:
    week = kept["week"]
    return Technician(
        kept["key"],
        frozenset(kept["skills"]),
        None if week is None else {int(day): _spans(spans) for day, spans in week.items()},
        [
            (datetime.fromisoformat(a), datetime.fromisoformat(b) if b else None)
            for a, b in kept["absences"]
        ],
    )


def _job(kept: Plain) -> Job:
    return Job(**{**_moments(kept), "operations": _operations(kept), "parts": _parts(kept)})


def _operations(kept: Plain) -> list[Operation]:
    return [Operation(**{**_moments(each), "parts": _parts(each)}) for each in kept["operations"]]


def _parts(kept: Plain) -> list[Part]:
    return [Part(**_moments(each)) for each in kept["parts"]]
