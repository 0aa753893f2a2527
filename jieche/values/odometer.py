"""Odometer readings in whole kilometres."""

import re

from jieche.values.text import half_width
from jieche.values.verdict import Impossible, Unusual

# Beyond this the reading has a digit too many; the oldest lorries stay below.
LARGEST_KM = 3_000_000

# More than this between two visits is told, not asked about: a digit too many looks like this.
LEAP_KM = 200_000

_READING = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<rest>[0-9]+))?\s*(?P<wan>万|w)?"
    r"\s*(?:km|公里|千米)?",
    re.IGNORECASE,
)


def parse(raw: str) -> int:
    """Read an odometer as typed and return kilometres: "46,210 km", "46210公里", "4.6万".

    Raises ``Impossible`` for no number, parts of a kilometre, or more than ``LARGEST_KM``.
    """
    text = half_width(raw).strip()
    reading = _READING.fullmatch(text)
    if reading is None:
        raise Impossible(
            "里程看不懂。请照仪表输入整公里数，如 46210",
            "That is no odometer reading. Type whole kilometres, such as 46210",
        )
    whole, rest = reading["whole"].replace(",", ""), reading["rest"] or ""
    if reading["wan"]:
        if len(rest) > 4:
            raise Impossible(
                "里程不计公里以下。请输入整公里数，如 46210",
                "Parts of a kilometre are not kept. Type whole kilometres, such as 46210",
            )
        km = int(whole) * 10_000 + int(rest.ljust(4, "0"))
    elif rest:
        raise Impossible(
            f"里程不计小数。请输入整公里数，如 {whole}",
            f"Parts of a kilometre are not kept. Type whole kilometres, such as {whole}",
        )
    else:
        km = int(whole)
    if km > LARGEST_KM:
        raise Impossible(
            f"里程超过 {LARGEST_KM:,} 公里。请检查是否多输了一位",
            f"The reading is above {LARGEST_KM:,} km. Check for a digit too many",
        )
    return km


def compare(new_km: int, last_km: int | None) -> Unusual | None:
    """Return what is odd about a reading after the last known one (None: first seen).

    A lower reading wants a reason (a new instrument, a slip last time); a leap of more than
    ``LEAP_KM`` is only told.
    """
    if last_km is None or last_km <= new_km <= last_km + LEAP_KM:
        return None
    if new_km < last_km:
        return Unusual(
            f"里程 {new_km:,} 低于上次的 {last_km:,} 公里。请核对；确实如此请写明原因",
            f"{new_km:,} km is below the last reading, {last_km:,} km. Check it, or say why",
        )
    return Unusual(
        f"里程比上次多 {new_km - last_km:,} 公里。请核对是否多输了一位",
        f"That is {new_km - last_km:,} km more than last time. Check for a digit too many",
        wants_reason=False,
    )


def shown(km: int) -> str:
    """Return a reading as it is printed: 46,210 km."""
    return f"{km:,} km"
