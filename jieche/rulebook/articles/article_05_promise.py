"""Article 5: promise of quality and delivery time."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "5",
    "承诺质量与交车时间",
    "Promise of quality and delivery time",
)
