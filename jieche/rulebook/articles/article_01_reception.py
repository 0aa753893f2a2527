"""Article 1: receiving the customer."""

from jieche.rulebook.sentences import (
    Article,
    Clause,
    Follows,
    Guidance,
    Needs,
    Prompt,
    With,
    Written,
)
from jieche.rulebook.timing import AtOnce
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof

ARTICLE = Article(
    "1",
    "业务厅接待",
    "Receiving the customer",
    Clause(
        "1.1",
        "见客户驾车进厂，接待员立即起身，带笔和接修单到车旁迎接。",
        "When a car drives in, the advisor goes out to it at once with pen and intake pad.",
        Follows(E.CUSTOMER_GREETED, after=E.VEHICLE_ARRIVED, when=AtOnce(Limit.GREET)),
        Follows(E.CUSTOMER_GREETED, after=E.CUSTOMER_CAME, when=AtOnce(Limit.GREET)),
    ),
    Clause(
        "1.2",
        "在驾驶室门旁微笑点头，先开口问好，并作简短自我介绍。",
        "At the driver's door the advisor smiles, nods, speaks first and gives his name.",
        Prompt(
            E.CUSTOMER_GREETED,
            "您好，欢迎光临！我是接待员{advisor}，很高兴为您服务。",
            "Good day and welcome! I am {advisor}, your service advisor.",
        ),
    ),
    Clause(
        "1.3",
        "车未停在接待车位的，礼貌引导停好；一个车位同时只停一辆车。",
        "A car not in a reception bay is guided to one; a bay holds one car at a time.",
        With(Proof.BAY, (E.CUSTOMER_GREETED, E.BAY_CHANGED)),
        Written("reception.BayUse", rule="one_open_car_in_a_bay"),
    ),
    Clause(
        "1.4",
        "简短问明来意，记下属于哪一类，再往下办。",
        "The advisor briefly asks why the customer came and notes the purpose before going on.",
        Needs(
            E.PURPOSE_STATED,
            before=(E.CONSENT_GIVEN, E.ENQUIRY_ANSWERED, E.BOOKING_AGREED, E.ORDER_DECLINED),
        ),
    ),
    Clause(
        "1.5",
        "简单咨询当场答复，记下答复，礼貌送客户出门。",
        "A simple enquiry is answered on the spot, the answer noted, the customer seen out.",
        With(Proof.ANSWER, E.ENQUIRY_ANSWERED),
        Prompt(E.ENQUIRY_ANSWERED, "请走好，欢迎再来！", "Goodbye, do come again!"),
    ),
    Clause(
        "1.6",
        "要诊断、报价或维修的，先问客户是否同意，同意了再坐下商洽。",
        "Before diagnosis, quotation or repair the customer's consent to talk it over is asked.",
        Needs(E.CONSENT_GIVEN, before=(E.DIAGNOSIS_STARTED, E.ESTIMATE_MADE)),
    ),
    Clause(
        "1.7",
        "客户也可先到厅内休息，我方检测诊断有了结果，再与客户商洽。",
        "The customer may rest in the hall instead; prices are talked of once the diagnosis is in.",
        Needs(E.DIAGNOSIS_ENDED, before=E.ESTIMATE_MADE, after=E.DIAGNOSIS_STARTED),
    ),
    Clause(
        "1.8",
        "情况简单，或客户要求当场填单的，按要求快捷办理，并记下缘由。",
        "A simple case, or a customer who asks for it, gets the order or booking written at once; "
        "why is noted.",
        With(Proof.REASON, E.EXPRESS_ASKED),
    ),
    Clause(
        "1.9",
        "新客户首次来店，主动介绍本公司的维修服务和办理程序。",
        "To a new customer the advisor explains the shop's services and how things are done.",
        Needs(E.SERVICES_EXPLAINED, before=E.ORDER_SHOWN, after=E.NEW_CUSTOMER_MET),
        Prompt(
            E.SERVICES_EXPLAINED,
            "您是第一次来，我先简单介绍一下我们的服务项目和办理程序。",
            "As this is your first visit, let me briefly explain what we do and how it goes.",
        ),
    ),
    Clause(
        "1.10",
        "客户要预约的，尽快问明情况，填好预约单呈交客户，请客户记住预约时间。",
        "For a booking the advisor quickly asks the details, hands over the filled slip and asks "
        "the customer to remember the time.",
        With(Proof.AGREED_HOUR, E.BOOKING_AGREED),
        Prompt(
            E.BOOKING_AGREED,
            "这是您的预约单，请记住预约时间。",
            "Here is your booking slip; please remember the time.",
        ),
    ),
    Clause(
        "1.11",
        "接待员仪表整洁、热情有礼；客户落座等候时奉茶，请客户用茶。",
        "Staff are neat and warm; a customer who sits down to wait is served tea.",
        Prompt(E.TEA_SERVED, "请用茶。", "Please have some tea.", after=E.CUSTOMER_SEATED),
        Guidance(
            "仪表和态度由主管每日查看，系统不作判断。",
            "Dress and manner are seen to by the manager day by day; no program can judge them.",
        ),
    ),
)
