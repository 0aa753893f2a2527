"""Number plates of Chinese cars, and the few that are not.

Checked softly, by kind: the rules for plates change faster than a program, so a pattern nobody
knows is allowed and says so; only what can't be a plate is refused. A plate is never the key of a
car (that is the VIN): it can be missing, moved to another car, or wait to be issued.

Source: the patterns of GA 36-2018 as far as public text gives them, and the new energy letters
in use since 2021 (small: letter first; large: letter last).
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from jieche.values.text import half_width
from jieche.values.verdict import Impossible, Unusual

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

LONGEST = 10


class PlateKind(StrEnum):
    """What the plate looks like: stored word, Chinese, English."""

    BLUE = "blue", "蓝牌", "blue"
    GREEN = "green", "绿牌", "green (new energy)"
    GREEN_LARGE = "green_large", "黄绿牌", "yellow-green (large new energy)"
    YELLOW = "yellow", "黄牌", "yellow"
    BLACK = "black", "黑牌", "black"
    WHITE = "white", "白牌", "white"
    TEMPORARY = "temporary", "临牌", "temporary"
    NONE = "none", "无牌", "no plate"
    OTHER = "other", "境外或其他", "foreign or other"

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> "PlateKind":
        """Make a word of its stored value and its two labels."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.zh, word.en = zh, en
        return word


@dataclass(frozen=True)
class Plate:
    """A plate in its one shape. ``text`` is what is stored and searched: 沪A12345."""

    text: str
    kind: PlateKind
    unusual: tuple[Unusual, ...] = field(default=(), compare=False)

    @property
    def shown(self) -> str:
        """The plate as it is read at the car: 沪A·12345."""
        return shown(self.text)

    @property
    def tail(self) -> str:
        """What people say for short, the part after the dot: 12345."""
        return self.text[_head(self.text) :]

    @property
    def masked(self) -> str:
        """The plate for a wall or an export, middle hidden: 沪A·***45. 无牌 stays."""
        if self.tail == self.text and self.kind in (PlateKind.NONE, PlateKind.TEMPORARY):
            return self.text
        return f"{self.shown[: -len(self.tail)]}***{self.tail[-2:]}"


_NO_PLATE = frozenset(("无牌", "无", "没牌", "没上牌", "未上牌", "新车无牌", "无牌照", "NOPLATE"))
_TEMPORARY = frozenset(("临牌", "临", "临时", "临时牌", "临时牌照", "临时号牌", "TEMPORARY"))

# Dots, dashes and spaces that are typed or printed between the parts of a plate.
_SEPARATORS = re.compile(r"[\s·.・•‧∙⋅●。,，_\-\u2010-\u2015\u2212]+")
_TRADITIONAL = str.maketrans("滬蘇遼贛魯貴雲陝寧瓊", "沪苏辽赣鲁贵云陕宁琼")

_SERIAL = "[A-HJ-NP-Z0-9]"
_HEAD = f"[{PROVINCES}][A-HJ-NP-Z]"
_PATTERNS: tuple[tuple[PlateKind, str], ...] = (
    (PlateKind.GREEN, f"{_HEAD}[DABCEFGHJK]{_SERIAL}[0-9]{{4}}"),
    (PlateKind.GREEN_LARGE, f"{_HEAD}[0-9]{{5}}[DABCEFGHJK]"),
    (PlateKind.BLUE, f"{_HEAD}{_SERIAL}{{5}}"),
    (PlateKind.YELLOW, f"{_HEAD}{_SERIAL}{{4}}[挂学]"),
    (PlateKind.WHITE, f"{_HEAD}{_SERIAL}{{4}}警|{_HEAD}{_SERIAL}{{4,5}}应急"),
    (PlateKind.WHITE, f"WJ[{PROVINCES}]?{_SERIAL}{{5,7}}"),
    (PlateKind.WHITE, r"[军海空北沈兰济南广成][A-Z][0-9]{5}"),
    (PlateKind.BLACK, f"粤Z{_SERIAL}{{4}}[港澳]|{_HEAD}{_SERIAL}{{4}}[使领]|使[0-9]{{6}}"),
    (PlateKind.TEMPORARY, f"临{_HEAD}{_SERIAL}{{4,6}}|{_HEAD}{_SERIAL}{{4,6}}[临超试]"),
    (PlateKind.OTHER, f"民航{_SERIAL}{{4,6}}"),
)
_GUESSES = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)

