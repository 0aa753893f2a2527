"""Article 11: notice to collect."""

from datetime import timedelta

from jieche.rulebook.sentences import (
    Article,
    ByDesign,
    Clause,
    Follows,
    Needs,
    Only,
    Prompt,
    With,
    Written,
)
from jieche.rulebook.timing import TWO_DAYS, Ahead
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof, Role

# The lead of a job shorter than two days, and of one of two days or more.
HOUR_AHEAD = Ahead(
    of=E.DELIVERY_PROMISED,
    least=timedelta(hours=1),
    job_to=TWO_DAYS,
    job_since=E.ORDER_SIGNED,
)
FOUR_HOURS_AHEAD = Ahead(
    of=E.DELIVERY_PROMISED,
    least=timedelta(hours=4),
    job_from=TWO_DAYS,
    job_since=E.ORDER_SIGNED,
)

ARTICLE = Article(
    "11",
    "通知客户接车",
    "Notice to collect",
    Clause(
        "11.1",
        "竣工检验合格的车，接待员作最后清理：清洗、清理车厢、查看外观。",
        "A car that passed its final inspection gets its last clean: wash, interior, a look "
        "at the outside.",
        Needs(
            E.INSPECTION_PASSED,
            before=(E.TAKEN_OVER, E.TOLD_TO_COLLECT),
            newer_than=E.INSPECTION_FAILED,
        ),
        Needs(E.LAST_CLEANED, before=(E.TOLD_TO_COLLECT, E.VEHICLE_VIEWED)),
        Written("delivery.LastClean", "is_washed"),
        Written("delivery.LastClean", "is_interior_clean"),
        Written("delivery.LastClean", "is_exterior_normal"),
    ),
    Clause(
        "11.2",
        "按签过的清单清点随车工具和物品，放回车上；有出入的写明原因。",
        "Tools and items are counted against the signed list and put back; a difference is "
        "explained.",
        Needs(E.ITEMS_RETURNED, before=(E.TOLD_TO_COLLECT, E.VEHICLE_VIEWED)),
        Written("delivery.ItemReturn", rule="difference_is_explained"),
    ),
    Clause(
        "11.3",
        "结算员先通知并收齐车间和配件部的有关单据，领料、退料都在内。",
        "The cashier first calls in the papers of workshop and parts, issues and returns included.",
        Only((Role.CASHIER,), E.PAPERS_COLLECTED),
        Needs(
            E.PAPERS_COLLECTED,
            before=(E.ACCOUNT_DRAWN, E.TOLD_TO_COLLECT),
            newer_than=E.PARTS_RETURNED,
        ),
        Written("delivery.CollectedPaper", rule="every_expected_paper_received"),
    ),
    Clause(
        "11.4",
        "单据收齐后，由结算员把该车的全部单据汇总，核算出账。",
        "The cashier then draws up the account from all the papers of the car.",
        Only((Role.CASHIER,), E.ACCOUNT_DRAWN),
        Needs(
            E.ACCOUNT_DRAWN,
            before=(E.TOLD_TO_COLLECT, E.SETTLEMENT_PRESENTED),
            newer_than=E.PAPERS_COLLECTED,
        ),
        Written("delivery.SettlementList", rule="total_is_the_sum_of_its_kinds"),
    ),
    Clause(
        "11.5",
        "一切准备工作做完，才通知客户接车。",
        "The customer is told only when every preparation is done.",
        ByDesign(
            "准备工作每一项各自把关，缺一项通知不出去。",
            "Each preparation guards the notice by itself; with one missing it can't go out.",
            at=E.TOLD_TO_COLLECT,
        ),
    ),
    Clause(
        "11.6",
        "工期不足两天的，提前一小时通知客户接车。",
        "For a job shorter than two days the notice goes out one hour ahead.",
        Follows(
            E.TOLD_TO_COLLECT,
            after=E.DELIVERY_PROMISED,
            when=HOUR_AHEAD,
            or_else=(E.DELAY_TOLD, E.CUSTOMER_RETURNED),
        ),
        With(Proof.PERSON_TOLD, E.TOLD_TO_COLLECT),
    ),
    Clause(
        "11.7",
        "工期两天及以上的，提前四小时通知客户接车。",
        "For a job of two days or more the notice goes out four hours ahead.",
        Follows(
            E.TOLD_TO_COLLECT,
            after=E.DELIVERY_PROMISED,
            when=FOUR_HOURS_AHEAD,
            or_else=(E.DELAY_TOLD, E.CUSTOMER_RETURNED),
        ),
    ),
    Clause(
        "11.8",
        "不能按期交车的，按上述时间或更早告知客户，说明原因、致歉，另约时间。",
        "If the car will be late the customer is told by the same hour or earlier, with the "
        "reason, an apology and a new time.",
        With(Proof.REASON, E.DELAY_TOLD),
        With(Proof.PERSON_TOLD, E.DELAY_TOLD),
        # Open for every car until it is known: one that is ready by the promised hour was not late
        # (11.6 and 11.7 hold the hour of its notice), any other owed this and kept or broke it.
        Follows(
            E.DELAY_TOLD,
            after=E.DELIVERY_PROMISED,
            when=HOUR_AHEAD,
            unless=(E.TOLD_TO_COLLECT, E.CUSTOMER_RETURNED),
        ),
        Follows(
            E.DELAY_TOLD,
            after=E.DELIVERY_PROMISED,
            when=FOUR_HOURS_AHEAD,
            unless=(E.TOLD_TO_COLLECT, E.CUSTOMER_RETURNED),
        ),
        Needs(E.DELIVERY_PROMISED, before=E.TOLD_TO_COLLECT, after=E.DELAY_TOLD),
        Prompt(
            E.DELAY_TOLD,
            "{customer}，非常抱歉，您的车不能按原定时间交付，原因是这样的，请您谅解。",
            "{customer}, I am very sorry: your car can't be ready at the promised time. Let me "
            "tell you why, and ask for your understanding.",
        ),
        Prompt(
            E.TOLD_TO_COLLECT,
            "{customer}，非常抱歉，您的车没能在约定时间备好，原因是这样的，请您谅解。",
            "{customer}, I am very sorry: your car was not ready at the agreed time. Let me tell "
            "you why, and ask for your understanding.",
            past=E.DELIVERY_PROMISED,
        ),
    ),
    Clause(
        "11.9",
        "准备要认真，致谢、致歉要真诚，不得遗漏。",
        "Preparation is thorough; thanks and apologies are sincere and never left out.",
        Prompt(
            E.TOLD_TO_COLLECT,
            "{customer}，您的车已经修好，可以来接车了。谢谢合作！",
            "{customer}, your car is ready to be collected. Thank you for your cooperation!",
        ),
    ),
)
