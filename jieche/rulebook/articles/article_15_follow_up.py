"""Article 15: follow-up."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "15",
    "跟踪服务",
    "Follow-up",
)