# Kinds whose plates look like an ordinary one in writing; only the colour tells them apart.
_ALSO_ORDINARY = frozenset(
    (PlateKind.YELLOW, PlateKind.BLACK, PlateKind.WHITE, PlateKind.TEMPORARY)
)
_ORDINARY = re.compile(f"{_HEAD}{_SERIAL}{{5}}")
_WITHOUT_PROVINCE = re.compile(r"[A-Z][A-Z0-9]{5,6}")
_TWO_LETTERS = re.compile(r"[A-Z]{2}[0-9]{5}")

_CHINESE = re.compile(f"[{PROVINCES}]|[挂学警港澳使领临试超应急民航军海空北沈兰济南广成]")


def parse(raw: str, kind: PlateKind | None = None, *, home: str = "") -> Plate:
    """Read a plate as typed; guess its kind from its pattern when none is given.

    Full-width, lower case, spaces, dots and dashes go. In the serial part a Chinese plate has no
    O and no I, so these become 0 and 1 there, and the plate says so. ``home`` is the shop's own
    province: it is put before a number typed without one, so that "a12345" is enough at the desk.
    A yellow plate can't be told from a blue one in writing: blue is the guess.

    Raises ``Impossible`` for an empty text, a sign or character no plate bears, more than ten
    characters, or a plate of a Chinese kind without its province.
    """
    text = half_width(raw).upper().translate(_TRADITIONAL)
    text = _SEPARATORS.sub("", text)
    named = _without_number(text, kind)
    if named is not None:
        return named
    _refuse_impossible(text)
    if kind is PlateKind.OTHER:
        return Plate(text, kind)
    if home and kind is not PlateKind.WHITE and _WITHOUT_PROVINCE.fullmatch(text):
        text = home + text
    _refuse_foreign(text, kind)
    text, corrected = _without_confusions(text)
    guess = _guess(text)
    settled = kind or guess or PlateKind.BLUE
    remarks = (corrected, _oddity(text, settled, guess))
    return Plate(text, settled, tuple(remark for remark in remarks if remark is not None))


def shown(text: str) -> str:
    """Return a stored plate with its dot: 沪A12345 gives 沪A·12345; 无牌 stays."""
    head = _head(text)
    return f"{text[:head]}·{text[head:]}" if 0 < head < len(text) else text


def plate_keys(text: str) -> tuple[str, ...]:
    """Return what a stored plate is found by: the whole text, and every tail of two or more.

    A plate that ends in a Chinese character (挂, 学, 港) is also found by the tails of its number.
    """
    if text in (PlateKind.NONE.zh, PlateKind.TEMPORARY.zh):
        return (text,)
    number = text.rstrip("挂学警港澳使领临试超应急")
    tails = {whole[start:] for whole in (text, number) for start in range(max(len(whole) - 1, 0))}
    return tuple(sorted(tails | {text}, key=lambda key: (-len(key), key)))


def search_text(raw: str) -> str:
    """Return what was typed into a search box as it would stand in a plate. Never raises."""
    return _SEPARATORS.sub("", half_width(raw).upper().translate(_TRADITIONAL))


def _without_number(text: str, kind: PlateKind | None) -> Plate | None:
    """Answer for a car without a plate, or with a temporary one that bears no number."""
    if text in _NO_PLATE and kind in (None, PlateKind.NONE):
        return Plate(PlateKind.NONE.zh, PlateKind.NONE)
    if text in _TEMPORARY and kind in (None, PlateKind.TEMPORARY):
        return Plate(PlateKind.TEMPORARY.zh, PlateKind.TEMPORARY)
    if kind is PlateKind.NONE:
        if text:
            raise Impossible(
                f"选了无牌，却输入了“{text}”。请清空车牌，或改选牌照种类",
                f"“No plate” is chosen, yet “{text}” is typed. Clear it or choose another kind",
            )
        return Plate(PlateKind.NONE.zh, PlateKind.NONE)
    if kind is PlateKind.TEMPORARY and not text:
        return Plate(PlateKind.TEMPORARY.zh, PlateKind.TEMPORARY)
    return None


