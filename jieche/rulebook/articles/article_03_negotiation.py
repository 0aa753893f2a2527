"""Article 3: negotiation."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "3",
    "业务洽谈",
    "Negotiation",
)
