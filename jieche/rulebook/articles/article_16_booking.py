"""Article 16: bookings."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "16",
    "预约维修服务",
    "Bookings",
)
