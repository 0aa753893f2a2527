"""The procedure of eight steps; each step is spelled out in the articles that follow."""

from jieche.rulebook.sentences import Article, ByDesign, Clause, Follows, Needs, Written
from jieche.rulebook.timing import SameDay
from jieche.rulebook.words import Event as E

NOT_ENTERING = (E.BOOKING_AGREED, E.ORDER_DECLINED)

ARTICLE = Article(
    "P",
    "业务接待工作程序",
    "Procedure of eight steps",
    Clause(
        "P.1",
        "客户到店或来电，接待员即开一份来访记录，其后的单据、预约、收费都归于这次来访。",
        "For each customer who comes or calls the advisor opens one visit; every later order, "
        "booking and fee belongs to a visit.",
        Written("visits.Visit", "arrived_at"),
        Written("visits.Visit", "advisor"),
        Written("visits.RepairOrder", "visit"),
        Written("appointments.Booking", "visit"),
    ),
    Clause(
        "P.2",
        "问明来意与要求，经诊断、报价，当日定下一个结果：进厂维修、预约、只诊断报价或离厂。",
        "Purpose and wishes are taken, the car is diagnosed and quoted, and the same day the "
        "intake ends one way: it enters, is booked, was only quoted, or leaves.",
        Follows(
            E.ORDER_SIGNED,
            after=E.VEHICLE_ARRIVED,
            when=SameDay(),
            or_else=(*NOT_ENTERING, E.ENQUIRY_ANSWERED),
        ),
        Follows(
            E.ENQUIRY_ANSWERED,
            after=E.CUSTOMER_CAME,
            when=SameDay(),
            or_else=(*NOT_ENTERING, E.ORDER_SIGNED),
        ),
        Follows(
            E.ENQUIRY_ANSWERED,
            after=E.CALL_TAKEN,
            when=SameDay(),
            or_else=(*NOT_ENTERING, E.ORDER_SIGNED),
        ),
        Written("visits.Visit", rule="outcome_has_purpose_and_time", at=NOT_ENTERING),
        ByDesign(
            "每个结果各是一个终点，一次来访走不到两个。",
            "Each outcome is an end of its own; one visit can't reach two.",
        ),
    ),
    Clause(
        "P.3",
        "接修车须先环检，办完接车手续，才能送入车间。",
        "A car goes to the workshop only after the walk-around check and the hand-in are done.",
        Needs(E.WALKED_AROUND, before=(E.HAND_IN_COMPLETED, E.TAKEN_INTO_WORKSHOP)),
    ),
    Clause(
        "P.4",
        "维修期间的增项逐项征询客户、与车间互通并留下记录，未了结的增项不得带过竣工。",
        "While the repair runs, every supplement is put to the customer and settled with the "
        "workshop on record; none is left open when work ends.",
        Needs(
            E.SUPPLEMENTS_SETTLED,
            before=(E.WORK_FINISHED, E.INSPECTION_PASSED),
            after=E.SUPPLEMENT_OPENED,
        ),
    ),
    Clause(
        "P.5",
        "竣工车从车间接出时，接待员检查外观和随车物品并记下结果，之后才可通知客户。",
        "When a finished car leaves the workshop the advisor checks its outside and its items and "
        "records the result, before the customer is told.",
        Needs(E.TAKEN_OVER, before=(E.LAST_CLEANED, E.ITEMS_RETURNED, E.TOLD_TO_COLLECT)),
        Written("delivery.TakeOver", "is_exterior_normal"),
        Written("delivery.TakeOver", "are_items_complete"),
    ),
    Clause(
        "P.6",
        "通知客户接车时，接车资料须已备齐。",
        "When the customer is told to collect, the collection set is ready.",
        Needs(E.DOCUMENTS_READY, before=(E.TOLD_TO_COLLECT, E.SIX_HANDED_OVER)),
    ),
    Clause(
        "P.7",
        "客户取车时，先引导视检竣工车并说明维修情况，再办结算，最后送客出厂。",
        "At collection the advisor shows and explains the finished car first, then it is settled, "
        "then the customer is seen out.",
        Needs(E.VEHICLE_VIEWED, before=E.SETTLEMENT_PRESENTED),
        Needs(E.SETTLEMENT_CLOSED, before=E.RELEASED),
    ),
    Clause(
        "P.8",
        "车辆出厂后，接待员欠客户一次跟踪服务。",
        "Once a car is released, the advisor owes the customer a follow-up.",
        ByDesign(
            "回访不靠人登记：车辆一出厂，第 15 条的时限就开始计。",
            "Nobody has to note it down: the limit of article 15 runs from the release itself.",
            at=(E.RELEASED, E.FOLLOWED_UP),
        ),
    ),
)
