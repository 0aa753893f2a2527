"""For each clause, how often it was kept, late or missed in a period: counted from the journal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jieche.journal.models import Duty, Entry
from jieche.rulebook import book
from jieche.rulebook.hours import Off
from jieche.rulebook.sentences import (
    Article,
    ByDesign,
    Clause,
    Follows,
    Guidance,
    Needs,
    Only,
    Prompt,
    With,
    Written,
    several,
)
from jieche.rulebook.words import Event
from jieche.shop.models import ClauseSwitch, Shop
from jieche.shop.queries import hours_of, switches

_EVENTS = [event.value for event in Event]
_CLAUSES = [clause.number for clause in book.all_clauses()]
# A cause may be written down with an hour after that of an act which was written down later.
_WRITTEN_DOWN_BY = timedelta(days=1)


@dataclass
class Tally:
    """How a clause fared. ``gate``: acts that it asked something of, and that passed."""

    kept: int = 0
    late: int = 0
    missed: int = 0
    said: int = 0
    unsaid: int = 0
    gate: int = 0


@dataclass(frozen=True)
class Line:
    """A clause with its tally, what of it can be counted, and else what keeps it."""

    clause: Clause
    tally: Tally
    off: ClauseSwitch | None = None  # where the shop has switched it off: by whom, when and why
    was_off: tuple[Off, ...] = ()  # whiles that are over: what fell due in them is not counted

    @property
    def is_off(self) -> bool:
        """Say whether the shop has switched it off."""
        return self.off is not None

    @property
    def is_told(self) -> bool:
        """Say whether there are figures to show: of a clause that is off, those of before."""
        return self.is_counted and not (self.is_off and self.tally == Tally())

    @property
    def is_timed(self) -> bool:
        """Say whether something is owed by an hour."""
        return self._has(Follows)

    @property
    def is_said(self) -> bool:
        """Say whether there are words to say."""
        return self._has(Prompt)

    @property
    def is_gate(self) -> bool:
        """Say whether an act has to pass it."""
        return self._has(Only, Needs, With)

    @property
    def is_counted(self) -> bool:
        """Say whether anything of it can be counted."""
        return self.is_timed or self.is_said or self.is_gate

    @property
    def held_by(self) -> list[Promise]:
        """Return what keeps the clause apart from clocks, words and gates."""
        found = [
            (Written, _("Held by the form itself: without it nothing is saved")),
            (ByDesign, _("Held by how the system is built")),
            (Guidance, _("Left to people")),
        ]
        return [words for form, words in found if self._has(form)]

    def _has(self, *forms: type) -> bool:
        return any(isinstance(sentence, forms) for sentence in self.clause.sentences)


def tallies(shop: Shop, since: datetime, until: datetime, at: datetime) -> dict[str, Tally]:
    """Return the tally of each clause of which something was asked from ``since`` to ``until``."""
    found: dict[str, Tally] = {}
    for number, prompt, kept, late, missed in _duties(shop, since, until, at):
        tally = found.setdefault(number, Tally())
        if prompt:
            tally.said, tally.unsaid = kept, missed
        else:
            tally.kept, tally.late, tally.missed = kept, late, missed
    for number, passed in _passed(shop, since, until).items():
        found.setdefault(number, Tally()).gate = passed
    return found


def _passed(shop: Shop, since: datetime, until: datetime) -> dict[str, int]:
    """Return how many acts passed each clause; where one asks at times only, those times."""
    entries = _entries(shop, since, until)
    happened: Counter[str] = Counter(
        dict(entries.values_list("event").annotate(n=Count("pk")).values_list("event", "n"))
    )
    found = {
        clause.number: sum(happened[event] for event in _values(_always_asked(clause)))
        for clause in book.clauses()
    }
    for each in hours_of(shop).switched:
        always = _values(_always_asked(book.clause(each.clause)))
        found[each.clause] -= entries.filter(_in(each), event__in=always).count()
    asking = _asked_at_times()
    first = _first_causes(shop, entries.filter(event__in=asking), since, until)
    seen = {cause for _matter, cause in first}
    able = [act for act, those in asking.items() if any(causes & seen for _, causes in those)]
    acts = entries.filter(event__in=able).values_list("event", "matter", "number")
    for event, matter, number in acts.iterator():
        for clause, causes in asking[event]:
            found[clause] += any(first.get((matter, cause), number) < number for cause in causes)
    return found


def _first_causes(
    shop: Shop, acts: QuerySet[Entry], since: datetime, until: datetime
) -> dict[tuple[int, str], int]:
    """
    Return by matter and event the first line of what makes clauses ask something of ``acts``.

    Most matters began in the period, and their causes too; only the others are read from their
    first line on. So the page costs what happened in its days, however long the history is.
    """
    those = {each for rules in _asked_at_times().values() for _, some in rules for each in some}
    causes = Entry.objects.filter(event__in=those).order_by()
    there = causes.filter(
        shop=shop, happened_at__gte=since, happened_at__lt=until + _WRITTEN_DOWN_BY
    )
    older = set(acts.filter(matter__opened_at__lt=since).values_list("matter", flat=True))
    before = causes.filter(matter__in=older)
    found: dict[tuple[int, str], int] = {}
    for lines in (before, there):
        for matter, event, number in lines.values_list("matter", "event", "number").iterator():
            key = (matter, event)
            found[key] = min(number, found.get(key, number))
    return found


@book.while_in_force
def _asked_at_times() -> dict[str, list[tuple[str, set[str]]]]:
    """Return for an act the clauses that ask something of it only after certain events, those."""
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for clause in book.clauses():
        causes: dict[str, set[str]] = {}
        for need in _needs(clause):
            if need.after:
                for act in _values(several(need.before)) - _values(_always_asked(clause)):
                    causes.setdefault(act, set()).update(_values(several(need.after)))
        for act, those in causes.items():
            found.setdefault(act, []).append((clause.number, those))
    return found


def _entries(shop: Shop, since: datetime, until: datetime) -> QuerySet[Entry]:
    # The events are named one by one for the index that begins with them; without it the whole
    # journal is read. The number would split the groups.
    return Entry.objects.filter(
        shop=shop, event__in=_EVENTS, happened_at__gte=since, happened_at__lt=until
    ).order_by()


def _needs(clause: Clause) -> list[Needs]:
    return [sentence for sentence in clause.sentences if isinstance(sentence, Needs)]


def _guarded(clause: Clause) -> set[str]:
    """Return the events of which a clause asks something, each once."""
    return _values(_always_asked(clause)) | _values(
        event for need in _needs(clause) for event in several(need.before)
    )


def _always_asked(clause: Clause) -> Iterable[Event]:
    for sentence in clause.sentences:
        match sentence:
            case Needs(before=events, after=None) | With(event=events):
                yield from several(events)
            case Only(may=event):
                yield event


def _values(events: Iterable[Event]) -> set[str]:
    return {event.value for event in events}


def _gate(clause: Clause) -> Q:
    """Return which entries a clause asked something of: with ``after``, once that had happened."""
    found = Q(event__in=_values(_always_asked(clause)))
    for need in _needs(clause):
        if need.after:
            earlier = Entry.objects.filter(
                matter=OuterRef("matter"),
                event__in=_values(several(need.after)),
                number__lt=OuterRef("number"),
            )
            found |= Q(Exists(earlier), event__in=_values(several(need.before)))
    return found


def _duties(
    shop: Shop, since: datetime, until: datetime, at: datetime
) -> list[tuple[str, bool, int, int, int]]:
    in_time = Q(met_at__lte=F("due_at"))
    done_late = Q(met_at__gt=F("due_at")) | Q(
        met_at=None, is_moot=False, is_prompt=False, due_at__lt=at
    )
    gone = Q(met_at=None, is_moot=True)
    return list(
        Duty.objects.filter(shop=shop, clause__in=_CLAUSES, due_at__gte=since, due_at__lt=until)
        .values_list("clause", "is_prompt")
        .annotate(
            kept=Count("pk", filter=in_time),
            late=Count("pk", filter=done_late),
            missed=Count("pk", filter=gone),
        )
        .values_list("clause", "is_prompt", "kept", "late", "missed")
    )


def line(shop: Shop, clause: Clause, since: datetime, until: datetime) -> Line:
    """Return one clause as its page shows it, without a tally."""
    off = _switched_off(shop).get(clause.number)
    return Line(clause, Tally(), off, _was_off(shop, clause, since, until))


def _was_off(shop: Shop, clause: Clause, since: datetime, until: datetime) -> tuple[Off, ...]:
    """Return the whiles of a period in which a clause was off and that are over."""
    return tuple(
        each
        for each in hours_of(shop).switched
        if each.clause == clause.number
        and each.until is not None
        and each.until > since
        and each.since < until
    )


def _in(off: Off) -> Q:
    """Return which entries were written while a clause was off."""
    found = Q(happened_at__gte=off.since)
    return found & Q(happened_at__lt=off.until) if off.until else found


def _switched_off(shop: Shop) -> dict[str, ClauseSwitch]:
    """Return by number the clauses that are switched off now."""
    last = {each.clause: each for each in switches(shop)}
    return {number: each for number, each in last.items() if each.is_off}


def page(
    shop: Shop, since: datetime, until: datetime, at: datetime
) -> list[tuple[Article, list[Line]]]:
    """Return the whole book with the tallies of a period, article by article."""
    found, off = tallies(shop, since, until, at), _switched_off(shop)
    return [
        (
            article,
            [
                Line(
                    c,
                    found.get(c.number, Tally()),
                    off.get(c.number),
                    _was_off(shop, c, since, until),
                )
                for c in article.clauses
            ],
        )
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
    asked = _entries(shop, since, until).filter(_gate(clause))
    for each in hours_of(shop).switched:
        if each.clause == clause.number:
            asked = asked.exclude(_in(each))
    entries = list(asked.select_related("matter", "by").order_by("-number")[:most])
    return duties, entries


def done_for(clause: Clause, duties: Iterable[Duty]) -> dict[int, Event]:
    """Return by duty what met it: the act itself, or another that does instead (a delay told)."""
    answers = {
        event.value
        for sentence in clause.sentences
        if isinstance(sentence, Follows)
        for event in (sentence.event, *several(sentence.or_else), *several(sentence.unless))
    }
    met = {
        (one.matter_id, one.met_at): one.pk for one in duties if one.met_at and not one.is_prompt
    }
    matters = {matter for matter, _at in met}
    found: dict[int, Event] = {}
    entries = Entry.objects.filter(matter__in=matters, event__in=answers)
    for entry in entries.order_by("number"):  # of two at one moment the first has met it
        duty = met.get((entry.matter_id, entry.happened_at))
        if duty is not None:
            found.setdefault(duty, entry.what)
    return found
