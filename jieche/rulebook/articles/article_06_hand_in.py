"""Article 6: hand-in of the car."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "6",
    "办理交车手续",
    "Hand-in of the car",
)
