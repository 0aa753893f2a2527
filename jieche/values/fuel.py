"""How full the tank or the battery is: eighths of a needle gauge, or percent of a display."""

import re
from dataclasses import dataclass
from fractions import Fraction

from jieche.values.text import half_width
from jieche.values.verdict import Impossible

EIGHTHS = 8
PERCENT = 100


@dataclass(frozen=True)
class Fuel:
    """A level as it was read: ``level`` of ``of`` parts, where ``of`` is 8 or 100."""

    level: int
    of: int

    @property
    def text(self) -> str:
        """What is stored and shown: 5/8 or 60%."""
        return f"{self.level}%" if self.of == PERCENT else f"{self.level}/{self.of}"

    @property
    def permille(self) -> int:
        """The level in thousandths, to compare a reading in with a reading out."""
        return self.level * 1000 // self.of


_WORDS = {
    "E": 0, "空": 0, "空箱": 0, "油箱见底": 0, "见底": 0, "EMPTY": 0,
    "F": 8, "满": 8, "满箱": 8, "加满": 8, "FULL": 8,
    "半": 4, "半箱": 4, "一半": 4, "HALF": 4,
    "小半箱": 3, "大半箱": 5, "四分之一": 2, "四分之三": 6, "三分之一": 3, "三分之二": 5,
}  # fmt: skip


def parse(raw: str) -> Fuel:
    """Read a level as typed: "5/8", "3/4", "60%", "E", "F", "半箱"; a bare 9 to 100 is percent.

    Thirds become the nearest eighth. Raises ``Impossible`` for anything else; a bare number up to
    8 may be eighths, bars or percent, so it is refused with the two ways to write it.
    """
    text = half_width(raw).upper().replace(" ", "").removesuffix("油").removesuffix("电")
    if text in _WORDS:
        return Fuel(_WORDS[text], EIGHTHS)
    parts = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})", text)
    if parts is not None and int(parts[2]) > 0 and int(parts[1]) <= int(parts[2]):
        eighths = Fraction(int(parts[1]), int(parts[2])) * EIGHTHS
        if eighths.denominator == 1 or parts[2] == "3":
            return Fuel(round(eighths), EIGHTHS)
    percent = re.fullmatch(r"([0-9]{1,3})(%?)", text)
    if percent is not None and int(percent[1]) <= PERCENT and (percent[2] or int(percent[1]) > 8):
        return Fuel(int(percent[1]), PERCENT)
    if percent is not None and int(percent[1]) > PERCENT:
        raise Impossible("油量（电量）最多 100%。请核对", "A level is at most 100%. Check it")
    if percent is not None:
        raise Impossible(
            f"“{text}”分不清是格数还是百分比。请写成 {text}/8 或 {text}%",
            f"“{text}” may be eighths or percent. Type {text}/8 or {text}%",
        )
    raise Impossible(
        "油量（电量）看不懂。请输入 5/8、60%、E、F 或“半箱”",
        "That is no level. Type 5/8, 60%, E, F or 半箱",
    )
