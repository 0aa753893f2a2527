"""What the rule book is told about one matter: its kind, its stage and what has happened."""

from dataclasses import dataclass
from datetime import datetime

from jieche.rulebook.words import Event, Kind, Stage


@dataclass(frozen=True)
class Happened:
    """One entry of the journal, as the rule book sees it."""

    event: Event
    at: datetime
    agreed_for: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class Case:
    """A matter's history, oldest first. Order is the order of writing, not of the clock."""

    kind: Kind
    stage: Stage
    history: tuple[Happened, ...] = ()

    def has(self, *events: Event, since: Event | tuple[Event, ...] | None = None) -> bool:
        """Say whether one of ``events`` happened; with ``since``, after the last of those."""
        stale = since if isinstance(since, tuple) else (since,)
        for happened in reversed(self.history):
            if happened.event in events:
                return True
            if happened.event in stale:
                return False
        return False

    def last(self, *events: Event) -> Happened | None:
        """Return the latest of ``events``, None where none happened."""
        return next((h for h in reversed(self.history) if h.event in events), None)

    def first(self, *events: Event) -> Happened | None:
        """Return the earliest of ``events``, None where none happened."""
        return next((h for h in self.history if h.event in events), None)

    def before(self, position: int) -> "Case":
        """Return the case as it stood before entry number ``position``."""
        return Case(self.kind, self.stage, self.history[:position])

    def agreed_hour(self, event: Event) -> datetime | None:
        """Return the hour agreed in the latest ``event`` that agreed one."""
        return next(
            (h.agreed_for for h in reversed(self.history) if h.event == event and h.agreed_for),
            None,
        )
