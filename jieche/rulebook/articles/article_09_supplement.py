"""Article 9: supplements."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "9",
    "追加维修项目",
    "Supplements",
)
