"""Article 12: collection."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "12",
    "接待取车客户",
    "Collection",
)
