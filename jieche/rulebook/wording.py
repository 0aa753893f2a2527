"""The eight sentences put into words, for the rule book page and for lists; in both languages."""

from datetime import timedelta

from jieche.rulebook.papers import field_label, paper_label
from jieche.rulebook.sentences import (
    ByDesign,
    Events,
    Follows,
    Guidance,
    Needs,
    Only,
    Prompt,
    Sentence,
    With,
    Written,
    several,
)
from jieche.rulebook.timing import Ahead, AtOnce, Between, SameDay, Share, When


def say(sentence: Sentence, lang: str) -> str:
    """Return ``sentence`` in words: English for "en", else Chinese."""
    return _say_en(sentence) if lang.startswith("en") else _say_zh(sentence)


def _say_zh(sentence: Sentence) -> str:
    match sentence:
        case Only(roles, may):
            return f"“{may.do_zh}”只由{'、'.join(role.zh for role in roles)}办理"
        case Needs():
            return _needs_zh(sentence)
        case With(proof, events):
            return f"{_acts(events, 'zh')}须附：{proof.zh}"
        case Follows(event, after, when, or_else, unless):
            other = f"，或{_acts(or_else, 'zh')}" if or_else else ""
            spared = f"；到那时间已{_happened(unless, 'zh')}的，不必" if unless else ""
            return f"“{after.zh}”之后，{_when_zh(when)}“{event.do_zh}”{other}{spared}"
        case Written(paper, field, rule):
            return f"{paper_label(paper, 'zh')}上写明：{field_label(field or rule, 'zh')}"
        case Prompt(after=after, past=past):
            since = f"“{after.zh}”之后，" if after else ""
            since += f"过了“{past.zh}”的时间，" if past else ""
            return f"{since}“{sentence.at.do_zh}”时要说：“{sentence.words('zh')}”"
        case ByDesign(zh, _):
            return f"系统如此：{zh}"
        case Guidance(zh, _):
            return f"靠人做到：{zh}"


def _say_en(sentence: Sentence) -> str:
    match sentence:
        case Only(roles, may):
            return f"“{may.do_en}” only by the {' or '.join(role.en for role in roles)}."
        case Needs():
            return _needs_en(sentence)
        case With(proof, events):
            return f"{_acts(events, 'en')} comes with: {proof.en}."
        case Follows(event, after, when, or_else, unless):
            other = f", or else {_acts(or_else, 'en')}" if or_else else ""
            spared = (
                f"; not where there was {_happened(unless, 'en')} by that time itself"
                if unless
                else ""
            )
            return f"After “{after.en}”: “{event.do_en}” {_when_en(when)}{other}{spared}."
        case Written(paper, field, rule):
            return f"On the {paper_label(paper, 'en')}: {field_label(field or rule, 'en')}."
        case Prompt(after=after, past=past):
            since = f", owed after “{after.en}”" if after else ""
            since += f", once the time of “{past.en}” is past" if past else ""
            return f"To say at “{sentence.at.do_en}”{since}: “{sentence.words('en')}”"
        case ByDesign(_, en):
            return f"Built that way: {en}"
        case Guidance(_, en):
            return f"Left to people: {en}"


def _needs_zh(need: Needs) -> str:
    other = f"，或{_acts(need.or_else, 'zh')}" if need.or_else else ""
    only = f"每有{_happened(need.after, 'zh')}，" if need.after else ""
    again = f"；其后再有{_happened(need.newer_than, 'zh')}的，须重办" if need.newer_than else ""
    return f"{only}{_acts(need.before, 'zh')}前须先{_acts(need.that, 'zh')}{other}{again}"


def _needs_en(need: Needs) -> str:
    other = f", or else {_acts(need.or_else, 'en')}" if need.or_else else ""
    only = f"Each time there was {_happened(need.after, 'en')}, before" if need.after else "Before"
    again = f"; anew after {_happened(need.newer_than, 'en')}" if need.newer_than else ""
    return f"{only} {_acts(need.before, 'en')}: {_acts(need.that, 'en')}{other}{again}."


def _acts(events: Events | None, lang: str) -> str:
    """Return the acts that lead to these events, in quotes, joined by "or"."""
    return _joined([event.do(lang) for event in several(events)], lang)


def _happened(events: Events | None, lang: str) -> str:
    return _joined([event.label(lang) for event in several(events)], lang)


def _joined(words: list[str], lang: str) -> str:
    return (" or " if lang == "en" else "、").join(f"“{word}”" for word in words)


def _when_zh(when: When) -> str:
    match when:
        case AtOnce(limit):
            return f"立即（时限“{limit.zh}”由本店定）"
        case SameDay():
            return "当日内"
        case Between(least, most):
            return f"满{_length_zh(least)}、不超过{_length_zh(most)}时"
        case Ahead():
            return _ahead_zh(when)
        case Share(least, most, until):
            return f"到“{until.zh}”的工时过去 {least}%–{most}% 时"


def _when_en(when: When) -> str:
    match when:
        case AtOnce(limit):
            return f"at once (the shop's limit “{limit.en}”)"
        case SameDay():
            return "the same day"
        case Between(least, most):
            return f"from {_length_en(least)} to {_length_en(most)} after it"
        case Ahead():
            return _ahead_en(when)
        case Share(least, most, until):
            return f"when {least} to {most} per cent of the working time up to “{until.en}” is gone"


def _ahead_zh(when: Ahead) -> str:
    of = f"“{when.of.zh}”的时间"
    if when.most is not None:
        return f"在{of}之前{_length_zh(when.most)}至{_length_zh(when.least)}"
    if not when.least:
        return f"不晚于{of}"
    job = ""
    if when.job_to is not None:
        job = f"工期不足{_length_zh(when.job_to)}的，"
    elif when.job_from is not None:
        job = f"工期{_length_zh(when.job_from)}及以上的，"
    return f"{job}至少提前{_length_zh(when.least)}（按{of}）"


def _ahead_en(when: Ahead) -> str:
    of = f"the time of “{when.of.en}”"
    if when.most is not None:
        return f"between {_length_en(when.most)} and {_length_en(when.least)} before {of}"
    if not when.least:
        return f"by {of}"
    job = ""
    if when.job_to is not None:
        job = f", where the job is shorter than {_length_en(when.job_to)}"
    elif when.job_from is not None:
        job = f", where the job is {_length_en(when.job_from)} or longer"
    return f"at least {_length_en(when.least)} before {of}{job}"


def _length_zh(length: timedelta) -> str:
    if length.seconds == 0:
        return f" {length.days} 天"
    return f" {length.total_seconds() / 3600:g} 小时"


def _length_en(length: timedelta) -> str:
    if length.seconds == 0:
        return f"{length.days} day{'s' if length.days != 1 else ''}"
    hours = length.total_seconds() / 3600
    return f"{hours:g} hour{'s' if hours != 1 else ''}"
