"""The words of a supplement: by what the customer was asked, what came of it, what he answered."""

from jieche.rulebook.words import Word


class Channel(Word):
    """By what a customer is reached."""

    PHONE = "phone", "电话", "by phone"
    WECHAT = "wechat", "微信", "by WeChat"
    IN_PERSON = "in_person", "当面", "in person"


class Reached(Word):
    """What came of a call. Clause 9.3: an unclear answer is no yes."""

    SPOKE = "spoke", "有明确答复", "a clear answer"
    UNDECIDED = "undecided", "没有明确答复", "no clear answer yet"
    NOBODY = "nobody", "无人接听", "nobody answered"


class Answer(Word):
    """The customer's clear answer to a supplement."""

    AGREED = "agreed", "同意", "agreed"
    REFUSED = "refused", "不同意", "refused"
