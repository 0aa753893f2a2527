"""The promise in words, both languages in one place."""

from jieche.promise.jobs import Assumed
from jieche.promise.quote import Reason, Share

REASONS: dict[str, tuple[str, str]] = {
    "work": ("{about} {minutes:.0f} 分", "{about}: {minutes:.0f} min"),
    "bay": ("等工位（{about}）{minutes:.0f} 分", "waiting for a bay ({about}): {minutes:.0f} min"),
    "technician": ("等技师（{about}）{minutes:.0f} 分", "waiting for a technician ({about}): {minutes:.0f} min"),
    "nobody_there": ("{about} 无人在班 {minutes:.0f} 分", "nobody for {about} is there: {minutes:.0f} min"),
    "kept_bay": ("工位（{about}）留给预约车 {minutes:.0f} 分", "bay ({about}) kept for bookings: {minutes:.0f} min"),
    "parts": ("等配件至 {until:%m-%d %H:%M}", "waiting for parts until {until:%m-%d %H:%M}"),
    "parts_soon": ("等配件 {minutes:.0f} 分", "waiting for parts: {minutes:.0f} min"),
    "answer": ("等客户答复 {minutes:.0f} 分", "waiting for the customer's answer: {minutes:.0f} min"),
    "absence": ("技师不在班 {minutes:.0f} 分", "the technician is off: {minutes:.0f} min"),
    "arrival": ("未到店 {minutes:.0f} 分", "the car is not here yet: {minutes:.0f} min"),
    "finish": ("洗车质检 {minutes:.0f} 分", "wash and inspection: {minutes:.0f} min"),
    "record": ("本店实绩修正 {minutes:+.0f} 分", "by the shop's own record: {minutes:+.0f} min"),
}  # fmt: skip
MARGIN: dict[str, tuple[str, str]] = {
    "ahead": ("前面车辆工时不定 {share:.0%}", "the cars ahead may take longer: {share:.0%}"),
    "own": ("本车工时不定 {share:.0%}", "this car may take longer: {share:.0%}"),
    "more_work": ("可能增项 {share:.0%}", "more work may be found: {share:.0%}"),
    "parts": ("配件到货不定 {share:.0%}", "parts may come later: {share:.0%}"),
    "caution": ("履约记录尚少，多留 {share:.0%}", "little record yet, to be careful: {share:.0%}"),
    "record": ("本店实绩余量 {share:.0%}", "margin from the shop's own record: {share:.0%}"),
}
ASSUMED: dict[str, tuple[str, str]] = {
    "no_minutes": ("{about} 无标准工时，按 {figure:.0f} 分", "no book time for {about}: {figure:.0f} min assumed"),
    "unknown_skill": ("无人登记会 {about}，按人人可做", "nobody is noted to do {about}: anybody is assumed to"),
    "unknown_bay": ("没有 {about} 工位，按任意工位", "no bay for {about}: any bay is assumed to do"),
    "no_technicians": ("未登记技师，按 {figure:.0f} 人", "no technicians: {figure:.0f} assumed"),
    "no_bays": ("未登记工位，按 {figure:.0f} 个", "no bays: {figure:.0f} assumed"),
    "no_part_date": ("配件到货日期未知，按下一工作日中午", "no date for a part: noon of the next working day assumed"),
    "no_operations": ("没有作业项目，按 60 分", "no operations: one hour assumed"),
    "technician_unknown": ("{about} 不知谁在做", "nobody is noted to be at {about}"),
    "return_unknown": ("请假未写到何时，按当天", "an absence without end: assumed to be that day"),
}  # fmt: skip
_ANY = ("任意", "any")
_WORK = {"+more": ("可能的增项", "more work"), "+rework": ("可能的返工", "rework")}


def to_words(said: Reason | Share | Assumed, language: str = "zh") -> str:
    """Return one line of a quote as a person reads it; ``language`` zh or en."""
    place = 1 if language.startswith("en") else 0
    if isinstance(said, Share):
        return MARGIN[said.code][place].format(share=said.share)
    if isinstance(said, Reason):
        about = _WORK.get(said.about, (said.about or _ANY[place],) * 2)[place]
        pattern = REASONS["parts_soon" if said.code == "parts" and not said.until else said.code]
        return pattern[place].format(about=about, minutes=said.minutes, until=said.until)
    return ASSUMED[said.code][place].format(about=said.about or _ANY[place], figure=said.figure)