def _refuse_impossible(text: str) -> None:
    if not text:
        raise Impossible(
            "没有车牌。请输入车牌号，如 沪A12345；没有牌照的请输入“无牌”",
            "There is no plate. Type it, such as 沪A12345, or 无牌 if the car has none",
        )
    if len(text) > LONGEST:
        raise Impossible(
            f"车牌最多 {LONGEST} 个字符，现有 {len(text)} 个。请检查是否多输了",
            f"A plate has at most {LONGEST} characters, here are {len(text)}. Type the plate only",
        )
    for char in text:
        if not char.isalpha() and char not in "0123456789":
            raise Impossible(
                f"车牌里不能有“{char}”。请只输入汉字、字母和数字",
                f"A plate can't hold “{char}”. Type its characters, letters and digits only",
            )
        if "\u4e00" <= char <= "\u9fff" and not _CHINESE.fullmatch(char):
            raise Impossible(
                f"车牌里没有“{char}”字。请检查省份简称，如 沪A12345",
                f"No plate bears “{char}”. Check the province, as in 沪A12345",
            )
    if not re.search("[A-Z0-9]", text):
        raise Impossible(
            f"“{text}”没有号码。请输入完整车牌，如 沪A12345",
            f"“{text}” has no number. Type the whole plate, such as 沪A12345",
        )


def _without_confusions(text: str) -> tuple[str, Unusual | None]:
    """Put 0 for O and 1 for I behind the office letter, where no Chinese plate has a letter so."""
    if text[0] not in PROVINCES:
        return text, None
    corrected = text[:2] + text[2:].replace("O", "0").replace("I", "1")
    if corrected == text:
        return text, None
    return corrected, Unusual(
        f"车牌号码里没有字母 O 和 I，已改为数字：{shown(corrected)}",
        f"Plates have no letters O and I there; read as digits: {shown(corrected)}",
        wants_reason=False,
    )


def _guess(text: str) -> PlateKind | None:
    return next((kind for kind, pattern in _GUESSES if pattern.fullmatch(text)), None)


def _refuse_foreign(text: str, kind: PlateKind | None) -> None:
    """Refuse what no Chinese plate is: letters of other scripts, or no Chinese character first."""
    foreign = [char for char in text if not char.isascii() and not _CHINESE.fullmatch(char)]
    if foreign:
        raise Impossible(
            f"国内车牌里没有“{foreign[0]}”。请核对；境外车牌请选“境外或其他”",
            f"No Chinese plate bears “{foreign[0]}”. Check it, or choose “foreign or other”",
        )
    if not text[0].isascii() or text.startswith("WJ"):
        return
    if kind is PlateKind.WHITE and _TWO_LETTERS.fullmatch(text):
        return
    raise Impossible(
        f"“{text}”前面缺省份简称。请按“沪A12345”输入；境外车牌请选“境外或其他”",
        f"“{text}” lacks its province. Type it as in 沪A12345, or choose “foreign or other”",
    )


def _oddity(text: str, kind: PlateKind, guess: PlateKind | None) -> Unusual | None:
    """Say what does not fit between the pattern and the kind; None when all fits."""
    if guess is kind:
        return None
    if kind in _ALSO_ORDINARY and (_ORDINARY.fullmatch(text) or _TWO_LETTERS.fullmatch(text)):
        return None
    if guess is None:
        return Unusual(
            f"车牌 {shown(text)} 不是常见的格式。请核对；确实如此请写明原因",
            f"{shown(text)} is not a usual plate. Check it; if it is right, say why",
        )
    return Unusual(
        f"车牌 {shown(text)} 像是{guess.zh}，选的是{kind.zh}。请核对",
        f"{shown(text)} looks like a plate of kind {guess.en}, not {kind.en}. Check it",
    )


def _head(text: str) -> int:
    """Return how many characters stand before the dot; 0 for a text that has none."""
    if text.startswith("WJ"):
        return 3 if len(text) > 2 and text[2] in PROVINCES else 2
    if text.startswith("使"):
        return 1
    if text.startswith("民航"):
        return 2
    if re.match(f"临?[{PROVINCES}军海空北沈兰济南广成][A-Z]", text):
        return 3 if text.startswith("临") else 2
    return 0
