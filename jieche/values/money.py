"""Money in whole fen: 1 yuan = 100 fen. No float ever touches it.

Whatever shares, rounds or takes tax out of a sum here gives parts that add up to that sum again.
Rates are in permille (13 % is 130), so that they too are whole numbers.
"""

import re
from collections.abc import Sequence

from jieche.values.text import half_width
from jieche.values.verdict import Impossible

# 99,999,999.99 yuan. More than that on one line of a repair shop is a finger on the wrong key.
LARGEST_FEN = 9_999_999_999

_AMOUNT = re.compile(
    r"\s*(?P<minus>-?)\s*(?:¥|\uffe5|人民币|RMB|CNY)?\s*"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.(?P<decimals>[0-9]*))?"
    r"\s*(?:元|圆|RMB|CNY|yuan)?整?\s*",
    re.IGNORECASE,
)


def parse_yuan(raw: str, *, negative: bool = False) -> int:
    """Read an amount of yuan as typed and return fen: "1,286.5" gives 128650.

    Takes full-width digits, ¥, 元 and thousands separators that stand in the right places.
    Raises ``Impossible`` for anything else: no number, a third decimal, a comma that may be meant
    as a decimal point, more than ``LARGEST_FEN``, or a minus where ``negative`` is not allowed.
    """
    text = half_width(raw)
    if not re.search(r"[0-9]", text):
        raise Impossible(
            "没有金额。请输入数字，如 1286.50",
            "There is no amount. Type a number such as 1286.50",
        )
    amount = _AMOUNT.fullmatch(text)
    if amount is None:
        raise Impossible(
            f"看不懂金额“{text.strip()}”。请只输入数字，如 1286.50",
            f"“{text.strip()}” is not an amount. Type digits only, such as 1286.50",
        )
    whole, decimals = amount["whole"].replace(",", ""), amount["decimals"] or ""
    if len(decimals) > 2:
        raise Impossible(
            "金额最多到分（两位小数）。请去掉多余的小数位",
            "An amount has at most two decimals. Leave out the others",
        )
    fen = int(whole or "0") * 100 + int(decimals.ljust(2, "0"))
    if fen > LARGEST_FEN:
        raise Impossible(
            f"金额超过 {yuan(LARGEST_FEN)} 元。请检查是否多输了几位",
            f"The amount is above {yuan(LARGEST_FEN)} yuan. Check for digits too many",
        )
    if amount["minus"] and fen:
        if not negative:
            raise Impossible(
                "金额不能为负。请输入零或正数", "An amount can't be negative. Type zero or more"
            )
        return -fen
    return fen


def yuan(fen: int) -> str:
    """Return fen as yuan with separators and two decimals: 128650 gives "1,286.50"."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def capital(fen: int) -> str:
    """Return 大写金额 as a receipt bears it: 128650 gives 壹仟贰佰捌拾陆元伍角整.

    整 closes a sum that ends with yuan or jiao. Zeros inside are read once. Raises ``ValueError``
    from 10^12 yuan on. Source: the rules of the People's Bank for filling in notes (支付结算办法,
    annex 1), of its two allowed readings the shorter.
    """
    whole, rest = divmod(abs(fen), 100)
    if whole >= 10**12:
        raise ValueError(f"{fen} fen is too large to write in capitals")
    jiao, odd = divmod(rest, 10)
    said = f"{_whole_number(whole)}元" if whole or not rest else ""
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif odd and said:
        said += "零"
    said += f"{_DIGITS[odd]}分" if odd else "整"
    return f"负{said}" if fen < 0 else said


def _whole_number(number: int) -> str:
    if number == 0:
        return "零"
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    said = ""
    skipped = False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            skipped = bool(said)
            continue
        # A zero is heard where a whole group is missing or this one does not reach its thousands.
        if said and (skipped or group < 1000):
            said += "零"
        skipped = False
        said += _group(group) + _GROUPS[place]
    return said


def _group(group: int) -> str:
    said = ""
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            said += _DIGITS[digit] + _PLACES[place]
        elif said and not said.endswith("零") and group % 10**place:
            said += "零"
    return said


def times(price_fen: int, number: int, per: int = 1) -> int:
    """Return ``price_fen`` times ``number / per``, rounded half away from zero, in fen.

    ``times(16_000, 15, per=10)`` is 1.5 hours at 160 yuan. Raises ``ValueError`` unless ``per``
    is positive.
    """
    if per <= 0:
        raise ValueError("per must be positive")
    product = price_fen * number
    share = (abs(product) * 2 + per) // (per * 2)
    return -share if product < 0 else share


def percent_of(fen: int, permille: int) -> int:
    """Return ``permille`` thousandths of a sum, half away from zero: a refund mirrors a charge."""
    return times(fen, permille, per=1000)


def extract_tax(gross_fen: int, rate_permille: int) -> tuple[int, int]:
    """Return (net, tax) of a sum that includes tax at ``rate_permille``; they add up exactly.

    Raises ``ValueError`` for a negative rate.
    """
    if rate_permille < 0:
        raise ValueError("a tax rate can't be negative")
    tax = times(gross_fen, rate_permille, per=1000 + rate_permille)
    return gross_fen - tax, tax


def add_tax(net_fen: int, rate_permille: int) -> tuple[int, int]:
    """Return (tax, gross) of a sum before tax. Raises ``ValueError`` for a negative rate."""
    if rate_permille < 0:
        raise ValueError("a tax rate can't be negative")
    tax = percent_of(net_fen, rate_permille)
    return tax, net_fen + tax


def split(total_fen: int, weights: Sequence[int]) -> list[int]:
    """Share a sum by weights; the shares add up to it, each within one fen of its exact part.

    Left-over fen go to the largest remainders, the earlier one first. Raises ``ValueError`` for a
    negative weight, or when there is something to share and no weight to share it by.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight can't be negative")
    whole = sum(weights)
    if not whole:
        if total_fen:
            raise ValueError("there is no weight to share the sum by")
        return [0] * len(weights)
    total = abs(total_fen)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(
        range(len(weights)), key=lambda index: (-(total * weights[index] % whole), index)
    )
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return [-share for share in shares] if total_fen < 0 else shares


def wipe_odd(fen: int, step_fen: int) -> tuple[int, int]:
    """Return (kept, wiped) for 抹零: ``kept`` is the whole steps, rounded toward zero.

    Raises ``ValueError`` unless ``step_fen`` is positive.
    """
    if step_fen <= 0:
        raise ValueError("a step must be positive")
    wiped = abs(fen) % step_fen
    if fen < 0:
        wiped = -wiped
    return fen - wiped, wiped
