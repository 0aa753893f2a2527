"""Article 8: into the workshop."""

from jieche.rulebook.rights import DESK
from jieche.rulebook.sentences import (
    Article,
    ByDesign,
    Clause,
    Follows,
    Needs,
    Only,
    With,
    Written,
)
from jieche.rulebook.timing import AtOnce
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof, Role

ARTICLE = Article(
    "8",
    "办理进车间手续",
    "Into the workshop",
    Clause(
        "8.1",
        "客户一走，就把维修单理清：项目齐全，字迹清楚。",
        "After the customer has gone the order is promptly tidied: complete and legible.",
        Follows(E.ORDER_TIDIED, after=E.CUSTOMER_SEEN_OFF, when=AtOnce(Limit.TIDY)),
        Follows(E.ORDER_TIDIED, after=E.CUSTOMER_WAITS, when=AtOnce(Limit.TIDY)),
        Needs(E.ORDER_TIDIED, before=E.TAKEN_INTO_WORKSHOP),
    ),
    Clause(
        "8.2",
        "维修单一入电脑，车辆统计报表同时登记，不另抄一遍。",
        "With the order in the computer the vehicle statistics stand too; nothing is typed twice.",
        ByDesign(
            "报表由维修单直接汇总，自己不存数字。",
            "Reports are summed from the orders; they keep no figures of their own.",
            at=E.ORDER_TIDIED,
        ),
    ),
    Clause(
        "8.3",
        "单组作业由业务部填列承修组；多组作业交车间主管派工；开工时每项都有作业组。",
        "For one team reception fills it in, for several the dispatcher assigns them; no work "
        "starts without a team.",
        Only(DESK, E.TEAM_SET),
        Only((Role.DISPATCHER,), E.TEAMS_ASSIGNED),
        Needs(E.TEAM_SET, before=E.TAKEN_INTO_WORKSHOP, or_else=E.TEAMS_REFERRED),
        Needs(E.TEAMS_ASSIGNED, before=E.WORK_STARTED, after=E.TEAMS_REFERRED),
        Written("workshop.TeamAssignment", "team"),
    ),
    Clause(
        "8.4",
        "送车间之前，通知清洗车辆；不洗的写明理由。",
        "Before the workshop the car is sent to be washed; if not, the reason is noted.",
        Needs(E.WASH_ASKED, before=E.TAKEN_INTO_WORKSHOP, or_else=E.WASH_DECLINED),
        Needs(
            E.WASH_BACK,
            before=E.TAKEN_INTO_WORKSHOP,
            or_else=E.WASH_DECLINED,
            after=E.WASH_ASKED,
        ),
        With(Proof.REASON, E.WASH_DECLINED),
    ),
    Clause(
        "8.5",
        "洗车工洗完，立即将车交还业务员。",
        "Once it is washed the washer hands the car back to reception at once.",
        Follows(E.WASH_BACK, after=E.WASHED, when=AtOnce(Limit.WASH_BACK)),
    ),
    Clause(
        "8.6",
        "车与进厂维修单一起移交，由车间主管或调度接收。",
        "The car goes to the dispatcher together with its repair order.",
        Written("workshop.WorkshopReceipt", "order"),
    ),
    Clause(
        "8.7",
        "接车人在维修单指定栏签名。",
        "The receiver signs in his box on the order.",
        Only((Role.DISPATCHER,), E.TAKEN_INTO_WORKSHOP),
        Written("workshop.WorkshopReceipt", "receiver"),
    ),
    Clause(
        "8.8",
        "接车人写明接车时间，精确到十分钟。",
        "The receiver writes the time of receipt, to ten minutes.",
        With(Proof.RECEIVED_AT, E.TAKEN_INTO_WORKSHOP),
        Written("workshop.WorkshopReceipt", rule="received_to_ten_minutes"),
    ),
    Clause(
        "8.9",
        "各项手续一样不可省略，未办齐不得交入车间。",
        "No formality is left out: with one missing the car is not given over.",
        Needs(E.HAND_IN_COMPLETED, before=E.TAKEN_INTO_WORKSHOP),
        ByDesign(
            "没有跳过检查的开关，缺一项就进不了车间。",
            "There is no switch that skips the check; one item missing keeps the car out.",
            at=E.TAKEN_INTO_WORKSHOP,
        ),
    ),
)
