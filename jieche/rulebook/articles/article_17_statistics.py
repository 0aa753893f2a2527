"""Article 17: statistics and reports. The source breaks off in 17.3; what follows is restored."""

from datetime import timedelta

from jieche.rulebook.sentences import Article, ByDesign, Clause, Follows, Needs, With, Written
from jieche.rulebook.timing import Ahead, SameDay
from jieche.rulebook.words import Event as E
from jieche.rulebook.words import Proof

ARTICLE = Article(
    "17",
    "业务统计报表",
    "Statistics and reports",
    Clause(
        "17.1",
        "按周、按月登记统计维修车的数量、类型和维修类别。",
        "By week and month the cars repaired are counted by number, type and repair category.",
        ByDesign(
            "每个数字都由维修单汇总，点开能看到是哪几张。",
            "Each figure is summed from orders and opens the orders behind it.",
            at=E.REPORT_SUBMITTED,
        ),
    ),
    Clause(
        "17.2",
        "按周、按月登记统计营业收入和欠收。",
        "By week and month income and money still owed are counted.",
        ByDesign(
            "营业收入等于实收加欠收变动（预收另减），对不上就报错。",
            "Income equals receipts plus the change in arrears, less that in money held in "
            "advance; what does not tally is shown.",
            at=E.REPORT_SUBMITTED,
        ),
    ),
    Clause(
        "17.3",
        "每月作一次统计分析。",
        "Each month the figures are analysed.",
        Needs(E.ANALYSIS_WRITTEN, before=E.REPORT_SUBMITTED, after=E.ANALYSIS_DUE),
        Written("reports.MonthlyAnalysis", "author"),
        Written("reports.MonthlyAnalysis", "findings"),
    ),
    Clause(
        "17.4",
        "报表按时报送财务部、分管经理和经理审阅。",
        "Reports go on time to finance, the deputy manager and the manager.",
        With(Proof.PERSON_TOLD, E.REPORT_SUBMITTED),
        Follows(E.REPORT_READ, after=E.REPORT_SUBMITTED, when=SameDay()),
        standing="reconstructed",
    ),
    Clause(
        "17.5",
        "日报当日下班前、周报周六下班前、月报月末下班前报出。",
        "The daily report is done before leaving that day, the weekly on Saturday, the monthly on "
        "the last day of the month.",
        Follows(
            E.REPORT_SUBMITTED,
            after=E.REPORT_OPENED,
            when=Ahead(of=E.REPORT_OPENED, least=timedelta(0)),
        ),
        standing="reconstructed",
    ),
    Clause(
        "17.6",
        "报表准确、完整，不得估计、漏项。",
        "Reports are accurate and complete, with nothing estimated and nothing left out.",
        ByDesign(
            "报表数字不能手填，报出即锁定。",
            "Figures can't be typed in, and are locked once submitted.",
            at=E.REPORT_SUBMITTED,
        ),
        standing="reconstructed",
    ),
)
