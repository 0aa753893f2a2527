"""What stands in the way, which proof is missing, what to say, what is owed by when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from jieche.rulebook import papers, path
from jieche.rulebook.book import clauses, sentences, while_in_force
from jieche.rulebook.case import Case, Happened
from jieche.rulebook.hours import Shop
from jieche.rulebook.rights import MAY
from jieche.rulebook.sentences import (
    RECONSTRUCTED,
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
from jieche.rulebook.timing import Ahead, Window
from jieche.rulebook.words import Event, Kind, Proof, Role, Stage


@dataclass(frozen=True)
class Refusal:
    """One reason why an act is refused: in both languages, with its clause and what mends it."""

    zh: str
    en: str
    clause: str = ""
    mend: Event | None = None
    field: str = ""

    def text(self, lang: str) -> str:
        """Return the reason in ``lang``."""
        return self.en if lang.startswith("en") else self.zh


@dataclass(frozen=True)
class Owed:
    """What the book asks by when: met, late, missed, or still open, as the times say."""

    clause: str
    event: Event
    roles: tuple[Role, ...]
    since: datetime
    opens_at: datetime
    due_at: datetime
    met_at: datetime | None
    moot: bool  # nobody can do it any more; met_at is None and it was missed


def refusals(event: Event, roles: Collection[Role], case: Case) -> list[Refusal]:
    """Return everything that stands in the way of ``event``; an empty list means go."""
    found = _off_path(event, case) + _not_by_these(event, roles)
    for clause, need in _needs(event):
        missing = _unmet(need, case)
        if missing is not None:
            zh, en = ("须重新", "Again") if case.has(missing) else ("须先", "First")
            found.append(
                Refusal(f"{zh}：{missing.do_zh}", f"{en}: {missing.do_en}", clause.number, missing)
            )
    return _once_each(found + _next_on_the_way(event, case))


def missing_proofs(
    event: Event, given: Collection[Proof], off: Collection[str] = ()
) -> list[Refusal]:
    """
    Return the proofs that must come with ``event`` and are not in ``given``.

    ``off`` are the reconstructed clauses that the shop has switched off.
    """
    return [
        Refusal(
            f"{event.zh}，须有{wanted.proof.zh}",
            f"“{event.en}” needs: {wanted.proof.en}",
            clause.number,
            field=wanted.proof.value,
        )
        for clause, wanted in sentences(With)
        if event in several(wanted.event) and wanted.proof not in given and not is_off(clause, off)
    ]


def is_off(clause: Clause, off: Collection[str]) -> bool:
    """Say whether a shop has switched the clause off; only a reconstructed one can be."""
    return may_be_off(clause) and clause.number in off


def may_be_off(clause: Clause) -> bool:
    """Say whether a shop may switch the clause off."""
    return clause.standing == RECONSTRUCTED


@while_in_force
def prompts(event: Event) -> tuple[tuple[Clause, Prompt], ...]:
    """Return the words to say at ``event``, in the order of the book."""
    return tuple((clause, prompt) for clause, prompt in sentences(Prompt) if prompt.at == event)


def words_to_say(event: Event, case: Case, at: datetime) -> tuple[tuple[Clause, Prompt], ...]:
    """Return the words to say at ``event`` as things stand: an apology only where it is late."""
    return tuple((c, prompt) for c, prompt in prompts(event) if _is_asked(prompt, case, at))


def _is_asked(prompt: Prompt, case: Case, at: datetime) -> bool:
    if prompt.past is None:
        return True
    hour = case.agreed_hour(prompt.past)
    return hour is not None and at > hour


@while_in_force
def prompts_after(event: Event) -> tuple[tuple[Clause, Prompt], ...]:
    """Return the words that are asked for from ``event`` on, in the order of the book."""
    return tuple((clause, prompt) for clause, prompt in sentences(Prompt) if prompt.after == event)


@while_in_force
def speaking_of(event: Event) -> tuple[Clause, ...]:
    """Return the clauses in force that ask something of ``event``, in the order of the book."""
    return tuple(clause for clause in clauses() if any(_asks(s, event) for s in clause.sentences))


def _asks(sentence: object, event: Event) -> bool:
    match sentence:
        case Only(may=asked) | Prompt(at=asked) | Follows(event=asked):
            return asked == event
        case Needs(before=events) | With(event=events):
            return event in several(events)
    return False


@while_in_force
def met_by(event: Event) -> tuple[Clause, ...]:
    """
    Return the clauses in force that who does ``event`` meets by it, in the order of the book.

    Not those that only bar its way: they are seen at the act that meets them, and in the refusal.
    Where it meets none, those that it sets going or excepts.
    """
    met = [c for c in clauses() if any(_is_met(s, event) for s in c.sentences)]
    return tuple(met or (c for c in clauses() if any(_names(s, event) for s in c.sentences)))


@while_in_force
def shown_at(event: Event) -> tuple[Clause, ...]:
    """
    Return the clauses that an act shows to who does it: those met by it, then the first of all.

    The articles go before the procedure, which they spell out: the first is what the act is for.
    """
    met = sorted(met_by(event), key=lambda clause: clause.number.startswith("P."))
    return tuple(dict.fromkeys((*met, *speaking_of(event)[:1])))


def _is_met(sentence: object, event: Event) -> bool:
    match sentence:
        case Needs(that=events) | ByDesign(at=events) | Guidance(at=events):
            return event in several(events)
        case Written():
            return event in (several(sentence.at) or papers.filled_at(sentence.paper))
    return _asks(sentence, event)


def _names(sentence: object, event: Event) -> bool:
    match sentence:
        case Needs(or_else=instead, after=after, newer_than=newer):
            return event in (*several(instead), *several(after), *several(newer))
        case Follows(after=after, or_else=instead, unless=unless):
            return event in (after, *several(instead), *several(unless))
    return False


def owed(case: Case, shop: Shop) -> list[Owed]:
    """
    Return what has been owed on this matter so far, met or not, in the order of the book.

    What fell due while its clause was switched off was not owed, and never will be: nobody is late
    by a clause that was not in force. What fell due before stays what it was.
    """
    return [
        one
        for clause, follows in sentences(Follows)
        for position, happened in enumerate(case.history)
        if happened.event == follows.after
        and (one := _owed(clause, follows, position, case, shop)) is not None
        and not (may_be_off(clause) and shop.was_off(clause.number, one.due_at))
    ]


def _owed(clause: Clause, follows: Follows, position: int, case: Case, shop: Shop) -> Owed | None:
    trigger = case.history[position]
    over = _taken_over_at(follows, position, case)
    met, window = _met(follows, position, case.before(over), shop)
    if window is None or (met is not None and _was_needless(follows, trigger, met)):
        return None
    ended = over < len(case.history) or not _can_still_be_met(follows, case)
    if met is None and ended:
        last = case.history[min(over, len(case.history) - 1)]
        if last.at <= window.due_at:
            return None  # it became pointless before it was due: nothing was missed
    return Owed(
        clause.number,
        follows.event,
        allowed_roles(follows.event),
        trigger.at,
        window.opens_at,
        window.due_at,
        met.at if met else None,
        moot=met is None and ended,
    )


def _was_needless(follows: Follows, trigger: Happened, met: Happened) -> bool:
    """Say whether what came by the agreed hour shows that there was nothing to do."""
    hour = trigger.agreed_for
    return met.event in several(follows.unless) and hour is not None and met.at <= hour


def _taken_over_at(follows: Follows, position: int, case: Case) -> int:
    """Return where a newer agreed hour takes this one's place; the end where none does."""
    own_hour = isinstance(follows.when, Ahead) and follows.when.of == follows.after
    if own_hour:
        for later in range(position + 1, len(case.history)):
            if case.history[later].event == follows.after:
                return later
    return len(case.history)


