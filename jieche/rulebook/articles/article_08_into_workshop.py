"""Article 8: into the workshop."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "8",
    "办理进车间手续",
    "Into the workshop",
)
