"""What a value says when it will not do, and when it will do but is odd.

Every ``parse`` of this package raises ``Impossible`` or returns its value; a value that is allowed
though odd carries its oddities in ``.unusual``. Both speak both languages, so that a form can show
the sentence as it stands: what is wrong, and what to type.
"""

from dataclasses import dataclass


class Impossible(ValueError):
    """The text can't be this value. ``zh`` and ``en`` say what is wrong and what to type."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def __reduce__(self) -> tuple[type["Impossible"], tuple[str, str]]:
        """Keep both sentences when pickled: ``ValueError`` alone would keep only ``args``."""
        return type(self), (self.zh, self.en)


@dataclass(frozen=True)
class Unusual:
    """The value is allowed but odd.

    ``wants_reason`` tells the two kinds apart: true where a person must write why it is right
    all the same, false where the reader only needs to be told (a slip that was corrected).
    """

    zh: str
    en: str
    wants_reason: bool = True
