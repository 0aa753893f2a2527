"""The words of the workshop: no wash, and what a customer said to a supplement."""

from jieche.rulebook.words import Word


class NoWash(Word):
    """Why a car is not washed before the workshop. Clause 8.4."""

    CUSTOMER = "customer", "客户不要", "the customer does not want it"
    CLEAN = "clean", "车身干净", "the car is clean"
    RAIN = "rain", "雨雪天", "rain or snow"
    STOPPED = "stopped", "洗车停用", "the wash is out of order"
    OTHER = "other", "其他", "another reason"


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
