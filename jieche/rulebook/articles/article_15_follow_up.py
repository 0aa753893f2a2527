"""Article 15: follow-up."""

from datetime import timedelta

from jieche.rulebook.sentences import (
    Article,
    ByDesign,
    Clause,
    Follows,
    Guidance,
    Needs,
    Prompt,
    Written,
)
from jieche.rulebook.timing import Between, SameDay
from jieche.rulebook.words import Event as E

CALL = "care.FollowUp"

ARTICLE = Article(
    "15",
    "跟踪服务",
    "Follow-up",
    Clause(
        "15.1",
        "根据档案资料，定期向客户作电话跟踪服务。",
        "From the file data customers are phoned at regular intervals.",
        ByDesign(
            "每辆在档车都有下一次跟踪的日期。",
            "Every car on file has a date for its next follow-up.",
        ),
        Written(CALL, "next_call_on"),
    ),
    Clause(
        "15.2",
        "第一次跟踪在车辆出厂满两天后、一周之内。",
        "The first follow-up takes place from two days to one week after release.",
        Follows(
            E.FOLLOWED_UP,
            after=E.RELEASED,
            when=Between(timedelta(days=2), timedelta(days=7)),
            or_else=E.CALLS_DECLINED,
        ),
    ),
    Clause(
        "15.3",
        "询问车辆使用情况和对本公司服务的评价，两样都问。",
        "The call asks both how the car runs and what the customer thinks of the service.",
        Written(CALL, "usage"),
        Written(CALL, "opinion"),
    ),
    Clause(
        "15.4",
        "告知驾驶与保养知识，或提出合理使用的建议。",
        "It passes on knowledge of driving and care, or advice on proper use.",
        Written(CALL, "advice"),
        Prompt(
            E.FOLLOWED_UP,
            "顺便提醒您一点用车和保养的常识。",
            "May I add a word on driving and care?",
        ),
    ),
    Clause(
        "15.5",
        "提醒下次保养时间。",
        "It reminds the customer of the next service.",
        Written(CALL, rule="next_service_is_told_when_known"),
    ),
    Clause(
        "15.6",
        "欢迎保持联系；经客户同意，介绍新服务、新设备、新技术和优惠活动。",
        "It invites him to keep in touch and, where he agreed to it, tells of new services, "
        "equipment, techniques and offers.",
        Written(CALL, rule="offer_only_to_who_agreed"),
        Prompt(
            E.FOLLOWED_UP,
            "欢迎随时与我们联系。",
            "Please call on us at any time.",
        ),
    ),
    Clause(
        "15.7",
        "每次跟踪都有记录，按月统计。",
        "Follow-ups are recorded, and counted by the month.",
        Written(CALL, "called_at"),
        ByDesign(
            "没有通话记录，回访就不算做过；统计由记录直接汇总。",
            "Without a record the call does not count; the figures are summed from the records.",
        ),
    ),
    Clause(
        "15.8",
        "通话结束前致谢。",
        "The call ends with thanks.",
        Prompt(E.FOLLOWED_UP, "非常感谢合作！", "Thank you very much for your cooperation!"),
    ),
    Clause(
        "15.9",
        "在客户方便时通话，不强求；客户不愿接听的不再打扰。",
        "The call is made when it suits the customer; one who does not wish it is left in peace.",
        Written(CALL, rule="call_inside_preferred_hours"),
        Needs(E.CALLS_ALLOWED, before=(E.FOLLOWED_UP, E.FOLLOW_UP_TRIED), after=E.CALLS_DECLINED),
    ),
    Clause(
        "15.10",
        "通话前有准备，有针对性，用语简明，语气亲切。",
        "Each call is prepared and to the point, brief and warm.",
        Written(CALL, "sheet_opened_at"),
        Written(CALL, rule="sheet_is_opened_before_the_call"),
        Guidance(
            "语气是否亲切，由抽查评价。",
            "Warmth is found by spot checks.",
        ),
    ),
    Clause(
        "15.11",
        "交谈中发现的市场信息和潜在需求，记下并及时报业务主管。",
        "Market information and latent demand met in the talk are noted and reported to the "
        "reception manager in time.",
        Follows(E.LEAD_READ, after=E.LEAD_NOTED, when=SameDay()),
    ),
)