def _can_still_be_met(follows: Follows, case: Case) -> bool:
    answers = {follows.event, *several(follows.or_else), *several(follows.unless)}
    return bool(answers & still_possible(case.kind, case.stage))


def _met(
    follows: Follows, position: int, case: Case, shop: Shop
) -> tuple[Happened | None, Window | None]:
    """
    Return the first act that counts, and the window it is held against.

    One before its window does not count. Both are judged by what was agreed when it was done, so
    that a promise moved later does not make a good act a bad one. What makes it needless is looked
    for last: a car that was told ready and then comes late after all was late.
    """
    trigger = case.history[position]
    for answers in ((follows.event, *several(follows.or_else)), several(follows.unless)):
        for later in range(position + 1, len(case.history)):
            done = case.history[later]
            if done.event not in answers:
                continue
            window = follows.when.window(trigger, case.before(later), shop)
            if window and (done.event != follows.event or done.at >= window.opens_at):
                return done, window
    return None, follows.when.window(trigger, case, shop)


def is_on_path(event: Event, case: Case) -> bool:
    """Say whether ``event`` may come at the stage of the case at all; the quick first look."""
    return path.stage_after(case.kind, case.stage, event) is not None


def _off_path(event: Event, case: Case) -> list[Refusal]:
    if is_on_path(event, case):
        return []
    last = case.history[-1] if case.history else None
    who = f"（{last.by}：{last.event.zh}）" if last and last.by else ""
    who_en = f" ({last.by}: {last.event.en})" if last and last.by else ""
    return [
        Refusal(
            f"现在是“{case.stage.zh}”{who}，不能“{event.do_zh}”",
            f"This stands at “{case.stage.en}”{who_en}; “{event.do_en}” is not possible now",
            _barred_by(event),
        )
    ]


