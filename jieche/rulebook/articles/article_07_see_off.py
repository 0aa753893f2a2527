"""Article 7: seeing the customer off."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "7",
    "礼貌送客",
    "Seeing the customer off",
)
