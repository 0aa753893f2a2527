"""Article 10: progress."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "10",
    "查询工作进度",
    "Progress",
)