def _next_on_the_way(event: Event, case: Case) -> list[Refusal]:
    """Return the step that leads on to where ``event`` may come; none where that is behind."""
    step = None if is_on_path(event, case) else step_towards(event, case.kind, case.stage)
    return [Refusal(f"须先：{step.do_zh}", f"First: {step.do_en}", mend=step)] if step else []


@cache
def step_towards(event: Event, kind: Kind, stage: Stage) -> Event | None:
    """Return the first step of the shortest way to where ``event`` may come; None: no way."""
    seen = {stage}
    ways: list[tuple[Stage, Event | None]] = [(stage, None)]
    for here, first in ways:  # it grows while it is walked: the nearest stages come first
        for (from_stage, step), to_stage in path.PATHS[kind].items():
            if from_stage == here and step == event:
                return first
            if from_stage == here and to_stage not in seen:
                seen.add(to_stage)
                ways.append((to_stage, first or step))
    return None


def _barred_by(event: Event) -> str:
    barring = (clause.number for clause, design in sentences(ByDesign) if design.bars is event)
    return next(barring, "")


def _not_by_these(event: Event, roles: Collection[Role]) -> list[Refusal]:
    only, allowed = only_for(event), allowed_roles(event)
    if any(role in allowed for role in roles):
        return []
    zh = "、".join(role.zh for role in allowed)
    en = " or ".join(role.en for role in allowed)
    return [
        Refusal(
            f"{event.do_zh}由{zh}办理",
            f"“{event.do_en}” is done by the {en}",
            only[0].number if only else "",
        )
    ]


@while_in_force
def allowed_roles(event: Event) -> tuple[Role, ...]:
    """Return who may do ``event``: those whom the book names, else the table of rights."""
    only = only_for(event)
    return only[1].roles if only else MAY[event]


@while_in_force
def only_for(event: Event) -> tuple[Clause, Only] | None:
    """Return the clause that keeps ``event`` to certain roles, None where the book has none."""
    return next(((c, only) for c, only in sentences(Only) if only.may == event), None)


@while_in_force
def _needs(event: Event) -> tuple[tuple[Clause, Needs], ...]:
    return tuple((c, need) for c, need in sentences(Needs) if event in several(need.before))


def _unmet(need: Needs, case: Case) -> Event | None:
    """Return the event that would meet ``need``, None where nothing is missing."""
    after = several(need.after)
    if after and not case.has(*after):
        return None
    wanted = several(need.that)
    since = (*after, *several(need.newer_than))
    if case.has(*wanted, *several(need.or_else), since=since):
        return None
    return wanted[0]


def _once_each(found: list[Refusal]) -> list[Refusal]:
    """Drop a reason that a later clause repeats word for word: one mend is shown once."""
    seen: dict[str, Refusal] = {}
    for refusal in found:
        seen.setdefault(refusal.zh, refusal)
    return list(seen.values())


@cache
def still_possible(kind: Kind, stage: Stage) -> frozenset[Event]:
    """Return the events that may come at ``stage`` or at any stage after it."""
    seen, todo, events = {stage}, [stage], set()
    while todo:
        here = todo.pop()
        for (from_stage, event), to_stage in path.PATHS[kind].items():
            if from_stage == here:
                events.add(event)
                if to_stage not in seen:
                    seen.add(to_stage)
                    todo.append(to_stage)
    return frozenset(events)
