"""Article 17: statistics and reports."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "17",
    "业务统计报表",
    "Statistics and reports",
)
