"""What a page says beside an act: why it is refused, and the words to say."""

from dataclasses import dataclass

from jieche.rulebook import judge
from jieche.rulebook.words import Event
from jieche.staff.models import Staff


@dataclass
class Reason:
    """A refusal as the page shows it, with the link that mends it."""

    reason: str
    clause: str = ""
    mend_url: str = ""
    mend_words: str = ""


@dataclass
class Words:
    """Words to say, with their tick."""

    clause: str
    words: str
    ticked: bool = False


def mend_words(event: Event, staff: Staff, lang: str) -> str:
    """Return what mends a refusal; where it is not for ``staff`` to do, with whose it is."""
    roles = judge.allowed_roles(event)
    if staff.is_one_of(*roles):
        return event.do(lang)
    return f"{event.do(lang)} · {roles[0].label(lang)}"
