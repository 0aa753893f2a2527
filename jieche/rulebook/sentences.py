"""The eight sentences in which a clause can be written; and Clause and Article, which hold them."""

from dataclasses import dataclass

from jieche.rulebook.timing import When
from jieche.rulebook.words import Event, Proof, Role

Events = Event | tuple[Event, ...]


def several(events: Events | None) -> tuple[Event, ...]:
    """Return one or several events as a tuple."""
    if events is None:
        return ()
    return (events,) if isinstance(events, Event) else events


@dataclass(frozen=True)
class Only:
    """Only these roles may do it. At most one for each event."""

    roles: tuple[Role, ...]
    may: Event


@dataclass(frozen=True)
class Needs:
    """
    One of ``that`` must have happened before ``before``.

    With ``after`` it is asked only once one of those has happened, and anew each time. With
    ``newer_than`` it is asked in any case, and anew after each of those: a proof must be newer
    than what it proves. ``or_else`` are the exceptions which the book or the manager allows; each
    is itself an event and must be just as new.
    """

    that: Events
    before: Events
    or_else: Events | None = None
    after: Events | None = None
    newer_than: Events | None = None


@dataclass(frozen=True)
class With:
    """The event comes only with this proof."""

    proof: Proof
    event: Events


@dataclass(frozen=True)
class Follows:
    """
    ``event`` is owed after ``after``, by the hour that ``when`` says. ``or_else`` meets it too.

    Where the hour is the one agreed in ``after`` itself, a newer agreement takes its place. With
    ``unless`` nothing was owed where one of those came by the agreed hour and ``event`` never did:
    a car that is ready was not late. After that hour they meet it as ``or_else`` does.
    """

    event: Event
    after: Event
    when: When
    or_else: Events | None = None
    unless: Events | None = None


@dataclass(frozen=True)
class Written:
    """
    Stands on that paper: a field that can't be empty, or the named rule of the table.

    It is seen where the paper is filled in (``papers.filled_at``), or at ``at`` where that differs.
    """

    paper: str
    field: str = ""
    rule: str = ""
    at: Events | None = None


@dataclass(frozen=True)
class Prompt:
    """
    Words to say at an event; ticked, reported when not, never blocking.

    With ``after`` they are asked from that event on, and anew each time: they count as not said
    until the event has come. With ``past`` they are asked only once the hour agreed in that event
    is past. ``{advisor}``, ``{customer}`` (surname with title) and ``{shop}`` stand for names: show
    them through ``words``.
    """

    at: Event
    zh: str
    en: str
    after: Event | None = None
    past: Event | None = None

    def words(self, lang: str, *, advisor: str = "", customer: str = "", shop: str = "") -> str:
        """Return what to say in ``lang`` with the names filled in, a blank for a missing one."""
        text = self.en if lang.startswith("en") else self.zh
        blank = "____"
        return text.format(advisor=advisor or blank, customer=customer or blank, shop=shop or blank)


@dataclass(frozen=True)
class ByDesign:
    """
    Can't be otherwise, because of how the system is built; seen at the acts ``at``.

    ``bars`` is what it keeps from being done once more; the refusal names the clause.
    """

    zh: str
    en: str
    at: Events | None = None
    bars: Event | None = None


@dataclass(frozen=True)
class Guidance:
    """Left to people, and why; seen at the acts ``at``."""

    zh: str
    en: str
    at: Events | None = None


# Standing of a clause that is not in the source: a shop may switch it off.
RECONSTRUCTED = "reconstructed"

Sentence = Only | Needs | With | Follows | Written | Prompt | ByDesign | Guidance
ENFORCED = (Only, Needs, With, Follows, Written, ByDesign)


@dataclass(frozen=True)
class Clause:
    """One clause: its number ("9.4", "P.3"), our sentence in both languages, what it comes to."""

    number: str
    zh: str
    en: str
    sentences: tuple[Sentence, ...]
    standing: str = ""  # "derived" or "reconstructed"; empty where it stands in the source
    not_yet: bool = False  # its station is not built; its sentences are not enforced

    def __init__(
        self,
        number: str,
        zh: str,
        en: str,
        *sentences: Sentence,
        standing: str = "",
        not_yet: bool = False,
    ) -> None:
        for name, value in {
            "number": number,
            "zh": zh,
            "en": en,
            "sentences": sentences,
            "standing": standing,
            "not_yet": not_yet,
        }.items():
            object.__setattr__(self, name, value)

    @property
    def atom(self) -> str:
        """Return the id used in the source list: "A09.4" for "9.4"."""
        head, tail = self.number.split(".")
        return self.number if head == "P" else f"A{int(head):02}.{tail}"

    @property
    def is_enforced(self) -> bool:
        """Say whether something more than words and conduct comes of it."""
        return any(isinstance(sentence, ENFORCED) for sentence in self.sentences)

    @property
    def status(self) -> str:
        """Return what the clause is today: "enforced", "prompt", "guidance" or "not yet"."""
        if self.not_yet:
            return "not yet"
        if self.is_enforced:
            return "enforced"
        said = any(isinstance(sentence, Prompt) for sentence in self.sentences)
        return "prompt" if said else "guidance"

    def text(self, lang: str) -> str:
        """Return the sentence in ``lang``."""
        return self.en if lang.startswith("en") else self.zh

    def short(self, lang: str) -> str:
        """Return how the clause is cited: "第 9 条 4 款", "Art. 9.4"; the procedure as "程序 3"."""
        head, tail = self.number.split(".")
        if lang.startswith("en"):
            return f"Step {tail}" if head == "P" else f"Art. {self.number}"
        return f"程序第 {tail} 步" if head == "P" else f"第 {head} 条 {tail} 款"


@dataclass(frozen=True)
class Article:
    """One article of the book, or the procedure of eight steps (number "P")."""

    number: str
    zh: str
    en: str
    clauses: tuple[Clause, ...]

    def __init__(self, number: str, zh: str, en: str, *clauses: Clause) -> None:
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "zh", zh)
        object.__setattr__(self, "en", en)
        object.__setattr__(self, "clauses", clauses)

    def title(self, lang: str) -> str:
        """Return the heading in ``lang``."""
        return self.en if lang.startswith("en") else self.zh
