"""What a forecast says to a person: where the time goes, what the margin is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language

from jieche.estimate.forecast import SAFE, Forecast, Offered
from jieche.estimate.models import EstimateLine
from jieche.promise import Assumed, Reason
from jieche.rulebook.words import Word
from jieche.shop.words import BayKind, Trade
from jieche.ui.moments import moment, span

_FEW = 3  # reasons on the screen; what is less than a minute says nothing
_ONCE = frozenset({"technician_unknown", "no_part_date", "no_minutes", "no_operations"})


class Why(Word):
    """Where the time until the likely finish goes."""

    WORK = "work", "施工", "work"
    BAY = "bay", "等工位", "waiting for a bay"
    TECHNICIAN = "technician", "等技师", "waiting for a technician"
    NOBODY_THERE = "nobody_there", "无人在班", "nobody there"
    KEPT_BAY = "kept_bay", "工位留给预约车", "bay kept for bookings"
    PARTS = "parts", "等配件", "waiting for parts"
    ANSWER = "answer", "等客户答复", "waiting for the customer's answer"
    ABSENCE = "absence", "技师不在班", "the technician is off"
    ARRIVAL = "arrival", "车还没到", "the car is not here yet"
    FINISH = "finish", "检验、清洁、备资料", "inspection, cleaning, papers"
    RECORD = "record", "按本店实绩修正", "by the shop's own record"


class Margin(Word):
    """What the time between the likely and the promised finish pays for."""

    AHEAD = "ahead", "前面车辆快慢不定", "the cars ahead may take longer"
    OWN = "own", "本车快慢不定", "this car may take longer"
    MORE_WORK = "more_work", "可能返工", "rework may be needed"  # new work makes a new promise
    PARTS = "parts", "配件可能晚到", "parts may come late"
    RECORD = "record", "本店实绩要求的余量", "what the shop's own record asks for"
    CAUTION = "caution", "本店记录尚少，从宽", "caution, while the shop's record is short"


class Given(Word):
    """A figure that nobody gave, and what was put in its place."""

    NO_MINUTES = (
        "no_minutes",
        "{about}没有标准工时，按 {figure:.0f} 分钟",
        "no book time for {about}: {figure:.0f} min assumed",
    )
    UNKNOWN_SKILL = (
        "unknown_skill",
        "没有登记谁会{about}，按人人能做",
        "nobody is noted for {about}: anybody is assumed to do it",
    )
    UNKNOWN_BAY = (
        "unknown_bay",
        "没有登记{about}工位，按哪个工位都行",
        "no bay is noted for {about}: any bay is assumed to do",
    )
    NO_TECHNICIANS = (
        "no_technicians",
        "没有登记技术员，按 {figure:.0f} 人",
        "no technicians are noted: {figure:.0f} assumed",
    )
    NO_BAYS = (
        "no_bays",
        "没有登记维修工位，按 {figure:.0f} 个",
        "no work bays are noted: {figure:.0f} assumed",
    )
    NO_PART_DATE = (
        "no_part_date",
        "有配件不知何时到，按下一工作日中午",
        "no date for a part: noon of the next working day assumed",
    )
    NO_OPERATIONS = (
        "no_operations",
        "有车没有写工时，按 60 分钟",
        "no hours are written for a car: 60 min assumed",
    )
    TECHNICIAN_UNKNOWN = (
        "technician_unknown",
        "有在修的车没有记谁在做",
        "for a car in work nobody noted who does it",
    )
    RETURN_UNKNOWN = (
        "return_unknown",
        "有人请假没写到何时，按当天",
        "an absence without an end: that day assumed",
    )
    NO_WORK_HOURS = (
        "no_work_hours",
        "没有车间作业时间，按营业时间",
        "no workshop hours: the opening hours assumed",
    )
    FINISH_MINUTES = (
        "finish_minutes",
        "完工到可以交车按 {figure:.0f} 分钟（本店记录还不够）",
        "from finished work to hand-over {figure:.0f} min assumed, for want of an own record",
    )
    BAYS_WITHOUT_KIND = (
        "bays_without_kind",
        "{figure:.0f} 个工位没有写用途，按什么活都能做",
        "{figure:.0f} bays have no kind: any work is assumed to fit",
    )
    PEOPLE_WITHOUT_TRADE = (
        "people_without_trade",
        "{figure:.0f} 名技术员没有写工种，按什么活都能做",
        "{figure:.0f} technicians have no trade: each is assumed to do all",
    )


class Group(Word):
    """The kinds of cars that promises are measured by."""

    PARTS = "parts", "等配件的车", "cars that wait for parts"
    HEAVY = "heavy", "钣金喷漆", "body and paint"
    SHORT = "short", "当天能完的车", "short jobs"
    OTHER = "other", "其他", "others"


class Odds(Word):
    """How sure an offer is."""

    EIGHT = "0.8", "八成把握", "8 of 10"
    NINE = "0.9", "九成把握", "9 of 10"
    SURE = "0.95", "九成五把握", "19 of 20"


_LABELS: Mapping[str, Word] = {
    **{kind.value: kind for kind in BayKind},
    **{trade.value: trade for trade in Trade},
}
_MORE: Mapping[str, tuple[str, str]] = {
    "+more": ("可能的增项", "more work, if found"),
    "+rework": ("返工", "rework"),
    "rework": ("返工", "rework"),
    "booked": ("预约的活", "booked work"),
}


@dataclass(frozen=True)
class Line:
    """One line of a reckoning: what, how much."""

    what: str
    much: str


@dataclass(frozen=True)
class Choice:
    """One offer as the screen shows it."""

    key: int
    value: str
    when: str
    odds: str
    is_safe: bool
    needs_manager: bool
    checked: bool


@dataclass(frozen=True)
class Told:
    """What offers rest on: the likely time, where it goes, the margin, what is missing."""

    likely: str
    reasons: list[Line]
    margin: list[Line]
    assumed: list[str]


def told(seen: Forecast, lines: Sequence[EstimateLine]) -> Told:
    """Return what a forecast rests on."""
    return Told(
        moment(seen.likely_at, seen.at),
        reasons(seen, lines),
        margin(seen),
        assumed(seen.assumed, lines),
    )


def _lang() -> str:
    return get_language() or "zh"


def choices(
    seen: Forecast, chosen: str = "", *, is_typed: bool = False, after: datetime | None = None
) -> list[Choice]:
    """
    Return the offers, each time once with the best odds it has; the safe one is chosen.

    ``after``: none that is not later than this.
    """
    best: dict[datetime, Offered] = {}
    for each in seen.offers:
        if after is not None and each.at <= after:
            continue
        kept = best.get(each.at)
        if kept is None or (each.level >= SAFE > kept.level):
            best[each.at] = each
    values = {each.at.isoformat() for each in best.values()}
    wanted = chosen if chosen in values else seen.safe_at.isoformat()
    return [
        Choice(
            key,
            each.at.isoformat(),
            moment(each.at, seen.at),
            Odds.of(f"{each.level:g}").label(_lang()),
            each.at == seen.safe_at,
            each.at < seen.safe_at,
            not is_typed and each.at.isoformat() == wanted,
        )
        for key, each in enumerate(best.values(), start=1)
    ]


def reasons(seen: Forecast, lines: Sequence[EstimateLine]) -> list[Line]:
    """Return where most of the time goes, the longest first."""
    names = _names_of(lines)
    found = sorted(seen.quote.reasons, key=lambda each: -abs(each.minutes))
    return [_reason(each, seen.at, names) for each in found if abs(each.minutes) >= 1][:_FEW]


def _reason(said: Reason, at: datetime, names: Mapping[str, str]) -> Line:
    about = _about(said.about, names)
    what = Why.of(said.code).label(_lang())
    if said.code == "work" and about:
        what = about
    elif about and said.code in {"bay", "kept_bay", "technician", "nobody_there"}:
        what = f"{what} ({about})" if _lang().startswith("en") else f"{what}（{about}）"
    if said.until is not None:
        return Line(what, f"→ {moment(said.until, at)}")
    sign = "\N{MINUS SIGN}" if said.minutes < 0 else ""
    return Line(what, sign + span(timedelta(minutes=abs(said.minutes))))


def _about(about: str, names: Mapping[str, str]) -> str:
    """Return a bay's, trade's or item's name: of several kinds the first, which is preferred."""
    lang = _lang()
    if about in _MORE:
        return _MORE[about][1 if lang.startswith("en") else 0]
    if about in names:
        return names[about]
    for token in about.replace("/", ",").split(","):
        if token in _LABELS:
            return _LABELS[token].label(lang)
    return "" if about in {"any", ""} else about


def _names_of(lines: Sequence[EstimateLine]) -> dict[str, str]:
    english = _lang().startswith("en")
    return {
        line.labour.code: (line.name_en if english else "") or line.name
        for line in lines
        if line.labour is not None
    }


def margin(seen: Forecast) -> list[Line]:
    """Return what the margin pays for, in hundredths."""
    return [
        Line(Margin.of(each.code).label(_lang()), f"{each.share:.0%}")
        for each in seen.quote.margin[:_FEW]
        if each.share >= 0.03
    ]


def assumed(figures: Sequence[Assumed], lines: Sequence[EstimateLine] = ()) -> list[str]:
    """Return each figure that nobody gave, in a sentence."""
    names, found = _names_of(lines), dict[str, str]()
    for each in figures:
        about = _about(each.about, names)
        words = Given.of(each.code).label(_lang()).format(about=about, figure=each.figure or 0)
        found.setdefault(each.code if each.code in _ONCE else words, words)
    return list(found.values())
