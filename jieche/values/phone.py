"""Telephone numbers: Chinese mobiles, landlines with extension, service numbers, foreign ones.

Source: the Chinese numbering plan as commonly known: mobiles are 11 digits from 13 to 19, area
codes begin with 0 and have 3 digits (010, 02x) or 4.
"""

import re
from dataclasses import dataclass, field

from jieche.values.text import half_width
from jieche.values.verdict import Impossible, Unusual

_SEPARATORS = re.compile(r"[\s().·\-\u2010-\u2015\u2212/_]+")
_EXTENSION = re.compile(
    r"(?:转分机|转|分机|ext\.?|x|#|,|-(?=[0-9]{1,6}$))\s*:?\s*([0-9]{1,6})$", re.IGNORECASE
)

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9])([2-8][0-9]{7})|(0[3-9][0-9]{2})([2-8][0-9]{6,7})")
_SERVICE = re.compile(r"[48]00[0-9]{7}|9[56][0-9]{3,4}")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}")
_FOREIGN = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True)
class Phone:
    """A number in its one shape.

    ``number`` is digits as dialled in China, or + and digits for abroad; ``extension`` may be
    empty. ``text`` holds both and reads as itself again.
    """

    number: str
    extension: str = ""
    unusual: tuple[Unusual, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """What is stored: 13812345678, 02162345678-801, +85291234567."""
        return f"{self.number}{self._tail}"

    @property
    def digits(self) -> str:
        """The digits alone, without the extension: what a search compares."""
        return self.number.removeprefix("+")

    @property
    def is_mobile(self) -> bool:
        """Whether a text message can reach it: a Chinese mobile."""
        return _MOBILE.fullmatch(self.number) is not None

    @property
    def shown(self) -> str:
        """The number as it is read out: 138 1234 5678, 021-6234 5678-801."""
        head = " ".join(_parts(self.number)).replace(" ", "-", _is_landline(self.number))
        return head + self._tail

    @property
    def _tail(self) -> str:
        """The extension; behind a number from abroad, which has no one length, not by a dash."""
        if not self.extension:
            return ""
        return f"x{self.extension}" if self.number.startswith("+") else f"-{self.extension}"

    @property
    def masked(self) -> str:
        """The number for lists and boards, middle hidden: 138****5678, 021****5678."""
        return f"{self.number[: _shown_head(self.number)]}****{self.number[-4:]}"


def parse(raw: str) -> Phone:
    """Read a telephone number as typed: +86, spaces, dashes, brackets, full-width, extension.

    A landline without its area code is unusual. Raises ``Impossible`` for what can't be dialled:
    an unknown character, a wrong count of digits, a mobile that begins with 10 to 12.
    """
    text = half_width(raw).strip()
    if not any(char.isdigit() for char in text):
        raise Impossible(
            "没有电话号码。请输入手机号或带区号的固定电话",
            "There is no telephone number. Type a mobile, or a landline with its area code",
        )
    whole = _known(_dialled(text))
    found = _EXTENSION.search(text)
    called = _known(_dialled(text[: found.start()]), found[1]) if found else None
    # A dash may part a number or begin its extension. At home the lengths tell: what stands before
    # it is whole. A number from abroad has no one length, and keeps all its digits.
    if called is not None and not (whole and called.number.startswith("+")):
        return called
    if whole is not None:
        return whole
    raise _refusal(_dialled(text))


def phone_keys(digits: str) -> tuple[str, ...]:
    """Return what a number's digits are found by: themselves and every tail of four or more."""
    return tuple(digits[start:] for start in range(max(len(digits) - 3, 1)))


def search_digits(raw: str) -> str:
    """Return the digits of a search as they stand in ``digits``: no +86, no signs. Never raises."""
    dialled = _dialled(half_width(raw).strip())
    return "".join(char for char in dialled if char in "0123456789")


def _dialled(text: str) -> str:
    """Return the number without signs and without China's own country code."""
    plain = _SEPARATORS.sub("", text)
    for country in ("+86", "0086"):
        if plain.startswith(country):
            home = plain.removeprefix(country)
            # Landlines lose their 0 behind +86; mobiles and service numbers never had one.
            return home if home.startswith("0") or _MOBILE.fullmatch(home) else _with_zero(home)
    if re.fullmatch(r"86(1[3-9][0-9]{9})", plain):
        return plain[2:]
    if plain.startswith("00"):
        return "+" + plain[2:]
    # A mobile dialled with a 0 in front, as from a fixed line to another city.
    return plain[1:] if re.fullmatch(r"01[3-9][0-9]{9}", plain) else plain


def _with_zero(home: str) -> str:
    return f"0{home}" if _LANDLINE.fullmatch(f"0{home}") else home


def _known(number: str, extension: str = "") -> Phone | None:
    if _MOBILE.fullmatch(number) or _FOREIGN.fullmatch(number):
        return Phone(number, extension)
    if _LANDLINE.fullmatch(number) or _SERVICE.fullmatch(number):
        return Phone(number, extension)
    if _LOCAL.fullmatch(number):
        return Phone(
            number,
            extension,
            (
                Unusual(
                    f"固定电话 {number} 没有区号。外地拨不通，请尽量补上",
                    f"The landline {number} has no area code. Add it if you can",
                    wants_reason=False,
                ),
            ),
        )
    return None


def _refusal(number: str) -> Impossible:
    strange = [char for char in number.removeprefix("+") if char not in "0123456789"]
    if strange:
        return Impossible(
            f"电话号码里不能有“{strange[0]}”。请只输入数字",
            f"A telephone number can't hold “{strange[0]}”. Type digits only",
        )
    if number.startswith("1"):
        return Impossible(
            f"手机号应为 11 位、以 13 至 19 开头，现有 {len(number)} 位。请核对",
            f"A mobile has 11 digits and begins with 13 to 19; here are {len(number)}. Check it",
        )
    return Impossible(
        f"电话号码“{number}”拨不通。请输入 11 位手机号，或带区号的固定电话",
        f"“{number}” can't be dialled. Type an 11-digit mobile, or a landline with its area code",
    )


def _is_landline(number: str) -> bool:
    return _LANDLINE.fullmatch(number) is not None


def _shown_head(number: str) -> int:
    landline = _LANDLINE.fullmatch(number)
    if landline is not None:
        return len(landline[1] or landline[3])
    return max(min(3, len(number) - 4), 0)


def _parts(number: str) -> list[str]:
    landline = _LANDLINE.fullmatch(number)
    if landline is not None:
        area, local = landline[1] or landline[3], landline[2] or landline[4]
        return [area, local[:-4], local[-4:]]
    if _MOBILE.fullmatch(number):
        return [number[:3], number[3:7], number[7:]]
    if len(number) == 10:
        return [number[:3], number[3:6], number[6:]]
    if _LOCAL.fullmatch(number):
        return [number[:-4], number[-4:]]
    return [number]
