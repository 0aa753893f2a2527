"""Article 12: collection."""

from jieche.rulebook.rights import MANAGERS
from jieche.rulebook.sentences import (
    Article,
    Clause,
    Follows,
    Needs,
    Only,
    Prompt,
    With,
    Written,
)
from jieche.rulebook.timing import AtOnce, SameDay
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof, Role

ARTICLE = Article(
    "12",
    "接待取车客户",
    "Collection",
    Clause(
        "12.1",
        "主动起身迎候取车客户，简要介绍维修情况，引领办理结算。",
        "The advisor rises to meet the customer, briefly explains the repair and leads him to "
        "settlement.",
        Needs(E.CUSTOMER_RETURNED, before=E.VEHICLE_VIEWED),
        Prompt(
            E.VEHICLE_VIEWED,
            "{customer}，您的车修好了，我陪您看一看，说说都做了哪些项目。",
            "{customer}, your car is done; let me show it to you and tell you what we did.",
        ),
    ),
    Clause(
        "12.2",
        "客户来到结算台，结算员主动问好，请客户落座。",
        "At the cashier's desk the cashier greets the customer first and offers a seat.",
        Prompt(
            E.SETTLEMENT_PRESENTED,
            "您好，请坐！这是您的结算单，请过目。",
            "Good day, please take a seat. This is your settlement list.",
        ),
    ),
    Clause(
        "12.3",
        "迅速呈交结算单；客户签字同意后，迅速收款办结。",
        "The settlement list is presented promptly; once signed it is paid and done promptly.",
        Needs(
            E.SETTLEMENT_PRESENTED,
            before=E.SETTLEMENT_AGREED,
            newer_than=(E.ACCOUNT_DRAWN, E.DISCOUNT_DECIDED),
        ),
        With(Proof.SIGNATURE, E.SETTLEMENT_AGREED),
        Needs(
            E.SETTLEMENT_AGREED,
            before=(E.PAYMENT_TAKEN, E.NOTHING_DUE, E.SETTLEMENT_CLOSED),
            newer_than=(E.SETTLEMENT_PRESENTED, E.ACCOUNT_DRAWN, E.DISCOUNT_DECIDED),
        ),
        Needs(E.SURPLUS_FOUND, before=E.SURPLUS_RETURNED),
        Follows(E.SURPLUS_RETURNED, after=E.SURPLUS_FOUND, when=SameDay()),
        Written("delivery.Payment", "mode"),
    ),
    Clause(
        "12.4",
        "客户要求打折或有其他要求的，由业务主管决定，结算员不得自行打折。",
        "A request for a discount or anything else goes to the reception manager; the cashier "
        "decides none.",
        Needs(E.DISCOUNT_ASKED, before=E.DISCOUNT_DECIDED),
        Only(MANAGERS, E.DISCOUNT_DECIDED),
        With(Proof.REASON, E.DISCOUNT_DECIDED),
        # What was asked waits for its answer: nothing is signed, paid or put on account before it.
        Needs(
            E.DISCOUNT_DECIDED,
            before=(E.SETTLEMENT_AGREED, E.PAYMENT_TAKEN, E.CREDIT_APPROVED, E.SETTLEMENT_CLOSED),
            after=E.DISCOUNT_ASKED,
            or_else=E.SETTLEMENT_CLOSED,
        ),
        Written("delivery.Discount", rule="a_discount_has_its_approver_and_reason"),
    ),
    Clause(
        "12.5",
        "付清或经主管批准挂账，即为结算完毕，应即刻开具出厂通知单。",
        "Paid, or on credit that a manager approved, the settlement is closed, and the exit "
        "notice is issued at once.",
        Needs(
            E.PAYMENT_TAKEN,
            before=E.SETTLEMENT_CLOSED,
            or_else=(E.CREDIT_APPROVED, E.NOTHING_DUE),
        ),
        Only(MANAGERS, E.CREDIT_APPROVED),
        With(Proof.REASON, E.CREDIT_APPROVED),
        Written(
            "delivery.SettlementList",
            rule="closed_only_when_paid_or_on_credit",
            at=E.SETTLEMENT_CLOSED,
        ),
        Needs(
            E.SETTLEMENT_CLOSED,
            before=E.EXIT_NOTICE_ISSUED,
            or_else=(E.ORDER_DECLINED, E.BOOKING_AGREED),
        ),
        Follows(E.EXIT_NOTICE_ISSUED, after=E.SETTLEMENT_CLOSED, when=AtOnce(Limit.EXIT_NOTICE)),
    ),
    Clause(
        "12.6",
        "六件一并交到客户手中：出厂通知单、维修单、结算单、质量保证书、随车证件、车钥匙。",
        "Six things are handed over together: exit notice, order, settlement list, warranty, "
        "car papers, key.",
        Needs(E.EXIT_NOTICE_ISSUED, before=E.SIX_HANDED_OVER),
        Needs(E.SIX_HANDED_OVER, before=E.RELEASED),
        Written("delivery.HandOver", rule="all_six_things"),
    ),
    Clause(
        "12.7",
        "陪客户到车场，一件件点清工具和物品，一起看外形。",
        "The advisor leads the customer to the yard to count the items and view the outside.",
        Needs(E.YARD_CHECKED, before=(E.ACCEPTANCE_SIGNED, E.RELEASED)),
        Written("delivery.YardCheck", "are_items_complete"),
        Written("delivery.YardCheck", "is_exterior_normal"),
    ),
    Clause(
        "12.8",
        "客户看过没有异议，在维修单上签收；有异议先记下、处理，再签。",
        "With no objection the customer signs the order; an objection is written down, dealt with, "
        "and then signed.",
        With(Proof.SIGNATURE, E.ACCEPTANCE_SIGNED),
        With(Proof.REASON, E.OBJECTION_RAISED),
        With(Proof.ANSWER, E.OBJECTION_ANSWERED),
        Needs(E.OBJECTION_RAISED, before=E.OBJECTION_ANSWERED),
        Needs(E.OBJECTION_ANSWERED, before=E.ACCEPTANCE_SIGNED, after=E.OBJECTION_RAISED),
        Needs(
            E.ACCEPTANCE_SIGNED,
            before=E.RELEASED,
            newer_than=(E.YARD_CHECKED, E.OBJECTION_RAISED),
        ),
    ),
    Clause(
        "12.9",
        "接待员送客户出厂，称呼姓氏致意，祝一路平安。",
        "The advisor sees the customer out by name and wishes a safe journey.",
        Prompt(
            E.ACCEPTANCE_SIGNED,
            "{customer}请走好，祝一路平安！欢迎下次光临！",
            "Goodbye, {customer}, and a safe journey! We hope to see you again.",
        ),
    ),
    Clause(
        "12.10",
        "取车一路办得利落，话不多说，步骤不多走。",
        "Settlement and handover are brisk and never feel tedious.",
        Follows(E.RELEASED, after=E.CUSTOMER_RETURNED, when=AtOnce(Limit.COLLECTION)),
    ),
    Clause(
        "12.11",
        "门卫凭出厂通知单和客户接受签名放行，缺一不放。",
        "The gate lets a car out on exit notice and acceptance signature, never without both.",
        Only((Role.GATE,), E.RELEASED),
        Needs(E.EXIT_NOTICE_ISSUED, before=E.RELEASED),
    ),
)
