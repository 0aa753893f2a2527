"""Article 14: enquiries and complaints. Each complaint is a matter of its own."""

from datetime import timedelta

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
from jieche.rulebook.timing import Ahead, AtOnce
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof

ARTICLE = Article(
    "14",
    "咨询解答与投诉处理",
    "Enquiries and complaints",
    Clause(
        "14.1",
        "电话或来店咨询，先听后答，不打断，答得明确、简明、耐心，让客户明白维修、信任本店。",
        "To an enquiry, by phone or in person, the advisor listens first, does not interrupt, and "
        "answers clearly, briefly and patiently, so that the customer understands the repair and "
        "trusts the shop.",
        Written("reception.Enquiry", "question"),
        Written("reception.Enquiry", "answer"),
        With(Proof.AGREED_HOUR, E.ANSWER_PROMISED),
        Follows(
            E.ENQUIRY_ANSWERED,
            after=E.ANSWER_PROMISED,
            when=Ahead(of=E.ANSWER_PROMISED, least=timedelta(0)),
        ),
        Guidance(
            "听答的态度由抽查评价。",
            "How he listens and answers is found by spot checks.",
        ),
    ),
    Clause(
        "14.2",
        "答询中留意记下客户的单位、工作地址和电话，并告知用途。",
        "The advisor notes employer, work address and phone, and says what they are kept for.",
        Written("customers.Customer", rule="contact_is_kept_with_its_notice"),
        Prompt(
            E.ENQUIRY_ANSWERED,
            "方便留下您的单位、工作地址和电话吗？只用于维修联系和回访，您随时可以更正或要求删除。",
            "May I note your employer, work address and phone? They are kept only to reach you "
            "about repairs and follow-up; you may have them corrected or deleted at any time.",
        ),
    ),
    Clause(
        "14.3",
        "投诉来自电话还是上门都一样：热情接待，听完原委，当场登记。",
        "A complaint, by phone or in person, is received kindly, heard out and registered.",
        Written("care.Complaint", "channel"),
        Written("care.Complaint", "words"),
        Written("care.Complaint", "receiver"),
    ),
    Clause(
        "14.4",
        "听完意见，立即答复。",
        "Having heard it, the advisor replies at once.",
        Follows(
            E.COMPLAINT_REPLIED,
            after=E.COMPLAINT_REGISTERED,
            when=AtOnce(Limit.COMPLAINT_REPLY),
            or_else=E.REPLY_PROMISED,
        ),
        With(Proof.ANSWER, E.COMPLAINT_REPLIED),
    ),
    Clause(
        "14.5",
        "不能立即处理的，先致歉，并明确下次答复的时间，到时必须答复。",
        "If it can't be settled at once the advisor apologises and names the time of the next "
        "reply, which is kept.",
        With(Proof.AGREED_HOUR, E.REPLY_PROMISED),
        Follows(
            E.COMPLAINT_REPLIED,
            after=E.REPLY_PROMISED,
            when=Ahead(of=E.REPLY_PROMISED, least=timedelta(0)),
        ),
        Prompt(
            E.REPLY_PROMISED,
            "{customer}，给您添麻烦了，非常抱歉。我们查清后在这个时间答复您。",
            "{customer}, I am very sorry for the trouble. We shall look into it and reply to you "
            "at this time.",
        ),
    ),
    Clause(
        "14.6",
        "处理投诉不凭主观臆断，不与客户争辩，先查明事实，冷静合理。",
        "Handling is not a matter of opinion or argument: facts first, calm and reasonable.",
        Needs(E.FACTS_GATHERED, before=E.COMPLAINT_RESOLVED),
        With(Proof.FACTS, E.FACTS_GATHERED),
        Guidance(
            "处理是否公道，由主管复核。",
            "Whether it was fair is reviewed by the manager.",
        ),
    ),
    Clause(
        "14.7",
        "投诉谈话结束时致意，感谢信任，承诺给满意答复。",
        "The talk ends with thanks for the trust and the promise of a satisfactory answer.",
        Prompt(
            E.COMPLAINT_REGISTERED,
            "{customer}，感谢您的信任，一定给您满意答复。",
            "{customer}, thank you for your trust; you shall have a satisfactory answer.",
        ),
    ),
    Clause(
        "14.8",
        "处理投诉顾全大局，不轻慢客户，务求善终：有办法、有结果才能结案，也不久拖。",
        "With the whole shop in mind and no customer slighted, a complaint is brought to a good "
        "end: it closes only with a measure and a result, and does not drag on.",
        With(Proof.ACTION, E.COMPLAINT_RESOLVED),
        With(Proof.RESULT, E.COMPLAINT_RESOLVED),
        Needs(E.COMPLAINT_RESOLVED, before=E.COMPLAINT_CLOSED),
        Follows(
            E.COMPLAINT_CLOSED,
            after=E.COMPLAINT_REGISTERED,
            when=AtOnce(Limit.COMPLAINT_CLOSE),
        ),
    ),
    Clause(
        "14.9",
        "客户对答复是否满意，记录在案才能结案。",
        "Whether the customer is satisfied with the reply is recorded before it closes.",
        Needs(E.COMPLAINT_REPLIED, before=E.COMPLAINT_CLOSED),
        With(Proof.SATISFACTION, E.COMPLAINT_CLOSED),
    ),
)
