"""Article 10: progress."""

from jieche.rulebook.sentences import Article, Clause, Follows, With, Written
from jieche.rulebook.timing import AtOnce, Share
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Limit, Proof

ARTICLE = Article(
    "10",
    "查询工作进度",
    "Progress",
    Clause(
        "10.1",
        "预计工期进行到七成至八成时，业务部按时向车间查询进度。",
        "When 70 to 80 per cent of the planned time has gone, reception asks the workshop how far "
        "it is.",
        Follows(
            E.PROGRESS_ASKED,
            after=E.TAKEN_INTO_WORKSHOP,
            when=Share(70, 80, until=E.DELIVERY_PROMISED),
            or_else=E.WORK_FINISHED,
        ),
    ),
    Clause(
        "10.2",
        "询问何时完工、有无异常，记下车间的回答和答话人。",
        "It asks when the work ends and whether anything is wrong; the answer and who gave it are "
        "noted.",
        With(Proof.ANSWER, E.PROGRESS_ASKED),
        With(Proof.PERSON_ASKED, E.PROGRESS_ASKED),
        Written("workshop.ProgressAnswer", "expected_finish_at"),
        Written("workshop.ProgressAnswer", "is_abnormal"),
    ),
    Clause(
        "10.3",
        "车间报有异常的，当即拿出应急办法，保住交车时间。",
        "If something is wrong a measure is taken at once, so that the car is not late.",
        Follows(E.MEASURE_TAKEN, after=E.ANOMALY_FOUND, when=AtOnce(Limit.MEASURE)),
        With(Proof.ACTION, E.MEASURE_TAKEN),
    ),
)
