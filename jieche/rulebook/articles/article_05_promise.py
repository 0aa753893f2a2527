"""Article 5: promise of quality and delivery time."""

from datetime import timedelta

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
from jieche.rulebook.timing import Ahead
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof

ARTICLE = Article(
    "5",
    "承诺质量与交车时间",
    "Promise of quality and delivery time",
    Clause(
        "5.1",
        "质量保证向客户讲明，期限和里程逐条介绍，不低于法定。",
        "Quality is plainly promised and the warranty terms explained; they never fall below the "
        "law.",
        Needs(E.QUALITY_PROMISED, before=E.ORDER_SHOWN),
        Written("estimate.WarrantyTerm", rule="warranty_not_below_the_law"),
        Prompt(
            E.QUALITY_PROMISED,
            "我们对维修质量有明确的保证，保证期和里程都写在单上，请您看这里。",
            "We stand by our work: the warranty in days and kilometres is written here.",
        ),
    ),
    Clause(
        "5.2",
        "交车时间按现实生产状况承诺，留有余地；要提前的须主管准许并写明理由。",
        "The delivery time is promised from the shop's real load with a margin; an earlier one "
        "needs a manager and a reason.",
        With(Proof.AGREED_HOUR, E.DELIVERY_PROMISED),
        Only(MANAGERS, E.PROMISE_OVERRIDDEN),
        With(Proof.REASON, E.PROMISE_OVERRIDDEN),
        Written("estimate.Promise", "earliest_at"),
        Written("estimate.Promise", "margin_minutes"),
        Written("estimate.Promise", rule="promise_keeps_its_margin"),
    ),
    Clause(
        "5.3",
        "承诺之前逐项查清配件供应，不早于最晚到货的时间。",
        "Parts are checked line by line first; no promise is earlier than the last part.",
        Written("estimate.Promise", rule="promise_waits_for_parts"),
    ),
    Clause(
        "5.4",
        "不作超出生产能力的承诺；到时车未备好、又未另行约定的，计为失信。",
        "Nothing is promised beyond capacity; a time that passes with neither the car ready nor a "
        "new time agreed counts as a broken promise.",
        Follows(
            E.TOLD_TO_COLLECT,
            after=E.DELIVERY_PROMISED,
            when=Ahead(of=E.DELIVERY_PROMISED, least=timedelta(0), job_since=E.ORDER_SIGNED),
            or_else=E.CUSTOMER_RETURNED,
        ),
    ),
)
