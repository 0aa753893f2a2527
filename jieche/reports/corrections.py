"""What changed after a report was submitted: the frozen rows against those of today (17.6)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jieche.journal.models import Document
from jieche.reports.figures import Figures, Part
from jieche.reports.sheets import frozen_rows


@dataclass(frozen=True)
class Correction:
    """One row that came late, went away, or has another sum, category or type now."""

    part: Part
    number: str
    plate: str
    at: str
    before_fen: int | None  # None: it was not in the report
    now_fen: int | None  # None: it is no more
    is_regrouped: bool = False  # it is counted in another line now: another category or type

    @property
    def change_fen(self) -> int:
        """Return by how much the figure changed."""
        return (self.now_fen or 0) - (self.before_fen or 0)


def corrections(document: Document, figures: Figures) -> list[Correction]:
    """Return what differs between a submitted report and the records of today, part by part."""
    frozen = {(row["part"], row["key"]): row for row in json.loads(document.content)["rows"]}
    today = {(row["part"], row["key"]): row for row in frozen_rows(figures)}
    found = []
    for part in Part:
        keys = [key for key in today if key[0] == part.value]
        keys += [key for key in frozen if key[0] == part.value and key not in today]
        for key in keys:
            was, now = frozen.get(key), today.get(key)
            regrouped = bool(was and now and _line_of(was) != _line_of(now))
            if was and now and was["amount_fen"] == now["amount_fen"] and not regrouped:
                continue
            row = now or was
            if row is not None:
                found.append(
                    Correction(
                        part, row["number"], row["plate"], row["at"],
                        was["amount_fen"] if was else None, now["amount_fen"] if now else None,
                        is_regrouped=regrouped,
                    )
                )  # fmt: skip
    return found


def _line_of(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["category"], row["type"]
