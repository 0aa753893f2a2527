"""Article 14: enquiries and complaints."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "14",
    "咨询解答与投诉处理",
    "Enquiries and complaints",
)
