"""Article 2: answering and diagnosis."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "2",
    "业务答询与诊断",
    "Answering and diagnosis",
)
