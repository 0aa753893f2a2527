"""Article 4: estimate."""

from jieche.rulebook.rights import MANAGERS
from jieche.rulebook.sentences import Article, Clause, Needs, Only, Prompt, With, Written
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof

LINE = "estimate.EstimateLine"

ARTICLE = Article(
    "4",
    "维修估价",
    "Estimate",
    Clause(
        "4.1",
        "以系统估价为常：收费包括把该系统修好，写明是哪个系统。",
        "The usual way is to price by system: the system to be put right is named.",
        Written(LINE, "method"),
        Written(LINE, rule="system_price_names_its_system"),
    ),
    Clause(
        "4.2",
        "一时找不准系统的，可用现象估价，写明现象、理由和排除的标准。",
        "Where the system can't be found soon the price may be by symptom, with symptom, reason "
        "and test of success written down.",
        Written(LINE, rule="symptom_price_says_why"),
    ),
    Clause(
        "4.3",
        "现象估价风险大，定价时须计入风险价值；不计的写明理由，超过本店限额的由主管批准。",
        "Pricing by symptom is risky: a risk amount is set, or the reason for none; one above the "
        "shop's limit is approved by a manager.",
        Written(LINE, rule="symptom_price_weighs_its_risk"),
        Only(MANAGERS, E.RISK_APPROVED),
        With(Proof.REASON, E.RISK_APPROVED),
        Needs(
            E.RISK_APPROVED,
            before=E.ORDER_SHOWN,
            after=E.RISK_ABOVE_LIMIT,
            or_else=E.RISK_WITHIN_LIMIT,
        ),
        # Of a supplement too, which is priced in the same way (9.5).
        Needs(E.RISK_APPROVED, before=E.CUSTOMER_ASKED, after=E.RISK_ABOVE_LIMIT),
    ),
    Clause(
        "4.4",
        "技术含量不高、有市场行价或客户指定的，才用项目定价，写明属于哪一种。",
        "Pricing by item needs one of three grounds, and says which: simple work, a market price, "
        "or the customer's own choice of job.",
        Written(LINE, rule="item_price_has_its_ground"),
    ),
    Clause(
        "4.5",
        "项目定价未必能保证质量，须事先向客户说明，并写在维修单上。",
        "That pricing by item may not assure quality is explained beforehand and noted on the "
        "order.",
        Needs(
            E.ITEM_PRICING_EXPLAINED,
            before=E.ORDER_SHOWN,
            after=E.ITEM_PRICED,
            or_else=E.ITEM_PRICING_DROPPED,
        ),
        Written(LINE, rule="item_price_is_explained"),
    ),
    Clause(
        "4.6",
        "灵活选用估价方式，语气沉稳，按工时、工时单价和材料说明价格合理。",
        "The method is chosen to suit, and the price explained calmly: hours, rate, materials.",
        Written(LINE, "hours_tenths"),
        Written(LINE, "rate_fen"),
        Prompt(
            E.ORDER_SHOWN,
            "价格是这样算的：工时乘工时单价，加上材料费，每一项都列在单上。",
            "This is how the price comes about: hours times rate, plus materials, line by line.",
        ),
    ),
)
