"""Article 13: customer files."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "13",
    "客户档案管理",
    "Customer files",
)
