"""Lines before they are written: what was typed or picked, what it comes to, and their sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jieche.estimate.models import EstimateLine, LabourItem, Package, Part
from jieche.estimate.words import Grade, Ground, LineKind, Method, System
from jieche.rulebook.judge import Refusal
from jieche.values.money import times
from jieche.visits.models import Category

# Clause 4.5, as it stands on the order unless the advisor words it otherwise.
EXPLANATION_ZH = (
    "按项目定价：价格只对应所列作业，不能保证消除与之相关的其他故障，已事先向客户说明。"
)
EXPLANATION_EN = (
    "Priced by item: the price covers the work listed and can't assure that a related fault is "
    "cured. The customer was told so beforehand."
)
_WITH_THE_WORK = "风险计在所属项目"


def tenths(number: int) -> str:
    """Return tenths as they are read: 5 gives "0.5", 40 gives "4"."""
    whole, rest = divmod(number, 10)
    return f"{whole}.{rest}" if rest else str(whole)


@dataclass(frozen=True)
class Draft:
    """One line as it was typed or picked; hours and quantities in tenths, money in fen."""

    kind: LineKind
    name: str
    name_en: str = ""
    method: Method = Method.SYSTEM
    system: System | None = None
    symptom: str = ""
    reason: str = ""
    criterion: str = ""
    ground: Ground | None = None
    explanation: str = EXPLANATION_ZH
    explanation_en: str = EXPLANATION_EN
    hours_tenths: int = 0
    rate_fen: int = 0
    quantity_tenths: int = 0
    unit: str = ""
    unit_fen: int = 0
    risk_fen: int | None = None  # None: nothing was said of it
    risk_reason: str = ""
    grade: Grade | None = None
    is_own_part: bool = False
    labour: LabourItem | None = None
    part: Part | None = None
    package: Package | None = None
    is_package_price: bool = False
    category: Category = Category.SMALL

    @property
    def work_fen(self) -> int:
        """Return what the line costs without its risk: hours by rate, or quantity by price."""
        if self.is_own_part:
            return 0
        if self.kind is LineKind.LABOUR:
            return times(self.rate_fen, self.hours_tenths, per=10)
        return times(self.unit_fen, self.quantity_tenths, per=10)

    @property
    def amount_fen(self) -> int:
        """Return what the line costs in all."""
        return self.work_fen + (self.risk_fen or 0)


def with_the_work(drafts: Sequence[Draft]) -> list[Draft]:
    """Let each part without a system of its own follow the method of the work above it."""
    found: list[Draft] = []
    above: Draft | None = None
    for draft in drafts:
        if draft.kind is LineKind.LABOUR:
            above = draft
        follows = draft.method is Method.SYSTEM and draft.system is None
        if above is not None and draft.kind is not LineKind.LABOUR and follows:
            draft = replace(  # the line as it will stand
                draft, method=above.method, system=above.system, symptom=above.symptom,
                reason=above.reason, criterion=above.criterion, ground=above.ground,
                explanation=above.explanation, explanation_en=above.explanation_en,
                risk_fen=0, risk_reason=_WITH_THE_WORK,
            )  # fmt: skip
        found.append(draft)
    return found


def wrong_with(drafts: Sequence[Draft]) -> list[Refusal]:
    """Return everything that keeps lines from being written, each with its clause."""
    if not drafts:
        return [Refusal("估价单还没有项目", "There is no line yet", "3.1")]
    return [
        Refusal(f"第 {place} 行：{wrong.zh}", f"Line {place}: {wrong.en}", wrong.clause)
        for place, draft in enumerate(drafts, 1)
        for wrong in wrong_with_line(draft)
    ]


def wrong_with_line(draft: Draft) -> list[Refusal]:
    """Return what one line still has to say, each with its clause."""
    return [
        Refusal(zh, en, clause)
        for zh, en, clause in (*_wrong_figures(draft), *_wrong_method(draft))
    ]


def _wrong_figures(draft: Draft) -> Iterable[tuple[str, str, str]]:
    if not draft.name.strip():
        yield "写明项目或配件名称", "name the work or the part", "3.1"
    if draft.kind is LineKind.LABOUR and draft.hours_tenths <= 0:
        yield "写明工时", "give the hours", "4.6"
    if draft.kind is not LineKind.LABOUR and draft.quantity_tenths <= 0:
        yield "写明数量", "give the quantity", "4.6"
    if draft.work_fen < 0 and not draft.is_package_price:
        yield "金额不能为负", "the amount can't be negative", "4.6"
    if draft.kind is LineKind.PART and draft.grade is None:
        yield "配件须写明品质类别", "say which grade the part is", "4.6"


def _wrong_method(draft: Draft) -> Iterable[tuple[str, str, str]]:
    match draft.method:
        case Method.SYSTEM:
            if draft.system is None:
                yield "写明是哪个系统", "name the system", "4.1"
        case Method.SYMPTOM:
            if draft.system is not None:
                yield (
                    f"系统已知（{draft.system.zh}），用系统估价；确实找不准的，把系统空着",
                    f"the system is known ({draft.system.en}): price by system, or leave the "
                    "system blank where it really can't be found",
                    "4.2",
                )
            if not (draft.symptom and draft.reason and draft.criterion):
                yield (
                    "现象估价须写明现象、理由和验收标准",
                    "a price by symptom says the symptom, the reason and when it counts as gone",
                    "4.2",
                )
            if not draft.risk_fen and not (draft.risk_fen == 0 and draft.risk_reason):
                yield (
                    "写明风险价值；不计的填 0 并写理由",
                    "set the risk amount, or 0 with the reason",
                    "4.3",
                )
        case Method.ITEM:
            if draft.ground is None:
                yield (
                    "项目定价须选一条依据：技术含量不高、有市场行价或客户指定",
                    "a price by item needs its ground: simple work, a market price, or the "
                    "customer's choice",
                    "4.4",
                )
            if not draft.explanation.strip():
                yield "写明向客户作的说明", "write what the customer is told", "4.5"


@dataclass(frozen=True)
class Totals:
    """Sums of lines in fen, by kind; the risk amounts stand apart. Together they are the total."""

    labour_fen: int = 0
    parts_fen: int = 0
    other_fen: int = 0
    risk_fen: int = 0

    @property
    def total_fen(self) -> int:
        """Return the sum of all."""
        return self.labour_fen + self.parts_fen + self.other_fen + self.risk_fen


def totals_of(lines: Iterable[EstimateLine]) -> Totals:
    """Return the sums of lines."""
    sums = dict.fromkeys(LineKind, 0)
    risk = 0
    for line in lines:
        sums[line.kind_word] += line.work_fen
        risk += line.risk_fen
    return Totals(sums[LineKind.LABOUR], sums[LineKind.PART], sums[LineKind.OTHER], risk)


def hours_in(lines: Iterable[EstimateLine]) -> int:
    """Return the hours of lines in tenths."""
    return sum(line.hours_tenths for line in lines)
