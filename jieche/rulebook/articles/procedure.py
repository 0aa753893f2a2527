"""The procedure of eight steps: procedure of eight steps."""

from jieche.rulebook.sentences import Article

ARTICLE = Article(
    "P",
    "业务接待工作程序",
    "Procedure of eight steps",
)
