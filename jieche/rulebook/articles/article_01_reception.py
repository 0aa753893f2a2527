"""Article 1: receiving the customer."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "1",
    "业务厅接待",
    "Receiving the customer",
)
