"""Article 11: notice to collect."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "11",
    "通知客户接车",
    "Notice to collect",
)
