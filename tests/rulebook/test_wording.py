"""The eight sentences and the five ways of saying when, in words that a person reads."""

import pytest

from jieche.rulebook import book
from jieche.rulebook.papers import papers
from jieche.rulebook.sentences import (
    ByDesign,
    Follows,
    Guidance,
    Needs,
    Only,
    Prompt,
    With,
    Written,
)
from jieche.rulebook.wording import say


def of(number: str, form: type, nth: int = 0) -> tuple[str, str]:
    """Return the nth sentence of one form of a clause, in both languages."""
    found = [s for s in book.clause(number).sentences if isinstance(s, form)]
    return say(found[nth], "zh-hans"), say(found[nth], "en")


def test_only() -> None:
    assert of("12.4", Only) == (
        "“决定优惠”只由业务主管、经理办理",
        "“Decide the discount” only by the reception manager or shop manager.",
    )


def test_needs() -> None:
    assert of("P.5", Needs) == (
        "“最后清理”、“清点放回物品”、“通知客户接车”前须先“从车间接车”",
        "Before “Do the last clean” or “Put the items back” or “Tell the customer to collect”: "
        "“Take over from the workshop”.",
    )


def test_needs_with_an_exception() -> None:
    assert of("8.4", Needs) == (
        "“车间接车”前须先“通知洗车”，或“不洗车”",
        "Before “Take into the workshop”: “Ask for a wash”, or else “No wash”.",
    )


def test_needs_only_once_something_has_happened() -> None:
    assert of("6.5", Needs) == (
        "每有“证件有差异”，“手续办完告知客户”、“车间接车”前须先“请客户确认差异”",
        "Each time there was “papers differ”, before “Tell the customer all is done” or “Take into "
        "the workshop”: “Have the discrepancy signed”.",
    )


def test_needs_newer_than_something() -> None:
    assert of("3.2", Needs) == (
        "“请客户签字”前须先“请客户过目”；其后再有“已估价”、“已承诺交车时间”的，须重办",
        "Before “Have the order signed”: “Show the order”; anew after “estimate made” or “delivery "
        "time promised”.",
    )


def test_with() -> None:
    assert of("3.3", With) == (
        "“请客户签字”须附：签名",
        "“Have the order signed” comes with: signature.",
    )


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        (
            "1.1",
            "“车辆到店”之后，立即（时限“迎接”由本店定）“迎接客户”",
            "After “vehicle arrived”: “Greet the customer” at once (the shop's limit “greet”).",
        ),
        (
            "16.7",
            "“已填预约单”之后，当日内“通知车间留工位”",
            "After “booking slip written”: “Inform the workshop” the same day.",
        ),
        (
            "15.2",
            "“已出厂”之后，满 2 天、不超过 7 天时“跟踪回访”，或“记下不再致电”",
            "After “released”: “Make the follow-up call” from 2 days to 7 days after it, or else "
            "“Note that calls are not wanted”.",
        ),
        (
            "11.6",
            "“已承诺交车时间”之后，工期不足 2 天的，至少提前 1 小时（按“已承诺交车时间”的时间）"
            "“通知客户接车”，或“告知客户延误”、“迎候取车客户”",
            "After “delivery time promised”: “Tell the customer to collect” at least 1 hour before "
            "the time of “delivery time promised”, where the job is shorter than 2 days, or else "
            "“Tell the customer of the delay” or “Receive the customer”.",
        ),
        (
            "14.5",
            "“已约下次答复”之后，不晚于“已约下次答复”的时间“答复投诉”",
            "After “next reply promised”: “Reply to the complaint” by the time of “next reply "
            "promised”.",
        ),
        (
            "16.8",
            "“已填预约单”之后，在“已填预约单”的时间之前 1 天至 12 小时“提醒客户”",
            "After “booking slip written”: “Remind the customer” between 1 day and 12 hours before "
            "the time of “booking slip written”.",
        ),
        (
            "10.1",
            "“车间已接车”之后，到“已承诺交车时间”的工时过去 70%–80% 时“查询进度”，或“完工”",
            "After “taken into the workshop”: “Ask about progress” when 70 to 80 per cent of the "
            "working time up to “delivery time promised” is gone, or else “Finish work”.",
        ),
    ],
)
def test_follows(number: str, zh: str, en: str) -> None:
    assert of(number, Follows) == (zh, en)


def test_follows_a_long_job() -> None:
    zh, en = of("11.7", Follows)
    assert "工期 2 天及以上的，至少提前 4 小时" in zh
    assert "at least 4 hours before" in en
    assert "where the job is 2 days or longer" in en


def test_written() -> None:
    assert of("12.6", Written) == (
        "六件交付上写明：六件齐全",
        "On the handover of the six: all six things.",
    )


def test_prompt_with_names_left_open() -> None:
    assert of("12.9", Prompt) == (
        "“请客户签名接车”时要说：“____请走好，祝一路平安！欢迎下次光临！”",
        "To say at “Have the acceptance signed”: “Goodbye, ____, and a safe journey! We hope to "
        "see you again.”",
    )


def test_by_design_and_guidance() -> None:
    assert of("9.9", ByDesign)[0] == "系统如此：客户明确答复后，同一项不能再次征询。"
    assert (
        of("9.9", Guidance)[1]
        == "Left to people: Manner is found by spot checks and follow-up calls."
    )


def test_no_name_of_a_paper_is_left_over() -> None:
    named = {s.paper for c in book.all_clauses() for s in c.sentences if isinstance(s, Written)}
    assert set(papers()) == named
