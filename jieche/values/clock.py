"""Dates and hours as they are said at the desk, read in one way only.

Whatever could mean two hours or two days is refused with both ways to write it; a promise read
wrong is a promise broken. Nothing here reads the clock: today is handed in.
"""

import re
from datetime import date, datetime, time, timedelta, tzinfo

from jieche.values.text import half_width
from jieche.values.verdict import Impossible

A_YEAR = timedelta(days=366)  # what is typed for later than this has a wrong year

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NUMBER = "[0-9]{1,2}|[零一二两三四五六七八九十]{1,3}"

# Part of the day: the hours of the 24-hour clock that it can mean.
_PARTS: dict[str, range] = {
    "凌晨": range(6), "早上": range(5, 11), "早晨": range(5, 11), "上午": range(6, 13),
    "中午": range(11, 15), "下午": range(12, 19), "傍晚": range(16, 20), "晚上": range(17, 24),
    "AM": range(12), "PM": range(12, 24),
}  # fmt: skip
_PART = "|".join(_PARTS)

_CLOCK = re.compile(
    rf"(?P<before>{_PART})?"
    r"(?:(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})|(?P<packed>[0-9]{3,4})"
    rf"|(?P<spoken>{_NUMBER})[点时钟](?:(?P<past>{_NUMBER})分?|(?P<part>半|一刻|三刻)|[整钟])?"
    rf"|(?P<bare>{_NUMBER}))(?P<after>AM|PM)?"
)
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}


def parse_time(raw: str, *, opens: time | None = None, closes: time | None = None) -> time:
    """Read an hour of the day: "15:30", "1530", "下午3:30", "3点半", "3:30 pm".

    Four digits are the 24-hour clock ("03:30", "1030"). Any other hour from 1 to 11 without a part
    of the day ("3点半", "3:30") may be morning or evening: with ``opens`` and ``closes`` it is the
    one that falls within them, both ends included; otherwise, or when both or neither do, it is
    refused.

    Raises ``Impossible`` for that, and for what is no hour at all.
    """
    text = re.sub(r"\s", "", half_width(raw)).upper()
    said = _CLOCK.fullmatch(text)
    if said is None or (said["bare"] and not (said["before"] or said["after"])):
        raise _no_time(raw)
    if said["before"] and said["after"]:
        raise _no_time(raw)
    hour, minute = _hour_and_minute(said)
    if hour > 23 or minute > 59:
        raise _no_time(raw)
    part = said["before"] or said["after"]
    if part:
        return _of_part(hour, minute, part, raw)
    written = said["hour"] or (said["packed"] or "")[:-2]
    if hour == 0 or hour > 11 or len(written) == 2:
        return time(hour, minute)
    return _of_opening(time(hour, minute), opens, closes)


def _hour_and_minute(said: re.Match[str]) -> tuple[int, int]:
    if said["hour"]:
        return int(said["hour"]), int(said["minute"])
    if said["packed"]:
        return int(said["packed"][:-2]), int(said["packed"][-2:])
    if said["bare"]:
        return _number(said["bare"]), 0
    if said["past"]:
        return _number(said["spoken"]), _number(said["past"])
    return _number(said["spoken"]), _MINUTES.get(said["part"] or "", 0)


def _of_part(hour: int, minute: int, part: str, raw: str) -> time:
    hours = _PARTS[part]
    # 下午 3 is 15, 下午 15 stays; 12 am is midnight, 12 pm noon.
    meant = {hour, hour + 12} | ({0} if hour == 12 else set())
    fits = [other for other in meant if other in hours]
    if len(fits) != 1:
        raise Impossible(
            f"“{raw.strip()}”不知是几点。请用 24 小时制，如 15:30",
            f"“{raw.strip()}” is not clear. Use the 24-hour clock, such as 15:30",
        )
    return time(fits[0], minute)


def _of_opening(morning: time, opens: time | None, closes: time | None) -> time:
    evening = morning.replace(hour=morning.hour + 12)
    if opens is not None and closes is not None:
        within = [hour for hour in (morning, evening) if opens <= hour <= closes]
        if len(within) == 1:
            return within[0]
    raise Impossible(
        f"是上午还是下午？请写 {morning:%H:%M} 或 {evening:%H:%M}",
        f"Morning or afternoon? Type {morning:%H:%M} or {evening:%H:%M}",
    )


def _no_time(raw: str) -> Impossible:
    return Impossible(
        f"“{raw.strip()}”不是时间。请输入如 15:30 或 下午3:30",
        f"“{raw.strip()}” is not a time. Type one such as 15:30 or 3:30 pm",
    )


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.partition("十")
    if ten:
        return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    # 零五 is 5; 三十五 went the other way; 二五 is not said.
    return _DIGITS[said[-1]] if len(said) == 1 or said[0] == "零" else 99


_DAYS = {
    "昨天": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "YESTERDAY": -1, "TODAY": 0, "TOMORROW": 1,
}  # fmt: skip
_WEEKDAYS = {char: place for place, char in enumerate("一二三四五六日")} | {"天": 6}

_FULL_DATE = re.compile(r"([0-9]{4})(?:年|[-/.])([0-9]{1,2})(?:月|[-/.])([0-9]{1,2})[日号]?")
_PACKED_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH_DAY = re.compile(r"([0-9]{1,2})(?:月|[-/])([0-9]{1,2})[日号]?")
_WEEKDAY = re.compile(r"(上|这|本|下)?(?:周|星期|礼拜)([一二三四五六日天])")

