"""The small pieces of an act as its page shows them."""

from dataclasses import dataclass


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
