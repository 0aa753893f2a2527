"""Article 2: answering and diagnosis."""

from jieche.rulebook.sentences import Article, Clause, Follows, Guidance, Needs, With, Written
from jieche.rulebook.timing import AtOnce
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof

ARTICLE = Article(
    "2",
    "业务答询与诊断",
    "Answering and diagnosis",
    Clause(
        "2.1",
        "细心听客户陈述，照原话记下，用通俗的话作专业的回答。",
        "The advisor listens, writes the complaint in the customer's own words, answers plainly.",
        With(Proof.OWN_WORDS, E.PURPOSE_STATED),
        Guidance(
            "是否听得细、答得明，由抽查和回访评价。",
            "How well he listened and answered is found by spot checks and follow-up calls.",
        ),
    ),
    Clause(
        "2.2",
        "须作技术诊断才能定维修的，先征得客户同意，再开始诊断。",
        "Where the repair depends on a diagnosis, the customer agrees before it starts.",
        Needs(E.DIAGNOSIS_AGREED, before=E.DIAGNOSIS_STARTED),
    ),
    Clause(
        "2.3",
        "接待员对技术有疑难，立即通知专职技术员到接待车位协助。",
        "In technical doubt the advisor at once calls the technician to the reception bay.",
        With(Proof.PERSON_TOLD, E.TECHNICIAN_CALLED),
        Follows(E.TECHNICIAN_CAME, after=E.TECHNICIAN_CALLED, when=AtOnce(Limit.TECHNICIAN)),
    ),
    Clause(
        "2.4",
        "诊断做完，诊断书随即出具，故障或问题写得明确。",
        "As soon as the diagnosis ends a report is made that names the fault.",
        Follows(E.DIAGNOSIS_REPORTED, after=E.DIAGNOSIS_ENDED, when=AtOnce(Limit.DIAGNOSIS_REPORT)),
        Needs(E.DIAGNOSIS_REPORTED, before=E.ESTIMATE_MADE, after=E.DIAGNOSIS_ENDED),
        Written("reception.DiagnosisReport", "fault"),
        Written("reception.DiagnosisReport", "basis"),
        Written("reception.DiagnosisReport", "author"),
    ),
    Clause(
        "2.5",
        "诊断结果和维修建议当面讲清，检测诊断单交到客户手中。",
        "The customer is told the diagnosis and the advice, and is handed the report.",
        Needs(E.DIAGNOSIS_REPORTED, before=E.DIAGNOSIS_TOLD, newer_than=E.DIAGNOSIS_ENDED),
        Needs(
            E.DIAGNOSIS_TOLD,
            before=E.ORDER_SHOWN,
            after=(E.DIAGNOSIS_STARTED, E.DIAGNOSIS_REPORTED),
        ),
    ),
    Clause(
        "2.6",
        "诊断认真细致，动作熟练，结论明确。",
        "Diagnosis is careful, practised and comes to a clear conclusion.",
        Guidance(
            "由技术主管抽查，并把诊断结论与实际维修对照。",
            "Seen by spot checks and by holding the diagnosis against the work that was done.",
            at=(E.DIAGNOSIS_ENDED, E.DIAGNOSIS_REPORTED),
        ),
    ),
)
