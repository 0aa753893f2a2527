"""For each clause, how often it was kept, late or missed in a period: counted from the journal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, Q

from jieche.journal.models import Duty, Entry
from jieche.rulebook import book
from jieche.rulebook.sentences import Article, Clause, Needs, Only, With, several
from jieche.rulebook.words import Event
from jieche.shop.models import Shop


@dataclass
class Tally:
    """How a clause fared. ``gate``: acts that passed its gate; ``excepted``: by an exception."""

    kept: int = 0
    late: int = 0
    missed: int = 0
    said: int = 0
    unsaid: int = 0
    gate: int = 0
    excepted: int = 0

    @property
    def share(self) -> int | None:
        """Return the kept share in per cent, None where nothing fell due."""
        whole = self.kept + self.late + self.missed + self.said + self.unsaid
        return round((self.kept + self.said) / whole * 100) if whole else None


@dataclass
class Line:
    """A clause with its tally, as the page shows it."""

    clause: Clause
    tally: Tally
    forms: list[str] = field(default_factory=list)


def tallies(shop: Shop, since: datetime, until: datetime, at: datetime) -> dict[str, Tally]:
    """Return the tally of each clause of which something was asked from ``since`` to ``until``."""
    found: dict[str, Tally] = {}
    for number, prompt, kept, late, missed in _duties(shop, since, until, at):
        tally = found.setdefault(number, Tally())
        if prompt:
            tally.said, tally.unsaid = kept, missed
        else:
            tally.kept, tally.late, tally.missed = kept, late, missed
    happened = _events(shop, since, until)
    for clause in book.clauses():
        for sentence in clause.sentences:
            if isinstance(sentence, Needs | With | Only):
                tally = found.setdefault(clause.number, Tally())
                tally.gate += sum(happened[event] for event in _guarded(sentence))
                if isinstance(sentence, Needs):
                    tally.excepted += sum(happened[e] for e in several(sentence.or_else))
    return found


def _guarded(sentence: Needs | With | Only) -> Iterable[Event]:
    match sentence:
        case Needs():
            return several(sentence.before)
        case With():
            return several(sentence.event)
        case Only():
            return (sentence.may,)


def _duties(
    shop: Shop, since: datetime, until: datetime, at: datetime
) -> list[tuple[str, bool, int, int, int]]:
    in_time = Q(met_at__lte=F("due_at"))
    done_late = Q(met_at__gt=F("due_at")) | Q(
        met_at=None, is_moot=False, is_prompt=False, due_at__lt=at
    )
    gone = Q(met_at=None, is_moot=True)
    return list(
        Duty.objects.filter(shop=shop, due_at__gte=since, due_at__lt=until)
        .values_list("clause", "is_prompt")
        .annotate(
            kept=Count("pk", filter=in_time),
            late=Count("pk", filter=done_late),
            missed=Count("pk", filter=gone),
        )
        .values_list("clause", "is_prompt", "kept", "late", "missed")
    )


def _events(shop: Shop, since: datetime, until: datetime) -> Counter[Event]:
    rows = (
        Entry.objects.filter(shop=shop, happened_at__gte=since, happened_at__lt=until)
        .values_list("event")
        .annotate(n=Count("pk"))
        .values_list("event", "n")
    )
    return Counter({Event.of(event): n for event, n in rows})


def page(
    shop: Shop, since: datetime, until: datetime, at: datetime
) -> list[tuple[Article, list[Line]]]:
    """Return the whole book with the tallies of a period, article by article."""
    found = tallies(shop, since, until, at)
    return [
        (article, [Line(c, found.get(c.number, Tally())) for c in article.clauses])
        for article in book.articles()
    ]


def cases(
    shop: Shop, clause: Clause, since: datetime, until: datetime, most: int = 200
) -> tuple[list[Duty], list[Entry]]:
    """Return what stands behind a clause: its duties, and the acts that passed its gate."""
    duties = list(
        Duty.objects.filter(shop=shop, clause=clause.number, due_at__gte=since, due_at__lt=until)
        .select_related("matter")
        .order_by("-due_at")[:most]
    )
    events = {
        event.value
        for sentence in clause.sentences
        if isinstance(sentence, Needs | With | Only)
        for event in _guarded(sentence)
    }
    entries = list(
        Entry.objects.filter(
            shop=shop, event__in=events, happened_at__gte=since, happened_at__lt=until
        )
        .select_related("matter", "by")
        .order_by("-number")[:most]
    )
    return duties, entries