# A date without its year is the nearest such day; as far as this from today it could be either.
_FAR = timedelta(days=150)


def parse_date(raw: str, today: date) -> date:
    """Read a date: "2026-11-23", "20261123", "11/23", "11月23日", "明天", "周五", "下周一".

    A month and day are those nearest to ``today``, if within 150 days. A plain weekday is the
    coming one of this week, today included; a past one must say 上周 or 下周.

    Raises ``Impossible`` for what is no date, or could be two.
    """
    text = re.sub(r"\s", "", half_width(raw)).upper()
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    weekday = _WEEKDAY.fullmatch(text)
    if weekday is not None:
        return _weekday(weekday[1], _WEEKDAYS[weekday[2]], today)
    whole = _FULL_DATE.fullmatch(text) or _PACKED_DATE.fullmatch(text)
    if whole is not None:
        day = _date(int(whole[1]), int(whole[2]), int(whole[3]))
        if day is None:
            raise _no_date(raw)
        return day
    short = _MONTH_DAY.fullmatch(text)
    if short is not None:
        return _nearest(int(short[1]), int(short[2]), today, raw)
    raise _no_date(raw)


def parse_moment(
    raw: str, today: date, zone: tzinfo, *, opens: time | None = None, closes: time | None = None
) -> datetime:
    """Read a day and an hour, "明天 15:30" or "11月23日下午3点半", or an hour of today.

    Returns an aware datetime in ``zone``. Raises ``Impossible`` as the two parts do, and when the
    text can be cut into day and hour in two ways.
    """
    text = re.sub(r"(?<=[0-9])T(?=[0-9])", " ", " ".join(half_width(raw).split()))
    found: set[datetime] = set()
    refused = _half_a_moment(text, raw)
    for cut in range(1, len(text)):
        if text[cut - 1].isdigit() and text[cut].isdigit():
            continue
        try:
            day = parse_date(text[:cut], today)
        except Impossible as why:
            if _looks_like_a_day(text[:cut]) and _is_hour(text[cut:]):
                refused = why
            continue
        try:
            hour = parse_time(text[cut:], opens=opens, closes=closes)
        except Impossible as why:
            refused = why
        else:
            found.add(datetime.combine(day, hour, zone))
    if len(found) == 1:
        return found.pop()
    if found:
        raise Impossible(
            f"“{raw.strip()}”可以有两种读法。请写如 2026-11-23 15:30",
            f"“{raw.strip()}” can be read in two ways. Type it as in 2026-11-23 15:30",
        )
    if refused is not None:
        raise refused
    return datetime.combine(today, parse_time(text, opens=opens, closes=closes), zone)


def _half_a_moment(text: str, raw: str) -> Impossible | None:
    """Return what is missing where only a day is typed."""
    if not _looks_like_a_day(text):
        return None
    return Impossible(
        f"“{raw.strip()}”只是日期，还要写几点，如 {raw.strip()} 15:30",
        f"“{raw.strip()}” is a day only; type the hour too, such as {raw.strip()} 15:30",
    )


def _looks_like_a_day(text: str) -> bool:
    text = re.sub(r"\s", "", text).upper()
    forms = (_FULL_DATE, _PACKED_DATE, _MONTH_DAY, _WEEKDAY)
    return text in _DAYS or any(form.fullmatch(text) for form in forms)


def _is_hour(text: str) -> bool:
    text = re.sub(r"\s", "", text).upper()
    return bool(_CLOCK.fullmatch(text))


def to_ten_minutes(at: datetime) -> datetime:
    """Return the nearest full ten minutes; five minutes go up. For times that are written down."""
    return _to(at, 10, up=5)


def up_to_half_hour(at: datetime) -> datetime:
    """Return the next full or half hour, or ``at`` itself if it is one. For promised times."""
    begun = timedelta(minutes=1) if at.second or at.microsecond else timedelta()
    return _to(at + begun, 30, up=29)


def _to(at: datetime, step: int, *, up: int) -> datetime:
    minute = (at.minute + up) // step * step
    return at.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=minute)


def _weekday(week: str | None, place: int, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=place)
    if week is None and day < today:
        raise Impossible(
            f"本周的这一天已过。请写“下周{'一二三四五六日'[place]}”或日期",
            "That day of this week is past. Say next week's with 下周, or type the date",
        )
    return day + timedelta(days={"上": -7, "下": 7}.get(week or "", 0))


def _nearest(month: int, day: int, today: date, raw: str) -> date:
    years = range(today.year - 1, today.year + 2)
    found = [found for year in years if (found := _date(year, month, day)) is not None]
    if not found:
        raise _no_date(raw)
    nearest = min(found, key=lambda other: abs(other - today))
    if abs(nearest - today) > _FAR:
        raise Impossible(
            f"“{raw.strip()}”是哪一年？请写全，如 {today.year}-{month:02d}-{day:02d}",
            f"Which year is “{raw.strip()}”? Type {today.year}-{month:02d}-{day:02d} or the like",
        )
    return nearest


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _no_date(raw: str) -> Impossible:
    return Impossible(
        f"“{raw.strip()}”不是日期。请输入如 2026-11-23、11/23 或“明天”",
        f"“{raw.strip()}” is not a date. Type one such as 2026-11-23, 11/23 or tomorrow",
    )


def a_wrong_year(said: str) -> Impossible:
    """Return what is wrong with a day or hour, named in ``said``, that is over a year away."""
    return Impossible(
        f"{said} 离今天一年以上，请核对年份", f"{said} is more than a year away; check the year"
    )
