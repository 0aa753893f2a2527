"""The vehicle identification number (车架号): the key of a car.

17 characters, letters without I, O and Q. The ninth is a check digit by a rule that Chinese makers
follow and some importers do not: a failed check is allowed with a reason, never refused. Nothing
is invented: a missing VIN stays missing.

Source: GB 16735-2019 for the characters, the check and the model year.
"""

from dataclasses import dataclass, field

from jieche.values.text import half_width
from jieche.values.verdict import Impossible, Unusual

LENGTH = 17

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_VALUES = dict(zip(_LETTERS, (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
                   strict=True)) | {str(digit): digit for digit in range(10)}  # fmt: skip
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CHECK = 8

# The model years of one round of thirty; I, O, Q, U, Z and 0 stand for none.
_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_YEAR = 1980
_YEAR = 9

_CONFUSED = str.maketrans("OQI", "001")


@dataclass(frozen=True)
class Vin:
    """A VIN in its one shape: 17 upper-case characters."""

    text: str
    unusual: tuple[Unusual, ...] = field(default=(), compare=False)

    @property
    def tail(self) -> str:
        """The last eight characters, by which parts are ordered and cars are found."""
        return self.text[-8:]

    @property
    def years(self) -> tuple[int, ...]:
        """The model years that the tenth character may mean, 1980 to 2039; empty if none."""
        return model_years(self.text)

    def year_near(self, year: int) -> int | None:
        """Return the model year of a car seen in ``year``: the latest not beyond the next one."""
        past = [guess for guess in self.years if guess <= year + 1]
        return past[-1] if past else None


def parse(raw: str) -> Vin:
    """Read a VIN as typed or scanned: full-width, lower case, spaces, dashes and * go.

    I, O and Q are read as 1, 0 and 0 only when the check digit then proves the guess, and the VIN
    says so. A failed check digit is unusual and wants a reason.

    Raises ``Impossible`` for another length, a character no VIN bears (named with its place), and
    one character repeated, which is a form filled in for the sake of it.
    """
    text = "".join(char for char in half_width(raw).upper() if char not in " \t\n-_*·.")
    if not text:
        raise Impossible(
            "没有车架号。请照行驶证输入 17 位；暂时没有就留空，不要代填",
            "There is no VIN. Type its 17 characters, or leave it empty; never make one up",
        )
    for place, char in enumerate(text, 1):
        if char not in _VALUES and char not in "IOQ":
            raise Impossible(
                f"车架号第 {place} 位“{char}”不对。只能是字母和数字，请核对",
                f"Character {place} of the VIN, “{char}”, is wrong. Type letters and digits only",
            )
    if len(text) != LENGTH:
        raise Impossible(
            f"车架号应为 {LENGTH} 位，现有 {len(text)} 位。请照行驶证核对",
            f"A VIN has {LENGTH} characters, here are {len(text)}. Check it with the car's papers",
        )
    if len(set(text)) == 1:
        raise Impossible(
            "车架号不能是同一个字符。暂时没有就留空，不要代填",
            "A VIN is not one character repeated. Leave it empty if it is not known",
        )
    corrected = text.translate(_CONFUSED)
    if corrected != text:
        return _corrected(text, corrected)
    if not check_digit_ok(text):
        return Vin(text, (_FAILED,))
    return Vin(text)


_FAILED = Unusual(
    "车架号校验位不符。请逐位核对；确认无误（如进口车）请写明原因",
    "The VIN's check digit does not fit. Compare each character; if it is right, say why",
)


def _corrected(text: str, corrected: str) -> Vin:
    place = next(place for place, char in enumerate(text, 1) if char in "IOQ")
    if not check_digit_ok(corrected):
        raise Impossible(
            f"车架号第 {place} 位是字母“{text[place - 1]}”。车架号没有字母 I、O、Q，请核对",
            f"Character {place} of the VIN is “{text[place - 1]}”. A VIN has no I, O, Q; check it",
        )
    return Vin(
        corrected,
        (
            Unusual(
                f"车架号没有字母 I、O、Q，已改为数字（校验位相符）：{corrected}",
                f"A VIN has no I, O or Q; read as digits, and the check digit fits: {corrected}",
                wants_reason=False,
            ),
        ),
    )


def check_digit(text: str) -> str:
    """Return the check digit that 17 characters must bear in ninth place: 0 to 9, or X.

    What stands in ninth place does not count. Raises ``KeyError`` for a character no VIN bears,
    ``ValueError`` for another length.
    """
    total = sum(_VALUES[char] * weight for char, weight in zip(text, _WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def check_digit_ok(text: str) -> bool:
    """Tell whether 17 upper-case characters bear the right check digit. Raises as above."""
    return text[_CHECK : _CHECK + 1] == check_digit(text)


def model_years(text: str) -> tuple[int, ...]:
    """Return the model years between 1980 and 2039 that a VIN's tenth character may mean."""
    place = _YEARS.find(text[_YEAR])
    return () if place < 0 else (_FIRST_YEAR + place, _FIRST_YEAR + 30 + place)


def year_character(year: int) -> str:
    """Return the tenth character of a VIN of model year ``year``, 1980 on."""
    return _YEARS[(year - _FIRST_YEAR) % 30]


def vin_keys(text: str) -> tuple[str, ...]:
    """Return what a stored VIN is found by: itself, and its tails of four to eight characters."""
    return (text, *(text[-length:] for length in range(8, 3, -1)))
