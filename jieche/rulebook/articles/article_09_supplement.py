"""Article 9: supplements. Each supplement is a matter of its own, with its own clock."""

from jieche.rulebook.rights import MANAGERS
from jieche.rulebook.sentences import (
    Article,
    ByDesign,
    Clause,
    Follows,
    Guidance,
    Needs,
    Only,
    Prompt,
    With,
    Written,
)
from jieche.rulebook.timing import AtOnce
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof

ARTICLE = Article(
    "9",
    "追加维修项目",
    "Supplements",
    Clause(
        "9.1",
        "接到车间增项信息，接待员立即电话征询客户意见，记下号码和接电话的人。",
        "On word of a supplement the advisor phones the customer at once; the number and the "
        "person are noted.",
        Follows(E.CUSTOMER_ASKED, after=E.SUPPLEMENT_FOUND, when=AtOnce(Limit.ASK_SUPPLEMENT)),
        With(Proof.NUMBER_CALLED, E.CUSTOMER_ASKED),
        With(Proof.PERSON_ASKED, E.CUSTOMER_ASKED),
    ),
    Clause(
        "9.2",
        "征询时一并告知工期延到几时；客户同意的，写明新的交车时间。",
        "The same call says how long it delays the car; agreement comes with a new delivery time.",
        With(Proof.AGREED_HOUR, E.SUPPLEMENT_AGREED),
        Prompt(
            E.CUSTOMER_ASKED,
            "加做这一项，交车时间要相应推后，我把新的时间告诉您。",
            "This item moves the delivery time; let me tell you the new one.",
        ),
    ),
    Clause(
        "9.3",
        "客户一有明确答复，马上转告车间；答复含糊的，不当作同意。",
        "The customer's clear answer is passed to the workshop at once; an unclear one is no yes.",
        Follows(
            E.WORKSHOP_TOLD,
            after=E.SUPPLEMENT_AGREED,
            when=AtOnce(Limit.RELAY),
            or_else=E.SHEET_DELIVERED,
        ),
        Follows(E.WORKSHOP_TOLD, after=E.SUPPLEMENT_REFUSED, when=AtOnce(Limit.RELAY)),
    ),
    Clause(
        "9.4",
        "客户不做的，口头告诉车间即可，但要记下何时、告诉了谁。",
        "A refusal may be told to the workshop by word; time and person told are noted.",
        With(Proof.PERSON_TOLD, E.WORKSHOP_TOLD),
    ),
    Clause(
        "9.5",
        "客户同意的，即开增项单填列追加内容；电话同意的，取车结算前补签。",
        "On agreement a sheet with the added items is made out; what was agreed by phone is signed "
        "before the car is settled.",
        Written("workshop.SupplementSheet", "order"),
        Written("workshop.SupplementSheet", "number"),
        Needs(E.SUPPLEMENT_AGREED, before=E.SHEET_DELIVERED),
        With(Proof.SIGNATURE, E.SUPPLEMENT_SIGNED),
        Needs(E.SHEETS_SIGNED, before=E.SETTLEMENT_CLOSED, after=E.SUPPLEMENT_OPENED),
        Only(MANAGERS, E.SIGNATURE_REFUSED),
        With(Proof.REASON, E.SIGNATURE_REFUSED),
    ),
    Clause(
        "9.6",
        "增项单立即交给车间主管或调度，何时交、谁接单都要记下。",
        "The sheet goes to the dispatcher at once; time and receiver are noted.",
        Follows(E.SHEET_DELIVERED, after=E.SUPPLEMENT_AGREED, when=AtOnce(Limit.DELIVER_SHEET)),
        With(Proof.PERSON_TOLD, E.SHEET_DELIVERED),
        Needs(E.SHEET_DELIVERED, before=E.SUPPLEMENT_STARTED),
    ),
    Clause(
        "9.7",
        "征询时有礼貌，把增项的技术原因讲清楚。",
        "The advisor is polite and explains why the work is needed.",
        Written("workshop.Supplement", "technical_reason"),
        Prompt(
            E.CUSTOMER_ASKED,
            "{customer}您好，检修中发现一个情况，我把原因说给您听，由您决定。",
            "{customer}, in the repair we found something; let me explain it, and you decide.",
        ),
    ),
    Clause(
        "9.8",
        "事关安全的，着重讲明利害，客户仍不做的，附书面安全提示。",
        "Where safety is at stake that is stressed; a refusal then carries a written warning.",
        Written("workshop.Supplement", "is_safety"),
        Written("workshop.Supplement", rule="safety_supplement_warns"),
        Needs(E.SAFETY_WARNED, before=E.SUPPLEMENT_REFUSED, after=E.SAFETY_AT_STAKE),
        Prompt(
            E.SAFETY_WARNED,
            "这一项关系到行车安全，不处理的话风险是这样的。",
            "This one concerns your safety on the road; this is what may happen if it is left.",
        ),
    ),
    Clause(
        "9.9",
        "客户抱怨时冷静对待，不强求，尊重客户的选择。",
        "The advisor stays calm at reproach, forces nothing and respects the choice.",
        ByDesign(
            "客户明确答复后，同一项不能再次征询。",
            "After a clear answer the same item can't be asked about again.",
            at=(E.CUSTOMER_ASKED, E.SUPPLEMENT_REFUSED),
            bars=E.CUSTOMER_ASKED,
        ),
        Guidance(
            "态度由抽查和回访评价。",
            "Manner is found by spot checks and follow-up calls.",
        ),
    ),
    Clause(
        "9.10",
        "客户明确同意之前，增项不得开工，不得发料。",
        "Before the customer's clear consent no supplement work starts and no part is issued.",
        Needs(E.SUPPLEMENT_AGREED, before=(E.SUPPLEMENT_STARTED, E.SUPPLEMENT_PARTS_ISSUED)),
        standing="derived",
    ),
)
