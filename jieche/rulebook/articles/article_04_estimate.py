"""Article 4: estimate."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "4",
    "维修估价",
    "Estimate",
)
