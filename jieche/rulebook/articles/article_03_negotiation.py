"""Article 3: negotiation."""

from jieche.rulebook.rights import MANAGERS
from jieche.rulebook.sentences import (
    Article,
    Clause,
    Guidance,
    Needs,
    Only,
    Prompt,
    With,
)
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof

ARTICLE = Article(
    "3",
    "业务洽谈",
    "Negotiation",
    Clause(
        "3.1",
        "维修项目、内容、价格、交车时间和其他要求，逐一填入进厂维修单。",
        "Items, work, price, delivery time and other wishes are each entered in the repair order.",
        Needs(E.ESTIMATE_MADE, before=E.ORDER_SHOWN),
        Needs(E.DELIVERY_PROMISED, before=E.ORDER_SHOWN),
        With(Proof.OTHER_WISHES, E.ORDER_SHOWN),
    ),
    Clause(
        "3.2",
        "填好的维修单请客户过目，由客户决定是否进厂；过目后有改动的，须重新过目。",
        "The customer reads the filled order and then decides; what is changed is read again.",
        Needs(
            E.ORDER_SHOWN,
            before=E.ORDER_SIGNED,
            newer_than=(E.ESTIMATE_MADE, E.DELIVERY_PROMISED),
        ),
    ),
    Clause(
        "3.3",
        "同意进厂的客户在签字栏签名；没有签名，车不进车间，件不出库。",
        "A customer who agrees signs in the customer's box; unsigned, no car enters the workshop "
        "and no part is issued.",
        With(Proof.SIGNATURE, E.ORDER_SIGNED),
        Needs(
            E.ORDER_SIGNED,
            before=(E.TAKEN_INTO_WORKSHOP, E.PARTS_ISSUED),
            newer_than=E.ORDER_REOPENED,
        ),
    ),
    Clause(
        "3.4",
        "客户不修或改为预约的，接待员主动引导到收银处办出厂手续，领出厂通知单。",
        "A customer who declines or books for later is led to the cashier for his exit notice.",
        Needs(E.EXIT_NOTICE_ISSUED, before=E.VEHICLE_LEFT, after=E.VEHICLE_ARRIVED),
    ),
    Clause(
        "3.5",
        "诊断费、估价费须事先告知；交清或经主管免收后，才开出厂通知单。",
        "Diagnosis and estimate fees are told beforehand, and paid or waived by a manager before "
        "the exit notice is issued.",
        With(Proof.FEE_TOLD, E.DIAGNOSIS_AGREED),
        Needs(
            E.FEE_PAID,
            before=E.EXIT_NOTICE_ISSUED,
            or_else=(E.FEE_WAIVED, E.FEE_SET_OFF),
            after=E.FEE_TOLD,
        ),
        Only(MANAGERS, E.FEE_WAIVED),
        With(Proof.REASON, E.FEE_WAIVED),
    ),
    Clause(
        "3.6",
        "洽谈诚恳、为客户着想；客户不修也不露不满，记下原因，友好送别。",
        "The advisor deals honestly and kindly; with one who does not stay he shows no "
        "displeasure, notes the reason and sees him off.",
        With(Proof.REASON, E.ORDER_DECLINED),
        Prompt(E.VEHICLE_LEFT, "请走好，欢迎再来！", "Goodbye, do come again!"),
        Guidance(
            "“顾客总是对的”是待人之道，由主管言传身教。",
            "That the customer is always right is a way of meeting people; the manager sets it.",
        ),
    ),
)
